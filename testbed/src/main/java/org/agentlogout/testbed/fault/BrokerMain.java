/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.nio.file.Path;
import java.util.Arrays;
import org.agentlogout.testbed.LocalKafka;

/** A broker as a process of its own; its data outlives it. Ends by a signal only. */
public final class BrokerMain {

    private BrokerMain() {}

    /** Arguments: directory of the data, and its ports. */
    public static void main(String[] args) {
        var ports = Arrays.stream(args).skip(1).map(Integer::valueOf).toList();
        var kafka = LocalKafka.in(Path.of(args[0]), ports);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "shutdown"));
    }
}
