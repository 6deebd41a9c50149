#!/usr/bin/env bash
# Builds the packages and looks at them as a stranger would: layout, modes, owners, own platform only, the same bytes twice; then runs the
# gateway's self-test from the unpacked amd64 package. Installs nothing on this machine. ./wardline test calls it.
# shellcheck disable=SC2317 # functions are called by check
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

check() { # WHAT COMMAND…: one line each
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

[[ -n ${JAVA_HOME:-} ]] || { echo "wardline: set JAVA_HOME to the JDK 25, or call ./wardline test" >&2; exit 2; }
"$root/wardline" version >/dev/null # builds when needed
WARDLINE_PACKAGE_DIR=$work/one "$here/build-package.sh" amd64 arm64 >/dev/null
WARDLINE_PACKAGE_DIR=$work/two "$here/build-package.sh" amd64 >/dev/null
amd64=("$work"/one/*_amd64.deb)
arm64=("$work"/one/*_arm64.deb)
check "the same bytes twice" cmp "${amd64[0]}" "$work/two/$(basename "${amd64[0]}")"

dpkg-deb -x "${amd64[0]}" "$work/amd64"
dpkg-deb -x "${arm64[0]}" "$work/arm64"
dpkg-deb -e "${amd64[0]}" "$work/control"
lib=$work/amd64/usr/lib/wardline

layout() {
    diff <(cd "$work/amd64" && find . -type f ! -name '*.jar' -printf '%m %P\n' | LC_ALL=C sort) - <<'.'
644 etc/wardline/wardline.yaml
644 usr/lib/systemd/system/wardline.service
644 usr/lib/sysusers.d/wardline.conf
644 usr/lib/wardline/jvm.options
644 usr/lib/wardline/native/libonnxruntime.so
644 usr/lib/wardline/native/libonnxruntime4j_jni.so
644 usr/share/doc/wardline/changelog.gz
644 usr/share/doc/wardline/configuration.md
644 usr/share/doc/wardline/copyright
644 usr/share/lintian/overrides/wardline
644 usr/share/man/man1/wardline.1.gz
755 usr/bin/wardline
.
}
owners() { ! dpkg-deb -c "${amd64[0]}" | grep -v '^.rwxr-xr-x root/root\|^-rw-r--r-- root/root'; }
jars() { # all that the build made, and nothing else
    diff <(ls "$root/gateway/app/target/dist/lib") <(ls "$lib/lib")
}
machine() { # TREE BYTE: the ELF machine of its libraries (62 is x86-64, 183 is AArch64)
    local file
    for file in "$1"/usr/lib/wardline/native/*.so; do
        [[ $(od -An -tu1 -j18 -N1 "$file" | tr -d ' ') == "$2" ]] || { echo "$file"; return 1; }
    done
}
no_platforms_in_jar() { ! "$JAVA_HOME/bin/jar" tf "$lib"/lib/onnxruntime-*.jar | grep 'native/.*[^/]$'; }
classes_in_jar() { "$JAVA_HOME/bin/jar" tf "$lib"/lib/onnxruntime-*.jar | grep -q '^ai/onnxruntime/OrtSession.class$'; }
same_but_native() { diff -rq "$work/amd64" "$work/arm64" -x native; }
conffile() { grep -qx /etc/wardline/wardline.yaml "$work/control/conffiles"; }
sums() { cd "$work/amd64" && md5sum --quiet -c "$work/control/md5sums"; }
state_goes_by_purge_only() {
    grep -q '/var/lib/wardline' "$work/control/postrm" && ! grep -q '/var/lib/wardline' "$work/control/prerm" "$work/control/postinst"
}
installed() { # from the unpacked tree, with nothing of the checkout and an empty home
    mkdir -p "$work/home"
    (cd "$work/home" && env -i PATH=/usr/bin:/bin HOME="$work/home" JAVA_HOME="$JAVA_HOME" WARDLINE_LIB="$lib" \
        timeout 120 "$work/amd64/usr/bin/wardline" "$@")
}
version() { installed version | grep -q "^wardline $(dpkg-deb -f "${amd64[0]}" Version) "; }

check "layout and modes" layout
check "owners and no special bits" owners
check "every jar of the build" jars
check "amd64 libraries in amd64" machine "$work/amd64" 62
check "arm64 libraries in arm64" machine "$work/arm64" 183
check "no libraries of other platforms in the jar" no_platforms_in_jar
check "but all its classes" classes_in_jar
check "amd64 and arm64 differ in libraries only" same_but_native
check "the configuration is a conffile" conffile
check "checksums" sums
check "state goes by purge only" state_goes_by_purge_only
for script in postinst prerm postrm; do
    check "$script parses" sh -n "$work/control/$script"
done
check "version" version
check "its configuration is right" installed config check "$work/amd64/etc/wardline/wardline.yaml"
check "self-test from the package" installed selftest

if command -v systemd-analyze >/dev/null; then
    unit=$work/amd64/usr/lib/systemd/system/wardline.service
    sed "s|^ExecStart=/usr/bin|ExecStart=$work/amd64/usr/bin|" "$unit" >"$work/wardline.service"
    unit_is_right() { # before systemd 254 the two keys of the back-off are unknown and ignored
        ! systemd-analyze verify --man=no "$work/wardline.service" 2>&1 | grep 'wardline.service' \
            | grep -v "'RestartSteps'\|'RestartMaxDelaySec'\|RestartSteps\|RestartMaxDelaySec"
    }
    check "the unit is right" unit_is_right
    check "the unit's exposure is at most 2.0" systemd-analyze security --offline=true --threshold=20 "$work/wardline.service"
else
    echo "skipped: systemd-analyze is not here"
fi
if command -v lintian >/dev/null; then
    check "lintian has no error" lintian --allow-root --fail-on error "${amd64[0]}"
else
    echo "skipped: lintian is not here"
fi
exit $failed
