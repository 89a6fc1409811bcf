#!/usr/bin/env bash
# Roost's jobs beside BullMQ's, on Redis that keeps nothing, as Debian sets it, and with appendfsync always, and on PostgreSQL.
# Usage: queue.sh [--rounds N] [--only CONTESTANT,...] [PHASE...]
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
trap stop EXIT

need redis-server:redis-server redis-cli:redis-tools node:nodejs npm:npm

build bench/Queue
export BENCH_BULLMQ=$here/Queue/bullmq
say "Fetching BullMQ"
npm ci --prefix "$BENCH_BULLMQ" --no-audit --no-fund --silent >&2

# redis NAME SETTING...: Debian's configuration, but for where it is and what is asked for.
redis() {
    local name=$1 port folder=$work/redis-$1
    shift
    port=$(free_port)
    mkdir "$folder"
    redis-server /etc/redis/redis.conf --port "$port" --daemonize no --supervised no --dir "$folder" --pidfile "$folder/pid" --logfile "$folder/log" "$@" &
    children+=($!)
    until [ "$(redis-cli -p "$port" ping 2>/dev/null)" = PONG ]; do sleep 0.1; done
    export "BENCH_REDIS_$name=$port"
}
redis MEMORY --save '' --appendonly no
redis SNAPSHOTS
redis FSYNC --appendonly yes --appendfsync always
# Of 16, 50, 100, 200 and 500 what served BullMQ best on Redis here; on PostgreSQL the same, with a pool to go with it.
export BENCH_REDIS_CONCURRENCY=100 BENCH_POSTGRES_CONCURRENCY=100 BENCH_POSTGRES_POOL=20

create_server
sql -d postgres -c 'CREATE DATABASE bullmq'
export BENCH_POSTGRES="postgres://postgres:$password@127.0.0.1:$database_port/bullmq"
export Bench__Administrator
Bench__Administrator=$(connection postgres)
# A host of its own has nobody to drain requests for.
export Roost__Edge__DrainDelay=00:00:00
export ASPNETCORE_URLS=http://127.0.0.1:0 DOTNET_ENVIRONMENT=Production
export Roost__Postgres__App=$(connection roost_app) Roost__Postgres__System=$(connection roost_system)
program=$here/Queue/bin/Release/net10.0/Bench.Queue.dll
Roost__Postgres__Owner=$(connection roost_owner) dotnet "$program" migrate >"$work/migrate.log" || { cat "$work/migrate.log" >&2; exit 1; }
BULLMQ_POSTGRES=$BENCH_POSTGRES node "$BENCH_BULLMQ/agent.mjs" migrate
say "Roost: telemetry, concurrency, pool, NOTIFY, heartbeats, rescue and logs as they are by default; claims and heartbeats with synchronous_commit off, adds and completions with it on"
dotnet "$program" "$@"
