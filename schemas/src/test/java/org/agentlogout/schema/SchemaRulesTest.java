/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The habits that let kinds, codes and fields be added without an order of upgrade. */
class SchemaRulesTest {
    static List<Schema> enums() {
        return GeneratedSchemas.enums();
    }

    static List<Schema.Field> fields() {
        return GeneratedSchemas.records().stream().flatMap(r -> r.getFields().stream()).toList();
    }

    static List<Schema> recordsWithKind() {
        return GeneratedSchemas.records().stream().filter(r -> r.getField("kind") != null).toList();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void anEnumBeginsWithItsDefaultUnknown(Schema type) {
        assertThat(type.getEnumSymbols().getFirst()).isEqualTo("UNKNOWN");
        assertThat(type.getEnumDefault()).as(type.getName()).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldWithAnEnumIsUnknownByDefault(Schema.Field field) {
        if (field.schema().getType() == Schema.Type.ENUM) {
            assertThat(field.hasDefaultValue()).as(field.toString()).isTrue();
            assertThat(field.defaultVal()).as(field.toString()).isEqualTo("UNKNOWN");
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aUnionMeansThatAFieldMayBeMissing(Schema.Field field) {
        Schema type = field.schema();
        if (type.isUnion()) {
            assertThat(type.getTypes()).as(field.toString()).hasSize(2);
            assertThat(type.getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
            assertThat(field.hasDefaultValue()).as(field.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aCodeIsText(Schema.Field field) {
        if (field.name().equals("code")) {
            Stream<Schema> types =
                    field.schema().isUnion()
                            ? field.schema().getTypes().stream()
                            : Stream.of(field.schema());
            assertThat(types.map(Schema::getType))
                    .isSubsetOf(Schema.Type.NULL, Schema.Type.STRING)
                    .contains(Schema.Type.STRING);
        }
    }

    @ParameterizedTest
    @MethodSource("recordsWithKind")
    void aKindIsAnEnumOfItsOwn(Schema type) {
        Schema kind = type.getField("kind").schema();

        assertThat(kind.getType()).isEqualTo(Schema.Type.ENUM);
        assertThat(kind.getName()).endsWith("Kind");
    }

    /** A variant says in its comment to which kind it belongs; the record needs that kind. */
    @ParameterizedTest
    @MethodSource("recordsWithKind")
    void aVariantIsANullableFieldOfARecordWithThatKind(Schema type) {
        List<String> kinds = type.getField("kind").schema().getEnumSymbols();
        for (Schema.Field field : type.getFields()) {
            String variantOf = variantOf(field.schema());
            if (!variantOf.isEmpty()) {
                assertThat(kinds).as(field.toString()).contains(variantOf);
                assertThat(field.schema().isNullable()).as(field.toString()).isTrue();
            }
        }
    }

    @Test
    void thereAreVariants() {
        assertThat(recordsWithKind().stream().flatMap(r -> r.getFields().stream()))
                .anyMatch(field -> !variantOf(field.schema()).isEmpty());
    }

    private static String variantOf(Schema type) {
        Stream<Schema> types = type.isUnion() ? type.getTypes().stream() : Stream.of(type);
        return types.filter(t -> t.getType() == Schema.Type.RECORD && t.getDoc() != null)
                .map(Schema::getDoc)
                .filter(doc -> doc.startsWith("Variant of kind "))
                .map(doc -> doc.replaceFirst("Variant of kind ([A-Z_]+)(?s).*", "$1"))
                .findFirst()
                .orElse("");
    }
}
