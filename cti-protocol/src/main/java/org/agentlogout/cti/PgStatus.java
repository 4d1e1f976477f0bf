/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

/**
 * The bits of PGStatus (guide, table "PGStatusCode values"). Zero means that all is well, but other
 * than zero need not stop work: {@link #PERIPHERAL_OFFLINE} was seen with two peripherals at work.
 */
public final class PgStatus {

    /** No events come at all. */
    public static final long OPC_DOWN = 0x1;

    /** Events still come. */
    public static final long CENTRAL_CONTROLLER_DOWN = 0x2;

    /** One of the peripherals; which one, a SYSTEM_EVENT says. */
    public static final long PERIPHERAL_OFFLINE = 0x4;

    public static final long CTI_SERVER_OFFLINE = 0x8;

    private PgStatus() {}
}
