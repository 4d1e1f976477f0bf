/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/**
 * Which request a record goes back to, for the headers that let people follow one logout through
 * all topics. Found in the state, for timers and results carry none.
 *
 * @param requestId empty where nobody asked
 * @param traceparent empty for none
 */
public record Cause(String requestId, String traceparent) {

    private static final Cause NONE = new Cause("", "");

    /**
     * The request of that saga.
     *
     * @param before as stored, in which a saga that ended with this event is still found
     */
    static Cause of(String sagaId, Agent before, Agent after, SagaEvent event) {
        for (Agent agent : List.of(before, after)) {
            for (Running running : running(agent)) {
                if (running.logout().sagaId().equals(sagaId)) {
                    return of(running.logout().requestId(), before, after);
                }
            }
        }
        return event instanceof SagaEvent.Asked asked && !sagaId.isEmpty()
                ? new Cause(asked.request().requestId(), asked.replyTo().traceparent())
                : NONE;
    }

    private static List<Running> running(Agent agent) {
        List<Running> all = new ArrayList<>(agent.dryRuns());
        if (agent.saga() instanceof Running running) {
            all.add(running);
        }
        return all;
    }

    private static Cause of(String requestId, Agent before, Agent after) {
        for (Agent agent : List.of(before, after)) {
            for (Ledger.OpenRequest open : agent.ledger().open()) {
                if (open.requestId().equals(requestId)) {
                    return new Cause(requestId, open.addresses().getFirst().traceparent());
                }
            }
        }
        return new Cause(requestId, "");
    }
}
