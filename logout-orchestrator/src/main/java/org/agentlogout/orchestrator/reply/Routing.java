/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.common.header.Headers;

/**
 * Where a reply has to go, from its headers alone. Immutable.
 *
 * @param listed topics that replies may be copied to
 */
record Routing(Set<String> listed) {

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    Routing {
        listed = Set.copyOf(listed);
    }

    sealed interface Route {

        /** Nobody asked for a copy, or it is where it was asked for already. */
        record Nowhere() implements Route {}

        /**
         * @param partition the one that was asked for; it need not exist
         */
        record To(String target, OptionalInt partition) implements Route {}

        /** A copy was asked for that we do not make. */
        record Refused(String target, OptionalInt partition, Refusal refusal) implements Route {}
    }

    /**
     * @param from the default topic that the reply was read from: a gateway that names this one
     *     listens there, and has its reply
     */
    Route route(String from, Headers headers) {
        Optional<String> named = HeaderNames.text(headers, HeaderNames.REPLY_TOPIC);
        String target = named.orElse("");
        if (target.isEmpty() || target.equals(from)) {
            return new Route.Nowhere();
        }
        OptionalInt partition = HeaderNames.replyPartition(headers);
        if (partition.isPresent() && partition.getAsInt() < 0) {
            partition = OptionalInt.empty();
        }
        if (listed.contains(target)) {
            return new Route.To(target, partition);
        }
        return new Route.Refused(target, partition, Refusal.notListed(target));
    }

    /** Whether a broker takes this as a topic's name. */
    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
