/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.SagaEvent;

/** What {@link InboundMapper} makes of a record. */
public sealed interface Mapping {

    /** Something happened to this agent. */
    record Mapped(String agentId, SagaEvent event) implements Mapping {}

    /** A worker says something of a switch: it concerns all agents of the partition. */
    record OfSwitch(SwitchWord word) implements Mapping {}

    /**
     * A request that could be read and cannot be taken: it has its answer and changes nothing.
     *
     * @param agentId as the request has it, cut where it is too long
     */
    record InvalidRequest(String agentId, Effect.SendReply reply) implements Mapping {}

    /**
     * Never to be taken.
     *
     * @param reason one word
     * @param text a sentence for people; holds nothing of the record's content
     */
    record DeadLetter(String reason, String text) implements Mapping {}

    /** Nothing is known about the record, for the registry gave no answer. */
    record RegistryDown(String text) implements Mapping {}
}
