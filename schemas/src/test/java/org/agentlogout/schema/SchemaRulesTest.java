/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The habits that let kinds, codes and fields be added without an order of upgrade. */
class SchemaRulesTest {
    private static final List<Schema.Field> FIELDS =
            GeneratedSchemas.records().stream().flatMap(r -> r.getFields().stream()).toList();
    private static final List<Schema> WITH_KIND =
            GeneratedSchemas.records().stream().filter(r -> r.getField("kind") != null).toList();

    @Test
    void anEnumBeginsWithItsDefaultUnknown() {
        assertThat(GeneratedSchemas.enums())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getEnumDefault()).isEqualTo("UNKNOWN"))
                .allSatisfy(
                        type -> assertThat(type.getEnumSymbols().getFirst()).isEqualTo("UNKNOWN"));
    }

    @Test
    void aFieldWithAnEnumIsUnknownByDefault() {
        assertThat(FIELDS)
                .filteredOn(field -> field.schema().getType() == Schema.Type.ENUM)
                .isNotEmpty()
                .allMatch(Schema.Field::hasDefaultValue)
                .allSatisfy(field -> assertThat(field.defaultVal()).isEqualTo("UNKNOWN"));
    }

    @Test
    void aUnionMeansThatAFieldMayBeMissing() {
        assertThat(FIELDS)
                .filteredOn(field -> field.schema().isUnion())
                .isNotEmpty()
                .allMatch(field -> field.schema().getTypes().size() == 2)
                .allMatch(field -> field.schema().isNullable())
                .allMatch(Schema.Field::hasDefaultValue);
    }

    @Test
    void aCodeIsText() {
        assertThat(FIELDS)
                .filteredOn(field -> field.name().equals("code"))
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(branches(field.schema()).map(Schema::getType))
                                .isSubsetOf(Schema.Type.NULL, Schema.Type.STRING)
                                .contains(Schema.Type.STRING));
    }

    @Test
    void aKindIsAnEnumOfItsOwn() {
        assertThat(WITH_KIND)
                .isNotEmpty()
                .extracting(type -> type.getField("kind").schema())
                .allMatch(kind -> kind.getType() == Schema.Type.ENUM)
                .allMatch(kind -> kind.getName().endsWith("Kind"));
    }

    /** A variant says in its comment to which kind it belongs; the record needs that kind. */
    @Test
    void aVariantIsANullableFieldOfARecordWithThatKind() {
        int variants = 0;
        for (Schema type : WITH_KIND) {
            List<String> kinds = type.getField("kind").schema().getEnumSymbols();
            for (Schema.Field field : type.getFields()) {
                String kind = variantOf(field.schema());
                if (!kind.isEmpty()) {
                    variants++;
                    assertThat(kinds).as(field.toString()).contains(kind);
                    assertThat(field.schema().isNullable()).as(field.toString()).isTrue();
                }
            }
        }
        assertThat(variants).isPositive();
    }

    private static String variantOf(Schema type) {
        return branches(type)
                .filter(t -> t.getType() == Schema.Type.RECORD && t.getDoc() != null)
                .map(Schema::getDoc)
                .filter(doc -> doc.startsWith("Variant of kind "))
                .map(doc -> doc.replaceFirst("Variant of kind ([A-Z_]+)(?s).*", "$1"))
                .findFirst()
                .orElse("");
    }

    private static Stream<Schema> branches(Schema type) {
        return type.isUnion() ? type.getTypes().stream() : Stream.of(type);
    }
}
