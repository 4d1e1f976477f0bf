/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch;
import org.agentlogout.worker.agentswitch.ChannelWatch;
import org.agentlogout.worker.agentswitch.CredentialFiles;
import org.agentlogout.worker.agentswitch.CredentialRefusals;
import org.agentlogout.worker.agentswitch.CredentialTokens;
import org.agentlogout.worker.agentswitch.Credentials;
import org.agentlogout.worker.agentswitch.Credentials.Found;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * The port to one Finesse, CCE or CCX, with one or two nodes. A change is reported as unknown when
 * it did not show within the switch's {@code CONFIRM_TIMEOUT}, or by {@code until} if that is
 * sooner: soon enough for the next attempt to ask what became of it.
 */
public final class FinesseSwitch implements AgentSwitch, AutoCloseable {
    private final SwitchSettings settings;
    private final Timing timing;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Credentials credentials;
    private final FinesseCaller.Line line;
    private final FinessePlatform platform = new FinessePlatform();
    private final FinesseReasons reasons;
    private final FinesseProbe probe;
    private final ChannelWatch watch;
    private final AtomicInteger commands = new AtomicInteger();

    /**
     * Connects to nothing yet.
     *
     * @param refusals shared by all switches of this process
     * @param workers processes that share the limits of this switch, at least 1
     * @throws IllegalArgumentException when the trust store cannot be used
     */
    public FinesseSwitch(
            SwitchSettings settings, CredentialRefusals refusals, Timing timing, int workers) {
        this.settings = settings;
        this.timing = timing;
        client = FinesseClient.of(settings, threads);
        credentials = credentials(settings, refusals, timing, client);
        line =
                new FinesseCaller.Line(
                        settings.id(),
                        new FinesseHttp(client, settings.limits().call()),
                        new FinesseNodes(settings.nodes()),
                        refusals,
                        timing);
        reasons = new FinesseReasons(settings);
        probe = new FinesseProbe(line, platform);
        watch = ChannelWatch.of(settings, workers, this::seen, commands::get, timing);
    }

    /** What is done on a channel once it is known with which credential. */
    private interface Deed {
        Outcome on(FinesseChannel channel) throws FinesseTrouble;
    }

    @Override
    public Outcome inspect(Target target, Instant until) {
        return on(
                target,
                until,
                requestId(target),
                false,
                channel -> new Outcome.Inspected(channel.inspect()));
    }

    @Override
    public Outcome makeNotReady(
            Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook) {
        return change(
                command.order(),
                until,
                false,
                channel ->
                        switch (channel) {
                            case VoiceChannel voice ->
                                    run(voice, voice.notReady(command), command, lastLook);
                            case MediaChannel media ->
                                    run(media, media.notReady(command), command, lastLook);
                        });
    }

    @Override
    public Outcome deactivate(
            Command.Deactivate command, Instant until, Supplier<Clearance> lastLook) {
        return change(
                command.order(),
                until,
                false,
                channel ->
                        switch (channel) {
                            case VoiceChannel _ ->
                                    new Outcome.Refused(
                                            "NOT_SUPPORTED",
                                            "Voice cannot be deactivated on Finesse.",
                                            AgentState.UNKNOWN);
                            case MediaChannel media ->
                                    run(media, media.deactivate(), command, lastLook);
                        });
    }

