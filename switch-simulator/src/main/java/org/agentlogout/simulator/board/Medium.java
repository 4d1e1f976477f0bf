/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changing record of one agent in one non-voice medium. */
final class Medium {

    private static final int CLOSED_KEPT = 20;

    final String mrdId;
    MediaState state = MediaState.LOGOUT;
    Instant since = Instant.EPOCH;
    boolean routable;

    /** Routable ends when the offered and accepted tasks have started. */
    boolean unroutablePending;

    /** A Not Ready was taken and is not confirmed yet. */
    boolean notReadyUnderWay;

    Reason reason = Reason.NONE;
    MediaOptions options = MediaOptions.NONE;
    String side = "";
    final Map<String, AgentSnapshot.Task> tasks = new LinkedHashMap<>();
    private final Deque<AgentSnapshot.Task> closed = new ArrayDeque<>();

    Medium(String mrdId) {
        this.mrdId = mrdId;
    }

    boolean signedIn() {
        return state != MediaState.LOGOUT;
    }

    boolean offered() {
        return tasks.values().stream().anyMatch(task -> task.state() == TaskState.OFFERED);
    }

    boolean waiting() {
        return tasks.values().stream().anyMatch(task -> task.state().waiting());
    }

    void enter(MediaState newState, Reason why, Instant at) {
        if (state != newState) {
            since = at;
        }
        state = newState;
        reason = why;
    }

    /** Becomes ready: routable again, and busy with whatever tasks there are. */
    void enterReady(Instant at) {
        routable = true;
        unroutablePending = false;
        enter(busyState(), Reason.NONE, at);
    }

    /** Brings state and routable mode up to date after a task has moved. */
    void settle(Instant at) {
        if (state != MediaState.LOGOUT && state != MediaState.NOT_READY) {
            enter(busyState(), Reason.NONE, at);
        }
        if (unroutablePending && !waiting()) {
            routable = false;
            unroutablePending = false;
        }
    }

    /** A fail-over: routable again, as after a sign-in. */
    void forget(MediaOptions instead) {
        options = instead;
        routable = true;
        unroutablePending = false;
    }

    void close(String taskId, String disposition, Instant at) {
        AgentSnapshot.Task task = tasks.remove(taskId);
        if (task != null) {
            closed.addLast(new AgentSnapshot.Task(taskId, TaskState.CLOSED, disposition, at));
            while (closed.size() > CLOSED_KEPT) {
                closed.removeFirst();
            }
        }
    }

    private MediaState busyState() {
        return MediaRules.whileReady(
                tasks.values().stream().map(AgentSnapshot.Task::state).toList());
    }

    AgentSnapshot.Medium snapshot() {
        return new AgentSnapshot.Medium(
                mrdId,
                state,
                since,
                routable,
                unroutablePending,
                reason,
                options,
                side,
                List.copyOf(tasks.values()),
                List.copyOf(closed));
    }
}
