/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts what a connection delivers into frames, header included. It holds at most one unfinished
 * frame and never reserves what a header announces. For one connection and one thread.
 */
public final class FrameReader {

    /** The guide's largest message, header included. */
    public static final int FRAME_LIMIT_BYTES = 12_500;

    static final int HEADER_BYTES = 8;

    private final ByteBuffer unfinished = ByteBuffer.allocate(FRAME_LIMIT_BYTES);

    /**
     * Reads the whole segment and hands out each frame that became complete, in order.
     *
     * @throws CtiFormatException when a frame is longer than the limit. Those before it have been
     *     handed out; from here on nobody can tell where a frame begins, and each further call
     *     throws the same.
     */
    public void read(ByteBuffer segment, Consumer<ByteBuffer> frames) throws CtiFormatException {
        while (segment.hasRemaining()) {
            int taken = Math.min(missingBytes(), segment.remaining());
            unfinished.put(segment.slice(segment.position(), taken));
            segment.position(segment.position() + taken);
            if (missingBytes() == 0) {
                frames.accept(cut());
            }
        }
    }

    private int missingBytes() throws CtiFormatException {
        int have = unfinished.position();
        if (have < HEADER_BYTES) {
            return HEADER_BYTES - have;
        }
        long length = unfinished.getInt(0) & 0xFFFF_FFFFL;
        if (length > FRAME_LIMIT_BYTES - HEADER_BYTES) {
            throw new CtiFormatException(
                    "MessageLength",
                    0,
                    length + " is more than " + (FRAME_LIMIT_BYTES - HEADER_BYTES));
        }
        return HEADER_BYTES + (int) length - have;
    }

    private ByteBuffer cut() {
        ByteBuffer frame = ByteBuffer.allocate(unfinished.flip().limit()).put(unfinished).flip();
        unfinished.clear();
        return frame;
    }
}
