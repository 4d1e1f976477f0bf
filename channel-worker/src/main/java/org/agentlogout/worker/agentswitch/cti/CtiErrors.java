/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.util.EnumSet;
import java.util.Set;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.ControlFailureCode;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.cti.session.RequestOutcome.NotSent;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Outcome;

/**
 * What a server's no means. Of a state that does not allow a logout the guide does not say which
 * code it gives, so every code is a refusal, with both numbers for whoever reads it; but for those
 * that tell of the switch's own trouble.
 */
final class CtiErrors {

    private static final Set<StatusCode> PASSING =
            EnumSet.of(
                    StatusCode.SESSION_NOT_OPEN,
                    StatusCode.CTI_SERVER_OFFLINE,
                    StatusCode.TIMEOUT,
                    StatusCode.NOT_MASTER,
                    StatusCode.JTAPI_PROBLEM,
                    StatusCode.MAINTENANCE_MODE);

    private static final Set<ControlFailureCode> PASSING_CONTROL =
            EnumSet.of(
                    ControlFailureCode.SYSTEM_RESOURCE,
                    ControlFailureCode.SERVICE_BUSY,
                    ControlFailureCode.REQUEST_TIMEOUT,
                    ControlFailureCode.SWITCH_LINK,
                    ControlFailureCode.PERIPHERAL_SERVICE_INACTIVE,
                    ControlFailureCode.PERIPHERAL_INTERFACE_INACTIVE);

    private CtiErrors() {}

    /**
     * @param answer one that says no
     * @param state as last read
     */
    static Outcome outcome(CtiMessage.Answer answer, AgentState state) {
        return switch (answer) {
            case FailureConf conf -> failure(conf, state);
            case ControlFailureConf conf -> refusal(conf, state);
            default -> throw new IllegalStateException("no failure: " + answer);
        };
    }

    private static Outcome failure(FailureConf conf, AgentState state) {
        StatusCode status = StatusCode.of(conf.status());
        String text = "The CTI server says: " + StatusCode.describe(conf.status()) + ".";
        String code = status == StatusCode.OTHER ? "CTI_STATUS_" + conf.status() : status.name();
        return PASSING.contains(status)
                ? new Outcome.Failed(code, text, true)
                : new Outcome.Refused(code, text, state);
    }

    private static Outcome refusal(ControlFailureConf conf, AgentState state) {
        ControlFailureCode failure = ControlFailureCode.of(conf.failureCode());
        String words = ControlFailureCode.describe(conf.failureCode(), conf.peripheralErrorCode());
        String text = "The switch says: " + words + ".";
        return PASSING_CONTROL.contains(failure)
                ? new Outcome.Failed(failure.name(), text, true)
                : new Outcome.Refused(code(failure, conf.failureCode()), text, state);
    }

    private static String code(ControlFailureCode failure, int number) {
        return switch (failure) {
            case REASON_CODE_REQUIRED -> "REASON_REQUIRED";
            case INVALID_REASON_CODE -> "REASON_UNKNOWN";
            case OTHER -> "CTI_FAILURE_" + number;
            default -> failure.name();
        };
    }

    /** It is certain that nothing was sent. */
    static Outcome.Failed notSent(NotSent notSent) {
        String text = "Nothing was sent: " + notSent.detail() + ".";
        return switch (notSent.why()) {
            case SESSION_NOT_OPEN, PERIPHERAL_OFFLINE, TOO_MANY_REQUESTS ->
                    new Outcome.Failed(notSent.why().name(), text, true);
            case NOT_WRITABLE -> new Outcome.Failed("ADDRESS_INVALID", text, false);
        };
    }
}
