/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.agentlogout.cli.CredentialFile;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Many agents who do the same thing at the same moment. */
final class Crowd {

    private final LocalStack stack;
    private final List<SimulatedSession> sessions;

    Crowd(LocalStack stack, String name, int size, List<ChannelType> channels) {
        this.stack = stack;
        this.sessions =
                IntStream.range(0, size)
                        .mapToObj(i ->
                                new SimulatedSession(name + "-" + i, "1", Stage.SWITCH, channels))
                        .toList();
    }

    /** At the switch, Ready on every channel, and on the topic. */
    void signIn() throws IOException {
        for (var session : sessions) {
            var agent = session.agent();
            var media = session.mrdIds();
            CredentialFile.write(stack.credentials(), agent, "pw-" + agent);
            stack.simulator()
                    .addAgent(new SimAgent(agent, "pw-" + agent, agent, "1", false, media, false));
            stack.simulator().signIn(agent);
            stack.simulator().setState(agent, "READY");
            media.forEach(mrd -> stack.simulator().setMediaState(agent, mrd, "READY"));
        }
        var at = Instant.now();
        sendAll(Topic.SESSION_OPENED, one -> one.opened(one.agent() + "-session", at));
    }

    /** Each asks for a logout, under its own name as the requestId. */
    void requestLogout(Instant deadline) {
        var reason = List.of(new SwitchReason(Stage.SWITCH, "" + Scenarios.END_OF_SHIFT.id()));
        sendAll(
                Topic.REQUEST_LOGOUT,
                one ->
                        LogoutRequest.newBuilder()
                                .setRequestId(one.agent())
                                .setAgentId(one.agent())
                                .setMode(LogoutMode.REFUSE)
                                .setDeadline(deadline)
                                .setReason(ReasonChoice.newBuilder().setPerSwitch(reason).build())
                                .setRequestedBy(new Requester(RequesterKind.AGENT, one.agent()))
                                .build());
    }

    /** Returns once the broker has all of them. */
    private void sendAll(Topic topic, Function<SimulatedSession, SpecificRecord> recordOf) {
        try (var serdes = stack.installation().serdes();
                var producer = stack.installation().producer()) {
            var serializer = serdes.serializer();
            var name = stack.installation().topics().name(topic);
            for (var session : sessions) {
                var outgoing =
                        new ProducerRecord<>(
                                name,
                                session.agent().getBytes(UTF_8),
                                serializer.serialize(name, recordOf.apply(session)));
                outgoing.headers().add(HeaderNames.REQUEST_ID, session.agent().getBytes(UTF_8));
                var _ = producer.send(outgoing);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
