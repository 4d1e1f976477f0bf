/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.settings.Setting;
import org.agentlogout.simulator.SimulatorEnvironment;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.WorkerSettings;
import org.junit.jupiter.api.Test;

/**
 * Documents that repeat what the code knows are written from it ({@code -Dregenerate}) and compared
 * in every build.
 */
class DocsTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void settingsAreDocumented() throws IOException {
        StringBuilder text = new StringBuilder("# Settings\n\n");
        text.append("Read from environment variables; all mistakes are told at once, exit 2. ");
        text.append("Written by `DocsTest` (`mvn test -Dregenerate`).\n");
        text.append(table("Orchestrator", OrchestratorSettings.describe()));
        text.append(table("Channel worker", WorkerSettings.describe()));
        text.append(table("Switch simulator", SimulatorEnvironment.describe()));

        compare("docs/settings.md", text.toString());
    }

    @Test
    void topicsAreDocumented() throws IOException {
        StringBuilder text = new StringBuilder("# Topics\n\n");
        text.append("Without the installation's prefix. `./logout topics --create` makes them and");
        text.append(" registers their schemas. Written by `DocsTest` (`mvn test -Dregenerate`).\n");
        text.append("\n| topic | direction | record | key | cleanup | kept | what |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Topic topic : Topic.values()) {
            text.append(row(topic));
        }

        compare("docs/topics.md", text.toString());
    }

    @Test
    void ciRunsTheCommandsOfTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));

        for (String command : List.of("./logout demo", "mvn verify")) {
            assertThat(readme).as("README's command").contains("\n" + command);
            assertThat(ci.replace(" -B", "")).as("a lane of .ci/run").contains(command);
        }
    }

    @Test
    void filesThatDocumentsNameExist() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#:]+)\\)");
        try (Stream<Path> files = Files.list(ROOT)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
                Matcher found = link.matcher(Files.readString(file));
                while (found.find()) {
                    assertThat(ROOT.resolve(found.group(1))).as("named in %s", file).exists();
                }
            }
        }
    }

    private static String table(String title, List<Setting> settings) {
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n");
        text.append("| variable | expects | default | what it is for |\n|---|---|---|---|\n");
        for (Setting each : settings) {
            String standard = each.required() ? "required" : code(each.standard());
            text.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(each.name(), each.expects(), standard, each.doc()));
        }
        return text.toString();
    }

    private static String code(String text) {
        return text.isEmpty() ? "none" : "`" + text + "`";
    }

    private static String row(Topic topic) {
        Map<String, String> words =
                Map.of("IN", "in", "OUT", "out", "INNER", "between orchestrator and workers");
        String record = topic.recordType().map(Class::getSimpleName).orElse("bytes as they came");
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        topic.baseName(),
                        words.get(topic.direction().name()),
                        record,
                        topic.key().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        topic.cleanup().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        days(topic.retention()),
                        topic.doc());
    }

    private static String days(Optional<Duration> kept) {
        return kept.map(it -> it.toDays() + " d").orElse("always");
    }

    private static void compare(String name, String text) throws IOException {
        Path file = ROOT.resolve(name);
        if (System.getProperty("regenerate") != null) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("%s; mvn test -Dregenerate writes it", name)
                .exists()
                .content()
                .isEqualTo(text);
    }
}
