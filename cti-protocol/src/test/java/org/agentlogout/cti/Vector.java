/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.AgentMessage.SkillGroup;
import org.agentlogout.cti.AgentMessage.TaskLoad;
import org.agentlogout.cti.CallMessage.CallKey;
import org.agentlogout.cti.CallMessage.SnapshotCall;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;

/**
 * Whole messages and their bytes, computed from the guide's tables by hand: agent 1001 at extension
 * 3001 of peripheral 5000, with one-byte tags and with two-byte tags.
 */
record Vector(CtiVersion version, CtiMessage message, String hex) {

    private static final AgentName AGENT = new AgentName("3001", "1001", "3001");

    ByteBuffer bytes() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    static List<Vector> all() {
        return List.of(
                new Vector(
                        CtiVersion.V14,
                        openReq(14),
                        "0000003700000003000000010000000e00000078000013880000001400006020"
                                + "000003ff0000000000000000000000000000000001076c6f676f7574000200"),
                new Vector(
                        CtiVersion.V14,
                        openConf(SessionType.UNKNOWN),
                        "0000001a00000004000000010000001400000000000000006500000000010011"
                                + "0009"),
                new Vector(
                        CtiVersion.V14,
                        QUERY,
                        "00000017000000240000000300001388000000010000000005053130303100"),
                new Vector(
                        CtiVersion.V14,
                        STATE,
                        "0000003300000025000000030002000000000001000000000001000000010000"
                                + "138f00000000050531303031000405333030310006053330303100"),
                new Vector(
                        CtiVersion.V14,
                        LOGOUT,
                        "0000002300000026000000040000138800010000000000010000000000060533"
                                + "3030310005053130303100"),
                new Vector(CtiVersion.V14, new SetAgentStateConf(4), "000000040000002700000004"),
                new Vector(
                        CtiVersion.V14,
                        new ControlFailureConf(4, 22, 0),
                        "0000000a0000002300000004001600000000"),
                new Vector(
                        CtiVersion.V14,
                        LOGGED_OUT,
                        "0000004f0000001e0000000000001388000000000011000100000000ffffffff"
                                + "ffffffff00000001000100000001000000000000000000000000138f00000000"
                                + "0000050531303031000405333030310006053330303100"),
                new Vector(
                        CtiVersion.V14,
                        SNAPSHOT,
                        "00000011000000540000000500001388004c06053330303100"),
                new Vector(
                        CtiVersion.V14,
                        ONE_CALL,
                        "0000001b00000055000000050001380401000001390200003a0533303031004b"
                                + "020003"),
                new Vector(CtiVersion.V14, new HeartbeatReq(2), "000000040000000500000002"),
                new Vector(CtiVersion.V14, new HeartbeatConf(2), "000000040000000600000002"),
                new Vector(CtiVersion.V14, new CloseReq(6, 0), "00000008000000070000000600000000"),
                new Vector(CtiVersion.V14, new CloseConf(6), "000000040000000800000006"),
                new Vector(
                        CtiVersion.V14,
                        FailureConf.of(1, StatusCode.INVALID_PASSWORD),
                        "00000008000000010000000100000024"),
                new Vector(
                        CtiVersion.V24,
                        openReq(24),
                        "0000003b00000003000000010000001800000078000013880000001400006020"
                                + "000003ff00000000000000000000000000000000000100076c6f676f75740000"
                                + "020000"),
                new Vector(
                        CtiVersion.V24,
                        openConf(SessionType.ACTIVE),
                        "0000002000000004000000010000001400000000000000006500000000010011"
                                + "0009000000000001"),
                new Vector(
                        CtiVersion.V24,
                        QUERY,
                        "0000001900000024000000030000138800000001000000000005000531303031" + "00"),
                new Vector(
                        CtiVersion.V24,
                        STATE,
                        "0000003d00000025000000030002000000000001000000000001000000010000"
                                + "138f000000000000000000050005313030310000040005333030310000060005"
                                + "3330303100"),
                new Vector(
                        CtiVersion.V24,
                        LOGOUT,
                        "0000002700000026000000040000138800010000000000010000000000000600"
                                + "053330303100000500053130303100"),
                new Vector(
                        CtiVersion.V24,
                        LOGGED_OUT,
                        "000000590000001e0000000000001388000000000011000100000000ffffffff"
                                + "ffffffff00000001000100000001000000000000000000000000138f00000000"
                                + "0000000000000005000531303031000004000533303031000006000533303031"
                                + "00"),
                new Vector(
                        CtiVersion.V24,
                        SNAPSHOT,
                        "00000013000000540000000500001388004c000600053330303100"),
                new Vector(
                        CtiVersion.V24,
                        ONE_CALL,
                        "00000023000000550000000500010038000401000001003900020000003a0005"
                                + "3330303100004b00020003"));
    }

    private static OpenReq openReq(long version) {
        return new OpenReq(
                1, version, 120, 5000, 0x14, 0x6020, 0x3ff, 0, "logout", Password.NONE, "");
    }

    private static OpenConf openConf(SessionType type) {
        return new OpenConf(1, 0x14, 0, 0, 0x65000000, true, 17, AgentState.UNKNOWN, 0, type);
    }

    static final QueryAgentStateReq QUERY =
            new QueryAgentStateReq(3, 5000, 1, 0, new AgentName("", "1001", ""));

    static final QueryAgentStateConf STATE =
            new QueryAgentStateConf(
                    3,
                    AgentState.NOT_READY,
                    1,
                    new TaskLoad(0, 1, 1, 0),
                    5007,
                    0,
                    AGENT,
                    List.of());

    static final SetAgentStateReq LOGOUT =
            new SetAgentStateReq(
                    4,
                    5000,
                    AgentState.LOGOUT,
                    0,
                    1,
                    Force.NO,
                    0,
                    "3001",
                    "1001",
                    Password.NONE,
                    false,
                    List.of());

    static final AgentStateEvent LOGGED_OUT =
            new AgentStateEvent(
                    0,
                    5000,
                    0,
                    17,
                    new SkillGroup(CtiMessage.NONE, CtiMessage.NONE, 0, AgentState.LOGOUT),
                    0,
                    AgentState.LOGOUT,
                    1,
                    1,
                    new TaskLoad(0, 0, 0, 0),
                    5007,
                    0,
                    AGENT,
                    AgentState.UNKNOWN,
                    List.of());

    static final SnapshotDeviceReq SNAPSHOT = new SnapshotDeviceReq(5, 5000, 76, "3001");

    static final SnapshotDeviceConf ONE_CALL =
            new SnapshotDeviceConf(
                    5,
                    List.of(
                            new SnapshotCall(
                                    new CallKey(16777217, 0, "3001"), ConnectionState.CONNECT)));
}
