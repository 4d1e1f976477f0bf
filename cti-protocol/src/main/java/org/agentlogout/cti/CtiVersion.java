/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A protocol version, and what differs in it (guide, chapter "Changes in this release"). */
public enum CtiVersion {
    V14(14, false, false),
    V15(15, false, false),
    V16(16, false, false),
    V17(17, false, false),
    V18(18, false, false),
    V19(19, true, false),
    V20(20, true, false),
    V21(21, true, false),
    V22(22, true, false),
    V23(23, true, false),
    V24(24, true, true),
    V25(25, true, true);

    private final int number;
    private final boolean departmentId;
    private final boolean sessionType;

    CtiVersion(int number, boolean departmentId, boolean sessionType) {
        this.number = number;
        this.departmentId = departmentId;
        this.sessionType = sessionType;
    }

    /** As OPEN_REQ carries it. */
    public int number() {
        return number;
    }

    /** Whether agent messages and OPEN_CONF end in a DepartmentID. */
    boolean hasDepartmentId() {
        return departmentId;
    }

    /** Whether OPEN_CONF says if the server is the active or the standby one. */
    boolean hasSessionType() {
        return sessionType;
    }

    /** Bytes of a floating field's tag, and of its length. */
    int tagBytes() {
        return tagBytes(number);
    }

    /** The same for a number that this enum may not have: an OPEN_REQ can carry any. */
    static int tagBytes(long number) {
        return number >= 20 ? 2 : 1;
    }

    /** The version of that number, when it is one we speak. */
    public static Optional<CtiVersion> of(long number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }

    /** From the newest to the oldest: the order in which a client offers them. */
    public static List<CtiVersion> newestFirst() {
        return Arrays.asList(values()).reversed();
    }
}
