/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Copies replies to the topics that gateways named in their requests.
 *
 * <pre>
 *  mediabar.response.logout.* ─▶ ReplyReader ─▶ Routing ─┬▶ Target ─▶ its own producer ─▶ gateway's topic
 *                                   │ ▲                  │    │
 *                 commits, in order │ │ done             ▼    ▼ not delivered
 *                                   ▼ │               DeadLetters ─▶ logout.deadletter
 *                                 OpenOffsets ◀──────────┴ done
 * </pre>
 *
 * <p>The saga's transaction writes the default topics only, because a sink that is missing or slow
 * would stop a stream thread. So this is a consumer group beside it, with clients and, where
 * wanted, a principal of its own. Promised is at least once: an offset is committed only when every
 * copy before it is at its target or among the dead letters. The reader waits for no target; only
 * when the dead letters themselves cannot be written does it pause.
 *
 * <p>Start with {@link org.agentlogout.orchestrator.reply.ReplyRouter}.
 */
@NullMarked
package org.agentlogout.orchestrator.reply;

import org.jspecify.annotations.NullMarked;
