/* SPDX-License-Identifier: Apache-2.0 */
// Shows that clients which share no code with the product can use it: while ./logout up runs, signs
// an agent in, logs it out through gateway.mjs, then reads every topic from the beginning and
// decodes every record with the schemas of the registry endpoint. Exit 0: all of that went well.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connect, openGateway } from './gateway.mjs';

const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** What a whole logout leaves behind: each of these topics then has a record of the agent. */
const TOPICS = [
    'session.opened',
    'session.request.logout',
    'channel.command.voice',
    'channel.command.chat',
    'channel.command.email',
    'channel.result',
    'session.event',
    'logout.status',
    'logout.audit',
    'mediabar.response.logout.success',
    'mediabar.response.logout.error',
];

/** The addresses that a running stack writes down. */
function readStackFile() {
    const file = `${HOME}.logout/stack.properties`;
    if (!existsSync(file)) {
        console.log('No stack is up: start ./logout up first, or run ./check.');
        process.exit(1);
    }
    const text = readFileSync(file, 'utf8');
    // Java escapes the colons.
    const value = (name) => text.match(`(?:^|\n)${name}=(.*)`)[1].replaceAll('\\', '');
    return { broker: value('bootstrap[.]server'), registry: value('registry') };
}

/**
 * Logs an agent out as a desktop would: first without a reason, which the switch wants, then with
 * the first of those that the error reply offers.
 *
 * @returns both replies
 */
async function logOut(gateway, agentId) {
    const refused = await gateway.logout(agentId);
    const perSwitch = refused.reasonsToOffer.map(({ switchId, reasons }) => ({
        switchId,
        reasonId: reasons[0].id,
    }));
    return [refused, await gateway.logout(agentId, { reason: { perSwitch } })];
}

/**
 * Reads the topics from their beginning to what is now their end.
 *
 * @returns by topic, for each record: its key, the name of its type, the error if it has one
 */
async function readAll({ kafka, registry }, group) {
    const found = new Map(TOPICS.map((topic) => [topic, []]));
    const unread = await ends(kafka);
    const consumer = kafka.consumer({ groupId: group });
    const finished = new Promise((resolve) => {
        // Not the last record but the batch knows of the marker that ends a transaction.
        consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
            const place = `${payload.topic}-${payload.partition}`;
            if (BigInt(payload.lastOffset) + 1n >= (unread.get(place) ?? Infinity)) {
                unread.delete(place);
            }
            if (unread.size === 0) resolve();
        });
    });
    await consumer.connect();
    await consumer.subscribe({ topics: TOPICS, fromBeginning: true });
    await consumer.run({
        eachMessage: async ({ topic, message }) => {
            found.get(topic).push(await decode(registry, message));
        },
    });
    await finished;
    await consumer.disconnect();
    return found;
}

/** Where each partition that has records ends: "topic-partition" to the offset after its last. */
async function ends(kafka) {
    const admin = kafka.admin();
    await admin.connect();
    const places = new Map();
    for (const topic of TOPICS) {
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
            if (low !== high) places.set(`${topic}-${partition}`, BigInt(high));
        }
    }
    await admin.disconnect();
    return places;
}

async function decode(registry, { key, value }) {
    const agentId = key.toString();
    if (value === null) return { agentId, kind: 'tombstone' };
    try {
        const record = await registry.decode(value);
        if (record.agentId !== agentId) throw new Error(`key ${agentId}, in it ${record.agentId}`);
        return { agentId, kind: record.constructor.name };
    } catch (error) {
        return { agentId, kind: 'FAILED', error };
    }
}

/** One line for a topic; false when something in it is not as it should be. */
function report(topic, records, agentId) {
    const count = {};
    for (const { kind } of records) count[kind] = (count[kind] ?? 0) + 1;
    const ours = records.filter((record) => record.agentId === agentId).length;
    const kinds = Object.entries(count).map(([kind, n]) => `${n} ${kind}`);
    console.log(`${topic.padEnd(34)} ${kinds.join(', ') || 'empty'} (${ours} of ${agentId})`);
    const failures = records.filter((record) => record.error);
    for (const { error } of failures.slice(0, 3)) console.log(`    ${error}`);
    return failures.length === 0 && ours > 0;
}

// All of it takes seconds; after so long something hangs.
setTimeout(() => {
    console.log('NOT done after 180 s.');
    process.exit(1);
}, 180_000).unref();

const clients = connect(readStackFile());
const agentId = `nora-${Date.now()}`;
console.log(execFileSync(`${HOME}logout`, ['sign-in', agentId], { encoding: 'utf8' }).trim());

const gateway = await openGateway(clients, `gateway-${agentId}`);
const replies = await logOut(gateway, agentId);
await gateway.close();
for (const { requestId, outcome, code, text } of replies) {
    console.log(`request ${requestId}: ${code ?? outcome}  ${text}`);
}
const codes = replies.map(({ outcome, code }) => code ?? outcome);
const asAsked = codes.join() === 'LOGOUT_REASON_REQUIRED,SUCCESS';

const found = await readAll(clients, `reader-${agentId}`);
const readable = [...found].map(([topic, records]) => report(topic, records, agentId));
const good = asAsked && readable.every(Boolean);
console.log(good ? 'Every record of every topic was decoded.' : 'NOT as it should be, see above.');
process.exit(good ? 0 : 1);
