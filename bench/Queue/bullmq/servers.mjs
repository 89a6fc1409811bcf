// Where BullMQ keeps its jobs.
import { createRequire } from 'node:module';
import { createPostgresBackend, runMigrations } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

const { version } = createRequire(import.meta.url)('bullmq/package.json');

export async function openRedis(port) {
  const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
  const redis = new Redis(connection);
  const setting = async name => `${name} ${(await redis.config('GET', name))[1] || "''"}`;
  return {
    connection,
    backend: undefined,
    migrate: async () => {},
    about: async () => [
      `BullMQ ${version}`, `concurrency ${process.env.BULLMQ_CONCURRENCY}`, `Redis ${(await redis.info('server')).match(/redis_version:(\S+)/)[1]}`,
      ...await Promise.all(['save', 'appendonly', 'appendfsync'].map(setting))].join(', '),
    clear: () => redis.flushall(),
    close: () => redis.quit(),
  };
}

export async function openPostgres(connectionString) {
  const administrator = new pg.Pool({ connectionString, max: 1 });
  const concurrency = Number(process.env.BULLMQ_CONCURRENCY);
  const pool = Number(process.env.BULLMQ_POOL);
  return {
    connection: { connectionString, max: pool },
    backend: createPostgresBackend,
    migrate: async () => {
      const client = await administrator.connect();
      await runMigrations(client);
      client.release();
    },
    about: async () => {
      const { rows } = await administrator.query(`
        SELECT string_agg(name || ' ' || setting || coalesce(unit, ''), ', ' ORDER BY name) AS settings
        FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size')`);
      return `BullMQ ${version}, concurrency ${concurrency}, pool ${pool}, PostgreSQL, ${rows[0].settings}`;
    },
    clear: async () => {
      const { rows } = await administrator.query(`
        SELECT string_agg(format('bullmq.%I', tablename), ', ') AS tables FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT IN ('migration', 'meta')`);
      await administrator.query(`TRUNCATE ${rows[0].tables}`);
      await administrator.query('CHECKPOINT');
    },
    close: () => administrator.end(),
  };
}
