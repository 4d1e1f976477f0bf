/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.agentlogout.wire.RegistryOutage;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The deployment step: compares an installation's topics and schemas with the catalogue, and makes
 * what is missing. What is there already is never changed: the number of partitions cannot be, and
 * settings may be an operator's choice.
 */
public final class TopicSetup {

    /** From this many brokers on, three copies; fewer brokers, as many copies. */
    private static final int COPIES = 3;

    private final Installation installation;

    public TopicSetup(Installation installation) {
        this.installation = installation;
    }

    /**
     * A topic as it is.
     *
     * @param partitions 0 when it does not exist
     * @param config all its settings
     */
    record Found(Topic topic, int partitions, int copies, Map<String, String> config) {

        boolean exists() {
            return partitions > 0;
        }
    }

    /** All topics of the catalogue, in its order. */
    List<Found> look() {
        try (var admin = installation.admin()) {
            var names = installation.await(admin.listTopics().names());
            return look(admin, names);
        }
    }

    private List<Found> look(Admin admin, Set<String> names) {
        var topics = installation.topics();
        var there = EnumSet.allOf(Topic.class);
        there.removeIf(topic -> !names.contains(topics.name(topic)));
        var described = describe(admin, there);
        var configs = configs(admin, there);
        var found = new ArrayList<Found>();
        for (var topic : Topic.values()) {
            var description = Optional.ofNullable(described.get(topics.name(topic)));
            found.add(
                    new Found(
                            topic,
                            description.map(d -> d.partitions().size()).orElse(0),
                            description
                                    .map(d -> d.partitions().getFirst().replicas().size())
                                    .orElse(0),
                            configs.getOrDefault(topics.name(topic), Map.of())));
        }
        return found;
    }

    private Map<String, TopicDescription> describe(Admin admin, Set<Topic> there) {
        var names = there.stream().map(installation.topics()::name).toList();
        return installation.await(admin.describeTopics(names).allTopicNames());
    }

    private Map<String, Map<String, String>> configs(Admin admin, Set<Topic> there) {
        var resources =
                there.stream()
                        .map(topic ->
                                new ConfigResource(
                                        ConfigResource.Type.TOPIC,
                                        installation.topics().name(topic)))
                        .toList();
        var configs = new HashMap<String, Map<String, String>>();
        installation
                .await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> {
                    var values = new TreeMap<String, String>();
                    for (ConfigEntry entry : config.entries()) {
                        values.put(entry.name(), String.valueOf(entry.value()));
                    }
                    configs.put(resource.name(), values);
                });
        return configs;
    }

    /** A sentence for each thing that is not as the catalogue says; empty when all is well. */
    public List<String> differences() {
        var found = look();
        var partitions = new HashMap<String, Integer>();
        found.stream()
                .filter(Found::exists)
                .forEach(it ->
                        partitions.put(installation.topics().name(it.topic()), it.partitions()));
        var differences = new ArrayList<>(installation.topics().mistakes(partitions));
        found.stream().filter(Found::exists).forEach(it -> differences.addAll(ofConfig(it)));
        differences.addAll(ofSchemas());
        return differences;
    }

    private List<String> ofConfig(Found found) {
        var differences = new ArrayList<String>();
        found.topic()
                .config()
                .forEach((name, wanted) -> {
                    var has = found.config().getOrDefault(name, "nothing");
                    if (!has.equals(wanted)) {
                        differences.add(
                                "Topic "
                                        + installation.topics().name(found.topic())
                                        + " has "
                                        + name
                                        + "="
                                        + has
                                        + ", the catalogue says "
                                        + wanted
                                        + ".");
                    }
                });
        return differences;
    }

    private List<String> ofSchemas() {
        try (var serdes = installation.serdes()) {
            return serdes.lookUp(List.of(Topic.values()));
        } catch (RegistryOutage e) {
            throw registryFailed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates the topics that are missing and registers the schemas that are.
     *
     * @param partitions of each keyed topic; where some exist already, theirs counts
     * @param copies 0 for three, or as many as there are brokers
     * @return the names of the topics that were created
     */
    public List<String> create(int partitions, int copies) {
        List<String> created;
        try (var admin = installation.admin()) {
            created = createTopics(admin, partitions, copies);
        }
        try (var serdes = installation.serdes()) {
            List.of(Topic.values()).forEach(serdes::register);
        } catch (IOException e) {
            throw registryFailed(e);
        } catch (UncheckedIOException e) {
            throw registryFailed(e);
        }
        return created;
    }

    private List<String> createTopics(Admin admin, int partitions, int copies) {
        var found = look(admin, installation.await(admin.listTopics().names()));
        var brokers = installation.await(admin.describeCluster().nodes()).size();
        var wantedCopies = copies > 0 ? copies : Math.min(COPIES, brokers);
        var wantedPartitions =
                found.stream()
                        .filter(it -> it.exists() && it.topic().keyed())
                        .map(Found::partitions)
                        .findFirst()
                        .orElse(partitions);
        var missing =
                found.stream()
                        .filter(it -> !it.exists())
                        .map(it ->
                                installation
                                        .topics()
                                        .newTopic(it.topic(), wantedPartitions, wantedCopies))
                        .toList();
        installation.await(admin.createTopics(missing).all());
        return missing.stream().map(topic -> topic.name()).toList();
    }

    private ToolFailure registryFailed(Exception e) {
        return ToolFailure.outside(
                "The schema registry at "
                        + installation.registryUrl()
                        + ": "
                        + ToolFailure.reason(e));
    }
}
