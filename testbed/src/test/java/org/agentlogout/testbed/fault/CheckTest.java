/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.testbed.fault.Struck.Stop;
import org.agentlogout.wire.Topic;
import org.junit.jupiter.api.Test;

/** Each check finds what was planted for it, and no other check takes it for something else. */
class CheckTest {

    private static final long HALF_A_MINUTE = 30_000;

    @Test
    void aHistoryAsItShouldBePassesAllChecks() {
        assertThat(Check.failures(Past.ofOneLogout().history())).isEmpty();
    }

    @Test
    void aRequestWithoutAReplyIsFound() {
        finds(
                "1: exactly one reply",
                Past.ofOneLogout().without(mail -> History.isReply(mail.topic())));
    }

    @Test
    void aSecondReplyIsFound() {
        finds("1: exactly one reply", Past.ofOneLogout().reply(null, 200));
    }

    @Test
    void aReplyThatNobodyAskedForIsFound() {
        finds(
                "1: exactly one reply",
                Past.ofOneLogout().without(mail -> History.isRequest(mail.topic())));
    }

    @Test
    void aReplyOnTheWrongTopicIsFound() {
        var past = Past.ofOneLogout();
        var reply = past.history().all(LogoutReply.class).getFirst().value();

        past.without(mail -> History.isReply(mail.topic()));
        past.mail(Topic.REPLY_ERROR, Past.ANNA, 200, reply);

        finds("1: success and error", past);
    }

    @Test
    void aRepeatWithAnotherBodyIsFound() {
        var past = Past.ofOneLogout().request(300);

        finds("1: repeats", past.reply(null, 201));
    }

    @Test
    void aReplyThatComesTooLateIsFound() {
        var past = Past.ofOneLogout();
        past.change(LogoutRequest.class, CheckTest::dueHalfAMinuteBeforeTheReply);

        finds("8: ended", past);
    }

    private static LogoutRequest dueHalfAMinuteBeforeTheReply(LogoutRequest request) {
        var due = Past.at(200 - HALF_A_MINUTE - 1);
        return LogoutRequest.newBuilder(request).setDeadline(due).build();
    }

    @Test
    void aReplyThatWasPutOffByABlowIsNotTooLate() {
        var past = Past.ofOneLogout();
        past.change(LogoutRequest.class, CheckTest::dueHalfAMinuteBeforeTheReply);
        past.struck(Role.BROKER, Blow.Kind.KILL, 50, 150);

        assertThat(Check.failures(past.history())).isEmpty();
    }

    @Test
    void aSuccessOfAnAgentWhoIsStillSignedInIsFound() {
        finds("success is told", Past.ofOneLogout().stillSignedIn());
    }

    @Test
    void anAgentWhoSignedInAgainMayBeSignedIn() {
        var past = Past.ofOneLogout().opened("anna-2", 2_000, 5_000).stillSignedIn();

        assertThat(Check.failures(past.history())).isEmpty();
    }

    @Test
    void theSameAttemptTwiceIsFound() {
        finds(
                "2: every attempt",
                Past.ofOneLogout().command(CommandKind.SIGN_OUT, "voice", 1, 170));
    }

    @Test
    void anAttemptWithoutTheOneBeforeIsFound() {
        finds(
                "2: every attempt",
                Past.ofOneLogout().changeCommands(CommandKind.DEACTIVATE, it -> it.setAttempt(2)));
    }

    @Test
    void anAttemptThatComesTooSoonIsFound() {
        var past = Past.ofOneLogout();
        past.changeResults(CommandKind.SIGN_OUT, it -> it.setAttempt(2));

        finds("2: every attempt", past.command(CommandKind.SIGN_OUT, "voice", 2, 180));
    }

    @Test
    void aCommandAfterTheReplyIsFound() {
        finds("2: no command", Past.ofOneLogout().command(CommandKind.INSPECT, "voice", 2, 20_000));
    }

    @Test
    void aChangeForACodeThatPromisesNoneIsFound() {
        var past = Past.ofOneLogout().without(mail -> History.isReply(mail.topic()));

        finds("3:", past.reply("ONGOING_INTERACTION", 200));
    }

    @Test
    void aStepThatDidNotWaitIsFound() {
        var past = Past.ofOneLogout();
        past.changeResults(CommandKind.INSPECT, it -> it.setAt(Past.at(131)));

        finds("7:", past);
    }

    @Test
    void aStepAfterAFailedOneIsFound() {
        var past = Past.ofOneLogout();
        past.changeResults(CommandKind.DEACTIVATE, it -> it.setOutcome(CommandOutcome.FAILED));

        finds("7:", past);
    }

