/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What every program on Kafka must agree on.
 *
 * <p>{@link org.agentlogout.wire.Topic} is the catalogue of topics, {@link
 * org.agentlogout.wire.Topics} puts the installation's prefix in front of them. {@link
 * org.agentlogout.wire.AvroSerdes} writes and reads their values; a registry that cannot be reached
 * never looks like bad input there. {@link org.agentlogout.wire.KafkaSettings} takes the clients'
 * settings from the environment. No rule of the logout lives here.
 */
@NullMarked
package org.agentlogout.wire;

import org.jspecify.annotations.NullMarked;
