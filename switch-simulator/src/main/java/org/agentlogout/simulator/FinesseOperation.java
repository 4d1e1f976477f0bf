/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Arrays;

/** What a request asks for: the names that faults match and the call log shows. */
public enum FinesseOperation {
    GET_USER("GetUser", false),
    SIGN_IN_USER("SignInUser", true),
    SET_USER_READY("SetUserReady", true),
    SET_USER_NOT_READY("SetUserNotReady", true),
    SIGN_OUT_USER("SignOutUser", true),
    GET_USER_DIALOGS("GetUserDialogs", false),
    GET_DIALOG("GetDialog", false),
    GET_MEDIA_LIST("GetMediaList", false),
    GET_MEDIA("GetMedia", false),
    SIGN_IN_MEDIA("SignInMedia", true),
    SET_MEDIA_READY("SetMediaReady", true),
    SET_MEDIA_NOT_READY("SetMediaNotReady", true),
    SET_MEDIA_ROUTABLE("SetMediaRoutable", true),
    SIGN_OUT_MEDIA("SignOutMedia", true),
    GET_MEDIA_DIALOGS("GetMediaDialogs", false),
    GET_REASON_CODES("GetReasonCodes", false),
    GET_REASON_CODE("GetReasonCode", false),
    GET_SYSTEM_INFO("GetSystemInfo", false),
    GET_TEAM("GetTeam", false),
    /** A path, method or body that says nothing the simulator knows. */
    UNKNOWN("Unknown", false);

    private final String label;
    private final boolean stateChanging;

    FinesseOperation(String label, boolean stateChanging) {
        this.label = label;
        this.stateChanging = stateChanging;
    }

    /** The name in faults and in the call log. */
    public String label() {
        return label;
    }

    /** Whether a request of this kind changes something at the switch when it is accepted. */
    public boolean stateChanging() {
        return stateChanging;
    }

    /** Whether a fault written for this pattern can ever match. */
    static boolean known(String pattern) {
        String stem = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        return Arrays.stream(values())
                .anyMatch(it ->
                        pattern.endsWith("*")
                                ? it.label.startsWith(stem)
                                : stem.isEmpty() || it.label.equals(stem));
    }
}
