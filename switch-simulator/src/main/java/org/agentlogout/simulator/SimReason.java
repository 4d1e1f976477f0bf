/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/**
 * A reason code of one category.
 *
 * @param id the database id that requests carry as {@code reasonCodeId}
 * @param code the value reports show, 1 to 65535 on CCE and 1 to 999 on CCX
 * @param label what an agent reads, at most 40 characters
 */
public record SimReason(int id, int code, String label) {}
