/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.BeginCallEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.CallDeliveredEvent;
import org.agentlogout.cti.CallMessage.CallEstablishedEvent;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.ControlFailureCode;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.Masks;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.simulator.board.Wish;

/** One client of one side: opening, heartbeats, requests, and the events it asked for. */
final class CtiClient implements AutoCloseable {

    private final CtiServer server;
    private final CtiServer.Shared shared;
    private final CtiLink link;
    private final CtiRequests requests;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<OpenReq> opened = Optional.empty();

    CtiClient(CtiServer server, CtiLink link) {
        this.server = server;
        this.shared = server.shared();
        this.link = link;
        this.requests = new CtiRequests(shared.settings().cti(), shared.credentials());
    }

    /** Serves until the connection ends. */
    void serve() {
        Thread writer = Thread.ofVirtual().name("cti-writer").start(link::write);
        try {
            link.read(
                    this::heard, _ -> link.send(requests.failed(0, StatusCode.BAD_MESSAGE_FORMAT)));
        } finally {
            closed.countDown();
            writer.interrupt();
        }
    }

    private void heard(CtiMessage message) {
        switch (message) {
            case OpenReq it -> faulty(it.invokeId(), CtiOperation.OPEN, fault -> open(it, fault));
            case HeartbeatReq it ->
                    faulty(it.invokeId(), CtiOperation.HEARTBEAT, _ -> beat(it.invokeId()));
            case CloseReq it -> link.send(new CloseConf(it.invokeId()));
            case CtiMessage.Request it -> request(it);
            default -> {} // nothing that a client sends: skipped
        }
    }

    private interface Deed {
        void under(Optional<FaultAction> fault);
    }

    /** What is no agent's matter: slow, dropped, left without an answer, or done. */
    private void faulty(long invokeId, CtiOperation operation, Deed deed) {
        Heard heard = new Heard(operation.label(), false, "", "", "CTI", "");
        FaultPlan.Hit hit = shared.faults().hit(heard, server.side(), shared.clock().instant());
        later(
                hit.latency(),
                () -> {
                    switch (hit.action().orElse(null)) {
                        case FaultAction.Hang _ -> {}
                        case FaultAction.Drop _ -> close();
                        case FaultAction.Unavailable _ ->
                                fail(invokeId, StatusCode.CTI_SERVER_OFFLINE);
                        case null, default -> deed.under(hit.action());
                    }
                });
    }

