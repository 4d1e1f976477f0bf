/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.Credential;
import org.agentlogout.worker.agentswitch.CredentialRefusals;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Verdict;
import org.agentlogout.worker.agentswitch.Credentials;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Judgement;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Meaning;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Exchange;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Request;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.ApiError;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Outcome;

/**
 * Asks a switch in the name of one credential until one instant, at whichever node answers. A node
 * that refuses the connection or says 503 did nothing, so the other one is asked; a GET that is not
 * answered is tried at the other too, a PUT is not. Safe for use by many threads.
 */
final class FinesseCaller {
    static final String SYSTEM_INFO = "SystemInfo";

    /** What all callers of one switch share. */
    record Line(
            String switchId,
            FinesseHttp http,
            FinesseNodes nodes,
            CredentialRefusals refusals,
            Timing timing) {}

    /** Looked at between two nodes. */
    interface SecondThought {
        /** Why the change must not be asked for any more; empty where it may. */
        Optional<Outcome> objection() throws FinesseTrouble;
    }

    /** What became of a state-changing request. */
    sealed interface Sent {
        record Accepted() implements Sent {}

        /** The switch answered, not with success. */
        record Answered(Judgement judgement) implements Sent {}

        /** It may have been applied. */
        record Unclear(String why) implements Sent {}

        /** Nothing was sent to any node, or each that got it did nothing. */
        record NothingDone(Outcome outcome) implements Sent {}
    }

    private final Line line;
    private final Credential credential;
    private final Instant until;
    private final String requestId;

    FinesseCaller(Line line, Credential credential, Instant until, String requestId) {
        this.line = line;
        this.credential = credential;
        this.until = until;
        this.requestId = requestId;
    }

    Instant until() {
        return until;
    }

    Credential credential() {
        return credential;
    }

    Timing timing() {
        return line.timing();
    }

    static String userPath(String userId) {
        return "User/" + encoded(userId);
    }

    static String mediumPath(String userId, String mrdId) {
        return userPath(userId) + "/Media/" + encoded(mrdId);
    }

    /**
     * Reads one object.
     *
     * @param path below the API's root, encoded
     * @param root the name its root element must have
     */
    XmlElement get(String path, String root) throws FinesseTrouble {
        FinesseTrouble last = unreachable("no node is known");
        for (URI node : line.nodes().inOrder()) {
            switch (once(node, new Request(path, "", requestId), Clearance.Go::new)) {
                case Exchange.Answered answer when answer.success() -> {
                    line.nodes().good(node);
                    return body(answer, root);
                }
                case Exchange.Answered answer when answer.status() == 503 ->
                        last = new FinesseTrouble(judged(answer).outcome(AgentState.UNKNOWN));
                case Exchange.Answered answer -> {
                    line.nodes().good(node);
                    throw new FinesseTrouble(judged(answer).outcome(AgentState.UNKNOWN));
                }
                case Exchange.NotSent(String why) -> last = unreachable(why);
                case Exchange.NoAnswer(String why) ->
                        last =
                                FinesseTrouble.failed(
                                        "SWITCH_NO_ANSWER", "The switch gave " + why + ".", true);
            }
        }
        throw last;
    }

    /** Reads SystemInfo at the first node that is in service; empty where none says that it is. */
    Optional<XmlElement> systemInfo() throws FinesseTrouble {
        for (URI node : line.nodes().inOrder()) {
            Exchange exchange = once(node, new Request(SYSTEM_INFO, "", ""), Clearance.Go::new);
            if (exchange instanceof Exchange.Answered answer && answer.success()) {
                XmlElement info = body(answer, SYSTEM_INFO);
                if (FinesseXml.systemInfo(info).status().equalsIgnoreCase("IN_SERVICE")) {
                    line.nodes().good(node);
                    return Optional.of(info);
                }
            } else if (exchange instanceof Exchange.Answered answer && answer.status() != 503) {
                throw new FinesseTrouble(judged(answer).outcome(AgentState.UNKNOWN));
            }
        }
        return Optional.empty();
    }

