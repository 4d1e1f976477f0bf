/* SPDX-License-Identifier: Apache-2.0 */

/** The local stack without Docker and the tests that need all of it. */
@NullMarked
package org.agentlogout.testbed;

import org.jspecify.annotations.NullMarked;
