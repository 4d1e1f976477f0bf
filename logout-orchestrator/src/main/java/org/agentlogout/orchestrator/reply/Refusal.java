/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Why a copy did not reach its target.
 *
 * @param text a sentence for people; names the target, holds nothing of the reply
 */
record Refusal(Why why, String text) {

    /** One word each, as the header {@code deadletter-reason} has it. */
    enum Why {
        REPLY_NOT_LISTED,
        REPLY_TARGET_MISSING,
        REPLY_TARGET_FORBIDDEN,
        REPLY_TARGET_SLOW,
        REPLY_TOO_LARGE,
        REPLY_NOT_DELIVERED
    }

    static Refusal notListed(String target) {
        return new Refusal(
                Why.REPLY_NOT_LISTED,
                "The topic "
                        + target
                        + " is not on the list of ORCHESTRATOR_REPLY_TOPICS; add it there, or have"
                        + " the gateway name another one.");
    }

    static Refusal slow(String target, String detail) {
        return new Refusal(Why.REPLY_TARGET_SLOW, target + " is slow: " + detail);
    }

    /** For what the producer or the admin client threw. */
    static Refusal of(String target, Throwable thrown) {
        return switch (thrown) {
            case UnknownTopicOrPartitionException _, UnknownTopicIdException _ ->
                    new Refusal(Why.REPLY_TARGET_MISSING, "There is no topic " + target + ".");
            case InvalidTopicException _ ->
                    new Refusal(Why.REPLY_TARGET_MISSING, target + " can be no topic.");
            case AuthorizationException _ ->
                    new Refusal(
                            Why.REPLY_TARGET_FORBIDDEN,
                            "The reply router may not write to " + target + "; grant it WRITE.");
            case AuthenticationException _ ->
                    new Refusal(
                            Why.REPLY_TARGET_FORBIDDEN,
                            "The brokers refuse the reply router's credential.");
            case RecordTooLargeException _ ->
                    new Refusal(
                            Why.REPLY_TOO_LARGE,
                            "The reply is larger than max.message.bytes of " + target + ".");
            // The client's own words say whether metadata or a batch was waited for.
            case TimeoutException e -> slow(target, String.valueOf(e.getMessage()));
            default ->
                    new Refusal(
                            Why.REPLY_NOT_DELIVERED,
                            target + " took no copy (" + thrown.getClass().getSimpleName() + ").");
        };
    }
}
