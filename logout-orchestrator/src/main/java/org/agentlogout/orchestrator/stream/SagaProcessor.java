/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.orchestrator.avro.Mapping;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.avro.SagaStateCodec;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.Verdict;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.RegistryOutage;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Map, load, decide; then put and forward. What happens before the first put may fail and leaves
 * nothing behind; puts and forwards commit together with the input's offset, or not at all.
 */
final class SagaProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String AGENTS = "agents";
    static final String QUARANTINE = "quarantine";

    /** A fifth of what a timer may be late. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final LogoutTopology.Parts parts;
    private final InboundMapper mapper;
    private final OutboundMapper answers;

    private ProcessorContext<byte[], byte[]> context;
    private Outlet outlet;
    private Quarantine quarantine;
    private Floor floor;
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
        // A task that is revived after its state was lost comes here again, its timer still
        // running.
        ticking.cancel();
        ticking =
                given.schedule(
                        TICK, PunctuationType.WALL_CLOCK_TIME, _ -> floor.tick(outlet.now()));
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (map(input)) {
            case Mapping.Mapped(String agentId, SagaEvent event) -> take(input, agentId, event);
            case Mapping.InvalidRequest(String agentId, var reply) ->
                    outlet.send(List.of(answers.reply(agentId, reply)));
            case Mapping.DeadLetter(String reason, String text) -> outlet.bury(input, reason, text);
            // The transaction aborts and the input comes again: see package-info.
            case Mapping.RegistryDown(String text) ->
                    throw new RegistryOutage(text, new IllegalStateException("no schema"));
        }
    }

    private Mapping map(Record<byte[], byte[]> input) {
        try {
            return mapper.map(Inputs.of(input, context.recordMetadata(), outlet.now()));
        } catch (RegistryOutage e) {
            throw e;
        } catch (RuntimeException e) {
            return new Mapping.DeadLetter("DEFECT", e.toString());
        }
    }

    private void take(Record<byte[], byte[]> input, String agentId, SagaEvent event) {
        if (input.headers().lastHeader(HeaderNames.REPLAYED_FROM) != null) {
            quarantine.lift(agentId); // somebody has looked into it and sends it again
        }
        if (quarantine.keepsOut(agentId, event)) {
            setAside(input, agentId, event);
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

    private void setAside(Record<byte[], byte[]> input, String agentId, SagaEvent event) {
        if (event instanceof LogoutRequested requested) {
            outlet.send(List.of(quarantine.refuse(agentId, requested)));
        } else {
            outlet.bury(input, "QUARANTINED", "The agent is set aside after a defect.");
        }
    }
}
