/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Subjects, their versions and the ids of schemas. An id belongs to a schema's text, whichever
 * subject it is registered under; versions of a subject count from 1; nothing is ever deleted.
 * Every method is atomic and may be called from any thread; what is refused is a {@link
 * RegistryFailure}.
 */
final class SchemaShelf {

    /** One version of a subject. */
    record Entry(String subject, int version, int id, String schema) {}

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, List<Entry>> subjects = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new TreeMap<>();
    private CompatibilityLevel defaultLevel = CompatibilityLevel.BACKWARD;

    /** The id of the schema, whether it was there before or not. */
    synchronized int register(String subject, String schema) {
        var parsed = parse(schema);
        var text = parsed.toString();
        var known = find(subject, text);
        if (known != null) {
            return known.id();
        }
        checkCompatible(subject, parsed);
        var id = ids.computeIfAbsent(text, ignored -> ids.size() + 1);
        var versions = subjects.computeIfAbsent(subject, ignored -> new ArrayList<>());
        versions.add(new Entry(subject, versions.size() + 1, id, text));
        return id;
    }

    /** The version of the subject that has this schema. */
    synchronized Entry lookUp(String subject, String schema) {
        versionsOf(subject);
        var found = find(subject, parse(schema).toString());
        if (found == null) {
            throw RegistryFailure.schemaNotFound("of that text under subject '" + subject + "'");
        }
        return found;
    }

    synchronized String schema(int id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> RegistryFailure.schemaNotFound(String.valueOf(id)));
    }

    synchronized List<Entry> entriesOf(int id) {
        schema(id);
        return subjects.values().stream().flatMap(List::stream).filter(e -> e.id() == id).toList();
    }

    /** {@code version} is a number from 1, or "latest" or -1 for the newest. */
    synchronized Entry version(String subject, String version) {
        var number = versionNumber(version);
        var versions = versionsOf(subject);
        if (number == -1) {
            return versions.getLast();
        }
        if (number > versions.size()) {
            throw RegistryFailure.noSuchVersion(number);
        }
        return versions.get(number - 1);
    }

    synchronized List<Integer> versions(String subject) {
        return versionsOf(subject).stream().map(Entry::version).toList();
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Whether the subject would take the schema as its next version. */
    synchronized boolean wouldTake(String subject, String schema) {
        var parsed = parse(schema);
        try {
            checkCompatible(subject, parsed);
            return true;
        } catch (RegistryFailure e) {
            return false;
        }
    }

    synchronized String level(String subject) {
        var level = levels.get(subject);
        if (level == null) {
            throw RegistryFailure.noCompatibilitySet(subject);
        }
        return level.name();
    }

    synchronized String defaultLevel() {
        return defaultLevel.name();
    }

    synchronized void setLevel(String subject, String level) {
        levels.put(subject, compatibilityLevel(level));
    }

    synchronized void setDefaultLevel(String level) {
        defaultLevel = compatibilityLevel(level);
    }

    private @Nullable Entry find(String subject, String text) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(entry -> entry.schema().equals(text))
                .findFirst()
                .orElse(null);
    }

    private List<Entry> versionsOf(String subject) {
        var versions = subjects.get(subject);
        if (versions == null) {
            throw RegistryFailure.noSuchSubject(subject);
        }
        return versions;
    }

    private void checkCompatible(String subject, Schema schema) {
        var earlier =
                subjects.getOrDefault(subject, List.of()).reversed().stream()
                        .map(entry -> parse(entry.schema()))
                        .toList();
        try {
            levels.getOrDefault(subject, defaultLevel).validator().validate(schema, earlier);
        } catch (SchemaValidationException e) {
            throw RegistryFailure.incompatible(subject, String.valueOf(e.getMessage()));
        }
    }

    private static Schema parse(String schema) {
        try {
            return new Schema.Parser().parse(schema);
        } catch (SchemaParseException e) {
            throw RegistryFailure.badSchema(String.valueOf(e.getMessage()));
        } catch (AvroRuntimeException e) {
            throw RegistryFailure.badSchema(e.toString());
        }
    }

    private static int versionNumber(String version) {
        if (version.equals("latest")) {
            return -1;
        }
        try {
            var number = Integer.parseInt(version);
            if (number == -1 || number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw RegistryFailure.badVersion(version);
        }
        throw RegistryFailure.badVersion(version);
    }

    private static CompatibilityLevel compatibilityLevel(String level) {
        for (var known : CompatibilityLevel.values()) {
            if (known.name().equals(level)) {
                return known;
            }
        }
        throw RegistryFailure.badCompatibility(level);
    }
}
