/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.agentlogout.simulator.board.Actor;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.Answer;
import org.agentlogout.simulator.board.MediaOptions;
import org.agentlogout.simulator.board.Reason;
import org.agentlogout.simulator.board.Refusal;
import org.agentlogout.simulator.board.Wish;

/**
 * PUT requests: what Finesse checks itself and answers at once, and what it hands on with a 202.
 * Developer guide 12.5, p. 21, 47 to 53 and 73; for media p. 168 to 173.
 */
final class FinesseChanges {

    /** What a request comes to before any switch was asked. */
    sealed interface Decision {
        /** 202; the wish is to be applied later. */
        record Taken(Wish wish) implements Decision {}

        record Refused(FinesseError error) implements Decision {}

        /** Refused, with an effect all the same: a second media sign-in overwrites the options. */
        record RefusedWithEffect(FinesseError error, Wish wish) implements Decision {}
    }

    /** Voice refusals that Finesse finds by itself; the rest comes from the CTI server, later. */
    private static final Set<Refusal> AT_ONCE =
            Set.of(
                    Refusal.AGENT_UNKNOWN,
                    Refusal.ALREADY_SIGNED_OUT,
                    Refusal.REASON_REQUIRED,
                    Refusal.REASON_FORBIDDEN,
                    Refusal.REASON_UNKNOWN);

    private final SimulatorSettings settings;

    FinesseChanges(SimulatorSettings settings) {
        this.settings = settings;
    }

    Decision decide(AgentBoard board, FinesseRequest request, String caller, Node node) {
        boolean media = !request.mrdId().isEmpty();
        if (media && settings.platform() == Platform.UCCX) {
            return new Decision.Refused(FinesseError.notFound(request.mrdId()));
        }
        Optional<FinesseError> objection =
                media
                        ? FinesseAccess.ownOnly(board, caller, request.userId())
                        : FinesseAccess.objection(board, caller, request.userId());
        if (objection.isPresent()) {
            return new Decision.Refused(objection.get());
        }
        if (request.badForm(media ? "Media" : "User")) {
            return new Decision.Refused(FinesseError.badRequest("The body could not be read."));
        }
        return media ? medium(board, request, node) : user(board, request, caller);
    }

    private Decision user(AgentBoard board, FinesseRequest request, String caller) {
        String user = request.userId();
        Actor by = FinesseAccess.actor(caller, user);
        if (request.field("state").isEmpty()) {
            return new Decision.Refused(FinesseError.missing("state"));
        }
        OptionalInt reason = reasonId(request);
        if (reason.isEmpty()) {
            return new Decision.Refused(FinesseError.invalidInput("reasonCodeId"));
        }
        return switch (request.operation()) {
            case SIGN_IN_USER -> signIn(request, by);
            case SET_USER_READY ->
                    reason.getAsInt() == Reason.NO_ID
                            ? checked(board, new Wish.MakeReady(user, by))
                            : refused(Refusal.REASON_FORBIDDEN, user);
            case SET_USER_NOT_READY ->
                    checked(board, new Wish.MakeNotReady(user, reason.getAsInt(), by));
            case SIGN_OUT_USER ->
                    checked(
                            board,
                            new Wish.SignOut(
                                    user,
                                    reason.getAsInt(),
                                    request.field("logoutAllMedia").equalsIgnoreCase("true"),
                                    by));
            default -> new Decision.Refused(FinesseError.invalidState());
        };
    }

    private static Decision signIn(FinesseRequest request, Actor by) {
        if (by == Actor.SUPERVISOR) {
            return new Decision.Refused(FinesseError.invalidState());
        }
        String extension = request.field("extension");
        return extension.isEmpty()
                ? new Decision.Refused(FinesseError.missing("extension"))
                : new Decision.Taken(new Wish.SignIn(request.userId(), extension));
    }

    private static Decision checked(AgentBoard board, Wish wish) {
        Answer answer = board.judge(wish, Instant.EPOCH);
        return answer instanceof Answer.Refused(Refusal why) && AT_ONCE.contains(why)
                ? refused(why, wish.agentId())
                : new Decision.Taken(wish);
    }

    private static Decision refused(Refusal why, String userId) {
        return new Decision.Refused(FinesseError.of(why, userId));
    }

