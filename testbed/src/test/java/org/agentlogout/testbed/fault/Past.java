/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.Fate;
import org.agentlogout.simulator.Node;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A history to be spoiled: anna logs out of voice and chat, and all is as it should be. Times are
 * milliseconds after its beginning.
 */
final class Past {

    static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");
    static final String ANNA = "anna";
    static final String SAGA = "anna-1~saga";
    static final long EPOCH = 1_000;

    private final List<Mail> mails = new ArrayList<>();
    private final List<CallLogEntry> calls = new ArrayList<>();
    private final Map<String, Boolean> out = new HashMap<>(Map.of(ANNA, true));
    private final List<Asked> asked = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Struck> struck = new ArrayList<>();

    /** One command of each kind, each answered within 10 ms. */
    static Past ofOneLogout() {
        var past = new Past().opened("anna-1", EPOCH, 0).request(100);
        past.step(CommandKind.INSPECT, "voice", 110).step(CommandKind.INSPECT, "chat", 110);
        past.step(CommandKind.MAKE_NOT_READY, "voice", 130);
        past.call("SetUserNotReady", "", 135);
        past.step(CommandKind.DEACTIVATE, "chat", 150);
        past.call("SetMediaRoutable", SimulatedSession.CHAT_MRD, 155);
        past.step(CommandKind.SIGN_OUT, "voice", 170).step(CommandKind.SIGN_OUT, "chat", 170);
        past.call("SignOutUser", "", 175).call("SignOutMedia", SimulatedSession.CHAT_MRD, 175);
        past.event(SessionEventKind.AGENT_STATE_CHANGED, "voice");
        past.event(SessionEventKind.POST_LOGOUT, null);
        past.event(SessionEventKind.CHANNEL_DISPOSED, "voice");
        past.event(SessionEventKind.CHANNEL_DISPOSED, "chat");
        past.event(SessionEventKind.CHANNEL_GROUP_DISPOSED, null);
        past.event(SessionEventKind.SESSION_DISPOSED, null);
        past.event(SessionEventKind.CONNECTION_CLOSED, null);
        return past.reply(null, 200);
    }

    static Instant at(long millis) {
        return BEGINNING.plusMillis(millis);
    }

    History history() {
        return new History(mails, calls, out, asked, arrivals, struck);
    }

    Past mail(Topic topic, String key, long at, SpecificRecord value) {
        mails.add(new Mail(topic, 0, mails.size(), key, at(at), value, ""));
        return this;
    }

    Past unreadable(Topic topic, String key) {
        mails.add(new Mail(topic, 0, mails.size(), key, at(0), null, "not to be read"));
        return this;
    }

    Past without(Predicate<Mail> unwanted) {
        mails.removeIf(unwanted);
        return this;
    }

    /** Puts others in the place of all values of that type. */
    <T extends SpecificRecord> Past change(Class<T> type, UnaryOperator<T> change) {
        mails.replaceAll(mail ->
                type.isInstance(mail.value())
                        ? new Mail(
                                mail.topic(),
                                mail.partition(),
                                mail.offset(),
                                mail.key(),
                                mail.at(),
                                change.apply(type.cast(mail.value())),
                                mail.problem())
                        : mail);
        return this;
    }

    Past changeCommands(CommandKind kind, Consumer<ChannelCommand.Builder> change) {
        return change(
                ChannelCommand.class,
                it -> {
                    var changed = ChannelCommand.newBuilder(it);
                    if (it.getKind() == kind) {
                        change.accept(changed);
                    }
                    return changed.build();
                });
    }

    Past changeResults(CommandKind kind, Consumer<ChannelResult.Builder> change) {
        return change(
                ChannelResult.class,
                it -> {
                    var changed = ChannelResult.newBuilder(it);
                    if (it.getKind() == kind) {
                        change.accept(changed);
                    }
                    return changed.build();
                });
    }

    Past opened(String sessionId, long epoch, long at) {
        var session =
                new SimulatedSession(
                        ANNA, "1", "cce1", List.of(ChannelType.VOICE, ChannelType.CHAT));
        var opened = session.opened(sessionId, Instant.ofEpochMilli(epoch));
        return mail(Topic.SESSION_OPENED, ANNA, at, opened);
    }

    Past request(long at) {
        var request =
                LogoutRequest.newBuilder()
                        .setRequestId("r1")
                        .setAgentId(ANNA)
                        .setRequestedBy(new Requester(RequesterKind.AGENT, ANNA))
                        .build();
        return mail(Topic.REQUEST_LOGOUT, ANNA, at, request);
    }

