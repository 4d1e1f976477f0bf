/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with one record, in sentences that name fields and never values. */
final class Checks {

    /** So many are told; a record of 64 channels can have hundreds. */
    private static final int TOLD = 8;

    private final List<String> complaints = new ArrayList<>();

    void that(boolean holds, String complaint) {
        if (!holds) {
            complaints.add(complaint);
        }
    }

    void id(String field, String value) {
        id(field, value, Limits.ID_BYTES);
    }

    /** For ids that are made of several others. */
    void id(String field, String value, int atMostBytes) {
        that(!value.isBlank(), field + " is empty.");
        optionalId(field, value, atMostBytes);
    }

    void optionalId(String field, @Nullable String value) {
        optionalId(field, value, Limits.ID_BYTES);
    }

    private void optionalId(String field, @Nullable String value, int atMostBytes) {
        String id = Texts.orEmpty(value);
        int bytes = Limits.bytes(id);
        that(
                bytes <= atMostBytes,
                field + " has " + bytes + " bytes, at most " + atMostBytes + ".");
        that(Limits.isPlain(id), field + " holds control characters.");
    }

    void text(String field, @Nullable String value) {
        int bytes = Limits.bytes(Texts.orEmpty(value));
        int most = Limits.TEXT_BYTES;
        that(bytes <= most, field + " has " + bytes + " bytes, at most " + most + ".");
    }

    void atMost(String field, int count, int most) {
        that(count <= most, field + " are " + count + ", at most " + most + ".");
    }

    /** A hostile list can be long: what is beyond the limit is one complaint and not thousands. */
    static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    /** For records whose reader takes more than may be. */
    void size(Inbound in) {
        int bytes = in.value() == null ? 0 : in.value().length;
        int most = Limits.RECORD_BYTES;
        that(bytes <= most, "The record has " + bytes + " bytes, at most " + most + ".");
    }

    /** The two rules of order: all of an agent is in one partition, and one task has it. */
    void address(Inbound in, String agentId, int partitions) {
        byte[] id = agentId.getBytes(StandardCharsets.UTF_8);
        that(
                in.key() != null && Arrays.equals(in.key(), id),
                "The key must be the agentId as plain UTF-8 bytes.");
        int right = KeyPartition.of(id, partitions);
        that(
                in.partition() == right,
                "It is in partition "
                        + in.partition()
                        + " and belongs into "
                        + right
                        + " (murmur2 of the key modulo "
                        + partitions
                        + "; with librdkafka set partitioner=murmur2_random).");
    }

    boolean passed() {
        return complaints.isEmpty();
    }

    /** All complaints in one line. */
    String told() {
        String told = String.join(" ", complaints.subList(0, Math.min(TOLD, complaints.size())));
        int more = complaints.size() - TOLD;
        return more > 0 ? told + " And " + more + " more." : told;
    }
}
