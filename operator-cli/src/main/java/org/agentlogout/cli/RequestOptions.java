/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.util.UUID;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every request names: whom it is about, and itself. */
final class RequestOptions {

    @Parameters(paramLabel = "AGENT", description = "The agent's id.")
    private String agent = "";

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Only this session; else the current one.")
    private @Nullable String session;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "The same id again gets the same reply (default: a new one).")
    private String requestId = UUID.randomUUID().toString();

    String agent() {
        return required("AGENT", agent);
    }

    String requestId() {
        return required("--request-id", requestId);
    }

    /** Null for the current one. */
    @Nullable String session() {
        return optional("--session", session);
    }

    static String required(String option, String id) {
        if (!Limits.isId(id)) {
            throw ToolFailure.usage(option + " must have 1 to " + Limits.ID_BYTES + " bytes.");
        }
        return id;
    }

    static @Nullable String optional(String option, @Nullable String id) {
        return id == null ? null : required(option, id);
    }

    /** Who runs the tool, where nobody else is named. */
    static Requester operator() {
        return new Requester(RequesterKind.OPERATOR, user());
    }

    static String user() {
        return System.getProperty("user.name", "");
    }
}
