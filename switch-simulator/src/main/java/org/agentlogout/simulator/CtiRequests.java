/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.ControlFailureCode;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentProfile;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.Answer;
import org.agentlogout.simulator.board.ReasonCategory;
import org.agentlogout.simulator.board.Refusal;
import org.agentlogout.simulator.board.VoiceTarget;
import org.agentlogout.simulator.board.Wish;

/**
 * What comes of a request: the answer, and for a change that is taken the wish. A refusal that the
 * state gives comes as the answer; one that only shows later comes as nothing at all.
 */
final class CtiRequests {

    /** An answer, and what is then to happen. */
    record Reply(CtiMessage answer, Optional<Wish> wish) {}

    private final CtiSettings settings;
    private final Credentials credentials;
    private final CtiWords words;

    CtiRequests(CtiSettings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
        this.words = new CtiWords(settings.peripheralId());
    }

    /** Whom a request is about; empty for nobody who exists. */
    static Optional<String> agentId(AgentBoard board, CtiMessage.Request request) {
        return switch (request) {
            case QueryAgentStateReq it -> agentId(board, it.agent());
            case AgentDeskSettingsReq it -> agentId(board, it.agent());
            case SetAgentStateReq it ->
                    agentId(board, new AgentName("", it.agentId(), it.instrument()));
            case SnapshotDeviceReq it -> byPhone(board, it.instrument());
        };
    }

    private static Optional<String> agentId(AgentBoard board, AgentName name) {
        if (!name.agentId().isEmpty()) {
            return board.profile(name.agentId()).map(AgentProfile::id);
        }
        return byPhone(board, name.instrument().isEmpty() ? name.extension() : name.instrument());
    }

    /** By the phone in use before the phone that is configured. */
    private static Optional<String> byPhone(AgentBoard board, String phone) {
        Optional<String> owner =
                board.agentIds().stream().filter(id -> owns(board, id, phone)).findFirst();
        return owner.filter(id -> uses(board, id, phone))
                .or(() ->
                        board.agentIds().stream().filter(id -> uses(board, id, phone)).findFirst())
                .or(() -> owner);
    }

    private static boolean owns(AgentBoard board, String agentId, String phone) {
        return board.profile(agentId)
                .map(AgentProfile::extension)
                .filter(phone::equals)
                .isPresent();
    }

    private static boolean uses(AgentBoard board, String agentId, String phone) {
        return board.agent(agentId).map(AgentSnapshot::extension).filter(phone::equals).isPresent();
    }

    static String mrdId(CtiMessage.Request request) {
        return request instanceof QueryAgentStateReq query && query.mrdId() != CtiWords.VOICE_MRD
                ? Integer.toString(query.mrdId())
                : "";
    }

    /** In one line, for the call log. */
    static String describe(CtiMessage.Request request) {
        return switch (request) {
            case SetAgentStateReq it ->
                    it.agentState()
                            + " reason "
                            + it.eventReasonCode()
                            + (it.force() == Force.YES ? " forced" : "");
            case QueryAgentStateReq it -> "MRD " + it.mrdId();
            case SnapshotDeviceReq it -> "device type " + it.deviceType();
            case AgentDeskSettingsReq _ -> "";
        };
    }

    Reply reply(AgentBoard board, CtiMessage.Request request) {
        long invoke = request.invokeId();
        if (request.peripheralId() != settings.peripheralId()) {
            return failure(invoke, StatusCode.INVALID_PERIPHERAL_ID);
        }
        Optional<AgentSnapshot> agent = agentId(board, request).flatMap(board::agent);
        if (agent.isEmpty()) {
            return unknownAgent(request);
        }
        AgentSnapshot is = agent.get();
        return switch (request) {
            case QueryAgentStateReq it when it.mrdId() == CtiWords.VOICE_MRD ->
                    said(words.voice(invoke, is));
            case QueryAgentStateReq it -> {
                var medium = is.media().get(Integer.toString(it.mrdId()));
                yield medium == null
                        ? failure(invoke, StatusCode.INVALID_MRD)
                        : said(words.medium(invoke, is, medium));
            }
            case SnapshotDeviceReq _ -> said(words.snapshot(invoke, is));
            case AgentDeskSettingsReq _ ->
                    said(
                            words.deskSettings(
                                    invoke,
                                    !board.reasons(ReasonCategory.NOT_READY).isEmpty(),
                                    !board.reasons(ReasonCategory.LOGOUT).isEmpty()));
            case SetAgentStateReq it -> change(board, it, is);
        };
    }

