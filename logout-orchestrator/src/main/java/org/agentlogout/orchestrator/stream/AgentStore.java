/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agentlogout.orchestrator.avro.SagaStateCodec;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.Turn;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The agents of one partition, by agentId. What is not there is an agent nothing is known of. */
final class AgentStore {

    /**
     * What one agent may take: below what the store's changelog is made to take, so that an agent
     * of monstrous size is that agent's defect and not the thread's death.
     */
    static final int SNAPSHOT_BYTES = 1_500_000;

    private final KeyValueStore<String, byte[]> store;
    private final SagaStateCodec codec;

    AgentStore(KeyValueStore<String, byte[]> store, SagaStateCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    Agent load(String agentId) {
        byte[] bytes = store.get(agentId);
        return bytes == null ? Agent.unknown(agentId) : read(bytes);
    }

    /** What {@link #bytes} gave, now or at another time. */
    Agent read(byte[] stored) {
        return codec.decode(stored);
    }

    /** What is due of the agent at {@code now} and may be put off. */
    Turn turn(String agentId, Instant now, LogoutPolicy policy) {
        try {
            return load(agentId).turn(now, policy);
        } catch (RuntimeException e) {
            return Turn.NONE; // what cannot be read is found out where it is decided
        }
    }

    /** Ids of the agents who have a channel other than voice on that switch. */
    List<String> withMediaOn(String switchId) {
        List<String> found = new ArrayList<>();
        each(
                agent -> {
                    if (agent.hasMediaOn(switchId)) {
                        found.add(agent.agentId());
                    }
                },
                _ -> {});
        return found;
    }

    /** As stored, for a dead letter. */
    byte @Nullable [] bytes(String agentId) {
        return store.get(agentId);
    }

    /** An agent as it is to be stored. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
    record Fitted(Agent agent, byte[] snapshot) {}

    /**
     * The agent with as many of the replies kept for repeats as can be stored: that a repeat is
     * taken for new is better than an agent set aside.
     *
     * @throws IllegalStateException when it is more than may be stored all the same
     */
    Fitted fit(Agent agent) {
        byte[] bytes = codec.encode(agent);
        if (bytes.length <= SNAPSHOT_BYTES) {
            return new Fitted(agent, bytes);
        }
        if (agent.ledger().remembered().isEmpty()) {
            String what =
                    "agent " + agent.agentId() + " takes " + bytes.length + " bytes, at most ";
            throw new IllegalStateException(what + SNAPSHOT_BYTES);
        }
        return fit(agent.withFewerReplies());
    }

    void put(Fitted fitted) {
        put(fitted.agent(), fitted.snapshot());
    }

    void put(Agent agent, byte[] snapshot) {
        if (agent.isForgettable()) {
            store.delete(agent.agentId());
        } else {
            store.put(agent.agentId(), snapshot);
        }
    }

    void delete(String agentId) {
        store.delete(agentId);
    }

    /** Every agent once; {@code unreadable} gets the ids of those that cannot be read. */
    void each(Consumer<Agent> readable, Consumer<String> unreadable) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                Agent agent;
                try {
                    agent = codec.decode(entry.value);
                } catch (RuntimeException e) {
                    unreadable.accept(entry.key);
                    continue;
                }
                readable.accept(agent);
            }
        }
    }
}
