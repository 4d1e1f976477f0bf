/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import com.sun.net.httpserver.HttpHandler;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Both Finesse nodes, both CTI servers and the control port: all that listens. */
final class NodePair implements AutoCloseable {

    private final Map<Node, FinesseNode> nodes = new EnumMap<>(Node.class);
    private final Listener control;
    private final CtiPair cti;

    /** Binds all ports, or none when one of them cannot be had. */
    NodePair(FinesseEndpoint.Shared shared, HttpHandler controlHandler) {
        SimulatorSettings settings = shared.settings();
        Optional<SSLContext> tls = TlsContext.of(settings.tls());
        try {
            for (Node node : Node.values()) {
                nodes.put(node, new FinesseNode(node, shared, tls));
            }
            cti =
                    new CtiPair(
                            new CtiServer.Shared(
                                    settings,
                                    shared.clock(),
                                    shared.board(),
                                    shared.log(),
                                    shared.faults(),
                                    shared.credentials()));
        } catch (RuntimeException cannotListen) {
            nodes.values().forEach(FinesseNode::close);
            throw cannotListen;
        }
        try {
            int port = settings.ports().control();
            control = new Listener(settings.bindAddress(), port, Optional.empty(), controlHandler);
        } catch (RuntimeException cannotListen) {
            cti.close();
            nodes.values().forEach(FinesseNode::close);
            throw cannotListen;
        }
    }

    CtiPair cti() {
        return cti;
    }

    FinesseNode at(Node node) {
        return Objects.requireNonNull(nodes.get(node));
    }

    Listener control() {
        return control;
    }

    void endFaults() {
        nodes.values().forEach(FinesseNode::endFaults);
    }

    void recover() {
        nodes.values().forEach(FinesseNode::recover);
        cti.recover();
    }

    @Override
    public void close() {
        control.close();
        cti.close();
        nodes.values().forEach(FinesseNode::close);
    }
}
