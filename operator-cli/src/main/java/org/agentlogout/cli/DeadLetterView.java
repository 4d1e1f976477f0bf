/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;

/** Dead letters for people and for scripts, with their values where these can be read after all. */
final class DeadLetterView {

    /** A value beyond it is named by its size only, so that a thousand lines fit into memory. */
    private static final int SHOWN = 64 * 1024;

    private final Topics topics;
    private final AvroSerdes serdes;
    private final Map<Topic, AvroReader<? extends SpecificRecord>> readers =
            new EnumMap<>(Topic.class);
    private String registryTrouble = "";

    DeadLetterView(Topics topics, AvroSerdes serdes) {
        this.topics = topics;
        this.serdes = serdes;
    }

    /** Why values are not shown that may well be readable; empty when the registry answered. */
    String registryTrouble() {
        return registryTrouble;
    }

    String line(DeadLetter letter, boolean replayed) {
        var value = decoded(letter).map(RecordLine::of);
        var shown = value.map(it -> "\n    " + it.kind() + "  " + it.text()).orElse("");
        return Paint.BOLD.on("%-8s".formatted(letter.position()))
                + " "
                + Paint.DIM.on(letter.at().toString())
                + "  "
                + Paint.YELLOW.on(letter.reason().isEmpty() ? "?" : letter.reason())
                + (replayed ? Paint.GREEN.on("  (replayed)") : "")
                + "  key "
                + letter.key()
                + "\n    from "
                + from(letter)
                + letter.replyTarget().map(it -> ", a reply for " + it).orElse("")
                + ": "
                + letter.text()
                + shown;
    }

    private static String from(DeadLetter letter) {
        return letter.topic().isEmpty() ? "somewhere" : letter.topic() + " " + letter.origin();
    }

    String json(DeadLetter letter, boolean replayed) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("letter", letter.position().toString());
        fields.put("at", letter.at().toString());
        fields.put("reason", letter.reason());
        fields.put("text", letter.text());
        fields.put("topic", letter.topic());
        fields.put("origin", letter.origin());
        fields.put("key", letter.key());
        fields.put("by", letter.by());
        fields.put("replayed", replayed);
        letter.replyTarget().ifPresent(it -> fields.put("replyTarget", it));
        fields.put("bytes", bytes(letter));
        decoded(letter).ifPresent(it -> fields.put("value", JsonText.fields(it)));
        return JsonText.of(fields);
    }

    private static int bytes(DeadLetter letter) {
        var value = letter.record().value();
        return value == null ? 0 : value.length;
    }

    private Optional<SpecificRecord> decoded(DeadLetter letter) {
        var value = letter.record().value();
        if (value == null || value.length > SHOWN || !registryTrouble.isEmpty()) {
            return Optional.empty();
        }
        return switch (topics.find(letter.topic()).flatMap(this::reader).orElse(null)) {
            case null -> Optional.empty();
            case AvroReader<? extends SpecificRecord> reader -> opened(reader.read(value));
        };
    }

    private Optional<SpecificRecord> opened(ReadResult<? extends SpecificRecord> result) {
        return switch (result) {
            case ReadResult.Read<? extends SpecificRecord> read -> Optional.of(read.value());
            case ReadResult.Unreadable<?> unreadable -> Optional.empty();
            case ReadResult.RegistryUnavailable<?> away -> {
                // Asking again for each letter would take two seconds each.
                registryTrouble = away.cause();
                yield Optional.empty();
            }
        };
    }

    private Optional<AvroReader<? extends SpecificRecord>> reader(Topic topic) {
        return topic.recordType()
                .map(type -> readers.computeIfAbsent(topic, ignored -> serdes.reader(type)));
    }
}
