/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Reads a program's settings from environment variables and reports every mistake at once.
 *
 * <p>A program has one record of settings and builds it from one {@link
 * org.agentlogout.settings.SettingsReader}. Each call there declares a setting once: name, default,
 * what is expected and the line for the README, which {@link
 * org.agentlogout.settings.SettingsReader#describe()} gives back.
 */
@NullMarked
package org.agentlogout.settings;

import org.jspecify.annotations.NullMarked;
