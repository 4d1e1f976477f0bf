/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agentlogout.orchestrator.avro.SwitchWord;

/**
 * Which switches are down, by what the worker processes say: from the first that says so until each
 * of them has said it is back or has been silent for a minute. Kept in memory: after a restart a
 * "back" without its "down" counts, for restoring media once too often changes nothing.
 */
final class SwitchBoard {

    /** A worker repeats an open "down" every 20 s: who is silent for three of them is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private record Witness(String switchId, String worker) {}

    /** What each witness last said of a switch that was down. */
    private final Map<Witness, Instant> down = new HashMap<>();

    private final Map<Witness, Long> counters = new HashMap<>();

    /** Whether the switch is back by that word. */
    boolean isBackBy(SwitchWord word) {
        Witness witness = new Witness(word.switchId(), word.worker());
        long last = counters.getOrDefault(witness, 0L);
        if (word.counter() <= last) {
            return false;
        }
        counters.put(witness, word.counter());
        switch (word.kind()) {
            case DOWN -> down.put(witness, word.at());
            case BACK -> down.remove(witness);
            case OTHER -> {}
        }
        return word.kind() == SwitchWord.Kind.BACK && isUp(word.switchId());
    }

    /** Those whose last witness has fallen silent. */
    Set<String> backBySilence(Instant now) {
        Set<String> silent = new HashSet<>();
        down.entrySet()
                .removeIf(each -> {
                    boolean gone = now.isAfter(each.getValue().plus(SILENCE));
                    if (gone) {
                        silent.add(each.getKey().switchId());
                    }
                    return gone;
                });
        silent.removeIf(switchId -> !isUp(switchId));
        return silent;
    }

    private boolean isUp(String switchId) {
        return down.keySet().stream().noneMatch(it -> it.switchId().equals(switchId));
    }
}
