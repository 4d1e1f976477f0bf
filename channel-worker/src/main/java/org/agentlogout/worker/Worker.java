/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.worker.agentswitch.AgentSwitch;
import org.agentlogout.worker.agentswitch.CredentialRefusals;
import org.agentlogout.worker.agentswitch.ResilientSwitch;
import org.agentlogout.worker.agentswitch.SwitchHealth;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.agentswitch.TrustedCertificates;
import org.agentlogout.worker.agentswitch.cti.CtiSwitch;
import org.agentlogout.worker.agentswitch.finesse.FinesseSwitch;
import org.agentlogout.worker.handling.CommandHandler;
import org.agentlogout.worker.kafka.KafkaSide;
import org.agentlogout.worker.kafka.SwitchEvents;
import org.agentlogout.worker.kafka.WorkerMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running worker: the only wiring. {@link WorkerMain} has one, tests may have several. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final KafkaSide kafka;
    private final Switches switches;

    private Worker(KafkaSide kafka, Switches switches) {
        this.kafka = kafka;
        this.switches = switches;
    }

    /** {@link #start(WorkerSettings, Consumer)}, where a broken loop is only logged. */
    public static Worker start(WorkerSettings settings) throws InterruptedException {
        return start(settings, LOG::error);
    }

    /**
     * Waits for brokers, topics and schemas, then takes commands.
     *
     * @param whenBroken gets a sentence, from any thread, when a poll loop has hung or died: end
     *     the process
     * @throws InvalidSettings when the surroundings are not as they must be, in words
     */
    public static Worker start(WorkerSettings settings, Consumer<String> whenBroken)
            throws InterruptedException {
        return start(settings, whenBroken, new SimpleMeterRegistry());
    }

    /** {@link #start(WorkerSettings, Consumer)} with the meters where they can be read. */
    public static Worker start(
            WorkerSettings settings, Consumer<String> whenBroken, MeterRegistry meters)
            throws InterruptedException {
        List<String> mistakes =
                settings.switches().stream()
                        .flatMap(one -> TrustedCertificates.mistakes(one).stream())
                        .toList();
        if (!mistakes.isEmpty()) {
            throw new InvalidSettings(mistakes);
        }
        settings.kafka().ignored().forEach(LOG::info);
        KafkaSide kafka =
                KafkaSide.open(
                        settings.kafka(),
                        settings.options(),
                        Timing.REAL.clock(),
                        new WorkerMeters(meters));
        SwitchEvents events = kafka.switchEvents();
        CredentialRefusals refusals =
                new CredentialRefusals(
                        Timing.REAL,
                        r -> events.credentialRefused(r.switchId(), r.credentialId(), r.at()));
        Switches switches = Switches.of(settings, refusals, events);
        CommandHandler handler =
                new CommandHandler(
                        switches.guarded, kafka::look, kafka::watcher, Timing.REAL.clock());
        kafka.start(
                handler::handle,
                news -> refusals.refusedElsewhere(news.credentialId(), news.refusedAt()),
                whenBroken);
        return new Worker(kafka, switches);
    }

    /** Each switch with its adapter, what stands before it, and its probes. */
    private record Switches(
            List<Runnable> closings,
            Map<String, AgentSwitch> guarded,
            List<SwitchHealth.Running> probes) {

        static Switches of(
                WorkerSettings settings, CredentialRefusals refusals, SwitchEvents events) {
            Switches all = new Switches(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
            settings.switches().forEach(one -> all.add(one, settings.workers(), refusals, events));
            return all;
        }

        private AgentSwitch adapter(SwitchSettings one, int workers, CredentialRefusals refusals) {
            return switch (one.platform()) {
                case FINESSE -> {
                    var finesse = new FinesseSwitch(one, refusals, Timing.REAL, workers);
                    closings.add(finesse::close);
                    yield finesse;
                }
                case CTI_SERVER -> {
                    var cti = new CtiSwitch(one, refusals, Timing.REAL, workers);
                    closings.add(cti::close);
                    yield cti;
                }
            };
        }

        private void add(
                SwitchSettings one, int workers, CredentialRefusals refusals, SwitchEvents events) {
            String id = one.id();
            AgentSwitch adapter = adapter(one, workers, refusals);
            ResilientSwitch before =
                    new ResilientSwitch(adapter, id, one.limits(), workers, Timing.REAL);
            SwitchHealth health =
                    new SwitchHealth(
                            id,
                            before,
                            Timing.REAL,
                            text -> events.down(id, text),
                            () -> events.back(id));
            guarded.put(id, before);
            probes.add(health.start(one.watching().probe()));
        }
    }

    /**
     * Whether it has joined its groups, knows the sessions of its partitions and takes commands.
     */
    public boolean isRunning() {
        return kafka.taking();
    }

    /** As results and news name this process. */
    public String name() {
        return kafka.worker();
    }

    /**
     * Takes nothing new, leaves the groups at once, finishes the calls in flight within the time
     * set for it, reports the rest UNKNOWN.
     */
    @Override
    public void close() {
        switches.probes.forEach(SwitchHealth.Running::close);
        kafka.close();
        switches.closings.forEach(Runnable::run);
    }
}
