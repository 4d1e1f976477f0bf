/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.agentlogout.cli.CredentialFile;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.Outbox;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.simulator.AgentView;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * One agent of the local stack, at the switch and on the topics, and what became visible of that
 * agent. Every scenario has an agent of its own, so that they do not see each other.
 */
public final class Stage {

    /** Longer than any budget of the local stack: beyond it a reply does not come any more. */
    static final Duration PATIENCE = Duration.ofSeconds(25);

    /** The name under which the workers of every local stack know the simulator. */
    public static final String SWITCH = Seat.LOAD_0;

    /** Of all agents; its supervisor's credential lies under this name. */
    public static final String TEAM = "1";

    /** Where the stage stands. */
    public record Floor(SwitchSimulator simulator, Feed feed, Outbox outbox, Path credentials) {}

    private final Floor floor;
    private final String agent;
    private final Instant since = Instant.now();
    private final List<Stage> colleagues = new ArrayList<>();
    private Seat seat = Seat.USUAL;
    private Instant opened = Instant.EPOCH;

    public Stage(Floor floor, String agent) {
        this.floor = floor;
        this.agent = agent;
    }

    private SimulatedSession session() {
        return new SimulatedSession(
                agent, TEAM, seat.switchId(), seat.channels(), seat.ctiSwitchId());
    }

    public String agent() {
        return agent;
    }

    public Instant since() {
        return since;
    }

    public SwitchSimulator simulator() {
        return floor.simulator();
    }

    /** A new sign-in on voice, chat and e-mail, as the login flow does it; Ready everywhere. */
    public String signIn() {
        return signIn(Seat.USUAL);
    }

    /** The same there; later sessions of the agent are opened there, too. */
    public String signIn(Seat where) {
        seat = where;
        var password = "pw-" + agent;
        try {
            CredentialFile.write(floor.credentials(), agent, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sessionId = openSession();
        simulator()
                .addAgent(
                        new SimAgent(
                                agent, password, agent, TEAM, false, session().mrdIds(), false));
        simulator().signIn(agent);
        takeUpWork();
        return sessionId;
    }

    /** Other agents of the same floor; the same ones each time. */
    public List<Stage> colleagues(int count) {
        while (colleagues.size() < count) {
            colleagues.add(new Stage(floor, agent + "-" + (colleagues.size() + 2)));
        }
        return List.copyOf(colleagues.subList(0, count));
    }

    /**
     * What the login flow says before it signs in at the switch: a newer session than those before.
     * Gives its id once the brokers have it.
     */
    public String openSession() {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        opened = now.isAfter(opened) ? now : opened.plusMillis(1);
        // As the sign-in of the tool names it: no two sessions of an agent have the same id.
        var record = SessionOpened.newBuilder(session().opened(sessionId(), opened));
        record.setNode(seat.node());
        write(Topic.SESSION_OPENED, record.build());
        return sessionId();
    }

    /** The same at another node, as after a fail-over. */
    public String openSession(String node) {
        seat = seat.at(node);
        return openSession();
    }

    public Seat seat() {
        return seat;
    }

    /** Of the session opened last. */
    public String sessionId() {
        return agent + "-" + opened.toEpochMilli();
    }

    /** At the switch, on every channel: Ready, and routed to. */
    public void takeUpWork() {
        simulator().setState(agent, "READY");
        for (var mrd : session().mrdIds()) {
            simulator().setMediaState(agent, mrd, "READY");
            simulator().setRoutable(agent, mrd, true);
        }
    }

    /** Asks for a logout in mode REFUSE; the reason's id may be empty. */
    public void request(String requestId, boolean dryRun, String reasonId) {
        send(logoutRequest(requestId, dryRun, reasonId));
    }

    /** What {@link #request} writes. */
    public LogoutRequest logoutRequest(String requestId, boolean dryRun, String reasonId) {
        var request =
                LogoutRequest.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(agent)
                        .setMode(LogoutMode.REFUSE)
                        .setDryRun(dryRun)
                        .setRequestedBy(new Requester(RequesterKind.AGENT, agent));
        if (!reasonId.isEmpty()) {
            var choice =
                    ReasonChoice.newBuilder()
                            .setPerSwitch(List.of(new SwitchReason(seat.switchId(), reasonId)));
            request.setReason(choice.build());
        }
        return request.build();
    }

    /** Returns once the brokers have it. */
    public void send(LogoutRequest request) {
        floor.outbox()
                .send(
                        Topic.REQUEST_LOGOUT,
                        agent,
                        request,
                        Map.of(HeaderNames.REQUEST_ID, request.getRequestId()));
    }

    /** Writes a record under the agent's name, as somebody else would. */
    public void write(Topic topic, SpecificRecord value) {
        floor.outbox().send(topic, agent, value, Map.of());
    }

    /** Waits until so many replies to the request have been committed. */
    public void awaitReplies(String requestId, int count) {
        var last = await(mail -> isReply(mail, requestId) && replies(requestId).size() >= count);
        if (last.isEmpty()) {
            throw new IllegalStateException(
                    "%d of %d replies to %s within %d s"
                            .formatted(
                                    replies(requestId).size(),
                                    count,
                                    requestId,
                                    PATIENCE.toSeconds()));
        }
    }

    /** Waits for a record of whomever, from the time on at which the stage was set. */
    public void awaitAnybodys(String what, Predicate<Inbox.Mail> wanted) {
        Predicate<Inbox.Mail> late = mail -> !mail.at().isBefore(since);
        if (floor.feed().await(late.and(wanted), PATIENCE).isEmpty()) {
            throw new IllegalStateException(
                    "no " + what + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Waits for a record of this agent. */
    public void awaitMail(String what, Predicate<Inbox.Mail> wanted) {
        if (await(wanted).isEmpty()) {
            throw new IllegalStateException(
                    "no " + what + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private Optional<Inbox.Mail> await(Predicate<Inbox.Mail> wanted) {
        return floor.feed().await(mail -> mail.key().equals(agent) && wanted.test(mail), PATIENCE);
    }

    /**
     * All committed replies to the request so far, of both topics, in the order of their reading.
     */
    public List<LogoutReply> replies(String requestId) {
        return mails().stream()
                .filter(mail -> isReply(mail, requestId))
                .map(mail -> (LogoutReply) Objects.requireNonNull(mail.value()))
                .toList();
    }

    private static boolean isReply(Inbox.Mail mail, String requestId) {
        return mail.value() instanceof LogoutReply reply && reply.getRequestId().equals(requestId);
    }

    /** All committed records of this agent so far. */
    public List<Inbox.Mail> mails() {
        return floor.feed().of(agent);
    }

    /** All committed records of this agent so far that are of that type. */
    public <T extends SpecificRecord> List<T> all(Class<T> type) {
        return mails().stream()
                .map(Inbox.Mail::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The switch's truth. */
    public AgentView truth() {
        return simulator().agent(agent);
    }

    /**
     * What reached the switch for this agent since the stage was set; what the stage itself did is
     * not among it.
     */
    public List<CallLogEntry> calls() {
        return simulator().callLog().stream()
                .filter(call -> call.userId().equals(agent) && !call.at().isBefore(since))
                .toList();
    }
}
