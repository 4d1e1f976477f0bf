/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What a stack leaves on disk while it runs. */
public final class TemporaryFiles {

    private static final int TRIES = 5;

    private TemporaryFiles() {}

    public static Path directory(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory", e);
        }
    }

    /** Deletes a file, or a directory with all it holds; nothing happens when there is none. */
    public static void delete(Path path) {
        for (int tries = 1; ; tries++) {
            try {
                deleteOnce(path);
                return;
            } catch (IOException | UncheckedIOException e) {
                // A broker that has just ended may still remove files of its own meanwhile.
                if (tries == TRIES) {
                    throw new UncheckedIOException("cannot delete " + path, new IOException(e));
                }
            }
        }
    }

    private static void deleteOnce(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
