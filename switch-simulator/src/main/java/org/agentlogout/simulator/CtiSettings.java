/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import org.agentlogout.cti.SessionMessage.FailureConf;

/**
 * How the CTI servers behave where the vendor's guides are silent or sites differ. Start from
 * {@link #defaults()}.
 *
 * @param portA of side A, 0 for any free one
 * @param portB of side B, 0 for any free one
 * @param peripheralId of the one peripheral
 * @param newestVersion what an OPEN_REQ may offer at most; more is refused with status 1
 * @param clientPassword what a client must show; empty takes any
 * @param failureForm which of the two printed forms a FAILURE_CONF has
 * @param unknownAgent how an agent who does not exist is told
 * @param pendingShown whether a state that follows the call is told as NextAgentState at once
 * @param eventsPerChange events for each change of state, as one for each skill group gives
 * @param logoutNeedsPassword whether a logout is refused without the agent's password
 * @param segments how bytes reach the client
 */
public record CtiSettings(
        int portA,
        int portB,
        long peripheralId,
        int newestVersion,
        String clientPassword,
        FailureConf.Form failureForm,
        UnknownAgent unknownAgent,
        boolean pendingShown,
        int eventsPerChange,
        boolean logoutNeedsPassword,
        Segments segments) {

    /** No source says which. */
    public enum UnknownAgent {
        /** FAILURE_CONF 8, invalid agent data. */
        FAILURE,
        /** CONTROL_FAILURE_CONF 256, invalid agent id. */
        CONTROL_FAILURE
    }

    /** Where messages begin and end in what TCP delivers. */
    public enum Segments {
        /** Each message as soon as it is there. */
        WHOLE,
        /** In pieces of a few bytes. */
        PIECES,
        /** What is sent within a few milliseconds, as one. */
        PACKED
    }

    /** Version 25 on free ports; any password; one event for each change. */
    public static CtiSettings defaults() {
        return new CtiSettings(
                0,
                0,
                5000,
                25,
                "",
                FailureConf.Form.STATUS,
                UnknownAgent.FAILURE,
                true,
                1,
                false,
                Segments.WHOLE);
    }

    public CtiSettings withPorts(int a, int b) {
        return new CtiSettings(
                a,
                b,
                peripheralId,
                newestVersion,
                clientPassword,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                segments);
    }

    public CtiSettings withPeripheral(long id) {
        return new CtiSettings(
                portA,
                portB,
                id,
                newestVersion,
                clientPassword,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                segments);
    }

    /** At most this version, from 14 on. */
    public CtiSettings withNewestVersion(int version) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                version,
                clientPassword,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                segments);
    }

    public CtiSettings withClientPassword(String password) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                newestVersion,
                password,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                segments);
    }

    /** How failures are told. */
    public CtiSettings withFailures(FailureConf.Form form, UnknownAgent agent) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                newestVersion,
                clientPassword,
                form,
                agent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                segments);
    }

    /** What events tell, and how often. */
    public CtiSettings withEvents(boolean pending, int perChange) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                newestVersion,
                clientPassword,
                failureForm,
                unknownAgent,
                pending,
                perChange,
                logoutNeedsPassword,
                segments);
    }

    public CtiSettings withLogoutNeedsPassword(boolean needed) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                newestVersion,
                clientPassword,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                needed,
                segments);
    }

    public CtiSettings withSegments(Segments how) {
        return new CtiSettings(
                portA,
                portB,
                peripheralId,
                newestVersion,
                clientPassword,
                failureForm,
                unknownAgent,
                pendingShown,
                eventsPerChange,
                logoutNeedsPassword,
                how);
    }

    @Override
    public String toString() {
        return "CtiSettings[version " + newestVersion + ", peripheral " + peripheralId + "]";
    }
}