    @Override
    public Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook) {
        return change(
                command.order(),
                until,
                command.allMedia() && settings.logoutAllMedia(),
                channel ->
                        switch (channel) {
                            case VoiceChannel voice ->
                                    run(voice, voice.signOut(command), command, lastLook);
                            case MediaChannel media ->
                                    run(media, media.signOut(command), command, lastLook);
                        });
    }

    @Override
    public Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook) {
        return change(
                command.order(),
                until,
                false,
                channel ->
                        switch (channel) {
                            case VoiceChannel _ ->
                                    new Outcome.AlreadyDone(
                                            AgentState.UNKNOWN,
                                            "Voice has no sign-in settings to restore.");
                            case MediaChannel media ->
                                    new MediaRecovery(media, command, lastLook).run();
                        });
    }

    @Override
    public void watch(Target target, Inspection seen, Watcher watcher) {
        watch.add(target, seen, watcher);
    }

    private Optional<ChannelWatch.Sight> seen(Target target) {
        Instant until = timing.now().plus(settings.limits().call());
        try {
            String requestId = requestId(target);
            var seen = opened(target, until, requestId, false).see();
            Look look = seen.look();
            return Optional.of(
                    new ChannelWatch.Sight(look.state(), look.routable(), seen.interactions()));
        } catch (FinesseTrouble _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> trouble(Instant until) {
        try {
            return probe.trouble(until);
        } catch (FinesseTrouble trouble) {
            throw new IllegalStateException("a probe ends with a sentence", trouble);
        }
    }

    private String requestId(Target target) {
        return target.agentId() + "/" + target.channelId() + "/" + timing.now();
    }

    @Override
    public void close() {
        watch.close();
        client.shutdownNow();
        threads.shutdownNow();
    }

    private Outcome change(Command.Order order, Instant until, boolean allMedia, Deed deed) {
        Instant confirmed = timing.now().plus(settings.limits().confirm());
        String requestId = order.commandId() + "/" + order.attempt();
        return on(
                order.target(),
                confirmed.isBefore(until) ? confirmed : until,
                requestId,
                allMedia,
                channel ->
                        channel instanceof MediaChannel media
                                        && media.caller().credential().supervisor()
                                ? media.notControllable()
                                : deed.on(channel));
    }

    private Outcome run(
            FinesseChannel channel, Wish wish, Command command, Supplier<Clearance> lastLook)
            throws FinesseTrouble {
        Outcome outcome = new Change(channel, wish, command.order(), lastLook).run();
        if (outcome instanceof Outcome.Refused(String code, String _, AgentState _)
                && code.startsWith("REASON_")) {
            reasons.forget(FinesseAddress.userId(command.order().target().address()));
        }
        return outcome;
    }

    private Outcome on(
            Target target, Instant until, String requestId, boolean allMedia, Deed deed) {
        commands.incrementAndGet();
        try {
            return deed.on(opened(target, until, requestId, allMedia));
        } catch (FinesseTrouble trouble) {
            return trouble.outcome();
        } finally {
            commands.decrementAndGet();
        }
    }

    private FinesseChannel opened(Target target, Instant until, String requestId, boolean allMedia)
            throws FinesseTrouble {
        if (!FinesseAddress.usable(target.address())) {
            throw FinesseTrouble.failed(
                    "ADDRESS_INVALID", "The channel's address names no user or medium.", false);
        }
        return switch (credentials.find(
                FinesseAddress.userId(target.address()), target.teamId(), until)) {
            case Found.Unusable(Outcome.Failed why) -> throw new FinesseTrouble(why);
            case Found.Usable(var credential) ->
                    channel(
                            new FinesseCaller(line, credential, until, requestId),
                            target.address(),
                            allMedia);
        };
    }

    private FinesseChannel channel(FinesseCaller caller, Target.Address address, boolean allMedia)
            throws FinesseTrouble {
        PlatformRules rules = platform.rules(caller);
        return switch (address) {
            case Target.FinesseVoice voice ->
                    new VoiceChannel(caller, voice, rules, reasons, allMedia, settings);
            case Target.FinesseMedium medium ->
                    new MediaChannel(caller, medium, rules, reasons, settings);
            case Target.CtiServer _ ->
                    throw new IllegalStateException("an address of another platform is not usable");
        };
    }

    private static Credentials credentials(
            SwitchSettings settings,
            CredentialRefusals refusals,
            Timing timing,
            HttpClient client) {
        SwitchSettings.Access access = settings.access();
        var files = new CredentialFiles(settings.id(), access.owner(), access.directory(), timing);
        var endpoint =
                new CredentialTokens.Endpoint(
                        settings.id(), access.tokenUrl(), client, settings.limits().call());
        return access.hasTokenUrl()
                ? new CredentialTokens(files, endpoint, refusals, timing)
                : files;
    }
}
