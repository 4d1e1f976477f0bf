/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

/** A text that no log may show. */
public record Password(String text) {

    public static final Password NONE = new Password("");

    @Override
    public String toString() {
        return text.isEmpty() ? "none" : "***";
    }
}
