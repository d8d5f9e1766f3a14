"""``make messages``: bring each catalogue up to what the source says, and compile it."""

from __future__ import annotations

import sys

from tests.translation.catalogues import compiled, files, read, untranslated, updated

BLANK_LINE = b"\n\n"

if __name__ == "__main__":
    for file in files():
        header = file.read_bytes().partition(BLANK_LINE)[0]
        file.write_bytes(header + BLANK_LINE + updated(read(file)).strip(b"\n") + b"\n")
        catalogue = read(file)
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        sys.stdout.write(
            f"{file.parts[-3]}: {len(untranslated(catalogue))} of {len(catalogue)} messages to translate\n"
        )