    private Decision medium(AgentBoard board, FinesseRequest request, Node node) {
        String user = request.userId();
        String mrd = request.mrdId();
        if (!mrd.equals("1") && !board.mediaNames().containsKey(mrd)) {
            return new Decision.Refused(FinesseError.notFound(mrd).forMedia(mrd));
        }
        OptionalInt reason = reasonId(request);
        if (reason.isEmpty()) {
            return new Decision.Refused(FinesseError.invalidInput("reasonCodeId").forMedia(mrd));
        }
        return switch (request.operation()) {
            case SIGN_IN_MEDIA -> signInMedium(board, request, node);
            case SET_MEDIA_READY -> asked(board, new Wish.MakeMediumReady(user, mrd), mrd);
            case SET_MEDIA_NOT_READY ->
                    asked(board, new Wish.MakeMediumNotReady(user, mrd, reason.getAsInt()), mrd);
            case SIGN_OUT_MEDIA ->
                    asked(board, new Wish.SignOutMedium(user, mrd, reason.getAsInt()), mrd);
            case SET_MEDIA_ROUTABLE -> routable(board, request);
            default ->
                    new Decision.Refused(
                            request.field("state").isEmpty()
                                    ? FinesseError.missing("state").forMedia(mrd)
                                    : FinesseError.invalidState().forMedia(mrd));
        };
    }

    private Decision routable(AgentBoard board, FinesseRequest request) {
        String value = request.field("routable").toLowerCase(Locale.ROOT);
        String mrd = request.mrdId();
        return value.equals("true") || value.equals("false")
                ? asked(
                        board,
                        new Wish.SetRoutable(request.userId(), mrd, value.equals("true")),
                        mrd)
                : new Decision.Refused(FinesseError.invalidInput("routable").forMedia(mrd));
    }

    private Decision signInMedium(AgentBoard board, FinesseRequest request, Node node) {
        String mrd = request.mrdId();
        String logoutAction = request.field("dialogLogoutAction");
        String action = logoutAction.isEmpty() ? "CLOSE" : logoutAction;
        Optional<FinesseError> objection =
                number(request, "maxDialogLimit")
                        .or(() -> oneOf(request, "interruptAction", Set.of("ACCEPT", "IGNORE")));
        if (objection.isPresent()) {
            return new Decision.Refused(objection.get().forMedia(mrd));
        }
        if (!action.equals("CLOSE") && !action.equals("TRANSFER")) {
            return new Decision.Refused(
                    FinesseError.invalidInput("dialogLogoutAction").forMedia(mrd));
        }
        MediaOptions options =
                new MediaOptions(
                        Integer.parseInt(request.field("maxDialogLimit")),
                        request.field("interruptAction"),
                        action);
        Wish wish = new Wish.SignInMedium(request.userId(), mrd, options, node.name());
        return asked(board, wish, mrd);
    }

    /** 1 to 10 in plain digits. */
    private static Optional<FinesseError> number(FinesseRequest request, String element) {
        String value = request.field(element);
        if (value.isEmpty()) {
            return Optional.of(FinesseError.missing(element));
        }
        return value.matches("[1-9]|10")
                ? Optional.empty()
                : Optional.of(FinesseError.invalidInput(element));
    }

    private static Optional<FinesseError> oneOf(
            FinesseRequest request, String element, Set<String> values) {
        String value = request.field(element);
        if (value.isEmpty()) {
            return Optional.of(FinesseError.missing(element));
        }
        return values.contains(value)
                ? Optional.empty()
                : Optional.of(FinesseError.invalidInput(element));
    }

    private Decision asked(AgentBoard board, Wish wish, String mrd) {
        if (!(board.judge(wish, Instant.EPOCH) instanceof Answer.Refused(Refusal why))) {
            return new Decision.Taken(wish);
        }
        if (settings.mediaErrorsLater() && !AT_ONCE.contains(why)) {
            return new Decision.Taken(wish);
        }
        FinesseError error = FinesseError.of(why, wish.agentId()).forMedia(mrd);
        return why.effective()
                ? new Decision.RefusedWithEffect(error, wish)
                : new Decision.Refused(error);
    }

    /** The reason id asked for, {@link Reason#NO_ID} for none, empty for no number. */
    private static OptionalInt reasonId(FinesseRequest request) {
        String text = request.field("reasonCodeId");
        if (text.isEmpty()) {
            return OptionalInt.of(Reason.NO_ID);
        }
        return text.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
