/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.ReadResult.Read;
import org.agentlogout.wire.ReadResult.RegistryUnavailable;
import org.agentlogout.wire.ReadResult.Unreadable;
import org.agentlogout.wire.ReadResult.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry that is out of order must never look like bad input, and the other way round. */
class RegistryTroubleTest {
    private static final byte[] FRAMED = {0, 0, 0, 0, 7, 1, 2, 3};

    private final BrokenRegistry registry = new BrokenRegistry();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\": 50001, \"message\": \"store\"}",
                "503 | busy",
                "429 | {\"error_code\": 42901, \"message\": \"slower\"}",
                "401 | {\"error_code\": 40101, \"message\": \"who\"}",
                "403 | {\"error_code\": 40301, \"message\": \"no\"}",
                "404 | <html>no such page</html>",
                "200 | <html>welcome</html>",
                "200 | ''"
            })
    void anythingButAnAnswerIsAnOutage(int status, String body) {
        registry.answering(status, body);

        assertThat(reader(registry.url()).read(FRAMED)).isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void aRegistryThatHangsIsAnOutage() {
        registry.hanging();

        assertThat(reader(registry.url()).read(FRAMED)).isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void aClosedPortIsAnOutage() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(reader("http://127.0.0.1:" + port).read(FRAMED))
                .isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void anUnknownIdIsBadInput() {
        registry.answering(404, "{\"error_code\": 40403, \"message\": \"Schema 7 not found\"}");

        assertUnreadable(reader(registry.url()).read(FRAMED), Why.UNKNOWN_SCHEMA);
    }

    @Test
    void aSchemaThatIsNotAvroIsBadInput() {
        registry.answering(200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}");

        assertUnreadable(reader(registry.url()).read(FRAMED), Why.UNKNOWN_SCHEMA);
    }

    @Test
    void aSchemaThatIsNoRecordIsBadInput() {
        registry.answering(200, "{\"schema\": \"\\\"string\\\"\"}");

        assertUnreadable(reader(registry.url()).read(FRAMED), Why.OTHER_RECORD);
    }

    @Test
    void afterNoAnswerItIsAskedAgainOnlyWhenThePauseIsOver() {
        registry.answering(503, "");
        AvroReader<SessionPresence> reader = reader(registry.url());

        reader.read(FRAMED);
        assertThat(reader.read(FRAMED)).isInstanceOf(RegistryUnavailable.class);
        assertThat(registry.questions()).hasSize(1);

        nanos.addAndGet(RegistryClient.PAUSE.toNanos());
        registry.answering(404, "{\"error_code\": 40403, \"message\": \"Schema 7 not found\"}");
        assertUnreadable(reader.read(FRAMED), Why.UNKNOWN_SCHEMA);
    }

    @Test
    void aReaderWithLittlePatienceLeavesTheQuestionBehindAndKnowsTheAnswerLater() {
        registry.answering(200, asAnswer()).hanging();
        AvroReader<SessionPresence> reader =
                new AvroSerdes(
                                new Topics(""),
                                Map.of("schema.registry.url", registry.url()),
                                Optional.of(Duration.ofMillis(20)),
                                nanos::get)
                        .reader(SessionPresence.class);
        byte[] bytes = Samples.framed(Samples.presence(), 7);
        assertThat(reader.read(bytes)).isInstanceOf(RegistryUnavailable.class);
        assertThat(reader.read(bytes)).isInstanceOf(RegistryUnavailable.class);

        registry.release();

        awaitRead(reader, bytes);
        assertThat(registry.questions()).hasSize(1);
    }

    /** The clock stands, so that no second question may be asked. */
    private static void awaitRead(AvroReader<SessionPresence> reader, byte[] bytes) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!(reader.read(bytes) instanceof Read) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(reader.read(bytes)).isInstanceOf(Read.class);
    }

    @Test
    void whatItWaitedForInVainIsAFifthOfTheTimeAtMost() {
        registry.answering(500, "");
        long twoSeconds = Duration.ofSeconds(2).toNanos(); // pass with each look at the clock
        AvroReader<SessionPresence> reader =
                serdes(registry.url(), () -> nanos.addAndGet(twoSeconds))
                        .reader(SessionPresence.class);

        for (int i = 0; i < 4; i++) {
            reader.read(FRAMED);
        }
        assertThat(registry.questions()).hasSize(1);

        reader.read(FRAMED);
        assertThat(registry.questions()).hasSize(2);
    }

    @Test
    void aKnownSchemaIsReadWithoutTheRegistry() {
        registry.answering(200, asAnswer());
        AvroReader<SessionPresence> reader = reader(registry.url());
        byte[] bytes = Samples.framed(Samples.presence(), 7);
        assertThat(reader.read(bytes)).isInstanceOf(Read.class);

        registry.answering(500, "");

        assertThat(reader.read(bytes)).isEqualTo(new Read<>(Samples.presence()));
        assertThat(registry.questions()).hasSize(1);
    }

    @Test
    void theNextAddressIsAskedWhateverBlanksSurroundIt() throws IOException {
        registry.answering(200, asAnswer());
        byte[] bytes = Samples.framed(Samples.presence(), 7);

        assertThat(reader("http://127.0.0.1:1 , " + registry.url()).read(bytes))
                .isInstanceOf(Read.class);
    }

    @Test
    void lookingUpWithoutAnAnswerIsAnOutageAndNotAMissingSchema() {
        registry.answering(500, "");

        assertThatThrownBy(() -> serdes(registry.url()).lookUp(List.of(Topic.AUDIT)))
                .isInstanceOf(RegistryOutage.class);
    }

    @Test
    void whatWasLookedUpIsWrittenWithoutTheRegistry() {
        registry.answering(200, "{\"subject\": \"s\", \"version\": 1, \"id\": 7}");
        AvroSerdes serdes = serdes(registry.url());
        assertThat(serdes.lookUp(List.of(Topic.SESSION_PRESENCE))).isEmpty();
        registry.answering(500, "");

        byte[] bytes =
                serdes.<SessionPresence>serializer()
                        .serialize("session.presence", Samples.presence());

        assertThat(bytes).isEqualTo(Samples.framed(Samples.presence(), 7));
        assertThat(registry.questions())
                .singleElement()
                .asString()
                .startsWith("POST /subjects/session.presence-value");
    }

    @Test
    void userAndPasswordFromTheEnvironmentReachTheRegistry() {
        Map<String, String> environment =
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "b:9092",
                        "SCHEMA_REGISTRY_URL", registry.url(),
                        "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "me:hush");
        KafkaSettings settings = KafkaSettings.read(new SettingsReader("T_", environment));
        registry.answering(200, asAnswer());

        new AvroSerdes(settings.topics(), settings.registry())
                .reader(SessionPresence.class)
                .read(FRAMED);

        assertThat(registry.authorizations()).containsExactly("Basic bWU6aHVzaA==");
    }

    private static String asAnswer() {
        String schema = AvroSerdes.schema(SessionPresence.class).canonicalString();
        return "{\"schema\": \"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static void assertUnreadable(ReadResult<?> result, Why why) {
        assertThat(result).asInstanceOf(type(Unreadable.class)).matches(u -> u.why() == why);
    }

    private AvroReader<SessionPresence> reader(String url) {
        return serdes(url).reader(SessionPresence.class);
    }

    private AvroSerdes serdes(String url) {
        return serdes(url, nanos::get);
    }

    private static AvroSerdes serdes(String url, LongSupplier nanos) {
        Map<String, String> config =
                Map.of("schema.registry.url", url, "schema.registry.http.read.timeout.ms", "200");
        return new AvroSerdes(new Topics(""), config, Optional.empty(), nanos);
    }
}
