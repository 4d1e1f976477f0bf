/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Sees to it that a wrong password costs one try, for five in a row lock a Finesse user for five
 * minutes (Finesse developer guide 12.5, p. 29).
 *
 * <ul>
 *   <li>A credential that was refused, here or in another process, is not used again until its file
 *       is newer.
 *   <li>One that the switch has not accepted within the last {@value #PROVED_SECONDS} s is used by
 *       one request at a time; the others wait for what comes of it.
 * </ul>
 *
 * <p>One object per process, for all switches. Safe for use by many threads.
 */
public final class CredentialRefusals {
    static final int PROVED_SECONDS = 5;

    /**
     * A credential was refused.
     *
     * @param at files changed after this instant may be tried again
     */
    public record Refusal(String switchId, String credentialId, Instant at) {}

    /** What the switch said of the credential that came with a request. */
    public enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Nothing: no answer, or one that does not depend on it. */
        NOT_TOLD
    }

    /** Whether a request may be sent now. */
    public enum Leave {
        GO,
        REFUSED,
        /** Another request was being tried with it for all the time there was. */
        NO_TIME
    }

    private static final class Entry {
        final ReentrantLock trying = new ReentrantLock();
        volatile Instant refusedFile = Instant.MIN;
        volatile Instant refusedAt = Instant.MIN;
        volatile Instant acceptedAt = Instant.MIN;
        volatile Instant acceptedFile = Instant.MIN;
    }

    private final Timing timing;
    private final Consumer<Refusal> listener;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * @param listener told of each refusal that this process met itself, in the thread that met it
     */
    public CredentialRefusals(Timing timing, Consumer<Refusal> listener) {
        this.timing = timing;
        this.listener = listener;
    }

    /** Another process was refused with this credential; files changed after {@code at} are new. */
    public void refusedElsewhere(String credentialId, Instant at) {
        Entry entry = entry(credentialId);
        synchronized (entry) {
            entry.refusedAt = at.isAfter(entry.refusedAt) ? at : entry.refusedAt;
        }
    }

    /**
     * Asks before a request; a caller that is told to go must call {@link #leave} in the same
     * thread once the switch has answered.
     */
    public Leave enter(Credential credential, Instant until) {
        Entry entry = entry(credential.id());
        if (refused(entry, credential)) {
            return Leave.REFUSED;
        }
        if (acceptedLately(entry, credential)) {
            return Leave.GO;
        }
        if (!acquired(entry.trying, timing.left(until))) {
            return Leave.NO_TIME;
        }
        if (refused(entry, credential)) {
            entry.trying.unlock();
            return Leave.REFUSED;
        }
        if (acceptedLately(entry, credential)) {
            entry.trying.unlock();
        }
        return Leave.GO;
    }

    /** Ends what {@link #enter} began. */
    public void leave(String switchId, Credential credential, Verdict verdict) {
        Entry entry = entry(credential.id());
        try {
            switch (verdict) {
                case ACCEPTED -> {
                    entry.acceptedFile = credential.fileTime();
                    entry.acceptedAt = timing.now();
                }
                case REFUSED -> refuse(switchId, entry, credential);
                case NOT_TOLD -> {}
            }
        } finally {
            if (entry.trying.isHeldByCurrentThread()) {
                entry.trying.unlock();
            }
        }
    }

    /**
     * Here the very file that was refused is known. Others are told the later of its time and the
     * time it was read at: what was written since is untried, and a clock that runs ahead opens no
     * way round.
     */
    private void refuse(String switchId, Entry entry, Credential credential) {
        Instant file = credential.fileTime();
        entry.acceptedAt = Instant.MIN;
        synchronized (entry) {
            if (!file.isAfter(entry.refusedFile)) {
                return;
            }
            entry.refusedFile = file;
        }
        Instant at = file.isAfter(credential.readAt()) ? file : credential.readAt();
        listener.accept(new Refusal(switchId, credential.id(), at));
    }

    private static boolean refused(Entry entry, Credential credential) {
        Instant file = credential.fileTime();
        return !file.isAfter(entry.refusedFile) || !file.isAfter(entry.refusedAt);
    }

    private boolean acceptedLately(Entry entry, Credential credential) {
        return entry.acceptedFile.equals(credential.fileTime())
                && entry.acceptedAt.isAfter(timing.now().minus(Duration.ofSeconds(PROVED_SECONDS)));
    }

    private static boolean acquired(ReentrantLock lock, Duration patience) {
        try {
            return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw Timing.interrupted();
        }
    }

    private Entry entry(String credentialId) {
        return entries.computeIfAbsent(credentialId, _ -> new Entry());
    }
}
