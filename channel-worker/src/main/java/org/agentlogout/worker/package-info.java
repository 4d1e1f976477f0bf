/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The channel worker: carries the orchestrator's commands out on the switches and reports what came
 * of them.
 *
 * <pre>
 * channel.command.* ─▶ CommandLoop ─▶ CommandIntake ─▶ InFlight ─▶ CommandHandler ─▶ AgentSwitch
 *                      (commit first)                      │          │  ResilientSwitch ▷ FinesseSwitch
 * channel.result ◀──── ResultPublisher ◀───────────────────┘          │
 * session.opened ────▶ SessionFollower ◀──── last look ───────────────┘
 * channel.event ◀───── ChannelNewsPublisher ◀── watched channels
 * switch.event ◀────▶ SwitchEvents, SwitchNewsReader ◀──▶ credentials, SwitchHealth
 * </pre>
 *
 * <p>To read: {@code command} (values), {@code agentswitch.AgentSwitch} (the port), {@code
 * handling.CommandHandler}, {@code kafka.CommandLoop}, {@code kafka.SessionFollower}; {@link
 * org.agentlogout.worker.Worker} wires them.
 */
@NullMarked
package org.agentlogout.worker;

import org.jspecify.annotations.NullMarked;
