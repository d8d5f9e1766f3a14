"""The tests can be run as if on another machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = {
    "young": "import time; assert time.monotonic() < 500 and time.perf_counter_ns() < 500 * 10**9",
    "abroad": "import time; assert time.timezone == -14 * 3600",
    "west": "import time; assert time.timezone == 11.5 * 3600",
    "private": "import os; assert os.umask(0) == 0o077",
    "public": "import os; assert os.umask(0o077) == 0",
    "bare": "import os; assert not {'HOME', 'TERM', 'USER'} & set(os.environ)",
    "dumb": "import os; assert os.environ['TERM'] == 'dumb'",
}


@pytest.mark.parametrize("machine", PROGRAMS)
def test_programs_that_a_test_starts_are_on_that_machine_too(machine: str) -> None:
    started = f"import subprocess, sys, tests.odd_machine; subprocess.run([sys.executable, '-c', {PROGRAMS[machine]!r}], check=True)"
    environment = {**os.environ, "ODD_MACHINE": machine}
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", f"{started}; {PROGRAMS[machine]}"], env=environment, cwd=root, check=True)
