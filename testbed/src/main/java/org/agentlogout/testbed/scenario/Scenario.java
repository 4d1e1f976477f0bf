/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A story: what is done, and what must be true when it is over.
 *
 * @param name for tests and for {@code ./logout demo NAME}
 * @param title one line for people
 * @param outcome the reply's code and kind in short, such as {@code LOGOUT SUCCESS}
 */
public record Scenario(
        String name,
        String title,
        String outcome,
        List<Step> steps,
        List<Expectation> expectations) {

    public Scenario {
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
    }

    /** Something done to the agent, the switch or the topics; {@code says} what in a few words. */
    public record Step(String says, Consumer<Stage> deed) {}

    /** Something that must hold at the end; {@code problem} says why it does not. */
    public record Expectation(String says, Function<Stage, Optional<String>> problem) {}

    /**
     * Takes the steps in their order and gives what does not hold; empty when all is as it should
     * be.
     *
     * @param said is told each step before it is taken
     */
    public List<String> play(Stage stage, Consumer<String> said) {
        for (var step : steps) {
            said.accept(step.says());
            try {
                step.deed().accept(stage);
            } catch (RuntimeException e) {
                return List.of(step.says() + ": " + e);
            }
        }
        var problems = new ArrayList<String>();
        for (var expectation : expectations) {
            expectation
                    .problem()
                    .apply(stage)
                    .ifPresent(problem -> problems.add(expectation.says() + ": " + problem));
        }
        return problems;
    }
}
