/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what happens to sessions, live, until it is interrupted. */
@Command(
        name = "watch",
        description = {
            "Shows what happens to sessions, live, until Ctrl-C.",
            "Requests, commands, results, replies, events and phases, one line each."
        },
        footer = {
            "",
            "Examples:",
            "  logout watch",
            "  logout watch --agent alice",
            "  logout watch --team sales --phase SIGNING_OUT",
            "  logout watch --json | jq 'select(.topic==\"logout.status\")'"
        })
final class WatchCommand implements Callable<Integer> {

    private static final List<Topic> FOLLOWED =
            List.of(
                    Topic.SESSION_OPENED,
                    Topic.SESSION_PRESENCE,
                    Topic.REQUEST_LOGOUT,
                    Topic.REQUEST_LOGOUT_SUPERVISED,
                    Topic.REQUEST_CANCEL,
                    Topic.REQUEST_DISCONNECT,
                    Topic.REQUEST_RECOVER,
                    Topic.COMMAND_VOICE,
                    Topic.COMMAND_CHAT,
                    Topic.COMMAND_EMAIL,
                    Topic.CHANNEL_RESULT,
                    Topic.CHANNEL_EVENT,
                    Topic.SWITCH_EVENT,
                    Topic.REPLY_SUCCESS,
                    Topic.REPLY_ERROR,
                    Topic.SESSION_EVENT,
                    Topic.DEAD_LETTER);

    /**
     * Compacted: from its beginning it says where everybody stands, which the filters need to know.
     */
    private static final List<Topic> TABLE = List.of(Topic.STATUS);

    private static final Duration PACE = Duration.ofMillis(100);
    private static final Duration HELD_BACK = Duration.ofMillis(300);

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--agent", paramLabel = "ID", description = "Only this agent.")
    private @Nullable String agent;

    @Option(names = "--team", paramLabel = "ID", description = "Only agents of this team.")
    private @Nullable String team;

    @Option(
            names = "--switch",
            paramLabel = "ID",
            description = "Only agents with a channel on this switch.")
    private @Nullable String switchId;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "Only agents who are in this phase, such as SIGNING_OUT or STUCK.")
    private @Nullable String phase;

    @Override
    public Integer call() {
        var installation = connection.open();
        var filter = new WatchFilter(agent, team, switchId, phase);
        var out = LogoutTool.out(spec);
        try (var inbox = new Inbox(installation, TABLE, FOLLOWED)) {
            learn(inbox, filter);
            LogoutTool.err(spec).println(Paint.DIM.on("Watching; Ctrl-C ends it."));
            LogoutTool.err(spec).flush();
            follow(inbox, filter, out);
        }
        return ExitCodes.SUCCESS;
    }

    /**
     * Records of different topics are read in any order: each waits a moment for those before it.
     */
    private void follow(Inbox inbox, WatchFilter filter, PrintWriter out) {
        var waiting = new ArrayList<Inbox.Mail>();
        while (!out.checkError()) {
            waiting.addAll(inbox.poll(PACE));
            waiting.sort(Comparator.comparing(Inbox.Mail::at).thenComparing(Inbox.Mail::topic));
            var ripe = Instant.now().minus(HELD_BACK);
            while (!waiting.isEmpty() && waiting.getFirst().at().isBefore(ripe)) {
                var mail = waiting.removeFirst();
                if (filter.admits(mail)) {
                    print(out, mail);
                }
            }
            out.flush();
        }
    }

    private static void learn(Inbox inbox, WatchFilter filter) {
        do {
            inbox.poll(Duration.ofMillis(100)).forEach(filter::admits);
        } while (!inbox.isCaughtUp(TABLE));
    }

    private void print(PrintWriter out, Inbox.Mail mail) {
        if (connection.json()) {
            out.println(json(mail));
            return;
        }
        var line = RecordLine.of(mail.value());
        var text = mail.problem().isEmpty() ? line.kind() + "  " + line.text() : mail.problem();
        out.println(
                Paint.DIM.on(RecordLine.clock(mail.at()))
                        + " %-32s %-12s ".formatted(mail.topic().baseName(), mail.key())
                        + line.tone().on(text));
    }

    private static String json(Inbox.Mail mail) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("topic", mail.topic().baseName());
        fields.put("partition", mail.partition());
        fields.put("offset", mail.offset());
        fields.put("key", mail.key());
        fields.put("at", mail.at().toString());
        var value = mail.value();
        if (value != null) {
            fields.put("value", JsonText.fields(value));
        }
        if (!mail.problem().isEmpty()) {
            fields.put("problem", mail.problem());
        }
        return JsonText.of(fields);
    }
}
