/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** The worker's own meters, all names in one place. Safe for use by many threads. */
public final class WorkerMeters {
    private final MeterRegistry registry;

    public WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A command ended. */
    void ended(String kind, String outcome) {
        registry.counter("worker.commands", "kind", kind, "outcome", outcome).increment();
    }

    /** A change took effect although a newer session was open. */
    void lateEffect() {
        registry.counter("worker.late.effects").increment();
    }

    /** A record was not taken. */
    void unfit(String topic, String reason) {
        registry.counter("worker.records.unfit", "topic", topic, "reason", reason).increment();
    }

    /** A record could not be sent and was dropped. */
    void dropped() {
        registry.counter("worker.records.dropped").increment();
    }

    void inFlight(IntSupplier count) {
        Gauge.builder("worker.commands.in.flight", count::getAsInt).register(registry);
    }
}
