#!/usr/bin/env bash
# Requests a second of one in-memory endpoint: on bare minimal APIs, behind the whole edge, and behind it with request logs.
# Usage: throughput.sh [ROUNDS] [SECONDS]
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
trap finish EXIT
rounds=${1:-7}
seconds=${2:-5}
connections=64

need wrk

build bench/Bare
build bench/Edge

declare -A pid url
# start NAME PROJECT LOG [VARIABLE=VALUE...]
start() {
    local name=$1 project=$2 log=$3 port
    shift 3
    port=$(free_port)
    url[$name]="http://127.0.0.1:$port/v1/items/42"
    env ASPNETCORE_URLS="http://127.0.0.1:$port" DOTNET_ENVIRONMENT=Production "$@" \
        dotnet "$here/$project/bin/Release/net10.0/Bench.$project.dll" >"$log" 2>&1 &
    pid[$name]=$!
    children+=($!)
    await_200 "${url[$name]}" "$log"
}

# The bare program once more, to have somebody take the traces.
start sink Bare "$work/sink.log"
traces=${url[sink]%/v1/*}/v1/traces
key=$(openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt)
edge=(
    "Roost__Tokens__SigningKey=$key"
    "Roost__Postgres__App=Host=127.0.0.1;Port=1;Database=none;Username=app;Password=none"
    "Roost__RateLimits__Default__Permits=1000000000"
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=$traces"
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf"
    "OTEL_TRACES_SAMPLER=parentbased_traceidratio"
    "OTEL_TRACES_SAMPLER_ARG=0.01"
)
start bare Bare "$work/bare.log"
start edge Edge "$work/edge.log" "${edge[@]}" Roost__Telemetry__RequestLogs=Failures
start logs Edge /dev/null "${edge[@]}"

load() { wrk -t1 -c"$connections" -d"$2s" "${url[$1]}" >"$work/wrk.txt"; }

say "Warming up"
for name in bare edge logs; do
    load "$name" 4
    load "$name" 4
done

# One round of each after the other, so that whatever else the machine does falls on all of them.
for ((round = 1; round <= rounds; round++)); do
    for name in bare edge logs; do
        before=$(cpu_of "${pid[$name]}")
        load "$name" "$seconds"
        if grep -q 'Non-2xx' "$work/wrk.txt"; then
            say "$name refused requests: $(grep 'Non-2xx' "$work/wrk.txt")"
            exit 1
        fi
        awk '/Requests\/sec/ { print $2 }' "$work/wrk.txt" >>"$work/$name.rps"
        requests=$(awk '/requests in/ { print $1 }' "$work/wrk.txt")
        awk -v a="$before" -v b="$(cpu_of "${pid[$name]}")" -v n="$requests" 'BEGIN { print (b - a) * 1e6 / n }' >>"$work/$name.cpu"
        say "round $round: $name $(tail -n 1 "$work/$name.rps") requests/s"
    done
done

bare=$(median <"$work/bare.rps")
ratio() { paste "$work/$1.rps" "$work/bare.rps" | awk '{ print 100 * $1 / $2 }' | median; }
row() { printf '%-34s %12.0f %14.1f %10.1f%%' "$2" "$(median <"$work/$1.rps")" "$(median <"$work/$1.cpu")" "$(ratio "$1")"; }
printf '%-34s %12s %14s %11s\n' "$connections connections, $rounds rounds of $seconds s" 'requests/s' 'CPU us/request' 'of bare'
row bare 'bare minimal API'; echo
row edge 'whole edge, success logs off'
awk -v r="$(ratio edge)" 'BEGIN { print "   bar: 80%   " (r >= 80 ? "ok" : "MISSED"); exit r < 80 }' && code=0 || code=1
row logs 'whole edge, every request logged'; echo
exit "$code"
