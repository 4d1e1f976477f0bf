/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.VoiceRules.Move.ALREADY_OUT;
import static org.agentlogout.simulator.board.VoiceRules.Move.INTERNAL;
import static org.agentlogout.simulator.board.VoiceRules.Move.INVALID;
import static org.agentlogout.simulator.board.VoiceRules.Move.NOW;
import static org.agentlogout.simulator.board.VoiceRules.Move.NO_LOGOUT;
import static org.agentlogout.simulator.board.VoiceRules.Move.PENDING;
import static org.agentlogout.simulator.board.VoiceRules.Move.PENDING_ONCE;
import static org.agentlogout.simulator.board.VoiceRules.Move.SILENT;
import static org.agentlogout.simulator.board.VoiceRules.Move.WORK_MODE;
import static org.agentlogout.simulator.board.VoiceState.HOLD;
import static org.agentlogout.simulator.board.VoiceState.LOGOUT;
import static org.agentlogout.simulator.board.VoiceState.NOT_READY;
import static org.agentlogout.simulator.board.VoiceState.READY;
import static org.agentlogout.simulator.board.VoiceState.RESERVED;
import static org.agentlogout.simulator.board.VoiceState.RESERVED_OUTBOUND;
import static org.agentlogout.simulator.board.VoiceState.RESERVED_OUTBOUND_PREVIEW;
import static org.agentlogout.simulator.board.VoiceState.TALKING;
import static org.agentlogout.simulator.board.VoiceState.UNKNOWN;
import static org.agentlogout.simulator.board.VoiceState.WORK;
import static org.agentlogout.simulator.board.VoiceState.WORK_READY;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The legal moves of the voice channel, one row per state: what becomes of a wish for READY,
 * NOT_READY and LOGOUT. Sources: Finesse developer guide 12.5, p. 42 to 50.
 */
final class VoiceRules {

    /** What becomes of a wish. */
    enum Move {
        NOW,
        SILENT,
        /** When the call ends. */
        PENDING,
        /** When the call ends, but asked for once per call only. */
        PENDING_ONCE,
        INVALID,
        /** LOGOUT in a state it is not allowed in; the number of the refusal is a setting. */
        NO_LOGOUT,
        WORK_MODE,
        INTERNAL,
        ALREADY_OUT
    }

    private record Row(VoiceState from, Move ready, Move notReady, Move logout) {
        Move to(VoiceTarget target) {
            return switch (target) {
                case NONE -> SILENT;
                case READY -> ready;
                case NOT_READY -> notReady;
                case LOGOUT -> logout;
            };
        }
    }

    private static final Map<VoiceState, Row> CCE =
            table(
                    new Row(LOGOUT, INVALID, INVALID, ALREADY_OUT),
                    new Row(NOT_READY, NOW, NOW, NOW),
                    new Row(READY, SILENT, NOW, NO_LOGOUT),
                    new Row(RESERVED, INVALID, INVALID, NO_LOGOUT),
                    new Row(RESERVED_OUTBOUND, NOW, NOW, NO_LOGOUT),
                    new Row(RESERVED_OUTBOUND_PREVIEW, INVALID, PENDING, NO_LOGOUT),
                    new Row(TALKING, PENDING, PENDING, NO_LOGOUT),
                    new Row(HOLD, PENDING, PENDING, NO_LOGOUT),
                    new Row(WORK, NOW, NOW, NO_LOGOUT),
                    new Row(WORK_READY, NOW, NOW, NO_LOGOUT),
                    new Row(UNKNOWN, INVALID, INVALID, NO_LOGOUT));

    private static final Map<VoiceState, Row> CCX =
            table(
                    new Row(LOGOUT, INVALID, INVALID, ALREADY_OUT),
                    new Row(NOT_READY, NOW, NOW, NOW),
                    new Row(READY, SILENT, NOW, NOW),
                    new Row(RESERVED, INVALID, INVALID, NO_LOGOUT),
                    new Row(RESERVED_OUTBOUND, INTERNAL, INTERNAL, NO_LOGOUT),
                    new Row(RESERVED_OUTBOUND_PREVIEW, INTERNAL, INTERNAL, NO_LOGOUT),
                    new Row(TALKING, WORK_MODE, PENDING_ONCE, NO_LOGOUT),
                    new Row(HOLD, WORK_MODE, PENDING_ONCE, NO_LOGOUT),
                    new Row(WORK, NOW, NOW, NO_LOGOUT),
                    new Row(WORK_READY, INVALID, INVALID, NO_LOGOUT),
                    new Row(UNKNOWN, INVALID, INVALID, NO_LOGOUT));

    /** A supervisor on a member of the team, on both platforms. */
    private static final Map<VoiceState, Row> SUPERVISOR =
            table(
                    new Row(LOGOUT, INVALID, INVALID, ALREADY_OUT),
                    new Row(NOT_READY, NOW, INVALID, NOW),
                    new Row(READY, SILENT, NOW, NOW),
                    new Row(RESERVED, INVALID, INVALID, NOW),
                    new Row(RESERVED_OUTBOUND, INVALID, INVALID, NOW),
                    new Row(RESERVED_OUTBOUND_PREVIEW, INVALID, INVALID, NOW),
                    new Row(TALKING, INVALID, INVALID, NOW),
                    new Row(HOLD, INVALID, INVALID, NOW),
                    new Row(WORK, NOW, NOW, NOW),
                    new Row(WORK_READY, NOW, NOW, NOW),
                    new Row(UNKNOWN, INVALID, INVALID, INVALID));

    private VoiceRules() {}

    static Move move(Profile profile, Actor by, VoiceState from, VoiceTarget target) {
        Map<VoiceState, Row> table =
                switch (by) {
                    case SUPERVISOR -> SUPERVISOR;
                    case AGENT ->
                            switch (profile) {
                                case CCE -> CCE;
                                case CCX -> CCX;
                            };
                };
        Row row = table.get(from);
        if (row == null) {
            throw new IllegalStateException("no row for " + from);
        }
        return row.to(target);
    }

    private static Map<VoiceState, Row> table(Row... rows) {
        Map<VoiceState, Row> table = new EnumMap<>(VoiceState.class);
        List.of(rows).forEach(row -> table.put(row.from(), row));
        return table;
    }
}
