/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.CallMessage.CallKey;
import org.agentlogout.cti.CallMessage.SnapshotCall;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.session.RequestOutcome;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * What one command may ask of the switch, and until when. Questions are asked again after a
 * fail-over; changes never are.
 */
record CtiCaller(Line line, Target.CtiServer address, Instant until) {
    private static final int TRIES = 3;

    /**
     * What all commands share.
     *
     * @param call time for one request
     */
    record Line(
            CtiConnection connection,
            CtiCredential credential,
            CtiEars ears,
            Timing timing,
            Duration call,
            int deviceType) {}

    /** What a look found. */
    record Look(AgentState state, String word, String instrument, long tasks, boolean pending) {
        boolean loggedOut() {
            return state == AgentState.LOGGED_OUT;
        }
    }

    /** The same with the interactions, those included that only the state tells of. */
    record Seen(Look look, List<Interaction> interactions) {
        Seen {
            List<Interaction> all = new ArrayList<>(interactions);
            if (all.isEmpty() && !look.loggedOut() && CtiStates.busy(look.state())) {
                all.add(new Interaction("", look.word(), "The state alone tells of it."));
            }
            interactions = List.copyOf(all);
        }
    }

    Look look() throws CtiTrouble {
        QueryAgentStateReq query =
                new QueryAgentStateReq(0, address.peripheralId(), address.mrdId(), 0, name());
        QueryAgentStateConf conf = asked(query, QueryAgentStateConf.class);
        AgentState state = CtiStates.of(conf.agentState());
        boolean pending =
                address.voice() && CtiStates.inCall(state) && line.ears().isPending(address);
        return new Look(
                state,
                conf.agentState().name(),
                conf.agent().instrument(),
                conf.load().tasks(),
                pending);
    }

    Seen see() throws CtiTrouble {
        Look look = look();
        if (look.loggedOut()) {
            return new Seen(look, List.of());
        }
        return new Seen(look, address.voice() ? calls(look) : tasks(look));
    }

    private List<Interaction> calls(Look look) throws CtiTrouble {
        String phone = phone(look);
        if (phone.isEmpty()) {
            return List.of();
        }
        SnapshotDeviceReq request =
                new SnapshotDeviceReq(0, address.peripheralId(), line.deviceType(), phone);
        return asked(request, SnapshotDeviceConf.class).calls().stream()
                .map(CtiCaller::interaction)
                .toList();
    }

    private String phone(Look look) {
        if (!look.instrument().isEmpty()) {
            return look.instrument();
        }
        return address.instrument().isEmpty() ? address.extension() : address.instrument();
    }

    private static Interaction interaction(SnapshotCall call) {
        return new Interaction(idOf(call.call()), call.state().name(), "");
    }

    /** Two calls may have the same number. */
    static String idOf(CallKey call) {
        return call.callId() + "/" + call.deviceId();
    }

    private static List<Interaction> tasks(Look look) {
        return look.tasks() == 0
                ? List.of()
                : List.of(new Interaction("", look.word(), look.tasks() + " tasks are open."));
    }

    AgentDeskSettingsConf deskSettings() throws CtiTrouble {
        return asked(
                new AgentDeskSettingsReq(0, address.peripheralId(), name()),
                AgentDeskSettingsConf.class);
    }

    private AgentName name() {
        return new AgentName(address.extension(), address.agentId(), address.instrument());
    }

    private <A extends CtiMessage.Answer> A asked(CtiMessage.Request question, Class<A> kind)
            throws CtiTrouble {
        for (int left = TRIES; ; left--) {
            ready();
            RequestOutcome outcome = answer(line.connection().ask(question));
            boolean again = isLostOnTheWay(outcome);
            if (!again || left == 1) {
                return kind.cast(said(outcome));
            }
        }
    }

    /** The session went while it was asked: another one may answer. */
    private static boolean isLostOnTheWay(RequestOutcome outcome) {
        return switch (outcome) {
            case RequestOutcome.Answered _ -> false;
            case RequestOutcome.NoAnswer(var why) ->
                    why == RequestOutcome.WhyNoAnswer.CONNECTION_LOST;
            case RequestOutcome.NotSent(var why, String _) ->
                    why == RequestOutcome.WhyNotSent.SESSION_NOT_OPEN;
        };
    }

    private static CtiMessage.Answer said(RequestOutcome outcome) throws CtiTrouble {
        return switch (outcome) {
            case RequestOutcome.Answered(var answer) when answer.isFailure() ->
                    throw new CtiTrouble(CtiErrors.outcome(answer, AgentState.UNKNOWN));
            case RequestOutcome.Answered(var answer) -> answer;
            case RequestOutcome.NotSent notSent -> throw new CtiTrouble(CtiErrors.notSent(notSent));
            case RequestOutcome.NoAnswer(var why) ->
                    throw new CtiTrouble(
                            new Outcome.Failed(
                                    why.name(),
                                    "A question to the CTI server got no answer.",
                                    true));
        };
    }

    private RequestOutcome answer(CompletableFuture<RequestOutcome> asked) throws CtiTrouble {
        try {
            return asked.get(patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new RequestOutcome.NoAnswer(RequestOutcome.WhyNoAnswer.TIMED_OUT);
        } catch (InterruptedException _) {
            throw Timing.interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request ends with a value", e);
        }
    }

    /**
     * Waits for the session while one is being opened, which may take more than one request: a
     * server that is behind refuses one version after the other.
     */
    void ready() throws CtiTrouble {
        Duration left = line.timing().left(until);
        if (left.isZero()) {
            throw new CtiTrouble(
                    new Outcome.Failed(
                            "NO_TIME", "There was no time left to ask the switch.", true));
        }
        Optional<Outcome.Failed> trouble = line.credential().ready(line.connection(), left);
        if (trouble.isPresent()) {
            throw new CtiTrouble(trouble.get());
        }
    }

    private Duration patience() {
        Duration left = line.timing().left(until);
        return left.compareTo(line.call()) < 0 ? left : line.call();
    }
}
