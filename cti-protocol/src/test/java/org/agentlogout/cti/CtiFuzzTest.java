/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, there is a message or a {@link CtiFormatException}. A failure prints the
 * frame, which then becomes a case of {@link CtiDecoderTest}.
 */
class CtiFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_121L);
    private static final int FRAMES = 50_000;

    private final Random random = new Random(SEED);
    private int messages;
    private int refusals;

    @Test
    void randomBodiesAreReadOrRefused() {
        CtiVersion[] versions = CtiVersion.values();
        MessageType[] types = MessageType.values();
        for (int i = 0; i < FRAMES; i++) {
            byte[] body = new byte[random.nextInt(160)];
            random.nextBytes(body);
            ByteBuffer frame =
                    ByteBuffer.allocate(8 + body.length)
                            .putInt(body.length)
                            .putInt((int) types[random.nextInt(types.length)].number())
                            .put(body)
                            .flip();
            readOrRefuse(versions[random.nextInt(versions.length)], frame);
        }
        assertThat(refusals).as("most are refused").isGreaterThan(FRAMES / 2);
        assertThat(messages).as("some are read").isGreaterThan(FRAMES / 100);
    }

    @Test
    void mutatedMessagesAreReadOrRefused() {
        for (CtiVersion version : CtiVersion.values()) {
            RandomMessages messagesOf = new RandomMessages(SEED, version);
            CtiEncoder encoder = new CtiEncoder(version);
            for (int i = 0; i < FRAMES / CtiVersion.values().length; i++) {
                readOrRefuse(version, mutated(encoder.encode(messagesOf.next())));
            }
        }
        assertThat(refusals).as("many are refused").isGreaterThan(FRAMES / 10);
        assertThat(messages).as("many are read").isGreaterThan(FRAMES / 10);
    }

    /**
     * A few bytes changed, cut off or put in; the header's length is put right most of the time.
     */
    private ByteBuffer mutated(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining() + random.nextInt(3) * random.nextInt(9)];
        int kept = random.nextInt(4) > 0 ? message.remaining() : random.nextInt(bytes.length + 1);
        message.get(bytes, 0, Math.min(kept, message.remaining()));
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> (byte) 0xFF;
                        case 2 -> (byte) (bytes[at] + 1);
                        default -> (byte) random.nextInt();
                    };
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        return random.nextInt(20) == 0 ? frame : frame.putInt(0, bytes.length - 8);
    }

    private void readOrRefuse(CtiVersion version, ByteBuffer frame) {
        try {
            CtiMessage read = new CtiDecoder(version).decode(frame);
            assertReadAgain(version, read);
            messages++;
        } catch (CtiFormatException refused) {
            assertThat(refused.offset()).isBetween(0, frame.remaining());
            refusals++;
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(
                    version + " " + VectorTest.hex(frame) + " -> " + broken, broken);
        }
    }

    /** A message that was read can be written, and is then read as the same. */
    private static void assertReadAgain(CtiVersion version, CtiMessage read)
            throws CtiFormatException {
        ByteBuffer written = new CtiEncoder(version).encode(read);
        assertThat(new CtiDecoder(version).decode(written)).isEqualTo(read);
    }

    /** The worst frame: as long as may be, and nothing but the smallest list elements. */
    @Test
    void aFrameTakesNoMoreMemoryThanSomeTimesItsLimit() throws CtiFormatException {
        ByteBuffer frame =
                ByteBuffer.allocate(FrameReader.FRAME_LIMIT_BYTES)
                        .putInt(FrameReader.FRAME_LIMIT_BYTES - 8)
                        .putInt((int) MessageType.QUERY_AGENT_STATE_CONF.number())
                        .put(new byte[30]);
        while (frame.remaining() > 6) {
            frame.put((byte) FloatingField.SKILL_GROUP_NUMBER.tag()).put((byte) 4).putInt(1);
        }
        frame.clear();
        CtiDecoder decoder = new CtiDecoder(CtiVersion.V14);
        for (int warm = 0; warm < 100; warm++) {
            refuse(decoder, frame);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        refuse(decoder, frame);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(10L * FrameReader.FRAME_LIMIT_BYTES);
    }

    private static void refuse(CtiDecoder decoder, ByteBuffer frame) {
        try {
            decoder.decode(frame);
            throw new AssertionError("was read");
        } catch (CtiFormatException refused) {
            assertThat(refused.field()).isEqualTo("SKILL_GROUP_NUMBER");
        }
    }
}
