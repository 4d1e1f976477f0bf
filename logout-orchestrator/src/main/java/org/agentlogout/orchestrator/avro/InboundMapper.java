/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;

/**
 * Bytes to events. Believes nothing: sizes, ids, keys, partitions and addresses are checked here,
 * so that the saga sees only what can be. For one thread.
 */
public final class InboundMapper {

    /** The topics it reads. */
    public static final List<Topic> TOPICS =
            List.of(
                    Topic.SESSION_OPENED,
                    Topic.REQUEST_LOGOUT,
                    Topic.REQUEST_LOGOUT_SUPERVISED,
                    Topic.CHANNEL_RESULT);

    private final int partitions;
    private final Map<String, Function<Inbound, Mapping>> readers;

    /**
     * @param partitions of every keyed topic
     * @param sagaTime a request's deadline after its time stamp where it names none
     */
    public InboundMapper(Topics topics, AvroSerdes serdes, int partitions, Duration sagaTime) {
        this.partitions = partitions;
        AvroReader<SessionOpened> opened = serdes.reader(SessionOpened.class);
        // Its sender is owed an answer, so a request is read even where it is too large to be
        // taken.
        AvroReader<LogoutRequest> request =
                serdes.reader(LogoutRequest.class, Limits.DEAD_LETTER_BYTES);
        AvroReader<ChannelResult> result = serdes.reader(ChannelResult.class);
        RequestReader requests = new RequestReader(partitions, sagaTime);
        ResultReader results = new ResultReader(partitions);
        readers =
                Map.of(
                        topics.name(Topic.SESSION_OPENED),
                        in -> read(in, opened, this::opened),
                        topics.name(Topic.REQUEST_LOGOUT),
                        in -> read(in, request, (i, value) -> requests.read(i, value, false)),
                        topics.name(Topic.REQUEST_LOGOUT_SUPERVISED),
                        in -> read(in, request, (i, value) -> requests.read(i, value, true)),
                        topics.name(Topic.CHANNEL_RESULT),
                        in -> read(in, result, results::read));
    }

    /** Never throws for what is in the record. */
    public Mapping map(Inbound in) {
        Function<Inbound, Mapping> reader = readers.get(in.topic());
        if (reader == null) {
            throw new IllegalStateException("no source of ours: " + in.topic());
        }
        return reader.apply(in);
    }

    private static <T extends SpecificRecord> Mapping read(
            Inbound in, AvroReader<T> reader, BiFunction<Inbound, T, Mapping> next) {
        byte[] value = in.value();
        if (value == null) {
            return new Mapping.DeadLetter("NO_VALUE", "The record has no value.");
        }
        return switch (reader.read(value)) {
            case ReadResult.Read<T>(T read) -> next.apply(in, read);
            case ReadResult.Unreadable<T>(ReadResult.Why why, String text) ->
                    new Mapping.DeadLetter(why.name(), text);
            case ReadResult.RegistryUnavailable<T>(String cause) -> new Mapping.RegistryDown(cause);
        };
    }

    private Mapping opened(Inbound in, SessionOpened opened) {
        Checks checks = new Checks();
        checks.id("agentId", opened.getAgentId());
        checks.id("sessionId", opened.getSessionId());
        checks.that(opened.getEpoch() >= 0, "epoch is negative.");
        checks.optionalId("node", opened.getNode());
        checks.optionalId("teamId", opened.getTeamId());
        checks.optionalId("channelGroupId", opened.getChannelGroupId());
        ChannelChecks.check(checks, opened.getChannels());
        checks.address(in, opened.getAgentId(), partitions);
        return checks.passed()
                ? new Mapping.Mapped(
                        opened.getAgentId(),
                        new SagaEvent.SessionOpened(in.at(), in.timestamp(), session(in, opened)))
                : new Mapping.DeadLetter("INVALID", checks.told());
    }

    private static Session session(Inbound in, SessionOpened opened) {
        return new Session(
                opened.getSessionId(),
                opened.getEpoch(),
                opened.getNode(),
                opened.getTeamId(),
                opened.getChannelGroupId(),
                in.at(),
                opened.getChannels().stream()
                        .map(ChannelMapper::toSaga)
                        .map(channel ->
                                new Session.Member(
                                        channel,
                                        org.agentlogout.orchestrator.saga.AgentState.UNKNOWN))
                        .toList());
    }
}
