/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one installation: the catalogue with a prefix in front.
 *
 * @param prefix letters, digits, {@code . _ -}, at most 100; may be empty
 */
public record Topics(String prefix) {
    /** Where nothing else was decided. It cannot be changed later without moving all state. */
    public static final int DEFAULT_PARTITIONS = 8;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    /** Throws IllegalArgumentException when the prefix is not a start of a topic's name. */
    public Topics {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException("no prefix of a topic: " + prefix);
        }
    }

    public static boolean isPrefix(String text) {
        return ALLOWED.matcher(text).matches();
    }

    public String name(Topic topic) {
        return prefix + topic.baseName();
    }

    /** The topic of that full name, if it is one of ours. */
    public Optional<Topic> find(String name) {
        return Stream.of(Topic.values()).filter(topic -> name(topic).equals(name)).findFirst();
    }

    /**
     * What the deployment step creates.
     *
     * @param partitions of all keyed topics, at least 1
     * @param replication at least 1; from 3 on, two copies must be written before a record counts
     */
    public NewTopic newTopic(Topic topic, int partitions, int replication) {
        Map<String, String> config = new TreeMap<>(topic.config());
        if (replication >= 3) {
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return new NewTopic(name(topic), partitions, (short) replication).configs(config);
    }

    /**
     * Compares what is there with what must be.
     *
     * @param partitions number of partitions by full name, of the topics that exist
     * @return a sentence for each topic that is missing or has another number of partitions than
     *     {@code session.opened}; empty when a program may start
     */
    public List<String> mistakes(Map<String, Integer> partitions) {
        List<String> mistakes = new ArrayList<>();
        Optional<Integer> wanted = Optional.ofNullable(partitions.get(name(Topic.SESSION_OPENED)));
        for (Topic topic : Topic.values()) {
            Optional<Integer> found = Optional.ofNullable(partitions.get(name(topic)));
            if (found.isEmpty()) {
                mistakes.add("Topic " + name(topic) + " does not exist.");
            } else if (topic.keyed() && wanted.isPresent() && !found.equals(wanted)) {
                mistakes.add(unequal(topic, found.get(), wanted.get()));
            }
        }
        return mistakes;
    }

    private String unequal(Topic topic, int found, int wanted) {
        String counts = " has " + found + " partitions, " + name(Topic.SESSION_OPENED) + " has ";
        return "Topic "
                + name(topic)
                + counts
                + wanted
                + ": all keyed topics need the same number.";
    }
}
