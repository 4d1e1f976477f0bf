/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that a switch's settings name. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /** What is wrong with the file; to be asked before anything is opened. */
    public static List<String> mistakes(SwitchSettings settings) {
        try {
            if (settings.trust().given()) {
                SSLContext _ = of(settings.trust());
            }
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(settings.variable("TRUSTSTORE") + ": " + e.getMessage());
        }
    }

    /** An {@link IllegalArgumentException} says what is wrong with the store. */
    public static SSLContext of(SwitchSettings.Trust trust) {
        if (!Files.isReadable(trust.store())) {
            throw new IllegalArgumentException("The trust store cannot be read: " + trust.store());
        }
        try {
            char[] password = trust.password().reveal().toCharArray();
            KeyStore store = KeyStore.getInstance(trust.store().toFile(), password);
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The trust store cannot be used: " + trust.store(), e);
        }
    }
}
