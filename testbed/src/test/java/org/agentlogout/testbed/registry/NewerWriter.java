/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.agentlogout.cli.Installation;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topic;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A gateway of another release: it writes the same values with a schema that is registered now, so
 * that whoever started before has to ask the registry for it.
 */
public final class NewerWriter {

    private static final String MARK = "{\"written-by\":\"a newer release\",";

    private final Installation installation;
    private final AvroSerdes serdes;
    private final Topic topic;
    private final int id;

    public NewerWriter(Installation installation, Topic topic) {
        this.installation = installation;
        this.serdes = installation.serdes();
        this.topic = topic;
        var text = AvroSerdes.schema(topic.recordType().orElseThrow()).canonicalString();
        var schema = new Schema.Parser().parse(text.replaceFirst("\\{", MARK));
        var url = String.valueOf(installation.registry().get("schema.registry.url"));
        try (var client = new CachedSchemaRegistryClient(url, 10)) {
            id = client.register(serdes.subject(topic), new AvroSchema(schema));
        } catch (IOException | RestClientException e) {
            throw new AssertionError(e);
        }
        // Its ordinary id is looked up while the registry is there.
        boolean known = serdes.lookUp(List.of(topic)).isEmpty();
        if (!known) {
            throw new AssertionError("no schema of " + topic);
        }
    }

    public byte[] write(SpecificRecord value) {
        var bytes = serdes.serializer().serialize(installation.topics().name(topic), value);
        ByteBuffer.wrap(bytes, 1, Integer.BYTES).putInt(id);
        return bytes;
    }
}
