/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages with a value in every field that the version has, the largest ones included. */
final class RandomMessages {

    private static final Set<String> SIGNED = Set.of("mrdId", "icmAgentId", "departmentId");

    private final Random random;
    private final CtiVersion version;

    RandomMessages(long seed, CtiVersion version) {
        this.random = new Random(seed);
        this.version = version;
    }

    /** Every message that we speak. */
    static List<Class<?>> types() {
        return Stream.of(SessionMessage.class, AgentMessage.class, CallMessage.class)
                .flatMap(it -> Arrays.stream(it.getPermittedSubclasses()))
                .<Class<?>>map(it -> it)
                .toList();
    }

    CtiMessage next() {
        return next(types().get(random.nextInt(types().size())));
    }

    CtiMessage next(Class<?> type) {
        CtiMessage message = (CtiMessage) record(type);
        return message instanceof SessionMessage.FailureConf it ? failure(it) : message;
    }

    /** Its two forms do not have the same room. */
    private static CtiMessage failure(SessionMessage.FailureConf it) {
        return switch (it.form()) {
            case STATUS -> new SessionMessage.FailureConf(it.invokeId(), it.status(), it.form(), 0);
            case CODE_AND_PERIPHERAL_ERROR ->
                    new SessionMessage.FailureConf(
                            it.invokeId(),
                            it.status() & 0xFFFF,
                            it.form(),
                            it.peripheralErrorCode());
        };
    }

    private Object record(Class<?> type) {
        RecordComponent[] fields = type.getRecordComponents();
        Object[] values = Arrays.stream(fields).map(this::value).toArray();
        Class<?>[] types =
                Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private Object value(RecordComponent field) {
        String name = field.getName();
        boolean twoByteTags = version.number() >= 20;
        return switch (name) {
            case "departmentId" -> version.number() >= 19 ? random.nextInt() : 0;
            case "sessionType" ->
                    version.number() >= 24
                            ? oneOf(SessionMessage.SessionType.values())
                            : SessionMessage.SessionType.UNKNOWN;
            case "ssoEnabled" -> twoByteTags && random.nextBoolean();
            case "uniqueInstanceId" -> twoByteTags ? text(11) : "";
            case "version" -> (long) version.number();
            default -> value(field.getGenericType(), name);
        };
    }

    private Object value(Type type, String name) {
        return switch (type) {
            case ParameterizedType list ->
                    IntStream.range(0, random.nextInt(11))
                            .mapToObj(it -> value(list.getActualTypeArguments()[0], name))
                            .toList();
            case Class<?> it when it == long.class -> random.nextLong() & 0xFFFF_FFFFL;
            case Class<?> it when it == int.class ->
                    SIGNED.contains(name) ? random.nextInt() : random.nextInt(0x1_0000);
            case Class<?> it when it == boolean.class -> random.nextBoolean();
            case Class<?> it when it == String.class -> text(11);
            case Class<?> it when it == Password.class -> new Password(text(63));
            case Class<?> it when it.isEnum() -> oneOf(it.getEnumConstants());
            case Class<?> it -> record(it);
            default -> throw new AssertionError(name + " is a " + type);
        };
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private String text(int limit) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(limit + 1); i > 0; i--) {
            text.append((char) (random.nextInt(10) == 0 ? 0xE4 : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
