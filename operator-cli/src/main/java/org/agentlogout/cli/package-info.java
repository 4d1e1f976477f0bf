/* SPDX-License-Identifier: Apache-2.0 */

/** The logout command-line tool. */
@NullMarked
package org.agentlogout.cli;

import org.jspecify.annotations.NullMarked;
