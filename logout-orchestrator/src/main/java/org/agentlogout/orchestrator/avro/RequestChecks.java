/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.ErrorCode;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;

/** What all requests have in common: their ids, their fingerprint, and how one is refused. */
final class RequestChecks {

    private RequestChecks() {}

    static void ids(
            Checks checks,
            Inbound in,
            String requestId,
            String agentId,
            @Nullable String sessionId,
            String requestedBy,
            int partitions) {
        checks.size(in);
        checks.id("requestId", requestId);
        checks.id("agentId", agentId);
        checks.optionalId("sessionId", sessionId);
        checks.optionalId("requestedBy.id", requestedBy);
        checks.address(in, agentId, partitions);
    }

    /**
     * Of what was asked, not of the record's bytes: a repeat by another client, or by one with a
     * newer schema, is still a repeat.
     */
    static String fingerprint(String... content) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", content).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Mapping invalid(
            Inbound in,
            Reply.Kind kind,
            String requestId,
            String agentId,
            @Nullable String sessionId,
            String text,
            ReplyAddress replyTo) {
        Reply reply =
                Reply.error(
                        kind,
                        Texts.cut(Texts.orEmpty(sessionId), Limits.ID_BYTES),
                        ErrorCode.INVALID_REQUEST,
                        text,
                        in.at());
        return new Mapping.InvalidRequest(
                Texts.cut(agentId, Limits.ID_BYTES),
                new Effect.SendReply(Texts.cut(requestId, Limits.ID_BYTES), reply, replyTo));
    }
}
