#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Layers, format, warnings as errors, clang-tidy, the core under both sanitizers, and mistakes that tests must catch.
#
# The long form reads every file and tries every mistake. The short form takes a part that moves on with each commit:
# one in twelve files and what the last commit changed, four mistakes, and the threads alone under ThreadSanitizer. (The
# core under AddressSanitizer is a step of tests/run.sh, and is only looked at here.)
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
long=${LOCKLEAF_LONG-}
mkdir -p build/test-logs
bad=0
wrong() { echo "FAILED: $1"; bad=1; }

tests/layers/layers_test.py || wrong "layers"

mapfile -t sources < <(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp')
mapfile -t formatted < <(git ls-files '*.cpp' '*.h')
clang-format-19 --dry-run -Werror "${formatted[@]}" 2>build/test-logs/format.log || {
    head -n 10 build/test-logs/format.log
    wrong "clang-format"
}

# Each source by itself, with the warnings that the dev preset has as errors too.
[ -f build/dev/build.ninja ] || cmake --preset dev >build/test-logs/configure-dev.log 2>&1 || wrong "configuring dev"
grep -q '^LOCKLEAF_WERROR:BOOL=ON' build/dev/CMakeCache.txt || wrong "warnings are no errors"
commit=$(git rev-list --count HEAD)
chosen=()
for at in "${!sources[@]}"; do
    if [ -n "$long" ] || [ $((at % 12)) -eq $((commit % 12)) ]; then chosen+=("${sources[$at]}"); fi
done
if [ -z "$long" ]; then
    mapfile -t -O "${#chosen[@]}" chosen < <(git diff --name-only --diff-filter=AM HEAD~1 -- 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp' 2>/dev/null | head -n 20)
fi
mapfile -t chosen < <(printf '%s\n' "${chosen[@]}" | sort -u)
tidy=$(printf '%s\n' "${chosen[@]}" | xargs -P "$(nproc)" -n 2 clang-tidy-19 -p build/dev --quiet \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-unused-command-line-argument 2>build/test-logs/tidy.log)
tidied=$?
findings=$(grep -E 'warning:|error:' <<<"$tidy" | sort -u)
[ -z "$findings" ] || { head -n 40 <<<"$findings"; wrong "clang-tidy"; }
[ "$tidied" -eq 0 ] || [ -n "$findings" ] || { tail -n 5 build/test-logs/tidy.log; wrong "clang-tidy did not run"; }

asan=build/test-logs/ctest-asan-ubsan.log
if [ -f "$asan" ]; then
    grep -q '100% tests passed' "$asan" || wrong "the core under AddressSanitizer and UndefinedBehaviorSanitizer"
elif installer/build.sh asan-ubsan; then
    ctest --test-dir build/asan-ubsan --output-on-failure --timeout 600 >"$asan" 2>&1 || { tail -n 30 "$asan"; wrong "asan-ubsan"; }
fi

threads=(base-work_queue vault-vault_changes crypto-aead)
if [ -n "$long" ]; then threads=(); fi
layers="base|crypto|vaultfile|store|vault|archive|interchange"
if installer/build.sh tsan "${threads[@]}"; then
    filter=(-L "$layers")
    [ -n "$long" ] || filter=(-R "^($(IFS='|'; echo "${threads[*]}"))\$")
    # More bits of address space randomisation than this sanitizer knows would end it at its start.
    setarch "$(uname -m)" -R ctest --test-dir build/tsan "${filter[@]}" --output-on-failure --timeout 600 \
        >build/test-logs/ctest-tsan.log 2>&1 || { tail -n 40 build/test-logs/ctest-tsan.log; wrong "tsan"; }
    run=$(grep -cE 'Test +#.*Passed' build/test-logs/ctest-tsan.log)
    [ "$run" -ge 3 ] || wrong "only $run tests ran under ThreadSanitizer"
else
    wrong "the tsan build"
fi

some=() least=10
[ -n "$long" ] || { some=(--some 4 --from "$commit"); least=4; }
mutants=$(tests/mutants/run.py "${some[@]}") || wrong "mutants"
red=$(grep -c 'red, as it must be' <<<"$mutants")
[ "$red" -ge "$least" ] && [ "$bad" -eq 0 ] || echo "$mutants"
[ "$red" -ge "$least" ] || wrong "only $red mutants"

echo "layers, format, ${#chosen[@]} of ${#sources[@]} files through clang-tidy, asan-ubsan, $run tests under tsan, $red mutants red"
exit $bad
