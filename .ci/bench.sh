#!/usr/bin/env bash
# ./wardline bench [--json]: how fast, beside what the acceptance asks and beside a mosquitto that echoes the same load in the same seconds.
# The load generator is the project's own (bench/wardload.c among the shared files; it needs a C compiler). What is measured and
# how: .ci/bench.py. The launcher has set JAVA_HOME and WARDLINE_SHARED, and has built.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source=$WARDLINE_SHARED/bench/wardload.c
[[ -f $source ]] || { echo "wardline: the load generator is not here: set WARDLINE_SHARED to the folder that holds bench/" >&2; exit 1; }
command -v cc >/dev/null || { echo "wardline: no C compiler found (Debian: apt-get install gcc libc6-dev)" >&2; exit 1; }
command -v python3 >/dev/null || { echo "wardline: no Python found (Debian: apt-get install python3)" >&2; exit 1; }
mkdir -p "$root/target"
loader=$root/target/wardload
[[ $loader -nt $source ]] || cc -O2 -pthread -o "$loader" "$source"
exec python3 "$root/.ci/bench.py" "$root/wardline" "$loader" "$@"
