/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final StatusTable table = new StatusTable();

    @Test
    void theLastRecordOfAnAgentCounts() {
        table.learn(mail("alice", "HELD"));
        table.learn(mail("bob", "HELD"));
        table.learn(mail("alice", "IDLE"));

        assertThat(table.in("HELD")).extracting(LogoutStatus::getAgentId).containsExactly("bob");
    }

    @Test
    void aTombstoneEndsTheSession() {
        table.learn(mail("alice", "HELD"));
        table.learn(mail("alice", null, ""));

        assertThat(table.of("alice")).isEmpty();
        assertThat(table.in("HELD")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNoTombstone() {
        var unreadable = mail("alice", null, "The registry gives no answer.");

        assertThatThrownBy(() -> table.learn(unreadable))
                .isInstanceOf(ToolFailure.class)
                .hasMessageContainingAll("alice", "The registry gives no answer.");
    }

    private static Inbox.Mail mail(String agent, String phase) {
        var status =
                LogoutStatus.newBuilder()
                        .setAgentId(agent)
                        .setSessionId("s")
                        .setEpoch(1)
                        .setNode("primary")
                        .setPhase(phase)
                        .setSince(NOON)
                        .build();
        return mail(agent, status, "");
    }

    private static Inbox.Mail mail(String agent, @Nullable LogoutStatus status, String problem) {
        return new Inbox.Mail(Topic.STATUS, 0, 0, agent, NOON, status, problem);
    }
}
