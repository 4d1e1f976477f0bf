/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One channel's part in a logout, kept to the end: nothing is rolled back, everything is told.
 *
 * @param found by the first look
 * @param now as last read
 * @param done deeds in their order
 * @param reasonId the logout reason chosen for its switch; empty for none
 * @param progress in the step that runs
 */
public record ChannelWork(
        Channel channel,
        Inspection found,
        AgentState now,
        List<String> done,
        String reasonId,
        Progress progress) {

    public ChannelWork {
        done = List.copyOf(done);
    }

    /** Who owes what for this channel in the running step. */
    public sealed interface Progress {
        /** The step does not concern it. */
        record Resting() implements Progress {}

        /** A command is out; its result is owed. */
        record Asked(int attempt, Instant since) implements Progress {}

        /**
         * The command is to be issued again at {@code due}.
         *
         * @param code why the attempt before did not do, told if no other comes
         */
        record AskAgain(int attempt, Instant due, String code, String text) implements Progress {}

        /**
         * Cannot be controlled by itself: another channel's sign-out carries it, then a look must
         * prove it.
         */
        record Carried() implements Progress {}

        /** Like {@link Asked}, for the look that proves a carried channel out. */
        record Proving(int attempt, Instant since) implements Progress {}

        /** Like {@link AskAgain}, for that look. */
        record ProveAgain(int attempt, Instant due) implements Progress {}

        record Succeeded() implements Progress {}

        /**
         * It did not come through the step.
         *
         * @param code such as INTERACTION_STARTED or NO_ANSWER
         * @param text what the switch or the worker said
         */
        record Fell(String code, String text) implements Progress {}
    }

    static ChannelWork untouched(Session.Member member) {
        return new ChannelWork(
                member.channel(),
                Inspection.NOT_YET,
                member.known(),
                List.of(),
                "",
                new Progress.Resting());
    }

    String channelId() {
        return channel.channelId();
    }

    boolean isSettled() {
        return switch (progress) {
            case Progress.Resting _, Progress.Succeeded _, Progress.Fell _ -> true;
            case Progress.Asked _,
                    Progress.AskAgain _,
                    Progress.Carried _,
                    Progress.Proving _,
                    Progress.ProveAgain _ ->
                    false;
        };
    }

    /** A command is out and has not been answered. */
    boolean isInFlight() {
        return progress instanceof Progress.Asked || progress instanceof Progress.Proving;
    }

    boolean fell() {
        return progress instanceof Progress.Fell;
    }

    boolean fellBy(String code) {
        return progress instanceof Progress.Fell fell && fell.code().equals(code);
    }

    boolean isVoice() {
        return channel.type() == Channel.Type.VOICE;
    }

    boolean loggedOut() {
        return now == AgentState.LOGGED_OUT;
    }

    ChannelWork with(Progress next) {
        return new ChannelWork(channel, found, now, done, reasonId, next);
    }

    ChannelWork found(Inspection inspection) {
        return new ChannelWork(channel, inspection, inspection.state(), done, reasonId, progress);
    }

    ChannelWork reads(AgentState state) {
        return state == AgentState.UNKNOWN
                ? this
                : new ChannelWork(channel, found, state, done, reasonId, progress);
    }

    /**
     * A state-changing command is out and unanswered: what the channel is in now cannot be told.
     */
    ChannelWork lost() {
        return new ChannelWork(channel, found, AgentState.UNKNOWN, done, reasonId, progress);
    }

    ChannelWork did(String deed) {
        return new ChannelWork(
                channel,
                found,
                now,
                Stream.concat(done.stream(), Stream.of(deed)).toList(),
                reasonId,
                progress);
    }

    ChannelWork withReason(String id) {
        return new ChannelWork(channel, found, now, done, id, progress);
    }
}
