/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
        OPERATOR
    }

    /** The modes of a request. */
    enum Mode {
        REFUSE,
        DEFER,
        FORCE
    }

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "AGENT", description = "The agent's id.")
    private String agent = "";

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Only this session; else the current one.")
    private @Nullable String session;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "REFUSE",
            description =
                    "REFUSE ends when a call, chat or e-mail is live; DEFER waits for its end; FORCE"
                            + " signs out all the same (default: ${DEFAULT-VALUE}).")
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
            defaultValue = "AGENT",
            description =
                    "AGENT, or SUPERVISOR or OPERATOR, whose requests have a topic of their own"
                            + " (default: ${DEFAULT-VALUE}).")
    private By by = By.AGENT;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "The same id again gets the same reply (default: a new one).")
    private String requestId = UUID.randomUUID().toString();

    @Override
    public Integer call() {
        var now = Instant.now();
        var wait = Duration.between(now, due(now)).plus(BEYOND_DEADLINE);
        var request = request(now);
        var installation = connection.open();
        try (var inbox =
                        new Inbox(
                                installation,
                                List.of(),
                                List.of(Topic.REPLY_SUCCESS, Topic.REPLY_ERROR));
                var outbox = new Outbox(installation)) {
            var sent = System.nanoTime();
            outbox.send(topic(), agent, request, Map.of(HeaderNames.REQUEST_ID, requestId));
            var reply = await(inbox, wait);
            return show(reply, Duration.ofNanos(System.nanoTime() - sent));
        }
    }

    private LogoutRequest request(Instant now) {
        requireId("AGENT", agent);
        requireId("--request-id", requestId);
        var builder =
                LogoutRequest.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(agent)
                        .setMode(LogoutMode.valueOf(mode.name()))
                        .setDryRun(dryRun)
                        .setRequestedBy(
                                new Requester(RequesterKind.valueOf(by.name()), requester()));
        if (session != null) {
            requireId("--session", session);
            builder.setSessionId(session);
        }
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

    private Topic topic() {
        return by == By.AGENT && mode != Mode.FORCE
                ? Topic.REQUEST_LOGOUT
                : Topic.REQUEST_LOGOUT_SUPERVISED;
    }

    private String requester() {
        return by == By.AGENT ? agent : System.getProperty("user.name", "");
    }

    private Instant due(Instant now) {
        var given = deadline;
        return given == null
                ? now.plus(USUAL_DEADLINE)
                : TimeSpans.instant("--deadline", given, now);
    }

    private static void requireId(String option, String id) {
        if (!Limits.isId(id)) {
            throw ToolFailure.usage(option + " must have 1 to " + Limits.ID_BYTES + " bytes.");
        }
    }

    private LogoutReply await(Inbox inbox, Duration wait) {
        var end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < end) {
            for (var mail : inbox.poll(Duration.ofMillis(200))) {
                if (mail.value() instanceof LogoutReply reply
                        && reply.getRequestId().equals(requestId)
                        && reply.getAgentId().equals(agent)) {
                    return reply;
                }
            }
        }
        throw ToolFailure.noReply(
                "No reply to request "
                        + requestId
                        + " within "
                        + wait.toSeconds()
                        + " s. Is an orchestrator running? The same --request-id asks again.");
    }

    private int show(LogoutReply reply, Duration took) {
        var out = LogoutTool.out(spec);
        if (connection.json()) {
            out.println(JsonText.of(reply));
        } else {
            print(out, reply, took);
        }
        return reply.getOutcome() == ReplyOutcome.SUCCESS ? ExitCodes.SUCCESS : ExitCodes.ERROR;
    }

    private static void print(PrintWriter out, LogoutReply reply, Duration took) {
        var success = reply.getOutcome() == ReplyOutcome.SUCCESS;
        var word =
                success ? Paint.GREEN.on("SUCCESS") : Paint.RED.on(String.valueOf(reply.getCode()));
        var detail = reply.getDetail();
        out.println(
                word
                        + (detail == null || detail.isEmpty() ? "" : " (" + detail + ")")
                        + "  "
                        + reply.getText());
        for (var channel : reply.getChannels()) {
            out.println(
                    "  %-10s %-24s %s"
                            .formatted(
                                    channel.getChannelId(),
                                    RecordLine.change(channel.getBefore(), channel.getNow()),
                                    channel.getText()));
            if (channel.getSwitchSaid() != null && !channel.getSwitchSaid().isEmpty()) {
                out.println(
                        Paint.DIM.on(
                                "  %-10s the switch said: %s"
                                        .formatted("", channel.getSwitchSaid())));
            }
        }
        for (var offer : reply.getReasonsToOffer()) {
            out.println("  Reasons of " + offer.getSwitchId() + ":");
            offer.getReasons()
                    .forEach(reason ->
                            out.println(
                                    "    --reason %s=%s   %s"
                                            .formatted(
                                                    offer.getSwitchId(),
                                                    reason.getId(),
                                                    reason.getLabel())));
        }
        out.println(
                Paint.DIM.on(
                        "%s of request %s in %d ms"
                                .formatted(
                                        reply.getKind(), reply.getRequestId(), took.toMillis())));
    }
}
