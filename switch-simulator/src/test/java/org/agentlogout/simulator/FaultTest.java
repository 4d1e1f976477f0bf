/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault over a real socket. */
class FaultTest {

    private static final String READY = "<User><state>READY</state></User>";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final MovedClock clock = new MovedClock();
    private final SwitchSimulator simulator =
            SwitchSimulator.start(
                    SimulatorSettings.defaults().withConfirmationDelay(Duration.ZERO), clock);
    private final FinesseClient ann = FinesseClient.basic(simulator.node(Node.A), "ann", "pw");

    FaultTest() {
        simulator.addAgent(new SimAgent("ann", "pw", "1", "7", false, List.of("5001"), false));
        simulator.signIn("ann");
    }

    @AfterEach
    void close() {
        ann.close();
        simulator.close();
    }

    private void order(String operation, int times, FaultAction action) {
        simulator.addFault(new Fault(operation, "", "", null, times, action));
    }

    private String voice() {
        return simulator.agent("ann").voiceState();
    }

    private CallLogEntry last() {
        return simulator.callLog().getLast();
    }

    @Test
    void lostChangeIsAnsweredAndNeverHappens() {
        order("SetUserReady", 1, new FaultAction.Lost());

        assertThat(ann.user("ann", "READY").statusCode()).isEqualTo(202);
        clock.forward(Duration.ofDays(1));

        assertThat(voice()).isEqualTo("NOT_READY");
        assertThat(last().fate()).isEqualTo(Fate.LOST);
        assertThat(ann.user("ann", "READY").statusCode()).isEqualTo(202);
        assertThat(voice()).isEqualTo("READY");
    }

    @Test
    void lateChangeIsOvertaken() {
        order("SetUserReady", 1, new FaultAction.Late(Duration.ofSeconds(30)));
        ann.user("ann", "READY");
        ann.user("ann", "NOT_READY");
        assertThat(voice()).isEqualTo("NOT_READY");

        clock.forward(Duration.ofSeconds(30));

        assertThat(voice()).isEqualTo("READY");
    }

    @Test
    void lateSignOutIsRefusedByAStateThatCameBetween() {
        order("SignOutUser", 1, new FaultAction.Late(Duration.ofSeconds(30)));
        ann.user("ann", "LOGOUT");
        ann.user("ann", "READY");

        clock.forward(Duration.ofSeconds(30));

        assertThat(voice()).isEqualTo("READY");
        assertThat(simulator.callLog().getFirst().fate()).isEqualTo(Fate.REJECTED_LATER);
    }

