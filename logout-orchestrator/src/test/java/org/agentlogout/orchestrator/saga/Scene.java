/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.Publish;
import org.agentlogout.orchestrator.saga.Effect.SendCommand;
import org.agentlogout.orchestrator.saga.Effect.SendReply;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;

/**
 * One agent, a clock, and everything the desk has said so far: the driver of the saga's scenarios.
 */
final class Scene {

    private static final LogoutRequest.Requester OPERATOR =
            new LogoutRequest.Requester(LogoutRequest.RequesterKind.OPERATOR, "olga");

    private final AgentDesk desk = new AgentDesk(Samples.POLICY);
    private final List<Effect> history = new ArrayList<>();
    private Agent agent = Agent.unknown(Samples.AGENT);
    private Instant now = Samples.NOON;
    private AgentStep last = new AgentStep(agent, List.of(), Verdict.APPLIED);

    static Scene withSession() {
        return new Scene().open(Samples.session());
    }

    /** Up to the point where the looks are out. */
    static Scene inspecting() {
        return withSession().request(Samples.request("r1")).granted();
    }

    Scene when(SagaEvent event) {
        last = desk.decide(agent, event);
        agent = last.next();
        history.addAll(last.effects());
        return this;
    }

    Scene open(Session session) {
        return when(new SagaEvent.SessionOpened(now, now, session));
    }

    Scene request(LogoutRequest request) {
        return request(request, ReplyAddress.DEFAULT);
    }

    Scene request(LogoutRequest request, ReplyAddress replyTo) {
        return when(new SagaEvent.LogoutRequested(now, request, replyTo));
    }

    /** The place the saga asked for last. */
    Scene granted() {
        Effect.AskForPlace asked = lastOf(Effect.AskForPlace.class);
        return when(new SagaEvent.PlaceGranted(now, asked.sagaId()));
    }

    /**
     * @param cancels empty: what waits now
     */
    Scene cancel(String requestId, String cancels) {
        return when(
                new SagaEvent.CancelRequested(
                        now,
                        new Request.Cancel(requestId, "", cancels, OPERATOR, requestId),
                        ReplyAddress.DEFAULT));
    }

    Scene disconnect(String requestId) {
        return when(
                new SagaEvent.DisconnectRequested(
                        now,
                        new Request.Disconnect(requestId, "", OPERATOR, requestId),
                        ReplyAddress.DEFAULT));
    }

    Scene recover(String requestId) {
        return when(
                new SagaEvent.RecoverRequested(
                        now,
                        new Request.Recover(requestId, "", OPERATOR, requestId),
                        ReplyAddress.DEFAULT));
    }

    Scene back(String switchId) {
        return when(new SagaEvent.SwitchBack(now, switchId));
    }

    Scene released() {
        return when(new SagaEvent.GraceReleased(now, "s1"));
    }

    Scene dropped() {
        return when(new SagaEvent.GraceDropped(now, "s1"));
    }

    /** The desktop of session s1 is gone from a node. */
    Scene gone(String node, Presence.Kind cause) {
        return said(node, cause, Duration.ZERO);
    }

    Scene there(String node) {
        return said(node, Presence.Kind.AVAILABLE, Duration.ZERO);
    }

    /**
     * @param ahead of now, by the desktop server's own clock
     */
    Scene said(String node, Presence.Kind kind, Duration ahead) {
        return when(
                new SagaEvent.PresenceChanged(
                        now, "s1", new Presence.Sighting(node, now.plus(ahead), kind, now)));
    }

    Scene news(String channelId, AgentState state) {
        return when(
                new SagaEvent.ChannelNews(
                        now, "s1", channelId, state, Inspection.Routable.NOT_TOLD));
    }

    Scene answer(CommandResult result) {
        return when(new SagaEvent.ChannelAnswered(now, result));
    }

    Scene found(String channelId, Inspection inspection) {
        return answer(Samples.found(commandTo(channelId), inspection));
    }

    Scene bothFound(Inspection inspection) {
        return found("voice", inspection).found("chat", inspection);
    }

    Scene done(String channelId, AgentState state) {
        return answer(Samples.done(commandTo(channelId), state));
    }

    Scene bothDone(AgentState state) {
        return done("voice", state).done("chat", state);
    }

    Scene ends(String channelId, Outcome outcome, boolean retryable, String code) {
        return answer(Samples.ended(commandTo(channelId), outcome, retryable, code));
    }

    /** Time goes on and the shell fires what is due, as often as anything is. */
    Scene wait(Duration duration) {
        Instant end = now.plus(duration);
        while (!agent.due(Samples.POLICY).isAfter(end)) {
            Instant due = agent.due(Samples.POLICY);
            now = due.isAfter(now) ? due : now;
            Agent before = agent;
            when(new SagaEvent.DeadlineReached(now));
            assertThat(agent.due(Samples.POLICY).isAfter(now) || !agent.equals(before))
                    .as("a deadline does something")
                    .isTrue();
        }
        now = end;
        return this;
    }

    Agent agent() {
        return agent;
    }

    Instant now() {
        return now;
    }

    Verdict verdict() {
        return last.verdict();
    }

    SendCommand commandTo(String channelId) {
        return all(SendCommand.class).reversed().stream()
                .filter(command -> command.channel().channelId().equals(channelId))
                .findFirst()
                .orElseThrow();
    }

    List<SendReply> replies() {
        return all(SendReply.class);
    }

    Reply reply() {
        return lastOf(SendReply.class).reply();
    }

    /** The last reply to that request. */
    Reply replyTo(String requestId) {
        return replies().reversed().stream()
                .filter(reply -> reply.requestId().equals(requestId))
                .findFirst()
                .orElseThrow()
                .reply();
    }

    ErrorCode codeOf(String requestId) {
        return ((Reply.Result.Failure) replyTo(requestId).result()).code();
    }

    ErrorCode code() {
        return ((Reply.Result.Failure) reply().result()).code();
    }

    String detail() {
        return ((Reply.Result.Failure) reply().result()).detail();
    }

    /** State-changing commands sent so far. */
    List<SendCommand> changes() {
        return all(SendCommand.class).stream()
                .filter(command -> !(command.order() instanceof Order.Inspect))
                .toList();
    }

    List<SessionNews> news() {
        return all(Publish.class).stream().map(Publish::news).toList();
    }

    <T extends Effect> List<T> all(Class<T> kind) {
        return history.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends Effect> T lastOf(Class<T> kind) {
        return all(kind).getLast();
    }
}
