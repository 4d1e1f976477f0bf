/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.agentlogout.worker.agentswitch.SwitchSettings;

/** Makes the HTTP client of one switch: no redirects, and the certificates the settings name. */
final class FinesseClient {

    private FinesseClient() {}

    static HttpClient of(SwitchSettings settings, ExecutorService threads) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.limits().call().dividedBy(2))
                        .executor(threads);
        return settings.trust().given()
                ? builder.sslContext(trusting(settings.trust())).build()
                : builder.build();
    }

    /** An {@link IllegalArgumentException} says what is wrong with the store. */
    static SSLContext trusting(SwitchSettings.Trust trust) {
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
