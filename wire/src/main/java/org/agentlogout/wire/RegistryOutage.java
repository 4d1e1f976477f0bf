/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

/** The schema registry gave no usable answer; what was asked for may be right all the same. */
public final class RegistryOutage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RegistryOutage(String what, Throwable cause) {
        super(what, cause);
    }
}
