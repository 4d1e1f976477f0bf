/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;

/** The state of a call at a device (guide, table "LocalConnectionState values"). */
public enum ConnectionState {
    NULL(0),
    INITIATE(1),
    ALERTING(2),
    CONNECT(3),
    HOLD(4),
    QUEUED(5),
    FAIL(6),
    /** The message does not say, or the number is one that the guide does not have. */
    NONE(CtiMessage.NO_TYPE);

    private final int number;

    ConnectionState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ConnectionState of(int number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst().orElse(NONE);
    }
}
