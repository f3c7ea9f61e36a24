#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Layers, warnings as errors, clang-tidy, the core under ThreadSanitizer, mutants. (The core under asan-ubsan is a
# step of tests/run.sh itself.)
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
bad=0

tests/layers/layers_test.py || bad=1
grep -q '^LOCKLEAF_WERROR:BOOL=ON' build/release/CMakeCache.txt || { echo "warnings are not errors"; bad=1; }

echo "clang-tidy…"
mapfile -t sources < <(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp')
tidy=$(printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/release --quiet \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-unused-command-line-argument 2>/dev/null | grep -E 'warning:|error:' | sort -u)
if [ -n "$tidy" ]; then
    echo "$tidy" | head -n 40
    bad=1
fi
echo "clang-tidy read ${#sources[@]} files"

echo "ThreadSanitizer…"
if installer/build.sh tsan; then
    # Address space randomisation with more bits than this sanitizer knows would end it at start.
    setarch "$(uname -m)" -R ctest --test-dir build/tsan -L "base|crypto|vaultfile|store|vault|archive|interchange" --output-on-failure --timeout 600 >build/test-logs/ctest-tsan.log 2>&1 || {
        tail -n 60 build/test-logs/ctest-tsan.log
        bad=1
    }
    grep -E 'tests passed' build/test-logs/ctest-tsan.log
else
    bad=1
fi

echo "Mutants…"
mutants=$(tests/mutants/run.py) || bad=1
echo "$mutants"
count=$(grep -c 'red, as it must be' <<<"$mutants")
[ "$count" -ge 10 ] || { echo "only $count mutants"; bad=1; }

echo "layers, ${#sources[@]} files through clang-tidy, tsan, $count mutants red"
exit $bad
