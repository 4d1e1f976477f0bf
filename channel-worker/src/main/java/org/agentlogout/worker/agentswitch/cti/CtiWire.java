/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.agentlogout.cti.CtiDecoder;
import org.agentlogout.cti.CtiEncoder;
import org.agentlogout.cti.CtiFormatException;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.FrameReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to one side: bytes to messages and back. Nobody who sends waits for it. */
final class CtiWire {
    private static final Logger LOG = LoggerFactory.getLogger(CtiWire.class);

    /** More than the requests that may be on their way: a server that reads nothing is dropped. */
    private static final int UNSENT_LIMIT = 4_000;

    private static final int SEGMENT_BYTES = 64 * 1024;

    private final URI side;
    private final Optional<SSLContext> tls;
    private final Duration connectTimeout;
    private final CtiEncoder encoder;
    private final CtiDecoder decoder;
    private final BlockingQueue<ByteBuffer> unsent = new LinkedBlockingQueue<>(UNSENT_LIMIT);
    private final Socket socket = new Socket();
    private volatile boolean closed;

    CtiWire(URI side, Optional<SSLContext> tls, Duration connectTimeout, CtiVersion version) {
        this.side = side;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.encoder = new CtiEncoder(version);
        this.decoder = new CtiDecoder(version);
    }

    /**
     * Connects, and reads until the connection ends.
     *
     * @return why it ended
     */
    String run(Runnable connected, Consumer<CtiMessage> heard) {
        try (socket) {
            Socket open = connect();
            Thread writer = Thread.ofVirtual().name("cti-writer").start(() -> write(open));
            try {
                connected.run();
                read(open, heard);
                return "the server closed the connection";
            } finally {
                writer.interrupt();
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (CtiFormatException e) {
            return "unreadable bytes: " + e.getMessage();
        }
    }

    private Socket connect() throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoLinger(true, 0);
        int millis = (int) connectTimeout.toMillis();
        socket.connect(new InetSocketAddress(side.getHost(), side.getPort()), millis);
        if (tls.isEmpty()) {
            return socket;
        }
        var factory = tls.get().getSocketFactory();
        var secured =
                (SSLSocket) factory.createSocket(socket, side.getHost(), side.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(millis);
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    private void read(Socket open, Consumer<CtiMessage> heard)
            throws IOException, CtiFormatException {
        FrameReader frames = new FrameReader();
        byte[] segment = new byte[SEGMENT_BYTES];
        int length = open.getInputStream().read(segment);
        while (length >= 0) {
            frames.read(ByteBuffer.wrap(segment, 0, length), frame -> decode(frame, heard));
            length = open.getInputStream().read(segment);
        }
    }

    /** A frame that cannot be read concerns nobody but itself. */
    private void decode(ByteBuffer frame, Consumer<CtiMessage> heard) {
        CtiMessage message;
        try {
            message = decoder.decode(frame);
        } catch (CtiFormatException e) {
            LOG.atDebug()
                    .addKeyValue("side", side)
                    .log("A message was skipped: {}", e.getMessage());
            return;
        }
        heard.accept(message);
    }

    void send(CtiMessage message) {
        if (!unsent.offer(encoder.encode(message))) {
            close();
        }
    }

    private void write(Socket open) {
        try {
            while (!closed) {
                ByteBuffer frame = unsent.take();
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                open.getOutputStream().write(bytes);
            }
        } catch (InterruptedException | IOException over) {
            close();
        }
    }

    /** Resets the connection. */
    void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection did not close cleanly", e);
        }
    }
}
