/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/**
 * A request as faults match it and the call log shows it, whatever protocol it came by.
 *
 * @param operation the label of a {@link FinesseOperation} or a {@link CtiOperation}
 * @param stateChanging whether such a request changes something when it is accepted
 * @param userId whom it is about, empty when it names nobody
 * @param mrdId the medium it names, empty when there is none
 * @param method GET, PUT, or CTI
 * @param target path and query, or the names that a message carries
 */
record Heard(
        String operation,
        boolean stateChanging,
        String userId,
        String mrdId,
        String method,
        String target) {}
