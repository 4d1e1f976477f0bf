/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.cli.Outbox;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.simulator.AgentView;
import org.agentlogout.testbed.scenario.Feed;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.Topic;

/**
 * Plays a load and strikes blows at the same time, then gathers what was left behind.
 *
 * @param begun when the load began
 * @param held for how long neither load nor blows went on because the machine had to catch up
 * @param leaks where the agents' passwords were found, outside of their files
 */
public record FaultRun(Instant begun, Duration held, History history, List<String> leaks) {

    /** What the passwords of the load's agents begin with; {@link Stage} makes them. */
    private static final String PLANTED = "pw-" + LoadPlan.AGENT;

    /** Longer than any promise allows after the last blow. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    /**
     * A broker ends a transaction after 5 s, but looks every 10 s only: what is older was left
     * open.
     */
    private static final Duration LEFT_OPEN = Duration.ofSeconds(4);

    private static final Duration STOP = Duration.ofSeconds(20);

    /** For load to be in full flow again. */
    private static final Duration RUN_UP = Duration.ofSeconds(2);

    /** So many are on their way or slow by design when nothing is wrong. */
    private static final int UNANSWERED = 40;

    public FaultRun {
        leaks = List.copyOf(leaks);
    }

    /** Returns when every request has its reply, or none came for a minute. */
    public static FaultRun play(Site site, BlowPlan blows, LoadPlan turns) {
        var installation = site.installation();
        var arrivals = new ConcurrentLinkedQueue<Arrival>();
        try (var feed = new Feed(installation, List.of(Topic.REPLY_SUCCESS, Topic.REPLY_ERROR));
                var outbox = new Outbox(installation);
                var load =
                        new Load(
                                new Stage.Floor(site.simulator(), feed, outbox, site.credentials()),
                                installation);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            feed.listen(mail -> note(mail, arrivals));
            BooleanSupplier quiet = () -> load.asked().size() - arrivals.size() < UNANSWERED;
            load.play(LoadPlan.warmUp(), new Course(InstantSource.system()));
            Site.await("end of the warm-up", () -> arrivals.size() >= load.asked().size());
            var course = new Course(InstantSource.system());
            var playing = threads.submit(() -> load.play(turns, course));
            var struck = new ArrayList<Struck>();
            for (var blow : blows.blows()) {
                await(site, course, blow, quiet);
                struck.add(strike(site, blow));
            }
            playing.get();
            settle(site, load, arrivals);
            var history =
                    new History(
                            read(site),
                            site.simulator().callLog(),
                            site.simulator().agents().stream()
                                    .collect(toMap(AgentView::userId, FaultRun::isOut)),
                            load.asked(),
                            List.copyOf(arrivals),
                            struck);
            return new FaultRun(course.begun(), course.held(), history, leaks(site));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void note(Mail mail, ConcurrentLinkedQueue<Arrival> arrivals) {
        if (mail.value() instanceof LogoutReply reply && History.isReply(mail.topic())) {
            arrivals.add(new Arrival(mail.key(), reply.getRequestId(), Instant.now()));
        }
    }

    /**
     * Until it is time for the blow. What the one before has done must be over, else nobody could
     * tell what each of them did; and logouts must be running, else it would hit nothing.
     */
    private static void await(Site site, Course course, Blow blow, BooleanSupplier quiet) {
        course.await(blow.at().minus(RUN_UP));
        course.hold();
        Site.await(
                "recovery before " + blow,
                () ->
                        quiet.getAsBoolean()
                                && site.isComplete(Role.ORCHESTRATOR)
                                && site.isComplete(Role.WORKER));
        course.goOn();
        course.await(blow.at());
    }

    private static Struck strike(Site site, Blow blow) {
        var program = site.program(blow.program());
        var from = Instant.now();
        return switch (blow.kind()) {
            case KILL -> {
                program.kill();
                Site.pause(blow.lasts());
                program.start();
                awaitBroker(site, blow);
                yield new Struck(blow, from, Instant.now(), null);
            }
            case FREEZE -> {
                program.freeze();
                Site.pause(blow.lasts());
                program.thaw();
                yield new Struck(blow, from, Instant.now(), null);
            }
            case TERMINATE -> {
                var exit = program.terminate(STOP);
                var members = site.members(blow.role());
                Site.pause(LEFT_OPEN.plusMillis(500));
                var open = site.transactionsOlderThan(LEFT_OPEN);
                program.start();
                var stop = new Struck.Stop(exit, members, open);
                yield new Struck(blow, from, Instant.now(), stop);
            }
        };
    }

    private static void awaitBroker(Site site, Blow blow) {
        if (blow.role() == Role.BROKER) {
            Site.await("a broker", site::isBrokerUp);
        }
    }

    /** Until everything was answered that was asked. */
    private static void settle(Site site, Load load, ConcurrentLinkedQueue<Arrival> arrivals) {
        var end = Instant.now().plus(SETTLE);
        while (arrivals.size() < load.asked().size() && Instant.now().isBefore(end)) {
            Site.pause(Duration.ofMillis(200));
        }
        // What nobody waits for, such as a reply too many, has its time to come, too.
        Site.pause(Duration.ofSeconds(2));
        Site.await("quiet", () -> site.transactionsOlderThan(LEFT_OPEN) == 0);
    }

    private static List<Mail> read(Site site) {
        var all = List.of(Topic.values());
        var mails = new ArrayList<Mail>();
        try (var inbox = new Inbox(site.installation(), all, List.of())) {
            do {
                mails.addAll(inbox.poll(Duration.ofMillis(200)));
            } while (!inbox.isCaughtUp(all));
        }
        return mails;
    }

    private static boolean isOut(AgentView agent) {
        return agent.voiceState().equals("LOGOUT")
                && agent.medias().values().stream().allMatch(it -> it.state().equals("LOGOUT"));
    }

    private static List<String> leaks(Site site) {
        var scan = new SecretScan(PLANTED);
        var leaks = new ArrayList<>(scan.inFiles(site.outputs()));
        leaks.addAll(scan.inTopics(site.installation()));
        return leaks;
    }

    /** How often each reply was given. */
    public Map<String, Long> outcomes() {
        return history.replies().stream()
                .map(mail -> (LogoutReply) Objects.requireNonNull(mail.value()))
                .collect(groupingBy(FaultRun::outcome, TreeMap::new, counting()));
    }

    private static String outcome(LogoutReply reply) {
        var code = reply.getCode() == null ? reply.getOutcome().toString() : reply.getCode();
        return reply.getKind() + " " + code + (reply.getAlreadyOut() ? " alreadyOut" : "");
    }
}
