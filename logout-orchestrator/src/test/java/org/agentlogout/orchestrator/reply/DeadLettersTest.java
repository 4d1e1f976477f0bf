/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static org.agentlogout.orchestrator.reply.Samples.DEAD_LETTERS;
import static org.agentlogout.orchestrator.reply.Samples.copy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final MockProducer<byte[], byte[]> producer = Samples.producer();
    private final List<Long> done = new ArrayList<>();
    private final DeadLetters letters =
            new DeadLetters(
                    DEAD_LETTERS, () -> producer, copy -> done.add(copy.reply().offset()), () -> 0);

    @Test
    void aCopyIsDoneWithWhenTheBrokersHaveTheLetter() {
        take(1);
        letters.sendWaiting();
        assertThat(done).isEmpty();

        producer.completeNext();

        assertThat(done).containsExactly(1L);
        assertThat(producer.history().getFirst().topic()).isEqualTo(DEAD_LETTERS);
    }

    @Test
    void aLetterThatWasNotTakenIsSentAgain() {
        take(1);
        letters.sendWaiting();
        producer.errorNext(new TimeoutException("no broker"));
        assertThat(done).isEmpty();

        letters.sendWaiting();
        producer.completeNext();

        assertThat(producer.history()).hasSize(2);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void aLetterThatCanNeverBeTakenHoldsUpNoOthers() {
        take(1);
        letters.sendWaiting();
        producer.errorNext(new RecordTooLargeException());

        assertThat(done).containsExactly(1L);
    }

    @Test
    void tooManyThatWaitAreFullUntilTheyAreWritten() {
        for (int i = 0; i < 1_000; i++) {
            take(i);
        }
        assertThat(letters.isFull()).isTrue();

        letters.sendWaiting();
        producer.completeNext();

        assertThat(letters.isFull()).isFalse();
    }

    private void take(long offset) {
        letters.take(copy("g", offset), Refusal.notListed("g"));
    }
}
