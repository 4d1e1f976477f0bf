/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** What somebody may ask of the switch for one agent; the verbs of every endpoint. */
public sealed interface Wish {

    String agentId();

    /** Voice sign-in at a phone; ends in NOT_READY, keeps the state of who is signed in. */
    record SignIn(String agentId, String extension) implements Wish {}

    record MakeReady(String agentId, Actor by) implements Wish {}

    /** {@code reasonId} is {@link Reason#NO_ID} where none is given. */
    record MakeNotReady(String agentId, int reasonId, Actor by) implements Wish {}

    /** Voice sign-out; {@code allMedia} takes the other media along. */
    record SignOut(String agentId, int reasonId, boolean allMedia, Actor by) implements Wish {}

    /**
     * Another voice state, asked for by a computer: reasons go by their code, and the switch takes
     * codes that are configured nowhere.
     *
     * @param reasonCode 0 for none
     * @param forced whatever the state
     */
    record Change(String agentId, VoiceTarget to, int reasonCode, boolean forced) implements Wish {}

    /** Sign-in to a medium at one side of the pair; overwrites the options in any case. */
    record SignInMedium(String agentId, String mrdId, MediaOptions options, String side)
            implements Wish {}

    record MakeMediumReady(String agentId, String mrdId) implements Wish {}

    record MakeMediumNotReady(String agentId, String mrdId, int reasonId) implements Wish {}

    record SetRoutable(String agentId, String mrdId, boolean routable) implements Wish {}

    record SignOutMedium(String agentId, String mrdId, int reasonId) implements Wish {}
}
