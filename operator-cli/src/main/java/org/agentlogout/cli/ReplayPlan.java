/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What sending a dead letter back would do. */
sealed interface ReplayPlan {

    /** Key, value and headers as they were; the time stamp is now, else deadlines would be over. */
    record Send(ProducerRecord<byte[], byte[]> record) implements ReplayPlan {}

    /**
     * @param why a sentence for people
     */
    record Refuse(String why) implements ReplayPlan {}

    /**
     * How letters are sent back.
     *
     * @param listed topics of gateways that copies of replies may go to
     * @param byKey let the key choose the partition, for what came into a wrong one
     * @param partitions how many a topic has; empty when it does not exist
     */
    record Rules(
            Topics topics,
            Set<String> listed,
            boolean byKey,
            Function<String, OptionalInt> partitions) {}

    /** Set by the orchestrator, the workers or the router when it became a letter. */
    List<String> OURS =
            List.of(
                    HeaderNames.DEAD_LETTER_TOPIC,
                    HeaderNames.DEAD_LETTER_PARTITION,
                    HeaderNames.DEAD_LETTER_OFFSET,
                    HeaderNames.DEAD_LETTER_TIMESTAMP,
                    HeaderNames.DEAD_LETTER_REASON,
                    HeaderNames.DEAD_LETTER_TEXT,
                    HeaderNames.DEAD_LETTER_BY,
                    HeaderNames.REPLY_UNDELIVERABLE,
                    HeaderNames.REPLAYED_FROM);

    /** What a gateway gets with a reply. */
    List<String> ECHOED =
            List.of(HeaderNames.REQUEST_ID, HeaderNames.TRACE_PARENT, HeaderNames.CORRELATION_ID);

    static ReplayPlan of(DeadLetter letter, Rules rules) {
        return letter.replyTarget()
                .map(target -> toTarget(letter, target, rules))
                .orElseGet(() -> toOrigin(letter, rules));
    }

    private static ReplayPlan toTarget(DeadLetter letter, String target, Rules rules) {
        if (rules.topics().find(target).isPresent()) {
            return new Refuse(target + " is a topic of the product itself, no gateway's.");
        }
        if (!rules.listed().contains(target)) {
            return new Refuse(
                    target
                            + " is no listed reply topic; --reply-topics "
                            + target
                            + " lists it for this once.");
        }
        var count = rules.partitions().apply(target);
        if (count.isEmpty()) {
            return new Refuse("There is no topic " + target + ".");
        }
        var asked = HeaderNames.replyPartition(letter.headers());
        var fits =
                asked.isPresent() && asked.getAsInt() >= 0 && asked.getAsInt() < count.getAsInt();
        var headers = new RecordHeaders();
        for (var name : ECHOED) {
            var header = letter.headers().lastHeader(name);
            if (header != null) {
                headers.add(header);
            }
        }
        return send(letter, target, fits ? asked : OptionalInt.empty(), headers);
    }

    private static ReplayPlan toOrigin(DeadLetter letter, Rules rules) {
        var topic = letter.topic();
        if (topic.equals(HeaderNames.STORED_STATE)) {
            return storedState(letter, rules);
        }
        var known = rules.topics().find(topic);
        if (known.isEmpty()) {
            return new Refuse("It came from \"" + topic + "\", which is no topic of the product.");
        }
        if (known.get().direction() == Topic.Direction.OUT) {
            return new Refuse("Nobody takes input from " + topic + ".");
        }
        if (letter.record().value() == null) {
            // On a compacted topic it would delete what is there.
            return new Refuse("It holds no value that could be sent.");
        }
        var count = rules.partitions().apply(topic);
        if (count.isEmpty()) {
            return new Refuse("There is no topic " + topic + ".");
        }
        var partition = rules.byKey() ? OptionalInt.empty() : letter.partition();
        if (!rules.byKey() && (partition.isEmpty() || partition.getAsInt() >= count.getAsInt())) {
            return new Refuse(
                    topic
                            + " has no partition "
                            + letter.origin()
                            + "; --by-key lets the key choose.");
        }
        if (rules.byKey() && letter.record().key() == null) {
            return new Refuse("It has no key that could choose a partition.");
        }
        var headers = new RecordHeaders();
        for (Header header : letter.headers()) {
            if (!OURS.contains(header.key())) {
                headers.add(header);
            }
        }
        return send(letter, topic, partition, headers);
    }

    /**
     * A stored agent goes to its partition by the topic that only the product's own programs write;
     * the orchestrator knows it by its header, ends the agent's quarantine and takes up its session
     * again.
     */
    private static ReplayPlan storedState(DeadLetter letter, Rules rules) {
        var topic = rules.topics().name(Topic.CHANNEL_RESULT);
        if (rules.partitions().apply(topic).isEmpty()) {
            return new Refuse("There is no topic " + topic + ".");
        }
        var headers = new RecordHeaders();
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, HeaderNames.STORED_STATE);
        return send(letter, topic, OptionalInt.empty(), headers);
    }

    private static ReplayPlan send(
            DeadLetter letter, String topic, OptionalInt partition, RecordHeaders headers) {
        HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, letter.position().toString());
        Integer to = partition.isPresent() ? (Integer) partition.getAsInt() : null;
        var it = letter.record();
        return new Send(new ProducerRecord<>(topic, to, null, it.key(), it.value(), headers));
    }
}
