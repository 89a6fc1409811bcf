#!/usr/bin/env bash
# Shop's checkout on this machine, with its database, its payment provider and its customers: how long an order takes from accepted to confirmed,
# and how many a second are confirmed, paid, mailed and in the ledger. Usage: checkout.sh [ORDERS [RATE]]; 5000, and 50 a second, if you say nothing. Ends with 1 if a bar is missed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
. "$here/postgres.sh"
trap stop EXIT
orders=${1:-5000}
rate=${2:-50}
seconds=20

say "Building"
build shop/Shop.Host
build shop/Shop.PaymentSandbox
build bench/Checkout
program=(dotnet "$repository/shop/Shop.Host/bin/Release/net10.0/Shop.Host.dll")
bench=(dotnet "$here/Checkout/bin/Release/net10.0/Bench.Checkout.dll")
create_server
prepare_shop "${program[@]}"
# Sixty-four customers register from one address.
export Roost__RateLimits__SignIn__Permits=1000
sandbox_port=$(free_port)
ASPNETCORE_URLS=http://127.0.0.1:$sandbox_port Sandbox__DataFolder=$work/sandbox dotnet "$repository/shop/Shop.PaymentSandbox/bin/Release/net10.0/Shop.PaymentSandbox.dll" >"$work/sandbox.log" 2>&1 &
children=("$!")
Modules__payments__ProviderUrl=http://127.0.0.1:$sandbox_port "${program[@]}" >"$work/shop.log" 2>&1 &
children+=("$!")
await_200 "http://127.0.0.1:$port/readyz" "$work/shop.log"
sql -d shop -c "SELECT set_config('app.tenant', tenant_id::text, false) FROM inventory.stocks WHERE product_id = '$product'; UPDATE inventory.stocks SET available = 1000000 WHERE product_id = '$product'" >/dev/null

# Waits until there is no job, in one session: a connection for each look would be a part of the load.
settle() {
    sql -d shop -c 'DO $$ BEGIN WHILE EXISTS (SELECT FROM roost.job) LOOP COMMIT; PERFORM pg_sleep(0.05); END LOOP; END $$'
}

count() { sql -d shop -c "SELECT count(*) FROM $1"; }

say "$rate orders a second for $seconds s"
read -r accept50 accept95 confirm50 confirm95 < <("${bench[@]}" paced "http://127.0.0.1:$port" "$product" "$rate" "$seconds")
settle

before=$(count "orders.orders WHERE status = 'Confirmed'")
say "$orders orders as fast as they are accepted"
began=$("${bench[@]}" burst "http://127.0.0.1:$port" "$product" "$orders" 64)
placed=$EPOCHREALTIME
# Confirmed, captured, mailed: until then there is a job.
settle
ended=$EPOCHREALTIME
all=$((before + orders))
for what in "orders.orders WHERE status = 'Confirmed'" "payments.ledger_transactions WHERE kind = 'Capture'" "notifications.sent_mails"; do
    if [ "$(count "$what")" != "$all" ]; then
        say "There are $(count "$what") of $what, and should be $all"
        exit 1
    fi
done

awk -v a50="$accept50" -v a95="$accept95" -v c50="$confirm50" -v c95="$confirm95" -v n="$orders" -v began="$began" -v placed="$placed" -v ended="$ended" '
BEGIN {
    each = n / (ended - began)
    print "| what | figure | bar | |\n| --- | --- | --- | --- |"
    printf "| accepted, p50 and p95, ms | %s, %s | | |\n", a50, a95
    printf "| accepted to confirmed, p50, ms | %s | 50 | %s |\n", c50, (c50 <= 50 ? "held" : "missed")
    printf "| accepted to confirmed, p95, ms | %s | 150 | %s |\n", c95, (c95 <= 150 ? "held" : "missed")
    printf "| accepted a second | %.0f | | |\n", n / (placed - began)
    printf "| confirmed, captured, mailed and in the ledger a second | %.0f | 500 | %s |\n", each, (each >= 500 ? "held" : "missed")
    exit !(c50 <= 50 && c95 <= 150 && each >= 500)
}'
