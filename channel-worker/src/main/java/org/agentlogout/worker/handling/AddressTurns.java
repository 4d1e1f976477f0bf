/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.agentlogout.worker.command.Target;

/**
 * Lets the commands of one channel on one switch through one at a time, in the order they asked.
 * Holds nothing for channels without a command. Safe for use by many threads.
 */
final class AddressTurns {

    /**
     * What the switch knows a channel by, without the settings that may differ between two
     * commands.
     */
    private record Place(String switchId, String userId, String mediumId) {}

    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock(true);
        int wanted;
    }

    private final Map<Place, Turn> turns = new HashMap<>();

    /**
     * Waits at most {@code patience} for the turn of the target's channel and runs the work in it.
     *
     * @param tooLate runs instead when the turn did not come in time
     */
    <T> T inTurn(Target target, Duration patience, Supplier<T> work, Supplier<T> tooLate)
            throws InterruptedException {
        Place place = placeOf(target);
        Turn turn = enter(place);
        try {
            if (!turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return tooLate.get();
            }
            try {
                return work.get();
            } finally {
                turn.lock.unlock();
            }
        } finally {
            leave(place, turn);
        }
    }

    private synchronized Turn enter(Place place) {
        Turn turn = turns.computeIfAbsent(place, _ -> new Turn());
        turn.wanted++;
        return turn;
    }

    private synchronized void leave(Place place, Turn turn) {
        turn.wanted--;
        if (turn.wanted == 0) {
            turns.remove(place);
        }
    }

    private static Place placeOf(Target target) {
        return switch (target.address()) {
            case Target.FinesseVoice voice -> new Place(target.switchId(), voice.userId(), "");
            case Target.FinesseMedium medium ->
                    new Place(target.switchId(), medium.userId(), medium.mrdId());
            case Target.CtiServer cti ->
                    new Place(
                            target.switchId(),
                            cti.peripheralId() + "/" + cti.agentId(),
                            cti.voice() ? "" : String.valueOf(cti.mrdId()));
        };
    }
}
