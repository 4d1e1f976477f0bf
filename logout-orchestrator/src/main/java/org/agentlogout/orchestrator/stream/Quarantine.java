/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.avro.UnreadableStateException;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.ErrorCode;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.Asked;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SessionStatus;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The agents whose saga met a defect of ours. Their requests are answered INTERNAL_ERROR, which is
 * not remembered, and everything else of theirs becomes a dead letter, until a session newer than
 * the one at hand is opened or one of their dead letters is sent back. The other agents go on.
 */
final class Quarantine {

    private static final String SENTENCE = "It is set aside until you sign in anew.";

    /** Agent to the epoch of its session at that time; any session is newer than none. */
    private final KeyValueStore<String, byte[]> store;

    private final AgentStore agents;
    private final OutboundMapper mapper;

    Quarantine(KeyValueStore<String, byte[]> store, AgentStore agents, OutboundMapper mapper) {
        this.store = store;
        this.agents = agents;
        this.mapper = mapper;
    }

    /** Whether the agent is in here and this event is not what ends it. */
    boolean keepsOut(String agentId, SagaEvent event) {
        byte[] epoch = store.get(agentId);
        boolean lifts =
                epoch != null
                        && event instanceof SessionOpened opened
                        && opened.session().epoch() > ByteBuffer.wrap(epoch).getLong();
        return epoch != null && !lifts;
    }

    boolean holds(String agentId) {
        return store.get(agentId) != null;
    }

    void lift(String agentId) {
        if (holds(agentId)) {
            store.delete(agentId);
        }
    }

    /**
     * What the agent is to be taken up again with: what is stored, else the session of the stored
     * agent that was set aside. Never its logouts: they may have been answered.
     *
     * @throws UnreadableStateException when this release cannot read it either, or it is another's
     */
    Agent again(String agentId, byte @Nullable [] setAside, Instant at) {
        boolean gone = agents.bytes(agentId) == null;
        if (!gone || setAside == null) {
            return agents.load(agentId);
        }
        Agent read = agents.read(setAside);
        if (!read.agentId().equals(agentId)) {
            throw new UnreadableStateException("The stored agent is another than the key says.");
        }
        return calm(read, at);
    }

    /**
     * Takes an agent in. Its session is kept, its logouts are not: they have been answered.
     *
     * @return the answers to all its open requests, the event's own included
     */
    List<Outbound> takeIn(Round.Defect defect) {
        String agentId = defect.agentId();
        Instant at = defect.event().at();
        List<Outbound> told = new ArrayList<>();
        Agent agent = Agent.unknown(agentId);
        try {
            agent = agents.load(agentId);
        } catch (RuntimeException e) {
            // Nothing of it can be read: its requests are lost to us, its bytes are a dead letter.
            agents.delete(agentId);
        }
        for (Ledger.OpenRequest open : agent.ledger().open()) {
            for (ReplyAddress address : open.addresses()) {
                told.add(internalError(agentId, open.requestId(), open.kind(), address, at));
            }
        }
        if (defect.event() instanceof Asked asked) {
            told.add(refuse(agentId, asked));
        }
        told.addAll(status(agentId, agent, at));
        store.put(agentId, epoch(agent.saga()));
        keep(agent, defect);
        return told;
    }

    private List<Outbound> status(String agentId, Agent agent, Instant at) {
        return SessionStatus.of(withoutLogout(agent.saga(), at)).stream()
                .map(status -> mapper.quarantined(agentId, status))
                .toList();
    }

    /**
     * A state that even a new session could not be opened on, or that cannot be written, is given
     * up: else the agent would never get out.
     */
    private void keep(Agent agent, Round.Defect defect) {
        boolean poisoned = defect.event() instanceof SessionOpened;
        try {
            Agent kept =
                    poisoned ? Agent.unknown(agent.agentId()) : calm(agent, defect.event().at());
            agents.put(agents.fit(kept));
        } catch (RuntimeException e) {
            agents.delete(agent.agentId());
        }
    }

    private static Agent calm(Agent agent, Instant at) {
        Ledger ledger = agent.ledger();
        return new Agent(
                agent.agentId(),
                withoutLogout(agent.saga(), at),
                List.of(),
                new Ledger(
                        List.of(),
                        ledger.remembered(),
                        List.of(),
                        List.of(),
                        ledger.ended(),
                        ledger.lastStart()));
    }

    private static SagaState withoutLogout(SagaState saga, Instant at) {
        return switch (saga) {
            case NoSession none -> none;
            case Open held -> new Idle(held.session(), at, new SagaState.Last.None());
        };
    }

    /** The answer to a request of an agent who is in here. */
    Outbound refuse(String agentId, Asked asked) {
        String requestId = asked.request().requestId();
        Reply.Kind kind = asked.request().kind();
        return internalError(agentId, requestId, kind, asked.replyTo(), asked.at());
    }

    private Outbound internalError(
            String agentId, String requestId, Reply.Kind kind, ReplyAddress to, Instant at) {
        Reply reply = Reply.error(kind, "", ErrorCode.INTERNAL_ERROR, SENTENCE, at);
        return mapper.reply(agentId, new Effect.SendReply(requestId, reply, to));
    }

    private static byte[] epoch(SagaState saga) {
        long epoch = saga instanceof Open held ? held.session().epoch() : Long.MIN_VALUE;
        return ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
    }
}
