/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Obeys what other workers say on switch.event: a credential that one of them was refused is used
 * by none. One partition is enough, for each holds a copy of everything.
 */
final class SwitchNewsReader implements TopicFollower.Reader {
    static final int PARTITION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(SwitchNewsReader.class);

    private final Function<ConsumerRecord<byte[], byte[]>, Reading<SwitchNews>> mapper;
    private final Consumer<SwitchNews.CredentialRefused> whenRefused;

    /**
     * @param whenRefused called for own news too, and for old news after a start: it compares times
     */
    SwitchNewsReader(
            Function<ConsumerRecord<byte[], byte[]>, Reading<SwitchNews>> mapper,
            Consumer<SwitchNews.CredentialRefused> whenRefused) {
        this.mapper = new SafeMapper<>("news of a switch", mapper);
        this.whenRefused = whenRefused;
    }

    /** Waits until what was said before this process began is read, or says that it is not. */
    static void catchUp(TopicFollower follower, Duration patience) throws InterruptedException {
        follower.follow(Set.of(PARTITION));
        if (!follower.catchUp(PARTITION, patience)) {
            LOG.warn("News of switches could not be read; check registry and broker");
        }
    }

    @Override
    public boolean take(ConsumerRecord<byte[], byte[]> entry) {
        return switch (mapper.apply(entry)) {
            case Reading.Taken<SwitchNews>(SwitchNews.CredentialRefused news) -> {
                whenRefused.accept(news);
                yield true;
            }
            case Reading.Taken<SwitchNews> _, Reading.Unfit<SwitchNews> _ -> true;
            case Reading.NotNow<SwitchNews> _ -> false;
        };
    }

    @Override
    public void forget(int partition) {}
}
