/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

/**
 * Why the tool ends without having done what it was asked: a sentence for people, and the exit
 * code.
 */
public final class ToolFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private ToolFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The command line, or a file it names, is at fault. */
    public static ToolFailure usage(String sentence) {
        return new ToolFailure(ExitCodes.USAGE, sentence);
    }

    /** Nobody answered in the time given. */
    public static ToolFailure noReply(String sentence) {
        return new ToolFailure(ExitCodes.NO_REPLY, sentence);
    }

    /** Kafka, the registry or the simulator cannot be reached or refuses. */
    public static ToolFailure outside(String sentence) {
        return new ToolFailure(ExitCodes.OUTSIDE, sentence);
    }

    public int exitCode() {
        return exitCode;
    }

    /**
     * The last cause's own words: what Kafka and HTTP clients wrap says less than what they wrap it
     * around.
     */
    static String reason(Throwable thrown) {
        var innermost = thrown;
        for (int depth = 0; depth < 16; depth++) {
            var cause = innermost.getCause();
            if (cause == null) {
                break;
            }
            innermost = cause;
        }
        var message = innermost.getMessage();
        var name = innermost.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : message + " (" + name + ")";
    }
}
