/* SPDX-License-Identifier: Apache-2.0 */

/** The orchestrator: one logout process (a saga) per session, on Kafka Streams. */
@NullMarked
package org.agentlogout.orchestrator;

import org.jspecify.annotations.NullMarked;
