/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.Locale;
import java.util.Map;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Medium;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.User;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Inspection.Routable;

/**
 * What a channel shows at one moment.
 *
 * @param word the switch's own word for the state
 * @param state UNKNOWN for a word that is not in the table
 * @param pendingNotReady Not Ready follows when the interaction ends
 * @param extension of the agent's phone; empty for media and where not told
 * @param settings of the sign-in to a medium
 */
record Look(
        String word,
        AgentState state,
        Routable routable,
        boolean pendingNotReady,
        String extension,
        MediaSettings settings) {

    private static final Map<String, AgentState> VOICE =
            Map.ofEntries(
                    Map.entry("LOGOUT", AgentState.LOGGED_OUT),
                    Map.entry("NOT_READY", AgentState.NOT_READY),
                    Map.entry("READY", AgentState.READY),
                    Map.entry("RESERVED", AgentState.RESERVED),
                    Map.entry("RESERVED_OUTBOUND", AgentState.RESERVED),
                    Map.entry("RESERVED_OUTBOUND_PREVIEW", AgentState.RESERVED),
                    Map.entry("TALKING", AgentState.TALKING),
                    Map.entry("HOLD", AgentState.HOLD),
                    Map.entry("WORK", AgentState.WORK),
                    Map.entry("WORK_READY", AgentState.WORK_READY));

    /** No state at all: an agent without a skill in the medium, who cannot be signed in to it. */
    private static final Map<String, AgentState> MEDIA =
            Map.ofEntries(
                    Map.entry("", AgentState.LOGGED_OUT),
                    Map.entry("LOGOUT", AgentState.LOGGED_OUT),
                    Map.entry("NOT_READY", AgentState.NOT_READY),
                    Map.entry("WORK_NOT_READY", AgentState.NOT_READY),
                    Map.entry("READY", AgentState.READY),
                    Map.entry("RESERVED", AgentState.RESERVED),
                    Map.entry("ACTIVE", AgentState.ACTIVE),
                    Map.entry("PAUSED", AgentState.PAUSED),
                    Map.entry("INTERRUPTED", AgentState.INTERRUPTED),
                    Map.entry("WORK", AgentState.WORK),
                    Map.entry("WORK_READY", AgentState.WORK_READY));

    static Look of(User user) {
        AgentState state = known(VOICE, user.state());
        boolean pending = user.pendingState().equalsIgnoreCase("NOT_READY");
        return new Look(
                user.state(),
                state,
                routable(state, pending),
                pending,
                user.extension(),
                MediaSettings.NONE);
    }

    static Look of(Medium medium) {
        AgentState state = known(MEDIA, medium.state());
        Routable routable =
                switch (medium.routable().toLowerCase(Locale.ROOT)) {
                    case "true" -> Routable.YES;
                    case "false" -> Routable.NO;
                    default -> Routable.NOT_TOLD;
                };
        boolean out = state == AgentState.LOGGED_OUT;
        return new Look(
                medium.state(), state, out ? Routable.NO : routable, false, "", medium.settings());
    }

    /** Where nothing could be read. */
    static Look hidden() {
        return new Look("", AgentState.UNKNOWN, Routable.NOT_TOLD, false, "", MediaSettings.NONE);
    }

    boolean loggedOut() {
        return state == AgentState.LOGGED_OUT;
    }

    /**
     * Whether the state alone says that there is an interaction. A state this adapter does not know
     * counts: what is not understood is not torn down. Wrap-up does not.
     */
    boolean busy() {
        return switch (state) {
            case RESERVED, TALKING, HOLD, ACTIVE, PAUSED, INTERRUPTED, BUSY_OTHER, UNKNOWN -> true;
            case LOGGED_OUT, NOT_READY, READY, WORK, WORK_READY -> false;
        };
    }

    /** Empty, or what is still to come of a change that is taken. */
    String pendingText() {
        return pendingNotReady
                ? "Not Ready is pending: the switch applies it when the interaction ends."
                : "";
    }

    private static AgentState known(Map<String, AgentState> table, String word) {
        return table.getOrDefault(word.toUpperCase(Locale.ROOT), AgentState.UNKNOWN);
    }

    /** Finesse does not tell for voice; it follows where the state leaves no doubt. */
    private static Routable routable(AgentState state, boolean pending) {
        return switch (state) {
            case READY -> Routable.YES;
            case LOGGED_OUT, NOT_READY -> Routable.NO;
            case RESERVED,
                    TALKING,
                    HOLD,
                    WORK,
                    WORK_READY,
                    ACTIVE,
                    PAUSED,
                    INTERRUPTED,
                    BUSY_OTHER,
                    UNKNOWN ->
                    pending ? Routable.NO : Routable.NOT_TOLD;
        };
    }
}
