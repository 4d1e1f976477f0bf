/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Any value of a record or sealed type, by its components: so a field added to the core is in the
 * test before anybody thinks of it.
 */
final class RandomRecords {

    /** Texts in the core that are one of a few on the wire. */
    private static final Map<String, List<String>> WORDS =
            Map.of(
                    "interruptAction", List.of("ACCEPT", "IGNORE", "UNKNOWN"),
                    "dialogLogoutAction", List.of("CLOSE", "TRANSFER", "UNKNOWN"));

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    <T> T any(Class<T> type) {
        return type.cast(value(type, ""));
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> value(element, "")).toList();
        }
        return plain((Class<?>) type, name);
    }

    private Object plain(Class<?> type, String name) {
        if (type == String.class) {
            List<String> words =
                    WORDS.getOrDefault(name, List.of("", "é✓", "x" + random.nextInt()));
            return words.get(random.nextInt(words.size()));
        } else if (type == int.class) {
            return random.nextInt(1000);
        } else if (type == long.class) {
            return random.nextLong();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == Instant.class) {
            return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } else if (type.isSealed()) {
            Class<?>[] kinds = type.getPermittedSubclasses();
            return plain(kinds[random.nextInt(kinds.length)], name);
        }
        return record(type);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Arrays.stream(components)
                        .map(each -> value(each.getGenericType(), each.getName()))
                        .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such record: " + type, e);
        }
    }
}
