#!/usr/bin/env bash
# ./wardline bench: readings through the whole gateway (own endpoint, limits, model, sealed log with fsync, alarms out) on this machine, with the
# project's load generator (bench/wardload.c among the shared files; it needs a C compiler). One JSON line a run, from the generator; then what a
# verification of the store against the generator's ledger says. Numbers of the environment: BENCH_SECONDS (10), BENCH_COUNT (200000).
# The launcher has set JAVA_HOME and WARDLINE_SHARED, and has built.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source=$WARDLINE_SHARED/bench/wardload.c
[[ -f $source ]] || { echo "wardline: the load generator is not here: set WARDLINE_SHARED to the folder that holds bench/" >&2; exit 1; }
command -v cc >/dev/null || { echo "wardline: no C compiler found (Debian: apt-get install gcc libc6-dev)" >&2; exit 1; }
work=$(mktemp -d)
gateway=
stop() {
    [[ -z $gateway ]] || kill -TERM "$gateway" 2>/dev/null || true
    [[ -z $gateway ]] || wait "$gateway" 2>/dev/null || true
    gateway=
}
trap 'stop; rm -rf "$work"' EXIT
cc -O2 -pthread -o "$work/wardload" "$source"

start() {
    rm -rf "$work/data"
    "$root/wardline" run --set "data=$work/data" --set intake.mqtt.listen=127.0.0.1:0 --set station.listen=127.0.0.1:0 \
        --set devices.admit=any --set alarms.delay=0s >"$work/out" 2>"$work/err" &
    gateway=$!
    local tries=0
    until grep -q '^ready ' "$work/out"; do
        tries=$((tries + 1))
        if [[ $tries -gt 600 ]] || ! kill -0 "$gateway" 2>/dev/null; then
            cat "$work/err" >&2
            exit 1
        fi
        sleep 0.1
    done
    port=$(sed -n 's/^ready mqtt=[^ ]*:\([0-9]*\) .*/\1/p' "$work/out")
}

load() { # NAME SETTING…
    local name=$1
    shift
    start
    echo "# $name"
    env WARD_PORT="$port" WARD_TOPIC='wards/ward/devices/{device}/json' WARD_ALERT_TOPIC='wards/ward/alarms/+' WARD_DEVICES=100 \
        WARD_WATCH="gateway:$gateway" WARD_LEDGER="$work/ledger" "$@" "$work/wardload" run
    stop
    "$root/wardline" buffer export "$work/data" --format csv 2>/dev/null | "$work/wardload" verify "$work/ledger"
}

seconds=${BENCH_SECONDS:-10}
count=${BENCH_COUNT:-200000}
load "a ward of 100 beds, one reading a second each: latency" WARD_RATE=100 "WARD_SECONDS=$seconds" WARD_WARMUP=3
load "1,000 readings a second: latency" WARD_RATE=1000 "WARD_SECONDS=$seconds" WARD_WARMUP=3
load "as fast as it takes them, a reading a message: capacity" WARD_RATE=0 "WARD_COUNT=$count"
load "as fast as it takes them, 16 readings a message: capacity" WARD_RATE=0 "WARD_COUNT=$count" WARD_BATCH=16
