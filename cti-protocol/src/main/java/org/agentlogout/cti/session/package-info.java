/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A session with the two CTI servers of a site as a pure machine: {@link
 * org.agentlogout.cti.session.CtiSession#decide} takes a state and an event and gives the next
 * state and what is to be done. It opens no socket and reads no clock; whoever drives it connects,
 * sends and disconnects as told, and comes by with a tick at least every second.
 *
 * <p>Read in this order: {@link org.agentlogout.cti.session.SessionEvent}, {@link
 * org.agentlogout.cti.session.SessionState}, {@link org.agentlogout.cti.session.SessionEffect},
 * {@link org.agentlogout.cti.session.CtiSession}. Its answer to every event in every state is in
 * docs/cti-session.md.
 */
@NullMarked
package org.agentlogout.cti.session;

import org.jspecify.annotations.NullMarked;
