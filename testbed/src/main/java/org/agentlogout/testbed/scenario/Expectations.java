/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.scenario.Scenario.Expectation;

/**
 * What scenarios may expect: of the replies, of the switch's truth, of what reached the switch, of
 * the events.
 */
final class Expectations {

    private Expectations() {}

    /** Exactly one reply, a success of that kind. */
    static Expectation succeeded(String requestId, ReplyKind kind) {
        return expectation(
                "one reply to " + requestId + ", " + kind + " SUCCESS",
                stage ->
                        oneReply(
                                stage,
                                requestId,
                                reply ->
                                        reply.getKind() == kind
                                                && reply.getOutcome() == ReplyOutcome.SUCCESS));
    }

    /** Exactly one reply, an error of kind LOGOUT with that code. */
    static Expectation refused(String requestId, String code) {
        return expectation(
                "one reply to " + requestId + ", " + code,
                stage ->
                        oneReply(
                                stage,
                                requestId,
                                reply ->
                                        reply.getKind() == ReplyKind.LOGOUT
                                                && code.equals(reply.getCode())));
    }

    private static Optional<String> oneReply(
            Stage stage, String requestId, java.util.function.Predicate<LogoutReply> right) {
        var replies = stage.replies(requestId);
        return problemUnless(
                replies.size() == 1 && right.test(replies.getFirst()),
                () -> replies.stream().map(Expectations::brief).toList().toString());
    }

    private static String brief(LogoutReply reply) {
        return reply.getKind()
                + " "
                + (reply.getCode() == null ? reply.getOutcome() : reply.getCode())
                + " "
                + reply.getDetail();
    }

    /** Each request record got a reply, and all of them the same body. */
    static Expectation sameReplies(String requestId, int count) {
        return expectation(
                count + " replies to " + requestId + ", all the same",
                stage -> {
                    var replies = stage.replies(requestId);
                    var different = replies.stream().distinct().count();
                    return problemUnless(
                            replies.size() == count && different == 1,
                            () -> replies.size() + " replies, " + different + " different ones");
                });
    }

    /** The reply names this for a channel, as its failure. */
    static Expectation channelFailed(String requestId, String channelId, String code) {
        return expectation(
                channelId + " is told as failed with " + code,
                stage -> {
                    var failed =
                            stage.replies(requestId).getFirst().getChannels().stream()
                                    .filter(it -> it.getChannelId().equals(channelId))
                                    .map(it -> String.valueOf(it.getFailed()))
                                    .findFirst()
                                    .orElse("not told");
                    return problemUnless(failed.equals(code), () -> failed);
                });
    }

    static Expectation offersReasons(String requestId) {
        return expectation(
                "the reply offers the switch's reasons",
                stage -> {
                    var offers = stage.replies(requestId).getFirst().getReasonsToOffer();
                    var fine =
                            offers.size() == 1
                                    && offers.getFirst().getSwitchId().equals(Stage.SWITCH)
                                    && !offers.getFirst().getReasons().isEmpty();
                    return problemUnless(fine, offers::toString);
                });
    }

    static Expectation voiceIs(String state) {
        return expectation(
                "at the switch voice is " + state,
                stage ->
                        problemUnless(
                                stage.truth().voiceState().equals(state),
                                stage.truth()::voiceState));
    }

    static Expectation mediaAre(String chat, String email) {
        return expectation(
                "at the switch chat is " + chat + " and e-mail " + email,
                stage -> {
                    var found =
                            stage.truth().medias().entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    it -> it.getValue().state()));
                    var wanted =
                            Map.of(
                                    SimulatedSession.CHAT_MRD,
                                    chat,
                                    SimulatedSession.EMAIL_MRD,
                                    email);
                    return problemUnless(found.equals(wanted), found::toString);
                });
    }

    static Expectation routable(String mrdId, boolean routable) {
        return expectation(
                "at the switch " + mrdId + (routable ? " may" : " may not") + " be routed to",
                stage -> {
                    var found = stage.truth().medias().get(mrdId);
                    return problemUnless(
                            found != null && found.routable() == routable,
                            () -> String.valueOf(found));
                });
    }

    /** Promise 3 of the product. */
    static Expectation untouched() {
        return expectation(
                "no state-changing call reached the switch",
                stage -> {
                    var changing = changing(stage);
                    return problemUnless(changing.isEmpty(), changing::toString);
                });
    }

    static Expectation called(String operation, int times) {
        return expectation(
                operation + " reached the switch " + (times == 1 ? "once" : times + " times"),
                stage -> {
                    var calls = changing(stage);
                    var count = calls.stream().filter(operation::equals).count();
                    return problemUnless(count == times, calls::toString);
                });
    }

    private static List<String> changing(Stage stage) {
        return stage.calls().stream()
                .filter(CallLogEntry::stateChanging)
                .map(CallLogEntry::operation)
                .toList();
    }

    /** The worker learned by asking, after a call that was never answered. */
    static Expectation outcomeOf(String kind, String channelId, CommandOutcome outcome) {
        return expectation(
                kind + " of " + channelId + " ended as " + outcome,
                stage -> {
                    var outcomes =
                            stage.mails().stream()
                                    .map(mail ->
                                            mail.value() instanceof ChannelResult it
                                                    ? Optional.of(it)
                                                    : Optional.<ChannelResult>empty())
                                    .flatMap(Optional::stream)
                                    .filter(it ->
                                            it.getKind().name().equals(kind)
                                                    && it.getChannelId().equals(channelId))
                                    .map(it -> it.getOutcome() + " " + it.getCode())
                                    .toList();
                    return problemUnless(
                            !outcomes.isEmpty()
                                    && outcomes.getLast().startsWith(outcome.name() + " "),
                            outcomes::toString);
                });
    }

    static Expectation oneSaga() {
        return expectation(
                "one saga, no command twice",
                stage -> {
                    var commands =
                            stage.mails().stream()
                                    .map(mail -> mail.value())
                                    .filter(ChannelCommand.class::isInstance)
                                    .map(ChannelCommand.class::cast)
                                    .toList();
                    var sagas = commands.stream().map(ChannelCommand::getSagaId).distinct().count();
                    var ids =
                            commands.stream().map(it -> it.getCommandId() + "#" + it.getAttempt());
                    return problemUnless(
                            sagas == 1 && ids.distinct().count() == commands.size(),
                            () -> sagas + " sagas, " + commands.size() + " commands");
                });
    }

    /** The events of the whole session that follow a plain logout, in their order. */
    static Expectation endedInOrder() {
        var wanted =
                List.of(
                        SessionEventKind.POST_LOGOUT,
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_GROUP_DISPOSED,
                        SessionEventKind.SESSION_DISPOSED,
                        SessionEventKind.CONNECTION_CLOSED);
        return expectation(
                "the session ends with PostLogout ... ConnectionClosed",
                stage -> {
                    var kinds =
                            stage.mails().stream()
                                    .map(mail -> mail.value())
                                    .filter(SessionEvent.class::isInstance)
                                    .map(it -> ((SessionEvent) it).getKind())
                                    .toList();
                    var tail =
                            kinds.subList(Math.max(0, kinds.size() - wanted.size()), kinds.size());
                    return problemUnless(tail.equals(wanted), kinds::toString);
                });
    }

    static Expectation expectation(String says, Function<Stage, Optional<String>> problem) {
        return new Expectation(says, problem);
    }

    static Optional<String> problemUnless(boolean fine, java.util.function.Supplier<String> found) {
        return fine ? Optional.empty() : Optional.of("found " + found.get());
    }
}
