/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Withdraws a logout that waits. */
@Command(
        name = "cancel",
        description = {
            "Withdraws a logout that waits, or has changed nothing yet.",
            "What was stopped for it stays stopped: the agent goes back to Ready by hand."
        },
        footer = {
            "",
            "Examples:",
            "  logout cancel alice                  what waits now",
            "  logout cancel alice --request r-17   that one, be it on its way still"
        })
final class CancelCommand implements Callable<Integer> {

    /** One that names a request may wait 10 s for it. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private RequestOptions options = new RequestOptions();

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--request",
            paramLabel = "ID",
            description = "The logout to withdraw, by its request id; else what waits now.")
    private @Nullable String request;

    @Override
    public Integer call() {
        var asked =
                CancelLogoutRequest.newBuilder()
                        .setRequestId(options.requestId())
                        .setAgentId(options.agent())
                        .setSessionId(options.session())
                        .setCancels(RequestOptions.optional("--request", request))
                        .setRequestedBy(RequestOptions.operator())
                        .build();
        return new Exchange(connection, options, LogoutTool.out(spec))
                .ask(Topic.REQUEST_CANCEL, asked, WAIT);
    }
}
