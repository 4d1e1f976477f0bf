/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Streams starts a task that lost its state anew with the same processor and the same timers. */
class RevivedTaskTest {

    private static void addStore(MockProcessorContext<byte[], byte[]> context, String name) {
        var store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @Test
    void aRevivedTaskHasOneTimer() {
        Topics topics = new Topics("t.");
        Map<String, Object> registry = Map.of("schema.registry.url", "mock://revived");
        SagaProcessor processor =
                new SagaProcessor(
                        new LogoutTopology.Parts(
                                topics,
                                new AvroSerdes(topics, registry),
                                1,
                                Duration.ofMinutes(2),
                                200,
                                Pace.DEFAULT,
                                LogoutPolicy.DEFAULT,
                                new Backlog(1, new Readiness(InstantSource.system())),
                                new Reading(InstantSource.system()),
                                new AgentDesk(LogoutPolicy.DEFAULT)::decide));
        MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
        addStore(context, SagaProcessor.AGENTS);
        addStore(context, SagaProcessor.QUARANTINE);
        addStore(context, SagaProcessor.SET_ASIDE);

        context.setCurrentSystemTimeMs(0);
        processor.init(context);
        processor.init(context);

        List<CapturedPunctuator> timers = context.scheduledPunctuators();
        assertThat(timers).extracting(CapturedPunctuator::cancelled).containsExactly(true, false);
    }
}
