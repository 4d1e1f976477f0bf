/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;

/**
 * Where a gateway wants its own copy of the reply: from the request's headers, and onto the
 * reply's.
 */
final class ReplyHeaders {

    /** A topic's name as the broker takes it. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final byte[] NONE = {};

    private ReplyHeaders() {}

    /**
     * A wrong address is a complaint and leaves the default topics; a wrong traceparent is left
     * out, as the W3C's recommendation has it.
     */
    static ReplyAddress read(Map<String, byte[]> headers, Checks checks) {
        String topic = text(headers, HeaderNames.REPLY_TOPIC);
        byte[] partition = headers.getOrDefault(HeaderNames.REPLY_PARTITION, NONE);
        byte[] correlation = headers.getOrDefault(HeaderNames.CORRELATION_ID, NONE);
        String trace = text(headers, HeaderNames.TRACE_PARENT);
        boolean topicFits =
                topic.isEmpty()
                        || (TOPIC.matcher(topic).matches()
                                && !topic.equals(".")
                                && !topic.equals(".."));
        boolean partitionFits =
                partition.length == 0
                        || (partition.length == Integer.BYTES
                                && ByteBuffer.wrap(partition).getInt() >= 0);
        boolean correlationFits = correlation.length <= Limits.CORRELATION_BYTES;
        checks.that(topicFits, HeaderNames.REPLY_TOPIC + " is no name of a topic.");
        checks.that(
                partitionFits,
                HeaderNames.REPLY_PARTITION + " must be 4 bytes, big-endian, not negative.");
        checks.that(
                correlationFits,
                HeaderNames.CORRELATION_ID
                        + " has more than "
                        + Limits.CORRELATION_BYTES
                        + " bytes.");
        boolean addressed = topicFits && partitionFits && !topic.isEmpty();
        return new ReplyAddress(
                addressed ? topic : "",
                addressed && partition.length > 0 ? ByteBuffer.wrap(partition).getInt() : -1,
                correlationFits ? Base64.getEncoder().encodeToString(correlation) : "",
                TRACE_PARENT.matcher(trace).matches() ? trace : "");
    }

    private static String text(Map<String, byte[]> headers, String name) {
        return new String(headers.getOrDefault(name, NONE), StandardCharsets.UTF_8);
    }

    static Map<String, byte[]> write(String requestId, ReplyAddress to) {
        Map<String, byte[]> headers = new LinkedHashMap<>(trace(requestId, to.traceparent()));
        if (!to.topic().isEmpty()) {
            headers.put(HeaderNames.REPLY_TOPIC, utf8(to.topic()));
        }
        if (to.partition() >= 0) {
            byte[] partition = ByteBuffer.allocate(Integer.BYTES).putInt(to.partition()).array();
            headers.put(HeaderNames.REPLY_PARTITION, partition);
        }
        if (!to.correlation().isEmpty()) {
            headers.put(HeaderNames.CORRELATION_ID, Base64.getDecoder().decode(to.correlation()));
        }
        return headers;
    }

    /** What everything carries that a request caused. */
    static Map<String, byte[]> trace(String requestId, String traceparent) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        if (!requestId.isEmpty()) {
            headers.put(HeaderNames.REQUEST_ID, utf8(requestId));
        }
        if (!traceparent.isEmpty()) {
            headers.put(HeaderNames.TRACE_PARENT, utf8(traceparent));
        }
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
