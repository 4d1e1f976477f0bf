/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.agentlogout.cli.Paint;
import org.agentlogout.testbed.scenario.Scenario;
import org.agentlogout.testbed.scenario.Scenarios;

/**
 * {@code ./logout demo}: walks through the scenarios on a local stack and shows each record as it
 * flows; with {@code --switch cti} those with voice over a CTI server. Ends with 0 only if all
 * ended as they should, with 1 otherwise, with 2 for a scenario that does not exist.
 */
public final class Demo {

    private static final List<String> AGENTS =
            List.of(
                    "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan",
                    "judy", "karl", "laura", "mike", "nina", "oscar", "paula", "quinn", "rosa",
                    "sam", "tina", "uwe", "vera");

    /** What follows the reply, a status or an audit record, shall still be shown. */
    private static final long AFTERGLOW_NANOS = 150_000_000;

    private record Ending(Scenario scenario, List<String> problems, Duration took) {}

    private Demo() {}

    public static void main(String[] args) {
        Terminal.begin();
        var cti = args.length > 1 && args[0].equals("--switch") && args[1].equals("cti");
        var scenarios = cti ? Scenarios.overCti() : Scenarios.all();
        var names = cti ? Arrays.copyOfRange(args, 2, args.length) : args;
        var settings = cti ? StackSettings.shortened().withCti() : StackSettings.shortened();
        var chosen = chosen(scenarios, names);
        var begun = System.nanoTime();
        Terminal.line(
                "Starting a broker, a registry, a switch simulator (CCE), the orchestrator and two workers ...");
        var endings = new ArrayList<Ending>();
        try (var stack = LocalStack.start(settings)) {
            Terminal.line(
                    "All up after " + seconds(Duration.ofNanos(System.nanoTime() - begun)) + ".");
            Terminal.line(
                    "Budgets are shortened, so that what fails fails soon: " + shortened(settings));
            for (int i = 0; i < chosen.size(); i++) {
                endings.add(play(stack, chosen.get(i), AGENTS.get(i % AGENTS.size())));
            }
        }
        summary(endings, Duration.ofNanos(System.nanoTime() - begun));
        System.exit(endings.stream().allMatch(it -> it.problems().isEmpty()) ? 0 : 1);
    }

    private static List<Scenario> chosen(List<Scenario> all, String[] args) {
        var wanted = Set.copyOf(Arrays.asList(args));
        var chosen =
                all.stream().filter(it -> wanted.isEmpty() || wanted.contains(it.name())).toList();
        if (!wanted.isEmpty() && chosen.size() != wanted.size()) {
            var names = all.stream().map(it -> "\n  " + it.name()).toList();
            Terminal.endWithUsage(
                    "./logout demo [--switch cti] [SCENARIO...] plays all of them, or those named:"
                            + String.join("", names),
                    args);
        }
        return chosen;
    }

    private static String shortened(StackSettings settings) {
        Map<String, String> all = new TreeMap<>(settings.orchestrator());
        all.putAll(settings.worker());
        return String.join(", ", all.entrySet().stream().map(Object::toString).toList());
    }

    private static Ending play(LocalStack stack, Scenario scenario, String agent) {
        Terminal.line("");
        Terminal.line(
                Paint.BOLD.on("== " + scenario.title())
                        + Paint.DIM.on("  (" + scenario.name() + ")"));
        var stage = stack.stage(agent);
        List<String> problems;
        Duration took;
        try (var narrator = new Narrator(stage, stack.feed(), Terminal::line)) {
            problems = scenario.play(stage, narrator::step);
            took = Duration.between(stage.since(), Instant.now());
            LockSupport.parkNanos(AFTERGLOW_NANOS);
        }
        problems.forEach(problem -> Terminal.line(Paint.RED.on("   WRONG  " + problem)));
        if (problems.isEmpty()) {
            Terminal.line(
                    Paint.GREEN.on("   AS IT SHOULD BE  " + scenario.outcome())
                            + Paint.DIM.on("; " + String.join("; ", says(scenario))));
        }
        return new Ending(scenario, problems, took);
    }

    private static List<String> says(Scenario scenario) {
        return scenario.expectations().stream().map(Scenario.Expectation::says).toList();
    }

    private static void summary(List<Ending> endings, Duration took) {
        Terminal.line("");
        for (var ending : endings) {
            var fine = ending.problems().isEmpty();
            Terminal.line(
                    (fine ? Paint.GREEN.on("ok    ") : Paint.RED.on("WRONG "))
                            + " %-66s %-44s %6s"
                                    .formatted(
                                            ending.scenario().title(),
                                            ending.scenario().outcome(),
                                            seconds(ending.took())));
        }
        var wrong = endings.stream().filter(it -> !it.problems().isEmpty()).count();
        Terminal.line(
                "%d of %d scenarios ended as they should, in %s altogether."
                        .formatted(endings.size() - wrong, endings.size(), seconds(took)));
    }

    private static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }
}
