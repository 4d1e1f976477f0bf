/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

/**
 * One channel of one agent on one switch.
 *
 * @param sessionId the session the command was given for
 * @param epoch of that session
 * @param teamId empty where the session named none
 */
public record Target(
        String agentId,
        String sessionId,
        long epoch,
        String teamId,
        String channelId,
        String switchId,
        Address address) {

    /** The address a switch knows a channel by. */
    public sealed interface Address {}

    /**
     * Voice on Finesse.
     *
     * @param extension empty where the session named none
     */
    public record FinesseVoice(String userId, String extension) implements Address {}

    /**
     * A medium on a CTI server.
     *
     * @param extension empty where the session named none
     * @param instrument empty where the session named none
     * @param mrdId {@link #VOICE_MRD} for voice
     */
    public record CtiServer(
            long peripheralId, String agentId, String extension, String instrument, int mrdId)
            implements Address {

        /** Voice, among the media routing domains. */
        public static final int VOICE_MRD = 1;

        public boolean voice() {
            return mrdId == VOICE_MRD;
        }
    }

    /**
     * A medium of task routing on Finesse, with the settings the agent signed in with.
     *
     * @param maxDialogLimit 1 to 10
     * @param interruptAction ACCEPT or IGNORE, empty where not known
     * @param dialogLogoutAction CLOSE or TRANSFER, empty where not known
     */
    public record FinesseMedium(
            String userId,
            String mrdId,
            int maxDialogLimit,
            String interruptAction,
            String dialogLogoutAction)
            implements Address {}
}
