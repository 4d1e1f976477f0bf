/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The command-line tool {@code logout}: what an operator asks, sees and sets up with nothing but
 * Kafka and the registry.
 *
 * <p>{@code LogoutTool} is the entry; each sub-command is a class named {@code *Command}. {@code
 * Installation} is what all of them talk to, {@code ConnectionOptions} how a user names it. {@code
 * RecordLine} puts any record of the product into one line, for {@code watch} and for the demo.
 * {@code TopicSetup} is the deployment step. What a user did wrong or what does not answer is a
 * {@code ToolFailure}: a sentence and an exit code, never a stack trace.
 */
@NullMarked
package org.agentlogout.cli;

import org.jspecify.annotations.NullMarked;
