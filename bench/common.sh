# What the scripts share. Sourced, never run.
set -euo pipefail
here=$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(dirname "$here")
work=$(mktemp -d /tmp/roost-bench-XXXXXX)
# PostgreSQL's own user has to be able to pass through.
chmod 755 "$work"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 UseSharedCompilation=true
children=()

say() { printf '%s\n' "$*" >&2; }

# need PROGRAM[:PACKAGE]...: ends if one is missing, and says what to type.
need() {
    local each
    # Where Debian puts some of them, ordinary users do not look.
    PATH=$PATH:/usr/sbin
    for each; do
        if ! command -v "${each%:*}" >/dev/null; then
            say "${each%:*} is missing. Type: apt-get install -y ${each#*:}"
            exit 1
        fi
    done
}

# Prints the middle one of the numbers on its input.
median() { sort -g | awk '{ all[NR] = $1 } END { if (NR) print all[int((NR + 1) / 2)] }'; }

# A port of the loopback interface that nobody holds just now, and that this script was not given before.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        if ! grep -qx "$port" "$work/ports" 2>/dev/null && ! (: < "/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port" >>"$work/ports"
            echo "$port"
            return
        fi
    done
}

# Waits for a 200 of an address for at most 30 seconds; $2 is the log to show otherwise.
await_200() {
    local deadline=$((SECONDS + 30))
    until curl -sfo /dev/null --max-time 2 "$1"; do
        if ((SECONDS > deadline)); then
            say "$1 does not answer with 200. The last lines of $2:"
            tail -n 20 "$2" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# CPU seconds that a process has used.
cpu_of() { awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / ticks }' "/proc/$1/stat"; }

build() { dotnet build "$repository/$1" -c Release -v q -nologo -clp:NoSummary >&2; }

finish() {
    local child
    for child in "${children[@]}"; do
        kill "$child" 2>/dev/null && wait "$child" 2>/dev/null || true
    done
    rm -rf "$work"
}
