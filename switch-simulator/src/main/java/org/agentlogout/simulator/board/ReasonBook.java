/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured reasons and when one has to be given (developer guide 12.5, p. 51 to 53). */
final class ReasonBook {

    private final Map<ReasonCategory, Map<Integer, Reason>> byCategory =
            new EnumMap<>(ReasonCategory.class);

    void replace(ReasonCategory category, List<Reason> reasons) {
        Map<Integer, Reason> byId = new LinkedHashMap<>();
        reasons.forEach(reason -> byId.put(reason.id(), reason));
        byCategory.put(category, byId);
    }

    List<Reason> list(ReasonCategory category) {
        return new ArrayList<>(of(category).values());
    }

    /** Why this id cannot be given as a reason, empty when it can. */
    Optional<Refusal> objection(ReasonCategory category, int id) {
        Map<Integer, Reason> known = of(category);
        if (id == Reason.NO_ID) {
            return known.isEmpty() ? Optional.empty() : Optional.of(Refusal.REASON_REQUIRED);
        }
        if (known.isEmpty()) {
            return Optional.of(Refusal.REASON_FORBIDDEN);
        }
        return known.containsKey(id) ? Optional.empty() : Optional.of(Refusal.REASON_UNKNOWN);
    }

    /** The same for a code; one that is configured nowhere is taken. */
    Optional<Refusal> objectionToCode(ReasonCategory category, int code) {
        return code == 0 && !of(category).isEmpty()
                ? Optional.of(Refusal.REASON_REQUIRED)
                : Optional.empty();
    }

    Reason byCode(ReasonCategory category, int code) {
        return of(category).values().stream()
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElse(code == 0 ? Reason.NONE : new Reason(Reason.NO_ID, code, "", false));
    }

    Reason reason(ReasonCategory category, int id) {
        Reason none = of(category).isEmpty() ? Reason.NONE : Reason.NOT_CHOSEN;
        return of(category).getOrDefault(id, none);
    }

    private Map<Integer, Reason> of(ReasonCategory category) {
        return byCategory.getOrDefault(category, Map.of());
    }
}
