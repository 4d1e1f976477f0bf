/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a secret from the file that a variable names. */
final class SecretFile {
    private static final int MOST_BYTES = 65_536;

    private SecretFile() {}

    /** The secret without line ends at its end, or {@link Secret#NONE} and a mistake in words. */
    static Secret read(String name, String file, Consumer<String> mistakes) {
        try {
            byte[] content = content(Path.of(file));
            if (content.length > MOST_BYTES) {
                mistakes.accept(name + " names a file of more than 64 KiB: " + file);
                return Secret.NONE;
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            String secret = text.replaceAll("[\\r\\n]+\\z", "");
            if (secret.isEmpty()) {
                mistakes.accept(name + " names an empty file: " + file);
            }
            return Secret.of(secret);
        } catch (IOException | InvalidPathException e) {
            // The value is not shown: people put the secret itself where its file should be.
            String what = " names a file that cannot be read";
            mistakes.accept(name + what + " (" + e.getClass().getSimpleName() + ")");
            return Secret.NONE;
        }
    }

    /** At most one byte more than a secret may have: the file may be a device without an end. */
    private static byte[] content(Path path) throws IOException {
        try (InputStream bytes = Files.newInputStream(path)) {
            return bytes.readNBytes(MOST_BYTES + 1);
        }
    }
}
