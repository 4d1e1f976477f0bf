/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.testbed.fault.History.RequestKey;
import org.agentlogout.testbed.fault.History.Told;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;

/** What gateways are told. */
final class ReplyChecks {

    /** The deadline of a request that names none, after its time stamp. */
    private static final Duration SAGA_TIME = Duration.ofMinutes(2);

    /**
     * The promise's second for a healthy system is not asserted: a machine that has to run five
     * more programs is not always one.
     */
    private static final Duration ALLOWED = Duration.ofSeconds(30);

    private ReplyChecks() {}

    static List<String> oneEach(History history) {
        var requests = counts(history.requests());
        var replies = counts(history.replies());
        var violations = new ArrayList<String>();
        var all = new LinkedHashMap<>(requests);
        replies.forEach(all::putIfAbsent);
        for (var key : all.keySet()) {
            var asked = requests.getOrDefault(key, 0L);
            var answered = replies.getOrDefault(key, 0L);
            if (!asked.equals(answered)) {
                violations.add(key + ": " + asked + " records, " + answered + " replies");
            }
        }
        return violations;
    }

    private static Map<RequestKey, Long> counts(List<Mail> mails) {
        return mails.stream()
                .collect(groupingBy(History::requestKey, LinkedHashMap::new, counting()));
    }

    static List<String> inPlace(History history) {
        var partitions = new HashMap<String, Integer>();
        history.requests().forEach(mail -> partitions.put(mail.key(), mail.partition()));
        var violations = new ArrayList<String>();
        for (var told : history.all(LogoutReply.class)) {
            var wanted =
                    told.value().getOutcome() == ReplyOutcome.SUCCESS
                            ? Topic.REPLY_SUCCESS
                            : Topic.REPLY_ERROR;
            if (told.mail().topic() != wanted
                    || !told.mail().key().equals(told.value().getAgentId())
                    || isElsewhere(told.mail(), partitions)) {
                violations.add(brief(told) + " lies in " + place(told.mail()));
            }
        }
        return violations;
    }

    private static boolean isElsewhere(Mail reply, Map<String, Integer> partitions) {
        return partitions.getOrDefault(reply.key(), reply.partition()) != reply.partition();
    }

    private static String place(Mail mail) {
        return mail.topic() + "-" + mail.partition() + "@" + mail.offset() + " of " + mail.key();
    }

    private static String brief(Told<LogoutReply> told) {
        var reply = told.value();
        return reply.getRequestId() + " " + reply.getOutcome() + " " + reply.getCode();
    }

    static List<String> repeatsAlike(History history) {
        var bodies =
                history.all(LogoutReply.class).stream()
                        .filter(it -> !"INTERNAL_ERROR".equals(it.value().getCode()))
                        .collect(groupingBy(it -> History.requestKey(it.mail())));
        var violations = new ArrayList<String>();
        bodies.forEach((key, replies) -> {
            if (replies.stream().map(Told::value).distinct().count() > 1) {
                violations.add(key + ": " + replies.stream().map(ReplyChecks::brief).toList());
            }
        });
        return violations;
    }

    /** The n-th record of a request is answered by the n-th reply. */
    static List<String> inTime(History history) {
        var arrivals =
                history.arrivals().stream()
                        .collect(groupingBy(it -> new RequestKey(it.agent(), it.requestId())));
        var violations = new ArrayList<String>();
        var seen = new HashMap<RequestKey, Integer>();
        for (var told : history.all(LogoutRequest.class)) {
            var key = History.requestKey(told.mail());
            var nth = seen.merge(key, 1, Integer::sum);
            var replies = arrivals.getOrDefault(key, List.of());
            var latest = latest(history, due(told));
            if (replies.size() >= nth && replies.get(nth - 1).at().isAfter(latest)) {
                var at = replies.get(nth - 1).at();
                violations.add(key + " was due by " + latest + " and came at " + at);
            }
        }
        return violations;
    }

    private static Instant due(Told<LogoutRequest> told) {
        var deadline = told.value().getDeadline();
        return deadline == null ? told.mail().at().plus(SAGA_TIME) : deadline;
    }

    /** Put off by what was down when it was due. */
    private static Instant latest(History history, Instant due) {
        var latest = due.plus(ALLOWED);
        for (var struck : history.struck()) {
            var recovered = struck.until().plus(ALLOWED);
            if (!struck.from().isAfter(latest) && recovered.isAfter(latest)) {
                latest = recovered;
            }
        }
        return latest;
    }

    /** Unless the agent has signed in again since. */
    static List<String> successIsTrue(History history) {
        var last = new HashMap<String, SessionOpened>();
        for (var opened : history.all(SessionOpened.class)) {
            last.merge(
                    opened.mail().key(),
                    opened.value(),
                    (one, other) -> one.getEpoch() > other.getEpoch() ? one : other);
        }
        return history.all(LogoutReply.class).stream()
                .map(Told::value)
                .filter(it ->
                        it.getKind() == ReplyKind.LOGOUT
                                && it.getOutcome() == ReplyOutcome.SUCCESS
                                && isOf(last.get(it.getAgentId()), it)
                                && !history.out().getOrDefault(it.getAgentId(), true))
                .map(it -> it.getRequestId() + ": " + it.getAgentId() + " is still signed in")
                .toList();
    }

    private static boolean isOf(@Nullable SessionOpened session, LogoutReply reply) {
        return session != null && session.getSessionId().equals(reply.getSessionId());
    }
}
