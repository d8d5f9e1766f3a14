"""Make the monotonic clocks of a program that a test starts begin with it (see `tests.odd_machine`)."""

from __future__ import annotations

import time


def make_young() -> None:
    """Have `time.monotonic` and `time.perf_counter` begin now, with a second on them."""
    for name in ("monotonic", "perf_counter"):
        clock = getattr(time, name)
        began = clock() - 1
        setattr(time, name, lambda clock=clock, began=began: clock() - began)
        clock_ns = getattr(time, f"{name}_ns")
        began_ns = clock_ns() - 1_000_000_000
        setattr(time, f"{name}_ns", lambda clock=clock_ns, began=began_ns: clock() - began)


if __name__ == "sitecustomize":
    make_young()
