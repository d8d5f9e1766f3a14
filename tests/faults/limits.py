"""Programs that start another one with less than the tests themselves may have, such as root's passing over all rights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

_DOWN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
_MOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'


def bound_by_rights() -> Sequence[str]:
    """Return what starts a program that the rights of files hold for; skip where there is no way."""
    if os.geteuid():
        return ()
    return if_it_works(_DOWN)


def with_read_only_mount(folder: Path) -> Sequence[str]:
    """Return what starts a program that sees ``folder`` on a read-only file system; skip where there is no way."""
    return if_it_works(("unshare", "-rm", "sh", "-c", _MOUNT, str(folder)))


def if_it_works(under: Sequence[str]) -> Sequence[str]:
    if not shutil.which(under[0]) or subprocess.run([*under, "true"], capture_output=True, check=False).returncode:
        pytest.skip(f"{under[0]} cannot be used here")
    return under


def scolie(
    *words: str, under: Sequence[str] = (), environment: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own, without a terminal."""
    environ = {name: value for name, value in {**os.environ, **(environment or {})}.items() if value is not None}
    command = [*under, sys.executable, "-m", "reader", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environ, timeout=60, check=False)
