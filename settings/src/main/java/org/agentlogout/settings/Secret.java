/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

/**
 * A text that must not be seen. Only {@link #reveal()} gives it; whatever prints a record of
 * settings prints stars.
 */
public final class Secret {
    /** No secret was given. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return text.isEmpty() ? NONE : new Secret(text);
    }

    /** Empty for {@link #NONE}. */
    public String reveal() {
        return text;
    }

    public boolean given() {
        return !text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret s && s.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return given() ? "****" : "(none)";
    }
}
