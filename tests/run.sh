#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, runs every test, then the acceptance table.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

usage() {
    cat <<'TEXT'
tests/run.sh [--no-acceptance] [--long] [--only ID] | --fuzz [NAME…]

  --no-acceptance   unit tests and sanitizers alone
  --long            the long forms of the acceptance programs too
  --only ID         build, then only that acceptance program (A2-05)
  --fuzz [NAME…]    what an attacker can write, given to each of its parsers (or to those named) for twenty minutes or ten
                    million times, under the sanitizers
TEXT
}
acceptance=yes only=""
export LOCKLEAF_LONG=${LOCKLEAF_LONG-}
while [ $# -gt 0 ]; do
    case "$1" in
    --no-acceptance) acceptance=no ;;
    --long) LOCKLEAF_LONG=1 ;;
    --only) only=${2:?an id}; shift ;;
    --fuzz)
        shift
        installer/install_packages.sh build test && exec tests/fuzz/run_fuzzers.py "$@"
        exit 1
        ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done

export QT_QPA_PLATFORM=xcb QT_ACCESSIBILITY=0 LC_ALL=C.UTF-8
export LOCKLEAF_BIN=${LOCKLEAF_BIN-$root/build/release/bin}
if [ -z "${LOCKLEAF_SHARED-}" ] && [ -d "$root/../shared" ]; then
    LOCKLEAF_SHARED=$(cd "$root/../shared" && pwd)
    export LOCKLEAF_SHARED
fi
[ -n "${LOCKLEAF_SHARED-}" ] || echo "No shared test data here ($root/../shared): what needs it will skip and say so."
logs=$root/build/test-logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
# Half of the tests wait for a program or a clock most of the time.
at_once=$(($(nproc) + ($(nproc) + 1) / 2))

step() { printf '\n== %s\n' "$1"; }
fail_step() { echo "FAILED: $1"; failed=$((failed + 1)); }

step "Packages and build"
installer/install_packages.sh build test || exit 1
installer/build.sh release || { echo "FAILED: the release build"; echo "0 passed, 1 failed"; exit 1; }
# Lockleaf runs as somebody who is not root wherever its confinement is tested.
if [ "$(id -u)" -eq 0 ] && ! id lockleaf-test >/dev/null 2>&1; then
    useradd --create-home --shell /bin/bash lockleaf-test || fail_step "making the user lockleaf-test"
fi

# Every test gets a display of its own that ends with this script.
display_fd=$(mktemp)
Xvfb -displayfd 3 -screen 0 1600x1200x24 -nolisten tcp 3>"$display_fd" >"$logs/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill $xvfb 2>/dev/null; rm -f "$display_fd"' EXIT
for _ in $(seq 100); do [ -s "$display_fd" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$display_fd")
export DISPLAY

# run_ctest PRESET: counts what ctest says; a skip counts as a failure where the data is there.
run_ctest() {
    local log=$logs/ctest-$1.log
    ctest --test-dir "build/$1" --parallel "$at_once" --output-on-failure --timeout 600 >"$log" 2>&1
    local code=$?
    local total bad missed
    total=$(grep -cE '^ *[0-9]+/[0-9]+ Test +#' "$log")
    bad=$(grep -cE '^ *[0-9]+/[0-9]+ Test +#.*(\*\*\*Failed|\*\*\*Timeout|\*\*\*Exception|\*\*\*Not Run)' "$log")
    missed=$(grep -cE '^ *[0-9]+/[0-9]+ Test +#.*\*\*\*Skipped' "$log")
    echo "$1: $((total - bad - missed)) of $total passed, $bad failed, $missed skipped"
    if [ "$code" -ne 0 ] || [ "$bad" -gt 0 ]; then
        grep -vE '^ *[0-9]+/[0-9]+ Test +#.*Passed|^ *Start ' "$log" | tail -n 120
    fi
    if [ "$total" -eq 0 ]; then fail_step "$1 ran no test"; fi
    if [ "$missed" -gt 0 ] && [ -n "${LOCKLEAF_SHARED-}" ]; then
        grep -E '\*\*\*Skipped' "$log"
        bad=$((bad + missed)) missed=0
    fi
    passed=$((passed + total - bad - missed)) failed=$((failed + bad)) skipped=$((skipped + missed))
}

if [ -z "$only" ]; then
    step "Tests (release)"
    # What the tests leave of the processors while they wait builds the next ones.
    nice -n 19 installer/build.sh asan-ubsan >"$logs/build-asan-ubsan.log" 2>&1 &
    asan_build=$!
    run_ctest release
    step "Core tests under AddressSanitizer and UndefinedBehaviorSanitizer"
    if wait "$asan_build"; then
        run_ctest asan-ubsan
    else
        cat "$logs/build-asan-ubsan.log"
        fail_step "the asan-ubsan build"
    fi
fi

# The acceptance table: id, outcome, figure. Exit codes: 0 holds, 77 cannot be judged here, else it does not hold.
# Runs one program, and leaves its line of the table and its outcome behind.
run_program() {
    local name log code outcome figure begin=$SECONDS
    name=$(basename "$1")
    log=$logs/$name.log
    timeout --kill-after=10 "${LOCKLEAF_ACCEPTANCE_TIMEOUT-$([ -n "$LOCKLEAF_LONG" ] && echo 3600 || echo 600)}" "$1" >"$log" 2>&1 </dev/null
    code=$?
    figure=$(grep -v '^$' "$log" | tail -n 1 | cut -c1-150)
    case $code in
    0) outcome=PASS ;;
    77) outcome=SKIP ;;
    *) outcome=FAIL ;;
    esac
    printf '%-34s %s  %s (%s s)\n' "${name:0:34}" "$outcome" "$figure" "$((SECONDS - begin))" >"$rows/$name"
    echo "${name:0:5} $outcome after $((SECONDS - begin)) s"
}

if [ "$acceptance" = yes ]; then
    step "Acceptance"
    rows=$logs/acceptance
    rm -rf "$rows"
    mkdir -p "$rows"
    alone=() long_ones=() beside=()
    for program in tests/acceptance/A*; do
        [ -x "$program" ] && [ -f "$program" ] || continue
        [ -z "$only" ] || [[ $(basename "$program") == "$only"* ]] || continue
        # Those that take times say so: nothing else runs beside them. Those that take long begin first.
        case $(head -n 12 "$program") in
        *'Runs alone'*) alone+=("$program") ;;
        *'Takes long'*) long_ones+=("$program") ;;
        *) beside+=("$program") ;;
        esac
    done
    for program in "${alone[@]}"; do run_program "$program"; done
    for program in "${long_ones[@]}" "${beside[@]}"; do
        # The display is a job as well.
        while [ "$(jobs -rp | grep -vcx "$xvfb")" -ge "$at_once" ]; do wait -n; done
        run_program "$program" &
    done
    while [ "$(jobs -rp | grep -vcx "$xvfb")" -gt 0 ]; do wait -n; done

    step "Acceptance table"
    for row in "$rows"/*; do
        [ -f "$row" ] || continue
        cat "$row"
        case $(cut -c36-39 "$row") in
        PASS) passed=$((passed + 1)) ;;
        SKIP) if [ -n "${CI-}" ]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi ;;
        *)
            failed=$((failed + 1))
            tail -n 30 "$logs/$(basename "$row").log" | sed 's/^/      | /'
            ;;
        esac
    done
fi

step "Result"
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
