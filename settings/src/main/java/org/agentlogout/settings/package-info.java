/* SPDX-License-Identifier: Apache-2.0 */

/** Reads a program's settings from environment variables; reports every mistake at once. */
@NullMarked
package org.agentlogout.settings;

import org.jspecify.annotations.NullMarked;
