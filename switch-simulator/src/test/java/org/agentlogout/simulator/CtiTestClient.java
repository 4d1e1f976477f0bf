/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.CtiDecoder;
import org.agentlogout.cti.CtiEncoder;
import org.agentlogout.cti.CtiFormatException;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.FrameReader;
import org.agentlogout.cti.Masks;
import org.agentlogout.cti.Password;
import org.agentlogout.cti.SessionMessage.OpenReq;

/** The plainest client: sends what it is told and gives what comes, message by message. */
final class CtiTestClient implements AutoCloseable {
    static final long PERIPHERAL = 5000;

    private final Socket socket;
    private final CtiVersion version;
    private final FrameReader frames = new FrameReader();
    private final Deque<CtiMessage> heard = new ArrayDeque<>();
    private int segments;

    private CtiTestClient(Socket socket, CtiVersion version) {
        this.socket = socket;
        this.version = version;
    }

    static CtiTestClient connected(URI side, CtiVersion version) {
        try {
            Socket socket = new Socket(side.getHost(), side.getPort());
            socket.setSoTimeout(10_000);
            return new CtiTestClient(socket, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With an open session; what comes on opening is read. */
    static CtiTestClient open(URI side, CtiVersion version) {
        CtiTestClient client = connected(side, version);
        client.send(client.openReq(version.number(), ""));
        client.next();
        client.next();
        return client;
    }

    OpenReq openReq(int number, String password) {
        return new OpenReq(
                1,
                number,
                120,
                CtiMessage.NONE,
                Masks.SERVICE_ALL_EVENTS | Masks.SERVICE_CLIENT_CONTROL,
                Masks.CALL_BEGIN | Masks.CALL_END | Masks.CALL_CLEARED,
                Masks.AGENT_ALL_STATES,
                0,
                "test",
                new Password(password),
                "");
    }

    void set(long invokeId, AgentState state, int reason, Force force) {
        send(
                new SetAgentStateReq(
                        invokeId,
                        PERIPHERAL,
                        state,
                        0,
                        reason,
                        force,
                        0,
                        "1",
                        "ann",
                        Password.NONE,
                        false,
                        List.of()));
    }

    void set(long invokeId, AgentState state) {
        set(invokeId, state, 0, Force.NO);
    }

    void query(long invokeId, int mrdId) {
        send(new QueryAgentStateReq(invokeId, PERIPHERAL, mrdId, 0, new AgentName("", "ann", "")));
    }

    void snapshot(long invokeId) {
        send(new SnapshotDeviceReq(invokeId, PERIPHERAL, 76, "1"));
    }

    void deskSettings(long invokeId) {
        send(new AgentDeskSettingsReq(invokeId, PERIPHERAL, new AgentName("", "ann", "")));
    }

    void send(CtiMessage message) {
        ByteBuffer frame = new CtiEncoder(version).encode(message);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        send(bytes);
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next message; an end of the connection is an exception. */
    CtiMessage next() {
        byte[] segment = new byte[64 * 1024];
        while (heard.isEmpty()) {
            try {
                int length = socket.getInputStream().read(segment);
                if (length < 0) {
                    throw new UncheckedIOException(new IOException("the server closed"));
                }
                segments++;
                frames.read(ByteBuffer.wrap(segment, 0, length), this::decoded);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (CtiFormatException e) {
                throw new IllegalStateException(e);
            }
        }
        return heard.remove();
    }

    private void decoded(ByteBuffer frame) {
        try {
            heard.add(new CtiDecoder(version).decode(frame));
        } catch (CtiFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads so far. */
    int segments() {
        return segments;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
