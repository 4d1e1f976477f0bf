/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

/** What became of reading a record of Kafka into a value of ours. */
sealed interface Reading<T> {

    record Taken<T>(T value) implements Reading<T> {}

    /** Can never be taken: a dead letter. */
    record Unfit<T>(Problem problem) implements Reading<T> {}

    /**
     * The registry gave no answer: nothing is known about the record, it is to be read again later.
     *
     * @param cause a sentence for people
     */
    record NotNow<T>(String cause) implements Reading<T> {}
}
