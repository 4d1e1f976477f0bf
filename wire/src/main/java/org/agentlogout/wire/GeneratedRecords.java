/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make objects of our generated classes. From 1.12.2 on it refuses every class that
 * nobody vouched for, and says so only when the first record with an enum or a nested record is
 * built or read. {@link AvroSerdes} and {@link Topic} see to it; a program that uses the generated
 * classes before either calls {@link #trust()}.
 */
public final class GeneratedRecords {
    private static final String OURS = "org.agentlogout.schema";

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> type.getPackageName().equals(OURS)));
    }

    private GeneratedRecords() {}

    /** Once is enough, more does no harm: the work is done when this class is loaded. */
    public static void trust() {}
}
