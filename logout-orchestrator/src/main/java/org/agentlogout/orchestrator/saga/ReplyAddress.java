/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

/**
 * Where a gateway wants its copy of the reply and what it recognises it by; kept in the state, for
 * timers have no headers.
 *
 * @param topic empty: the default topics only
 * @param partition -1 where not told
 * @param correlation Base64 of at most 256 bytes; empty for none
 * @param traceparent empty for none
 */
public record ReplyAddress(String topic, int partition, String correlation, String traceparent) {

    public static final ReplyAddress DEFAULT = new ReplyAddress("", -1, "", "");
}
