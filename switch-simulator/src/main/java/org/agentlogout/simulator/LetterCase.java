/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Locale;

/**
 * How element names are written in answers. Captures of real servers differ in the first letter
 * ({@code ApiErrors} and {@code apiErrors}, {@code User} and {@code user}), so a client has to read
 * all of these alike. Requests are read without regard to case whatever the setting.
 */
public enum LetterCase {
    /** As the developer guide prints them. */
    DOCUMENTED,
    /** First letter small. */
    LOWER_INITIAL,
    /** First letter capital. */
    UPPER_INITIAL,
    /** Everything small: nobody has been seen to do it, and a client should not care. */
    LOWER;

    String name(String documented) {
        return switch (this) {
            case DOCUMENTED -> documented;
            case LOWER_INITIAL ->
                    documented.substring(0, 1).toLowerCase(Locale.ROOT) + documented.substring(1);
            case UPPER_INITIAL ->
                    documented.substring(0, 1).toUpperCase(Locale.ROOT) + documented.substring(1);
            case LOWER -> documented.toLowerCase(Locale.ROOT);
        };
    }
}
