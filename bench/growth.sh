#!/usr/bin/env bash
# What a request costs as there is more of everything: 10 to 10,000 tenants at one host, and 1, 2 and 4 hosts behind a gateway. What more processes cost on the same
# processors whatever they run is shown by a peer: 1, 2 and 4 bare web servers that read the same row, behind nginx.
# Usage: growth.sh [ROUNDS] [SECONDS]. Ends with 1 if a bar is missed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
trap stop EXIT
rounds=${1:-7}
seconds=${2:-5}
connections=32
tenants=(10 100 1000 10000)
hosts=(1 2 4)
most=10000

need wrk nginx

say "Building"
build shop/Shop.Host
build bench/BareProduct
program=(dotnet "$repository/shop/Shop.Host/bin/Release/net10.0/Shop.Host.dll")
create_server
# Eight hosts with a pool each are more than its hundred.
sql -c 'ALTER SYSTEM SET max_connections = 300'
pg_ctl -m fast -w stop
start_server
prepare_shop "${program[@]}"
export Roost__RateLimits__Default__Permits=1000000000 Roost__RateLimits__Tenant__Permits=1000000000 Roost__Postgres__PoolSize=16
unset ASPNETCORE_URLS

# Opened by hand: each owner's password would be hashed otherwise, which takes what it is meant to take.
say "Opening $most shops with ten products each"
sql -d shop >/dev/null <<EOF2
INSERT INTO tenants.tenants (id, slug, name, status, owner_id, created_at)
    SELECT gen_random_uuid(), 'shop-' || n, 'Shop ' || n, 'open', gen_random_uuid(), now() FROM generate_series(1, $most) n;
INSERT INTO catalog.products (tenant_id, id, sku, name, description, created_at, version, price_amount, price_currency)
    SELECT t.id, ('00000000-0000-7000-8000-' || lpad(p::text, 12, '0'))::uuid, 'sku-' || p, 'Mug ' || p, 'A mug of stoneware.', now(), 1, 1999, 'EUR'
    FROM tenants.tenants t, generate_series(1, 10) p WHERE t.slug LIKE 'shop-%';
ANALYZE;
EOF2

cat >"$work/visits.lua" <<'EOF2'
local tenants = tonumber(os.getenv("TENANTS"))
math.randomseed(os.time())
request = function()
    local path = string.format("/v1/products/00000000-0000-7000-8000-%012d", math.random(10))
    return wrk.format("GET", path, { ["X-Tenant"] = "shop-" .. math.random(tenants) })
end
EOF2

declare -A port_of pid_of
for name in gateway-1 gateway-2 gateway-4 host-1 host-2 host-3 host-4 nginx-1 nginx-2 nginx-4 bare-1 bare-2 bare-3 bare-4; do
    port_of[$name]=$(free_port)
    mkdir "$work/$name"
done
known=(gateway host-1 host-2 host-3 host-4 workers)
# To the hosts the three gateways are one: they have a name and a key in common.
for name in "${known[@]}"; do
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt >"$work/$name.pem"
    openssl pkey -in "$work/$name.pem" -pubout >"$work/$name.pub"
done
for ((i = 1; i <= 4; i++)); do internal[i]=$(free_port); done
workers_port=$(free_port)

# topology NAME HOSTS: the file of a process that knows of one gateway and so many hosts.
topology() {
    local i
    {
        echo "{ \"hosts\": { \"gateway\": { \"roles\": [\"gateway\"], \"port\": ${port_of[gateway-$2]} }"
        # There is no work for one, so that none is started; but a topology without one is refused.
        echo ", \"workers\": { \"roles\": [\"worker\"], \"modules\": [\"*\"], \"port\": $workers_port }"
        for ((i = 1; i <= $2; i++)); do
            echo ", \"host-$i\": { \"roles\": [\"api\"], \"modules\": [\"*\"], \"port\": ${port_of[host-$i]}, \"internalPort\": ${internal[i]} }"
        done
        echo "} }"
    } >"$work/$1/topology.json"
}

