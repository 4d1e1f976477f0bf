/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The border: the only package of the orchestrator that sees generated Avro classes.
 *
 * <p>Records come in through {@link org.agentlogout.orchestrator.avro.InboundMapper}, which trusts
 * nothing, and go out through {@link org.agentlogout.orchestrator.avro.OutboundMapper}. What is
 * stored goes through {@link org.agentlogout.orchestrator.avro.SagaStateCodec}. Everything here is
 * a function of its arguments, the registry's schemas aside; nothing here knows Kafka Streams.
 */
@NullMarked
package org.agentlogout.orchestrator.avro;

import org.jspecify.annotations.NullMarked;