    @Test
    void errorIsAnsweredAsOrdered() {
        order("SetMediaRoutable", 1, new FaultAction.Refuse(409, "Odd Error", "ODD", "x < y"));

        var answer = ann.media("ann", "5001", "<routable>false</routable>");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("<ErrorType>Odd Error</ErrorType><ErrorMessage>ODD</ErrorMessage>")
                .contains("<ErrorData>x &lt; y</ErrorData><ErrorMedia>5001</ErrorMedia>");
        assertThat(last().fate()).isEqualTo(Fate.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void droppedSocketGivesNoAnswer(boolean applied) {
        order("SetUserReady", 1, new FaultAction.Drop(applied));

        assertThatThrownBy(() -> ann.sendOrFail(ann.putRequest("User/ann", READY, SHORT)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);

        assertThat(voice()).isEqualTo(applied ? "READY" : "NOT_READY");
        assertThat(last().status()).isZero();
        assertThat(last().fate()).isEqualTo(applied ? Fate.APPLIED : Fate.LOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangingRequestGetsNoAnswer(boolean applied) {
        order("SetUserReady", 1, new FaultAction.Hang(applied));

        assertThatThrownBy(() -> ann.sendOrFail(ann.putRequest("User/ann", READY, SHORT)))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(voice()).isEqualTo(applied ? "READY" : "NOT_READY");
        assertThat(last().status()).isZero();
    }

    @Test
    void hangEndsWhenFaultsAreCleared() {
        order("SetUserReady", 0, new FaultAction.Hang(false));
        HttpRequest put = ann.putRequest("User/ann", READY, Duration.ofSeconds(10));
        CompletableFuture<?> hanging =
                ann.http().sendAsync(put, HttpResponse.BodyHandlers.discarding());
        await().untilAsserted(() -> assertThat(simulator.callLog()).isNotEmpty());

        simulator.clearFaults();

        assertThat(hanging).failsWithin(Duration.ofSeconds(5));
        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
    }

    @Test
    void latencyIsAddedToTheFaultThatFollows() {
        order("GetUser", 1, new FaultAction.Latency(SHORT));
        order("GetUser", 1, new FaultAction.Refuse(500, "Internal Server Error", "", ""));
        long start = System.nanoTime();

        assertThat(ann.get("User/ann").statusCode()).isEqualTo(500);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
    }

    @Test
    void unavailableWindowHoldsForEverythingOnThatNode() {
        simulator.addFault(
                new Fault(
                        "GetMediaList",
                        "",
                        "",
                        Node.A,
                        1,
                        new FaultAction.Unavailable(Duration.ofSeconds(150))));
        FinesseClient onB = FinesseClient.basic(simulator.node(Node.B), "ann", "pw");

        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
        assertThat(ann.get("User/ann/Media").body()).contains("SERVER_OUT_OF_SERVICE");
        assertThat(ann.get("User/ann").statusCode()).isEqualTo(503);
        assertThat(ann.get("SystemInfo").statusCode()).isEqualTo(503);
        assertThat(onB.get("User/ann/Media").statusCode()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(150));
        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
        onB.close();
    }

    @Test
    void wrongPasswordCountsTowardsTheLock() {
        order("GetUser", 5, new FaultAction.WrongPassword());
        for (int i = 0; i < 5; i++) {
            assertThat(ann.get("User/ann").statusCode()).isEqualTo(401);
        }

        assertThat(ann.get("User/ann/Media").statusCode()).isEqualTo(401);
    }

    @Test
    void missingReasonIsSaidWhateverIsGiven() {
        order("SignOut*", 1, new FaultAction.MissingReason());

        assertThat(ann.user("ann", "LOGOUT").body())
                .contains("finesse.api.reasoncode.require_reasoncode");
        assertThat(voice()).isEqualTo("NOT_READY");
    }

    @Test
    void faultsFindTheirUserMediumAndOperation() {
        FaultAction refuse = new FaultAction.Refuse(500, "", "", "");
        simulator.addFault(new Fault("*", "bob", "", null, 0, refuse));
        simulator.addFault(new Fault("*", "", "5002", null, 0, refuse));
        simulator.addFault(new Fault("SetUserNotReady", "", "", null, 0, refuse));

        assertThat(ann.get("User/ann/Media/5001").statusCode()).isEqualTo(200);
        assertThat(ann.user("ann", "READY").statusCode()).isEqualTo(202);
        assertThat(ann.user("ann", "NOT_READY").statusCode()).isEqualTo(500);
        assertThat(ann.get("User/bob").statusCode()).isEqualTo(500);
        assertThat(ann.get("User/ann/Media/5002").statusCode()).isEqualTo(500);
    }

    @Test
    void lostAndLatePassByRequestsThatChangeNothing() {
        order("*", 1, new FaultAction.Lost());

        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
        ann.user("ann", "READY");

        assertThat(voice()).isEqualTo("NOT_READY");
    }

    @Test
    void faultForNoOperationIsRefused() {
        assertThatThrownBy(() -> order("GetUsr", 1, new FaultAction.Lost()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GetUsr");
    }

    @Test
    void operationsAreNamedInTheLog() {
        ann.get("User/ann");
        ann.get("User/ann/Dialogs");
        ann.get("User/ann/Media/5001/Dialogs");
        ann.media("ann", "5001", "<routable>false</routable>");
        ann.user("ann", "LOGOUT");

        assertThat(simulator.callLog())
                .extracting(CallLogEntry::operation, CallLogEntry::stateChanging)
                .map(tuple -> Map.entry(tuple.toList().get(0), tuple.toList().get(1)))
                .containsExactly(
                        Map.entry("GetUser", false),
                        Map.entry("GetUserDialogs", false),
                        Map.entry("GetMediaDialogs", false),
                        Map.entry("SetMediaRoutable", true),
                        Map.entry("SignOutUser", true));
    }
}
