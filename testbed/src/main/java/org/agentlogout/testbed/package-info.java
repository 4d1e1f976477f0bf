/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The local stack without Docker, and the tests that need all of it. Never shipped.
 *
 * <p>{@code LocalKafka} is a broker in this JVM, {@code LocalRegistry} a schema registry's HTTP
 * side, {@code LocalStack} both of them with simulator, orchestrator and two workers ({@code
 * ./logout up}). {@code scenario} tells the stories that the demo shows and the end-to-end tests
 * check. {@code fault} kills and freezes processes under load and judges what is left behind.
 */
@NullMarked
package org.agentlogout.testbed;

import org.jspecify.annotations.NullMarked;
