/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.util.List;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Target;

/** A contact centre on a simulated switch with one agent, for {@link AgentSwitchContract}. */
interface SwitchFloor extends AutoCloseable {

    /** What goes wrong with the next state-changing request. */
    enum Trouble {
        /** Taken, and never done. */
        LOST,
        /** Taken, and done a third of a second later. */
        LATE,
        HANG_APPLIED,
        HANG_NOT_APPLIED,
        DROP_APPLIED,
        DROP_NOT_APPLIED
    }

    /** The channel under test; its agent is signed in and Not Ready at first. */
    Target target();

    /**
     * A new adapter; the floor closes it.
     *
     * @param call real time for one request
     * @param confirm how long a change may take to show, by {@code timing}
     */
    AgentSwitch agentSwitch(Duration call, Duration confirm, Timing timing);

    void ready();

    /** By the floor, not by the adapter. */
    void signedOut();

    /** A call or a task in the agent's hands. */
    void startInteraction();

    /** The one that was started last. */
    void endInteraction();

    void trouble(Trouble next);

    /** One of the two nodes refuses connections. */
    void down(int node);

    /** One of the two nodes answers that it is out of service. */
    void outOfService(int node);

    /** What {@link AgentSwitch#trouble} quotes of a node that is out of service. */
    String outOfServiceWord();

    /** Both nodes are well again. */
    void inService();

    /** Refuses the credential from now on. */
    void wrongPassword();

    void rightPassword();

    AgentState truth();

    /** State-changing requests that reached the switch, whatever became of them. */
    List<String> changes();

    /** All requests that reached the switch, in order. */
    List<String> requests();

    /** Requests that came with a wrong credential. */
    int wrongTries();

    List<CredentialRefusals.Refusal> refusals();

    @Override
    void close();
}
