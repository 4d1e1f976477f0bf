/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Says on switch.event what this process learns of its switches, one copy in every partition,
 * numbered from 1. A switch that is down is said to be so again and again as long as that is
 * noticed, for who says nothing for a minute is not believed any more.
 *
 * <p>Calls come back at once. Safe for use by many threads.
 */
public final class SwitchEvents {
    private final String topic;
    private final int partitions;
    private final SwitchNewsMapper mapper;
    private final RecordSender sender;
    private final InstantSource clock;
    private final AtomicLong counter = new AtomicLong();

    /** By switch; absent when it is up. */
    private final Map<String, Trouble> down = new ConcurrentHashMap<>();

    /**
     * @param lately whether it was noticed since it was last said
     */
    private record Trouble(SwitchNews.Down news, boolean lately) {}

    /**
     * @param partitions count of switch.event
     */
    SwitchEvents(
            String topic,
            int partitions,
            SwitchNewsMapper mapper,
            RecordSender sender,
            InstantSource clock) {
        this.topic = topic;
        this.partitions = partitions;
        this.mapper = mapper;
        this.sender = sender;
        this.clock = clock;
    }

    /** Begins to repeat what is down. */
    void start(ScheduledExecutorService timer, Duration period) {
        long millis = period.toMillis();
        Future<?> _ =
                timer.scheduleAtFixedRate(this::repeat, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Says so at the first call; further ones keep the repetition going. */
    public void down(String switchId, String text) {
        SwitchNews.Down news = new SwitchNews.Down(switchId, text);
        if (down.put(switchId, new Trouble(news, true)) == null) {
            say(news);
        }
    }

    /** Says nothing when the switch was not down. */
    public void back(String switchId) {
        if (down.remove(switchId) != null) {
            say(new SwitchNews.Back(switchId));
        }
    }

    /** Names the credential and nothing of its content. */
    public void credentialRefused(String switchId, String credentialId, Instant refusedAt) {
        say(new SwitchNews.CredentialRefused(switchId, credentialId, refusedAt));
    }

    /** Not without new trouble, met by a command or a probe. */
    void repeat() {
        down.replaceAll((_, trouble) -> {
            if (trouble.lately()) {
                say(trouble.news());
            }
            return new Trouble(trouble.news(), false);
        });
    }

    /** On a thread of its own, because the producer may block. */
    private void say(SwitchNews news) {
        long number = counter.incrementAndGet();
        Instant at = clock.instant();
        Thread.ofVirtual().name("switch-news").start(() -> send(news, number, at));
    }

    private void send(SwitchNews news, long number, Instant at) {
        byte[] key = news.switchId().getBytes(StandardCharsets.UTF_8);
        byte[] value = mapper.toBytes(news, number, at);
        for (int partition = 0; partition < partitions; partition++) {
            sender.send(new ProducerRecord<>(topic, partition, key, value));
        }
    }
}
