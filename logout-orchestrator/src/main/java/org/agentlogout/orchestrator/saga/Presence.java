/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a session's desktop was last seen, node by node. Present at any node is present. The
 * records of one node are ordered by their own time, so they may come in any order and twice; those
 * of two nodes are not compared.
 *
 * @param sightings one a node, in the order of their receipt
 */
public record Presence(List<Sighting> sightings) {

    /** A desktop moves between two nodes; whoever names more is cut to the latest. */
    private static final int NODES_AT_MOST = 8;

    public Presence {
        sightings = List.copyOf(sightings);
    }

    /** What a desktop server says of a desktop. */
    public enum Kind {
        AVAILABLE,
        /** Gone for a reason this release does not know. */
        UNKNOWN,
        BROWSER_CLOSED,
        CONNECTION_LOST,
        TOKEN_EXPIRED,
        NODE_LOST,
        SWITCH_LOST;

        /** A server is gone, not a desktop. */
        boolean isOutage() {
            return this == NODE_LOST || this == SWITCH_LOST;
        }
    }

    /**
     * The last word of one node.
     *
     * @param at when the desktop server saw it, by its clock
     * @param received when the orchestrator took the first record of this absence, or the last one
     *     that says the desktop is there
     */
    public record Sighting(String node, Instant at, Kind kind, Instant received) {}

    /**
     * The desktop is at no node.
     *
     * @param cause TOKEN_EXPIRED if any node says so, else that of the node that said so last
     * @param node that said so last
     * @param since when it was said, by the orchestrator's clock
     */
    public record Away(Kind cause, String node, Instant since) {
        public boolean hasGrace() {
            return cause != Kind.TOKEN_EXPIRED;
        }
    }

    /**
     * Whoever signs in at a node is there; any record of that node knows better.
     *
     * @param node empty where the session names none
     */
    static Presence signedIn(String node, Instant received) {
        return new Presence(
                node.isEmpty()
                        ? List.of()
                        : List.of(new Sighting(node, Instant.EPOCH, Kind.AVAILABLE, received)));
    }

    /** With that word; the same where the node has said something later. */
    Presence seen(Sighting said) {
        List<Sighting> next = new ArrayList<>();
        Sighting kept = said;
        for (Sighting known : sightings) {
            if (!known.node().equals(said.node())) {
                next.add(known);
            } else if (said.at().isBefore(known.at())) {
                return this;
            } else {
                kept = after(known, said);
            }
        }
        next.add(kept);
        int surplus = Math.max(0, next.size() - NODES_AT_MOST);
        return sightings.contains(kept) ? this : new Presence(next.subList(surplus, next.size()));
    }

    /** An absence begins once; an expired token stays expired until the desktop is back. */
    private static Sighting after(Sighting known, Sighting said) {
        if (known.kind() == Kind.AVAILABLE || said.kind() == Kind.AVAILABLE) {
            return said.kind() == known.kind() && said.at().equals(known.at()) ? known : said;
        }
        Kind kind = known.kind() == Kind.TOKEN_EXPIRED ? known.kind() : said.kind();
        return new Sighting(said.node(), said.at(), kind, known.received());
    }

    /** Empty while the desktop is somewhere, or nothing was ever said. */
    Optional<Away> away() {
        boolean somewhere = sightings.stream().anyMatch(one -> one.kind() == Kind.AVAILABLE);
        if (somewhere || sightings.isEmpty()) {
            return Optional.empty();
        }
        Sighting last =
                sightings.stream().max(Comparator.comparing(Sighting::received)).orElseThrow();
        boolean token = sightings.stream().anyMatch(one -> one.kind() == Kind.TOKEN_EXPIRED);
        return Optional.of(
                new Away(token ? Kind.TOKEN_EXPIRED : last.kind(), last.node(), last.received()));
    }

    /** The node the desktop is at, else was at last; empty where nothing was ever said. */
    String node() {
        return sightings.stream()
                .max(
                        Comparator.comparing((Sighting one) -> one.kind() == Kind.AVAILABLE)
                                .thenComparing(Sighting::received))
                .map(Sighting::node)
                .orElse("");
    }

    /** An operator says that nobody is gone: what was said of absence is forgotten. */
    Presence dropped() {
        return new Presence(
                sightings.stream().filter(one -> one.kind() == Kind.AVAILABLE).toList());
    }
}
