/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

/** What the worker needs to know of a sign-in. */
record OpenedSession(String agentId, String sessionId, long epoch) {}
