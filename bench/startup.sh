#!/usr/bin/env bash
# How long Shop takes from exec to the first 200 of GET /v1/products/{id}, and how much memory it holds after 1,000 requests:
# framework-dependent and published ReadyToRun. PostgreSQL is up, the schema current, the demo shops stocked.
# Usage: startup.sh [RUNS]
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
runs=${1:-9}
requests=1000
published=$repository/artifacts/bench/readytorun

trap stop EXIT

say "Building"
build shop/Shop.Host
# Composite: the framework and the application compiled as one, which takes a few minutes the first time.
sources=$(cd "$repository" && find shop src Directory.* \( -name bin -o -name obj \) -prune -o -type f -exec cksum {} + | cksum)
if [ "$(cat "$published/.sources" 2>/dev/null)" != "$sources" ]; then
    say "Publishing ReadyToRun"
    rm -rf "$published"
    dotnet publish "$repository/shop/Shop.Host" -c Release -r linux-x64 --self-contained \
        -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true -o "$published" -v q -nologo >&2
    printf '%s' "$sources" >"$published/.sources"
fi

dependent=(dotnet "$repository/shop/Shop.Host/bin/Release/net10.0/Shop.Host.dll")
readytorun=("$published/Shop.Host")
create_server
prepare_shop "${dependent[@]}"

# Something to wait on for a moment without starting a process.
exec {never}<> <(:)

# Prints milliseconds from exec to the first 200, then resident MiB after the requests.
measure() {
    local began ended status='' socket
    began=$EPOCHREALTIME
    "$@" >"$work/shop.log" 2>&1 &
    local shop=$!
    children=("$shop")
    while [[ $status != *' 200 '* ]]; do
        if ((EPOCHSECONDS > ${began%.*} + 30)); then
            say "Shop.Host did not answer with 200 but with '$status'. Its last lines:"
            tail -n 20 "$work/shop.log" >&2
            return 1
        fi
        if { exec {socket}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
            printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nX-Tenant: acme\r\nConnection: close\r\n\r\n' "$path" >&"$socket"
            IFS= read -r status <&"$socket" || status=
            exec {socket}>&-
        else
            read -rt 0.004 -u "$never" _ || true
        fi
    done
    ended=$EPOCHREALTIME
    curl -sf -H 'X-Tenant: acme' -o /dev/null "http://127.0.0.1:$port$path?n=[1-$requests]"
    awk -v a="$began" -v b="$ended" '{ if ($1 == "VmRSS:") printf "%.0f %.1f\n", (b - a) * 1000, $2 / 1024 }' "/proc/$shop/status"
    kill "$shop"
    wait "$shop" || true
    children=()
}

measure "${dependent[@]}" >/dev/null
measure "${readytorun[@]}" >/dev/null
for ((run = 1; run <= runs; run++)); do
    for build in dependent readytorun; do
        declare -n program=$build
        measure "${program[@]}" >>"$work/$build.txt"
        say "run $run: $build $(tail -n 1 "$work/$build.txt" | awk '{ print $1 " ms, " $2 " MiB" }')"
    done
done

code=0
# row NAME COLUMN BAR UNIT LABEL
row() {
    local value
    value=$(awk -v c="$2" '{ print $c }' "$work/$1.txt" | median)
    awk -v v="$value" -v bar="$3" -v unit="$4" -v label="$5" \
        'BEGIN { printf "%-58s %8.0f %-4s bar: %5d %-4s %s\n", label, v, unit, bar, unit, (v <= bar ? "ok" : "MISSED"); exit v > bar }' || code=1
}
echo "Shop, median of $runs runs"
row dependent 1 1000 ms 'exec to first 200, framework-dependent'
row readytorun 1 350 ms 'exec to first 200, ReadyToRun composite'
row dependent 2 150 MiB "resident after $requests requests, framework-dependent"
row readytorun 2 150 MiB "resident after $requests requests, ReadyToRun composite"
exit "$code"
