/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends a session and leaves the agent as the switch has them. */
@Command(
        name = "disconnect",
        description = {
            "Ends a session without logging the agent out.",
            "No switch is asked anything: whoever is signed in there stays so."
        },
        footer = {
            "",
            "Examples:",
            "  logout disconnect alice",
            "  logout disconnect alice --session alice-1767225600000"
        })
final class DisconnectCommand implements Callable<Integer> {

    private static final Duration WAIT = Duration.ofSeconds(20);

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private RequestOptions options = new RequestOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var asked =
                DisconnectRequest.newBuilder()
                        .setRequestId(options.requestId())
                        .setAgentId(options.agent())
                        .setSessionId(options.session())
                        .setRequestedBy(RequestOptions.operator())
                        .build();
        return new Exchange(connection, options, LogoutTool.out(spec))
                .ask(Topic.REQUEST_DISCONNECT, asked, WAIT);
    }
}
