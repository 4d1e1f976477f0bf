/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the login flow: signs an agent in at the switch simulator and opens a session. */
@Command(
        name = "sign-in",
        description = {
            "Makes a session to play with, in the switch simulator and on Kafka.",
            "Signs the agent in on every channel and writes session.opened as the login flow would."
        },
        footer = {
            "",
            "Examples (while ./logout up runs):",
            "  logout sign-in alice",
            "  logout sign-in bob --channels voice,chat --state NOT_READY",
            "  logout request alice --reason cce1=7"
        })
final class SignInCommand implements Callable<Integer> {

    /** What may follow a sign-in. */
    enum State {
        READY,
        NOT_READY
    }

    /** Media that a session may have. */
    enum Medium {
        VOICE,
        CHAT,
        EMAIL
    }

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "AGENT", description = "The agent's id: letters, digits, . _ -")
    private String agent = "";

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "The session's id (default: a new one).")
    private @Nullable String session;

    @Option(
            names = "--team",
            paramLabel = "ID",
            defaultValue = "1",
            description = "The agent's team.")
    private String team = "1";

    @Option(
            names = "--channels",
            paramLabel = "TYPE",
            split = ",",
            defaultValue = "voice,chat,email",
            description = "Which channels (default: ${DEFAULT-VALUE}).")
    private Set<Medium> channels = new LinkedHashSet<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "READY",
            description = "READY or NOT_READY on every channel (default: ${DEFAULT-VALUE}).")
    private State state = State.READY;

    @Option(
            names = "--switch",
            paramLabel = "ID",
            defaultValue = "cce1",
            description = "The name the workers know the simulator by (default: ${DEFAULT-VALUE}).")
    private String switchId = "cce1";

    @Option(
            names = "--control",
            paramLabel = "URL",
            description = "The simulator's control port; without it, that of the local stack.")
    private @Nullable URI control;

    @Option(
            names = "--credentials",
            paramLabel = "DIR",
            description =
                    "Where the workers look for agents' passwords; without it, that of the local stack.")
    private @Nullable Path credentials;

    @Override
    public Integer call() {
        if (!Limits.isId(agent) || !agent.matches("[A-Za-z0-9._-]+")) {
            throw ToolFailure.usage(
                    "AGENT must be letters, digits, . _ - and at most 128 of them.");
        }
        var installation = connection.open();
        var at = Instant.now();
        var sessionId = session == null ? agent + "-" + at.toEpochMilli() : session;
        var signedIn =
                new SimulatedSession(
                        agent,
                        team,
                        switchId,
                        channels.stream().map(it -> ChannelType.valueOf(it.name())).toList());
        // The session first, as the login flow has to do it; the password before anybody can need
        // it.
        var password = "pw-" + agent;
        writeCredential(installation, password);
        var opened = signedIn.opened(sessionId, at);
        try (var outbox = new Outbox(installation);
                var simulator = new SimulatorControl(control(installation))) {
            outbox.send(Topic.SESSION_OPENED, agent, opened, Map.of());
            simulator.addAgent(agent, password, team, signedIn.mrdIds());
            simulator.signIn(agent);
            if (state == State.READY) {
                simulator.setVoiceState(agent, "READY");
                signedIn.mrdIds().forEach(mrd -> simulator.setMediaState(agent, mrd, "READY"));
            }
        }
        show(sessionId, opened);
        return ExitCodes.SUCCESS;
    }

    private void show(String sessionId, org.agentlogout.schema.SessionOpened opened) {
        var out = LogoutTool.out(spec);
        if (connection.json()) {
            out.println(JsonText.of(opened));
            return;
        }
        var names = channels.stream().map(it -> it.name().toLowerCase(java.util.Locale.ROOT));
        out.println(
                Paint.GREEN.on(agent + " is signed in")
                        + " and "
                        + state
                        + " on "
                        + names.collect(Collectors.joining(", "))
                        + "; session "
                        + sessionId);
        out.println(Paint.DIM.on("Now: logout request " + agent + " --dry-run"));
    }

    private URI control(Installation installation) {
        var given = control;
        if (given != null) {
            return given;
        }
        return installation
                .stack()
                .map(it -> URI.create(it.control()))
                .orElseThrow(() ->
                        ToolFailure.usage(
                                "Which simulator? Name its control port with --control, or start ./logout up."));
    }

    private void writeCredential(Installation installation, String password) {
        var given = credentials;
        var directory =
                given != null
                        ? given
                        : installation.stack().map(it -> Path.of(it.credentials())).orElse(null);
        if (directory == null) {
            return;
        }
        try {
            CredentialFile.write(directory, agent, password);
        } catch (IOException e) {
            throw ToolFailure.usage(
                    "Cannot write the credential of " + agent + ": " + ToolFailure.reason(e));
        }
    }
}
