/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchFilterTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void withoutAWishEverythingIsShown() {
        assertThat(new WatchFilter(null, null, null, null).admits(event("alice"))).isTrue();
    }

    @Test
    void anotherAgentIsNotShown() {
        var filter = new WatchFilter("alice", null, null, null);

        assertThat(filter.admits(event("alice"))).isTrue();
        assertThat(filter.admits(event("bob"))).isFalse();
    }

    @Test
    void anAgentsTeamAndSwitchAreThoseOfTheLastStatus() {
        var filter = new WatchFilter(null, "sales", "cce1", null);
        assertThat(filter.admits(event("alice"))).isFalse();

        filter.admits(status("alice", "sales", "cce1", "IDLE"));

        assertThat(filter.admits(event("alice"))).isTrue();
    }

    @Test
    void theRecordThatLeavesAPhaseIsStillShown() {
        var filter = new WatchFilter(null, null, null, "SIGNING_OUT");
        filter.admits(status("alice", "sales", "cce1", "SIGNING_OUT"));

        assertThat(filter.admits(mail(Topic.STATUS, "alice", null))).isTrue();
        assertThat(filter.admits(event("alice"))).isFalse();
    }

    @Test
    void newsOfASwitchFollowTheSwitchAlone() {
        assertThat(
                        new WatchFilter(null, null, "cce1", null)
                                .admits(mail(Topic.SWITCH_EVENT, "cce1", null)))
                .isTrue();
        assertThat(
                        new WatchFilter("alice", null, null, null)
                                .admits(mail(Topic.SWITCH_EVENT, "cce1", null)))
                .isFalse();
    }

    private static Inbox.Mail event(String agent) {
        return mail(Topic.SESSION_EVENT, agent, null);
    }

    private static Inbox.Mail status(String agent, String team, String switchId, String phase) {
        return mail(
                Topic.STATUS,
                agent,
                LogoutStatus.newBuilder()
                        .setAgentId(agent)
                        .setSessionId("s")
                        .setEpoch(1)
                        .setTeamId(team)
                        .setPhase(phase)
                        .setSince(NOON)
                        .setSwitchIds(List.of(switchId))
                        .build());
    }

    private static Inbox.Mail mail(Topic topic, String key, @Nullable SpecificRecord value) {
        return new Inbox.Mail(topic, 0, 0, key, NOON, value, "");
    }
}
