/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST API over real sockets; the clock is the test's, so nothing waits. */
class FinesseEndpointTest {

    private static final Duration DELAY = Duration.ofSeconds(1);

    private final MovedClock clock = new MovedClock();
    private final SwitchSimulator simulator =
            SwitchSimulator.start(SimulatorSettings.defaults().withConfirmationDelay(DELAY), clock);
    private final FinesseClient ann = client("ann");
    private final FinesseClient sue = client("sue");

    FinesseEndpointTest() {
        simulator.addAgent(agent("ann", "7", false));
        simulator.addAgent(agent("bob", "7", false));
        simulator.addAgent(agent("carl", "8", false));
        simulator.addAgent(agent("sue", "7", true));
        simulator.addMedium("5009", "FAX");
        simulator.signIn("ann");
    }

    @AfterEach
    void close() {
        ann.close();
        sue.close();
        simulator.close();
    }

    private FinesseClient client(String user) {
        return FinesseClient.basic(simulator.node(Node.A), user, "pw-" + user);
    }

    private static SimAgent agent(String user, String team, boolean supervisor) {
        return new SimAgent(
                user, "pw-" + user, "10" + user, team, supervisor, List.of("5001"), false);
    }

    @Nested
    class Changes {

        @Test
        void changeComesAfterTheAnswer() {
            assertThat(ann.user("ann", "READY").statusCode()).isEqualTo(202);
            assertThat(simulator.agent("ann").voiceState()).isEqualTo("NOT_READY");

            clock.forward(DELAY);

            assertThat(ann.get("User/ann").body()).contains("<state>READY</state>");
        }

        @Test
        void changesOfOneUserWaitForEachOther() {
            ann.user("ann", "READY");
            ann.user("ann", "NOT_READY");
            clock.forward(DELAY);
            assertThat(simulator.agent("ann").voiceState()).isEqualTo("READY");

            clock.forward(DELAY);

            assertThat(simulator.agent("ann").voiceState()).isEqualTo("NOT_READY");
        }

        @Test
        void illegalMoveIsTakenAndRejectedLater() {
            simulator.setState("ann", "READY");

            assertThat(ann.user("ann", "LOGOUT").statusCode()).isEqualTo(202);
            clock.forward(DELAY);

            assertThat(simulator.agent("ann").voiceState()).isEqualTo("READY");
            CallLogEntry last = simulator.callLog().getLast();
            assertThat(last.fate()).isEqualTo(Fate.REJECTED_LATER);
            assertThat(last.detail()).isEqualTo("22 CF_INVALID_OBJECT_STATE");
        }

        @Test
        void requestIdIsEchoed() {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    ann.putRequest(
                                            "User/ann",
                                            "<user><STATE>READY</STATE></user>",
                                            DELAY.multipliedBy(5)),
                                    (name, value) -> true)
                            .header("RequestId", "r-1")
                            .build();

