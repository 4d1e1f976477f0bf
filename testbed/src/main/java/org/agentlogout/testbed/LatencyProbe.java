/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agentlogout.cli.Inbox;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.wire.Topic;

/**
 * {@code ./logout probe [COUNT]}: whole logouts over three channels, one after the other, at a
 * switch that answers at once. Prints p50 and p99 from the request's time stamp until the reply is
 * read, and where the time goes by the records' time stamps (whole milliseconds).
 */
public final class LatencyProbe {

    private static final int WARM_UP = 800;
    private static final int USUAL_COUNT = 500;

    private LatencyProbe() {}

    public static void main(String[] args) {
        Terminal.begin();
        if (args.length > 1 || (args.length == 1 && !args[0].matches("[1-9]\\d{0,5}"))) {
            Terminal.endWithUsage("./logout probe [COUNT]: how many logouts to measure", args);
        }
        var count = args.length == 1 ? Integer.parseInt(args[0]) : USUAL_COUNT;
        try (var stack = LocalStack.start(StackSettings.instantSwitch())) {
            Terminal.line(
                    "Warming up with " + WARM_UP + " logouts, then measuring " + count + " ...");
            measure(stack, WARM_UP);
            print(measure(stack, count));
        }
    }

    private static Map<String, Histogram> measure(LocalStack stack, int count) {
        var hops = new LinkedHashMap<String, Histogram>();
        for (int i = 0; i < count; i++) {
            // A new agent each time, so that all partitions have their turn.
            var stage = stack.stage("probe-" + (i % 50));
            stage.signIn();
            var requestId = "probe-" + count + "-" + i;
            stage.awaitMail("IDLE", mail -> mail.topic() == Topic.STATUS);
            var begun = System.nanoTime();
            stage.request(requestId, false, "7");
            stage.awaitReplies(requestId, 1);
            var read = Instant.now();
            note(hops, "the whole, as the requester sees it", (System.nanoTime() - begun) / 1_000);
            hops(hops, stage.mails(), read);
            stack.feed().drop(stage.agent());
        }
        return hops;
    }

    /**
     * From the request to the first command, from there to the last result, and so on to the reply.
     */
    private static void hops(Map<String, Histogram> hops, List<Inbox.Mail> mails, Instant read) {
        var commands = new EnumMap<CommandKind, Instant>(CommandKind.class);
        var results = new EnumMap<CommandKind, Instant>(CommandKind.class);
        var last = Instant.EPOCH;
        var replied = Instant.EPOCH;
        for (var mail : mails) {
            switch (mail.value()) {
                case LogoutRequest it -> last = mail.at();
                case ChannelCommand it ->
                        commands.merge(it.getKind(), mail.at(), LatencyProbe::earlier);
                case ChannelResult it ->
                        results.merge(it.getKind(), mail.at(), LatencyProbe::later);
                case LogoutReply it -> replied = mail.at();
                case null, default -> {}
            }
        }
        for (var kind : commands.keySet()) {
            var command = commands.getOrDefault(kind, last);
            var result = results.getOrDefault(kind, command);
            note(hops, "orchestrator: to the first " + kind, last.until(command).toNanos() / 1_000);
            note(
                    hops,
                    "workers: to the last result of " + kind,
                    command.until(result).toNanos() / 1_000);
            last = result;
        }
        note(hops, "orchestrator: to the reply", last.until(replied).toNanos() / 1_000);
        note(hops, "its commit, until the reply is read", replied.until(read).toNanos() / 1_000);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void note(Map<String, Histogram> hops, String hop, long micros) {
        hops.computeIfAbsent(hop, ignored -> new Histogram(3)).recordValue(Math.max(0, micros));
    }

    private static void print(Map<String, Histogram> hops) {
        hops.forEach((hop, times) ->
                Terminal.line(
                        "%-46s p50 %6.1f ms   p99 %6.1f ms"
                                .formatted(
                                        hop,
                                        times.getValueAtPercentile(50) / 1000.0,
                                        times.getValueAtPercentile(99) / 1000.0)));
    }
}
