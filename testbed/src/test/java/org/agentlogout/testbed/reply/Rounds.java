/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;

/**
 * Again and again a reply for each bad target, then one for the good one, timed until it is there.
 */
final class Rounds {

    private static final byte[] SMALL = {0, 0, 0, 0, 1, 2};
    private static final byte[] LARGE = new byte[5_000];

    private final Gateway gateway;
    private final Mailbox quick;
    private final Histogram nanos = new Histogram(3);
    private int count;

    Rounds(Gateway gateway, Mailbox quick) {
        this.gateway = gateway;
        this.quick = quick;
    }

    void run(Duration span) throws ExecutionException, InterruptedException {
        var end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            gateway.reply("slow-" + count, "bad.slow", SMALL);
            gateway.reply("small-" + count, "bad.small", LARGE);
            gateway.reply("missing-" + count, "bad.missing", SMALL);
            gateway.reply("unlisted-" + count, "bad.unlisted", SMALL);
            gateway.reply("deleted-" + count, "bad.deleted", SMALL);
            var begin = System.nanoTime();
            gateway.reply("quick-" + count, "bad.quick", SMALL);
            quick.await("quick-" + count, Duration.ofSeconds(20));
            nanos.recordValue(System.nanoTime() - begin);
            count++;
        }
    }

    int count() {
        return count;
    }

    Duration slowest() {
        return Duration.ofNanos(nanos.getMaxValue());
    }

    String told() {
        return "%d rounds, p50 %.1f ms, p99 %.1f ms, max %.1f ms"
                .formatted(
                        count,
                        nanos.getValueAtPercentile(50) / 1e6,
                        nanos.getValueAtPercentile(99) / 1e6,
                        nanos.getMaxValue() / 1e6);
    }
}
