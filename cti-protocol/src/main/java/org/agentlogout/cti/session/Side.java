/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

/** Which of the two servers. */
public enum Side {
    A,
    B;

    Side other() {
        return this == A ? B : A;
    }
}
