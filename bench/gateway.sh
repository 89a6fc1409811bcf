#!/usr/bin/env bash
# What a gateway costs: a product, read from the database, asked for directly, through Roost's gateway, through YARP alone, of which it is made, and
# through nginx as a plain proxy.
# Usage: gateway.sh [ROUNDS] [SECONDS]. Ends with 1 if a bar is missed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
trap stop EXIT
rounds=${1:-5}
seconds=${2:-4}
connections=64
need wrk nginx

say "Building"
build shop/Shop.Host
build bench/BareGateway
program=(dotnet "$repository/shop/Shop.Host/bin/Release/net10.0/Shop.Host.dll")
create_server
prepare_shop "${program[@]}"
export Roost__RateLimits__Default__Permits=1000000000 Roost__RateLimits__Tenant__Permits=1000000000
unset ASPNETCORE_URLS
gateway_port=$(free_port)
nginx_port=$(free_port)
yarp_port=$(free_port)
internal_port=$(free_port)
# The host watches the folder of its files, in which nobody writes logs.
mkdir "$work/settings"
cat >"$work/settings/topology.json" <<EOF
{ "hosts": {
    "gateway": { "roles": ["gateway"], "port": $gateway_port },
    "shop": { "roles": ["api", "worker"], "modules": ["*"], "port": $port, "internalPort": $internal_port } } }
EOF
cat >"$work/nginx.conf" <<EOF
pid $work/nginx.pid;
error_log $work/nginx.log;
worker_processes auto;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $work/nginx-body; proxy_temp_path $work/nginx-proxy; fastcgi_temp_path $work/nginx-fastcgi; uwsgi_temp_path $work/nginx-uwsgi; scgi_temp_path $work/nginx-scgi;
    upstream shop { server 127.0.0.1:$port; keepalive 64; }
    server {
        listen 127.0.0.1:$nginx_port;
        location / { proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection ""; }
    }
}
EOF
export Roost__Host__Topology=$work/settings/topology.json
# The gateway asks for tenants there, and is known by its key.
for host in gateway shop; do
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt >"$work/$host.pem"
    openssl pkey -in "$work/$host.pem" -pubout >"$work/$host.pub"
done
Roost__Host__Name=shop Roost__Trust__Key=$(<"$work/shop.pem") Roost__Trust__Hosts__gateway=$(<"$work/gateway.pub") "${program[@]}" >"$work/shop.log" 2>&1 &
children+=("$!")
await_200 "http://127.0.0.1:$port/readyz" "$work/shop.log"
Roost__Host__Name=gateway Roost__Trust__Key=$(<"$work/gateway.pem") Roost__Trust__Hosts__shop=$(<"$work/shop.pub") "${program[@]}" >"$work/gateway.log" 2>&1 &
children+=("$!")
nginx -c "$work/nginx.conf" -g 'daemon off;' 2>>"$work/nginx.log" &
children+=("$!")
ASPNETCORE_URLS=http://127.0.0.1:$yarp_port BENCH_TARGET=http://127.0.0.1:$port/ dotnet "$repository/bench/BareGateway/bin/Release/net10.0/Bench.BareGateway.dll" >"$work/yarp.log" 2>&1 &
children+=("$!")
await_200 "http://127.0.0.1:$gateway_port/readyz" "$work/gateway.log"
await_200 "http://127.0.0.1:$yarp_port/livez" "$work/yarp.log"

declare -A at=([direct]=$port [gateway]=$gateway_port [yarp]=$yarp_port [nginx]=$nginx_port)
# ask WHO CONNECTIONS SECONDS: prints the median in microseconds, and requests a second.
ask() {
    wrk -t1 -c"$2" -d"$3s" --latency -H 'X-Tenant: acme' "http://127.0.0.1:${at[$1]}$path" >"$work/wrk.txt"
    if grep -qE 'Non-2xx|Socket errors' "$work/wrk.txt"; then
        say "Some answers of $1 were errors:"
        grep -E 'Non-2xx|Socket errors' "$work/wrk.txt" >&2
        exit 1
    fi
    awk '$1 == "50%" { v = $2 + 0; if ($2 ~ /ms$/) v *= 1000; else if ($2 !~ /us$/) v *= 1000000; m = v } /^Requests\/sec/ { r = $2 } END { print m, r }' "$work/wrk.txt"
}

# Until the compiler has nothing left to do, which takes a gateway's long paths more than a minute.
say "Warming up"
for turn in 1 2 3 4 5 6 7 8; do
    for who in direct gateway yarp nginx; do ask "$who" "$connections" 6 >/dev/null; done
done

for ((round = 1; round <= rounds; round++)); do
    for who in direct gateway yarp nginx; do
        read -r latency _ < <(ask "$who" 1 "$seconds")
        read -r _ rate < <(ask "$who" "$connections" "$seconds")
        echo "$latency" >>"$work/$who.latency"
        echo "$rate" >>"$work/$who.rate"
    done
done

# of FILE: its median.
of() { median <"$work/$1"; }
awk -v dl="$(of direct.latency)" -v gl="$(of gateway.latency)" -v yl="$(of yarp.latency)" -v nl="$(of nginx.latency)" \
    -v dr="$(of direct.rate)" -v gr="$(of gateway.rate)" -v yr="$(of yarp.rate)" -v nr="$(of nginx.rate)" '
BEGIN {
    print "| | direct | gateway | YARP alone | nginx | bar | |\n| --- | --- | --- | --- | --- | --- | --- |"
    printf "| one at a time, median, µs | %.0f | %.0f | %.0f | %.0f | | |\n", dl, gl, yl, nl
    printf "| added, µs | | %.0f | %.0f | %.0f | 300 | %s |\n", gl - dl, yl - dl, nl - dl, (gl - dl <= 300 ? "held" : "missed")
    printf "| requests a second, 64 at a time | %.0f | %.0f | %.0f | %.0f | | |\n", dr, gr, yr, nr
    printf "| of direct | | %.0f%% | %.0f%% | %.0f%% | 60%% | %s |\n", 100 * gr / dr, 100 * yr / dr, 100 * nr / dr, (gr >= 0.6 * dr ? "held" : "missed")
    printf "| of nginx | | %.0f%% | %.0f%% | | | |\n", 100 * gr / nr, 100 * yr / nr
    exit !(gl - dl <= 300 && gr >= 0.6 * dr)
}'
