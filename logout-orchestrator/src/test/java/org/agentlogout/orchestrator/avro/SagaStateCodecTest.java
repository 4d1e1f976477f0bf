/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import static org.agentlogout.orchestrator.saga.Samples.CHAT;
import static org.agentlogout.orchestrator.saga.Samples.NOON;
import static org.agentlogout.orchestrator.saga.Samples.VOICE;
import static org.agentlogout.orchestrator.saga.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.schema.AgentSnapshot;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class SagaStateCodecTest {

    private final SagaStateCodec codec = new SagaStateCodec();

    private static Agent idle(Channel... channels) {
        SagaState idle =
                new SagaState.Idle(session("s1", 100, channels), NOON, new SagaState.Last.None());
        return new Agent("anna", idle, List.of(), Ledger.EMPTY);
    }

    @Test
    void anyAgentSurvives() {
        for (int seed = 0; seed < 2_000; seed++) {
            Agent agent = new RandomRecords(seed).any(Agent.class);

            assertThat(codec.decode(codec.encode(agent))).as("seed %s", seed).isEqualTo(agent);
        }
    }

    @Test
    void theRandomAgentsAreInEveryStateAndProgress() {
        Set<Class<?>> seen = new HashSet<>();
        for (int seed = 0; seed < 2_000; seed++) {
            Agent agent = new RandomRecords(seed).any(Agent.class);
            seen.add(agent.saga().getClass());
            if (agent.saga() instanceof SagaState.Running running) {
                running.logout().works().forEach(work -> seen.add(work.progress().getClass()));
            }
        }

        assertThat(seen)
                .containsAll(leaves(SagaState.class).toList())
                .containsAll(leaves(Progress.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SagaStateCodecTest::leaves)
                : Stream.of(type);
    }

    @Test
    void anOpenSessionOfThreeChannelsTakesLessThanAKilobyte() {
        Channel email = new Channel("email", Channel.Type.EMAIL, "cce1", CHAT.address());

        assertThat(codec.encode(idle(VOICE, CHAT, email))).hasSizeLessThan(1024);
    }

    @Test
    void everyCutIsToldAsUnreadable() {
        byte[] whole = codec.encode(idle(VOICE, CHAT));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(cut))
                    .isInstanceOf(UnreadableStateException.class)
                    .hasMessageContaining("stored agent");
        }
    }

    @Test
    void aSchemaOfNobodyIsToldAsUnreadable() {
        byte[] bytes = codec.encode(idle(VOICE));
        bytes[2]++;

        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(UnreadableStateException.class);
    }

    /** Without this, the next release could not read what this one writes. */
    @Test
    void todaysFormIsInTheHistory() throws IOException {
        Set<Long> history = new HashSet<>();
        for (int version = 1; ; version++) {
            String name = SagaStateCodec.HISTORY.formatted(version);
            try (InputStream file = AgentSnapshot.class.getResourceAsStream(name)) {
                if (file == null) {
                    break;
                }
                Schema schema = new Schema.Parser().parse(Objects.requireNonNull(file));
                history.add(SchemaNormalization.parsingFingerprint64(schema));
            }
        }

        assertThat(history)
                .contains(SchemaNormalization.parsingFingerprint64(AgentSnapshot.getClassSchema()));
    }
}
