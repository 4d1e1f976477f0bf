/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A control request: path segments and a JSON object or array, read strictly. Every getter throws
 * {@link IllegalArgumentException} with a sentence when the field is missing or of another type.
 */
record ControlInput(String method, List<String> path, String query, JsonNode body) {

    private static final int TEXT_LIMIT = 4096;
    private static final Duration LONGEST = Duration.ofDays(1);

    static ControlInput of(String method, URI uri, JsonNode body) {
        List<String> path = new ArrayList<>();
        for (String raw : uri.getRawPath().split("/", -1)) {
            if (!raw.isEmpty()) {
                path.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new ControlInput(method, List.copyOf(path), query, body);
    }

    ControlInput with(JsonNode element) {
        return new ControlInput(method, path, query, element);
    }

    /** This, unless it has a field that nobody asks for: most likely a mistyped one. */
    ControlInput only(String... fields) {
        List<String> known = List.of(fields);
        for (String field : (Iterable<String>) body::fieldNames) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "there is no field \"" + field + "\" here, only " + known);
            }
        }
        return this;
    }

    String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || value.textValue().length() > TEXT_LIMIT) {
            throw new IllegalArgumentException("\"" + field + "\" must be a text");
        }
        return value.textValue();
    }

    String text(String field, String otherwise) {
        return given(field) ? text(field) : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        if (!given(field)) {
            return otherwise;
        }
        if (!body.path(field).isBoolean()) {
            throw new IllegalArgumentException("\"" + field + "\" must be true or false");
        }
        return body.path(field).booleanValue();
    }

    int number(String field, int otherwise) {
        if (!given(field)) {
            return otherwise;
        }
        if (!body.path(field).isInt()) {
            throw new IllegalArgumentException("\"" + field + "\" must be a whole number");
        }
        return body.path(field).intValue();
    }

    double share(String field) {
        if (!given(field)) {
            return 1;
        }
        if (!body.path(field).isNumber()) {
            throw new IllegalArgumentException("\"" + field + "\" must be a number");
        }
        return body.path(field).doubleValue();
    }

    /** A time in milliseconds, at most a day. */
    Duration millis(String field) {
        JsonNode value = body.path(field);
        if (!value.canConvertToLong()
                || !value.isIntegralNumber()
                || value.longValue() < 0
                || value.longValue() > LONGEST.toMillis()) {
            throw new IllegalArgumentException(
                    "\"" + field + "\" must be 0 to " + LONGEST.toMillis() + " milliseconds");
        }
        return Duration.ofMillis(value.longValue());
    }

    List<String> texts(String field) {
        List<String> values = new ArrayList<>();
        if (given(field)) {
            for (JsonNode element : array(body.path(field), field)) {
                if (!element.isTextual()) {
                    throw new IllegalArgumentException("\"" + field + "\" must hold texts");
                }
                values.add(element.textValue());
            }
        }
        return values;
    }

    /** The body as a list of objects. */
    List<ControlInput> elements() {
        List<ControlInput> elements = new ArrayList<>();
        array(body, "the body").forEach(element -> elements.add(with(element)));
        return elements;
    }

    long queryNumber(String key, long otherwise) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(key + "=")) {
                String value = pair.substring(key.length() + 1);
                if (!value.matches("\\d{1,18}")) {
                    throw new IllegalArgumentException(key + " must be a whole number");
                }
                return Long.parseLong(value);
            }
        }
        return otherwise;
    }

    boolean given(String field) {
        return !body.path(field).isMissingNode() && !body.path(field).isNull();
    }

    private static JsonNode array(JsonNode node, String what) {
        if (!node.isArray()) {
            throw new IllegalArgumentException(what + " must be a list");
        }
        return node;
    }
}
