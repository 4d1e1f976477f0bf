/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The nodes of one switch and which of them answered last, to a command or to a probe. Both serve
 * all agents; there is no API that names the one an agent is signed in to. Safe for use by many
 * threads.
 */
final class FinesseNodes {
    private final List<URI> nodes;
    private volatile URI preferred;
    private volatile Set<URI> out = Set.of();

    /**
     * @param nodes at least one
     */
    FinesseNodes(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
        this.preferred = nodes.getFirst();
    }

    /** All of them, the last good one first, those out of service last. */
    List<URI> inOrder() {
        URI first = preferred;
        Set<URI> last = out;
        List<URI> order = new ArrayList<>(List.of(first));
        nodes.stream().filter(node -> !node.equals(first)).forEach(order::add);
        order.sort(Comparator.comparing(last::contains));
        return order;
    }

    /** As they were given. */
    List<URI> all() {
        return nodes;
    }

    /** What the last probe found. */
    void probed(Set<URI> outOfService) {
        out = Set.copyOf(outOfService);
    }

    /** It got a request and did not answer: the other one is asked first from now on. */
    void silent(URI node) {
        if (node.equals(preferred)) {
            preferred = inOrder().getLast();
        }
    }

    /** It answered. */
    void good(URI node) {
        preferred = node;
    }
}
