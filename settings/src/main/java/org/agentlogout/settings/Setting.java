/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

/**
 * One row of a settings table.
 *
 * @param name the environment variable
 * @param expects what a value looks like, such as {@code a whole number, 1 to 64}
 * @param standard the value when the variable is not set; empty when there is none
 * @param required whether the program refuses to start without it
 * @param doc one line that says what it is for
 */
public record Setting(String name, String expects, String standard, boolean required, String doc) {}
