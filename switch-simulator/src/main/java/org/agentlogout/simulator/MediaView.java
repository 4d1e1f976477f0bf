/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.List;

/**
 * What is true of an agent in one media routing domain.
 *
 * @param state as in the Media object, LOGOUT when never signed in
 * @param routable whether new tasks may be routed
 * @param reasonCodeId the id of the reason given, -1 when there is none
 * @param tasks the live tasks, oldest first
 * @param closedTasks the tasks that ended, oldest first, the last 20 of them
 * @param maxDialogLimit the sign-in setting, 0 before the first sign-in
 * @param interruptAction the sign-in setting, ACCEPT or IGNORE
 * @param dialogLogoutAction the sign-in setting, CLOSE or TRANSFER
 */
public record MediaView(
        String state,
        boolean routable,
        int reasonCodeId,
        List<TaskView> tasks,
        List<TaskView> closedTasks,
        int maxDialogLimit,
        String interruptAction,
        String dialogLogoutAction) {}