            HttpResponse<String> answer = ann.send(request);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("requestId")).contains("r-1");
            assertThat(answer.body()).isEmpty();
        }

        @Test
        void logoutAllMediaSignsOutMediaToo() {
            ann.user("ann", "LOGOUT", "<logoutAllMedia>true</logoutAllMedia>");
            clock.forward(DELAY);

            AgentView view = simulator.agent("ann");
            assertThat(view.voiceState()).isEqualTo("LOGOUT");
            assertThat(view.medias().values()).extracting(MediaView::state).containsOnly("LOGOUT");
        }

        @Test
        void secondMediaSignInIsErrorOneAndOverwrites() {
            HttpResponse<String> answer =
                    ann.media(
                            "ann",
                            "5001",
                            "<state>LOGIN</state><maxDialogLimit>10</maxDialogLimit>"
                                    + "<interruptAction>IGNORE</interruptAction>"
                                    + "<dialogLogoutAction>TRANSFER</dialogLogoutAction>");
            clock.forward(DELAY);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("<ErrorData>1</ErrorData>", "Agent already logged into MRD")
                    .contains("<ErrorMedia>5001</ErrorMedia>");
            assertThat(simulator.agent("ann").medias().values())
                    .extracting(MediaView::dialogLogoutAction)
                    .containsExactly("TRANSFER");
            assertThat(simulator.callLog().getLast())
                    .matches(it -> it.status() == 400 && it.fate() == Fate.APPLIED)
                    .matches(it -> it.detail().startsWith("1 E_ARM_STAT"));
        }

        @Test
        void mediaSettingsAreWrongOnTheOtherNode() {
            FinesseClient onB = FinesseClient.basic(simulator.node(Node.B), "ann", "pw-ann");

            assertThat(ann.get("User/ann/Media/5001").body())
                    .contains("<maxDialogLimit>5</maxDialogLimit>");
            assertThat(onB.get("User/ann/Media/5001").body())
                    .contains("<maxDialogLimit>1</maxDialogLimit>");
            onB.close();
        }
    }

    @Nested
    class Errors {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        <User/>                                  | 400 | Parameter Missing | state
                        <User><state>DANCING</state></User>      | 400 | Invalid Input     | state
                        <User><state>TALKING</state></User>      | 400 | Invalid Input     | state
                        <User><state>LOGIN</state></User>        | 400 | Parameter Missing | extension
                        <Media><state>READY</state></Media>      | 400 | Bad Request       | ''
                        garbage                                  | 400 | Bad Request       | ''
                        """)
        void userBody(String body, int status, String type, String data) {
            HttpResponse<String> answer = ann.put("User/ann", body);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body())
                    .startsWith("<ApiErrors><ApiError>")
                    .contains("<ErrorType>" + type + "</ErrorType>")
                    .contains("<ErrorData>" + data + "</ErrorData>");
        }

        @Test
        void logoutOfWhoIsOut() {
            simulator.setState("ann", "LOGOUT");

            assertError(ann.user("ann", "LOGOUT"), 400, "Invalid State");
        }

        @Test
        void reasonMissingForbiddenAndUnknown() {
            HttpResponse<String> forbidden =
                    ann.user("ann", "NOT_READY", "<reasonCodeId>17</reasonCodeId>");
            assertThat(forbidden.body()).contains("finesse.api.reasoncode.not_allowed");

            simulator.reasonCodes("NOT_READY", List.of(new SimReason(17, 3, "Lunch")));
            HttpResponse<String> missing = ann.user("ann", "NOT_READY");
            assertError(missing, 400, "Parameter Missing");
            assertThat(missing.body())
                    .contains("finesse.api.reasoncode.require_reasoncode")
                    .contains("The state change requires a valid reason code.");

            assertError(
                    ann.user("ann", "NOT_READY", "<reasonCodeId>18</reasonCodeId>"),
                    400,
                    "Invalid Input");
        }

        @Test
        void accessByOthers() {
            assertError(ann.get("User/bob"), 401, "Invalid Authorization User Specified");
            assertError(ann.user("bob", "READY"), 401, "Invalid Authorization User Specified");
            assertError(sue.user("carl", "LOGOUT"), 401, "Invalid Supervisor");
            assertError(sue.get("User/nobody"), 404, "User Not Found");
            assertError(ann.get("Team/7"), 401, "Authorization Failure");
            assertError(
                    sue.media("ann", "5001", "<state>LOGOUT</state>"),
                    401,
                    "Invalid Authorization User Specified");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        <state>NOT_READY</state> | 6
                        <state>LOGOUT</state>    | 6
                        <routable>false</routable> | 6
                        """)
        void mediaOfWhoIsNotSignedIn(String children, String code) {
            simulator.setMediaState("ann", "5001", "LOGOUT");

            HttpResponse<String> answer = ann.media("ann", "5001", children);

            assertError(answer, 400, "Agent is not logged in");
            assertThat(answer.body()).contains("<ErrorData>" + code + "</ErrorData>");
        }

        @Test
        void mediaRaces() {
            simulator.startTask("ann", "5001", "OFFERED");
            assertThat(ann.media("ann", "5001", "<state>NOT_READY</state>").body())
                    .contains("<ErrorData>14</ErrorData>");
            assertThat(ann.media("ann", "5001", "<routable>true</routable>").body())
                    .contains("E_ARM_STAT_ALREADY_IN_REQUESTED_AGENT_MODE");
        }

        @Test
        void secondNotReadyWhileOneIsOnItsWay() {
            assertThat(ann.media("ann", "5001", "<state>NOT_READY</state>").statusCode())
                    .isEqualTo(202);

            assertThat(ann.media("ann", "5001", "<state>NOT_READY</state>").body())
                    .contains("<ErrorData>9</ErrorData>");
        }

        @Test
        void unknownPlaces() {
            assertError(ann.get("User/ann/Media/77"), 404, "Not Found");
            assertError(ann.get("Dialog/77"), 404, "Not Found");
            assertError(ann.get("Queue/1"), 404, "Not Found");
            assertError(ann.put("User/ann/Dialogs", "<User/>"), 404, "Not Found");
            assertError(ann.get("User/ann/ReasonCodes"), 400, "Parameter Missing");
        }
    }

    @Nested
    class Looks {

        @Test
        void unskilledMediumIsListedWithoutState() {
            String list = ann.get("User/ann/Media").body();

            assertThat(list).containsOnlyOnce("<state>").contains("<name>FAX</name>");
        }

        @Test
        void pendingStateAndCallAreShown() {
            String call = simulator.startCall("ann", true);
            ann.user("ann", "NOT_READY");
            clock.forward(DELAY);

            assertThat(ann.get("User/ann").body())
                    .contains("<state>TALKING</state>", "<pendingState>NOT_READY</pendingState>");
            assertThat(ann.get("User/ann/Dialogs").body())
                    .contains("<id>" + call + "</id>", "<mediaAddress>10ann</mediaAddress>");
            assertThat(ann.get("Dialog/" + call).statusCode()).isEqualTo(200);
        }

        @Test
        void supervisorsReadTheirTeam() {
            assertThat(sue.get("Team/7").body())
                    .contains("<loginId>ann</loginId>", "<loginId>bob</loginId>")
                    .doesNotContain("carl");
            assertThat(sue.get("User/ann/Media/5001/Dialogs").body())
                    .isEqualTo("<Dialogs></Dialogs>");
        }

        @Test
        void reasonsByCategory() {
            simulator.reasonCodes("LOGOUT", List.of(new SimReason(21, 5, "End <of> shift")));

            assertThat(ann.get("User/ann/ReasonCodes?category=LOGOUT").body())
                    .startsWith("<ReasonCodes category=\"LOGOUT\"><ReasonCode>")
                    .contains("<label>End &lt;of&gt; shift</label>");
            assertThat(ann.get("User/ann/ReasonCodes?category=NOT_READY").body())
                    .isEqualTo("<ReasonCodes category=\"NOT_READY\"></ReasonCodes>");
            assertThat(ann.get("User/ann/ReasonCode/21").body()).contains("<code>5</code>");
        }

        @Test
        void reasonIdIsMinusOneAbsentOrEmpty() {
            assertThat(ann.get("User/ann").body()).contains("<reasonCodeId>-1</reasonCodeId>");
            simulator.setState("ann", "READY");
            assertThat(ann.get("User/ann").body()).doesNotContain("reasonCodeId");
            simulator.reasonCodes("NOT_READY", List.of(new SimReason(17, 3, "Lunch")));
            simulator.setState("ann", "NOT_READY");
            assertThat(ann.get("User/ann").body()).contains("<reasonCodeId></reasonCodeId>");
        }

        @Test
        void systemInfoNeedsNoPassword() {
            assertThat(ann.as("").get("SystemInfo").body())
                    .contains("<status>IN_SERVICE</status>")
                    .contains("<deploymentType>UCCE</deploymentType>");
        }
    }

    private static void assertError(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("<ErrorType>" + type + "</ErrorType>");
    }
}
