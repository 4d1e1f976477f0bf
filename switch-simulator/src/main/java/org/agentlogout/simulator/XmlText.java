/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/** Writes an answer's XML, with element names as the {@link LetterCase} wants them. */
final class XmlText {

    private final StringBuilder text = new StringBuilder(1024);
    private final LetterCase letterCase;

    XmlText(LetterCase letterCase) {
        this.letterCase = letterCase;
    }

    XmlText open(String element) {
        text.append('<').append(letterCase.name(element)).append('>');
        return this;
    }

    XmlText open(String element, String attribute, String value) {
        text.append('<').append(letterCase.name(element)).append(' ').append(attribute);
        text.append("=\"");
        escape(value);
        text.append("\">");
        return this;
    }

    XmlText close(String element) {
        text.append("</").append(letterCase.name(element)).append('>');
        return this;
    }

    XmlText leaf(String element, String value) {
        open(element);
        escape(value);
        return close(element);
    }

    XmlText leaf(String element, long value) {
        return leaf(element, Long.toString(value));
    }

    XmlText leaf(String element, boolean value) {
        return leaf(element, Boolean.toString(value));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(c < 0x20 && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
    }
}
