/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for the logout of one agent, waits for the reply and shows it channel by channel. */
@Command(
        name = "request",
        description = "Asks for a logout, waits for the reply and shows it channel by channel.",
        footer = {
            "",
            "Examples:",
            "  logout request alice --dry-run",
            "  logout request alice --reason cce1=7",
            "  logout request alice --reason-label \"End of shift\" --deadline 30s",
            "  logout request alice --mode defer --reason cce1=7 --deadline 2h",
            "  logout request alice --mode force --reason cce1=7 --on-behalf-of carla",
            "  logout request alice --json --bootstrap-server kafka:9092 --registry http://registry:8081"
        })
final class RequestCommand implements Callable<Integer> {

    /** The orchestrator's own deadline for a request without one, and its second. */
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(2);

    private static final Duration BEYOND_DEADLINE = Duration.ofSeconds(5);

    /** Who may be named with --by. */
    enum By {
        AGENT,
        SUPERVISOR,
        SCHEDULE,
        OPERATOR
    }

    /** The modes of a request. */
    enum Mode {
        REFUSE,
        DEFER,
        FORCE
    }

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private RequestOptions options = new RequestOptions();

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "REFUSE",
            description =
                    "REFUSE ends when a call, chat or e-mail is live; DEFER stops new work and waits"
                            + " for its end; FORCE signs out all the same (default:"
                            + " ${DEFAULT-VALUE}).")
    private Mode mode = Mode.REFUSE;

    @Option(names = "--dry-run", description = "Tells what would be done, and does nothing.")
    private boolean dryRun;

    @Option(
            names = "--reason",
            paramLabel = "SWITCH=ID",
            description = "The logout reason by the switch's own id; once for each switch.")
    private Map<String, String> reasons = new LinkedHashMap<>();

    @Option(
            names = "--reason-label",
            paramLabel = "TEXT",
            description = "One label for all switches.")
    private @Nullable String reasonLabel;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "When the answer is due: 30s, 5m, or an instant (default: 2m).")
    private @Nullable String deadline;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description =
                    "Who asks: AGENT, or SUPERVISOR, SCHEDULE or OPERATOR, whose requests have a"
                            + " topic of their own (default: AGENT; with --mode FORCE or"
                            + " --on-behalf-of, SUPERVISOR).")
    private @Nullable By by;

    @Option(
            names = "--on-behalf-of",
            paramLabel = "ID",
            description =
                    "The supervisor or schedule that asks, as the audit names it (default: you, or"
                            + " the agent).")
    private @Nullable String onBehalfOf;

    @Override
    public Integer call() {
        var now = Instant.now();
        var wait = Duration.between(now, due(now)).plus(BEYOND_DEADLINE);
        return new Exchange(connection, options, LogoutTool.out(spec))
                .ask(topic(), request(now), wait);
    }

    private LogoutRequest request(Instant now) {
        var builder =
                LogoutRequest.newBuilder()
                        .setRequestId(options.requestId())
                        .setAgentId(options.agent())
                        .setSessionId(options.session())
                        .setMode(LogoutMode.valueOf(mode.name()))
                        .setDryRun(dryRun)
                        .setRequestedBy(
                                new Requester(RequesterKind.valueOf(by().name()), requester()));
        if (deadline != null) {
            builder.setDeadline(due(now));
        }
        if (reasonLabel != null || !reasons.isEmpty()) {
            var perSwitch =
                    reasons.entrySet().stream()
                            .map(it -> new SwitchReason(it.getKey(), it.getValue()))
                            .toList();
            var choice = ReasonChoice.newBuilder().setPerSwitch(perSwitch);
            if (reasonLabel != null) {
                choice.setLabel(reasonLabel);
            }
            builder.setReason(choice.build());
        }
        return builder.build();
    }

    private By by() {
        return Objects.requireNonNullElse(
                by, mode == Mode.FORCE || onBehalfOf != null ? By.SUPERVISOR : By.AGENT);
    }

    private Topic topic() {
        return by() == By.AGENT && mode != Mode.FORCE
                ? Topic.REQUEST_LOGOUT
                : Topic.REQUEST_LOGOUT_SUPERVISED;
    }

    private String requester() {
        var named = RequestOptions.optional("--on-behalf-of", onBehalfOf);
        var usual = by() == By.AGENT ? options.agent() : RequestOptions.user();
        return named == null ? usual : named;
    }

    private Instant due(Instant now) {
        var given = deadline;
        return given == null
                ? now.plus(USUAL_DEADLINE)
                : TimeSpans.instant("--deadline", given, now);
    }
}
