"""What every case measures with: a home of its own, libraries made once, programs to start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench import corpus
from tests.bench.watched import SIZE, Watched

HERE = Path(__file__).parent
TOP = HERE.parent.parent
SCOLIE = Path(sys.executable).parent / "scolie"
"""The command as it is installed, which is what people start."""

_LEFT_OUT = ("NO_COLOR", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION", "COLUMNS", "LINES", "SCOLIE_LIBRARY", "LESS")


@dataclass
class Bench:
    """A run: everything is made in ``folder``; a ``quick`` one leaves out what takes long to make or to repeat."""

    folder: Path
    quick: bool = False
    _made: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Corpora are made through the program's own code in this process, too: it shares the home.
        os.environ.update(self._home)
        for name in _LEFT_OUT:
            os.environ.pop(name, None)

    @property
    def _home(self) -> dict[str, str]:
        places = {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        return {**places, "HOME": str(self.folder)}

    @cached_property
    def environ(self) -> dict[str, str]:
        """The environment that programs are started in."""
        return {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}

    def times(self, quick: int, full: int) -> int:
        """Return how often to do it."""
        return quick if self.quick else full

    # -- programs

    def scolie(self, *arguments: str, size: tuple[int, int] = SIZE) -> Watched:
        """Start scolie in a terminal."""
        return Watched([str(SCOLIE), *arguments], self.environ, size)

    def python(self, *arguments: str) -> Watched:
        """Start the same Python in a terminal."""
        return Watched([sys.executable, *arguments], self.environ)

    def other(self, *argv: str) -> Watched | None:
        """Start another program in a terminal; None where it is not installed."""
        found = self.which(argv[0])
        return Watched([found, *argv[1:]], self.environ) if found else None

    @staticmethod
    def which(name: str) -> str | None:
        """Return where a program is installed."""
        return shutil.which(name)

    def run(self, *argv: str) -> float:
        """Run a program to its end, without a terminal, and return the seconds."""
        start = perf_counter()
        subprocess.run(argv, check=True, env=self.environ, stdout=subprocess.DEVNULL)
        return perf_counter() - start

    def inside(self, *arguments: str) -> dict[str, list[Any]]:
        """Run a function of `tests.bench.inside` in a process of its own and return what it tells."""
        command = [sys.executable, "-m", "tests.bench.inside", *arguments]
        done = subprocess.run(command, check=True, env=self.environ, cwd=TOP, stdout=subprocess.PIPE, text=True)
        figures: dict[str, list[Any]] = json.loads(done.stdout)
        return figures

    # -- libraries, each made when first asked for

    def _library(self, name: str, make: Callable[[Path], object]) -> Path:
        if name not in self._made:
            root = self.folder / "libraries" / name
            make(root)
            self._made[name] = root
        return self._made[name]

    @property
    def six(self) -> Path:
        """Six articles of 8 kB, the first with a dozen highlights."""
        return self._library("six", _six)

    @property
    def edited(self) -> Path:
        """The same, to be edited."""
        return self._library("edited", _six)

    @property
    def bare(self) -> Path:
        """Six articles of 8 kB, nothing marked."""
        return self._library("bare", lambda root: corpus.library(root, 6, 8_000))

    @property
    def many(self) -> Path:
        """Ten thousand articles of 1.4 kB."""

        def make(root: Path) -> None:
            corpus.library(root, 10_000, 800)
            self.run(str(SCOLIE), "list", "-l", str(root))  # the first reading of all is not what is measured

        return self._library("many", make)

    def large(self, megabytes: int, highlights: int = 0) -> Path:
        """One article of so many megabytes, `large`, with highlights on its first sentences."""

        def make(root: Path) -> None:
            (root / "seeds").mkdir(parents=True)
            text = corpus.article("Dossier", megabytes * 1_000_000)
            (root / "seeds" / "large.md").write_text(text, encoding="utf-8")
            if highlights:
                corpus.highlight(root, {"large": highlights})

        return self._library(f"large-{megabytes}-{highlights}", make)

    @property
    def stored(self) -> Path:
        """A hundred thousand annotations in five thousand articles of 2.4 kB."""

        def make(root: Path) -> None:
            corpus.library(root, 5_000, 2_800)
            corpus.highlight(root, {f"a{number:05d}": 20 for number in range(5_000)})
            self.run(str(SCOLIE), "list", "-l", str(root))

        return self._library("stored", make)


def _six(root: Path) -> None:
    corpus.library(root, 6, 8_000)
    corpus.highlight(root, {"a00000": 12})
