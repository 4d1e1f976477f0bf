/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The adapter for CTI servers (GED-188): the port over one session for all agents.
 *
 * <pre>
 *  command ─▶ CtiSwitch ─▶ CtiChange ─▶ CtiCaller ─▶ CtiConnection ▷ CtiSession ─▶ sides A and B
 *                 │            ▲                          │ events
 *                 │            └──────── CtiEars ◀────────┤
 *                 └─ ChannelWatch ◀───── look soon ◀──────┘
 * </pre>
 *
 * <p>{@link org.agentlogout.worker.agentswitch.cti.CtiConnection} has the sockets and nothing to
 * decide; what is sent when is decided by the pure {@link org.agentlogout.cti.session.CtiSession}.
 * Start with {@link org.agentlogout.worker.agentswitch.cti.CtiSwitch}.
 */
@NullMarked
package org.agentlogout.worker.agentswitch.cti;

import org.jspecify.annotations.NullMarked;
