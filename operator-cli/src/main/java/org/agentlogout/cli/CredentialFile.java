/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An agent's password where workers look for it: a file named after the agent, replaced in one
 * move.
 */
public final class CredentialFile {

    private CredentialFile() {}

    /** A reader sees the old content or the new, never a part. */
    public static void write(Path directory, String agent, String password) throws IOException {
        Files.createDirectories(directory);
        var fresh = Files.createTempFile(directory, ".new-", "");
        Files.writeString(fresh, agent + ":" + password + "\n");
        Files.move(fresh, directory.resolve(agent), StandardCopyOption.ATOMIC_MOVE);
    }
}
