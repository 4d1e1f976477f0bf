/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

/**
 * A message of the protocol. Unsigned numbers of four bytes are {@code long}, of two {@code int};
 * texts are empty where the message has none.
 */
public sealed interface CtiMessage
        permits AgentMessage,
                CallMessage,
                CtiMessage.Other,
                CtiMessage.Request,
                CtiMessage.Answer,
                SessionMessage {

    /** "None" in a field of four bytes. */
    long NONE = 0xFFFF_FFFFL;

    /** "None" in a field of two bytes. */
    int NO_TYPE = 0xFFFF;

    /**
     * A message we have no use for. It is written with as many zeros as it had bytes.
     *
     * @param length of its body
     */
    record Other(long type, int length) implements CtiMessage {}

    /** What a client asks about an agent or a device; the answer has the same InvokeID. */
    sealed interface Request extends CtiMessage
            permits AgentMessage.AgentDeskSettingsReq,
                    AgentMessage.QueryAgentStateReq,
                    AgentMessage.SetAgentStateReq,
                    CallMessage.SnapshotDeviceReq {

        long invokeId();

        long peripheralId();

        /** The same question under another InvokeID. */
        Request withInvokeId(long invokeId);

        /** Whether such a message is an answer to this one, their InvokeIDs apart. */
        boolean isAnsweredBy(Answer answer);
    }

    /** What answers a {@link Request}. */
    sealed interface Answer extends CtiMessage
            permits AgentMessage.AgentDeskSettingsConf,
                    AgentMessage.ControlFailureConf,
                    AgentMessage.QueryAgentStateConf,
                    AgentMessage.SetAgentStateConf,
                    CallMessage.SnapshotDeviceConf,
                    SessionMessage.FailureConf {

        long invokeId();

        /** Whether it says no, to whatever was asked. */
        default boolean isFailure() {
            return this instanceof AgentMessage.ControlFailureConf
                    || this instanceof SessionMessage.FailureConf;
        }
    }
}