# start NAME: starts one, which knows all others.
start() {
    local name=$1 peer itself=${1/gateway-*/gateway}
    local settings=("Roost__Host__Topology=$work/$name/topology.json" "Roost__Host__Name=$itself" "Roost__Trust__Key=$(<"$work/$itself.pem")")
    for peer in "${known[@]}"; do [ "$peer" = "$itself" ] || settings+=("Roost__Trust__Hosts__$peer=$(<"$work/$peer.pub")"); done
    env "${settings[@]}" "${program[@]}" >"$work/$name.log" 2>&1 &
    pid_of[$name]=$!
    children+=("$!")
    await_200 "http://127.0.0.1:${port_of[$name]}/readyz" "$work/$name.log"
}

# start_bare NAME: starts a bare web server.
start_bare() {
    # With statements prepared, as Roost's are.
    BENCH_DATABASE="$(connection postgres);Maximum Pool Size=16;Max Auto Prepare=10" ASPNETCORE_URLS=http://127.0.0.1:${port_of[$1]} \
        dotnet "$repository/bench/BareProduct/bin/Release/net10.0/Bench.BareProduct.dll" >"$work/$1.log" 2>&1 &
    pid_of[$1]=$!
    children+=("$!")
    await_200 "http://127.0.0.1:${port_of[$1]}/livez" "$work/$1.log"
}

# start_nginx NAME HOSTS: starts nginx in front of so many of them.
start_nginx() {
    local i name=$1
    cat >"$work/$name/nginx.conf" <<EOF2
pid $work/$name/nginx.pid;
error_log $work/$name/nginx.log;
worker_processes auto;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $work/$name/body; proxy_temp_path $work/$name/proxy; fastcgi_temp_path $work/$name/fastcgi; uwsgi_temp_path $work/$name/uwsgi; scgi_temp_path $work/$name/scgi;
    upstream bare { $(for ((i = 1; i <= $2; i++)); do echo "server 127.0.0.1:${port_of[bare-$i]};"; done) keepalive 64; }
    server {
        listen 127.0.0.1:${port_of[$name]};
        location / { proxy_pass http://bare; proxy_http_version 1.1; proxy_set_header Connection ""; }
    }
}
EOF2
    nginx -c "$work/$name/nginx.conf" -g 'daemon off;' 2>>"$work/$name.log" &
    pid_of[$name]=$!
    children+=("$!")
    await_200 "http://127.0.0.1:${port_of[$name]}/livez" "$work/$name.log"
}

# load NAME TENANTS SECONDS. Longer than usual is waited for an answer: a cold process makes all its connections first.
load() {
    TENANTS=$2 wrk -t1 -c"$connections" -d"$3s" --timeout 10s -s "$work/visits.lua" "http://127.0.0.1:${port_of[$1]}" >"$work/wrk.txt"
    if grep -qE 'Non-2xx|Socket errors' "$work/wrk.txt"; then
        say "Some answers of $1 were errors: $(grep -E 'Non-2xx|Socket errors' "$work/wrk.txt")"
        exit 1
    fi
}

postmaster=$(head -n 1 "$data/postmaster.pid")
# CPU seconds of the server, its processes that have ended with it, and of these programs.
used() {
    local name backend child
    {
        awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13 + $14 + $15) / ticks }' "/proc/$postmaster/stat"
        for backend in $(pgrep -P "$postmaster"); do cpu_of "$backend" 2>/dev/null || true; done
        for name; do
            cpu_of "${pid_of[$name]}"
            # nginx's work is done by its children.
            for child in $(pgrep -P "${pid_of[$name]}"); do cpu_of "$child"; done
        done
    } | awk '{ all += $1 } END { print all }'
}

