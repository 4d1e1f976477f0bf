/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.TrustedCertificates;

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
                ? builder.sslContext(TrustedCertificates.of(settings.trust())).build()
                : builder.build();
    }
}
