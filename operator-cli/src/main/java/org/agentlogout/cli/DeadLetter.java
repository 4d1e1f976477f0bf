/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One record of {@code logout.deadletter}.
 *
 * @param record as it was read
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** Where a letter lies. */
    record Position(int partition, long offset) {

        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

        /** {@code partition:offset}; empty for anything else. */
        static Optional<Position> parse(String text) {
            var match = WRITTEN.matcher(text);
            return match.matches()
                    ? Optional.of(
                            new Position(
                                    Integer.parseInt(match.group(1)),
                                    Long.parseLong(match.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return partition + ":" + offset;
        }
    }

    Position position() {
        return new Position(record.partition(), record.offset());
    }

    /** When it became a dead letter. */
    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    Headers headers() {
        return record.headers();
    }

    /** The topic it came from, with the prefix; empty when nobody wrote it down. */
    String topic() {
        return header(HeaderNames.DEAD_LETTER_TOPIC);
    }

    /** The partition it came from; empty when nobody wrote it down. */
    OptionalInt partition() {
        return Position.parse(header(HeaderNames.DEAD_LETTER_PARTITION) + ":0").stream()
                .mapToInt(Position::partition)
                .findFirst();
    }

    /** Partition and offset it came from, as far as known. */
    String origin() {
        return header(HeaderNames.DEAD_LETTER_PARTITION)
                + ":"
                + header(HeaderNames.DEAD_LETTER_OFFSET);
    }

    String reason() {
        return header(HeaderNames.DEAD_LETTER_REASON);
    }

    String text() {
        return header(HeaderNames.DEAD_LETTER_TEXT);
    }

    /** The program that put it there. */
    String by() {
        return header(HeaderNames.DEAD_LETTER_BY);
    }

    String key() {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }

    /**
     * The topic of a gateway that this copy of a reply did not reach; empty for every other letter.
     * The header alone says nothing: a client may have sent it along with what became the letter.
     */
    Optional<String> replyTarget() {
        return by().equals(HeaderNames.BY_REPLY_ROUTER)
                ? HeaderNames.text(headers(), HeaderNames.REPLY_UNDELIVERABLE)
                : Optional.empty();
    }

    /** Which letter was replayed, if this is no letter but the note of a replay. */
    Optional<Position> replayed() {
        return by().equals(HeaderNames.BY_REPLAY)
                ? HeaderNames.text(headers(), HeaderNames.REPLAYED_FROM).flatMap(Position::parse)
                : Optional.empty();
    }

    boolean isNote() {
        return by().equals(HeaderNames.BY_REPLAY);
    }

    private String header(String name) {
        return HeaderNames.text(headers(), name).orElse("");
    }
}
