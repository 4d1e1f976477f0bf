/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Outcome;

/**
 * The reasons a switch offers, and those the settings name. Requests carry the id, not the code; a
 * reason is required where any is configured, refused where none is, and never sent with a
 * supervisor's credential, for which the platform stamps its own (developer guide 12.5, p. 47 to
 * 53).
 *
 * <p>Lists are remembered per agent for {@value #SECONDS} s, so that the steps after a look need
 * not ask again. Safe for use by many threads.
 */
final class FinesseReasons {
    private static final int SECONDS = 60;
    private static final int MOST = 20_000;
    private static final int MOST_DISTINCT = 1_000;

    /** Kinds of reasons, named as in the API. */
    enum Category {
        NOT_READY,
        LOGOUT
    }

    /** A setting that names a reason. */
    record Wanted(String variable, String text) {}

    private record Key(String userId, Category category) {}

    private record Listed(List<Reason> reasons, Instant until) {}

    private final Map<Key, Listed> lists =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Listed> eldest) {
                    return size() > MOST;
                }
            };

    /** Agents of a team are offered the same: one list serves them all. Guarded by the lists. */
    private final Map<List<Reason>, List<Reason>> distinct =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Reason>, List<Reason>> eldest) {
                    return size() > MOST_DISTINCT;
                }
            };

    private final SwitchSettings settings;

    FinesseReasons(SwitchSettings settings) {
        this.settings = settings;
    }

    /** Asks the switch. One that does not know the resource (404) takes no reasons. */
    List<Reason> fresh(FinesseCaller caller, String userId, Category category)
            throws FinesseTrouble {
        List<Reason> reasons;
        try {
            String path = FinesseCaller.userPath(userId) + "/ReasonCodes?category=" + category;
            reasons = FinesseXml.reasons(caller.get(path, "ReasonCodes"));
        } catch (FinesseTrouble trouble) {
            if (!(trouble.outcome() instanceof Outcome.Refused(String code, String _, AgentState _))
                    || !code.equals("NOT_FOUND")) {
                throw trouble;
            }
            reasons = List.of();
        }
        Instant until = caller.timing().now().plus(Duration.ofSeconds(SECONDS));
        synchronized (lists) {
            List<Reason> one = List.copyOf(reasons);
            List<Reason> kept = Objects.requireNonNullElse(distinct.putIfAbsent(one, one), one);
            lists.put(new Key(userId, category), new Listed(kept, until));
            return kept;
        }
    }

    /** Without asking the switch. */
    Optional<List<Reason>> remembered(FinesseCaller caller, String userId, Category category) {
        synchronized (lists) {
            return Optional.ofNullable(lists.get(new Key(userId, category)))
                    .filter(listed -> caller.timing().now().isBefore(listed.until()))
                    .map(Listed::reasons);
        }
    }

    /** As remembered, else asked. */
    List<Reason> known(FinesseCaller caller, String userId, Category category)
            throws FinesseTrouble {
        Optional<List<Reason>> remembered = remembered(caller, userId, category);
        return remembered.isPresent() ? remembered.get() : fresh(caller, userId, category);
    }

    /** After the switch refused a reason: what is remembered of this agent may be old. */
    void forget(String userId) {
        synchronized (lists) {
            for (Category category : Category.values()) {
                lists.remove(new Key(userId, category));
            }
        }
    }

    Wanted notReady() {
        return new Wanted(settings.variable("NOT_READY_REASON"), settings.reasons().notReady());
    }

    /** That of an agent whose presence was lost; the usual one where it is not set. */
    Wanted forceNotReady() {
        String text = settings.reasons().forceNotReady();
        return text.isEmpty()
                ? notReady()
                : new Wanted(settings.variable("FORCE_NOT_READY_REASON"), text);
    }

    Wanted systemFailure() {
        return new Wanted(
                settings.variable("SYSTEM_FAILURE_REASON"), settings.reasons().systemFailure());
    }

    /** Empty, or what is wrong with the setting. */
    static String problem(List<Reason> offered, Wanted wanted) {
        if (offered.isEmpty() || find(offered, wanted).isPresent()) {
            return "";
        }
        return wanted.text().isEmpty()
                ? "The switch wants a reason and the setting " + wanted.variable() + " is missing."
                : "The reason \""
                        + wanted.text()
                        + "\" of the setting "
                        + wanted.variable()
                        + " is not known to the switch.";
    }

    /**
     * The id to send: empty where the switch takes none.
     *
     * @param code of the failure when the setting does not serve, such as NOT_READY_REASON
     */
    static String idOf(List<Reason> offered, Wanted wanted, String code) throws FinesseTrouble {
        if (!problem(offered, wanted).isEmpty()) {
            String end = wanted.text().isEmpty() ? "_MISSING" : "_UNKNOWN";
            throw FinesseTrouble.failed(code + end, problem(offered, wanted), false);
        }
        return find(offered, wanted).map(Reason::id).orElse("");
    }

    /** By label before id: a label may look like a number, and people write labels. */
    private static Optional<Reason> find(List<Reason> offered, Wanted wanted) {
        String text = wanted.text().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return offered.stream()
                .filter(reason -> reason.label().strip().equalsIgnoreCase(text))
                .findFirst()
                .or(() -> offered.stream().filter(r -> r.id().equals(text)).findFirst());
    }
}
