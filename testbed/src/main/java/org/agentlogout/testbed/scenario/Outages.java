/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Deeds.gone;
import static org.agentlogout.testbed.scenario.Deeds.pause;
import static org.agentlogout.testbed.scenario.Deeds.signIn;
import static org.agentlogout.testbed.scenario.Deeds.step;
import static org.agentlogout.testbed.scenario.Expectations.called;
import static org.agentlogout.testbed.scenario.Expectations.expectation;
import static org.agentlogout.testbed.scenario.Expectations.problemUnless;
import static org.agentlogout.testbed.scenario.Expectations.voiceIs;
import static org.agentlogout.testbed.scenario.Tellings.audited;
import static org.agentlogout.testbed.scenario.Tellings.forcedOut;
import static org.agentlogout.testbed.scenario.Tellings.stays;
import static org.agentlogout.testbed.scenario.Tellings.told;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.SwitchEventKind;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.scenario.Scenario.Expectation;

/** A server is gone, not a desktop. */
final class Outages {

    /** So many that every partition has some of them. */
    private static final int COLLEAGUES = 24;

    private static final Seat SEAT =
            Seat.USUAL.on(Seat.LOAD_1).at("tertiary").with(ChannelType.VOICE);

    /** Longer than the shortened grace. */
    private static final Duration GRACE_AND_MORE = Duration.ofMillis(2_300);

    private Outages() {}

    /** In the order of the demo. */
    static List<Scenario> all() {
        return List.of(nodeLost(), recovery());
    }

    private static Scenario nodeLost() {
        return new Scenario(
                "node-lost",
                "A desktop server is lost with 25 agents; one of them never returns",
                "one forced logout",
                List.of(
                        signIn("signs in on a switch with LOAD 1", SEAT),
                        step(
                                "so do 24 colleagues at the same desktop server",
                                stage ->
                                        stage.colleagues(COLLEAGUES)
                                                .forEach(it -> it.signIn(SEAT))),
                        gone("the desktop server is lost", PresenceCause.NODE_LOST),
                        step(
                                "the colleagues' desktops with it",
                                stage ->
                                        stage.colleagues(COLLEAGUES)
                                                .forEach(it ->
                                                        Records.gone(it, PresenceCause.NODE_LOST))),
                        pause("the time of a grace passes: nobody is logged out", GRACE_AND_MORE),
                        step("nothing has reached the switch", Deeds::requireUntouched),
                        step(
                                "the server is back, and the colleagues' desktops",
                                stage -> stage.colleagues(COLLEAGUES).forEach(Records::there)),
                        step(
                                "no more return: a new grace for who is away, and its end",
                                Until::audit)),
                List.of(
                        told(SessionEventKind.PRESENCE_HELD),
                        voiceIs("LOGOUT"),
                        forcedOut(),
                        audited("PRESENCE", "SUCCESS"),
                        colleaguesUntouched()));
    }

    private static Expectation colleaguesUntouched() {
        return expectation(
                "nothing reached the switch for a colleague",
                stage -> {
                    var touched =
                            stage.colleagues(COLLEAGUES).stream()
                                    .filter(it ->
                                            Expectations.untouched()
                                                    .problem()
                                                    .apply(it)
                                                    .isPresent())
                                    .map(Stage::agent)
                                    .toList();
                    return problemUnless(touched.isEmpty(), touched::toString);
                });
    }

    private static Scenario recovery() {
        return new Scenario(
                "recovery",
                "The switch was away: chat and e-mail are as they were before",
                "media restored",
                List.of(
                        signIn(),
                        step(
                                "a customer chats",
                                stage ->
                                        stage.simulator()
                                                .startTask(
                                                        stage.agent(),
                                                        SimulatedSession.CHAT_MRD,
                                                        "ACTIVE")),
                        step(
                                "both nodes of the switch go out of service",
                                stage -> away(stage, true)),
                        step(
                                "they come back, and have forgotten how the media were signed in",
                                stage -> {
                                    stage.simulator().platform().forgetMedia(Node.A);
                                    away(stage, false);
                                }),
                        step(
                                "chat and e-mail are recovered",
                                stage ->
                                        List.of("chat", "email")
                                                .forEach(it -> awaitRecovered(stage, it)))),
                List.of(
                        told(SessionEventKind.CHANNEL_RECOVERED),
                        asOpened(),
                        chatIsNamed(),
                        called("SignInMedia", 2),
                        called("SignOutMedia", 0),
                        stays("IDLE")));
    }

    /** Returns once the workers have noticed. */
    private static void away(Stage stage, boolean away) {
        var simulator = stage.simulator();
        var since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        simulator.outOfService(Node.A, away);
        simulator.outOfService(Node.B, away);
        Until.switchIs(stage, away ? SwitchEventKind.DOWN : SwitchEventKind.BACK, since);
    }

    private static void awaitRecovered(Stage stage, String channelId) {
        Until.event(
                stage,
                SessionEventKind.CHANNEL_RECOVERED,
                event -> channelId.equals(event.getChannelId()));
    }

    private static Expectation asOpened() {
        return expectation(
                "at the switch the media have the session's settings again",
                stage -> {
                    var medias = stage.truth().medias();
                    return problemUnless(
                            medias.values().stream()
                                    .allMatch(it ->
                                            it.maxDialogLimit() == 5
                                                    && it.interruptAction().equals("ACCEPT")
                                                    && it.dialogLogoutAction().equals("CLOSE")),
                            medias::toString);
                });
    }

    private static Expectation chatIsNamed() {
        return expectation(
                "the running chat is told",
                stage -> {
                    var named =
                            stage.all(SessionEvent.class).stream()
                                    .map(SessionEvent::getChannelRecovered)
                                    .filter(it -> it != null && !it.getInteractions().isEmpty())
                                    .count();
                    return problemUnless(named == 1, () -> named + " times");
                });
    }
}
