/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** How times are written on the command line. */
final class TimeSpans {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

    private TimeSpans() {}

    /**
     * {@code 500ms}, {@code 30s}, {@code 5m} or {@code 12h}; {@code option} is named when it is
     * not.
     */
    static Duration span(String option, String text) {
        var match = SPAN.matcher(text);
        if (!match.matches()) {
            throw ToolFailure.usage(
                    option + " \"" + text + "\" is no time span such as 30s, 5m or 12h.");
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** A span from now, or an instant such as {@code 2026-01-31T18:00:00Z}. */
    static Instant instant(String option, String text, Instant now) {
        if (SPAN.matcher(text).matches()) {
            return now.plus(span(option, text));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ToolFailure.usage(
                    option
                            + " \""
                            + text
                            + "\" is neither a span such as 30s nor an instant such as"
                            + " 2026-01-31T18:00:00Z.");
        }
    }
}
