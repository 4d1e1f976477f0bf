/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agentlogout.cli.DeadLetter.Position;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterBoxTest {

    private static final TopicPartition P0 = new TopicPartition(Letters.TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(Letters.TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void lettersOfAllPartitionsAreReadAndNotesAreNone() {
        var box = box(2, 1);
        holds(0, 0, new RecordHeaders());
        holds(0, 1, Letters.note("0:0"));
        holds(1, 0, new RecordHeaders());

        assertThat(positions(box))
                .containsExactlyInAnyOrder(new Position(0, 0), new Position(1, 0));
    }

    @Test
    void whatIsWrittenLaterIsLeftToTheNextLook() {
        var box = box(1, 0);
        holds(0, 0, new RecordHeaders());
        holds(0, 1, new RecordHeaders());

        assertThat(positions(box)).containsExactly(new Position(0, 0));
    }

    @Test
    void aNoteIsLearntWhereverItLies() {
        var box = box(1, 1);
        holds(0, 0, new RecordHeaders());
        holds(1, 0, Letters.note("0:0"));

        box.learnReplays();

        assertThat(box.wasReplayed(new Position(0, 0))).isTrue();
        assertThat(box.wasReplayed(new Position(1, 0))).isFalse();
    }

    @Test
    void oneLetterIsFoundByItsPosition() {
        var box = box(2, 0);
        holds(0, 0, new RecordHeaders());
        holds(0, 1, new RecordHeaders());

        assertThat(box.at(new Position(0, 1)).map(DeadLetter::position))
                .hasValue(new Position(0, 1));
    }

    @Test
    void aPositionWithoutALetterIsEmpty() {
        var box = box(2, 0);
        holds(0, 0, Letters.note("0:9"));
        holds(0, 1, new RecordHeaders());

        assertThat(box.at(new Position(0, 0))).isEmpty();
        assertThat(box.at(new Position(0, 2))).isEmpty();
        assertThat(box.at(new Position(7, 0))).isEmpty();
    }

    private DeadLetterBox box(long end0, long end1) {
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.assign(List.of(P0, P1));
        return new DeadLetterBox(consumer, Map.of(P0, end0, P1, end1));
    }

    private void holds(int partition, long offset, RecordHeaders headers) {
        consumer.schedulePollTask(() -> {
            var at = new TopicPartition(Letters.TOPIC, partition);
            if (consumer.assignment().contains(at)) {
                consumer.addRecord(Letters.record(partition, offset, headers));
            }
        });
    }

    private static List<Position> positions(DeadLetterBox box) {
        List<Position> found = new ArrayList<>();
        box.forEach(letter -> found.add(letter.position()));
        return found;
    }
}
