/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What must be true of every history.
 *
 * @param promise what is checked, with the number of the product's promise where it has one
 * @param violations a sentence for each
 */
public record Check(String promise, Function<History, List<String>> violations) {

    /** All of them. */
    public static final List<Check> ALL =
            List.of(
                    new Check("1: exactly one reply for each request record", ReplyChecks::oneEach),
                    new Check("1: success and error each on their topic", ReplyChecks::inPlace),
                    new Check("1: repeats get the same body", ReplyChecks::repeatsAlike),
                    new Check(
                            "8: ended within 30 s of the deadline, or of recovery",
                            ReplyChecks::inTime),
                    new Check(
                            "success is told of agents who are out only",
                            ReplyChecks::successIsTrue),
                    new Check(
                            "2: every attempt is issued once, in order, not too soon",
                            CommandChecks::attempts),
                    new Check("2: no command after the reply", CommandChecks::noneAfterTheReply),
                    new Check("3: nothing is changed for these codes", CommandChecks::untouched),
                    new Check(
                            "7: a step begins when the one before is done",
                            CommandChecks::barriers),
                    new Check("2, 5: no call without a command that holds", CallChecks::covered),
                    new Check("6: a command changes the switch once", CallChecks::once),
                    new Check("events of a session in their order", EventChecks::order),
                    new Check(
                            "10: dead letters are what nobody can read, once",
                            LetterChecks::letters),
                    new Check("a planned stop leaves nothing open", StopChecks::stops));

    /** The checks that fail, with a sentence for each violation. */
    public static Map<String, List<String>> failures(History history) {
        var failures = new LinkedHashMap<String, List<String>>();
        for (var check : ALL) {
            var found = check.violations().apply(history);
            if (!found.isEmpty()) {
                failures.put(check.promise(), found);
            }
        }
        return failures;
    }
}
