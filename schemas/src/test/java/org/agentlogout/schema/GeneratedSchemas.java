/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** All schemas that the code generator made classes of. */
final class GeneratedSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Schema> ALL = find();

    private GeneratedSchemas() {}

    static Collection<Schema> all() {
        return ALL.values();
    }

    static List<Schema> records() {
        return all().stream().filter(schema -> schema.getType() == Schema.Type.RECORD).toList();
    }

    static List<Schema> enums() {
        return all().stream().filter(schema -> schema.getType() == Schema.Type.ENUM).toList();
    }

    /** What topics and stores hold: records that say so, and those that are in no other record. */
    static List<Schema> roots() {
        Set<String> inner =
                records().stream()
                        .flatMap(record -> record.getFields().stream())
                        .flatMap(field -> named(field.schema()))
                        .map(Schema::getFullName)
                        .collect(Collectors.toSet());
        return records().stream()
                .filter(r -> isOnATopic(r) || !inner.contains(r.getFullName()))
                .toList();
    }

    private static boolean isOnATopic(Schema record) {
        return record.getDoc() != null && record.getDoc().startsWith("Topic");
    }

    /** The schema as JSON without comments and without what is only for Java's code generator. */
    static String plain(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            strip(tree);
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
            return text.replaceAll("\\{\\s*\"type\" : \"string\"\\s*}", "\"string\"");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("doc", "avro.java.string"));
        }
        node.forEach(GeneratedSchemas::strip);
    }

    private static Stream<Schema> named(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> named(schema.getElementType());
            case MAP -> named(schema.getValueType());
            case UNION -> schema.getTypes().stream().flatMap(GeneratedSchemas::named);
            case RECORD, ENUM, FIXED -> Stream.of(schema);
            default -> Stream.of();
        };
    }

    private static Map<String, Schema> find() {
        try {
            Path classes =
                    Path.of(AgentState.class.getResource("AgentState.class").toURI()).getParent();
            Map<String, Schema> found = new TreeMap<>();
            try (Stream<Path> files = Files.list(classes)) {
                files.map(path -> path.getFileName().toString())
                        .filter(name -> name.endsWith(".class") && !name.contains("$"))
                        .map(name -> load(name.replace(".class", "")))
                        .filter(GeneratedSchemas::hasSchema)
                        .map(type -> SpecificData.get().getSchema(type))
                        .forEach(schema -> found.put(schema.getFullName(), schema));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasSchema(Class<?> type) {
        return type.isEnum() || SpecificRecord.class.isAssignableFrom(type);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(AgentState.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
