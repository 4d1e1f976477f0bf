/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.wire.Topic;

/** What was set aside for an operator. */
final class LetterChecks {

    private LetterChecks() {}

    /** As many dead letters under a key as records under it that nobody can read, and no others. */
    static List<String> letters(History history) {
        var unreadable = byKey(history, LetterChecks::isUnreadable);
        var letters = byKey(history, mail -> mail.topic() == Topic.DEAD_LETTER);
        var all = new LinkedHashMap<>(unreadable);
        letters.forEach(all::putIfAbsent);
        var violations = new ArrayList<String>();
        for (var key : all.keySet()) {
            var wanted = unreadable.getOrDefault(key, 0L);
            var found = letters.getOrDefault(key, 0L);
            if (!wanted.equals(found)) {
                violations.add(
                        key
                                + ": "
                                + wanted
                                + " unreadable records, "
                                + found
                                + " dead letters "
                                + reasons(history, key));
            }
        }
        return violations;
    }

    private static boolean isUnreadable(Mail mail) {
        return mail.topic() != Topic.DEAD_LETTER && !mail.problem().isEmpty();
    }

    private static Map<String, Long> byKey(History history, Predicate<Mail> wanted) {
        return history.mails().stream()
                .filter(wanted)
                .collect(groupingBy(Mail::key, LinkedHashMap::new, counting()));
    }

    private static List<String> reasons(History history, String key) {
        return history.mails().stream()
                .filter(mail -> mail.topic() == Topic.DEAD_LETTER && mail.key().equals(key))
                .map(Mail::problem)
                .toList();
    }
}
