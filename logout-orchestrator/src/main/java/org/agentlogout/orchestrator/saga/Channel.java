/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;

/** One medium on one switch. The saga carries the address to the worker and never looks into it. */
public record Channel(String channelId, Type type, String switchId, Address address) {

    public enum Type {
        VOICE,
        CHAT,
        EMAIL
    }

    /** What the switch knows the channel by; one record per platform. */
    public sealed interface Address {}

    /**
     * Voice on Finesse.
     *
     * @param extension empty where not told
     */
    public record FinesseVoice(String userId, String extension) implements Address {}

    /**
     * A medium of task routing with the settings the agent signed in with.
     *
     * @param maxDialogLimit 1 to 10
     * @param interruptAction ACCEPT, IGNORE, or UNKNOWN where not told
     * @param dialogLogoutAction CLOSE, TRANSFER, or UNKNOWN where not told
     */
    public record FinesseMedium(
            String userId,
            String extension,
            String mrdId,
            int maxDialogLimit,
            String interruptAction,
            String dialogLogoutAction)
            implements Address {}

    /**
     * A medium on a CTI server.
     *
     * @param mrdId -1 for voice
     */
    public record CtiServer(
            long peripheralId, String agentId, String agentExtension, String instrument, long mrdId)
            implements Address {}

    /**
     * A queue member on Asterisk.
     *
     * @param agentId of the agent pool; empty where queues are used alone
     */
    public record Asterisk(String endpoint, List<String> queues, String agentId)
            implements Address {
        public Asterisk {
            queues = List.copyOf(queues);
        }
    }
}
