/* SPDX-License-Identifier: Apache-2.0 */

/** What every program on Kafka must agree on: topics, serdes, header names, partitions. */
@NullMarked
package org.agentlogout.wire;

import org.jspecify.annotations.NullMarked;
