/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the vectors, byte for byte, both ways. */
class VectorTest {

    @ParameterizedTest
    @MethodSource("vectors")
    void isRead(Vector vector) throws CtiFormatException {
        CtiMessage read = new CtiDecoder(vector.version()).decode(vector.bytes());

        assertThat(read).isEqualTo(vector.message());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isWritten(Vector vector) {
        ByteBuffer written = new CtiEncoder(vector.version()).encode(vector.message());

        assertThat(hex(written)).isEqualTo(vector.hex());
    }

    static List<Vector> vectors() {
        return Vector.all();
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return HexFormat.of().formatHex(copy);
    }
}
