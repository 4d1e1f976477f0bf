/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class InputCodecTest {

    private static final Headers HEADERS =
            new RecordHeaders()
                    .add("twice", new byte[] {1})
                    .add("twice", new byte[0])
                    .add("ümlaut", null);

    private static final Input FULL =
            new Input("t", 3, 1L << 40, 12, new byte[] {7}, new byte[] {8, 9}, HEADERS);

    @Test
    void aRecordComesBackAsItCame() {
        assertThat(InputCodec.decode(InputCodec.encode(FULL)))
                .usingRecursiveComparison()
                .isEqualTo(FULL);
    }

    @Test
    void whatIsNullStaysSo() {
        Input empty = new Input("t", 0, 0, -1, null, null, new RecordHeaders());

        assertThat(InputCodec.decode(InputCodec.encode(empty)))
                .usingRecursiveComparison()
                .isEqualTo(empty);
    }

    @Test
    void noPartOfOneIsTakenForARecord() {
        byte[] whole = InputCodec.encode(new Input("t", 3, 1, 2, null, null, new RecordHeaders()));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> InputCodec.decode(part))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
