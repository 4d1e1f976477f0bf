/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.worker.command.Inspection.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CtiSettingsTest {
    private static final Map<String, String> ONE =
            Map.of(
                    "SWITCHES", "cti1",
                    "SWITCH_CTI1_URL_A", "cti://pg-a:42027",
                    "SWITCH_CTI1_CREDENTIAL_DIR", "/etc/credentials");

    private static SwitchSettings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader("WORKER_", environment);
        var all = SwitchSettings.read(reader);
        reader.check();
        return all.getFirst();
    }

    private static Map<String, String> with(String suffix, String value) {
        Map<String, String> more = new HashMap<>(ONE);
        more.put("SWITCH_CTI1_" + suffix, value);
        return more;
    }

    @Test
    void schemeTellsThePlatformAndCodesHaveDefaults() {
        SwitchSettings settings = read(ONE);

        assertThat(settings.platform()).isEqualTo(SwitchSettings.Platform.CTI_SERVER);
        assertThat(settings.reasons()).isEqualTo(new SwitchSettings.Reasons("", "50002", "50002"));
        assertThat(settings.cti()).isEqualTo(CtiSettings.PLAIN);
    }

    @Test
    void reasonsToOfferHaveCodeAndLabel() {
        assertThat(
                        read(with("CTI_LOGOUT_REASONS", "1=End of shift, 2 = Break"))
                                .cti()
                                .logoutReasons())
                .containsExactly(new Reason("1", "End of shift"), new Reason("2", "Break"));
    }

    @ParameterizedTest
    @CsvSource({
        "URL_B, https://fin-b:8445, not of one platform",
        "URL_B, cti://pg-b, of the form",
        "URL_B, ctix://pg-b:1, of the form",
        "NOT_READY_REASON, Logging out, takes codes",
        "SYSTEM_FAILURE_REASON, 65536, takes codes",
        "CTI_LOGOUT_REASONS, Break, expected a code",
    })
    void mistakeIsTold(String suffix, String value, String words) {
        InvalidSettings mistakes =
                catchThrowableOfType(InvalidSettings.class, () -> read(with(suffix, value)));

        assertThat(mistakes.mistakes())
                .singleElement()
                .asString()
                .contains("SWITCH_CTI1_" + suffix)
                .contains(words);
    }
}
