/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;

/**
 * The one answer to a request; the same body goes to each of its repeats.
 *
 * @param sessionId empty where no session was found
 * @param result success, or the code and finer detail of the error
 * @param text one sentence for the agent
 * @param alreadyOut the session had been logged out before
 * @param duplicate a repeat beyond those that may wait
 * @param sagaId empty where none was started
 */
public record Reply(
        Kind kind,
        String sessionId,
        Result result,
        String text,
        boolean alreadyOut,
        boolean duplicate,
        String sagaId,
        Instant at,
        List<ChannelReport> channels,
        List<ReasonOffer> reasonsToOffer) {

    public Reply {
        channels = List.copyOf(channels);
        reasonsToOffer = List.copyOf(reasonsToOffer);
    }

    public enum Kind {
        LOGOUT,
        DRY_RUN,
        CANCEL,
        DISCONNECT,
        RECOVER
    }

    public sealed interface Result {
        record Success() implements Result {}

        /**
         * Why not.
         *
         * @param detail empty where the code says all
         */
        record Failure(ErrorCode code, String detail) implements Result {}
    }

    /**
     * One channel in words an agent can read.
     *
     * @param done deeds in their order; in a dry run, what would be done
     * @param failed empty, or a code
     * @param switchSaid empty, or the switch's words
     */
    public record ChannelReport(
            String channelId,
            Channel.Type type,
            String switchId,
            AgentState before,
            AgentState now,
            List<String> done,
            String failed,
            String switchSaid,
            String text) {
        public ChannelReport {
            done = List.copyOf(done);
        }
    }

    /** The reasons one switch takes at sign-out. */
    public record ReasonOffer(String switchId, List<Inspection.Reason> reasons) {
        public ReasonOffer {
            reasons = List.copyOf(reasons);
        }
    }

    /** An error that needs no look at any channel. */
    public static Reply error(
            Kind kind, String sessionId, ErrorCode code, String detail, Instant at) {
        return new Reply(
                kind,
                sessionId,
                new Result.Failure(code, detail),
                detail.isEmpty() ? code.sentence() : code.sentence() + " " + detail,
                false,
                false,
                "",
                at,
                List.of(),
                List.of());
    }

    /** A success that needs no look at any channel. */
    static Reply success(Kind kind, String sessionId, String text, Instant at) {
        return new Reply(
                kind,
                sessionId,
                new Result.Success(),
                text,
                false,
                false,
                "",
                at,
                List.of(),
                List.of());
    }

    /** As {@link #error}, told to a repeat that may not wait. */
    static Reply tooManyRepeats(Kind kind, Instant at) {
        Reply plain =
                error(
                        kind,
                        "",
                        ErrorCode.LOGOUT_IN_PROGRESS,
                        "Too many repeats of this request are waiting for its reply.",
                        at);
        return new Reply(
                plain.kind,
                plain.sessionId,
                plain.result,
                plain.text,
                false,
                true,
                "",
                at,
                List.of(),
                List.of());
    }

    static Reply alreadyOut(Kind kind, String sessionId, Instant at) {
        return new Reply(
                kind,
                sessionId,
                new Result.Success(),
                "You had been logged out before.",
                true,
                false,
                "",
                at,
                List.of(),
                List.of());
    }

    public boolean isSuccess() {
        return result instanceof Result.Success;
    }
}
