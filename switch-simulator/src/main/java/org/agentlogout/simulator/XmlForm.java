/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A request body: one root with text children, read from hostile hands. Document types and entities
 * are refused, children are limited to {@value #MAX_ELEMENTS} and depth to {@value #MAX_DEPTH}.
 *
 * @param root the root's local name in small letters
 * @param fields text by the child's local name in small letters; deeper elements count under their
 *     own name
 */
record XmlForm(String root, Map<String, String> fields) {

    private static final int MAX_ELEMENTS = 64;
    private static final int MAX_DEPTH = 8;

    XmlForm {
        fields = Map.copyOf(fields);
    }

    /** The body, or empty when it is not such a document. */
    static Optional<XmlForm> read(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            // Strictly decoded first: the parser would print a bad byte to standard error.
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return read(factory.createXMLStreamReader(new StringReader(text)));
        } catch (XMLStreamException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<XmlForm> read(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        String root = "";
        String name = "";
        int depth = 0;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return Optional.empty();
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    name = reader.getLocalName().toLowerCase(Locale.ROOT);
                    root = depth == 0 ? name : root;
                    depth++;
                    if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        return Optional.empty();
                    }
                    if (depth > 1) {
                        fields.putIfAbsent(name, "");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth > 1 && !reader.isWhiteSpace()) {
                        fields.put(name, reader.getText().strip());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return root.isEmpty() ? Optional.empty() : Optional.of(new XmlForm(root, fields));
    }

    String field(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    boolean has(String name) {
        return !field(name).isEmpty();
    }
}
