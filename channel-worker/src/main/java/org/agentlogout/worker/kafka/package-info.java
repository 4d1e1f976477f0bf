/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The worker's border to Kafka: commands in, results out, sessions and switch news followed.
 *
 * <p>Start with {@link org.agentlogout.worker.kafka.CommandLoop}: it holds the promise of delivery.
 * Generated Avro classes stay in the {@code *Mapper} classes; nothing outside this package sees
 * Kafka, except where the worker is wired.
 */
@NullMarked
package org.agentlogout.worker.kafka;

import org.jspecify.annotations.NullMarked;