    /**
     * Sends a change; {@code lastLook} is asked right before the bytes go to each node.
     *
     * @param again asked before a further node is tried: the first may have taken its time
     * @throws FinesseTrouble when nothing was sent because the look or the credential forbids it
     */
    Sent put(String path, String body, Supplier<Clearance> lastLook, SecondThought again)
            throws FinesseTrouble {
        if (line.timing().left(until).isZero()) {
            return new Sent.NothingDone(new Outcome.Expired());
        }
        Outcome last = unreachable("no node is known").outcome();
        List<URI> nodes = line.nodes().inOrder();
        for (URI node : nodes) {
            Optional<Outcome> objection =
                    node.equals(nodes.getFirst()) ? Optional.empty() : again.objection();
            if (objection.isPresent()) {
                return new Sent.NothingDone(objection.get());
            }
            switch (once(node, new Request(path, body, requestId), lastLook)) {
                case Exchange.Answered answer when answer.success() -> {
                    line.nodes().good(node);
                    return new Sent.Accepted();
                }
                case Exchange.Answered answer when answer.status() == 503 ->
                        last = judged(answer).outcome(AgentState.UNKNOWN);
                case Exchange.Answered answer -> {
                    return new Sent.Answered(judged(answer));
                }
                case Exchange.NotSent(String why) -> last = unreachable(why).outcome();
                case Exchange.NoAnswer(String why) -> {
                    return new Sent.Unclear(why);
                }
            }
        }
        return new Sent.NothingDone(last);
    }

    private Exchange once(URI node, Request request, Supplier<Clearance> lastLook)
            throws FinesseTrouble {
        switch (line.refusals().enter(credential, until)) {
            case REFUSED -> throw new FinesseTrouble(Credentials.refused(credential.id()));
            case NO_TIME ->
                    throw FinesseTrouble.failed(
                            "SWITCH_NO_ANSWER",
                            "The switch does not answer this credential.",
                            true);
            case GO -> {}
        }
        Verdict verdict = Verdict.NOT_TOLD;
        try {
            if (lastLook.get() instanceof Clearance.Stop(Outcome outcome)) {
                throw new FinesseTrouble(outcome);
            }
            Exchange exchange =
                    line.http()
                            .exchange(
                                    node, request, credential.header(), line.timing().left(until));
            verdict = verdict(request, exchange);
            if (exchange instanceof Exchange.NoAnswer) {
                line.nodes().silent(node);
            }
            return exchange;
        } finally {
            line.refusals().leave(line.switchId(), credential, verdict);
        }
    }

    /** SystemInfo is shown to everybody, so its success says nothing of the password. */
    private static Verdict verdict(Request request, Exchange exchange) {
        if (!(exchange instanceof Exchange.Answered answer)) {
            return Verdict.NOT_TOLD;
        }
        List<ApiError> errors = FinesseXml.errors(answer);
        if (FinesseErrors.judge(answer.status(), errors).meaning() == Meaning.CREDENTIAL_REFUSED) {
            return Verdict.REFUSED;
        }
        boolean clientError = answer.status() / 100 == 4 && !errors.isEmpty();
        return !request.path().equals(SYSTEM_INFO) && (answer.success() || clientError)
                ? Verdict.ACCEPTED
                : Verdict.NOT_TOLD;
    }

    private Judgement judged(Exchange.Answered answer) {
        Judgement judgement = FinesseErrors.judge(answer.status(), FinesseXml.errors(answer));
        String text = credential.redacted(judgement.text());
        return new Judgement(judgement.meaning(), judgement.code(), text);
    }

    private static XmlElement body(Exchange.Answered answer, String root) throws FinesseTrouble {
        return answer.xml()
                .filter(it -> it.is(root))
                .orElseThrow(() ->
                        FinesseTrouble.failed(
                                "ANSWER_UNREADABLE",
                                "The switch's answer is no readable " + root + ".",
                                true));
    }

    private static FinesseTrouble unreachable(String why) {
        return FinesseTrouble.failed(
                "SWITCH_UNREACHABLE", "No node of the switch could be asked: " + why + ".", true);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
