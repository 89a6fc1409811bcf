#!/usr/bin/env bash
# Restarts all hosts behind the gateway of `replicas`, one after the other, again and again, while a product is asked for without a pause. No request may fail.
# Usage: rolling.sh [ROUNDS]; 20 if you say nothing. Ends with 1 if a bar is missed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
trap finish EXIT
rounds=${1:-20}
hosts=(api-1 api-2 workers-1 workers-2)

need wrk

roost() { "$repository/roost" "$@" --state "$work/state"; }

# A cluster below a folder of root's own could not be reached by PostgreSQL's user.
chmod 755 "$work"
port=$(free_port)
say "Starting replicas"
# Not by the function, which would be a shell of its own, and take the signal that is meant for Shop.
Roost__RateLimits__Default__Permits=1000000000 Roost__RateLimits__Tenant__Permits=1000000000 \
    "$repository/roost" up --yes --topology replicas --port "$port" --state "$work/state" >"$work/up.log" 2>&1 &
children+=("$!")
deadline=$((SECONDS + 600))
until grep -q 'Shop is up' "$work/up.log"; do
    if ((SECONDS > deadline)) || ! kill -0 "${children[0]}" 2>/dev/null; then
        say "Shop does not come up:"
        tail -n 20 "$work/up.log" >&2
        exit 1
    fi
    sleep 0.5
done
shop=http://127.0.0.1:$port
product=$(curl -sf "$shop/v1/products?limit=1" -H 'X-Tenant: acme' | sed -E 's/.*"id":"([^"]+)".*/\1/')

# It is told when to stop; an hour is only its end.
wrk -t1 -c16 -d3600s --timeout 30s -H 'X-Tenant: acme' "$shop/v1/products/$product" >"$work/wrk.txt" &
load=$!
children+=("$load")
began=$SECONDS
for ((round = 1; round <= rounds; round++)); do
    for host in "${hosts[@]}"; do
        roost hosts restart "$host" >>"$work/restarts.log" 2>&1 || { say "Host $host was not restarted:"; tail -n 5 "$work/restarts.log" >&2; exit 1; }
    done
    say "Round $round of $rounds, after $((SECONDS - began)) s"
done
kill -INT "$load"
wait "$load" || true

requests=$(awk '/requests in/ { print $1 }' "$work/wrk.txt")
refused=$(awk '/Non-2xx/ { print $NF }' "$work/wrk.txt")
broken=$(awk '/Socket errors/ { gsub(",", ""); print $4 + $6 + $8 + $10 }' "$work/wrk.txt")
failed=$((${refused:-0} + ${broken:-0}))
echo "| what | figure | bar | |"
echo "| --- | --- | --- | --- |"
echo "| restarts of a host | $((rounds * ${#hosts[@]})) in $rounds rounds, $((SECONDS - began)) s | 20 rounds | $([ "$rounds" -ge 20 ] && echo held || echo missed) |"
echo "| requests meanwhile | $requests | 100000 | $([ "$requests" -ge 100000 ] && echo held || echo missed) |"
echo "| of these failed | $failed | 0 | $([ "$failed" = 0 ] && echo held || echo missed) |"
[ "$rounds" -ge 20 ] && [ "$requests" -ge 100000 ] && [ "$failed" = 0 ]
