/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.CallKey;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.Password;
import org.agentlogout.cti.session.SessionNews;
import org.agentlogout.cti.session.SessionPolicy;
import org.agentlogout.worker.agentswitch.AgentSwitch;
import org.agentlogout.worker.agentswitch.ChannelWatch;
import org.agentlogout.worker.agentswitch.Credential;
import org.agentlogout.worker.agentswitch.CredentialFiles;
import org.agentlogout.worker.agentswitch.CredentialRefusals;
import org.agentlogout.worker.agentswitch.CtiSettings;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.agentswitch.TrustedCertificates;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Seen;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port to one pair of CTI servers. Voice can be changed; the other media can only be looked at,
 * for SET_AGENT_STATE_REQ names no medium. A change is reported as unknown when it did not show
 * within the switch's {@code CONFIRM_TIMEOUT}, or by {@code until} if that is sooner.
 */
public final class CtiSwitch implements AgentSwitch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CtiSwitch.class);

    private final SwitchSettings settings;
    private final Timing timing;
    private final CtiEars ears = new CtiEars();
    private final CtiCredential credential;
    private final CtiConnection connection;
    private final CtiCaller.Line line;
    private final CtiInspection inspection;
    private final ChannelWatch watch;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Long, Boolean> peripherals = new ConcurrentHashMap<>();
    private volatile boolean gateway = true;

    /**
     * Connects to nothing before the first question.
     *
     * @param refusals shared by all switches of this process
     * @param workers processes that share the limits of this switch, at least 1
     * @throws IllegalArgumentException when the trust store cannot be used
     */
    public CtiSwitch(
            SwitchSettings settings, CredentialRefusals refusals, Timing timing, int workers) {
        this(settings, refusals, timing, workers, UnaryOperator.identity());
    }

    /**
     * The same with a session of other numbers.
     *
     * @param changes to the guide's numbers
     */
    public CtiSwitch(
            SwitchSettings settings,
            CredentialRefusals refusals,
            Timing timing,
            int workers,
            UnaryOperator<SessionPolicy> changes) {
        this.settings = settings;
        this.timing = timing;
        // The guide has all clients of a site come back within a tenth of a second for each.
        Duration spread =
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(100L * workers + 1));
        Path directory = settings.access().directory();
        var files = new CredentialFiles(settings.id(), Credential.Owner.AGENT, directory, timing);
        credential =
                new CtiCredential(
                        settings.id(),
                        files,
                        refusals,
                        it -> changes.apply(SessionPolicy.of(it.id(), it.password(), spread)));
        connection =
                new CtiConnection(
                        new CtiConnection.Ends(
                                settings.nodes(),
                                settings.nodes().getFirst().getScheme().equals("ctis")
                                        ? Optional.of(TrustedCertificates.of(settings.trust()))
                                        : Optional.empty(),
                                this::heard,
                                this::news),
                        changes.apply(SessionPolicy.of("", Password.NONE, spread)));
        line =
                new CtiCaller.Line(
                        connection,
                        credential,
                        ears,
                        timing,
                        settings.limits().call(),
                        settings.cti().deviceType());
        inspection = new CtiInspection(settings);
        watch = ChannelWatch.of(settings, workers, this::seen, commands::get, timing);
    }

    private interface Deed {
        Outcome by(CtiCaller caller) throws CtiTrouble;
    }

    @Override
    public Outcome inspect(Target target, Instant until) {
        return on(target, until, caller -> new Outcome.Inspected(inspection.of(caller)));
    }

    @Override
    public Outcome makeNotReady(
            Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook) {
        CtiWish wish = CtiWish.notReady(command, settings);
        return change(command.order(), wish, until, lastLook);
    }

    @Override
    public Outcome deactivate(
            Command.Deactivate command, Instant until, Supplier<Clearance> lastLook) {
        return new Outcome.Refused(
                "NOT_SUPPORTED", "A CTI server deactivates no channel.", AgentState.UNKNOWN);
    }

    @Override
    public Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook) {
        if (command.reason() instanceof LogoutReason.Given(String id)
                && !id.isEmpty()
                && !CtiSettings.isCode(id)) {
            return new Outcome.Refused(
                    "REASON_UNKNOWN",
                    "A CTI server takes reason codes from 0 to 65535.",
                    AgentState.UNKNOWN);
        }
        CtiWish wish = CtiWish.signOut(command, settings);
        return change(command.order(), wish, until, lastLook);
    }

    @Override
    public Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook) {
        return new Outcome.AlreadyDone(
                AgentState.UNKNOWN, "On a CTI server there are no sign-in settings to restore.");
    }

    private Outcome change(
            Command.Order order, CtiWish wish, Instant until, Supplier<Clearance> lastLook) {
        Instant confirmed = timing.now().plus(settings.limits().confirm());
        return on(
                order.target(),
                confirmed.isBefore(until) ? confirmed : until,
                caller ->
                        caller.address().voice()
                                ? new CtiChange(caller, wish, order, lastLook).run()
                                : CtiInspection.notControllable());
    }

    private Outcome on(Target target, Instant until, Deed deed) {
        if (!(target.address() instanceof Target.CtiServer address)) {
            return new Outcome.Failed(
                    "ADDRESS_INVALID", "The channel's address is not one of a CTI server.", false);
        }
        commands.incrementAndGet();
        try {
            return deed.by(new CtiCaller(line, address, until));
        } catch (CtiTrouble trouble) {
            return trouble.outcome();
        } finally {
            commands.decrementAndGet();
        }
    }

    @Override
    public void watch(Target target, Inspection seen, Watcher watcher) {
        watch.add(target, seen, watcher);
    }

    private Optional<ChannelWatch.Sight> seen(Target target) {
        if (!(target.address() instanceof Target.CtiServer address)) {
            return Optional.empty();
        }
        try {
            Instant until = timing.now().plus(settings.limits().call());
            Seen seen = new CtiCaller(line, address, until).see();
            AgentState state = seen.look().state();
            return Optional.of(
                    new ChannelWatch.Sight(
                            state,
                            CtiStates.routable(state, seen.look().pending()),
                            seen.interactions()));
        } catch (CtiTrouble _) {
            return Optional.empty();
        }
    }

    /** Opens the session if need be: who asks first finds it open. */
    @Override
    public Optional<String> trouble(Instant until) {
        Optional<Outcome.Failed> trouble = credential.ready(connection, timing.left(until));
        if (trouble.isPresent()) {
            boolean ours = trouble.get().code().startsWith("CREDENTIAL_");
            return ours ? Optional.empty() : Optional.of(trouble.get().text());
        }
        if (!gateway) {
            return Optional.of("The CTI server has lost its peripheral gateway.");
        }
        boolean allOut = !peripherals.isEmpty() && !peripherals.containsValue(true);
        return allOut ? Optional.of("All peripherals are offline.") : Optional.empty();
    }

    /** Under the lock of the session: nothing here waits. */
    private void heard(CtiMessage message) {
        switch (message) {
            case AgentStateEvent event -> {
                ears.heard(event);
                watch.soon((address, _) ->
                        address instanceof Target.CtiServer cti
                                && cti.mrdId() == event.mrdId()
                                && CtiEars.isAbout(event.peripheralId(), event.agent(), cti));
            }
            case EndCallEvent event -> callEnded(event.about().call());
            case CallClearedEvent event -> callEnded(event.about().call());
            default -> {} // no news of a call's end or of a state
        }
    }

    private void callEnded(CallKey call) {
        watch.soon((_, ids) -> ids.contains(CtiCaller.idOf(call)));
    }

    private void news(SessionNews news) {
        switch (news) {
            case SessionNews.Opened it -> {
                credential.accepted();
                gateway = true;
                peripherals.clear();
                ears.missedEvents();
                watch.soon((_, _) -> true);
                LOG.info(
                        "The CTI session of switch {} is open at side {}, version {}",
                        settings.id(),
                        it.side(),
                        it.version().number());
            }
            case SessionNews.Lost it -> warn("lost at", it.side().name(), it.why());
            case SessionNews.TryFailed it ->
                    LOG.info("No CTI session at side {}: {}", it.side(), it.why());
            case SessionNews.ClientRefused it -> {
                credential.refused();
                warn("refused by", it.side().name(), it.why() + "; mend " + CtiCredential.FILE);
            }
            case SessionNews.PeripheralChanged it -> {
                peripherals.put(it.peripheralId(), it.online());
                watch.soon((_, _) -> it.online());
            }
            case SessionNews.GatewayChanged it -> {
                gateway = it.online();
                watch.soon((_, _) -> it.online());
            }
        }
    }

    private void warn(String what, String side, String why) {
        LOG.atWarn()
                .addKeyValue("switch", settings.id())
                .log("The CTI session was {} side {}: {}", what, side, why);
    }

    @Override
    public void close() {
        watch.close();
        connection.close();
    }
}
