/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A rule that makes matching requests fail. The first rule in order of arrival wins, save that a
 * {@link FaultAction.Latency} is added to what the next matching rule does.
 *
 * @param operation a {@link FinesseOperation} or {@link CtiOperation} name such as {@code
 *     SetUserNotReady}; {@code ""} or {@code "*"} is any, a trailing {@code *} matches a beginning
 * @param userId the user in the path, {@code ""} for any
 * @param mrdId the medium in the path, {@code ""} for any
 * @param node the node, null for both
 * @param times how many requests it hits, 0 for until cleared
 * @param share the part of matching requests that it hits, above 0 and up to 1, drawn from the seed
 * @param action what goes wrong
 */
public record Fault(
        String operation,
        String userId,
        String mrdId,
        @Nullable Node node,
        int times,
        double share,
        FaultAction action) {

    public Fault {
        if (times < 0) {
            throw new IllegalArgumentException("times must not be negative: " + times);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and up to 1: " + share);
        }
    }

    /** A fault that hits every matching request. */
    public Fault(
            String operation,
            String userId,
            String mrdId,
            @Nullable Node node,
            int times,
            FaultAction action) {
        this(operation, userId, mrdId, node, times, 1.0, action);
    }

    boolean matches(Heard asked, Node at) {
        return matchesOperation(asked.operation())
                && (userId.isEmpty() || userId.equals(asked.userId()))
                && (mrdId.isEmpty() || mrdId.equals(asked.mrdId()))
                && (node == null || node == at)
                && (asked.stateChanging() || !needsChange());
    }

    private boolean matchesOperation(String label) {
        return operation.endsWith("*")
                ? label.startsWith(operation.substring(0, operation.length() - 1))
                : operation.isEmpty() || operation.equals(label);
    }

    private boolean needsChange() {
        return action instanceof FaultAction.Lost
                || action instanceof FaultAction.Late
                || action instanceof FaultAction.EventFirst
                || action instanceof FaultAction.EventLost
                || action instanceof FaultAction.EventTwice;
    }
}
