/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a body as a switch sent it. Names are compared without regard to case, for captures
 * of real servers differ in it. Bodies are taken for hostile: a document type, an entity, a
 * processing depth above {@value #DEEPEST} or more than {@value #MOST} elements make it unreadable.
 *
 * @param name the local name in small letters
 * @param text directly in it, without blanks around
 */
record XmlElement(String name, String text, List<XmlElement> children) {
    static final int DEEPEST = 32;
    static final int MOST = 20_000;

    private static final XMLInputFactory FACTORY = factory();

    XmlElement {
        children = List.copyOf(children);
    }

    /** The root element; empty for what is no XML, or XML of a kind that is not taken. */
    static Optional<XmlElement> read(byte[] body) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return new Reading().root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException _) {
            // The JDK's reader throws unchecked exceptions too on malformed input.
            return Optional.empty();
        }
    }

    boolean is(String otherName) {
        return name.equals(otherName.toLowerCase(Locale.ROOT));
    }

    /** The text of the first child of this name; empty where there is none. */
    String child(String childName) {
        return first(childName).map(XmlElement::text).orElse("");
    }

    Optional<XmlElement> first(String childName) {
        return children.stream().filter(c -> c.is(childName)).findFirst();
    }

    List<XmlElement> all(String childName) {
        return children.stream().filter(c -> c.is(childName)).toList();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }

    /** An element whose end has not come. */
    private static final class Open {
        final String name;
        final StringBuilder text = new StringBuilder();
        final List<XmlElement> children = new ArrayList<>();

        Open(String name) {
            this.name = name;
        }

        XmlElement close() {
            return new XmlElement(name, text.toString().strip(), children);
        }
    }

    private static final class Reading {
        private final Deque<Open> path = new ArrayDeque<>();
        private int elements;

        Optional<XmlElement> root(XMLStreamReader reader) throws XMLStreamException {
            Optional<XmlElement> root = Optional.empty();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.push(new Open(reader.getLocalName().toLowerCase(Locale.ROOT)));
                        if (path.size() > DEEPEST || ++elements > MOST) {
                            return Optional.empty();
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!path.isEmpty()) {
                            path.element().text.append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> root = closed();
                    default -> {}
                }
            }
            return root;
        }

        private Optional<XmlElement> closed() {
            XmlElement element = path.pop().close();
            if (path.isEmpty()) {
                return Optional.of(element);
            }
            path.element().children.add(element);
            return Optional.empty();
        }
    }
}
