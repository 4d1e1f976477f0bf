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
    private final List<FinesseSwitch> adapters;
    private final List<SwitchHealth.Running> probes;

    private Worker(
            KafkaSide kafka, List<FinesseSwitch> adapters, List<SwitchHealth.Running> probes) {
        this.kafka = kafka;
        this.adapters = adapters;
        this.probes = probes;
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
                        .flatMap(one -> FinesseSwitch.mistakes(one).stream())
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
        List<FinesseSwitch> adapters = new ArrayList<>();
        List<SwitchHealth.Running> probes = new ArrayList<>();
        Map<String, AgentSwitch> switches = new HashMap<>();
        for (SwitchSettings one : settings.switches()) {
            FinesseSwitch adapter =
                    new FinesseSwitch(one, refusals, Timing.REAL, settings.workers());
            ResilientSwitch guarded =
                    new ResilientSwitch(
                            adapter, one.id(), one.limits(), settings.workers(), Timing.REAL);
            adapters.add(adapter);
            switches.put(one.id(), guarded);
            probes.add(health(guarded, one.id(), events).start(one.watching().probe()));
        }
        CommandHandler handler =
                new CommandHandler(switches, kafka::look, kafka::watcher, Timing.REAL.clock());
        kafka.start(
                handler::handle,
                news -> refusals.refusedElsewhere(news.credentialId(), news.refusedAt()),
                whenBroken);
        return new Worker(kafka, adapters, probes);
    }

    private static SwitchHealth health(ResilientSwitch guarded, String id, SwitchEvents events) {
        return new SwitchHealth(
                id, guarded, Timing.REAL, text -> events.down(id, text), () -> events.back(id));
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
        probes.forEach(SwitchHealth.Running::close);
        kafka.close();
        adapters.forEach(FinesseSwitch::close);
    }
}
