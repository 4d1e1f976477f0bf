/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Cisco Finesse over its REST API, on Unified CCE and Unified CCX.
 *
 * <p>From the outside in: {@link org.agentlogout.worker.agentswitch.finesse.FinesseSwitch} is the
 * port; {@code VoiceChannel} and {@code MediaChannel} know what voice and task routing differ in;
 * {@code Change} is the one flow of every state-changing command (look, guard, last look, send,
 * confirm); {@code FinesseCaller} asks in the name of one credential; {@code FinesseHttp} knows the
 * two nodes. {@code FinesseErrors} is the table from what the switch says to what it means.
 *
 * <p>An answer 202 is never success: the state is read until it shows the change or time is up. No
 * notification service is used, for dropping such a session as the agent can force the agent out.
 * Facts are from the Finesse developer guide 12.5 unless another source is named.
 */
@NullMarked
package org.agentlogout.worker.agentswitch.finesse;

import org.jspecify.annotations.NullMarked;
