// Adds jobs. Each answers how many a second, until the last one had been added.
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';

// As the documentation advises, so that the server's memory stays bounded.
const options = { removeOnComplete: true };
const count = (n, make) => Array.from({ length: n }, (_, i) => make(i));

export class Producer {
  constructor(server, now) {
    this.server = server;
    this.now = now;
    this.queue = new Queue('bench', { connection: server.connection }, server.backend);
    this.queue.on('error', error => console.error(error));
  }

  ready() {
    return this.queue.waitUntilReady();
  }

  close() {
    return this.queue.close();
  }

  about() {
    return this.server.about();
  }

  async clear() {
    await this.server.clear();
    return 'cleared';
  }

  async left() {
    const { waiting, active, delayed, prioritized } = await this.queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return `${waiting + active + delayed + prioritized}`;
  }

  add(total, flight, seconds) {
    let next = 0;
    const end = this.now() + seconds * 1e6;
    return this.rate(() => next, () => Promise.all(count(flight, async () => {
      while (next < total && this.now() < end) {
        await this.queue.add('noop', { number: next++, sentAt: 0 }, options);
      }
    })));
  }

  bulk(total, chunk, flight) {
    let next = 0;
    return this.rate(() => total, () => Promise.all(count(flight, async () => {
      while (next < total) {
        const first = next;
        next += chunk;
        await this.queue.addBulk(count(Math.min(chunk, total - first), i => ({ name: 'noop', data: { number: first + i, sentAt: 0 }, opts: options })));
      }
    })));
  }

  pace(rate, seconds, stamp) {
    return this.rate(() => rate * seconds, async () => {
      const began = this.now();
      const adds = [];
      while (adds.length < rate * seconds) {
        const due = Math.min(rate * seconds, Math.floor((this.now() - began) * rate / 1e6));
        while (adds.length < due) {
          adds.push(this.queue.add('noop', { number: adds.length, sentAt: stamp ? this.now() : 0 }, options));
        }
        await delay(1);
      }
      await Promise.all(adds);
    });
  }

  async rate(added, work) {
    const began = this.now();
    await work();
    return `${added() * 1e6 / (this.now() - began)}`;
  }
}
