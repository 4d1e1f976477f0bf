/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * JSON on one line. Times are ISO 8601 in UTC, enums and ids are texts, absent fields are left out.
 */
public final class JsonText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    static String of(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value that JSON cannot hold", e);
        }
    }

    static String of(IndexedRecord record) {
        return of(fields(record));
    }

    /** The fields of a record as maps, lists, texts, numbers and truth values. */
    static Map<String, Object> fields(IndexedRecord record) {
        var fields = new LinkedHashMap<String, Object>();
        for (var field : record.getSchema().getFields()) {
            var value = record.get(field.pos());
            if (value != null) {
                fields.put(field.name(), plain(value));
            }
        }
        return fields;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case IndexedRecord record -> fields(record);
            case Collection<?> list -> list.stream().map(JsonText::element).toList();
            case Number number -> number;
            case Boolean truth -> truth;
            case Instant instant -> instant.toString();
            default -> value.toString();
        };
    }

    private static Object element(@Nullable Object value) {
        return value == null ? "" : plain(value);
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
