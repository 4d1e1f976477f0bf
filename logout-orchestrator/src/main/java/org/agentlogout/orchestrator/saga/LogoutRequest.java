/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;

/**
 * What a gateway asks for.
 *
 * @param sessionId empty: the agent's current session
 * @param deadline the request's own, else its time stamp plus the policy's saga time
 * @param supervised came in on the supervisors' topic
 * @param fingerprint of the content: the same requestId with another one is refused
 */
public record LogoutRequest(
        String requestId,
        String sessionId,
        Mode mode,
        boolean dryRun,
        ReasonChoice reason,
        Instant deadline,
        Requester requestedBy,
        boolean supervised,
        String fingerprint)
        implements Request {

    @Override
    public Reply.Kind kind() {
        return dryRun ? Reply.Kind.DRY_RUN : Reply.Kind.LOGOUT;
    }

    public enum Mode {
        UNKNOWN,
        REFUSE,
        DEFER,
        FORCE
    }

    public enum RequesterKind {
        UNKNOWN,
        AGENT,
        SUPERVISOR,
        SCHEDULE,
        BULK,
        OPERATOR
    }

    public record Requester(RequesterKind kind, String id) {}

    public record SwitchReason(String switchId, String reasonId) {}

    /**
     * The reason an agent chose: by the switches' own ids, or one label for all.
     *
     * @param label empty for none; counts for the switches that the list does not name
     */
    public record ReasonChoice(List<SwitchReason> perSwitch, String label) {
        public static final ReasonChoice NONE = new ReasonChoice(List.of(), "");

        public ReasonChoice {
            perSwitch = List.copyOf(perSwitch);
        }

        String idFor(String switchId) {
            return perSwitch.stream()
                    .filter(reason -> reason.switchId().equals(switchId))
                    .map(SwitchReason::reasonId)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Agents and supervisors who wait for the answer go before what runs in the background. */
    public Priority priority() {
        return switch (requestedBy.kind()) {
            case AGENT, SUPERVISOR, OPERATOR, UNKNOWN -> Priority.LIVE;
            case SCHEDULE, BULK -> mode == Mode.FORCE ? Priority.LIVE : Priority.BACKGROUND;
        };
    }

    /** Order in which queued sagas get a place. */
    public enum Priority {
        LIVE,
        BACKGROUND
    }
}
