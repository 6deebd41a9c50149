#!/usr/bin/env bash
# Builds target/wardline_VERSION_{amd64,arm64}.deb from gateway/app/target/dist (./wardline package builds that first). Needs dpkg-deb and
# the JDK in JAVA_HOME; no root, no network. The same commit gives the same bytes.
#   build-package.sh [ARCHITECTURE…]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
dist=$root/gateway/app/target/dist
out=${WARDLINE_PACKAGE_DIR:-$here/target}

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$root/pom.xml" | head -n 1)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C
umask 022
[[ -d $dist/lib ]] || { echo "wardline: $dist is not built; run ./wardline package" >&2; exit 1; }
command -v dpkg-deb >/dev/null || { echo "wardline: no dpkg-deb found (Debian: apt-get install dpkg)" >&2; exit 1; }

native_of() { # Debian's name of an architecture, ONNX Runtime's
    case $1 in
        amd64) echo linux-x64 ;;
        arm64) echo linux-aarch64 ;;
        *) echo "wardline: no package for $1; there are amd64 and arm64" >&2; exit 2 ;;
    esac
}

natives() { # ARCHITECTURE LIB: ONNX Runtime's libraries beside the jars, and its jar without any
    local native jar=("$2"/lib/onnxruntime-*.jar)
    native=$(native_of "$1")
    [[ -f ${jar[0]} ]] || return 0
    (cd "$2" && "$JAVA_HOME/bin/jar" xf "${jar[0]}" "ai/onnxruntime/native/$native" && mv "ai/onnxruntime/native/$native" native)
    rm -r "$2/ai"
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$here/StripJar.java" "${jar[0]}" "$2/stripped.jar" ai/onnxruntime/native/
    mv "$2/stripped.jar" "${jar[0]}"
}

control() { # ARCHITECTURE TREE
    cat <<END
Package: wardline
Version: $version
Architecture: $1
Maintainer: The Wardline authors <wardline@localhost>
Installed-Size: $(du -k --apparent-size -s "$2" | cut -f 1)
Depends: openjdk-25-jre-headless | java25-runtime-headless, systemd, libc6 (>= 2.28), libstdc++6 (>= 9)
Recommends: chrony, fonts-inter, unattended-upgrades
Suggests: mosquitto, chromium
Section: net
Priority: optional
Description: hospital ward gateway
 Wardline is the box on the wall of a hospital ward: bedside devices talk to
 it by MQTT; it watches every patient, calls a nurse when something is wrong,
 keeps what it heard sealed on its own card, and hands it to the record
 system when the record system is there.
 .
 It is not the primary alarm of any device and not a certified medical
 device.
END
}

package() { # ARCHITECTURE
    local tree doc
    tree=$(mktemp -d)
    # shellcheck disable=SC2064 # this tree
    trap "rm -rf '$tree'" EXIT
    chmod 0755 "$tree"
    doc=$tree/usr/share/doc/wardline
    install -d "$tree"/usr/lib/wardline/lib "$doc" "$tree/DEBIAN"
    install -m 0644 "$dist"/lib/*.jar "$tree/usr/lib/wardline/lib/"
    natives "$1" "$tree/usr/lib/wardline"
    chmod -f 0644 "$tree"/usr/lib/wardline/native/* || true
    install -m 0644 "$root/gateway/app/src/dist/jvm.options" "$tree/usr/lib/wardline/"
    install -D -m 0755 "$here/package/wardline-command" "$tree/usr/bin/wardline"
    install -D -m 0644 "$here/package/wardline.service" "$tree/usr/lib/systemd/system/wardline.service"
    install -D -m 0644 "$here/package/sysusers.conf" "$tree/usr/lib/sysusers.d/wardline.conf"
    install -d "$tree/etc/wardline"
    sed 's|^#data: ./data$|data: /var/lib/wardline|' \
        "$root/gateway/app/src/main/resources/org/wardline/app/config/wardline.example.yaml" >"$tree/etc/wardline/wardline.yaml"
    install -m 0644 "$root/gateway/app/docs/configuration.md" "$here/package/copyright" "$doc/"
    install -D -m 0644 "$here/package/lintian-overrides" "$tree/usr/share/lintian/overrides/wardline"
    gzip -9n <"$here/package/changelog" >"$doc/changelog.gz"
    install -d "$tree/usr/share/man/man1"
    gzip -9n <"$here/package/wardline.1" >"$tree/usr/share/man/man1/wardline.1.gz"

    control "$1" "$tree" >"$tree/DEBIAN/control"
    echo /etc/wardline/wardline.yaml >"$tree/DEBIAN/conffiles"
    install -m 0755 "$here"/package/{postinst,prerm,postrm} "$tree/DEBIAN/"
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    mkdir -p "$out"
    dpkg-deb -Zxz -z2 --threads-max=1 --root-owner-group --build "$tree" "$out/wardline_${version}_$1.deb" >/dev/null
    rm -rf "$tree"
    trap - EXIT
    echo "$out/wardline_${version}_$1.deb"
}

[[ $# -gt 0 ]] || set -- amd64 arm64
for architecture in "$@"; do
    package "$architecture"
done
