/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The messages of the Cisco CTI Server (GED-188) as values, and their bytes, for protocol versions
 * 14 to 25. Nothing here opens a socket, reads a clock or writes a log.
 *
 * <pre>
 *  header            body
 *  ┌────────┬──────┬────────────────────────────┬───────────────────────────────────┐
 *  │ length │ type │ fixed part, by type and    │ floating part: tag, length, value │
 *  │   4    │  4   │ version, no padding        │ … 1+1 to version 19, 2+2 from 20  │
 *  └────────┴──────┴────────────────────────────┴───────────────────────────────────┘
 *  length counts the body; everything is big-endian
 * </pre>
 *
 * <p>Reading: a connection's segments go through {@link org.agentlogout.cti.FrameReader}, each
 * frame through {@link org.agentlogout.cti.CtiDecoder}. A frame of another type and a floating
 * field that is not known are skipped by their length; whatever else is wrong ends in {@link
 * org.agentlogout.cti.CtiFormatException}. Writing: {@link org.agentlogout.cti.CtiEncoder}.
 *
 * <p>The messages are in {@link org.agentlogout.cti.SessionMessage}, {@link
 * org.agentlogout.cti.AgentMessage} and {@link org.agentlogout.cti.CallMessage}, named as in the
 * CTI Server Message Reference Guide; each has its layout, both directions side by side, in the
 * class {@code …Layout} of that name. Numbers and layouts are those of the guide for version 25,
 * with the differences of earlier versions in {@link org.agentlogout.cti.CtiVersion}.
 */
@NullMarked
package org.agentlogout.cti;

import org.jspecify.annotations.NullMarked;
