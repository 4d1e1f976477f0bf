/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The records of one partition that nothing is known about while the registry gives no answer, and
 * those of the same key that came after them: one queue a key, tried again from its front. Stored
 * are the records by the order of their arrival; the queues follow from them and are built from
 * them whenever a task starts.
 */
final class SetAside {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** More would keep the partition's timers waiting; the rest follows at the next tick. */
    private static final int RECORDS_PER_TICK = 200;

    /**
     * @param place in the store
     */
    private record Entry(String place, int bytes) {}

    private final KeyValueStore<String, byte[]> store;
    private final BiConsumer<byte[], String> unreadable;
    private final List<String> unread = new ArrayList<>();
    private final Map<ByteBuffer, Deque<Entry>> queues = new LinkedHashMap<>();

    private long nextPlace;
    private int count;
    private long bytes;
    private Instant due = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param unreadable gets the bytes of what a newer release stored, and a sentence
     */
    SetAside(KeyValueStore<String, byte[]> store, BiConsumer<byte[], String> unreadable) {
        this.store = store;
        this.unreadable = unreadable;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                recall(all.next());
            }
        }
    }

    private void recall(KeyValue<String, byte[]> stored) {
        nextPlace = Math.max(nextPlace, Long.parseLong(stored.key) + 1);
        Input input;
        try {
            input = InputCodec.decode(stored.value);
        } catch (IllegalArgumentException e) {
            unread.add(stored.key);
            return;
        }
        enter(input, new Entry(stored.key, stored.value.length));
    }

    /** What was found in the store and cannot be read by this release. */
    void buryUnreadable() {
        for (String place : unread) {
            unreadable.accept(store.delete(place), "Set aside in a form this release cannot read.");
        }
        unread.clear();
    }

    /** Whether something is in front of this record. */
    boolean isQueued(Input input) {
        return queues.containsKey(input.queue());
    }

    /** The record comes last in the queue of its key. */
    void add(Input input) {
        // As many digits as the largest number has, so that the store's order is that of arrival.
        String place = "%019d".formatted(nextPlace++);
        byte[] stored = InputCodec.encode(input);
        store.put(place, stored);
        enter(input, new Entry(place, stored.length));
    }

    private void enter(Input input, Entry entry) {
        queues.computeIfAbsent(input.queue(), _ -> new ArrayDeque<>()).add(entry);
        count++;
        bytes += entry.bytes();
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Tries each queue from its front, unless the last vain try was a moment ago.
     *
     * @param taken false when the record has to stay, and with it all behind it
     * @return whether there was a try
     */
    boolean retry(Instant now, Predicate<Input> taken) {
        if (count == 0 || now.isBefore(due)) {
            return false;
        }
        int before = count;
        for (ByteBuffer key : List.copyOf(queues.keySet())) {
            drain(key, before - RECORDS_PER_TICK, taken);
        }
        if (count < before) {
            pause = FIRST_PAUSE;
            due = now; // there may be more
        } else {
            due = now.plus(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            firstToTheEnd();
        }
        return true;
    }

    private void drain(ByteBuffer key, int downTo, Predicate<Input> taken) {
        Deque<Entry> queue = queues.getOrDefault(key, new ArrayDeque<>());
        while (!queue.isEmpty() && count > downTo) {
            Entry first = queue.getFirst();
            if (!taken.test(InputCodec.decode(store.get(first.place())))) {
                return;
            }
            queue.removeFirst();
            store.delete(first.place());
            count--;
            bytes -= first.bytes();
        }
        if (queue.isEmpty()) {
            queues.remove(key);
        }
    }

    /**
     * After no answer the registry is left alone for a moment, so only the first of a round asks
     * it: one that it never answers must not keep the others from asking.
     */
    private void firstToTheEnd() {
        ByteBuffer first = queues.keySet().iterator().next();
        queues.put(first, queues.remove(first));
    }
}
