/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read as it was, in every version. */
class RoundTripTest {

    private static final int EACH = 20;

    @ParameterizedTest
    @EnumSource(CtiVersion.class)
    void everyMessageSurvives(CtiVersion version) throws CtiFormatException {
        RandomMessages random = new RandomMessages(188, version);
        for (Class<?> type : RandomMessages.types()) {
            for (int i = 0; i < EACH; i++) {
                CtiMessage message = random.next(type);

                ByteBuffer bytes = new CtiEncoder(version).encode(message);

                assertThat(new CtiDecoder(version).decode(bytes)).isEqualTo(message);
            }
        }
    }

    @Test
    void everyMessageIsSpoken() {
        List<Integer> numbers = new ArrayList<>();
        RandomMessages random = new RandomMessages(1, CtiVersion.V25);
        for (Class<?> type : RandomMessages.types()) {
            numbers.add(new CtiEncoder(CtiVersion.V25).encode(random.next(type)).getInt(4));
        }

        assertThat(numbers)
                .containsExactlyInAnyOrder(
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 23, 24, 30, 31, 35, 36, 37,
                        38, 39, 84, 85, 131, 132);
    }

    /** The bodies' fixed parts, as the guide's tables add up. */
    @Test
    void fixedPartsHaveTheirLengths() {
        assertThat(bodyBytes(CtiVersion.V18, openConf())).isEqualTo(26);
        assertThat(bodyBytes(CtiVersion.V19, openConf())).isEqualTo(30);
        assertThat(bodyBytes(CtiVersion.V23, openConf())).isEqualTo(30);
        assertThat(bodyBytes(CtiVersion.V24, openConf())).isEqualTo(32);
        CtiMessage begin = new CallMessage.BeginCallEvent(about(), 1, 1, 1);
        assertThat(bodyBytes(CtiVersion.V25, begin)).isEqualTo(26);
        CtiMessage end = new CallMessage.EndCallEvent(about());
        assertThat(bodyBytes(CtiVersion.V25, end)).isEqualTo(16);
        CtiMessage cleared = new CallMessage.CallClearedEvent(about(), ConnectionState.NULL, 1);
        assertThat(bodyBytes(CtiVersion.V25, cleared)).isEqualTo(20);
        CtiMessage system = new SessionMessage.SystemEvent(0, 0, 4, 5000, 0, 0, 0xFFFF, "", "");
        assertThat(bodyBytes(CtiVersion.V25, system)).isEqualTo(26);
    }

    private static CallMessage.About about() {
        return new CallMessage.About(1, 5000, 17, new CallMessage.CallKey(7, 0, ""));
    }

    private static SessionMessage.OpenConf openConf() {
        return new SessionMessage.OpenConf(
                1,
                0x14,
                0,
                4,
                0,
                false,
                17,
                AgentState.UNKNOWN,
                0,
                SessionMessage.SessionType.ACTIVE);
    }

    private static int bodyBytes(CtiVersion version, CtiMessage message) {
        return new CtiEncoder(version).encode(message).remaining() - 8;
    }
}
