/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.agentlogout.wire.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where to connect to: the options that Kafka's own tools have, and the two that are ours. */
final class ConnectionOptions {

    private static final String OF_THE_REGISTRY = "schema.registry.";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description =
                    "Brokers to begin with; without it, the local stack that ./logout up runs.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description =
                    "Properties for the Kafka clients (security.protocol, sasl.jaas.config, ...); those"
                            + " named schema.registry.* are for the registry's client.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry; else schema.registry.url of the file above.")
    private @Nullable String registry;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the installation's topics begin with.")
    private String prefix = "";

    @Option(names = "--json", description = "One JSON object a line, for scripts.")
    private boolean json;

    boolean json() {
        return json;
    }

    /**
     * What the options name. Says on the error output when it is the local stack, for nobody asked
     * for that one.
     */
    Installation open() {
        var stack =
                bootstrapServer == null ? StackFile.ofRunningStack() : Optional.<StackFile>empty();
        var clients = new HashMap<String, Object>();
        var ofRegistry = new HashMap<String, Object>();
        readCommandConfig()
                .forEach((name, value) ->
                        (name.startsWith(OF_THE_REGISTRY) ? ofRegistry : clients).put(name, value));
        stack.ifPresent(it -> {
            clients.put("bootstrap.servers", it.bootstrapServers());
            ofRegistry.put("schema.registry.url", it.registry());
        });
        put(clients, "bootstrap.servers", bootstrapServer);
        put(ofRegistry, "schema.registry.url", registry);
        requireAddresses(clients, ofRegistry);
        stack.ifPresent(
                it -> say("Local stack: " + it.bootstrapServers() + " (from " + it.path() + ")"));
        return new Installation(clients, ofRegistry, topics(), stack);
    }

    private static void requireAddresses(
            Map<String, Object> clients, Map<String, Object> ofRegistry) {
        if (!clients.containsKey("bootstrap.servers")) {
            throw ToolFailure.usage(
                    "Which brokers? Name them with --bootstrap-server, or start a local stack with"
                            + " \"./logout up\".");
        }
        if (!ofRegistry.containsKey("schema.registry.url")) {
            throw ToolFailure.usage(
                    "Which schema registry? Name it with --registry, or as schema.registry.url in the file"
                            + " of --command-config.");
        }
    }

    private Topics topics() {
        if (!Topics.isPrefix(prefix)) {
            throw ToolFailure.usage(
                    "--prefix \""
                            + prefix
                            + "\" cannot begin a topic's name: letters, digits, . _ -");
        }
        return new Topics(prefix);
    }

    private Map<String, String> readCommandConfig() {
        var file = commandConfig;
        var settings = new HashMap<String, String>();
        if (file == null) {
            return settings;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw ToolFailure.usage("--command-config: there is no file " + file);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw ToolFailure.usage(
                    "--command-config: " + file + " is no properties file in UTF-8");
        } catch (IOException e) {
            throw ToolFailure.usage("--command-config: " + ToolFailure.reason(e));
        }
        properties
                .stringPropertyNames()
                .forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static void put(Map<String, Object> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private void say(String line) {
        var of = spec;
        if (of != null) {
            var err = of.commandLine().getErr();
            err.println(Paint.DIM.on(line));
            err.flush();
        }
    }
}
