/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.agentlogout.settings.Secret;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Exchange;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Request;

/**
 * Asks every node for its SystemInfo, all at once and without a credential: a probe must not spend
 * one, and a node that wants one answers all the same. What it finds spares commands the asking:
 * which nodes serve, and whose rules they follow. Safe for use by many threads.
 */
final class FinesseProbe {
    private final FinesseCaller.Line line;
    private final FinessePlatform platform;

    FinesseProbe(FinesseCaller.Line line, FinessePlatform platform) {
        this.line = line;
        this.platform = platform;
    }

    /** Empty when a node serves, else what each of them says. */
    Optional<String> trouble(Instant until) throws FinesseTrouble {
        Map<URI, Later<String>> asked = new LinkedHashMap<>();
        for (URI node : line.nodes().all()) {
            asked.put(node, Later.begin(() -> troubleOf(node, until)));
        }
        Map<URI, String> out = new LinkedHashMap<>();
        for (var one : asked.entrySet()) {
            String trouble = one.getValue().get();
            if (!trouble.isEmpty()) {
                out.put(one.getKey(), trouble);
            }
        }
        line.nodes().probed(out.keySet());
        return out.size() < asked.size() ? Optional.empty() : Optional.of(told(out));
    }

    private static String told(Map<URI, String> out) {
        return out.entrySet().stream()
                .map(one -> one.getKey().getHost() + ": " + one.getValue())
                .collect(Collectors.joining("; ", "No node of the switch serves: ", "."));
    }

    /** Empty when it serves. */
    private String troubleOf(URI node, Instant until) {
        Request request = new Request(FinesseCaller.SYSTEM_INFO, "", "");
        Exchange exchange =
                line.http().exchange(node, request, Secret.NONE, line.timing().left(until));
        return switch (exchange) {
            case Exchange.NotSent(String why) -> why;
            case Exchange.NoAnswer(String why) -> why;
            case Exchange.Answered answer when answer.success() -> troubleIn(answer);
            case Exchange.Answered answer when answer.status() / 100 == 5 ->
                    "it answers " + answer.status();
            case Exchange.Answered _ -> "";
        };
    }

    private String troubleIn(Exchange.Answered answer) {
        Optional<FinesseXml.SystemInfo> info =
                answer.xml()
                        .filter(it -> it.is(FinesseCaller.SYSTEM_INFO))
                        .map(FinesseXml::systemInfo);
        if (info.isEmpty()) {
            return "its SystemInfo cannot be read";
        }
        if (!info.get().status().equalsIgnoreCase("IN_SERVICE")) {
            return "it says " + info.get().status();
        }
        FinesseXml.SystemInfo told = info.get();
        platform.learned(told.deploymentType(), line.timing().now());
        return "";
    }
}
