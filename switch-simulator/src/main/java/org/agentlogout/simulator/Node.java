/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/** One of the two server nodes of a Finesse pair. Both serve the same agents. */
public enum Node {
    A,
    B
}
