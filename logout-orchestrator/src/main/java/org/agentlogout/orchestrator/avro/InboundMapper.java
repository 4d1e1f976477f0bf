/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.SwitchEvent;
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
                    Topic.REQUEST_CANCEL,
                    Topic.REQUEST_DISCONNECT,
                    Topic.REQUEST_RECOVER,
                    Topic.SESSION_PRESENCE,
                    Topic.CHANNEL_RESULT,
                    Topic.CHANNEL_EVENT,
                    Topic.SWITCH_EVENT);

    /** Clocks are to be within a second; beyond this a time is no time. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

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
        readers = new HashMap<>();
        add(topics, Topic.SESSION_OPENED, opened, this::opened);
        add(topics, Topic.REQUEST_LOGOUT, request, (in, it) -> requests.read(in, it, false));
        add(
                topics,
                Topic.REQUEST_LOGOUT_SUPERVISED,
                request,
                (in, it) -> requests.read(in, it, true));
        add(topics, Topic.CHANNEL_RESULT, result, results::read);
        SteeringReader steering = new SteeringReader(partitions);
        int most = Limits.DEAD_LETTER_BYTES;
        add(
                topics,
                Topic.REQUEST_CANCEL,
                serdes.reader(CancelLogoutRequest.class, most),
                steering::cancel);
        add(
                topics,
                Topic.REQUEST_DISCONNECT,
                serdes.reader(DisconnectRequest.class, most),
                steering::disconnect);
        add(
                topics,
                Topic.REQUEST_RECOVER,
                serdes.reader(RecoverRequest.class, most),
                steering::recover);
        WorldReader world = new WorldReader(partitions, CLOCKS_APART);
        add(topics, Topic.SESSION_PRESENCE, serdes.reader(SessionPresence.class), world::presence);
        add(topics, Topic.CHANNEL_EVENT, serdes.reader(ChannelEvent.class), world::channel);
        add(topics, Topic.SWITCH_EVENT, serdes.reader(SwitchEvent.class), world::ofSwitch);
    }

    private <T extends SpecificRecord> void add(
            Topics topics,
            Topic topic,
            AvroReader<T> reader,
            BiFunction<Inbound, T, Mapping> next) {
        readers.put(topics.name(topic), in -> read(in, reader, next));
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
        return Session.opened(
                opened.getSessionId(),
                opened.getEpoch(),
                opened.getNode(),
                opened.getTeamId(),
                opened.getChannelGroupId(),
                in.at(),
                opened.getChannels().stream().map(ChannelMapper::toSaga).toList());
    }
}