    @Test
    void aCallWithoutACommandIsFound() {
        finds("2, 5:", Past.ofOneLogout().call("SetUserReady", "", 160));
    }

    @Test
    void aCallBeforeItsCommandWasIssuedIsFound() {
        var past = Past.ofOneLogout();
        past.changeCommands(CommandKind.SIGN_OUT, it -> it.setIssuedAt(Past.at(176)));

        assertThat(Check.failures(past.history())).containsKey(promise("2, 5:"));
    }

    @Test
    void aCallAfterExpiryIsFound() {
        finds("2, 5:", expired());
    }

    @Test
    void aCallAfterANewerSignInIsFound() {
        finds("2, 5:", Past.ofOneLogout().opened("anna-2", 2_000, 160));
    }

    @Test
    void aCallThatWasToldAsLateIsNoViolation() {
        var past = Past.ofOneLogout().opened("anna-2", 2_000, 160);
        past.changeResults(CommandKind.SIGN_OUT, it -> it.setLateEffect("Done late."));

        assertThat(Check.failures(past.history())).isEmpty();
    }

    @Test
    void aWorkerThatWasKilledAfterItsCallNeedNotTell() {
        var past = expired().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 2_000);

        assertThat(Check.failures(past.history())).isEmpty();
    }

    private static Past expired() {
        return Past.ofOneLogout()
                .changeCommands(
                        CommandKind.DEACTIVATE, it -> it.setExpiresAt(Past.at(155 - 1_001)));
    }

    @Test
    void aCommandThatChangesTheSwitchTwiceIsFound() {
        finds("6:", Past.ofOneLogout().call("SignOutUser", "", 176));
    }

    @Test
    void eventsInTheWrongOrderAreFound() {
        var past = Past.ofOneLogout();
        past.without(mail -> isEvent(mail, SessionEventKind.POST_LOGOUT));

        finds("events", past.event(SessionEventKind.POST_LOGOUT, null));
    }

    @Test
    void anEventThatComesTwiceIsFound() {
        finds("events", Past.ofOneLogout().event(SessionEventKind.CONNECTION_CLOSED, null));
    }

    @Test
    void aSuccessWhoseEndNobodySawIsFound() {
        finds(
                "events",
                Past.ofOneLogout()
                        .without(mail -> isEvent(mail, SessionEventKind.CONNECTION_CLOSED)));
    }

    @Test
    void anEndWithoutTheSessionsDisposalIsFound() {
        finds(
                "events",
                Past.ofOneLogout()
                        .without(mail -> isEvent(mail, SessionEventKind.SESSION_DISPOSED)));
    }

    private static boolean isEvent(Mail mail, SessionEventKind kind) {
        return mail.value() instanceof SessionEvent event && event.getKind() == kind;
    }

    @Test
    void aDeadLetterOfWhatCanBeReadIsFound() {
        finds("10:", Past.ofOneLogout().unreadable(Topic.DEAD_LETTER, Past.ANNA));
    }

    @Test
    void anUnreadableRecordWithoutADeadLetterIsFound() {
        finds("10:", Past.ofOneLogout().unreadable(Topic.REQUEST_LOGOUT, Past.ANNA));
    }

    @Test
    void anUnreadableRecordWithOneDeadLetterIsAsItShouldBe() {
        var past = Past.ofOneLogout().unreadable(Topic.REQUEST_LOGOUT, "bob");

        past.unreadable(Topic.DEAD_LETTER, "bob");

        assertThat(Check.failures(past.history())).isEmpty();
    }

    @Test
    void aStopThatHadToBeEndedIsFound() {
        finds("a planned stop", stopped(-1, 1, 0));
    }

    @Test
    void aStopThatStaysInItsGroupIsFound() {
        finds("a planned stop", stopped(0, 2, 0));
    }

    @Test
    void aStopThatLeavesATransactionOpenIsFound() {
        finds("a planned stop", stopped(0, 1, 1));
    }

    private static Past stopped(int code, int members, int open) {
        var exit = new Program.Exit(code, Duration.ofSeconds(3));
        return Past.ofOneLogout().stopped(new Stop(exit, members, open));
    }

    private static void finds(String promise, Past past) {
        Map<String, List<String>> failures = Check.failures(past.history());

        assertThat(failures).containsOnlyKeys(promise(promise));
    }

    /** In full, for a beginning. */
    private static String promise(String beginning) {
        var promises = Check.ALL.stream().map(Check::promise).toArray(String[]::new);
        return Arrays.stream(promises)
                .filter(it -> it.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }
}
