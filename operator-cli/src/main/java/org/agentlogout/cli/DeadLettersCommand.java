/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what could not be read, handled or delivered. */
@Command(
        name = "deadletters",
        description = {
            "Lists what could not be read, handled or delivered.",
            "Each begins with partition:offset, by which \"logout replay\" takes it."
        },
        footer = {
            "",
            "Examples:",
            "  logout deadletters --limit 20",
            "  logout deadletters --agent alice --reason MALFORMED",
            "  logout deadletters --topic mediabar.response.logout.success",
            "  logout deadletters --json | jq -r 'select(.replayed|not).letter'"
        })
final class DeadLettersCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    private record Shown(Instant at, String text) {}

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private DeadLetterFilter filter = new DeadLetterFilter();

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only the newest N, oldest first, 1 to " + MOST + " (default: all).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 0 || limit > MOST) {
            throw ToolFailure.usage("--limit must be 1 to " + MOST + ".");
        }
        var installation = connection.open();
        try (var serdes = installation.serdes();
                var box = DeadLetterBox.open(installation)) {
            var view = new DeadLetterView(installation.topics(), serdes);
            box.learnReplays();
            print(box, installation, view);
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCodes.SUCCESS;
    }

    private void print(DeadLetterBox box, Installation installation, DeadLetterView view) {
        var out = LogoutTool.out(spec);
        var newest = new PriorityQueue<>(Comparator.comparing(Shown::at));
        box.forEach(letter -> {
            if (filter.admits(letter, installation.topics())) {
                var replayed = box.wasReplayed(letter.position());
                var text =
                        connection.json()
                                ? view.json(letter, replayed)
                                : view.line(letter, replayed);
                take(new Shown(letter.at(), text), out, newest);
            }
        });
        for (var next = newest.poll(); next != null; next = newest.poll()) {
            out.println(next.text());
        }
        out.flush();
        if (!view.registryTrouble().isEmpty()) {
            LogoutTool.err(spec)
                    .println(Paint.YELLOW.on("Values are not shown: " + view.registryTrouble()));
        }
    }

    private void take(Shown shown, PrintWriter out, PriorityQueue<Shown> newest) {
        if (limit == 0) {
            out.println(shown.text());
            return;
        }
        newest.add(shown);
        if (newest.size() > limit) {
            newest.remove();
        }
    }
}
