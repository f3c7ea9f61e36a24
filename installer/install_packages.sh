#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of the named sections of packages.txt:  install_packages.sh build [test]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

wanted=()
for section in "$@"; do
    mapfile -t -O "${#wanted[@]}" wanted < <(
        awk -v section="[$section]" '/^#/ || /^$/ {next} /^\[/ {inside = ($0 == section); next} inside' "$here/packages.txt")
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not a Debian system. Lockleaf builds with these packages of Debian 12:" >&2
    printf '  %s\n' "${wanted[@]}" >&2
    exit 1
fi

installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(sort -u <<<"$installed"))
[ -n "$missing" ] || exit 0

echo "Installing from Debian: $(tr '\n' ' ' <<<"$missing")"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root, or install sudo: the packages above are missing." >&2; exit 1; }
    as_root=(sudo)
fi
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update
# shellcheck disable=SC2086  # one word a package
quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing
