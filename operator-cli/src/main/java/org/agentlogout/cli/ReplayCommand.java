/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters back to where they came from, once. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to where they came from, once.",
            "A reply that did not reach a gateway's topic is sent to that topic, never to ours."
        },
        footer = {
            "",
            "Examples:",
            "  logout replay 3:1207",
            "  logout replay --reason UNKNOWN_SCHEMA          (tells what it would send)",
            "  logout replay --reason UNKNOWN_SCHEMA --yes",
            "  logout replay 0:12 --reply-topics gateway.replies",
            "",
            "A letter that was sent back before is left alone unless --again; exit code 1 when one",
            "that was named was not sent."
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private DeadLetterFilter filter = new DeadLetterFilter();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            arity = "0..*",
            description = "The letters, as \"logout deadletters\" names them.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--yes", description = "Really send what the filters choose.")
    private boolean yes;

    @Option(names = "--again", description = "Also what was sent back before.")
    private boolean again;

    @Option(
            names = "--by-key",
            description =
                    "Let the key choose the partition; else it is the one the record came in, right or"
                            + " wrong.")
    private boolean byKey;

    @Option(
            names = "--reply-topics",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:ORCHESTRATOR_REPLY_TOPICS:-}",
            description =
                    "Topics of gateways that replies may be sent to (default: what the variable"
                            + " ORCHESTRATOR_REPLY_TOPICS lists).")
    private Set<String> replyTopics = new HashSet<>();

    private int sent;
    private int left;

    @Override
    public Integer call() {
        if (named.isEmpty() != filter.isGiven()) {
            throw ToolFailure.usage(
                    "Which letters? Either name them, or choose them by --reason, --agent or --topic.");
        }
        var positions = named.stream().map(ReplayCommand::position).toList();
        var installation = connection.open();
        try {
            if (!positions.isEmpty() || yes) {
                replay(installation, positions);
            } else {
                rehearse(installation);
            }
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        }
        return left > 0 && !named.isEmpty() ? ExitCodes.ERROR : ExitCodes.SUCCESS;
    }

    private static DeadLetter.Position position(String text) {
        return DeadLetter.Position.parse(text)
                .orElseThrow(
                        () -> ToolFailure.usage("\"" + text + "\" is no letter such as 3:1207."));
    }

    private void replay(Installation installation, List<DeadLetter.Position> positions) {
        // First the replayer: it stops any other, so that the notes read after it are all there
        // are.
        try (var replayer = Replayer.start(installation);
                var box = DeadLetterBox.open(installation)) {
            box.learnReplays();
            var rules = rules(installation);
            if (positions.isEmpty()) {
                box.forEach(letter -> {
                    if (filter.admits(letter, installation.topics())) {
                        replay(letter, box, replayer, rules);
                    }
                });
            }
            for (var position : positions) {
                box.at(position)
                        .ifPresentOrElse(
                                letter -> replay(letter, box, replayer, rules),
                                () -> leave(position, "There is no such letter."));
            }
        }
        say(sent + " sent, " + left + " left alone.");
    }

    private void replay(
            DeadLetter letter, DeadLetterBox box, Replayer replayer, ReplayPlan.Rules rules) {
        if (box.wasReplayed(letter.position()) && !again) {
            leave(letter.position(), "It was sent back before; --again sends it once more.");
            return;
        }
        switch (ReplayPlan.of(letter, rules)) {
            case ReplayPlan.Refuse(String why) -> leave(letter.position(), why);
            case ReplayPlan.Send(var back) -> {
                replayer.send(letter, back);
                box.remember(letter.position());
                sent++;
                tell(letter.position(), true, "sent to " + back.topic());
            }
        }
    }

    private void rehearse(Installation installation) {
        try (var box = DeadLetterBox.open(installation)) {
            box.learnReplays();
            var rules = rules(installation);
            box.forEach(letter -> {
                if (filter.admits(letter, installation.topics())) {
                    rehearse(letter, box, rules);
                }
            });
        }
        say("Nothing was sent; --yes sends " + sent + ".");
    }

    private void rehearse(DeadLetter letter, DeadLetterBox box, ReplayPlan.Rules rules) {
        if (box.wasReplayed(letter.position()) && !again) {
            leave(letter.position(), "It was sent back before.");
            return;
        }
        switch (ReplayPlan.of(letter, rules)) {
            case ReplayPlan.Refuse(String why) -> leave(letter.position(), why);
            case ReplayPlan.Send(var back) -> {
                sent++;
                tell(letter.position(), false, "would be sent to " + back.topic());
            }
        }
    }

    private ReplayPlan.Rules rules(Installation installation) {
        return new ReplayPlan.Rules(
                installation.topics(),
                Set.copyOf(replyTopics),
                byKey,
                Replayer.partitions(installation));
    }

    private void leave(DeadLetter.Position position, String why) {
        left++;
        tell(position, false, why);
    }

    private void tell(DeadLetter.Position position, boolean done, String what) {
        var out = LogoutTool.out(spec);
        if (connection.json()) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("letter", position.toString());
            fields.put("sent", done);
            fields.put("what", what);
            out.println(JsonText.of(fields));
        } else {
            out.println("%-8s %s".formatted(position, (done ? Paint.GREEN : Paint.PLAIN).on(what)));
        }
    }

    private void say(String sentence) {
        LogoutTool.err(spec).println(Paint.DIM.on(sentence));
        LogoutTool.err(spec).flush();
    }
}
