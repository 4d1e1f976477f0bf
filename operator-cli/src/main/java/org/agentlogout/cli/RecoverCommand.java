/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Restores the media of a session after an outage. */
@Command(
        name = "recover",
        description = {
            "Restores a session's chat and e-mail after an outage.",
            "Their sign-in settings and routable mode are compared with what they were and set",
            "again; a medium that is logged out stays so. Voice has nothing to restore."
        },
        footer = {
            "",
            "Examples:",
            "  logout recover alice",
            "  logout recover alice --session alice-1767225600000"
        })
final class RecoverCommand implements Callable<Integer> {

    /** It may have to wait for a place behind logouts. */
    private static final Duration WAIT = Duration.ofMinutes(2);

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Mixin private RequestOptions options = new RequestOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var asked =
                RecoverRequest.newBuilder()
                        .setRequestId(options.requestId())
                        .setAgentId(options.agent())
                        .setSessionId(options.session())
                        .setRequestedBy(RequestOptions.operator())
                        .build();
        return new Exchange(connection, options, LogoutTool.out(spec))
                .ask(Topic.REQUEST_RECOVER, asked, WAIT);
    }
}
