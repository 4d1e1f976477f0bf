/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A key and its self-signed certificate for 127.0.0.1, made by the JDK's own tool. */
final class Keystore {
    static final String PASSWORD = "changeit";

    private Keystore() {}

    static Path in(Path directory) {
        Path file = directory.resolve("switch.p12");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "switch",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1,DNS:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString());
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("keytool ended with " + exit);
            }
            return file;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("keytool could not be run", e);
        }
    }
}
