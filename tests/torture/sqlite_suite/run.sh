#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs test files of SQLite over the vault's VFS, each in a folder of its own, and prints a line for each:
# NAME ERRORS TESTS, or NAME - - where it did not come to its end within a minute.
# Usage: run.sh FOLDER NAME…   FOLDER as build.sh made it; names as in allowed.txt
set -uo pipefail
folder=$(cd "${1:?the folder of build.sh}" && pwd)
shift
# In memory where that can be had: every commit is synced.
work=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo /tmp)")
trap 'rm -rf "$work"' EXIT
export LOCKLEAF_SUITE_LOG=1
for name in "$@"; do
    mkdir -p "$work/$name"
    (cd "$work/$name" && timeout "${LOCKLEAF_SUITE_SECONDS:-60}" "$folder/testfixture" "$folder/source/test/$name.test") \
        >"$work/log" 2>&1 </dev/null
    counts=$(sed -n 's/^\([0-9]*\) errors out of \([0-9]*\) tests.*/\1 \2/p' "$work/log" | tail -n 1)
    echo "$name ${counts:-- -}"
    [ -z "${LOCKLEAF_SUITE_LOGS-}" ] || cp "$work/log" "$LOCKLEAF_SUITE_LOGS/$name.log"
    rm -rf "${work:?}/$name"
done
