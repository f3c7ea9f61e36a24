#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole path on the command line, in a temporary folder:  demo.sh path/to/lockleaf-cli
set -euo pipefail
cli=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export XDG_STATE_HOME=$place/state
cd "$place"

step() { printf '\n%s\n' "$1"; }
# Shows a command as a person would type it, then runs it.
show() {
    printf '  $ lockleaf-cli %s\n' "$*"
    "$cli" "$@" | sed 's/^/    /'
}

step "A password, in a file only so that nobody has to type it here:"
printf 'only for this demonstration\n' >password
echo "  password"

step "1. A new vault. Deriving the key takes about a second, on purpose."
show create demo.lockleaf --password-file password

step "2. A note goes in from standard input; its id comes back once it is safely on disk."
printf '# Lisbon in May\n\nFive days, trains only.\n\n- [x] Renew passport\n- [ ] Copy tickets\n' >note
printf '  $ lockleaf-cli add demo.lockleaf --notebook Travel --password-file password < note\n'
id=$("$cli" add demo.lockleaf --notebook Travel --password-file password <note)
echo "    $id"

step "3. A folder of Markdown files goes in."
mkdir -p files/Home
printf '# House: who to call\n\nBoiler, electrician.\n' >files/Home/house.md
printf '# Sourdough\n\nHydration down to 72 %%.\n' >files/sourdough.md
show import demo.lockleaf files --password-file password

step "4. What is in it:"
show list demo.lockleaf --password-file password

step "5. A note comes back byte for byte:"
"$cli" show demo.lockleaf "$id" --password-file password >shown
cmp note shown
echo "  the same $(wc -c <note) bytes"

step "6. Nothing of it can be read in the file:"
if grep -aq -e Lisbon -e passport demo.lockleaf; then
    echo "  found plain text" >&2
    exit 1
fi
echo "  grep finds neither the title nor the text"

step "7. Everything is read and authenticated:"
show verify demo.lockleaf --password-file password

step "8. Everything comes out as one encrypted archive, for age and tar:"
printf 'a password for the archive\n' >archive-password
show export demo.lockleaf notes.tar.age --password-file password --archive-password-file archive-password
head -c 21 notes.tar.age | sed 's/^/    begins with: /'
echo
step "Done. A friend opens it with:  age -d notes.tar.age | tar x"
