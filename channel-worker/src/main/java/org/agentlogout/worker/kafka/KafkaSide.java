/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.KafkaSettings;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Target;
import org.agentlogout.worker.handling.Handled;
import org.agentlogout.worker.handling.SessionLook;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a worker has to do with Kafka, wired: {@link #open} checks and prepares, {@link #start}
 * takes commands, {@link #close} ends in order.
 */
public final class KafkaSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSide.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(200); // other commands wait behind
    private static final Set<Topic> WRITTEN =
            EnumSet.of(Topic.CHANNEL_RESULT, Topic.CHANNEL_EVENT, Topic.SWITCH_EVENT);

    /**
     * What may differ between two workers.
     *
     * @param worker a name; what is told outside has a suffix of its own for each start
     * @param maxInFlight commands at once, of all types together
     */
    public record Options(String worker, Set<ChannelKind> channels, int maxInFlight, Times times) {
        public Options {
            channels = Set.copyOf(channels);
        }
    }

    /**
     * The worker's times.
     *
     * @param startup to wait for broker, topics and schemas
     * @param look one look at an agent's sessions
     * @param silence after which the group gives the partitions of a silent worker to others
     * @param hang of a poll loop, before it is reported
     * @param finish what calls in flight get at the end, counted from its begin
     * @param downRepeat how often a switch that is down is said to be so
     * @param epochAhead how far an epoch may lie after its record's append time
     */
    public record Times(
            Duration startup,
            Duration look,
            Duration silence,
            Duration hang,
            Duration finish,
            Duration downRepeat,
            Duration epochAhead) {}

    private final Topics topics;
    private final Options options;
    private final String worker;
    private final InstantSource clock;
    private final WorkerMeters meters;
    private final KafkaClients clients;
    private final AvroSerdes serdes;
    private final Admin admin;
    private final int partitions;
    private final RecordSender sender;
    private final SwitchEvents events;
    private final SessionFollower sessions;
    private final ChannelNewsPublisher channelNews;
    private final ScheduledExecutorService timer = daemon("worker-timer");
    private final ScheduledExecutorService later = daemon("worker-send-again");
    private final List<CommandLoop> loops = new CopyOnWriteArrayList<>();
    private final List<CommandIntake> intakes = new ArrayList<>();
    private final List<TopicFollower> news = new ArrayList<>();
    private final List<InFlight> inFlight = new ArrayList<>();

    private KafkaSide(
            KafkaSettings settings, Options options, InstantSource clock, WorkerMeters meters)
            throws InterruptedException {
        this.topics = settings.topics();
        this.options = options;
        this.clock = clock;
        this.meters = meters;
        int random = ThreadLocalRandom.current().nextInt();
        this.worker = options.worker() + "-" + HexFormat.of().toHexDigits(random);
        this.clients = new KafkaClients(settings, worker);
        this.serdes = new AvroSerdes(topics, settings.registry(), PATIENCE);
        this.admin = clients.admin();
        this.partitions = checked();
        this.sender = new RecordSender(clients.producer(), later, meters::dropped);
        this.events = events();
        this.sessions = sessions();
        var news = new ChannelNewsMapper(serdes, topics.name(Topic.CHANNEL_EVENT), worker, clock);
        this.channelNews = new ChannelNewsPublisher(news, sender, sessions::ours);
    }

    /**
     * Waits for brokers, topics and schemas.
     *
     * @throws InvalidSettings when they are not there in time or not as they must be
     */
    public static KafkaSide open(
            KafkaSettings settings, Options options, InstantSource clock, WorkerMeters meters)
            throws InterruptedException {
        try {
            return new KafkaSide(settings, options, clock, meters);
        } catch (KafkaException e) { // its cause may quote a part of a setting, and so a secret
            String why = "A KAFKA_ or SCHEMA_REGISTRY_ setting is of no use: " + e.getMessage();
            throw new InvalidSettings(List.of(why));
        }
    }

    /** As results and news name this process. */
    public String worker() {
        return worker;
    }

    /** Whether commands of all its types are taken. */
    public boolean taking() {
        return !loops.isEmpty() && loops.stream().allMatch(CommandLoop::taking);
    }

    public SwitchEvents switchEvents() {
        return events;
    }

    /** Whether the agent has a newer session; blocks, for the time of a look at most. */
    public SessionLook look(Target target) {
        return sessions.look(target);
    }

    /** Publishes what becomes of the target's channel while its agent is this worker's. */
    public Watcher watcher(Target target) {
        return channelNews.watcher(target);
    }

    /**
     * Takes commands from now on.
     *
     * @param handler called on a virtual thread for each command; its thread is interrupted at the
     *     end
     * @param whenRefused what any worker said of a credential, before the first command and from
     *     then on
     * @param whenBroken gets a sentence when this process had better end itself
     */
    public void start(
            Function<Command, Handled> handler,
            Consumer<SwitchNews.CredentialRefused> whenRefused,
            Consumer<String> whenBroken)
            throws InterruptedException {
        obey(whenRefused, whenBroken);
        events.start(timer, options.times().downRepeat());
        sessions.start(whenBroken);
        ResultMapper mapper =
                new ResultMapper(serdes, topics.name(Topic.CHANNEL_RESULT), worker, clock);
        ResultPublisher results = new ResultPublisher(mapper, sender, meters);
        InFlight calls = new InFlight(options.maxInFlight(), handler, results);
        meters.inFlight(calls::count);
        inFlight.add(calls);
        options.channels().forEach(kind -> take(kind, calls, whenBroken));
        LOG.atInfo().addKeyValue("worker", worker).log("Taking {}", options.channels());
    }

    private void take(ChannelKind kind, InFlight calls, Consumer<String> whenBroken) {
        String topic = topics.name(kind.commands());
        CommandMapper mapper = new CommandMapper(serdes, kind, partitions);
        DeadLetters deadLetters = new DeadLetters(topics.name(Topic.DEAD_LETTER), sender, meters);
        CommandIntake intake =
                new CommandIntake(kind.lowerCase(), mapper::read, calls, deadLetters, SET_ASIDE);
        PollWatch watch = new PollWatch(topic, whenBroken);
        String group = topics.prefix() + "channel-worker-" + kind.lowerCase();
        var consumer = clients.member(group, options.times().silence());
        CommandLoop loop = new CommandLoop(topic, consumer, sessions, intake, watch, whenBroken);
        intakes.add(intake);
        loops.add(loop);
        watch.start(timer, options.times().hang());
        loop.start();
    }

    /**
     * Reads what was said before this process began, too: a wrong password must not be tried at
     * each start.
     */
    private void obey(
            Consumer<SwitchNews.CredentialRefused> whenRefused, Consumer<String> whenBroken)
            throws InterruptedException {
        String topic = topics.name(Topic.SWITCH_EVENT);
        SwitchNewsMapper mapper = new SwitchNewsMapper(serdes, topic, worker);
        TopicFollower follower =
                new TopicFollower(
                        topic,
                        clients.follower("switch-news"),
                        new EndOffsets(KafkaClients.endsOf(admin, topic, options.times().look())),
                        new SwitchNewsReader(mapper::read, whenRefused),
                        SET_ASIDE);
        news.add(follower);
        follower.start(whenBroken);
        SwitchNewsReader.catchUp(follower, options.times().look().multipliedBy(5));
    }

    private SwitchEvents events() {
        String topic = topics.name(Topic.SWITCH_EVENT);
        SwitchNewsMapper mapper = new SwitchNewsMapper(serdes, topic, worker);
        return new SwitchEvents(topic, partitions, mapper, sender, clock);
    }

    private SessionFollower sessions() {
        String topic = topics.name(Topic.SESSION_OPENED);
        Times times = options.times();
        SessionMapper mapper = new SessionMapper(serdes, partitions, times.epochAhead());
        return new SessionFollower(
                new SessionFollower.Source(
                        topic,
                        clients.follower("sessions"),
                        new EndOffsets(KafkaClients.endsOf(admin, topic, times.look()))),
                mapper::read,
                new SessionFollower.Limits(partitions, times.look()),
                clock,
                reason -> meters.unfit(topic, reason));
    }

    private int checked() throws InterruptedException {
        Set<Topic> used = EnumSet.copyOf(WRITTEN);
        used.add(Topic.SESSION_OPENED);
        used.add(Topic.DEAD_LETTER);
        options.channels().forEach(kind -> used.add(kind.commands()));
        StartupCheck check = new StartupCheck(topics, used, options.times().startup());
        try {
            int count = check.partitions(admin);
            check.schemas(serdes, WRITTEN);
            return count;
        } catch (InvalidSettings e) {
            admin.close(Duration.ZERO);
            closeSerdes();
            throw e;
        }
    }

    /**
     * Takes nothing new, commits and leaves the groups at once, lets the calls in flight finish,
     * reports the rest UNKNOWN. Done within two seconds after the time for finishing.
     */
    @Override
    public void close() {
        long begin = System.nanoTime();
        loops.stream().parallel().forEach(CommandLoop::close);
        intakes.forEach(CommandIntake::close);
        try {
            for (InFlight calls : inFlight) {
                Duration spent = Duration.ofNanos(System.nanoTime() - begin);
                if (!calls.awaitNone(options.times().finish().minus(spent))) {
                    calls.abandon();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        later.shutdownNow();
        sessions.close();
        news.forEach(TopicFollower::close);
        sender.close();
        admin.close(Duration.ZERO);
        closeSerdes();
        LOG.atInfo().addKeyValue("worker", worker).log("Stopped");
    }

    private void closeSerdes() {
        try {
            serdes.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("Registry client did not close");
        }
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }
}