    private void later(Duration latency, Runnable deed) {
        if (latency.isZero()) {
            deed.run();
            return;
        }
        Thread.ofVirtual()
                .name("cti-latency")
                .start(() -> {
                    try {
                        if (!closed.await(latency.toNanos(), TimeUnit.NANOSECONDS)) {
                            deed.run();
                        }
                    } catch (InterruptedException closing) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void beat(long invokeId) {
        if (opened.isPresent()) {
            link.send(new HeartbeatConf(invokeId));
        } else {
            fail(invokeId, StatusCode.SESSION_NOT_OPEN);
        }
    }

    private void fail(long invokeId, StatusCode status) {
        link.send(requests.failed(invokeId, status));
    }

    private void open(OpenReq req, Optional<FaultAction> fault) {
        Heard heard =
                new Heard(CtiOperation.OPEN.label(), false, "", "", "CTI", "V" + req.version());
        Instant now = shared.clock().instant();
        long seq = shared.log().open(heard, server.side(), req.clientId(), "", now);
        StatusCode refusal = CtiOpening.judge(req, server, fault);
        if (refusal != StatusCode.NO_ERROR) {
            shared.log().answered(seq, statusOf(refusal));
            fail(req.invokeId(), refusal);
            return;
        }
        shared.log().answered(seq, 200);
        link.agreed(CtiVersion.of(req.version()).orElseThrow(), CtiOpening.idle(req));
        link.send(
                new OpenConf(
                        req.invokeId(),
                        req.servicesRequested(),
                        0,
                        server.pgStatus(),
                        now.getEpochSecond(),
                        true,
                        CtiWords.PERIPHERAL_TYPE,
                        AgentState.UNKNOWN,
                        0,
                        SessionType.ACTIVE));
        opened = Optional.of(req);
        link.send(server.peripheralNews());
    }

    /** In the words of HTTP, which the call log speaks. */
    private static int statusOf(StatusCode refusal) {
        return refusal == StatusCode.INVALID_PASSWORD ? 401 : 503;
    }

    private void request(CtiMessage.Request request) {
        if (opened.isEmpty()) {
            fail(request.invokeId(), StatusCode.SESSION_NOT_OPEN);
            return;
        }
        CtiOperation operation = CtiOperation.of(request);
        String agent =
                shared.board().now((board, _) -> CtiRequests.agentId(board, request).orElse(""));
        Heard heard =
                new Heard(
                        operation.label(),
                        operation.stateChanging(),
                        agent,
                        CtiRequests.mrdId(request),
                        "CTI",
                        "");
        Instant now = shared.clock().instant();
        FaultPlan.Hit hit = shared.faults().hit(heard, server.side(), now);
        String by = opened.orElseThrow().clientId();
        String body = CtiRequests.describe(request);
        long seq = shared.log().open(heard, server.side(), by, body, now);
        later(hit.latency(), () -> answer(request, seq, hit.action()));
    }

    private void answer(CtiMessage.Request request, long seq, Optional<FaultAction> fault) {
        CtiRequests.Reply reply = reply(request, fault);
        boolean first = fault.filter(it -> it instanceof FaultAction.EventFirst).isPresent();
        if (first) {
            reply.wish().ifPresent(wish -> submit(wish, seq, fault));
        }
        switch (fault.orElse(null)) {
            case FaultAction.Hang _, FaultAction.Drop _ -> {}
            case null, default -> {
                shared.log().answered(seq, failed(reply.answer()) ? 400 : 200);
                link.send(reply.answer());
            }
        }
        if (!first) {
            reply.wish().ifPresent(wish -> submit(wish, seq, fault));
        }
        if (fault.orElse(null) instanceof FaultAction.Drop) {
            close();
        }
    }

    private static boolean failed(CtiMessage answer) {
        return answer instanceof CtiMessage.Answer it && it.isFailure();
    }

    private CtiRequests.Reply reply(CtiMessage.Request request, Optional<FaultAction> fault) {
        long invokeId = request.invokeId();
        Optional<CtiMessage> ordered =
                switch (fault.orElse(null)) {
                    case FaultAction.Refuse it ->
                            Optional.of(CtiRequests.refusal(invokeId, it.status()));
                    case FaultAction.MissingReason _ ->
                            Optional.of(
                                    CtiRequests.refusal(
                                            invokeId,
                                            ControlFailureCode.REASON_CODE_REQUIRED.number()));
                    case FaultAction.Unavailable _ ->
                            Optional.of(requests.failed(invokeId, StatusCode.CTI_SERVER_OFFLINE));
                    case null, default -> server.linkRefusal(invokeId);
                };
        return ordered.map(it -> new CtiRequests.Reply(it, Optional.empty()))
                .orElseGet(() -> shared.board().now((board, _) -> requests.reply(board, request)));
    }

    private void submit(Wish wish, long seq, Optional<FaultAction> fault) {
        Duration delay = CtiRequests.delay(fault, shared.settings().confirmationDelay());
        switch (fault.orElse(null)) {
            case FaultAction.Lost _ -> lost(seq, "lost");
            case FaultAction.Hang(boolean applied) when !applied -> lost(seq, "hang");
            case FaultAction.Drop(boolean applied) when !applied -> lost(seq, "drop");
            case FaultAction.Late(Duration late) -> shared.board().submitLate(wish, late, seq);
            case FaultAction.EventLost _ -> {
                server.news().mute(wish.agentId());
                shared.board().submit(wish, delay, seq);
            }
            case FaultAction.EventTwice _ -> {
                server.news().twice(wish.agentId());
                shared.board().submit(wish, delay, seq);
            }
            case null, default -> shared.board().submit(wish, delay, seq);
        }
    }

    private void lost(long seq, String how) {
        shared.log().became(seq, Fate.LOST, shared.clock().instant(), how);
    }

    /** Passes an event on, when the session is open and asked for such. */
    void event(CtiMessage event) {
        opened.filter(req -> wants(req, event)).ifPresent(_ -> link.send(event));
    }

    private static boolean wants(OpenReq req, CtiMessage event) {
        if ((req.servicesRequested() & Masks.SERVICE_ALL_EVENTS) == 0) {
            return false;
        }
        return switch (event) {
            case AgentStateEvent it ->
                    (req.agentStateMask() & Masks.agentState(it.agentState())) != 0;
            case BeginCallEvent _ -> (req.callMsgMask() & Masks.CALL_BEGIN) != 0;
            case EndCallEvent _ -> (req.callMsgMask() & Masks.CALL_END) != 0;
            case CallClearedEvent _ -> (req.callMsgMask() & Masks.CALL_CLEARED) != 0;
            case CallDeliveredEvent _ -> (req.callMsgMask() & Masks.CALL_DELIVERED) != 0;
            case CallEstablishedEvent _ -> (req.callMsgMask() & Masks.CALL_ESTABLISHED) != 0;
            default -> true;
        };
    }

    /** Tells that the server does not want to talk any more. */
    void dismiss() {
        opened = Optional.empty();
        link.send(new FailureEvent(StatusCode.CTI_SERVER_OFFLINE.number()));
    }

    @Override
    public void close() {
        closed.countDown();
        link.close();
    }
}
