/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.ReadResult.RegistryUnavailable;
import org.agentlogout.wire.ReadResult.Unreadable;
import org.agentlogout.wire.ReadResult.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS settings from the environment reach the registry's client. */
class RegistryTlsTest {
    private static final byte[] FRAMED = {0, 0, 0, 0, 7, 1, 2, 3};
    private static final String PASSWORD = "changeit";
    private static final byte[] NOT_FOUND =
            "{\"error_code\": 40403, \"message\": \"\"}".getBytes(UTF_8);

    @TempDir Path dir;
    private Path keystore = Path.of("");
    private HttpsServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        keystore = newKeystore();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(404, NOT_FOUND.length);
                        exchange.getResponseBody().write(NOT_FOUND);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTruststoreFromTheEnvironmentLetsTheRegistryIn() {
        Map<String, String> trust =
                Map.of(
                        "SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION",
                        keystore.toString(),
                        "SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE",
                        "PKCS12",
                        "SCHEMA_REGISTRY_SSL_TRUSTSTORE_PASSWORD",
                        PASSWORD);

        assertThat(readWith(trust))
                .asInstanceOf(type(Unreadable.class))
                .matches(unreadable -> unreadable.why() == Why.UNKNOWN_SCHEMA);
    }

    @Test
    void withoutItTheRegistryIsNotTrusted() {
        assertThat(readWith(Map.of())).isInstanceOf(RegistryUnavailable.class);
    }

    private ReadResult<SessionPresence> readWith(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "b:9092");
        environment.put(
                "SCHEMA_REGISTRY_URL", "https://localhost:" + server.getAddress().getPort());
        KafkaSettings settings = KafkaSettings.read(new SettingsReader("T_", environment));
        return new AvroSerdes(settings.topics(), settings.registry())
                .reader(SessionPresence.class)
                .read(FRAMED);
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path newKeystore() throws IOException, InterruptedException {
        Path file = dir.resolve("keystore.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return file;
    }
}
