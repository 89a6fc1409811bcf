#!/usr/bin/env bash
# What a database that is away does to Shop, under a trickle of requests: the server is stopped as by a crash, stays away, and comes back.
# Usage: outage.sh [SECONDS]; 60 if you say nothing. Ends with 1 if a bar is missed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
trap stop EXIT
away=${1:-60}
before=5
after=20
# Readiness is known from a question a second, each given two.
notice=4

say "Building"
build shop/Shop.Host
program=(dotnet "$repository/shop/Shop.Host/bin/Release/net10.0/Shop.Host.dll")
create_server
prepare_shop "${program[@]}"
"${program[@]}" >"$work/shop.log" 2>&1 &
shop=$!
children=("$shop")
await_200 "http://127.0.0.1:$port/readyz" "$work/shop.log"

# Something to wait on for a moment without starting a process.
exec {never}<> <(:)
pause() { read -rt "$1" -u "$never" _ || true; }

# Lines of: when it began, when it ended, status (000 without an answer), seconds.
requests() {
    local began answer
    while :; do
        began=$EPOCHREALTIME
        answer=$(curl -s -o /dev/null --max-time 30 -w '%{http_code} %{time_total}' -H 'X-Tenant: acme' "http://127.0.0.1:$port$path" || true)
        echo "$began $EPOCHREALTIME $answer" >>"$work/requests.txt"
        pause 0.1
    done
}

# Lines of: when it began, status of /livez, status of /readyz, whether that names postgres as the cause.
probes() {
    local began live ready cause
    while :; do
        began=$EPOCHREALTIME
        live=$(curl -s -o /dev/null --max-time 30 -w '%{http_code}' "http://127.0.0.1:$port/livez" || true)
        ready=$(curl -s -o "$work/ready.json" --max-time 30 -w '%{http_code}' "http://127.0.0.1:$port/readyz" || true)
        cause=$(grep -c '"dependency":"postgres"' "$work/ready.json" || true)
        echo "$began $live $ready $cause" >>"$work/probes.txt"
        pause 0.2
    done
}

# The first request of a process builds EF's models, which is start-up's matter.
curl -sf -o /dev/null -H 'X-Tenant: acme' "http://127.0.0.1:$port$path"
requests &
children=("$!" "${children[@]}")
probes &
children=("$!" "${children[@]}")

pause "$before"
say "Stopping PostgreSQL for $away s"
pg_ctl -m immediate stop
stopped=$EPOCHREALTIME
pause "$away"
starting=$EPOCHREALTIME
start_server
up=$EPOCHREALTIME
say "PostgreSQL is back; watching for $after s more"
pause "$after"

restarts=0
kill -0 "$shop" 2>/dev/null || restarts=1
code=0
# row LABEL VALUE UNIT BAR: no more than the bar is good, and nothing at all is not.
row() {
    awk -v label="$1" -v v="${2:-999999}" -v unit="$3" -v bar="$4" \
        'BEGIN { good = v <= bar; printf "%-58s %8.0f %-3s bar: %5d %-3s %s\n", label, v, unit, bar, unit, good ? "ok" : "MISSED"; exit !good }' || code=1
}
# of FILE PROGRAM: awk that knows when the server went and came. What it can not tell is never, and misses.
of() { awk -v stopped="$stopped" -v starting="$starting" -v up="$up" -v notice="$notice" -v never=999999 "$2" "$work/$1.txt"; }

echo "Shop, its database away for $away s; $(of requests 'END { print NR }') requests, $(of requests '$3 == 503 { n++ } END { print n + 0 }') of them answered with 503, in $(awk '$3 == 503 { print $4 * 1000 }' "$work/requests.txt" | median) ms (median)"
row 'restarts of the host' "$restarts" '' 0
row '/livez that was not 200' "$(of probes '$2 != 200 { n++ } END { print n + 0 }')" '' 0
row "/readyz without 503 and cause, $notice s after the stop" "$(of probes '$1 > stopped + notice && $1 < starting - notice { m++; if ($3 != 503 || !$4) n++ } END { print (m ? n + 0 : never) }')" '' 0
row 'requests in the outage that were neither 200 nor 503' "$(of requests '$3 != 200 && $3 != 503 { n++ } END { print n + 0 }')" '' 0
row 'requests in the outage answered with 200' "$(of requests '$1 > stopped && $2 < starting && $3 == 200 { n++ } END { print n + 0 }')" '' 0
row 'slowest 503' "$(of requests '$3 == 503 && $4 > most { most = $4 } END { print (most ? most * 1000 : never) }')" ms 1000
row 'from server up to the first good request' "$(of requests '$2 > starting && $3 == 200 { print ($2 > up ? ($2 - up) * 1000 : 0); found = 1; exit } END { if (!found) print never }')" ms 5000
row 'from server up to all requests good' "$(of requests '$2 > up { if ($3 != 200) good = 0; else if (!good) { good = 1; since = $2 - up } } END { print (good ? since * 1000 : never) }')" ms 5000
row 'from server up to /readyz 200' "$(of probes '$1 > up { if ($3 != 200) good = 0; else if (!good) { good = 1; since = $1 - up } } END { print (good ? since * 1000 : never) }')" ms 5000
if [ "$code" != 0 ]; then
    say "The host's last lines:"
    tail -n 5 "$work/shop.log" >&2
fi
exit "$code"
