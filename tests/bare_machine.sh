#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone in a minimal Debian root: installer/run.sh --demo and tests/run.sh --no-acceptance succeed.
#
# The long form does it. The short form accepts the last proof where nothing that bears on it has changed since
# (tests/bare_machine.proven holds the hash of those files), and does the long form where something has.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
proof=tests/bare_machine.proven

fingerprint=$(cat installer/packages.txt installer/*.sh installer/dependencies.cmake installer/cmake/* tests/run.sh | sha256sum | cut -d' ' -f1)
if [ -z "${LOCKLEAF_LONG-}" ] && [ "$(cat "$proof" 2>/dev/null)" = "$fingerprint" ]; then
    echo "packages and scripts are those that passed in a minimal root"
    exit 0
fi
[ "$(id -u)" -eq 0 ] || { echo "needs root for mmdebstrap"; exit 77; }

bare=$(mktemp -d /var/tmp/lockleaf-bare-XXXXXX)
cleanup() {
    umount -l "$bare/proc" "$bare/dev" 2>/dev/null
    rm -rf --one-file-system "$bare"
}
trap cleanup EXIT
mmdebstrap --variant=minbase bookworm "$bare" $(ls /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -n 1) || exit 1
git clone -q --no-local "$root" "$bare/home/lockleaf" || exit 1
cp /etc/resolv.conf "$bare/etc/" 2>/dev/null
cp -r /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/" 2>/dev/null
mount -t proc proc "$bare/proc" && mount --rbind /dev "$bare/dev" && mount --make-rslave "$bare/dev" || exit 1

inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb chroot "$bare" bash -c "cd /home/lockleaf && $1" </dev/null; }
begin=$SECONDS
inside './installer/run.sh --demo' || { echo "the demonstration failed in a minimal root"; exit 1; }
demo=$((SECONDS - begin))
begin=$SECONDS
inside './tests/run.sh --no-acceptance' || { echo "the tests failed in a minimal root"; exit 1; }
echo "$fingerprint" >"$proof"
echo "minimal root: demonstration in $demo s, tests in $((SECONDS - begin)) s"
