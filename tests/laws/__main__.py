"""Print what ``offenders.toml`` would have to say now."""

from __future__ import annotations

import sys

from tests.laws.laws import LAWS

if __name__ == "__main__":
    write = sys.stdout.write
    write("# What still breaks a law: a section a law, with the most that there may be of each.\n")
    for law in LAWS:
        write(f"\n# {law.text}\n[{law.name}]\n")
        for offender, count in sorted(law.found().items()):
            write(f'"{offender}" = {count}\n')
