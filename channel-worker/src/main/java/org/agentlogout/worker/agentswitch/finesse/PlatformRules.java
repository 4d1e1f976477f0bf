/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.Locale;
import java.util.Set;
import org.agentlogout.worker.agentswitch.Credential;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.command.Inspection.OnDisconnect;

/**
 * From which voice states what can be asked for, by the switch's own words (developer guide 12.5,
 * p. 42 to 50). What a table does not list, the switch takes with a 202 and then refuses in an
 * event nobody sees here; so it is not sent.
 */
enum PlatformRules {
    /** Unified CCE: an agent signs out from Not Ready only. */
    CCE("UCCE"),
    /** Unified CCX: an agent signs out from Ready too. */
    CCX("UCCX");

    private static final Set<String> CCE_NOT_READY =
            Set.of("READY", "NOT_READY", "WORK", "WORK_READY", "RESERVED_OUTBOUND");
    private static final Set<String> CCE_PENDING =
            Set.of("TALKING", "HOLD", "RESERVED_OUTBOUND_PREVIEW");
    private static final Set<String> CCX_NOT_READY = Set.of("READY", "NOT_READY", "WORK");
    private static final Set<String> CCX_PENDING = Set.of("TALKING", "HOLD");
    private static final Set<String> CCX_SIGN_OUT = Set.of("NOT_READY", "READY");
    private static final Set<String> SUPERVISOR_NOT_READY = Set.of("READY", "WORK", "WORK_READY");
    private static final Set<String> SUPERVISOR_SIGN_OUT =
            Set.of(
                    "READY",
                    "NOT_READY",
                    "RESERVED",
                    "RESERVED_OUTBOUND",
                    "RESERVED_OUTBOUND_PREVIEW",
                    "TALKING",
                    "HOLD",
                    "WORK",
                    "WORK_READY");

    private final String deploymentType;

    PlatformRules(String deploymentType) {
        this.deploymentType = deploymentType;
    }

    /** By SystemInfo; what is not CCX gets the stricter rules of CCE. */
    static PlatformRules of(String deploymentType) {
        return deploymentType.equalsIgnoreCase(CCX.deploymentType) ? CCX : CCE;
    }

    String deploymentType() {
        return deploymentType;
    }

    /** Not Ready follows the request at once. */
    boolean takesNotReady(Credential.Owner owner, String word) {
        Set<String> from =
                switch (owner) {
                    case SUPERVISOR -> SUPERVISOR_NOT_READY;
                    case AGENT -> this == CCX ? CCX_NOT_READY : CCE_NOT_READY;
                };
        return from.contains(upper(word));
    }

    /** Not Ready is taken and follows at the end of the call; a supervisor cannot ask for that. */
    boolean takesPendingNotReady(Credential.Owner owner, String word) {
        Set<String> from =
                switch (owner) {
                    case SUPERVISOR -> Set.of();
                    case AGENT -> this == CCX ? CCX_PENDING : CCE_PENDING;
                };
        return from.contains(upper(word));
    }

    boolean takesSignOut(Credential.Owner owner, String word) {
        Set<String> from =
                switch (owner) {
                    case SUPERVISOR -> SUPERVISOR_SIGN_OUT;
                    case AGENT -> this == CCX ? CCX_SIGN_OUT : Set.of("NOT_READY");
                };
        return from.contains(upper(word));
    }

    /** With a call up: the call then stays up. A supervisor can, on both platforms. */
    boolean takesSignOutInACall(Credential.Owner owner) {
        return takesSignOut(owner, "TALKING");
    }

    /** CCX has no such setting: who loses the desktop is signed out. */
    OnDisconnect onDisconnect(SwitchSettings.OnDisconnect setting) {
        if (this == CCX) {
            return OnDisconnect.NOT_OFFERED;
        }
        return switch (setting) {
            case NOT_READY -> OnDisconnect.NOT_READY;
            case SIGN_OUT -> OnDisconnect.SIGN_OUT;
        };
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
