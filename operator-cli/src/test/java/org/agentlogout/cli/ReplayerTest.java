/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agentlogout.cli.DeadLetter.Position;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayerTest {

    private static final DeadLetter LETTER = Letters.letter(new RecordHeaders());

    private final ProducerRecord<byte[], byte[]> back =
            new ProducerRecord<>("session.request.logout", new byte[] {9});
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Replayer replayer = new Replayer(producer, new Topics(""));

    @BeforeEach
    void begin() {
        replayer.begin();
    }

    @Test
    void theRecordAndItsNoteAreCommittedTogether() {
        replayer.send(LETTER, back);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history()).hasSize(2).first().isSameAs(back);
    }

    @Test
    void theNoteLiesBesideTheLetterAndNamesIt() {
        replayer.send(LETTER, back);

        var note = producer.history().getLast();
        assertThat(note.topic()).isEqualTo("logout.deadletter");
        assertThat(note.partition()).isEqualTo(3);
        var read = Letters.letter(new RecordHeaders(note.headers().toArray()));
        assertThat(read.replayed()).hasValue(new Position(3, 12));
    }

    @Test
    void afterAFailureNeitherIsThere() {
        producer.commitTransactionException = new KafkaException("too large");

        assertThatThrownBy(() -> replayer.send(LETTER, back))
                .isInstanceOf(ToolFailure.class)
                .hasMessageContaining("3:12 cannot be sent to session.request.logout: too large");
        assertThat(producer.history()).isEmpty();
        assertThat(producer.transactionAborted()).isTrue();
    }

    @Test
    void aReplayThatAnotherHasStoppedSaysSo() {
        producer.commitTransactionException = new ProducerFencedException("fenced");

        assertThatThrownBy(() -> replayer.send(LETTER, back))
                .isInstanceOf(ToolFailure.class)
                .hasMessageContaining("Another replay");
        assertThat(producer.history()).isEmpty();
    }
}
