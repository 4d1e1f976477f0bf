/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/**
 * A store in memory whose content outlives its driver, as a changelog would make it: it is there
 * when the next processor starts.
 */
final class KeptStore implements KeyValueBytesStoreSupplier {

    private final String name;
    private final Map<Bytes, byte[]> kept = new TreeMap<>();

    KeptStore(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String metricsScope() {
        return "kept";
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new InMemoryKeyValueStore(name) {
            @Override
            public void init(StateStoreContext context, StateStore root) {
                super.init(context, root);
                Map.copyOf(kept).forEach(super::put);
            }

            @Override
            public synchronized void put(Bytes key, byte[] value) {
                super.put(key, value);
                if (value == null) {
                    kept.remove(key);
                } else {
                    kept.put(key, value);
                }
            }

            @Override
            public synchronized byte[] delete(Bytes key) {
                kept.remove(key);
                return super.delete(key);
            }
        };
    }

    int size() {
        return kept.size();
    }

    /** For a test that spoils what is stored. */
    void replace(String key, byte[] value) {
        kept.put(Bytes.wrap(key.getBytes(UTF_8)), value);
    }

    byte[] read(String key) {
        byte[] value = kept.get(Bytes.wrap(key.getBytes(UTF_8)));
        if (value == null) {
            throw new AssertionError("nothing is stored for " + key);
        }
        return value;
    }
}
