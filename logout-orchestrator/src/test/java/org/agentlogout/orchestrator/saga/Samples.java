/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Inspection.Interaction;
import org.agentlogout.orchestrator.saga.Inspection.Reason;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.LogoutRequest.ReasonChoice;
import org.agentlogout.orchestrator.saga.LogoutRequest.Requester;
import org.agentlogout.orchestrator.saga.LogoutRequest.RequesterKind;

/** The one agent, the two channels and the noon every test of the saga uses. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final LogoutPolicy POLICY = LogoutPolicy.DEFAULT;
    public static final String AGENT = "anna";

    public static final Channel VOICE =
            new Channel(
                    "voice", Channel.Type.VOICE, "cce1", new Channel.FinesseVoice("1001", "5001"));
    public static final Channel CHAT =
            new Channel(
                    "chat",
                    Channel.Type.CHAT,
                    "cce1",
                    new Channel.FinesseMedium("1001", "5001", "5000", 3, "ACCEPT", "TRANSFER"));

    private Samples() {}

    public static Session session() {
        return session("s1", 100, VOICE, CHAT);
    }

    public static Session session(String sessionId, long epoch, Channel... channels) {
        return Session.opened(sessionId, epoch, "A", "team1", "group1", NOON, List.of(channels));
    }

    public static LogoutRequest request(String requestId) {
        return new LogoutRequest(
                requestId,
                "",
                Mode.REFUSE,
                false,
                ReasonChoice.NONE,
                NOON.plusSeconds(120),
                new Requester(RequesterKind.AGENT, AGENT),
                false,
                "fp-" + requestId);
    }

    public static LogoutRequest dryRun(String requestId) {
        LogoutRequest plain = request(requestId);
        return new LogoutRequest(
                requestId,
                plain.sessionId(),
                plain.mode(),
                true,
                plain.reason(),
                plain.deadline(),
                plain.requestedBy(),
                false,
                plain.fingerprint());
    }

    /** Waits for interactions to end, for two minutes. */
    public static LogoutRequest deferred(String requestId) {
        return inMode(request(requestId), Mode.DEFER);
    }

    /** A supervisor's. */
    public static LogoutRequest forced(String requestId) {
        return inMode(request(requestId), Mode.FORCE);
    }

    public static LogoutRequest inMode(LogoutRequest plain, Mode mode) {
        return new LogoutRequest(
                plain.requestId(),
                plain.sessionId(),
                mode,
                plain.dryRun(),
                plain.reason(),
                plain.deadline(),
                plain.requestedBy(),
                mode == Mode.FORCE,
                plain.fingerprint());
    }

    public static LogoutRequest withReason(LogoutRequest plain, ReasonChoice reason) {
        return new LogoutRequest(
                plain.requestId(),
                plain.sessionId(),
                plain.mode(),
                plain.dryRun(),
                reason,
                plain.deadline(),
                plain.requestedBy(),
                plain.supervised(),
                plain.fingerprint());
    }

    public static LogoutRequest ofSession(LogoutRequest plain, String sessionId) {
        return new LogoutRequest(
                plain.requestId(),
                sessionId,
                plain.mode(),
                plain.dryRun(),
                plain.reason(),
                plain.deadline(),
                plain.requestedBy(),
                plain.supervised(),
                plain.fingerprint());
    }

    /** Ready, routable, nothing in hand, no reasons configured. */
    public static Inspection ready() {
        return looked(AgentState.READY, true, true, List.of(), List.of());
    }

    /** Not Ready and not routable: only the sign-out is left to do. */
    public static Inspection resting() {
        return looked(AgentState.NOT_READY, false, false, List.of(), List.of());
    }

    public static Inspection loggedOut() {
        return looked(AgentState.LOGGED_OUT, false, false, List.of(), List.of());
    }

    public static Inspection busy() {
        Interaction call = new Interaction("d1", "ACTIVE", "a call");
        return looked(AgentState.TALKING, false, false, List.of(call), List.of());
    }

    public static Inspection wantsReason() {
        List<Reason> reasons = List.of(new Reason("7", "End of shift"), new Reason("8", "Break"));
        return looked(AgentState.READY, true, true, List.of(), reasons);
    }

    public static Inspection uncontrollable(AgentState state) {
        return Look.at(state).uncontrollable().found();
    }

    /** A voice channel whose sign-out carries the media. */
    public static Inspection carrying() {
        return Look.at(AgentState.READY).mustBeMadeNotReady().carriesMedia().found();
    }

    public static Inspection withoutNotReadyReason(String problem) {
        return Look.at(AgentState.READY)
                .mustBeMadeNotReady()
                .deactivatable()
                .reasonProblem(problem)
                .found();
    }

    private static Inspection looked(
            AgentState state,
            boolean notReady,
            boolean deactivate,
            List<Interaction> interactions,
            List<Reason> reasons) {
        return new Inspection(
                state,
                Inspection.Routable.NOT_TOLD,
                interactions,
                true,
                true,
                notReady,
                deactivate,
                false,
                !reasons.isEmpty(),
                reasons,
                "",
                false,
                Inspection.OnDisconnect.NOT_READY,
                false,
                false);
    }

    /** The answer to a look. */
    public static CommandResult found(Effect.SendCommand command, Inspection inspection) {
        return result(command, Outcome.DONE, false, "", inspection.state(), inspection);
    }

    public static CommandResult done(Effect.SendCommand command, AgentState state) {
        return result(command, Outcome.DONE, false, "", state, Inspection.NOT_YET);
    }

    public static CommandResult ended(
            Effect.SendCommand command, Outcome outcome, boolean retryable, String code) {
        return result(command, outcome, retryable, code, AgentState.UNKNOWN, Inspection.NOT_YET);
    }

    /** Signed out, though a newer session had been opened. */
    public static CommandResult tookEffectLate(Effect.SendCommand command) {
        return new CommandResult(
                command.commandId(),
                command.attempt(),
                command.sagaId(),
                command.session().sessionId(),
                command.session().epoch(),
                command.channel().channelId(),
                Outcome.DONE,
                false,
                "",
                "",
                AgentState.LOGGED_OUT,
                Inspection.NOT_YET,
                CommandResult.Recovered.NOTHING,
                "late");
    }

    private static CommandResult result(
            Effect.SendCommand command,
            Outcome outcome,
            boolean retryable,
            String code,
            AgentState state,
            Inspection inspection) {
        return new CommandResult(
                command.commandId(),
                command.attempt(),
                command.sagaId(),
                command.session().sessionId(),
                command.session().epoch(),
                command.channel().channelId(),
                outcome,
                retryable,
                code,
                code.isEmpty() ? "" : "the switch said " + code,
                state,
                inspection,
                CommandResult.Recovered.NOTHING,
                "");
    }

    public static Instant after(long seconds) {
        return NOON.plus(Duration.ofSeconds(seconds));
    }
}
