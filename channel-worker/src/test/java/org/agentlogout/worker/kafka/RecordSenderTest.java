/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RecordSenderTest {
    private static final ProducerRecord<byte[], byte[]> RESULT =
            new ProducerRecord<>("channel.result", "x".getBytes(StandardCharsets.UTF_8));

    private final SentRecords sent = new SentRecords();
    private final CountDownLatch dropped = new CountDownLatch(1);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final RecordSender sender = new RecordSender(sent, later, dropped::countDown);

    @AfterEach
    void end() {
        later.shutdownNow();
    }

    @Test
    void aRecordThatFailsTwiceIsSentAtTheThirdTry() throws InterruptedException {
        sent.failing(2);
        sender.send(RESULT);
        assertThat(sent.next()).isEqualTo(RESULT);
        assertThat(dropped.getCount()).isEqualTo(1);
    }

    @Test
    void aRecordThatFailsThreeTimesIsDroppedAndCounted() throws InterruptedException {
        sent.failing(3);
        sender.send(RESULT);
        dropped.await();
        assertThat(sent.none()).isTrue();
    }
}
