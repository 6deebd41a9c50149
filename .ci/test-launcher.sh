#!/usr/bin/env bash
# The launcher as its callers see it. ./wardline test calls it, after a build.
# shellcheck disable=SC2317,SC2034,SC2086 # functions are called by check
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

check() { # WHAT COMMAND…
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "ok: $what"
    else
        echo "NOT OK: $what"
        sed 's/^/    /' "$work/said"
        failed=1
    fi
}

says_only_its_version() { # standard output and error are the command's own
    local out
    out=$("$root/wardline" version 2>&1)
    [[ $out =~ ^wardline\ [0-9.]+\ \(Java\ 25\)$ ]] || { echo "$out"; return 1; }
}
without_maven() { # nothing newer than the build: no Maven is called
    mkdir -p "$work/bin"
    printf '#!/bin/sh\necho called >"%s/mvn-called"\nexit 1\n' "$work" >"$work/bin/mvn"
    chmod +x "$work/bin/mvn"
    PATH=$work/bin:$PATH "$root/wardline" version && [[ ! -e $work/mvn-called ]]
}
from_elsewhere() { # through a link, from another folder
    ln -sf "$root/wardline" "$work/bin/ward"
    (cd / && "$work/bin/ward" version)
}
becomes_the_jvm() {
    "$root/wardline" run --set "data=$work/data" --set intake.mqtt.listen=127.0.0.1:0 --set station.listen=127.0.0.1:0 \
        >"$work/out" 2>"$work/err" &
    local pid=$! tries=0
    until grep -q '^ready mqtt=127.0.0.1:[0-9]* station=http://127.0.0.1:[0-9]*$' "$work/out"; do
        tries=$((tries + 1))
        if [[ $tries -gt 300 ]] || ! kill -0 "$pid" 2>/dev/null; then
            cat "$work/out" "$work/err"
            kill "$pid" 2>/dev/null || true
            return 1
        fi
        sleep 0.1
    done
    local program resident begun
    program=$(readlink "/proc/$pid/exe")
    resident=$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status")
    begun=$SECONDS
    kill -TERM "$pid"
    local code=0
    wait "$pid" || code=$?
    echo "$program, $resident MiB, exit $code after $((SECONDS - begun)) s"
    cat "$work/err"
    [[ $(wc -l <"$work/out") -eq 1 && $program == */bin/java && $code -eq 0 && $((SECONDS - begun)) -le 5 && $resident -le 200 ]]
}
wrong_cache_is_no_matter() { # the start-up cache of another build, another Java, or a torn one
    local cache=$root/gateway/app/target/dist/wardline.aot
    [[ ! -e $cache ]] || mv "$cache" "$work/wardline.aot"
    says_only_its_version || return 1
    head -c 100000 /dev/urandom >"$cache"
    local ok=0
    says_only_its_version || ok=1
    rm "$cache"
    [[ ! -e $work/wardline.aot ]] || mv "$work/wardline.aot" "$cache"
    return $ok
}
exits_with() { # CODE ARGUMENT…
    local wanted=$1 code=0
    shift
    "$root/wardline" "$@" </dev/null >"$work/out" 2>"$work/err" || code=$?
    [[ $code -eq $wanted ]] || { echo "exit $code"; cat "$work/out" "$work/err"; return 1; }
}
newer_source_is_noticed() { # fresh as it is, stale when the build were older
    local stamp=$root/gateway/app/target/dist/stamp code=0
    (
        dist=$root/gateway/app/target/dist home=$root
        eval "$(sed -n '/^is_stale() {/,/^}/p' "$root/wardline")"
        ! is_stale || exit 1
        cp -p "$stamp" "$work/stamp"
        touch -d '2000-01-01' "$stamp"
        is_stale || exit 2
    ) || code=$?
    [[ ! -e $work/stamp ]] || touch -r "$work/stamp" "$stamp"
    return $code
}

"$root/wardline" version >/dev/null 2>&1 || true # a fresh clone builds first, and says so
check "version, and nothing else" says_only_its_version
check "no Maven when nothing changed" without_maven
check "through a link, from elsewhere" from_elsewhere
check "becomes the JVM, one line, at most 200 MiB, SIGTERM within 5 s" becomes_the_jvm
check "a wrong start-up cache is no matter" wrong_cache_is_no_matter
check "a newer source is noticed" newer_source_is_noticed
check "a self-test with several readings a message" exits_with 0 selftest --readings 600
check "help" exits_with 0 help
check "an unknown command is wrong use" exits_with 2 nonsense
check "a wrong configuration is wrong use" exits_with 2 run --set ward=
check "an unknown campaign is wrong use" exits_with 2 campaign nonsense
check "an unknown model is wrong use" exits_with 2 train nonsense
exit $failed
