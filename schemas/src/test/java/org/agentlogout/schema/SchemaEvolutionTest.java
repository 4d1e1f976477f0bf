/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's schema of each record that is written somewhere and every version that ever was one must
 * read each other (FULL_TRANSITIVE). The versions are {@code history/<record>/<n>.avsc}, without
 * comments; run this test with {@code -Dregenerate} to add the next one.
 */
class SchemaEvolutionTest {
    private static final Path HISTORY = Path.of("history");
    private static final SchemaValidator FULL_TRANSITIVE =
            new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

    static List<Schema> roots() {
        return GeneratedSchemas.roots();
    }

    @ParameterizedTest
    @MethodSource("roots")
    void todaysSchemaIsTheNewestVersion(Schema today) throws IOException {
        List<Schema> versions = versions(today);
        boolean same = !versions.isEmpty() && plain(versions.getLast()).equals(plain(today));
        if (!same && System.getProperty("regenerate") != null) {
            add(today, versions.size() + 1);
            same = true;
        }

        assertThat(same)
                .as(
                        "%s differs from the newest version in schemas/history/%s, or there is"
                                + " none. If that is meant, add one: mvn -pl schemas test"
                                + " -Dregenerate",
                        today.getName(), today.getName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("roots")
    void todaysSchemaAndEveryVersionReadEachOther(Schema today) {
        assertThatCode(() -> FULL_TRANSITIVE.validate(today, newestFirst(today)))
                .doesNotThrowAnyException();
    }

    @Test
    void noVersionIsLeftOfARecordThatIsGone() throws IOException {
        try (Stream<Path> records = Files.list(HISTORY)) {
            assertThat(records.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            roots().stream().map(Schema::getName).toList());
        }
    }

    @Test
    void aNewSymbolOfAnEnumWithADefaultIsAllowed() {
        Schema older =
                parse("{'type':'enum','name':'E','symbols':['UNKNOWN'],'default':'UNKNOWN'}");
        Schema newer =
                parse("{'type':'enum','name':'E','symbols':['UNKNOWN','A'],'default':'UNKNOWN'}");

        assertThatCode(() -> FULL_TRANSITIVE.validate(newer, List.of(older)))
                .doesNotThrowAnyException();
    }

    @Test
    void aNewFieldWithoutADefaultIsRefused() {
        Schema older = parse("{'type':'record','name':'R','fields':[]}");
        Schema newer =
                parse("{'type':'record','name':'R','fields':[{'name':'a','type':'string'}]}");

        assertThatThrownBy(() -> FULL_TRANSITIVE.validate(newer, List.of(older)))
                .isInstanceOf(SchemaValidationException.class);
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        Schema older = parse("{'type':'record','name':'R','fields':[{'name':'a','type':'int'}]}");
        Schema newer =
                parse("{'type':'record','name':'R','fields':[{'name':'a','type':'string'}]}");

        assertThatThrownBy(() -> FULL_TRANSITIVE.validate(newer, List.of(older)))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static List<Schema> newestFirst(Schema today) throws IOException {
        return versions(today).reversed();
    }

    private static List<Schema> versions(Schema today) throws IOException {
        Path directory = HISTORY.resolve(today.getName());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> inOrder = files.sorted(Comparator.comparingInt(p -> number(p))).toList();
            List<Schema> versions = new java.util.ArrayList<>();
            for (Path file : inOrder) {
                versions.add(new SchemaParser().parse(Files.readString(file)).mainSchema());
            }
            return versions;
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static void add(Schema today, int version) throws IOException {
        Path directory = Files.createDirectories(HISTORY.resolve(today.getName()));
        Files.writeString(directory.resolve(version + ".avsc"), plain(today) + "\n");
    }

    private static String plain(Schema schema) {
        return GeneratedSchemas.plain(schema);
    }

    private static Schema parse(String json) {
        return new SchemaParser().parse(json.replace('\'', '"')).mainSchema();
    }
}
