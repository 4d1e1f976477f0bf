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
                .withCti(cti(base.cti(), in))
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

    private static CtiSettings cti(CtiSettings base, SettingsReader in) {
        return base.withPorts(
                        port(in, "SIMULATOR_CTI_PORT_A", 42_027, "port of CTI server A"),
                        port(in, "SIMULATOR_CTI_PORT_B", 43_027, "port of CTI server B"))
                .withPeripheral(
                        in.integer(
                                "SIMULATOR_CTI_PERIPHERAL",
                                (int) base.peripheralId(),
                                0,
                                Integer.MAX_VALUE,
                                "id of the CTI servers' one peripheral"))
                .withNewestVersion(
                        in.integer(
                                "SIMULATOR_CTI_VERSION",
                                base.newestVersion(),
                                14,
                                25,
                                "newest protocol version the CTI servers take"))
                .withClientPassword(
                        in.secretFile(
                                        "SIMULATOR_CTI_PASSWORD_FILE",
                                        "file with the password that CTI clients must show")
                                .reveal())
                .withFailures(
                        in.oneOf(
                                "SIMULATOR_CTI_FAILURE_FORM",
                                base.failureForm(),
                                "which printed form a FAILURE_CONF has"),
                        in.oneOf(
                                "SIMULATOR_CTI_UNKNOWN_AGENT",
                                base.unknownAgent(),
                                "what a question about an agent who does not exist gets"))
                .withEvents(
                        in.flag(
                                "SIMULATOR_CTI_PENDING_SHOWN",
                                base.pendingShown(),
                                "tell a pending Not Ready as NextAgentState"),
                        in.integer(
                                "SIMULATOR_CTI_EVENTS_PER_CHANGE",
                                base.eventsPerChange(),
                                1,
                                99,
                                "events for each change, as one for each skill group gives"))
                .withLogoutNeedsPassword(
                        in.flag(
                                "SIMULATOR_CTI_LOGOUT_NEEDS_PASSWORD",
                                base.logoutNeedsPassword(),
                                "refuse a logout without the agent's password"))
                .withSegments(
                        in.oneOf(
                                "SIMULATOR_CTI_SEGMENTS",
                                base.segments(),
                                "how messages are cut into what TCP delivers"));
    }

    private static int port(SettingsReader in, String name, int standard, String doc) {
        return in.integer(name, standard, 0, MAX_PORT, doc + ", 0 for any free one");
    }

    private static Duration time(SettingsReader in, String name, Duration standard, String doc) {
        return in.duration(name, standard, Duration.ZERO, Duration.ofDays(1), doc);
    }
}
