/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Duration;
import java.time.Instant;
import org.agentlogout.orchestrator.saga.Presence;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.SwitchEvent;
import org.agentlogout.schema.Unavailable;
import org.jspecify.annotations.Nullable;

/** What nobody asked for: desktops that come and go, channels and switches that change. */
final class WorldReader {

    private final int partitions;

    /** How far a clock of another may be ahead. */
    private final Duration clocksApart;

    WorldReader(int partitions, Duration clocksApart) {
        this.partitions = partitions;
        this.clocksApart = clocksApart;
    }

    Mapping presence(Inbound in, SessionPresence presence) {
        Checks checks = new Checks();
        checks.id("agentId", presence.getAgentId());
        checks.id("sessionId", presence.getSessionId());
        checks.optionalId("node", presence.getNode());
        // One from the future would silence all that its node says until then.
        checks.that(
                !presence.getAt().isAfter(in.timestamp().plus(clocksApart)),
                "at lies more than " + clocksApart + " after the record's own time.");
        checks.that(
                presence.getKind() != org.agentlogout.schema.PresenceKind.UNKNOWN,
                "kind is UNKNOWN: expected AVAILABLE, UNAVAILABLE, RELEASE or DROP.");
        checks.address(in, presence.getAgentId(), partitions);
        return checks.passed()
                ? new Mapping.Mapped(presence.getAgentId(), event(in, presence))
                : new Mapping.DeadLetter("INVALID", checks.told());
    }

    private static SagaEvent event(Inbound in, SessionPresence presence) {
        String sessionId = presence.getSessionId();
        return switch (presence.getKind()) {
            case RELEASE -> new SagaEvent.GraceReleased(in.at(), sessionId);
            case DROP -> new SagaEvent.GraceDropped(in.at(), sessionId);
            case AVAILABLE -> changed(in, presence, Presence.Kind.AVAILABLE);
            case UNAVAILABLE -> changed(in, presence, cause(presence.getUnavailable()));
            case UNKNOWN -> throw new IllegalStateException("an unknown kind passed the checks");
        };
    }

    private static Presence.Kind cause(@Nullable Unavailable unavailable) {
        PresenceCause cause = unavailable == null ? PresenceCause.UNKNOWN : unavailable.getCause();
        return Presence.Kind.valueOf(cause.name());
    }

    private static SagaEvent changed(Inbound in, SessionPresence presence, Presence.Kind kind) {
        Instant at = presence.getAt();
        return new SagaEvent.PresenceChanged(
                in.at(),
                presence.getSessionId(),
                new Presence.Sighting(presence.getNode(), at, kind, in.at()));
    }

    Mapping channel(Inbound in, ChannelEvent event) {
        Checks checks = new Checks();
        checks.id("agentId", event.getAgentId());
        checks.id("sessionId", event.getSessionId());
        checks.id("channelId", event.getChannelId());
        checks.address(in, event.getAgentId(), partitions);
        return checks.passed()
                ? new Mapping.Mapped(
                        event.getAgentId(),
                        new SagaEvent.ChannelNews(
                                in.at(),
                                event.getSessionId(),
                                event.getChannelId(),
                                ChannelMapper.toSaga(event.getState()),
                                InspectionMapper.toSaga(event.getRoutable())))
                : new Mapping.DeadLetter("INVALID", checks.told());
    }

    /** Its partition is set by who wrote it: there is a copy in each. */
    Mapping ofSwitch(Inbound in, SwitchEvent event) {
        Checks checks = new Checks();
        checks.id("switchId", event.getSwitchId());
        checks.id("worker", event.getWorker());
        checks.text("text", event.getText());
        return checks.passed()
                ? new Mapping.OfSwitch(news(in, event))
                : new Mapping.DeadLetter("INVALID", checks.told());
    }

    private static SwitchWord news(Inbound in, SwitchEvent event) {
        SwitchWord.Kind kind =
                switch (event.getKind()) {
                    case DOWN -> SwitchWord.Kind.DOWN;
                    case BACK -> SwitchWord.Kind.BACK;
                    case CREDENTIAL_REFUSED, UNKNOWN -> SwitchWord.Kind.OTHER;
                };
        return new SwitchWord(
                in.at(), event.getSwitchId(), event.getWorker(), event.getCounter(), kind);
    }
}
