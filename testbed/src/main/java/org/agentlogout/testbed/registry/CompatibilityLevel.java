/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** Who must be able to read whose records before a new version of a schema is taken. */
enum CompatibilityLevel {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE;

    /** Takes the new schema and the earlier ones, newest first. */
    SchemaValidator validator() {
        return switch (this) {
            case NONE -> (toValidate, existing) -> {};
            case BACKWARD -> new SchemaValidatorBuilder().canReadStrategy().validateLatest();
            case BACKWARD_TRANSITIVE ->
                    new SchemaValidatorBuilder().canReadStrategy().validateAll();
            case FORWARD -> new SchemaValidatorBuilder().canBeReadStrategy().validateLatest();
            case FORWARD_TRANSITIVE ->
                    new SchemaValidatorBuilder().canBeReadStrategy().validateAll();
            case FULL -> new SchemaValidatorBuilder().mutualReadStrategy().validateLatest();
            case FULL_TRANSITIVE -> new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        };
    }
}
