/* SPDX-License-Identifier: Apache-2.0 */
/** placeholder */
@NullMarked
package org.agentlogout.orchestrator.saga;

import org.jspecify.annotations.NullMarked;
