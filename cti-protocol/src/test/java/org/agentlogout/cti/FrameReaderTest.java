/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final FrameReader reader = new FrameReader();
    private final List<String> frames = new ArrayList<>();

    @Test
    void oneSegmentMayHoldManyFrames() throws CtiFormatException {
        read(stream());

        assertThat(frames).isEqualTo(Vector.all().stream().map(Vector::hex).toList());
    }

    @Test
    void aFrameMayComeInSegmentsOfAnySize() throws CtiFormatException {
        byte[] stream = stream();
        for (int size = 1; size < stream.length; size++) {
            frames.clear();
            for (int at = 0; at < stream.length; at += size) {
                reader.read(segment(stream, at, size), this::add);
            }
            assertThat(frames).as("segments of %d", size).hasSize(Vector.all().size());
        }
    }

    @Test
    void framesKeepTheirBytes() throws CtiFormatException {
        List<ByteBuffer> kept = new ArrayList<>();
        reader.read(ByteBuffer.wrap(stream()), kept::add);

        assertThat(kept.stream().map(VectorTest::hex))
                .isEqualTo(Vector.all().stream().map(Vector::hex).toList());
    }

    @Test
    void theLargestFrameIsRead() throws CtiFormatException {
        read(ByteBuffer.allocate(12_500).putInt(0, 12_492).array());

        assertThat(frames).singleElement().asString().hasSize(25_000);
    }

    @Test
    void aLargerOneEndsTheReading() {
        assertEnds(12_493);
        assertEnds(Integer.MAX_VALUE);
        assertEnds(-1);
    }

    private static void assertEnds(int length) {
        FrameReader reader = new FrameReader();
        ByteBuffer header = ByteBuffer.allocate(8).putInt(0, length);
        for (int again = 0; again < 2; again++) {
            assertThatExceptionOfType(CtiFormatException.class)
                    .isThrownBy(() -> reader.read(header.duplicate(), frame -> {}))
                    .satisfies(it -> assertThat(it.field()).isEqualTo("MessageLength"));
        }
    }

    @Test
    void whatCameBeforeIsHandedOut() {
        ByteBuffer segment = ByteBuffer.allocate(20).putInt(0, 4).putInt(12, -1);

        assertThatExceptionOfType(CtiFormatException.class)
                .isThrownBy(() -> reader.read(segment, this::add));
        assertThat(frames).hasSize(1);
    }

    private void read(byte[] bytes) throws CtiFormatException {
        reader.read(ByteBuffer.wrap(bytes), this::add);
    }

    private void add(ByteBuffer frame) {
        frames.add(VectorTest.hex(frame));
    }

    private static ByteBuffer segment(byte[] stream, int at, int size) {
        return ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at));
    }

    private static byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Vector.all().forEach(it -> out.writeBytes(it.bytes().array()));
        return out.toByteArray();
    }
}
