/* SPDX-License-Identifier: Apache-2.0 */
// A whole gateway: puts logout requests on Kafka and waits for the one reply to each.
// It knows broker and registry, and shares no code and no schema file with the product.

import { randomUUID } from 'node:crypto';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, Partitioners, logLevel } from 'kafkajs';

const REQUESTS = 'session.request.logout';
const REPLIES = ['mediabar.response.logout.success', 'mediabar.response.logout.error'];

/** The broker and the registry as clients of this process see them. */
export function connect({ broker, registry }) {
    return {
        kafka: new Kafka({ clientId: 'example', brokers: [broker], logLevel: logLevel.ERROR }),
        registry: new SchemaRegistry({ host: registry }),
    };
}

/**
 * A gateway that is ready to ask.
 *
 * @param name its consumer group. Each process needs one of its own, and the same again after a
 *     restart: then it also reads what was answered while it was away.
 */
export async function openGateway({ kafka, registry }, name) {
    const waiting = new Map(); // requestId -> what to do with the reply

    // KafkaJS reads committed records only unless told otherwise: exactly one reply per request.
    const consumer = kafka.consumer({ groupId: name });
    await consumer.connect();
    await consumer.subscribe({ topics: REPLIES, fromBeginning: true });
    await consumer.run({
        eachMessage: async ({ message }) => {
            const reply = await registry.decode(message.value);
            waiting.get(reply.requestId)?.(reply);
            waiting.delete(reply.requestId);
        },
    });

    // The orchestrator takes a request only from the partition that Java's producer would choose;
    // since KafkaJS 2 this is its default, too.
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();

    return {
        /**
         * Asks for the logout of an agent's current session.
         *
         * @param wishes more fields of LogoutRequest, such as `reason` or `dryRun`
         * @returns the LogoutReply, success or error; rejected when none comes within 130 s, which
         *     is later than the orchestrator's own deadline for a request that names none
         */
        async logout(agentId, wishes = {}) {
            const requestId = randomUUID();
            const request = {
                requestId,
                agentId,
                mode: 'REFUSE',
                requestedBy: { kind: 'AGENT', id: agentId },
                ...wishes,
            };
            // The deployment registers schemas, clients look them up.
            const schema = await registry.getLatestSchemaId(`${REQUESTS}-value`);
            const value = await registry.encode(schema, request);

            const reply = new Promise((resolve, reject) => {
                const late = new Error(`no reply to request ${requestId} within 130 s`);
                const timer = setTimeout(() => reject(late), 130_000);
                waiting.set(requestId, (reply) => {
                    clearTimeout(timer);
                    resolve(reply);
                });
            });
            await producer.send({
                topic: REQUESTS,
                messages: [{ key: agentId, value, headers: { requestId } }],
            });
            return reply;
        },

        async close() {
            await producer.disconnect();
            await consumer.disconnect();
        },
    };
}
