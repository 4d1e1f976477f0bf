/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.SettingsReader;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchSettingsTest {
    private static final Map<String, String> ONE =
            Map.of(
                    "SWITCHES", "cce-1",
                    "SWITCH_CCE_1_URL_A", "https://fin-a:8445",
                    "SWITCH_CCE_1_CREDENTIAL_DIR", "/etc/credentials");

    @Test
    void switchHasDefaults() {
        SwitchSettings settings = read(ONE).getFirst();

        assertThat(settings.id()).isEqualTo("cce-1");
        assertThat(settings.nodes()).containsExactly(URI.create("https://fin-a:8445"));
        assertThat(settings.access())
                .isEqualTo(
                        new SwitchSettings.Access(
                                Credential.Owner.AGENT,
                                Path.of("/etc/credentials"),
                                URI.create("")));
        assertThat(settings.trust().given()).isFalse();
        assertThat(settings.limits().call()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.onDisconnect()).isEqualTo(SwitchSettings.OnDisconnect.NOT_READY);
        assertThat(settings.watching())
                .isEqualTo(
                        new SwitchSettings.Watching(
                                Duration.ofSeconds(5), Duration.ofSeconds(1), 20));
        assertThat(settings.variable("NOT_READY_REASON"))
                .isEqualTo("SWITCH_CCE_1_NOT_READY_REASON");
    }

    @Test
    void eachSwitchHasItsOwn() {
        Map<String, String> two = with(ONE, "SWITCHES", "cce-1, ccx2");
        two.put("SWITCH_CCX2_URL_A", "http://ccx:80");
        two.put("SWITCH_CCX2_URL_B", "http://ccx-b:80");
        two.put("SWITCH_CCX2_CREDENTIALS", "supervisor");
        two.put("SWITCH_CCX2_CREDENTIAL_DIR", "/teams");
        two.put("SWITCH_CCX2_NOT_READY_REASON", "End of shift");

        SwitchSettings second = read(two).getLast();

        assertThat(second.id()).isEqualTo("ccx2");
        assertThat(second.nodes()).hasSize(2);
        assertThat(second.access().owner()).isEqualTo(Credential.Owner.SUPERVISOR);
        assertThat(second.reasons().notReady()).isEqualTo("End of shift");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SWITCHES||SWITCHES is not set",
                "SWITCHES|CCE|small letters",
                "SWITCHES|cce-1,cce-1|twice",
                "SWITCH_CCE_1_URL_A||SWITCH_CCE_1_URL_A is not set",
                "SWITCH_CCE_1_URL_A|ftp://fin|no http or https",
                "SWITCH_CCE_1_URL_B|ftp://fin|no http or https",
                "SWITCH_CCE_1_TOKEN_URL|ftp://fin/token|no http or https",
                "SWITCH_CCE_1_CREDENTIALS|admin|AGENT, SUPERVISOR",
                "SWITCH_CCE_1_CALL_TIMEOUT|1h|SWITCH_CCE_1_CALL_TIMEOUT",
                "SWITCH_CCE_1_URLB|http://x|Did you mean SWITCH_CCE_1_URL_B?",
                "SWITCH_CCE2_URL_A|http://x|belongs to no switch"
            })
    void mistakeIsNamed(String variable, @Nullable String value, String said) {
        Map<String, String> environment = with(ONE, variable, value == null ? "" : value);

        assertThat(mistakes(() -> read(environment))).anySatisfy(m -> assertThat(m).contains(said));
    }

    @Test
    void tokenUrlGoesWithAgentsOnly() {
        Map<String, String> environment = with(ONE, "SWITCH_CCE_1_TOKEN_URL", "https://fin/token");
        environment.put("SWITCH_CCE_1_CREDENTIALS", "supervisor");

        assertThat(mistakes(() -> read(environment))).hasSize(1);
    }

    private static Map<String, String> with(Map<String, String> base, String name, String value) {
        Map<String, String> all = new HashMap<>(base);
        all.put(name, value);
        return all;
    }

    private static List<SwitchSettings> read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader("WORKER_", environment);
        List<SwitchSettings> settings = SwitchSettings.read(reader);
        reader.check();
        return settings;
    }

    private static List<String> mistakes(ThrowableAssert.ThrowingCallable reading) {
        return catchThrowableOfType(InvalidSettings.class, reading).mistakes();
    }
}
