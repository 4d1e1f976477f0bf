/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.Installation;
import org.agentlogout.wire.Topic;

/**
 * Every committed record of the product's topics from the moment this was made, in the order in
 * which it was read. A thread of its own reads; everything here may be called from any thread.
 */
public final class Feed implements AutoCloseable {

    private final Inbox inbox;
    private final Thread reader;
    private final List<Inbox.Mail> mails = new ArrayList<>();
    private final List<Consumer<Inbox.Mail>> listeners = new CopyOnWriteArrayList<>();
    private volatile Predicate<Inbox.Mail> worthKeeping = mail -> true;
    private volatile boolean closing;

    public Feed(Installation installation) {
        this(installation, List.of(Topic.values()));
    }

    /** The same for some of the topics. */
    public Feed(Installation installation, List<Topic> topics) {
        inbox = new Inbox(installation, List.of(), topics);
        reader = Thread.ofPlatform().name("feed").daemon().start(this::read);
    }

    private void read() {
        while (!closing) {
            inbox.poll(Duration.ofMillis(100)).forEach(this::take);
        }
    }

    private void take(Inbox.Mail mail) {
        if (worthKeeping.test(mail)) {
            synchronized (mails) {
                mails.add(mail);
                mails.notifyAll();
            }
        }
        listeners.forEach(listener -> listener.accept(mail));
    }

    /** Called for each record from now on, by the reading thread; must not wait. */
    public void listen(Consumer<Inbox.Mail> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<Inbox.Mail> listener) {
        listeners.remove(listener);
    }

    /** From now on only such records are kept; listeners get all. For many thousands of them. */
    public void keep(Predicate<Inbox.Mail> wanted) {
        worthKeeping = wanted;
    }

    /** What was read so far under this key. */
    public List<Inbox.Mail> of(String key) {
        synchronized (mails) {
            return mails.stream().filter(mail -> mail.key().equals(key)).toList();
        }
    }

    /**
     * Drops what was read under this key: a measurement of thousands would keep all of it
     * otherwise.
     */
    public void drop(String key) {
        synchronized (mails) {
            mails.removeIf(mail -> mail.key().equals(key));
        }
    }

    /** The first record that was read, or is read within the time, and is as wanted. */
    public Optional<Inbox.Mail> await(Predicate<Inbox.Mail> wanted, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        synchronized (mails) {
            for (int seen = 0; ; ) {
                for (; seen < mails.size(); seen++) {
                    if (wanted.test(mails.get(seen))) {
                        return Optional.of(mails.get(seen));
                    }
                }
                var left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                waitFor(left);
            }
        }
    }

    private void waitFor(long nanos) {
        try {
            mails.wait(nanos / 1_000_000 + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a record", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        inbox.wakeUp();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inbox.close();
    }
}
