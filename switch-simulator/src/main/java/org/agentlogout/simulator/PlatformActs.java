/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.NoSuchElementException;
import org.agentlogout.simulator.board.MediaOptions;

/**
 * What the platform does without being asked: forced logouts when a desktop is lost, the end of
 * wrap-up, a node's fail-over. Methods throw {@link NoSuchElementException} for an agent who does
 * not exist.
 */
public final class PlatformActs {

    /** What a node shows that did not see the sign-in to a medium. */
    static final MediaOptions ELSEWHERE = new MediaOptions(1, "ACCEPT", "CLOSE");

    private final LiveBoard board;

    PlatformActs(LiveBoard board) {
        this.board = board;
    }

    /**
     * Signs the agent out of voice and all media, as with LOAD 1 or on CCX: reason 50002 (CCX 255).
     * A call stays up, tasks end as their sign-in said.
     */
    public void signOut(String userId) {
        board.change((it, at) -> it.platformSignsOut(userId, at));
    }

    /** Makes voice Not Ready, as with LOAD 0: reason 50002; during a call as a pending one. */
    public void makeNotReady(String userId) {
        board.change((it, at) -> it.platformMakesNotReady(userId, at));
    }

    /** Ends wrap-up as its timer would; nothing without wrap-up. */
    public void endWrapUp(String userId) {
        board.change((it, at) -> it.endWrapUp(userId, at));
    }

    /**
     * The node's fail-over: of the media signed in there the settings of the sign-in and the
     * routable mode are lost. States and tasks stay.
     */
    public void forgetMedia(Node node) {
        board.change((it, at) -> it.forgetMedia(node.name(), ELSEWHERE));
    }
}
