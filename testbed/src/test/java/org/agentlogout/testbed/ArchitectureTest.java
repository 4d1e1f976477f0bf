/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The rules that keep the picture in the README true. A new rule states its reason; an exception is
 * named here.
 */
class ArchitectureTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String BASE = "org.agentlogout";
    private static final String GENERATED = BASE + ".schema";

    /** What only computes: the saga, the simulator's truth about agents, and the CTI protocol. */
    private static final String[] PURE = {
        BASE + ".orchestrator.saga..", BASE + ".simulator.board..", BASE + ".cti.."
    };

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(BASE);

    @Test
    void theRulesSeeEveryModule() {
        assertThat(
                        Stream.of(
                                "settings",
                                "wire",
                                "cti",
                                "orchestrator",
                                "worker",
                                "simulator",
                                "cli",
                                "testbed"))
                .allMatch(module -> PRODUCT.stream().anyMatch(in(BASE + "." + module)));
    }

    private static java.util.function.Predicate<JavaClass> in(String name) {
        return it -> it.getPackageName().startsWith(name);
    }

    @Test
    void whatOnlyComputesDependsOnTheLanguageAlone() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(PURE)
                                .or(
                                        resideInAnyPackage(
                                                "java.lang",
                                                "java.util",
                                                "java.util.function",
                                                "java.util.stream",
                                                "java.util.regex",
                                                "java.time",
                                                "java.time.temporal",
                                                "java.nio",
                                                "java.nio.charset",
                                                "java.lang.annotation",
                                                "java.lang.invoke",
                                                "java.lang.runtime",
                                                "org.jspecify.annotations"))
                                .or(
                                        describe(
                                                "arrays of primitives",
                                                it -> it.isArray() || it.isPrimitive())))
                .because(
                        "a decision that reads nothing but its arguments can be replayed, and tested in microseconds")
                .check(PRODUCT);
    }

    @Test
    void whatOnlyComputesAsksNoClockNoChanceAndNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethodWhere(
                        describe("gives another answer each time", ArchitectureTest::isImpure))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        java.util.Random.class,
                        java.util.UUID.class,
                        java.time.Clock.class)
                .because(
                        "the same input must give the same bytes after a crash, too: time and ids come as values")
                .check(PRODUCT);
    }

    private static boolean isImpure(JavaCall<?> call) {
        var owner = call.getTargetOwner().getName();
        var name = call.getName();
        return (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                .contains(name))
                || (owner.equals("java.lang.Math") && name.equals("random"));
    }

    @Test
    void generatedClassesStayAtTheBorder() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        GENERATED + "..",
                        BASE + ".wire..",
                        BASE + ".orchestrator.avro..",
                        BASE + ".worker.kafka..",
                        BASE + ".cli..",
                        BASE + ".testbed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GENERATED + "..")
                .because(
                        "a schema may change its shape; the mappers are where the rest does not notice")
                .check(PRODUCT);
    }

    @Test
    void kafkaStaysInTheShell() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        BASE + ".wire..",
                        BASE + ".orchestrator.stream..",
                        BASE + ".orchestrator.reply..",
                        BASE + ".worker.kafka..",
                        BASE + ".cli..",
                        BASE + ".testbed..")
                .and(describe("are no programs", it -> !isProgram(it)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because(
                        "what decides and what talks to switches must run, and be tested, without Kafka")
                .check(PRODUCT);
    }

    /** Where parts are wired; nothing else happens there. */
    private static boolean isProgram(JavaClass it) {
        return Set.of(
                        "Orchestrator",
                        "OrchestratorMain",
                        "OrchestratorSettings",
                        "Worker",
                        "WorkerMain")
                .contains(outermost(it).getSimpleName());
    }

    private static JavaClass outermost(JavaClass it) {
        var outer = it;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    @Test
    void resilienceHasOnePlace() {
        noClasses()
                .that(
                        describe(
                                "are neither ResilientSwitch nor its wiring",
                                it ->
                                        !Set.of("ResilientSwitch", "WorkerMain", "Worker")
                                                .contains(outermost(it).getSimpleName())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .because("what is retried, limited and broken off can be read in one file")
                .check(PRODUCT);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(BASE + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read without its users can be changed without them")
                .check(PRODUCT);
    }

    @Test
    void theSagaKnowsNeitherItsBorderNorItsShell() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".orchestrator.saga..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".orchestrator.avro..", BASE + ".orchestrator.stream..")
                .because("arrows in the picture point one way")
                .check(PRODUCT);
    }

    @Test
    void simulatorAndWorkerDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".simulator..")
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + ".worker.."))
                .because("a switch that shares code with its client would share its mistakes")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".worker..")
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + ".simulator.."))
                .because("a client that shares code with its switch would share its mistakes")
                .check(PRODUCT);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .that(areOurs())
                .should()
                .haveNameMatching(
                        ".*(Manager|Helper|Utils?|Service|Impl)$|.*\\.Abstract[A-Z][^.]*$")
                .because("such names fit anything and so tell nothing")
                .check(PRODUCT);
    }

    @Test
    void anInterfaceHasTwoImplementations() {
        classes()
                .that(areOurs())
                .and()
                .areInterfaces()
                .and(describe("are not sealed", it -> !it.reflect().isSealed()))
                .and(describe("are no annotations", it -> !it.isAnnotation()))
                .and(describe("are no function types", it -> !isFunctionType(it)))
                .should(haveTwoImplementations())
                .because("an interface with one implementation is a name for nothing")
                .check(PRODUCT);
    }

    /** Lambdas and method references implement it, which byte code does not tell. */
    private static boolean isFunctionType(JavaClass it) {
        return it.getMethods().stream()
                        .filter(m -> m.getModifiers().contains(JavaModifier.ABSTRACT))
                        .count()
                == 1;
    }

    private static ArchCondition<JavaClass> haveTwoImplementations() {
        return new ArchCondition<>("have two implementations, tests included") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                var count =
                        item.getAllSubclasses().stream().filter(it -> !it.isInterface()).count();
                var fakes = sourcesThatImplement(item.getSimpleName());
                events.add(
                        new SimpleConditionEvent(
                                item,
                                count + fakes >= 2,
                                item.getName() + " has " + (count + fakes)));
            }
        };
    }

    private static long sourcesThatImplement(String name) {
        return sources()
                .filter(ArchitectureTest::isTest)
                .filter(file -> read(file).matches("(?s).*implements [^{]*\\b" + name + "\\b.*"))
                .count();
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that(areOurs())
                .should(
                        new ArchCondition<>("reside in a package that is @NullMarked") {
                            @Override
                            public void check(JavaClass item, ConditionEvents events) {
                                var marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                                events.add(
                                        new SimpleConditionEvent(
                                                item, marked, item.getPackageName() + " is not"));
                            }
                        })
                .because("NullAway checks only what is marked")
                .check(PRODUCT);
    }

    @Test
    void noSourceFileIsTooLong() {
        assertThat(sources().count()).isPositive();
        assertThat(
                        sources()
                                .filter(file -> lines(file) > (isTest(file) ? 400 : 300))
                                .map(file -> ROOT.relativize(file) + " has " + lines(file)))
                .as("a file that needs more than 300 lines (a test: 400) does two things")
                .isEmpty();
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/src/test/");
    }

    private static long lines(Path file) {
        return read(file).lines().count();
    }

    private static DescribedPredicate<JavaClass> areOurs() {
        return describe(
                "are written by hand",
                it ->
                        !it.getPackageName().startsWith(GENERATED)
                                && !it.isAnonymousClass()
                                && !it.getSimpleName().equals("package-info"));
    }

    private static Stream<Path> sources() {
        try (var modules = Files.list(ROOT)) {
            return modules
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(ArchitectureTest::javaFiles)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (var files = Files.walk(directory)) {
            return List.copyOf(files.filter(file -> file.toString().endsWith(".java")).toList())
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
