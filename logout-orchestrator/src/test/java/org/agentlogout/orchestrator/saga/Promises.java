/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.Publish;
import org.agentlogout.orchestrator.saga.Effect.SendCommand;
import org.agentlogout.orchestrator.saga.Effect.SendReply;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** The product's promises, checked after every step of a walk. */
final class Promises {

    private static final Set<ErrorCode> WITHOUT_A_CHANGE =
            Set.of(
                    ErrorCode.ONGOING_INTERACTION,
                    ErrorCode.LOGOUT_REASON_REQUIRED,
                    ErrorCode.LOGOUT_REASON_INVALID,
                    ErrorCode.SWITCH_UNAVAILABLE);

    private final WalkSwitch truth;
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private final Set<String> changingSagas = new HashSet<>();
    private final Map<String, SendCommand> lastIssue = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> failures = new HashSet<>();
    private final Set<String> endings = new HashSet<>();

    Promises(WalkSwitch truth) {
        this.truth = truth;
    }

    void asked(String requestId) {
        asked.merge(requestId, 1, Integer::sum);
    }

    /** How requests ended on this walk. */
    Set<String> endings() {
        return endings;
    }

    void hold(Agent before, SagaEvent event, AgentStep step) {
        if (event instanceof SagaEvent.ChannelAnswered(_, CommandResult result)
                && result.outcome() != CommandResult.Outcome.UNKNOWN) {
            failures.add(result.commandId() + '#' + result.attempt());
        }
        for (Effect effect : step.effects()) {
            switch (effect) {
                case SendCommand command -> command(command, event, step);
                case SendReply reply -> reply(reply);
                case Publish publish -> news(publish, before);
                default -> {}
            }
        }
        deadlinesHold(event, step.next());
        bounded(step.next());
    }

    private void command(SendCommand command, SagaEvent event, AgentStep step) {
        assertThat(step.next().saga()).as("after %s: %s", event, command).isInstanceOf(Open.class);
        Open held = (Open) step.next().saga();
        assertThat(command.session().sessionId())
                .as("no command for a session that is not the current one")
                .isEqualTo(held.session().sessionId());
        SendCommand earlier = lastIssue.put(command.commandId(), command);
        if (earlier != null) {
            assertThat(command.attempt()).isEqualTo(earlier.attempt() + 1);
            assertThat(command.order()).isEqualTo(earlier.order());
            boolean told = failures.contains(earlier.commandId() + '#' + earlier.attempt());
            assertThat(told ? 12 : Duration.between(earlier.issuedAt(), event.at()).toSeconds())
                    .as("seconds until a command nobody answered is issued again")
                    .isGreaterThanOrEqualTo(12);
        }
        if (command.order() instanceof Order.Inspect) {
            return;
        }
        changingSagas.add(command.sagaId());
        assertThat(held).as("after %s: %s", event, command).isInstanceOf(Stepping.class);
        Stepping stepping = (Stepping) held;
        assertThat(stepping.logout().sagaId())
                .as("it is the saga that runs")
                .isEqualTo(command.sagaId());
        guarded(command, stepping);
        String slug = command.commandId().substring(command.commandId().lastIndexOf('/') + 1);
        assertThat(slug)
                .as("steps are barriers: the command is of the step that runs")
                .matches(stepping.stage().slug() + "(-[0-9]+)?");
    }

    /** Only who may act under a live interaction goes unguarded. */
    private static void guarded(SendCommand command, Stepping stepping) {
        Purpose purpose = stepping.logout().purpose();
        if (purpose.is(LogoutRequest.Mode.REFUSE)) {
            assertThat(command.guarded()).as("a logout that refuses is guarded").isTrue();
        }
        if (purpose.is(LogoutRequest.Mode.DEFER) && stepping.stage() != Stage.STOP) {
            assertThat(command.guarded()).as("a deferred one is guarded from step 4").isTrue();
        }
        if (purpose instanceof Purpose.Forced(Purpose.Departure departure, _)
                && departure.away().hasGrace()) {
            assertThat(command.guarded()).as("lost presence tears no call away").isTrue();
        }
    }

    private void reply(SendReply reply) {
        answered.merge(reply.requestId(), 1, Integer::sum);
        assertThat(answered.get(reply.requestId()))
                .as("replies to %s", reply.requestId())
                .isLessThanOrEqualTo(asked.getOrDefault(reply.requestId(), 0));
        Reply body = reply.reply();
        endings.add(
                body.result() instanceof Reply.Result.Failure(ErrorCode code, _)
                        ? code.name()
                        : body.kind() + (body.alreadyOut() ? " already out" : " SUCCESS"));
        boolean refused =
                body.kind() == Reply.Kind.LOGOUT
                        && body.result() instanceof Reply.Result.Failure(ErrorCode code, _)
                        && WITHOUT_A_CHANGE.contains(code);
        boolean untouched = body.kind() == Reply.Kind.DRY_RUN || refused;
        if (untouched) {
            assertThat(changingSagas).as("no change was asked for").doesNotContain(body.sagaId());
        }
    }

    private void news(Publish publish, Agent before) {
        assertThat(closed)
                .as("nothing is told of a session after its connection was closed")
                .doesNotContain(publish.sessionId());
        if (publish.news() instanceof SessionNews.PostLogout) {
            Session session = ((Open) before.saga()).session();
            for (Session.Member member : session.channels()) {
                assertThat(truth.truth(member.channel().channelId()))
                        .as("%s is out when the logout is told", member.channel().channelId())
                        .isEqualTo(AgentState.LOGGED_OUT);
            }
        }
        if (publish.news() instanceof SessionNews.ConnectionClosed) {
            closed.add(publish.sessionId());
        }
    }

    private static void deadlinesHold(SagaEvent event, Agent next) {
        if (event instanceof SagaEvent.DeadlineReached) {
            for (Running running : running(next)) {
                assertThat(running.logout().deadline())
                        .as("a saga ends by its deadline")
                        .isAfter(event.at().minus(Duration.ofSeconds(1)));
            }
        }
    }

    private static List<Running> running(Agent agent) {
        return agent.saga() instanceof Running running
                ? List.of(running)
                : List.copyOf(agent.dryRuns());
    }

    private static void bounded(Agent agent) {
        assertThat(agent.dryRuns()).hasSizeLessThanOrEqualTo(4);
        assertThat(agent.ledger().early()).hasSizeLessThanOrEqualTo(16);
        assertThat(agent.ledger().remembered()).hasSizeLessThanOrEqualTo(64);
        assertThat(agent.ledger().open()).hasSizeLessThanOrEqualTo(21);
    }

    void atRest(Agent agent) {
        assertThat(running(agent))
                .as("sagas still running, those that nobody asked for aside")
                .allMatch(running -> running.logout().requestId().isEmpty());
        assertThat(agent.ledger().open()).as("requests without an answer").isEmpty();
        assertThat(answered).as("one reply for each request record").isEqualTo(asked);
    }
}
