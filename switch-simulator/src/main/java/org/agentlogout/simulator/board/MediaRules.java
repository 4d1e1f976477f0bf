/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.MediaRules.Move.ALREADY_IN;
import static org.agentlogout.simulator.board.MediaRules.Move.NOT_IN;
import static org.agentlogout.simulator.board.MediaRules.Move.NOW;
import static org.agentlogout.simulator.board.MediaRules.Move.SILENT;
import static org.agentlogout.simulator.board.MediaRules.Move.UNLESS_OFFERED;
import static org.agentlogout.simulator.board.MediaState.ACTIVE;
import static org.agentlogout.simulator.board.MediaState.INTERRUPTED;
import static org.agentlogout.simulator.board.MediaState.LOGOUT;
import static org.agentlogout.simulator.board.MediaState.NOT_READY;
import static org.agentlogout.simulator.board.MediaState.PAUSED;
import static org.agentlogout.simulator.board.MediaState.READY;
import static org.agentlogout.simulator.board.MediaState.RESERVED;
import static org.agentlogout.simulator.board.MediaState.WORK_NOT_READY;
import static org.agentlogout.simulator.board.MediaState.WORK_READY;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The legal moves of a non-voice medium, one row per state, and the state that follows from the
 * tasks. Sources: Finesse developer guide 12.5, p. 168 to 180. Unlike CCE's voice, a sign-out is
 * legal from every state, live tasks included.
 */
final class MediaRules {

    /** What may be asked for. */
    enum Target {
        SIGN_IN,
        READY,
        NOT_READY,
        SIGN_OUT
    }

    /** What becomes of a wish. */
    enum Move {
        NOW,
        SILENT,
        /** Now, but refused while a task is offered and not accepted. */
        UNLESS_OFFERED,
        ALREADY_IN,
        NOT_IN
    }

    private record Row(MediaState from, Move signIn, Move ready, Move notReady, Move signOut) {
        Move to(Target target) {
            return switch (target) {
                case SIGN_IN -> signIn;
                case READY -> ready;
                case NOT_READY -> notReady;
                case SIGN_OUT -> signOut;
            };
        }
    }

    private static final Map<MediaState, Row> TABLE =
            table(
                    new Row(LOGOUT, NOW, NOT_IN, NOT_IN, NOT_IN),
                    new Row(NOT_READY, ALREADY_IN, NOW, NOW, NOW),
                    new Row(READY, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(RESERVED, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(ACTIVE, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(PAUSED, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(INTERRUPTED, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(WORK_READY, ALREADY_IN, SILENT, UNLESS_OFFERED, NOW),
                    new Row(WORK_NOT_READY, ALREADY_IN, NOW, NOW, NOW));

    private MediaRules() {}

    static Move move(MediaState from, Target target) {
        Row row = TABLE.get(from);
        if (row == null) {
            throw new IllegalStateException("no row for " + from);
        }
        return row.to(target);
    }

    /** The state of an agent who is ready and has these tasks (same guide, p. 179). */
    static MediaState whileReady(Collection<TaskState> tasks) {
        if (tasks.contains(TaskState.INTERRUPTED)) {
            return INTERRUPTED;
        }
        if (tasks.contains(TaskState.ACTIVE)) {
            return ACTIVE;
        }
        if (tasks.contains(TaskState.WRAPPING_UP)) {
            return WORK_READY;
        }
        if (tasks.contains(TaskState.PAUSED)) {
            return PAUSED;
        }
        return tasks.stream().anyMatch(TaskState::waiting) ? RESERVED : READY;
    }

    private static Map<MediaState, Row> table(Row... rows) {
        Map<MediaState, Row> table = new EnumMap<>(MediaState.class);
        List.of(rows).forEach(row -> table.put(row.from(), row));
        return table;
    }
}
