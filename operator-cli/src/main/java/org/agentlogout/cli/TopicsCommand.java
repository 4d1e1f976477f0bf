/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the product's topics, says what differs from what must be, and creates what is missing. */
@Command(
        name = "topics",
        description = {
            "Lists the topics, says what differs, creates what is missing.",
            "With --create, makes missing topics and registers the schemas as FULL_TRANSITIVE."
        },
        footer = {
            "",
            "Examples:",
            "  logout topics",
            "  logout topics --create --bootstrap-server kafka:9092 --registry http://registry:8081 \\",
            "                --partitions 24 --replication 3",
            "",
            "Exit code 1 when something differs."
        })
final class TopicsCommand implements Callable<Integer> {

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--create",
            description = "Make what is missing; what is there is never changed.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + Topics.DEFAULT_PARTITIONS,
            description =
                    "Of every new topic (default: ${DEFAULT-VALUE}); they cannot be changed later.")
    private int partitions = Topics.DEFAULT_PARTITIONS;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Copies of every new topic (default: 3, or as many as there are brokers).")
    private int replication;

    @Override
    public Integer call() {
        if (partitions < 1 || replication < 0) {
            throw ToolFailure.usage("--partitions and --replication begin at 1.");
        }
        var installation = connection.open();
        var setup = new TopicSetup(installation);
        var out = LogoutTool.out(spec);
        var created = create ? setup.create(partitions, replication) : List.<String>of();
        var found = setup.look();
        var differences = setup.differences();
        if (connection.json()) {
            found.forEach(it -> out.println(json(it, installation.topics(), created)));
            differences.forEach(it -> out.println(JsonText.of(Map.of("difference", it))));
        } else {
            print(out, found, installation.topics(), created, differences);
        }
        return differences.isEmpty() ? ExitCodes.SUCCESS : ExitCodes.ERROR;
    }

    private static String json(TopicSetup.Found found, Topics topics, List<String> created) {
        var name = topics.name(found.topic());
        var line = new TreeMap<String, Object>();
        line.put("topic", name);
        line.put("exists", found.exists());
        line.put("created", created.contains(name));
        line.put("partitions", found.partitions());
        line.put("replication", found.copies());
        found.topic()
                .config()
                .keySet()
                .forEach(key -> line.put(key, found.config().getOrDefault(key, "")));
        return JsonText.of(line);
    }

    private static void print(
            PrintWriter out,
            List<TopicSetup.Found> found,
            Topics topics,
            List<String> created,
            List<String> differences) {
        var width = found.stream().mapToInt(it -> topics.name(it.topic()).length()).max().orElse(0);
        for (var it : found) {
            var name = topics.name(it.topic());
            var what =
                    it.exists()
                            ? "%3d partitions, %d copies, %s"
                                    .formatted(
                                            it.partitions(),
                                            it.copies(),
                                            it.topic().cleanup().policy())
                            : Paint.RED.on("missing");
            var isNew = created.contains(name) ? Paint.GREEN.on(" (new)") : "";
            out.println(("%-" + width + "s  ").formatted(name) + what + isNew + record(it.topic()));
        }
        differences.forEach(it -> out.println(Paint.RED.on("! ") + it));
        if (differences.isEmpty()) {
            out.println(Paint.GREEN.on("All topics and schemas are as they must be."));
        }
    }

    private static String record(Topic topic) {
        return Paint.DIM.on(
                "  " + topic.recordType().map(Class::getSimpleName).orElse("as it came"));
    }
}
