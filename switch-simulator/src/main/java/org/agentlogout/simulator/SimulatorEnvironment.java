/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentlogout.settings.Secret;
import org.agentlogout.settings.Setting;
import org.agentlogout.settings.SettingsReader;

/** The program's settings: {@link SimulatorSettings} from environment variables. */
public final class SimulatorEnvironment {

    /** Every variable of the program begins so. */
    public static final String PREFIX = "SIMULATOR_";

    private static final int MAX_PORT = 65_535;

    private SimulatorEnvironment() {}

    /**
     * Reads all variables.
     *
     * @throws org.agentlogout.settings.InvalidSettings with every mistake
     */
    public static SimulatorSettings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(PREFIX, environment);
        SimulatorSettings settings = declare(reader);
        reader.check();
        return settings;
    }

    /** One row for each variable, for the documents. */
    public static List<Setting> describe() {
        SettingsReader reader = new SettingsReader(PREFIX, Map.of());
        declare(reader);
        return reader.describe();
    }

    private static SimulatorSettings declare(SettingsReader in) {
        SimulatorSettings base = SimulatorSettings.defaults();
        return listening(varying(behaving(base, in), in), in)
                .withCallLogLimit(
                        in.integer(
                                "SIMULATOR_CALL_LOG_LIMIT",
                                base.callLogLimit(),
                                1,
                                10_000_000,
                                "how many requests the call log keeps"));
    }

    private static SimulatorSettings behaving(SimulatorSettings base, SettingsReader in) {
        return base.withPlatform(
                        in.oneOf(
                                "SIMULATOR_PLATFORM", base.platform(), "whose rules agents follow"))
                .withSeed(
                        in.integer(
                                "SIMULATOR_SEED", 1, 0, Integer.MAX_VALUE, "seed of fault shares"))
                .withConfirmationDelay(
                        time(
                                in,
                                "SIMULATOR_CONFIRMATION_DELAY",
                                base.confirmationDelay(),
                                "time from the answer 202 to the change; 0 changes before it"))
                .withWrapUpTime(
                        time(
                                in,
                                "SIMULATOR_WRAP_UP_TIME",
                                base.wrapUpTime(),
                                "how long wrap-up lasts when nobody ends it"))
                .withLockTime(
                        time(
                                in,
                                "SIMULATOR_LOCK_TIME",
                                base.lockTime(),
                                "how long five wrong passwords lock a user"));
    }

    /** What is undocumented or differs between installations. */
    private static SimulatorSettings varying(SimulatorSettings base, SettingsReader in) {
        return base.withLogoutRefusalCode(
                        in.flag(
                                        "SIMULATOR_LOGOUT_REFUSED_AS_WORK_MODE",
                                        false,
                                        "refuse a logout in a wrong state with 265 instead of 22")
                                ? 265
                                : 22)
                .withMediaErrorsLater(
                        in.flag(
                                "SIMULATOR_MEDIA_ERRORS_LATER",
                                base.mediaErrorsLater(),
                                "answer media errors with 202 and do nothing"))
                .withMediaSettingsPerNode(
                        in.flag(
                                "SIMULATOR_MEDIA_SETTINGS_PER_NODE",
                                base.mediaSettingsPerNode(),
                                "show media settings rightly only where the agent signed in"))
                .withSupervisorReadsMedia(
                        in.flag(
                                "SIMULATOR_SUPERVISOR_READS_MEDIA",
                                base.supervisorReadsMedia(),
                                "let supervisors read the media of their team"))
                .withLetterCase(
                        in.oneOf(
                                "SIMULATOR_LETTER_CASE",
                                base.letterCase(),
                                "how element names of answers are written"));
    }

    private static SimulatorSettings listening(SimulatorSettings base, SettingsReader in) {
        Path keystore =
                in.path(
                        "SIMULATOR_KEYSTORE",
                        Path.of(""),
                        "PKCS12 keystore; with it nodes speak HTTPS");
        Secret password =
                in.secretFile("SIMULATOR_KEYSTORE_PASSWORD_FILE", "file with its password");
        return base.withBindAddress(
                        in.text(
                                "SIMULATOR_BIND_ADDRESS",
                                base.bindAddress(),
                                "local address of all ports; there is no access control on control"))
                .withPorts(
                        port(in, "SIMULATOR_PORT_A", 8445, "port of node A"),
                        port(in, "SIMULATOR_PORT_B", 8446, "port of node B"))
                .withControlPort(
                        port(in, "SIMULATOR_CONTROL_PORT", 8090, "port of the control API"))
                .withPlainRedirect(
                        in.flag(
                                "SIMULATOR_PLAIN_REDIRECT",
                                false,
                                "with HTTPS, also open a plain port per node that answers 301"))
                .withTls(new SimulatorSettings.Tls(keystore, password.reveal()));
    }

    private static int port(SettingsReader in, String name, int standard, String doc) {
        return in.integer(name, standard, 0, MAX_PORT, doc + ", 0 for any free one");
    }

    private static Duration time(SettingsReader in, String name, Duration standard, String doc) {
        return in.duration(name, standard, Duration.ZERO, Duration.ofDays(1), doc);
    }
}
