/* SPDX-License-Identifier: Apache-2.0 */
/** A Finesse pair that one can run. */
@NullMarked
package org.agentlogout.simulator;

import org.jspecify.annotations.NullMarked;
