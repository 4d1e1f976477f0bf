/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An agent as things stand.
 *
 * @param since when the voice state began, {@link Instant#EPOCH} before the first change
 * @param extension the phone in use, empty when signed out
 * @param pending what follows when the call ends
 * @param media by MRD id, in the order of the agent's skills
 */
public record AgentSnapshot(
        AgentProfile profile,
        VoiceState voice,
        Instant since,
        Reason reason,
        VoiceTarget pending,
        String extension,
        List<Call> calls,
        Map<String, Medium> media) {

    /** A live call at the agent's phone. */
    public record Call(String id, boolean icd, CallState state, Instant since) {}

    /** A live or ended task; {@code disposition} is empty while it lives. */
    public record Task(String id, TaskState state, String disposition, Instant since) {}

    /**
     * One non-voice medium.
     *
     * @param unroutablePending routable ends when the waiting tasks have started
     * @param side where the agent signed in to it
     */
    public record Medium(
            String mrdId,
            MediaState state,
            Instant since,
            boolean routable,
            boolean unroutablePending,
            Reason reason,
            MediaOptions options,
            String side,
            List<Task> tasks,
            List<Task> closed) {}
}
