/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentlogout.cti.Password;
import org.agentlogout.cti.session.SessionPolicy;
import org.agentlogout.cti.session.SessionState;
import org.agentlogout.cti.session.Side;
import org.agentlogout.worker.agentswitch.Credential;
import org.agentlogout.worker.agentswitch.CredentialFiles;
import org.agentlogout.worker.agentswitch.CredentialRefusals;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Leave;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Verdict;
import org.agentlogout.worker.agentswitch.Credentials;
import org.agentlogout.worker.agentswitch.Credentials.Found;
import org.agentlogout.worker.command.Outcome;

/**
 * Opens the session in the name of the client whose id and password are in the file {@value #FILE},
 * and does not try again what was refused, here or in another process, until the file is newer.
 */
final class CtiCredential {
    static final String FILE = "cti-client";
    private static final String BASIC = "Basic ";

    private final String switchId;
    private final CredentialFiles files;
    private final CredentialRefusals refusals;
    private final Function<Client, SessionPolicy> policies;
    private volatile Optional<Credential> used = Optional.empty();

    /** Who opens the session. */
    record Client(String id, Password password) {}

    CtiCredential(
            String switchId,
            CredentialFiles files,
            CredentialRefusals refusals,
            Function<Client, SessionPolicy> policies) {
        this.switchId = switchId;
        this.files = files;
        this.refusals = refusals;
        this.policies = policies;
    }

    /** Empty once the session takes requests; waits while it is being opened. */
    Optional<Outcome.Failed> ready(CtiConnection connection, Duration patience) {
        SessionState state = connection.settled(Duration.ZERO);
        if (state instanceof SessionState.Stopped || state instanceof SessionState.Refused) {
            Optional<Outcome.Failed> trouble = started(connection);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return switch (connection.settled(patience)) {
            case SessionState.Open _ -> Optional.empty();
            case SessionState.Refused _ ->
                    Optional.of(Credentials.refused(used.map(Credential::id).orElse(FILE)));
            case SessionState.Stopped _,
                    SessionState.Waiting _,
                    SessionState.Connecting _,
                    SessionState.Opening _,
                    SessionState.Closing _ ->
                    Optional.of(
                            new Outcome.Failed("UNREACHABLE", told(connection.troubles()), true));
        };
    }

    /** What the sides say, in one sentence. */
    static String told(Map<Side, String> troubles) {
        return troubles.isEmpty()
                ? "The CTI server has not answered yet."
                : troubles.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> "side " + one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining("; ", "No side of the switch serves: ", "."));
    }

    /** One thread at a time, so that one password is tried once. */
    private synchronized Optional<Outcome.Failed> started(CtiConnection connection) {
        SessionState state = connection.settled(Duration.ZERO);
        if (!(state instanceof SessionState.Stopped || state instanceof SessionState.Refused)) {
            return Optional.empty();
        }
        return switch (files.find(FILE, "", Instant.EPOCH)) {
            case Found.Unusable(Outcome.Failed why) -> Optional.of(why);
            case Found.Usable(Credential credential) -> {
                if (refusals.enter(credential, Instant.EPOCH) == Leave.REFUSED) {
                    yield Optional.of(Credentials.refused(credential.id()));
                }
                refusals.leave(switchId, credential, Verdict.NOT_TOLD);
                used = Optional.of(credential);
                connection.start(policies.apply(client(credential)));
                yield Optional.empty();
            }
        };
    }

    private static Client client(Credential credential) {
        String header = credential.header().reveal();
        String pair =
                header.startsWith(BASIC)
                        ? new String(
                                Base64.getDecoder().decode(header.substring(BASIC.length())),
                                StandardCharsets.UTF_8)
                        : "";
        int colon = pair.indexOf(':');
        return colon < 0
                ? new Client("", Password.NONE)
                : new Client(pair.substring(0, colon), new Password(pair.substring(colon + 1)));
    }

    /** The server took it. */
    void accepted() {
        used.ifPresent(it -> refusals.leave(switchId, it, Verdict.ACCEPTED));
    }

    void refused() {
        used.ifPresent(it -> refusals.leave(switchId, it, Verdict.REFUSED));
    }
}
