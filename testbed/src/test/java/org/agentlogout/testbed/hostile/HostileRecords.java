/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static org.agentlogout.testbed.hostile.HostileFloor.partition;
import static org.agentlogout.testbed.hostile.HostileFloor.utf8;
import static org.agentlogout.testbed.hostile.HostileFloor.wrongPartition;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What can be read and is not as it must be. */
final class HostileRecords {

    /** What only the product's own programs should write. */
    static final List<String> INNER = List.of("channel.result", "channel.command.voice");

    private static final String INVALID = "INVALID_REQUEST";
    private static final String MEGABYTE = "x".repeat(900_000);
    private static final long EVER = Long.MAX_VALUE;

    private HostileRecords() {}

    /**
     * One of them.
     *
     * @param name its requestId, if it is a request
     * @param neighbour an agent of the partition it goes to
     * @param code what the reply or the dead letter says
     * @param text what its sentence holds
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
    record Bad(
            String name,
            Topic topic,
            String neighbour,
            byte @Nullable [] key,
            @Nullable Instant timestamp,
            SpecificRecord value,
            Headers headers,
            String code,
            String text) {

        Bad(String name, Topic topic, SpecificRecord value, String code, String text) {
            this(name, topic, name, utf8(name), null, value, new RecordHeaders(), code, text);
        }

        Bad withKey(byte @Nullable [] other) {
            return new Bad(name, topic, neighbour, other, timestamp, value, headers, code, text);
        }

        Bad withNeighbour(String other) {
            return new Bad(name, topic, other, key, timestamp, value, headers, code, text);
        }

        Bad at(Instant time) {
            return new Bad(name, topic, neighbour, key, time, value, headers, code, text);
        }

        Bad with(String header, byte @Nullable [] content) {
            headers.add(header, content);
            return this;
        }

        ProducerRecord<byte[], byte[]> record(HostileFloor floor) {
            var millis = timestamp == null ? null : (Long) timestamp.toEpochMilli();
            return new ProducerRecord<>(
                    topic.baseName(),
                    partition(neighbour),
                    millis,
                    key,
                    floor.bytes(topic, value),
                    headers);
        }

        @Override
        public String toString() {
            return topic.baseName() + ": " + name;
        }
    }

    static SessionOpened.Builder opened(String agent) {
        var now = Instant.now();
        return SessionOpened.newBuilder(
                new SimulatedSession(agent, "1", "cce1", List.of())
                        .opened(agent + "-" + now.toEpochMilli(), now));
    }

    static LogoutRequest.Builder request(String agent, String requestId) {
        return LogoutRequest.newBuilder()
                .setRequestId(requestId)
                .setAgentId(agent)
                .setMode(LogoutMode.REFUSE)
                .setRequestedBy(new Requester(RequesterKind.AGENT, agent));
    }

    /** An agent who lives in another partition than this one. */
    private static String stranger(String agent) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "stranger-" + i)
                .filter(it -> partition(it) == wrongPartition(agent))
                .findFirst()
                .orElseThrow();
    }

    private static Bad bad(String name, LogoutRequest.Builder request, String text) {
        return new Bad(name, Topic.REQUEST_LOGOUT, request.build(), INVALID, text);
    }

    static Stream<Bad> requests() {
        return Stream.of(ofWrongPlaces(), ofWrongContent(), ofWrongTimes(), ofWrongAddresses())
                .flatMap(it -> it);
    }

    private static Stream<Bad> ofWrongPlaces() {
        var stray = "stray";
        return Stream.of(
                bad(stray, request(stranger(stray), stray), "set partitioner=murmur2_random")
                        .withKey(utf8(stranger(stray))),
                bad("foreign-key", request("foreign-key", "foreign-key"), "The key must be")
                        .withKey(utf8("somebody")),
                bad("no-key", request("no-key", "no-key"), "The key must be").withKey(null),
                bad("giant-key", request("giant-key", "giant-key"), "The key must be")
                        .withKey(utf8(MEGABYTE)));
    }

    private static Stream<Bad> ofWrongContent() {
        var switches = IntStream.range(0, 5_000).mapToObj(i -> new SwitchReason("s" + i, "1"));
        return Stream.of(
                bad(
                        "large",
                        request("large", "large").setReason(label(MEGABYTE)),
                        "at most 262144"),
                bad("text", request("text", "text").setReason(label("x".repeat(5_000))), "4096"),
                bad(
                        "reasons",
                        request("reasons", "reasons")
                                .setReason(new ReasonChoice(switches.toList(), null)),
                        "at most 64"),
                bad("no-agent", request("", "no-agent"), "agentId is empty").withKey(new byte[0]),
                bad("lines", request("lines\nERROR", "lines"), "control characters")
                        .withKey(utf8("lines\nERROR")),
                bad("long", request("x".repeat(129), "long"), "at most 128"),
                bad("mode", request("mode", "mode").setMode(LogoutMode.UNKNOWN), "mode"),
                bad("force", request("force", "force").setMode(LogoutMode.FORCE), "supervised"));
    }

    private static ReasonChoice label(String text) {
        return new ReasonChoice(List.of(), text);
    }

    private static Stream<Bad> ofWrongTimes() {
        var before = request("before", "before").setDeadline(Instant.ofEpochMilli(Long.MIN_VALUE));
        var never = request("never", "never").setDeadline(Instant.ofEpochMilli(EVER));
        return Stream.of(
                new Bad("before", Topic.REQUEST_LOGOUT, before.build(), "DEADLINE_EXCEEDED", ""),
                bad("never", never, "deadline"),
                new Bad(
                                "old",
                                Topic.REQUEST_LOGOUT,
                                request("old", "old").build(),
                                "DEADLINE_EXCEEDED",
                                "")
                        .at(Instant.EPOCH));
    }

    private static Stream<Bad> ofWrongAddresses() {
        var topic = HeaderNames.REPLY_TOPIC;
        return Stream.of(
                bad("three", request("three", "three"), "must be 4 bytes")
                        .with(topic, utf8("gw"))
                        .with(HeaderNames.REPLY_PARTITION, new byte[3]),
                bad("negative", request("negative", "negative"), "not negative")
                        .with(topic, utf8("gw"))
                        .with(HeaderNames.REPLY_PARTITION, new byte[] {-1, 0, 0, 0}),
                bad("correlation", request("correlation", "correlation"), "more than 256")
                        .with(HeaderNames.CORRELATION_ID, new byte[257]),
                bad("path", request("path", "path"), "no name of a topic")
                        .with(topic, utf8("../etc/passwd")),
                bad("bytes", request("bytes", "bytes"), "no name of a topic")
                        .with(topic, new byte[] {(byte) 0xff, 0, 10}));
    }

    /** Headers of any kind, and ids that are only unusual. */
    static Stream<Bad> harmless() {
        var many = bad("many", request("many", "many"), "");
        IntStream.range(0, 10_000).forEach(i -> many.with("h" + i, new byte[] {(byte) i}));
        return Stream.of(
                many,
                bad("empty", request("empty", "empty"), "")
                        .with(HeaderNames.REPLY_TOPIC, null)
                        .with(HeaderNames.REPLY_PARTITION, null)
                        .with(HeaderNames.CORRELATION_ID, null)
                        .with(HeaderNames.REQUEST_ID, null)
                        .with("", new byte[0]),
                bad("trace", request("trace", "trace"), "")
                        .with(HeaderNames.TRACE_PARENT, new byte[] {(byte) 0xff, 0})
                        .with(HeaderNames.REQUEST_ID, new byte[100_000]),
                bad("forged", request("forged", "forged"), "")
                        .with(HeaderNames.REPLAYED_FROM, utf8("no letter"))
                        .with(HeaderNames.REPLY_UNDELIVERABLE, utf8("gw"))
                        .with(HeaderNames.DEAD_LETTER_TOPIC, utf8(HeaderNames.STORED_STATE))
                        .with(HeaderNames.DEAD_LETTER_BY, utf8(HeaderNames.BY_REPLAY)),
                bad("größe 😀", request("größe 😀", "größe 😀"), ""));
    }

    static Stream<Bad> others() {
        return Stream.of(sessions(), results(), commands()).flatMap(it -> it);
    }

    private static Bad session(String name, SessionOpened.Builder value, String text) {
        return new Bad(name, Topic.SESSION_OPENED, value.build(), "INVALID", text)
                .withNeighbour("near-" + name);
    }

    private static Stream<Bad> sessions() {
        var tiny = Channel.newBuilder().setChannelId("").setSwitchId("").build();
        var ahead = opened("ahead").setEpoch(EVER).build();
        var large = opened("wide").setTeamId(MEGABYTE).build();
        return Stream.of(
                session(
                        "crowd",
                        opened("crowd").setChannels(Collections.nCopies(10_000, tiny)),
                        "channels are 10000, at most 64"),
                new Bad("wide", Topic.SESSION_OPENED, large, "TOO_LARGE", "262144")
                        .withNeighbour("wide-too"),
                new Bad("ahead", Topic.SESSION_OPENED, ahead, "EPOCH_AHEAD", "ahead"),
                session("negative", opened("negative").setEpoch(Long.MIN_VALUE), "epoch"),
                session("astray", opened(stranger("near-astray")), "murmur2_random")
                        .withKey(utf8(stranger("near-astray"))),
                session("giant", opened("giant"), "The key must be").withKey(utf8(MEGABYTE)),
                session("lines", opened("lines\r\nERROR"), "control characters")
                        .withKey(utf8("lines\r\nERROR")));
    }

    private static ChannelResult.Builder result(String agent) {
        return ChannelResult.newBuilder()
                .setCommandId("c")
                .setAttempt(1)
                .setSagaId("g")
                .setAgentId(agent)
                .setSessionId("s")
                .setEpoch(1)
                .setChannelId("voice")
                .setKind(CommandKind.INSPECT)
                .setOutcome(CommandOutcome.DONE)
                .setWorker("w")
                .setAt(Instant.EPOCH);
    }

    private static Stream<Bad> results() {
        var stranger = stranger("near-result");
        return Stream.of(
                new Bad(
                                "result",
                                Topic.CHANNEL_RESULT,
                                result(stranger).build(),
                                "INVALID",
                                "murmur2")
                        .withNeighbour("near-result")
                        .withKey(utf8(stranger)),
                new Bad(
                        "key",
                        Topic.CHANNEL_RESULT,
                        result("k").build(),
                        "INVALID",
                        "The key must"),
                new Bad(
                        "attempt",
                        Topic.CHANNEL_RESULT,
                        result("attempt").setAttempt(-1).build(),
                        "INVALID",
                        "attempt"));
    }

    private static ChannelCommand.Builder command(String agent) {
        var voice = new SimulatedSession(agent, "1", "cce1", List.of(ChannelType.VOICE));
        return ChannelCommand.newBuilder()
                .setKind(CommandKind.INSPECT)
                .setCommandId("c")
                .setAttempt(1)
                .setSagaId("g")
                .setAgentId(agent)
                .setSessionId("s")
                .setEpoch(1)
                .setChannel(voice.opened("s", Instant.EPOCH).getChannels().getFirst())
                .setGuarded(false)
                .setIssuedAt(Instant.now())
                .setExpiresAt(Instant.now().plusSeconds(5));
    }

    private static Bad ofCommand(String name, ChannelCommand.Builder value, String code) {
        return new Bad(name, Topic.COMMAND_VOICE, value.build(), code, "");
    }

    private static Stream<Bad> commands() {
        var stranger = stranger("near-command");
        return Stream.of(
                ofCommand("command", command(stranger), "WRONG_PARTITION")
                        .withNeighbour("near-command")
                        .withKey(utf8(stranger)),
                ofCommand("other-key", command("k"), "WRONG_KEY"),
                ofCommand(
                        "ever",
                        command("ever").setExpiresAt(Instant.ofEpochMilli(EVER)),
                        "INVALID_TIME"),
                ofCommand("breaks", command("breaks\nERROR"), "INVALID_ID")
                        .withNeighbour(sameAs("breaks\nERROR"))
                        .withKey(utf8("breaks\nERROR")));
    }

    /** A plain name of the same partition. */
    private static String sameAs(String agent) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "same-" + i)
                .filter(it -> partition(it) == partition(agent))
                .findFirst()
                .orElseThrow();
    }
}
