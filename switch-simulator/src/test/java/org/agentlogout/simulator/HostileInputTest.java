/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

    private final SwitchSimulator simulator = SwitchSimulator.start(SimulatorSettings.defaults());
    private final FinesseClient ann = FinesseClient.basic(simulator.node(Node.A), "ann", "pw");

    HostileInputTest() {
        simulator.addAgent(new SimAgent("ann", "pw", "1", "7", false, List.of(), false));
        simulator.signIn("ann");
    }

    @AfterEach
    void close() {
        ann.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<User>",
                "<User><state>READY</state>",
                "<!DOCTYPE User><User><state>READY</state></User>",
                "<!DOCTYPE User SYSTEM \"http://127.0.0.1:1/x\"><User><state>READY</state></User>",
                "<!DOCTYPE u [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><User><state>&e;</state></User>",
                "<User><state>&undefined;</state></User>",
                "{\"state\": \"READY\"}",
                "<User><a><b><c><d><e><f><g><h>deep</h></g></f></e></d></c></b></a></User>"
            })
    void unreadableBodyIsABadRequest(String body) {
        var answer = ann.put("User/ann", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<ErrorType>Bad Request</ErrorType>");
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("NOT_READY");
    }

    @Test
    void tenMegabytesAreRefusedAndTheNodeGoesOn() {
        String large = "<User><state>READY</state><!--" + "x".repeat(10_000_000) + "--></User>";

        assertThat(ann.put("User/ann", large).statusCode()).isEqualTo(400);
        assertThat(ann.get("User/ann").statusCode()).isEqualTo(200);
    }

    @Test
    void manyElementsAreABadRequest() {
        String many = "<User>" + "<state>READY</state>".repeat(1000) + "</User>";

        assertThat(ann.put("User/ann", many).statusCode()).isEqualTo(400);
    }

    @Test
    void anyBytesGiveAFormOrNothing() {
        Random random = new Random(42);
        byte[] valid = "<User><state>READY</state></User>".getBytes(StandardCharsets.UTF_8);
        int readable = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = valid.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            readable += XmlForm.read(bytes).isPresent() ? 1 : 0;
        }
        assertThat(readable).isBetween(1, 1999);
    }

    @Test
    void controlCharactersReachNeitherLogNorAnswer() {
        ann.get("User/%0d%0aSet-Cookie:x");

        assertThat(simulator.callLog().getLast().path()).doesNotContain("\r", "\n");
    }
}
