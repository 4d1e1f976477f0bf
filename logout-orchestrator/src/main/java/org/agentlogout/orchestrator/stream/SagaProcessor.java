/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.orchestrator.avro.Mapping;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.avro.SagaStateCodec;
import org.agentlogout.orchestrator.avro.SwitchWord;
import org.agentlogout.orchestrator.avro.UnreadableStateException;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.Asked;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.Verdict;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Letter;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Map, load, decide; then put and forward; or set aside what cannot be mapped now. What happens
 * before the first put may fail and leaves nothing behind; puts and forwards commit together with
 * the input's offset, or not at all.
 */
final class SagaProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String AGENTS = "agents";
    static final String QUARANTINE = "quarantine";
    static final String SET_ASIDE = "set-aside";

    /** A fifth of what a timer may be late. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final LogoutTopology.Parts parts;
    private final InboundMapper mapper;
    private final OutboundMapper answers;

    private ProcessorContext<byte[], byte[]> context;
    private Outlet outlet;
    private Quarantine quarantine;
    private Floor floor;
    private SetAside setAside;
    private String outage = "";
    private Cancellable ticking = () -> {};

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    SagaProcessor(LogoutTopology.Parts parts) {
        this.parts = parts;
        this.mapper = parts.inboundMapper();
        this.answers = parts.outboundMapper();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        outlet = new Outlet(given);
        AgentStore agents = new AgentStore(given.getStateStore(AGENTS), new SagaStateCodec());
        quarantine = new Quarantine(given.getStateStore(QUARANTINE), agents, answers);
        floor = new Floor(parts, answers, agents, quarantine, outlet);
        setAside =
                new SetAside(
                        given.getStateStore(SET_ASIDE),
                        (stored, why) -> outlet.buryState("", stored, why));
        // A task that is revived after its state was lost comes here again, its timer still
        // running.
        ticking.cancel();
        ticking = given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        parts.reading().begins(given.taskId().partition(), outlet.now());
        tellBacklog();
    }

    private void tick() {
        Instant now = outlet.now();
        long sent = outlet.sent();
        floor.tick(now, heard(now));
        setAside.buryUnreadable();
        if (setAside.retry(outlet.now(), this::taken)) {
            tellBacklog();
        }
        if (outlet.sent() > sent) {
            commitWhenDrained();
        }
    }

    private Floor.Heard heard(Instant now) {
        Reading reading = parts.reading();
        TopicPartition answers = source(Topic.CHANNEL_RESULT);
        List<TopicPartition> arrivals =
                List.of(source(Topic.SESSION_OPENED), source(Topic.SESSION_PRESENCE));
        boolean switchesAreRead = !parts.backlog().full().contains(context.taskId().partition());
        return new Floor.Heard(
                reading.upTo(List.of(answers), now),
                reading.count(answers),
                reading.upTo(arrivals, now),
                switchesAreRead
                        ? reading.upTo(List.of(source(Topic.SWITCH_EVENT)), now)
                        : Instant.MIN);
    }

    private TopicPartition source(Topic topic) {
        return new TopicPartition(parts.topics().name(topic), context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Input input = Input.of(record, context.recordMetadata());
        // What comes after a record that waits must not overtake it.
        if (setAside.isQueued(input) || !taken(input)) {
            wait(input);
        }
        context.recordMetadata()
                .ifPresent(from ->
                        parts.reading()
                                .taken(
                                        new TopicPartition(from.topic(), from.partition()),
                                        from.offset(),
                                        Instant.ofEpochMilli(record.timestamp())));
        commitWhenDrained();
    }

    /**
     * A lone logout waits for nobody; in a rush a transaction gathers all that was fetched, or what
     * is processed within the commit interval.
     */
    private void commitWhenDrained() {
        if (parts.reading().isDrained()) {
            context.commit();
        }
    }

    private void wait(Input input) {
        if (Letter.fits(input.key(), input.value(), input.headers())) {
            setAside.add(input);
            tellBacklog();
        } else {
            outlet.bury(input, "TOO_LARGE", "It is larger than any record that may be sent.");
        }
    }

    private void tellBacklog() {
        int partition = context.taskId().partition();
        parts.backlog().tell(partition, setAside.count(), setAside.bytes(), outage);
    }

    @Override
    public void close() {
        parts.backlog().forget(context.taskId().partition());
        parts.reading().forget(context.taskId().partition());
    }

    /** Whether something became of it; else nothing is known about it, and it has to wait. */
    private boolean taken(Input input) {
        if (isStoredAgent(input)) {
            takeUpAgain(input);
            return true;
        }
        switch (map(input)) {
            case Mapping.Mapped(String agentId, SagaEvent event) -> take(input, agentId, event);
            case Mapping.OfSwitch(SwitchWord word) -> floor.heard(word);
            case Mapping.InvalidRequest(String agentId, var reply) ->
                    outlet.send(List.of(answers.reply(agentId, reply)));
            case Mapping.DeadLetter(String reason, String text) -> outlet.bury(input, reason, text);
            case Mapping.RegistryDown(String text) -> {
                outage = text;
                return false;
            }
        }
        return true;
    }

    /** {@code logout replay} sends it, as the header says that it came from no topic. */
    private boolean isStoredAgent(Input input) {
        // Where only our own programs write: anybody may set a header.
        return input.topic().equals(parts.topics().name(Topic.CHANNEL_RESULT))
                && input.headers().lastHeader(HeaderNames.REPLAYED_FROM) != null
                && HeaderNames.text(input.headers(), HeaderNames.DEAD_LETTER_TOPIC)
                        .filter(HeaderNames.STORED_STATE::equals)
                        .isPresent();
    }

    private void takeUpAgain(Input input) {
        byte[] key = input.key();
        if (key == null
                || KeyPartition.of(key, parts.partitions()) != context.taskId().partition()) {
            outlet.bury(input, "WRONG_PARTITION", "It belongs where its key is read.");
            return;
        }
        try {
            floor.takeUpAgain(new String(key, StandardCharsets.UTF_8), input.value());
        } catch (UnreadableStateException e) {
            outlet.bury(input, "DEFECT", e.toString());
        }
    }

    private Mapping map(Input input) {
        try {
            return mapper.map(input.inbound(outlet.now()));
        } catch (RuntimeException e) {
            return new Mapping.DeadLetter("DEFECT", e.toString());
        }
    }

    private void take(Input input, String agentId, SagaEvent event) {
        if (input.headers().lastHeader(HeaderNames.REPLAYED_FROM) != null) {
            quarantine.lift(agentId); // somebody has looked into it and sends it again
        }
        if (quarantine.keepsOut(agentId, event)) {
            keepOut(input, agentId, event);
            return;
        }
        Floor.Decided decided = floor.decide(agentId, event);
        decided.defect().ifPresent(it -> outlet.bury(input, "DEFECT", it.told()));
        if (event instanceof SessionOpened && decided.is(Verdict.REFUSED)) {
            outlet.bury(input, "EPOCH_AHEAD", "The epoch is too far ahead of the append time.");
        } else if (event instanceof SessionOpened && decided.is(Verdict.APPLIED)) {
            quarantine.lift(agentId);
        }
    }

    private void keepOut(Input input, String agentId, SagaEvent event) {
        if (event instanceof Asked requested) {
            outlet.send(List.of(quarantine.refuse(agentId, requested)));
        } else {
            outlet.bury(input, "QUARANTINED", "The agent is set aside after a defect.");
        }
    }
}
