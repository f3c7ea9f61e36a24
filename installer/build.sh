#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Configures and builds one preset:  build.sh PRESET [TARGET…].  Prints compiler output only where it fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() {
    if ! "$@" >"$log" 2>&1; then
        tail -n 80 "$log" >&2
        exit 1
    fi
}
[ -f "build/$preset/build.ninja" ] || run cmake --preset "$preset"
if [ $# -gt 0 ]; then
    run cmake --build --preset "$preset" --target "$@"
else
    run cmake --build --preset "$preset"
fi
