/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.agentlogout.cli.Inbox;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelEventKind;
import org.agentlogout.schema.SwitchEvent;
import org.agentlogout.schema.SwitchEventKind;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What workers say without being asked, on a real broker and over real sockets. */
@TestInstance(Lifecycle.PER_CLASS)
class SwitchNewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStack stack =
            LocalStack.start(
                    StackSettings.instantSwitch()
                            .withWorker(
                                    Map.of(
                                            "SWITCH_CCE1_PROBE_INTERVAL", "200ms",
                                            "SWITCH_CCE1_WATCH_INTERVAL", "200ms")));

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void endOfACallThatALogoutMetIsTold() {
        var stage = stack.stage("caller");
        String session = stage.signIn();
        String call = stage.simulator().startCall(stage.agent(), true);
        stage.request("request-1", false, "7");
        stage.awaitReplies("request-1", 1);

        stage.simulator().endCall(stage.agent(), call);

        stage.awaitMail(
                "end of the call",
                mail ->
                        mail.value() instanceof ChannelEvent event
                                && event.getKind() == ChannelEventKind.INTERACTION_ENDED
                                && event.getChannelId().equals("voice")
                                && event.getSessionId().equals(session)
                                && call.equals(event.getInteractionId()));
    }

    @Test
    void switchThatGoesAndComesIsToldWhileNobodyAsks() {
        both(true);
        await(SwitchEventKind.DOWN);

        both(false);

        await(SwitchEventKind.BACK);
    }

    private void await(SwitchEventKind kind) {
        Predicate<Inbox.Mail> wanted =
                mail ->
                        mail.value() instanceof SwitchEvent event
                                && event.getKind() == kind
                                && event.getSwitchId().equals(Stage.SWITCH);
        assertThat(stack.feed().await(wanted, PATIENCE)).isPresent();
    }

    private void both(boolean out) {
        stack.simulator().outOfService(Node.A, out);
        stack.simulator().outOfService(Node.B, out);
    }
}