    private Reply unknownAgent(CtiMessage.Request request) {
        if (request instanceof SnapshotDeviceReq) {
            return failure(request.invokeId(), StatusCode.INVALID_DEVICE);
        }
        return switch (settings.unknownAgent()) {
            case FAILURE -> failure(request.invokeId(), StatusCode.INVALID_AGENT_DATA);
            case CONTROL_FAILURE ->
                    refused(request.invokeId(), ControlFailureCode.INVALID_AGENT_ID);
        };
    }

    private Reply change(AgentBoard board, SetAgentStateReq request, AgentSnapshot agent) {
        boolean out = CtiOperation.of(request) == CtiOperation.SIGN_OUT;
        String id = agent.profile().id();
        if (out && settings.logoutNeedsPassword() && !proved(id, request)) {
            return refused(request.invokeId(), ControlFailureCode.INVALID_PASSWORD);
        }
        Optional<Wish> wish = wish(id, request);
        if (wish.isEmpty()) {
            return refused(request.invokeId(), ControlFailureCode.VALUE_OUT_OF_RANGE);
        }
        return board.judge(wish.get(), Instant.EPOCH) instanceof Answer.Refused(Refusal why)
                ? refused(request.invokeId(), code(why))
                : new Reply(new SetAgentStateConf(request.invokeId()), wish);
    }

    private boolean proved(String userId, SetAgentStateReq request) {
        return credentials.isPassword(userId, request.password().text());
    }

    private static Optional<Wish> wish(String agentId, SetAgentStateReq request) {
        boolean forced = request.force() == Force.YES;
        int reason = request.eventReasonCode();
        return switch (CtiOperation.of(request)) {
            case SIGN_IN -> Optional.of(new Wish.SignIn(agentId, request.instrument()));
            case SET_READY -> Optional.of(new Wish.Change(agentId, VoiceTarget.READY, 0, false));
            case SET_NOT_READY ->
                    Optional.of(new Wish.Change(agentId, VoiceTarget.NOT_READY, reason, false));
            case SIGN_OUT ->
                    Optional.of(new Wish.Change(agentId, VoiceTarget.LOGOUT, reason, forced));
            default -> Optional.empty();
        };
    }

    private static ControlFailureCode code(Refusal why) {
        return switch (why) {
            case REASON_REQUIRED -> ControlFailureCode.REASON_CODE_REQUIRED;
            case ALREADY_SIGNED_OUT -> ControlFailureCode.STATE_INCOMPATIBILITY;
            default -> ControlFailureCode.of(why.number());
        };
    }

    private static Reply said(CtiMessage answer) {
        return new Reply(answer, Optional.empty());
    }

    private static Reply refused(long invokeId, ControlFailureCode code) {
        return said(refusal(invokeId, code.number()));
    }

    static CtiMessage refusal(long invokeId, int code) {
        return new ControlFailureConf(invokeId, code, 0);
    }

    private Reply failure(long invokeId, StatusCode status) {
        return said(failed(invokeId, status));
    }

    FailureConf failed(long invokeId, StatusCode status) {
        return new FailureConf(invokeId, status.number(), settings.failureForm(), 0);
    }

    /** How long after its CONF a change happens; none where a fault has the event come first. */
    static Duration delay(Optional<FaultAction> fault, Duration usual) {
        return fault.filter(it -> it instanceof FaultAction.EventFirst).isPresent()
                ? Duration.ZERO
                : usual;
    }
}
