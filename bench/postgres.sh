# A private PostgreSQL with the roles of production, for the scripts that run Shop. Sourced after common.sh.
postgres=${ROOST_POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}
if [ ! -x "$postgres/initdb" ]; then
    say "PostgreSQL's programs were not found. Type: apt-get install -y postgresql, or set ROOST_POSTGRES_BIN to their folder"
    exit 1
fi

# PostgreSQL refuses to run as root, and its own user can't enter root's folders.
as_postgres=()
data=$work/data
if [ "$(id -u)" = 0 ]; then
    as_postgres=(runuser -u postgres --)
    data=$(mktemp -d /var/lib/postgresql/roost-bench-XXXXXX)
    chown postgres "$data"
fi
database_port=$(free_port)

# pg_ctl ARGUMENT...: controls the server, whose folder the caller may be unable to enter.
pg_ctl() { (cd / && "${as_postgres[@]}" "$postgres/pg_ctl" -D "$data" "$@" >/dev/null); }

start_server() {
    pg_ctl -l "$data/log" -w -o "-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data" start
}

stop() {
    pg_ctl -m immediate stop 2>/dev/null || true
    rm -rf "$data"
    finish
}

# As the administrator; SQL on the input or as -c.
sql() { PGPASSWORD=$password "$postgres/psql" -qAt --no-psqlrc -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$database_port" -U postgres "$@"; }

# Makes the server with passwords (scram) and the roles of deploy/postgres/roles.sh, which row-level security binds.
create_server() {
    say "Starting PostgreSQL"
    password=$(openssl rand -hex 24)
    printf '%s' "$password" >"$work/password"
    chmod 644 "$work/password"
    (cd / && "${as_postgres[@]}" "$postgres/initdb" -D "$data" -E UTF8 --auth=scram-sha-256 --pwfile="$work/password" -U postgres >/dev/null)
    rm "$work/password"
    start_server
    PATH=$postgres:$PATH PGHOST=127.0.0.1 PGPORT=$database_port PGUSER=postgres PGPASSWORD=$password ROOST_DATABASE=shop \
        ROOST_OWNER_PASSWORD=$password ROOST_APP_PASSWORD=$password ROOST_SYSTEM_PASSWORD=$password \
        sh "$repository/deploy/postgres/roles.sh" >/dev/null
}

# connection ROLE
connection() { echo "Host=127.0.0.1;Port=$database_port;Database=shop;Username=$1;Password=$password"; }

# Exports what Shop.Host needs to serve on $port, and prepares its database. prepare_shop PROGRAM...
prepare_shop() {
    local key command
    key=$(openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt)
    port=$(free_port)
    export ASPNETCORE_URLS="http://127.0.0.1:$port" DOTNET_ENVIRONMENT=Production
    export Roost__Tokens__SigningKey=$key Roost__Postgres__App=$(connection roost_app) Roost__Postgres__System=$(connection roost_system)
    # So many requests from one address in a few seconds are what the rate limit is for; it stays on, with room.
    export Roost__RateLimits__Default__Permits=1000000
    # A host of its own has nobody to drain requests for.
    export Roost__Edge__DrainDelay=00:00:00
    export Modules__payments__ProviderUrl=http://127.0.0.1:9 Modules__notifications__MailFolder=$work/mail
    mkdir -p "$work/mail"
    say "Migrating and seeding"
    for command in migrate seed; do
        if ! DOTNET_ENVIRONMENT=Development Roost__Postgres__Owner=$(connection roost_owner) "$@" "$command" >"$work/$command.log" 2>&1; then
            say "Shop.Host $command failed:"
            tail -n 20 "$work/$command.log" >&2
            exit 1
        fi
    done
    product=$(sql -d shop -c "SELECT p.id FROM catalog.products p JOIN tenants.tenants t ON t.id = p.tenant_id WHERE t.slug = 'acme' LIMIT 1")
    path=/v1/products/$product
}
