/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Arrays;
import java.util.Objects;

/** Constants by their exact names, as they come from tests and from the control port. */
final class Symbol {

    private Symbol() {}

    /** An {@link IllegalArgumentException} lists the names there are. */
    static <E extends Enum<E>> E named(Class<E> kind, String name) {
        E[] values = Objects.requireNonNull(kind.getEnumConstants());
        return Arrays.stream(values)
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                name + " is none of " + Arrays.toString(values)));
    }
}
