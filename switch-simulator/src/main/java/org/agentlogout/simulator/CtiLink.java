/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agentlogout.cti.CtiDecoder;
import org.agentlogout.cti.CtiEncoder;
import org.agentlogout.cti.CtiFormatException;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.FrameReader;

/**
 * One client's connection: bytes to messages and back. Whoever sends does not wait for the client;
 * one that reads too slowly is dropped.
 */
final class CtiLink implements AutoCloseable {

    private static final int UNREAD_LIMIT = 20_000;
    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final int PIECE_BYTES = 3;
    private static final Duration PACKING = Duration.ofMillis(5);

    private final Socket socket;
    private final CtiSettings.Segments segments;
    private final BlockingQueue<CtiMessage> unread = new LinkedBlockingQueue<>(UNREAD_LIMIT);
    private volatile CtiVersion version = CtiVersion.V14;

    CtiLink(Socket socket, CtiSettings.Segments segments) {
        this.socket = socket;
        this.segments = segments;
    }

    /** From now on messages are of that version; the client is silent no longer than so. */
    void agreed(CtiVersion agreed, Duration idle) {
        version = agreed;
        try {
            socket.setSoTimeout((int) Math.min(idle.toMillis(), Integer.MAX_VALUE));
        } catch (IOException gone) {
            close();
        }
    }

    void send(CtiMessage message) {
        if (!unread.offer(message)) {
            close();
        }
    }

    /** Writes until the connection ends; to be run in a thread of its own. */
    void write() {
        try {
            while (!socket.isClosed()) {
                List<CtiMessage> messages = new ArrayList<>(List.of(unread.take()));
                if (segments == CtiSettings.Segments.PACKED) {
                    TimeUnit.NANOSECONDS.sleep(PACKING.toNanos());
                    unread.drainTo(messages);
                }
                write(bytes(messages));
            }
        } catch (InterruptedException | IOException over) {
            close();
        }
    }

    private byte[] bytes(List<CtiMessage> messages) {
        List<ByteBuffer> frames = new ArrayList<>();
        CtiEncoder encoder = new CtiEncoder(version);
        messages.forEach(it -> frames.add(encoder.encode(it)));
        ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(ByteBuffer::remaining).sum());
        frames.forEach(all::put);
        return all.array();
    }

    private void write(byte[] bytes) throws IOException {
        boolean pieces = segments == CtiSettings.Segments.PIECES;
        int step = pieces ? PIECE_BYTES : Math.max(1, bytes.length);
        for (int at = 0; at < bytes.length; at += step) {
            socket.getOutputStream().write(bytes, at, Math.min(step, bytes.length - at));
            socket.getOutputStream().flush();
        }
    }

    /**
     * Reads until the connection ends.
     *
     * @param heard each message that can be read
     * @param unreadable each frame that is none
     */
    void read(Consumer<CtiMessage> heard, Consumer<CtiFormatException> unreadable) {
        FrameReader frames = new FrameReader();
        byte[] segment = new byte[SEGMENT_BYTES];
        try {
            int length = socket.getInputStream().read(segment);
            while (length >= 0) {
                frames.read(
                        ByteBuffer.wrap(segment, 0, length),
                        frame -> decoded(frame, unreadable).ifPresent(heard));
                length = socket.getInputStream().read(segment);
            }
        } catch (IOException | CtiFormatException over) {
            return; // reset, idle for too long, or out of step
        } finally {
            close();
        }
    }

    private Optional<CtiMessage> decoded(
            ByteBuffer frame, Consumer<CtiFormatException> unreadable) {
        try {
            return Optional.of(new CtiDecoder(version).decode(frame));
        } catch (CtiFormatException none) {
            unreadable.accept(none);
            return Optional.empty();
        }
    }

    /** Resets the connection: what was not sent is lost. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException already) {
            return; // it is closed all the same
        }
    }
}
