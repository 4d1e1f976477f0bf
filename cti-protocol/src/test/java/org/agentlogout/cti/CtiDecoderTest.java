/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SystemEvent;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is let pass, and what is refused with field and offset. Bytes are written field by field.
 */
class CtiDecoderTest {

    private static final String QUERY_14 = "00000024 00000003 00001388 00000001 00000000";

    @ParameterizedTest
    @MethodSource("vectors")
    void noMessageIsReadWhenTheFrameIsCut(Vector vector) {
        byte[] whole = vector.bytes().array();
        for (int bytes = 0; bytes < whole.length; bytes++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, bytes);
            assertThatExceptionOfType(CtiFormatException.class)
                    .isThrownBy(() -> new CtiDecoder(vector.version()).decode(cut));
        }
    }

    /** Between two floating fields a message may end; anywhere else it may not. */
    @ParameterizedTest
    @MethodSource("vectors")
    void aBodyEndsOnlyWhereAFieldDoes(Vector vector) {
        int read = 0;
        for (int bytes = 8; bytes < vector.bytes().remaining(); bytes++) {
            ByteBuffer cut = body(vector.hex().substring(8, bytes * 2));
            try {
                new CtiDecoder(vector.version()).decode(cut);
                read++;
            } catch (CtiFormatException refused) {
                assertThat(refused.offset()).isBetween(8, bytes);
            }
        }
        assertThat(read).isEqualTo(floats(vector.message()));
    }

    private static int floats(CtiMessage message) {
        return switch (message) {
            case AgentMessage.QueryAgentStateConf conf -> 3;
            case AgentMessage.AgentStateEvent event -> 3;
            case CallMessage.SnapshotDeviceConf conf -> 3;
            case OpenReq req -> 2;
            case AgentMessage.SetAgentStateReq req -> 2;
            case QueryAgentStateReq req -> 1;
            case CallMessage.SnapshotDeviceReq req -> 1;
            default -> 0;
        };
    }

    static List<Vector> vectors() {
        return Vector.all();
    }

    @Test
    void anotherTypeIsSkippedByItsLength() throws CtiFormatException {
        assertThat(decode("0000029A 0102030405")).isEqualTo(new CtiMessage.Other(666, 5));
    }

    @Test
    void anotherTagIsSkippedByItsLength() throws CtiFormatException {
        assertThat(decode(QUERY_14 + "FA 03 000000" + "05 05 3130303100")).isEqualTo(Vector.QUERY);
    }

    @Test
    void aTagOfAnotherMessageIsSkipped() throws CtiFormatException {
        assertThat(decode("00000006 00000002" + "E4 02 0001")).isEqualTo(new HeartbeatConf(2));
    }

    @Test
    void floatsMayComeInAnyOrder() throws CtiFormatException {
        String extensionLast = QUERY_14 + "05 05 3130303100" + "04 05 3330303100";
        String extensionFirst = QUERY_14 + "04 05 3330303100" + "05 05 3130303100";

        assertThat(decode(extensionLast)).isEqualTo(decode(extensionFirst));
    }

    @Test
    void aTextNeedsNoNul() throws CtiFormatException {
        assertThat(decode(QUERY_14 + "05 04 31303031")).isEqualTo(Vector.QUERY);
    }

    @Test
    void aTextEndsAtItsNul() throws CtiFormatException {
        assertThat(decode(QUERY_14 + "05 07 31303031003939")).isEqualTo(Vector.QUERY);
    }

    @Test
    void anUnknownStateIsReadAsUnknown() throws CtiFormatException {
        String conf = Vector.all().get(3).hex().replaceFirst("000000030002", "0000000300ff");

        CtiMessage read =
                new CtiDecoder(CtiVersion.V14)
                        .decode(ByteBuffer.wrap(HexFormat.of().parseHex(conf)));

        assertThat(((AgentMessage.QueryAgentStateConf) read).agentState())
                .isEqualTo(AgentState.UNKNOWN);
    }

    @Test
    void anUnknownSystemEventIsReadAsOther() throws CtiFormatException {
        String event = "0000001F 00000000 00000000 000000FF 00000000 00000000 00000000 FFFF";

        assertThat(((SystemEvent) decode(event)).kind()).isEqualTo(SystemEventKind.OTHER);
    }

    @Test
    void openReqIsReadInTheVersionItOffers() throws CtiFormatException {
        Vector twoByteTags = Vector.all().get(15);

        CtiMessage read = new CtiDecoder(CtiVersion.V14).decode(twoByteTags.bytes());

        assertThat(((OpenReq) read).clientId()).isEqualTo("logout");
    }

    @Test
    void openReqOfAVersionToComeIsRead() throws CtiFormatException {
        OpenReq to = (OpenReq) Vector.all().get(15).message();
        OpenReq req =
                new OpenReq(
                        1, 99, 20, CtiMessage.NONE, 0x14, 0, 0, 0, "x", to.clientPassword(), "");

        ByteBuffer bytes = new CtiEncoder(CtiVersion.V14).encode(req);

        assertThat(new CtiDecoder(CtiVersion.V14).decode(bytes)).isEqualTo(req);
    }

    @Test
    void failureConfIsReadInBothForms() throws CtiFormatException {
        assertThat(decode("00000001 00000007 00000024"))
                .isEqualTo(new FailureConf(7, 36, FailureConf.Form.STATUS, 0));
        assertThat(decode("00000001 00000007 0024 00000009"))
                .isEqualTo(new FailureConf(7, 36, FailureConf.Form.CODE_AND_PERIPHERAL_ERROR, 9));
    }

    /** UCCX adds a text; and a server that refuses our version writes it in its own. */
    @Test
    void failureConfIsReadWhateverFollows() throws CtiFormatException {
        assertThat(decode("00000001 00000007 00000001 07 04 6E6F7000 FF"))
                .isEqualTo(FailureConf.of(7, StatusCode.INVALID_VERSION));
    }

    @Test
    void refusesAMessageLengthThatIsNotTheFrames() {
        assertRefused("MessageLength", 0, ByteBuffer.allocate(9).putInt(0, 2));
        assertRefused("MessageLength", 0, ByteBuffer.allocate(9).putInt(0, -1));
    }

    @Test
    void refusesBytesBehindTheFixedPartThatAreNoField() {
        assertRefused("FieldLength", 13, body("00000006 00000002 FF"));
        assertRefused("AGENT_ID", 14, body("00000006 00000002 05 09 31"));
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertRefused("AGENT_ID", 24, body(QUERY_14 + "05 0E 3131313131313131313131313100"));
    }

    /** Found by mutated messages: such a text could be read, but not be written. */
    @Test
    void refusesATextWithoutNulThatLeavesNoRoomForIt() {
        assertRefused("AGENT_ID", 24, body(QUERY_14 + "05 0C 313131313131313131313131"));
    }

    @Test
    void refusesANumberOfAnotherLength() {
        String snapshot = "00000055 00000005 0001" + "38 02 0001" + "39 02 0000" + "4B 02 0003";
        assertRefused("CALL_ID", 14, body(snapshot));
    }

    @Test
    void refusesAFieldThatComesTwice() {
        assertRefused("AGENT_ID", 27, body(QUERY_14 + "05 01 31" + "05 01 32"));
        String call = "38 04 00000001" + "4B 02 0003" + "4B 02 0003";
        assertRefused("CALL_STATE", 24, body("00000055 00000005 0001" + call));
    }

    @Test
    void refusesAListThatIsShorterOrLongerThanItsCount() {
        assertRefused("NumCalls", 12, body("00000055 00000005 0002 38 04 00000001"));
        assertRefused("NumCalls", 12, body("00000055 00000005 0000 38 04 00000001"));
        assertRefused("NumCalls", 12, body("00000055 00000005 FFFF"));
    }

    @Test
    void refusesAListThatIsLongerThanTheGuideAllows() {
        String calls = "38 04 00000001".repeat(17);
        assertRefused("NumCalls", 12, body("00000055 00000005 0011" + calls));
    }

    @Test
    void refusesAListThatDoesNotBeginWithItsFirstField() {
        assertRefused("CALL_STATE", 14, body("00000055 00000005 0001 4B 02 0003"));
    }

    @Test
    void refusesMoreFloatsThanAnyListHas() {
        String many = "00000055 00000005 0010" + "38 04 00000001".repeat(513);
        assertRefused("CALL_ID", 14 + 512 * 6, body(many));
    }

    @Test
    void refusesAReservedFieldThatIsNotZero() {
        String req = Vector.all().getFirst().hex();
        int reserved1 = (8 + 32) * 2;
        String wrong = req.substring(0, reserved1) + "00000001" + req.substring(reserved1 + 8);

        assertRefused("Reserved1", 40, ByteBuffer.wrap(HexFormat.of().parseHex(wrong)));
    }

    @Test
    void aRefusalNeverShowsThePassword() {
        String secret = "73656372657473656372657473656372657473656372657473656372657473656372";
        ByteBuffer req =
                body(Vector.all().getFirst().hex().substring(8, 104) + "02 44" + secret + secret);

        assertThatExceptionOfType(CtiFormatException.class)
                .isThrownBy(() -> new CtiDecoder(CtiVersion.V14).decode(req))
                .withMessage("CLIENT_PASSWORD at byte 52: 68 bytes, may have at most 64");
    }

    @Test
    void textsThatAreNotThereAreEmpty() throws CtiFormatException {
        QueryAgentStateReq read = (QueryAgentStateReq) decode(QUERY_14);

        assertThat(read.agent()).isEqualTo(AgentMessage.AgentName.NONE);
    }

    private static CtiMessage decode(String typeAndBody) throws CtiFormatException {
        return new CtiDecoder(CtiVersion.V14).decode(body(typeAndBody));
    }

    /** A frame of that type and body, its length counted. */
    private static ByteBuffer body(String typeAndBody) {
        byte[] bytes = HexFormat.of().parseHex(typeAndBody.replace(" ", ""));
        return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length - 4).put(bytes).flip();
    }

    private static void assertRefused(String field, int offset, ByteBuffer frame) {
        assertThatExceptionOfType(CtiFormatException.class)
                .isThrownBy(() -> new CtiDecoder(CtiVersion.V14).decode(frame))
                .satisfies(it -> assertThat(it.field()).isEqualTo(field))
                .satisfies(it -> assertThat(it.offset()).isEqualTo(offset));
    }
}
