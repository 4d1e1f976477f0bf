/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;

/** One request and the one reply to it: sends, waits, shows it channel by channel. */
final class Exchange {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final ConnectionOptions connection;
    private final RequestOptions options;
    private final PrintWriter out;

    Exchange(ConnectionOptions connection, RequestOptions options, PrintWriter out) {
        this.connection = connection;
        this.options = options;
        this.out = out;
    }

    /**
     * Listens before it asks, so that no reply is missed.
     *
     * @return the exit code that the reply means
     * @throws ToolFailure when there is none in that time
     */
    int ask(Topic topic, SpecificRecord request, Duration wait) {
        var installation = connection.open();
        var replies = List.of(Topic.REPLY_SUCCESS, Topic.REPLY_ERROR);
        try (var inbox = new Inbox(installation, List.of(), replies);
                var outbox = new Outbox(installation)) {
            var sent = System.nanoTime();
            var headers = Map.of(HeaderNames.REQUEST_ID, options.requestId());
            outbox.send(topic, options.agent(), request, headers);
            var reply = await(inbox, wait);
            show(reply, Duration.ofNanos(System.nanoTime() - sent));
            return reply.getOutcome() == ReplyOutcome.SUCCESS ? ExitCodes.SUCCESS : ExitCodes.ERROR;
        }
    }

    private LogoutReply await(Inbox inbox, Duration wait) {
        var end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < end) {
            for (var mail : inbox.poll(GLANCE)) {
                if (mail.value() instanceof LogoutReply reply
                        && reply.getRequestId().equals(options.requestId())
                        && reply.getAgentId().equals(options.agent())) {
                    return reply;
                }
            }
        }
        throw ToolFailure.noReply(
                "No reply to request "
                        + options.requestId()
                        + " within "
                        + wait.toSeconds()
                        + " s. Is an orchestrator running? The same --request-id asks again.");
    }

    private void show(LogoutReply reply, Duration took) {
        if (connection.json()) {
            out.println(JsonText.of(reply));
        } else {
            print(reply, took);
        }
    }

    private void print(LogoutReply reply, Duration took) {
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
