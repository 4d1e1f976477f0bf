/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

/** What became of reading the value of one record. */
public sealed interface ReadResult<T> {

    /** The value, in today's shape. */
    record Read<T>(T value) implements ReadResult<T> {}

    /**
     * These bytes can never be read here; trying again will not help.
     *
     * @param why one word, for headers and counters
     * @param text a sentence for people; holds nothing of the value
     */
    record Unreadable<T>(Why why, String text) implements ReadResult<T> {}

    /**
     * The registry gave no answer about the schema, so nothing is known about these bytes: set them
     * aside and try again.
     *
     * @param cause a sentence for people
     */
    record RegistryUnavailable<T>(String cause) implements ReadResult<T> {}

    /** Why bytes cannot be read. */
    enum Why {
        /** More than the reader takes; the value was not looked at. */
        TOO_LARGE,
        /** Not the registry's wire format: too short, or another magic byte. */
        NOT_AVRO,
        /** The registry answered that it knows no schema of that id, or none that is Avro. */
        UNKNOWN_SCHEMA,
        /** The schema is of another record type than the topic's. */
        OTHER_RECORD,
        /** Ends too early or too late, or contradicts its schema. */
        MALFORMED,
        /** Its kind was added by a later release. */
        UNKNOWN_KIND
    }
}
