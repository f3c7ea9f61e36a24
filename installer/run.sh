#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Lockleaf and starts it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

usage() {
    cat <<'TEXT'
installer/run.sh [--demo | --build-only] [VAULT]

  (nothing)      install missing Debian packages, build, start the window
  VAULT          the same, opening that vault
  --demo         show the whole path without a display: lockleaf-cli in a temporary folder
  --build-only   install and build, start nothing
TEXT
}

mode=start
case "${1-}" in
--demo) mode=demo; shift ;;
--build-only) mode=build; shift ;;
-h | --help) usage; exit 0 ;;
-*) usage >&2; exit 2 ;;
esac

"$root/installer/install_packages.sh" build
echo "Building Lockleaf (the first time takes some minutes)…"
if [ "$mode" = demo ]; then
    "$root/installer/build.sh" release lockleaf-cli
else
    "$root/installer/build.sh" release lockleaf lockleaf-cli
fi
bin=$root/build/release/bin

case "$mode" in
build) echo "Built: build/release/bin/lockleaf and build/release/bin/lockleaf-cli" ;;
demo) exec "$root/installer/demo.sh" "$bin/lockleaf-cli" ;;
start)
    if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
        echo "There is no display here. Start it on a desktop, or try: installer/run.sh --demo" >&2
        exit 1
    fi
    exec "$bin/lockleaf" "$@"
    ;;
esac
