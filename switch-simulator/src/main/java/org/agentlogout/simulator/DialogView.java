/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/**
 * A call at an agent's phone.
 *
 * @param id the dialog id
 * @param state ALERTING or ACTIVE; an ended call is no longer listed
 * @param participantState the agent's own: ALERTING, ACTIVE or HELD
 * @param icd whether the call was routed by the contact centre
 */
public record DialogView(String id, String state, String participantState, boolean icd) {}
