/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static org.agentlogout.wire.Topic.Cleanup.COMPACT;
import static org.agentlogout.wire.Topic.Cleanup.COMPACT_AND_DELETE;
import static org.agentlogout.wire.Topic.Cleanup.DELETE;
import static org.agentlogout.wire.Topic.Direction.IN;
import static org.agentlogout.wire.Topic.Direction.INNER;
import static org.agentlogout.wire.Topic.Direction.OUT;
import static org.agentlogout.wire.Topic.Key.AGENT_ID;
import static org.agentlogout.wire.Topic.Key.AS_IT_CAME;
import static org.agentlogout.wire.Topic.Key.SWITCH_ID;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.SwitchEvent;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of topics, one record type each. All but the dead letters have the same number of
 * partitions and are partitioned by {@link KeyPartition}. Names here are without the prefix of the
 * installation, which {@link Topics} puts in front.
 */
public enum Topic {
    SESSION_OPENED(
            "session.opened",
            SessionOpened.class,
            IN,
            AGENT_ID,
            COMPACT_AND_DELETE,
            2,
            "a sign-in, written by the login flow before it signs in at the switch"),
    SESSION_PRESENCE(
            "session.presence",
            SessionPresence.class,
            IN,
            2,
            "a desktop came or went, from the desktop servers"),
    REQUEST_LOGOUT(
            "session.request.logout",
            LogoutRequest.class,
            IN,
            2,
            "log out, mode REFUSE or DEFER, from gateways"),
    REQUEST_LOGOUT_SUPERVISED(
            "session.request.logout.supervised",
            LogoutRequest.class,
            IN,
            2,
            "log out with FORCE or on behalf of others; give it an ACL of its own"),
    REQUEST_CANCEL(
            "session.request.cancellogout",
            CancelLogoutRequest.class,
            IN,
            2,
            "withdraw a waiting logout"),
    REQUEST_DISCONNECT(
            "session.request.disconnect",
            DisconnectRequest.class,
            IN,
            2,
            "end a session without logging the agent out"),
    REQUEST_RECOVER(
            "session.request.recover",
            RecoverRequest.class,
            IN,
            2,
            "restore the media of a session"),
    COMMAND_VOICE(
            "channel.command.voice",
            ChannelCommand.class,
            INNER,
            1,
            "one command for one voice channel, orchestrator to workers"),
    COMMAND_CHAT(
            "channel.command.chat",
            ChannelCommand.class,
            INNER,
            1,
            "one command for one chat channel, orchestrator to workers"),
    COMMAND_EMAIL(
            "channel.command.email",
            ChannelCommand.class,
            INNER,
            1,
            "one command for one e-mail channel, orchestrator to workers"),
    CHANNEL_RESULT(
            "channel.result",
            ChannelResult.class,
            INNER,
            1,
            "the outcome of one command, workers to orchestrator"),
    CHANNEL_EVENT(
            "channel.event",
            ChannelEvent.class,
            INNER,
            1,
            "news of a channel, workers to orchestrator"),
    SWITCH_EVENT(
            "switch.event",
            SwitchEvent.class,
            INNER,
            SWITCH_ID,
            DELETE,
            1,
            "news of a switch, workers to all, one copy in every partition"),
    REPLY_SUCCESS(
            "mediabar.response.logout.success",
            LogoutReply.class,
            OUT,
            2,
            "the one reply for a request that succeeded"),
    REPLY_ERROR(
            "mediabar.response.logout.error",
            LogoutReply.class,
            OUT,
            2,
            "the one reply for a request that did not"),
    SESSION_EVENT(
            "session.event",
            SessionEvent.class,
            OUT,
            7,
            "everything that happened to a session, in order"),
    STATUS(
            "logout.status",
            LogoutStatus.class,
            OUT,
            AGENT_ID,
            COMPACT,
            Topic.FOR_EVER,
            "where each agent's current session stands; tombstone when there is none"),
    AUDIT("logout.audit", LogoutAudit.class, OUT, 90, "one record for each ended logout"),
    DEAD_LETTER(
            "logout.deadletter",
            null,
            OUT,
            AS_IT_CAME,
            DELETE,
            14,
            "input that could not be read or handled, as it came");

    /** Seen from the orchestrator and its workers together. */
    public enum Direction {
        IN,
        OUT,
        INNER
    }

    public enum Key {
        AGENT_ID,
        SWITCH_ID,
        AS_IT_CAME
    }

    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact"),
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        /** The value of Kafka's {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    private static final int FOR_EVER = -1;

    static {
        GeneratedRecords.trust();
    }

    private final String baseName;
    private final @Nullable Class<? extends SpecificRecord> record;
    private final Direction direction;
    private final Key key;
    private final Cleanup cleanup;
    private final int daysKept;
    private final String doc;

    /** Keyed by agent, old records deleted: what most of them are. */
    Topic(
            String baseName,
            Class<? extends SpecificRecord> record,
            Direction direction,
            int daysKept,
            String doc) {
        this(baseName, record, direction, AGENT_ID, DELETE, daysKept, doc);
    }

    Topic(
            String baseName,
            @Nullable Class<? extends SpecificRecord> record,
            Direction direction,
            Key key,
            Cleanup cleanup,
            int daysKept,
            String doc) {
        this.baseName = baseName;
        this.record = record;
        this.direction = direction;
        this.key = key;
        this.cleanup = cleanup;
        this.daysKept = daysKept;
        this.doc = doc;
    }

    /** Without the installation's prefix. */
    public String baseName() {
        return baseName;
    }

    /** The record type of its values; empty for the dead letters, which are bytes as they came. */
    public Optional<Class<? extends SpecificRecord>> recordType() {
        return Optional.ofNullable(record);
    }

    public Direction direction() {
        return direction;
    }

    public Key key() {
        return key;
    }

    /** Whether it must have as many partitions as all the others, and keys hashed alike. */
    public boolean keyed() {
        return key != AS_IT_CAME;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long records stay; empty: for ever. */
    public Optional<Duration> retention() {
        return daysKept == FOR_EVER ? Optional.empty() : Optional.of(Duration.ofDays(daysKept));
    }

    /** One line for tables. */
    public String doc() {
        return doc;
    }

    /** The topic's own settings, by Kafka's names; everything else is the broker's default. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
        String millis = retention().map(kept -> Long.toString(kept.toMillis())).orElse("-1");
        config.put(TopicConfig.RETENTION_MS_CONFIG, millis);
        // Epochs are judged against it, by all readers alike; and whether an answer may lie unread
        // shows by those before it, which needs the order of their arrival.
        if (this == SESSION_OPENED || this == CHANNEL_RESULT) {
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
        if (direction == IN) {
            // The broker unpacks it, so its limit is of what a record really takes: what was packed
            // into a thousandth would be unpacked in our memory.
            config.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed");
        }
        if (this == DEAD_LETTER) {
            int bytes = Limits.DEAD_LETTER_BYTES;
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
        }
        return config;
    }
}
