/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    @TempDir Path dir;

    @Test
    void defaultsCountWhenNothingIsSet() {
        SettingsReader reader = reader();

        assertThat(reader.text("T_TEXT", "a", "")).isEqualTo("a");
        assertThat(number(reader)).isEqualTo(8);
        assertThat(span(reader)).isEqualTo(Duration.ofSeconds(20));
        assertThat(reader.flag("T_FLAG", true, "")).isTrue();
        assertThat(reader.oneOf("T_ENUM", Colour.RED, "")).isEqualTo(Colour.RED);
        assertThat(reader.list("T_LIST", List.of("x"), "")).containsExactly("x");
        assertThat(reader.path("T_PATH", Path.of("/tmp"), "")).isEqualTo(Path.of("/tmp"));
        assertThat(reader.secretFile("T_SECRET", "").given()).isFalse();
        assertThatCode(reader::check).doesNotThrowAnyException();
    }

    @Test
    void valuesAreReadByType() {
        SettingsReader reader =
                reader(
                        "T_TEXT",
                        " b ",
                        "T_NUMBER",
                        "64",
                        "T_SPAN",
                        "1m",
                        "T_FLAG",
                        "false",
                        "T_ENUM",
                        "dark-blue",
                        "T_LIST",
                        "a, b,,c",
                        "T_URI",
                        "http://h:8081/x");

        assertThat(reader.text("T_TEXT", "a", "")).isEqualTo("b");
        assertThat(number(reader)).isEqualTo(64);
        assertThat(span(reader)).isEqualTo(Duration.ofMinutes(1));
        assertThat(reader.flag("T_FLAG", true, "")).isFalse();
        assertThat(reader.oneOf("T_ENUM", Colour.RED, "")).isEqualTo(Colour.DARK_BLUE);
        assertThat(reader.list("T_LIST", List.of(), "")).containsExactly("a", "b", "c");
        assertThat(reader.requiredUri("T_URI", "")).isEqualTo(URI.create("http://h:8081/x"));
        assertThatCode(reader::check).doesNotThrowAnyException();
    }

    @Test
    void allMistakesAreToldAtOnce() {
        SettingsReader reader = reader("T_NUMBER", "65", "T_SPAN", "20", "T_NUMBR", "1");

        number(reader);
        span(reader);
        reader.requiredText("T_NAME", "name of the thing");
        reader.mistake("T_NUMBER and T_SPAN contradict");

        assertThat(mistakes(reader))
                .containsExactly(
                        "T_NUMBER is \"65\": expected a whole number, 1 to 64",
                        "T_SPAN is \"20\": expected a time such as 20s, 1s to 12h",
                        "T_NAME is not set: expected a text (name of the thing)",
                        "T_NUMBER and T_SPAN contradict",
                        "T_NUMBR is no setting. Did you mean T_NUMBER?");
    }

    @Test
    void aStrangerWithNoLikenessGetsNoGuess() {
        assertThat(mistakes(reader("T_ENTIRELY_ELSE", "1")))
                .containsExactly("T_ENTIRELY_ELSE is no setting.");
    }

    @Test
    void variablesOfOtherProgramsAreLeftAlone() {
        assertThatCode(reader("PATH", "/bin")::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "0", "65", "99999999999", "-1"})
    void aWrongNumberIsAMistakeUnlessEmpty(String text) {
        SettingsReader reader = reader("T_NUMBER", text);

        assertThat(number(reader)).isEqualTo(8);
        assertThat(catchThrowableOfType(InvalidSettings.class, reader::check) == null)
                .isEqualTo(text.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "20s,PT20S", "10m,PT10M", "12h,PT12H", "2d,PT48H", "0,PT0S"})
    void timeSpansAreReadAndWrittenInOneForm(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
        assertThat(Durations.parse(Durations.format(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "s", "-1s", "1w", "1000000000s", "1s1s"})
    void otherFormsOfTimeSpansAreMistakes(String text) {
        SettingsReader reader = reader("T_SPAN", text);
        span(reader);

        assertThat(mistakes(reader)).singleElement().asString().startsWith("T_SPAN is \"" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:80 80", "relative", "http:nohost"})
    void anAddressNeedsSchemeAndHost(String text) {
        SettingsReader reader = reader("T_URI", text);
        reader.requiredUri("T_URI", "");

        assertThat(mistakes(reader)).singleElement().asString().contains("expected an address");
    }

    @Test
    void anAddressWithAPasswordIsRefusedAndNotPrinted() {
        SettingsReader reader = reader("T_URI", "http://me:hush@host");
        reader.requiredUri("T_URI", "");

        assertThat(mistakes(reader)).singleElement().asString().doesNotContain("hush");
    }

    @Test
    void aSecretComesFromItsFileAndIsNeverPrinted() throws IOException {
        Path file = Files.writeString(dir.resolve("pw"), "hush\n");
        Secret secret = reader("T_SECRET", file.toString()).requiredSecretFile("T_SECRET", "");

        assertThat(secret.reveal()).isEqualTo("hush");
        assertThat(List.of(secret).toString()).isEqualTo("[****]");
    }

    @Test
    void aSecretFileThatCannotBeReadOrIsEmptyIsAMistake() throws IOException {
        Path empty = Files.createFile(dir.resolve("empty"));
        SettingsReader reader = reader("T_A", dir.resolve("none").toString(), "T_B", empty + "");
        reader.secretFile("T_A", "");
        reader.secretFile("T_B", "");

        assertThat(mistakes(reader))
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("T_A names a file that cannot be read"),
                        m -> assertThat(m).startsWith("T_B names an empty file"));
    }

    @Test
    void aSecretInPlaceOfItsFileIsNotPrinted() {
        SettingsReader reader = reader("T_A", "hush", "T_B", "hu\0sh");
        reader.secretFile("T_A", "");
        reader.secretFile("T_B", "");

        assertThat(mistakes(reader))
                .hasSize(2)
                .allMatch(m -> m.contains("cannot be read") && !m.contains("sh"));
    }

    @Test
    void aSecretFileWithoutAnEndIsAMistake() {
        SettingsReader reader = reader("T_A", "/dev/zero");
        reader.secretFile("T_A", "");

        assertThat(mistakes(reader)).singleElement().asString().contains("more than 64 KiB");
    }

    @Test
    void whatKubernetesSetsForAServiceOfOurNameIsNoMistake() {
        SettingsReader reader =
                reader(
                        "T_SERVICE_HOST", "10.0.0.1",
                        "T_SERVICE_PORT", "80",
                        "T_SERVICE_PORT_HTTP", "80",
                        "T_PORT", "tcp://10.0.0.1:80",
                        "T_PORT_80_TCP", "tcp://10.0.0.1:80",
                        "T_PORT_80_TCP_ADDR", "10.0.0.1",
                        "T_OP_PORT", "80");

        assertThat(mistakes(reader)).singleElement().asString().startsWith("T_OP_PORT");
    }

    @Test
    void theTableHasARowForEachDeclaration() {
        SettingsReader reader = reader();
        number(reader);
        reader.requiredText("T_NAME", "name");

        assertThat(reader.describe())
                .containsExactly(
                        new Setting("T_NUMBER", "a whole number, 1 to 64", "8", false, "how many"),
                        new Setting("T_NAME", "a text", "", true, "name"));
    }

    private static int number(SettingsReader reader) {
        return reader.integer("T_NUMBER", 8, 1, 64, "how many");
    }

    private static Duration span(SettingsReader reader) {
        Function<String, Duration> time = Durations::parse;
        return reader.duration(
                "T_SPAN", time.apply("20s"), time.apply("1s"), time.apply("12h"), "how long");
    }

    private static List<String> mistakes(SettingsReader reader) {
        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, reader::check);
        return Objects.requireNonNull(invalid, "no mistake was found").mistakes();
    }

    private static SettingsReader reader(String... pairs) {
        var environment = new java.util.HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return new SettingsReader("T_", Map.copyOf(environment));
    }
}
