/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.worker.command.Inspection.Reason;

/**
 * What a CTI server needs to be told, because its protocol does not tell.
 *
 * @param forcedFlag whether an agent may be signed out whatever the state
 * @param logoutReasons to offer: the protocol says whether one is required, and lists none
 * @param deviceType of an agent's device in SNAPSHOT_DEVICE_REQ: the guide does not say which
 */
public record CtiSettings(boolean forcedFlag, List<Reason> logoutReasons, int deviceType) {

    /** "CTI component failed", what the platform itself gives for a lost desktop. */
    private static final String COMPONENT_FAILED = "50002";

    private static final int AGENT_DEVICE = 76;
    private static final int MOST_CODE = 65_535;

    /** Nothing forced, no reasons. */
    public static final CtiSettings PLAIN = new CtiSettings(false, List.of(), AGENT_DEVICE);

    public CtiSettings {
        logoutReasons = List.copyOf(logoutReasons);
    }

    static CtiSettings read(SettingsReader reader, UnaryOperator<String> variable) {
        return new CtiSettings(
                reader.flag(
                        variable.apply("CTI_FORCED_FLAG"),
                        false,
                        "CTI server: whether FORCE and LOAD 1 may sign an agent out of a live call"
                                + " (ForcedFlag)."),
                reasons(reader, variable.apply("CTI_LOGOUT_REASONS")),
                reader.integer(
                        variable.apply("CTI_DEVICE_TYPE"),
                        AGENT_DEVICE,
                        0,
                        MOST_CODE,
                        "CTI server: SnapshotDeviceType of an agent's phone, where 76 is not"
                                + " taken."));
    }

    private static List<Reason> reasons(SettingsReader reader, String variable) {
        List<Reason> reasons = new ArrayList<>();
        for (String pair :
                reader.list(
                        variable,
                        List.of(),
                        "CTI server: logout reasons to offer, such as 1=End of shift,2=Break.")) {
            int equals = pair.indexOf('=');
            String code = equals < 0 ? pair : pair.substring(0, equals).strip();
            if (!isCode(code)) {
                reader.mistake(
                        variable + " holds \"" + pair + "\": expected a code and a label, 1=Break");
            } else {
                reasons.add(new Reason(code, equals < 0 ? "" : pair.substring(equals + 1).strip()));
            }
        }
        return reasons;
    }

    /** The reasons the product gives by itself, which go by code here. */
    static SwitchSettings.Reasons checked(
            SettingsReader reader, UnaryOperator<String> variable, SwitchSettings.Reasons reasons) {
        check(reader, variable.apply("NOT_READY_REASON"), reasons.notReady());
        check(reader, variable.apply("FORCE_NOT_READY_REASON"), reasons.forceNotReady());
        check(reader, variable.apply("SYSTEM_FAILURE_REASON"), reasons.systemFailure());
        return new SwitchSettings.Reasons(
                reasons.notReady(),
                orComponentFailed(reasons.forceNotReady()),
                orComponentFailed(reasons.systemFailure()));
    }

    private static void check(SettingsReader reader, String variable, String code) {
        if (!code.isEmpty() && !isCode(code)) {
            reader.mistake(variable + " is \"" + code + "\": a CTI server takes codes, 0 to 65535");
        }
    }

    private static String orComponentFailed(String code) {
        return code.isEmpty() ? COMPONENT_FAILED : code;
    }

    /** Whether the protocol's field can hold it. */
    public static boolean isCode(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= MOST_CODE;
    }
}
