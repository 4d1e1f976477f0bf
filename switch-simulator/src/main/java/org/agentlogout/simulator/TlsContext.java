/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Turns the keystore setting into a context. */
final class TlsContext {

    private TlsContext() {}

    /**
     * The context, empty when HTTPS is off.
     *
     * @throws IllegalArgumentException for a keystore that cannot be read with the password
     */
    static Optional<SSLContext> of(SimulatorSettings.Tls tls) {
        if (!tls.on()) {
            return Optional.empty();
        }
        try (var bytes = Files.newInputStream(tls.keystore())) {
            char[] password = tls.password().toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, password);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException("cannot use keystore " + tls.keystore(), unusable);
        }
    }
}
