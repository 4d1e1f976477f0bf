/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What requests and tasks do to an agent's non-voice media. */
final class MediaLine {

    private final ReasonBook reasons;
    private long nextTask = 1;

    MediaLine(ReasonBook reasons) {
        this.reasons = reasons;
    }

    /** A second sign-in is refused and overwrites the options all the same. */
    Answer signIn(Medium medium, Wish.SignInMedium wish, boolean forReal, Instant at) {
        boolean already = medium.signedIn();
        if (forReal) {
            medium.options = wish.options();
            medium.side = wish.side();
            if (!already) {
                medium.routable = true;
                medium.unroutablePending = false;
                medium.enter(MediaState.NOT_READY, Reason.NONE, at);
            }
        }
        return already ? new Answer.Refused(Refusal.MEDIUM_ALREADY_SIGNED_IN) : Answer.APPLIED;
    }

    Answer ready(Medium medium, boolean forReal, Instant at) {
        Answer answer = judge(medium, MediaRules.Target.READY);
        if (forReal && answer instanceof Answer.Applied) {
            medium.enterReady(at);
        }
        return answer;
    }

    Answer notReady(Medium medium, int reasonId, boolean forReal, Instant at) {
        if (medium.notReadyUnderWay && !forReal) {
            return new Answer.Refused(Refusal.NOT_READY_PENDING);
        }
        Answer answer =
                objected(ReasonCategory.NOT_READY, reasonId)
                        .orElseGet(() -> judge(medium, MediaRules.Target.NOT_READY));
        if (forReal) {
            medium.notReadyUnderWay = false;
            if (answer instanceof Answer.Applied) {
                Reason why = reasons.reason(ReasonCategory.NOT_READY, reasonId);
                medium.enter(MediaState.NOT_READY, why, at);
            }
        }
        return answer;
    }

    Answer signOut(Medium medium, int reasonId, boolean forReal, Instant at) {
        Answer known = judge(medium, MediaRules.Target.SIGN_OUT);
        if (known instanceof Answer.Refused) {
            return known;
        }
        Answer answer = objected(ReasonCategory.LOGOUT, reasonId).orElse(known);
        if (forReal && answer instanceof Answer.Applied) {
            leave(medium, reasons.reason(ReasonCategory.LOGOUT, reasonId), at);
        }
        return answer;
    }

    Answer routable(Medium medium, boolean wanted, boolean forReal) {
        if (!medium.signedIn()) {
            return new Answer.Refused(Refusal.MEDIUM_NOT_SIGNED_IN);
        }
        boolean heading = medium.routable && !medium.unroutablePending;
        if (heading == wanted) {
            return new Answer.Refused(Refusal.ALREADY_IN_MODE);
        }
        boolean wait = !wanted && medium.waiting();
        if (forReal) {
            medium.unroutablePending = wait;
            medium.routable = wanted || wait;
        }
        return wait ? Answer.PENDING : Answer.APPLIED;
    }

    /** Signs out whatever the state; live tasks end as the sign-in settings say. */
    void leave(Medium medium, Reason why, Instant at) {
        String disposition =
                medium.options.dialogLogoutAction().equals("TRANSFER")
                        ? "CD_TASK_TRANSFERRED_ON_AGENT_LOGOUT"
                        : "CD_AGENT_LOGGED_OUT_DURING_DIALOG";
        List.copyOf(medium.tasks.keySet()).forEach(id -> medium.close(id, disposition, at));
        medium.routable = false;
        medium.unroutablePending = false;
        medium.notReadyUnderWay = false;
        medium.enter(MediaState.LOGOUT, why, at);
    }

    /** The switch routes to ready agents only, so a medium that is not ready becomes ready. */
    String startTask(Medium medium, TaskState state, Instant at) {
        if (!medium.signedIn()) {
            throw new IllegalStateException("medium " + medium.mrdId + " is not signed in");
        }
        if (state == TaskState.CLOSED) {
            throw new IllegalArgumentException("a task cannot start CLOSED");
        }
        String id = "151_" + nextTask++ + "_1";
        medium.tasks.put(id, new AgentSnapshot.Task(id, state, "", at));
        if (medium.state == MediaState.NOT_READY) {
            medium.enter(MediaState.READY, Reason.NONE, at);
        }
        medium.settle(at);
        return id;
    }

    void setTask(Agent agent, String taskId, TaskState state, Instant at) {
        Medium medium = holding(agent, taskId);
        if (state == TaskState.CLOSED) {
            medium.close(taskId, "CD_NORMAL_END_TASK", at);
        } else {
            medium.tasks.put(taskId, new AgentSnapshot.Task(taskId, state, "", at));
        }
        medium.settle(at);
    }

    private static Medium holding(Agent agent, String taskId) {
        return agent.media.values().stream()
                .filter(medium -> medium.tasks.containsKey(taskId))
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException(
                                "agent " + agent.profile.id() + " has no task " + taskId));
    }

    private Optional<Answer> objected(ReasonCategory category, int reasonId) {
        return reasons.objection(category, reasonId).map(Answer.Refused::new);
    }

    private static Answer judge(Medium medium, MediaRules.Target target) {
        return switch (MediaRules.move(medium.state, target)) {
            case NOW -> Answer.APPLIED;
            case SILENT -> Answer.UNCHANGED;
            case UNLESS_OFFERED ->
                    medium.offered()
                            ? new Answer.Refused(Refusal.TASK_SENT_RECENTLY)
                            : Answer.APPLIED;
            case ALREADY_IN -> new Answer.Refused(Refusal.MEDIUM_ALREADY_SIGNED_IN);
            case NOT_IN -> new Answer.Refused(Refusal.MEDIUM_NOT_SIGNED_IN);
        };
    }
}