    /** A success where there is no code. */
    Past reply(@Nullable String code, long at) {
        var reply =
                LogoutReply.newBuilder()
                        .setRequestId("r1")
                        .setAgentId(ANNA)
                        .setSessionId("anna-1")
                        .setSagaId(SAGA)
                        .setKind(ReplyKind.LOGOUT)
                        .setOutcome(code == null ? ReplyOutcome.SUCCESS : ReplyOutcome.ERROR)
                        .setCode(code)
                        .setAt(at(at))
                        .build();
        arrivals.add(new Arrival(ANNA, "r1", at(at)));
        return mail(code == null ? Topic.REPLY_SUCCESS : Topic.REPLY_ERROR, ANNA, at, reply);
    }

    /** A command and, 10 ms later, its result. */
    Past step(CommandKind kind, String channel, long at) {
        return command(kind, channel, 1, at).result(kind, channel, at + 10);
    }

    Past command(CommandKind kind, String channel, int attempt, long at) {
        var session =
                new SimulatedSession(
                        ANNA, "1", "cce1", List.of(ChannelType.VOICE, ChannelType.CHAT));
        var address =
                session.opened("anna-1", at(0)).getChannels().stream()
                        .filter(it -> it.getChannelId().equals(channel))
                        .findFirst()
                        .orElseThrow();
        var command =
                ChannelCommand.newBuilder()
                        .setKind(kind)
                        .setCommandId(id(kind, channel))
                        .setAttempt(attempt)
                        .setSagaId(SAGA)
                        .setAgentId(ANNA)
                        .setSessionId("anna-1")
                        .setEpoch(EPOCH)
                        .setChannel(address)
                        .setGuarded(true)
                        .setIssuedAt(at(at))
                        .setExpiresAt(at(at).plusSeconds(24))
                        .build();
        return mail(Topic.COMMAND_VOICE, ANNA, at, command);
    }

    private static String id(CommandKind kind, String channel) {
        return SAGA + "/" + kind + "/" + channel;
    }

    Past result(CommandKind kind, String channel, long at) {
        var result =
                ChannelResult.newBuilder()
                        .setKind(kind)
                        .setOutcome(CommandOutcome.DONE)
                        .setCommandId(id(kind, channel))
                        .setAttempt(1)
                        .setSagaId(SAGA)
                        .setAgentId(ANNA)
                        .setSessionId("anna-1")
                        .setEpoch(EPOCH)
                        .setChannelId(channel)
                        .setAt(at(at))
                        .build();
        return mail(Topic.CHANNEL_RESULT, ANNA, at, result);
    }

    Past event(SessionEventKind kind, @Nullable String channel) {
        var event =
                SessionEvent.newBuilder()
                        .setKind(kind)
                        .setAgentId(ANNA)
                        .setSessionId("anna-1")
                        .setChannelId(channel)
                        .setAt(at(200))
                        .build();
        return mail(Topic.SESSION_EVENT, ANNA, 200, event);
    }

    /** One that changed something. */
    Past call(String operation, String mrd, long at) {
        calls.add(
                new CallLogEntry(
                        calls.size() + 1,
                        at(at),
                        Node.A,
                        ANNA,
                        ANNA,
                        mrd,
                        "PUT",
                        "/finesse/api/User/anna",
                        operation,
                        true,
                        "",
                        202,
                        Fate.APPLIED,
                        at(at + 20),
                        ""));
        return this;
    }

    Past stillSignedIn() {
        out.put(ANNA, false);
        return this;
    }

    Past asked(String agent, long at) {
        asked.add(new Asked(agent, "r1", true, at(at)));
        return this;
    }

    Past arrival(String agent, long at) {
        arrivals.add(new Arrival(agent, "r1", at(at)));
        return this;
    }

    Past struck(Role role, Blow.Kind kind, long from, long until) {
        struck.add(struck(role, kind, from, until, null));
        return this;
    }

    Past stopped(Struck.Stop stop) {
        struck.add(struck(Role.ORCHESTRATOR, Blow.Kind.TERMINATE, 0, 100, stop));
        return this;
    }

    private static Struck struck(
            Role role, Blow.Kind kind, long from, long until, Struck.@Nullable Stop stop) {
        var lasts = Duration.ofMillis(until - from);
        var blow = new Blow(Duration.ofMillis(from), role, 1, kind, lasts);
        return new Struck(blow, at(from), at(until), stop);
    }
}
