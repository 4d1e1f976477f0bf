/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.Unavailable;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of desktops that they came or went, or ends what is held for a lost server. */
@Command(
        name = "presence",
        description = {
            "Ends what is held for a lost desktop server, or says as one that a desktop came or went.",
        },
        footer = {
            "",
            "Examples:",
            "  logout watch --phase HELD",
            "  logout presence release --node primary    their grace starts anew, in full",
            "  logout presence drop --node primary       nobody is gone: nothing happens to them",
            "  logout presence unavailable alice --cause BROWSER_CLOSED",
            "  logout presence available alice"
        },
        subcommands = {
            PresenceCommand.Release.class,
            PresenceCommand.Drop.class,
            PresenceCommand.Available.class,
            PresenceCommand.Gone.class
        })
final class PresenceCommand implements Runnable {

    /** The phase of sessions whose grace is held. */
    private static final String HELD = "HELD";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "What shall be said? release, drop, available or unavailable.");
    }

    /** What both words of an operator on held graces have in common. */
    abstract static sealed class Word implements Callable<Integer> permits Release, Drop {

        @Mixin private ConnectionOptions connection = new ConnectionOptions();

        @Spec private @Nullable CommandSpec spec;

        @Option(
                names = "--node",
                paramLabel = "NODE",
                required = true,
                description = "The desktop server, as session.opened and session.presence name it.")
        private String node = "";

        int say(PresenceKind kind, String consequence) {
            var installation = connection.open();
            var held = StatusTable.read(installation).in(HELD);
            Map<String, SessionPresence> words = new LinkedHashMap<>();
            for (var status : held) {
                if (status.getNode().equals(node)) {
                    words.put(
                            status.getAgentId(),
                            record(kind, status.getAgentId(), status.getSessionId(), node).build());
                }
            }
            if (words.isEmpty()) {
                var others = held.stream().map(LogoutStatus::getNode).distinct().toList();
                LogoutTool.err(spec)
                        .println(
                                "No session of node \"%s\" is held%s."
                                        .formatted(
                                                node,
                                                others.isEmpty()
                                                        ? ", nor one of any other"
                                                        : "; held are sessions of "
                                                                + String.join(", ", others)));
                return ExitCodes.ERROR;
            }
            try (var outbox = new Outbox(installation)) {
                outbox.sendAll(Topic.SESSION_PRESENCE, words);
            }
            tell(words, consequence);
            return ExitCodes.SUCCESS;
        }

        private void tell(Map<String, SessionPresence> words, String consequence) {
            var out = LogoutTool.out(spec);
            if (connection.json()) {
                words.values().forEach(word -> out.println(JsonText.of(word)));
                return;
            }
            out.println(
                    words.size()
                            + (words.size() == 1 ? " session" : " sessions")
                            + " of node "
                            + node
                            + ": "
                            + consequence);
            out.println(Paint.DIM.on(words.keySet().stream().collect(Collectors.joining(" "))));
        }
    }

    /** The graces of those still away start anew. */
    @Command(
            name = "release",
            description = {
                "The server is back: the grace of those still away starts anew, in full.",
                "Exit code 1 when no session of that node is held."
            })
    static final class Release extends Word {

        @Override
        public Integer call() {
            return say(PresenceKind.RELEASE, "their grace starts anew.");
        }
    }

    /** The absence of all of them is forgotten. */
    @Command(
            name = "drop",
            description = {
                "Nobody is gone: what was said of the absence of those held is forgotten.",
                "Exit code 1 when no session of that node is held."
            })
    static final class Drop extends Word {

        @Override
        public Integer call() {
            return say(PresenceKind.DROP, "their absence is forgotten.");
        }
    }

    /** What a desktop server says of one desktop. */
    abstract static sealed class Desktop implements Callable<Integer> permits Available, Gone {

        @Mixin private ConnectionOptions connection = new ConnectionOptions();

        @Spec private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "AGENT", description = "The agent's id.")
        private String agent = "";

        @Option(
                names = "--session",
                paramLabel = "ID",
                description = "The session; else the current one, by logout.status.")
        private @Nullable String session;

        @Option(
                names = "--node",
                paramLabel = "NODE",
                description = "The desktop server that says so; else the one last heard of.")
        private @Nullable String node;

        int say(PresenceKind kind, @Nullable Unavailable why) {
            RequestOptions.required("AGENT", agent);
            RequestOptions.optional("--session", session);
            RequestOptions.optional("--node", node);
            var installation = connection.open();
            var status = StatusTable.read(installation).of(agent);
            if (status.isEmpty() && session == null) {
                LogoutTool.err(spec)
                        .println(agent + " has no session; --session names one to come.");
                return ExitCodes.ERROR;
            }
            var word =
                    record(
                                    kind,
                                    agent,
                                    known(session, status.map(LogoutStatus::getSessionId)),
                                    known(node, status.map(LogoutStatus::getNode)))
                            .setUnavailable(why)
                            .build();
            try (var outbox = new Outbox(installation)) {
                outbox.send(Topic.SESSION_PRESENCE, agent, word, Map.of());
            }
            var line = RecordLine.of(word);
            LogoutTool.out(spec)
                    .println(
                            connection.json()
                                    ? JsonText.of(word)
                                    : agent + ": " + line.kind() + "  " + line.text());
            return ExitCodes.SUCCESS;
        }

        private static String known(@Nullable String given, java.util.Optional<String> standing) {
            return given == null ? standing.orElse("") : given;
        }
    }

    /** The desktop is at the node. */
    @Command(name = "available", description = "The agent's desktop is there, or there again.")
    static final class Available extends Desktop {

        @Override
        public Integer call() {
            return say(PresenceKind.AVAILABLE, null);
        }
    }

    /** The desktop has left the node. */
    @Command(name = "unavailable", description = "The agent's desktop is gone.")
    static final class Gone extends Desktop {

        /** Why a desktop can be gone. */
        enum Cause {
            BROWSER_CLOSED,
            CONNECTION_LOST,
            TOKEN_EXPIRED,
            NODE_LOST,
            SWITCH_LOST
        }

        @Option(
                names = "--cause",
                paramLabel = "CAUSE",
                defaultValue = "CONNECTION_LOST",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private Cause cause = Cause.CONNECTION_LOST;

        @Override
        public Integer call() {
            return say(
                    PresenceKind.UNAVAILABLE, new Unavailable(PresenceCause.valueOf(cause.name())));
        }
    }

    /** By the clock of this machine, as a desktop server stamps its own. */
    private static SessionPresence.Builder record(
            PresenceKind kind, String agent, String session, String node) {
        return SessionPresence.newBuilder()
                .setKind(kind)
                .setAgentId(agent)
                .setSessionId(session)
                .setNode(node)
                .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
