/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package org.agentlogout.simulator.board;

import org.jspecify.annotations.NullMarked;
