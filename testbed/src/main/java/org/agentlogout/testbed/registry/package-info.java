/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A schema registry for one machine and one run: Confluent's REST interface as far as its Java
 * client, librdkafka's serdes and {@code logout topics} use it. Kept in memory; not for production.
 *
 * <p>{@code LocalRegistry} speaks HTTP, {@code SchemaShelf} knows the rules, {@code
 * RegistryFailure} holds the numbers of the errors (Confluent Schema Registry API reference).
 */
@NullMarked
package org.agentlogout.testbed.registry;

import org.jspecify.annotations.NullMarked;
