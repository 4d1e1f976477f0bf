/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.agentlogout.cli.Installation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for a secret that was planted, as it is and in Base64 (of HTTP's Basic), in bytes of all
 * kinds.
 */
public final class SecretScan {

    private final List<String> forms;

    /**
     * @param secret at least 8 characters: shorter ones are found by chance
     */
    public SecretScan(String secret) {
        if (secret.length() < 8) {
            throw new IllegalArgumentException("too short a secret to look for");
        }
        var all = new ArrayList<String>();
        all.add(secret);
        // Where the secret begins in a group of three bytes decides what it looks like; its first
        // and last characters are mixed with what stands beside it.
        IntStream.range(0, 3).mapToObj(before -> inside(secret, before)).forEach(all::add);
        this.forms = List.copyOf(all);
    }

    private static String inside(String secret, int before) {
        var bytes = (" ".repeat(before) + secret).getBytes(ISO_8859_1);
        var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return text.substring(before == 0 ? 0 : before + 1, bytes.length / 3 * 4);
    }

    boolean isIn(byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        return forms.stream().anyMatch(text::contains);
    }

    /** The files that hold it. */
    public List<String> inFiles(List<Path> files) {
        return files.stream()
                .filter(file -> isIn(read(file)))
                .map(file -> "in " + file.getFileName())
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The committed records that hold it, of every topic there is, the stores' own included. */
    public List<String> inTopics(Installation installation) {
        var hits = new ArrayList<String>();
        try (var consumer = installation.consumer()) {
            var partitions =
                    consumer.listTopics().entrySet().stream()
                            .filter(topic -> !topic.getKey().startsWith("__"))
                            .flatMap(topic -> topic.getValue().stream())
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var found : consumer.poll(Duration.ofMillis(200))) {
                    if (isIn(found)) {
                        hits.add("in " + found.topic() + "-" + found.partition());
                    }
                }
            }
        }
        return hits.stream().distinct().toList();
    }

    private boolean isIn(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() != null && isIn(found.value())) {
            return true;
        }
        for (var header : found.headers()) {
            if (header.value() != null && isIn(header.value())) {
                return true;
            }
        }
        return false;
    }
}
