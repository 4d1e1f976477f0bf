/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The one agent, the one medium and the noon that the board's tests use. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final Duration WRAP_UP = Duration.ofSeconds(30);
    static final String ANN = "ann";
    static final String CHAT = "5001";

    private Samples() {}

    static AgentBoard board(Profile profile) {
        return board(profile, false);
    }

    /** Ann is signed in to voice and chat, both NOT_READY. */
    static AgentBoard board(Profile profile, boolean wrapUp) {
        AgentBoard board = new AgentBoard(profile, WRAP_UP, Refusal.INVALID_STATE);
        board.putAgent(new AgentProfile(ANN, "1001", "7", false, List.of(CHAT), wrapUp));
        board.apply(new Wish.SignIn(ANN, "1001"), NOON);
        board.apply(new Wish.SignInMedium(ANN, CHAT, MediaOptions.USUAL, "A"), NOON);
        return board;
    }

    static AgentSnapshot ann(AgentBoard board) {
        return board.agent(ANN).orElseThrow();
    }

    static AgentSnapshot.Medium chat(AgentBoard board) {
        AgentSnapshot.Medium chat = ann(board).media().get(CHAT);
        if (chat == null) {
            throw new AssertionError("ann has no chat");
        }
        return chat;
    }

    static Wish ready() {
        return new Wish.MakeReady(ANN, Actor.AGENT);
    }

    static Wish notReady() {
        return notReady(Reason.NO_ID);
    }

    static Wish notReady(int reasonId) {
        return new Wish.MakeNotReady(ANN, reasonId, Actor.AGENT);
    }

    static Wish signOut() {
        return new Wish.SignOut(ANN, Reason.NO_ID, false, Actor.AGENT);
    }

    static Answer refused(Refusal why) {
        return new Answer.Refused(why);
    }
}
