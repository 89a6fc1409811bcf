// BullMQ's producer and workers, the same as those of ../Agents: asked by the conductor on the input, answering on the output.
import { createInterface } from 'node:readline';
import { Worker } from 'bullmq';
import { openPostgres, openRedis } from './servers.mjs';
import { Producer } from './producer.mjs';

const Saying = 20;
const role = process.argv[2];
const server = process.env.BULLMQ_POSTGRES ? await openPostgres(process.env.BULLMQ_POSTGRES) : await openRedis(process.env.BULLMQ_REDIS);
const say = line => process.stdout.write(`bench: ${line}\n`);
const now = () => Number(process.hrtime.bigint() / 1000n);

async function produce() {
  const producer = new Producer(server, now);
  await producer.ready();
  say('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, ...numbers] = line.split(' ');
    say(await producer[what](...numbers.map(Number)));
  }
  await producer.close();
}

async function work() {
  let begun = 0;
  let said = 0;
  const latencies = [];
  const handle = async job => {
    begun++;
    if (job.data.sentAt > 0) {
      latencies.push(now() - job.data.sentAt);
    }
  };
  const worker = new Worker('bench', handle, { connection: server.connection, concurrency: Number(process.env.BULLMQ_CONCURRENCY), removeOnComplete: { count: 0 } }, server.backend);
  worker.on('error', error => console.error(error));
  await worker.waitUntilReady();
  say('ready');
  const timer = setInterval(() => {
    if (begun > said) {
      said = begun;
      say(`begun ${now()} ${begun}`);
    }
  }, Saying);
  for await (const _ of createInterface({ input: process.stdin })) {
    // Nothing is asked of workers but to end.
  }
  clearInterval(timer);
  await worker.close();
  latencies.sort((a, b) => a - b);
  const at = share => latencies[Math.floor((latencies.length - 1) * share)];
  say(`latencies ${latencies.length ? [latencies.length, at(0.5), at(0.95), at(0.99), at(1)].join(' ') : '0 0 0 0 0'}`);
}

await (role === 'producer' ? produce() : role === 'worker' ? work() : server.migrate());
await server.close();
