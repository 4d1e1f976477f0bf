/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentlogout.cli.Inbox.Mail;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * All that a run left behind. The checks are functions of it.
 *
 * @param mails every committed record of all topics, each partition's in its order
 * @param calls what reached the switch
 * @param out whether all channels of an agent are signed out at the switch in the end
 * @param asked what gateways asked, as they remember it
 * @param arrivals replies, as a gateway saw them come
 * @param struck what was done to the processes, in order of time
 */
public record History(
        List<Mail> mails,
        List<CallLogEntry> calls,
        Map<String, Boolean> out,
        List<Asked> asked,
        List<Arrival> arrivals,
        List<Struck> struck) {

    public History {
        mails = List.copyOf(mails);
        calls = List.copyOf(calls);
        out = Map.copyOf(out);
        asked = List.copyOf(asked);
        arrivals = List.copyOf(arrivals);
        struck = List.copyOf(struck);
    }

    /** A record and its value. */
    record Told<T>(Mail mail, T value) {}

    /** A request or a reply, whatever its type: of which request it is. */
    record RequestKey(String agent, String requestId) {
        @Override
        public String toString() {
            return requestId + " of " + agent;
        }
    }

    /** The records of that type, in all topics that hold it. */
    <T extends SpecificRecord> List<Told<T>> all(Class<T> type) {
        return mails.stream()
                .filter(mail -> type.isInstance(mail.value()))
                .map(mail -> new Told<>(mail, type.cast(mail.value())))
                .toList();
    }

    /** What gateways wrote and can be read, of all kinds of requests. */
    List<Mail> requests() {
        return mails.stream()
                .filter(mail -> isRequest(mail.topic()) && mail.value() != null)
                .toList();
    }

    static boolean isRequest(Topic topic) {
        return topic == Topic.REQUEST_LOGOUT
                || topic == Topic.REQUEST_LOGOUT_SUPERVISED
                || topic == Topic.REQUEST_CANCEL
                || topic == Topic.REQUEST_DISCONNECT
                || topic == Topic.REQUEST_RECOVER;
    }

    List<Mail> replies() {
        return mails.stream().filter(mail -> isReply(mail.topic())).toList();
    }

    static boolean isReply(Topic topic) {
        return topic == Topic.REPLY_SUCCESS || topic == Topic.REPLY_ERROR;
    }

    /** Of a request or reply that can be read. */
    static RequestKey requestKey(Mail mail) {
        var value = mail.value();
        if (value == null) {
            throw new IllegalArgumentException("not to be read: " + mail);
        }
        var field = value.getSchema().getField("requestId");
        return new RequestKey(mail.key(), value.get(field.pos()).toString());
    }

    Map<String, List<ChannelCommand>> commandsBy(Function<ChannelCommand, String> id) {
        return all(ChannelCommand.class).stream().map(Told::value).collect(grouped(id));
    }

    Map<String, List<ChannelResult>> resultsBy(Function<ChannelResult, String> id) {
        return all(ChannelResult.class).stream().map(Told::value).collect(grouped(id));
    }

    private static <T> java.util.stream.Collector<T, ?, Map<String, List<T>>> grouped(
            Function<T, String> id) {
        return Collectors.groupingBy(id);
    }

    /** What the switch changes when it takes it. */
    Stream<CallLogEntry> changes() {
        return calls.stream().filter(CallLogEntry::stateChanging);
    }
}
