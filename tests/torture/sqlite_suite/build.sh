#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fetches the source package of SQLite by apt and builds its testfixture with the vault's VFS below it.
# Usage: build.sh FOLDER   leaves FOLDER/testfixture and FOLDER/source; needs a build of Lockleaf (LOCKLEAF_BUILD)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
build=${LOCKLEAF_BUILD:-$root/build/release}
folder=$(mkdir -p "${1:?a folder}" && cd "$1" && pwd)
[ -f "$build/lib/liblockleaf_core.a" ] || { echo "no liblockleaf_core.a in $build: build Lockleaf first"; exit 1; }

if [ ! -d "$folder/source" ]; then
    # Lists of its own: those of the computer stay as they are.
    mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/apt/parts"
    cat >"$folder/apt/parts/source.sources" <<'TEXT'
Types: deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
TEXT
    apt=(apt-get -o "Dir::Etc::SourceList=$folder/apt/none" -o "Dir::Etc::SourceParts=$folder/apt/parts"
        -o "Dir::State::Lists=$folder/apt/lists" -o "Dir::Cache=$folder/apt/cache")
    touch "$folder/apt/none"
    "${apt[@]}" update
    (cd "$folder" && "${apt[@]}" source --download-only sqlite3)
    dpkg-source --no-check -x "$folder"/sqlite3_*.dsc "$folder/source"
fi
cd "$folder/source"
[ -f sqlite3.c ] || { ./configure --disable-readline >"$folder/configure.log" 2>&1 && make sqlite3.c >"$folder/make.log" 2>&1; }

# As the Makefile has it, with the vault's size of pages, and with the VFS put in as SQLite starts.
flags=(-O1 -w -I. -Isrc -Iext/rtree -Iext/icu -Iext/fts3 -Iext/async -Iext/session -Iext/userauth -I/usr/include/tcl8.6
    -D_HAVE_SQLITE_CONFIG_H -DBUILD_sqlite -DNDEBUG -DSQLITE_OS_UNIX=1 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_MATH_FUNCTIONS
    -DSQLITE_HAVE_ZLIB=1 -DSQLITE_NO_SYNC=1 -DSQLITE_TEMP_STORE=1 -DSQLITE_TEST=1 -DSQLITE_CRASH_TEST=1
    -DTCLSH_INIT_PROC=sqlite3TestInit -DSQLITE_SERVER=1 -DSQLITE_PRIVATE= -DSQLITE_CORE -DSQLITE_SERIES_CONSTRAINT_VERIFY=1
    -DSQLITE_DEFAULT_PAGE_SIZE=8192 -DSQLITE_ENABLE_STMTVTAB -DSQLITE_ENABLE_DBPAGE_VTAB -DSQLITE_ENABLE_BYTECODE_VTAB
    -DSQLITE_CKSUMVFS_STATIC -DSQLITE_ENABLE_FTS5 -DSQLITE_EXTRA_INIT=lockleaf_suite_start)
mkdir -p "$folder/objects"
make -n testfixture 2>/dev/null | tail -n 3 | tr ' ' '\n' | grep '\.c$' |
    xargs -P 2 -I FILE sh -c 'out=$1/$(basename "$2" .c).o; shift 2; [ -f "$out" ] || exec cc "$@" -c FILE -o "$out"' \
        _ "$folder/objects" FILE "${flags[@]}"
c++ -std=c++23 -O1 -I"$root" -I"$build/generated" -c "$here/suite_vfs.cpp" -o "$folder/objects/suite_vfs.o"
# shellcheck disable=SC2046
c++ -o "$folder/testfixture" "$folder"/objects/*.o "$build/lib/liblockleaf_core.a" -ltcl8.6 -lz -lm -lzxcvbn \
    $(pkg-config --libs libsodium libutf8proc libzstd libarchive)
echo "built $folder/testfixture"