# measure CASE ENTRANCE TENANTS PROGRAM...: adds a round to a case: microseconds of CPU time a request, of the server and these programs.
measure() {
    local case=$1 entrance=$2 count=$3 before
    shift 3
    before=$(used "$@")
    load "$entrance" "$count" "$seconds"
    awk -v a="$before" -v b="$(used "$@")" '/requests in/ { print (b - a) * 1e6 / $1 }' "$work/wrk.txt" >>"$work/$case.cpu"
    awk '/Requests\/sec/ { print $2 }' "$work/wrk.txt" >>"$work/$case.rate"
}

# MiB that these programs have in memory.
resident() { for name; do awk '/^VmRSS/ { print $2 }' "/proc/${pid_of[$name]}/status"; done | awk '{ all += $1 } END { printf "%.0f", all / 1024 }'; }

code=0
# row CASE FIRST LABEL MEMORY: a case that must cost no more than a tenth more than the first.
row() {
    local verdict=held
    awk -v c="$(median <"$work/$1.cpu")" -v f="$(median <"$work/$2.cpu")" 'BEGIN { exit c > 1.1 * f }' || { verdict=missed; code=1; }
    line "$@" "$verdict"
}

# line CASE FIRST LABEL MEMORY VERDICT
line() {
    awk -v c="$(median <"$work/$1.cpu")" -v f="$(median <"$work/$2.cpu")" -v r="$(median <"$work/$1.rate")" -v label="$3" -v memory="$4" -v verdict="${5:-}" 'BEGIN {
        printf "| %s | %.0f | %.0f | %.2f | %s | %s |\n", label, r, c, c / f, memory, verdict
    }'
}

# One host for each number of tenants, so that what it remembers is of so many.
for ((i = 1; i <= 4; i++)); do
    topology "host-$i" 4
    start "host-$i"
done
say "Warming up"
for ((i = 1; i <= 8; i++)); do load "host-$((i % 4 + 1))" "${tenants[i % 4]}" 8; done
for ((round = 1; round <= rounds; round++)); do
    for i in 0 1 2 3; do measure "tenants-${tenants[i]}" "host-$((i + 1))" "${tenants[i]}" "host-$((i + 1))"; done
    say "Tenants, round $round of $rounds"
done
for i in 0 1 2 3; do memory[i]=$(resident "host-$((i + 1))"); done

for count in "${hosts[@]}"; do
    topology "gateway-$count" "$count"
    start "gateway-$count"
done
for i in 1 2 3 4; do start_bare "bare-$i"; done
for count in "${hosts[@]}"; do start_nginx "nginx-$count" "$count"; done
# A gateway's paths are long, and what a process answers is less where there are more of them: until the compiler has nothing left to do.
say "Warming up"
for turn in 1 2 3 4 5; do
    for count in "${hosts[@]}"; do load "gateway-$count" 100 8; done
    load nginx-4 100 8
done
for ((round = 1; round <= rounds; round++)); do
    for count in "${hosts[@]}"; do
        measure "hosts-$count" "gateway-$count" 100 "gateway-$count" host-1 host-2 host-3 host-4
        measure "bare-$count" "nginx-$count" 100 "nginx-$count" bare-1 bare-2 bare-3 bare-4
    done
    say "Hosts, round $round of $rounds"
done

echo "| a product, $connections at a time | requests/s | CPU time a request, µs | of the first | resident, MiB | bar: 1.10 |"
echo "| --- | --- | --- | --- | --- | --- |"
for i in 0 1 2 3; do row "tenants-${tenants[i]}" tenants-10 "${tenants[i]} tenants, one host" "${memory[i]}"; done
row hosts-1 hosts-1 "gateway and 1 host" "$(resident gateway-1 host-1)"
row hosts-2 hosts-1 "gateway and 2 hosts" "$(resident gateway-2 host-1 host-2)"
row hosts-4 hosts-1 "gateway and 4 hosts" "$(resident gateway-4 host-1 host-2 host-3 host-4)"
# No bar is on these, and nginx's few MiB are left out.
for count in "${hosts[@]}"; do
    line "bare-$count" bare-1 "nginx and $count bare" "$(resident $(seq -f 'bare-%g' "$count"))"
done
exit "$code"
