"""Every test has a home of its own; none touches the user's."""

from __future__ import annotations

# First, as it may change the clock and the environment that others look at when they are imported.
import tests.odd_machine  # noqa: F401  # isort: skip

import compileall
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import reader
from reader.session.first_steps import IN_ARTICLE, IN_LIST, FirstSteps
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.tui.service.garbage import THRESHOLD
from tests.memory_store import MemoryStore

# How long an example takes says more of the machine, which others use, too, than of the test.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

gc.set_threshold(THRESHOLD)  # loading 350 modules of tests makes little garbage, and apps run with this one, too

TEXT = "Le port rouvre. Les grutiers reviennent.\nUn intertitre nu\nLe préfet « suit » le dossier. Rien ne presse."


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once: tests start it hundreds of times, also where Python is told to write no bytecode."""
    if not hasattr(config, "workerinput"):  # the workers of xdist begin when this is done
        compileall.compile_dir(Path(reader.__file__).parent, quiet=2)


def pytest_collection_finish() -> None:
    """Leave what has been loaded out of each look for garbage: it stays until the end."""
    gc.freeze()


def use_home(folder: Path, changed: pytest.MonkeyPatch) -> None:
    """Have a folder for the user's home, and the same terminal and language, and no editor, whatever the machine has."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        changed.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    changed.setenv("HOME", str(folder))
    changed.setenv("TERM", "xterm-256color")
    changed.setenv("LANGUAGE", "en")
    for name in ("SCOLIE_LIBRARY", "NO_COLOR", "EDITOR", "VISUAL"):
        changed.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def process_for_many_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave out what makes sense where a process ends soon, and what shows only when the power fails.

    Commands exclude all that exists from the look for garbage, also what other tests have left. Waiting for the disk takes
    several milliseconds each time, and most of the time of tests of the store; their own disks see that it is asked for.
    What is made for several tests has a home, too.
    """
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(gc, "freeze", lambda: None)
        changed.setattr(os, "fsync", lambda descriptor: os.fstat(descriptor) and None)  # one that is closed fails
        use_home(tmp_path_factory.mktemp("home"), changed)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    use_home(folder, monkeypatch)
    FirstSteps().use(*IN_LIST, *IN_ARTICLE)  # nobody is a beginner, but where a test says so
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "port.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds" / "été.md").write_text("# Un été\n\nLe vent tombe. La mer dort.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def workspace(root: Path) -> Workspace:
    numbers = iter(range(1, 10_000))
    times = iter(range(1_700_000_000_000_000, 1_800_000_000_000_000, 1_000_000))
    catalogue = Catalogue(root, root / "seeds")
    opened = Workspace(root, catalogue, MemoryStore(), "Ada", lambda: next(times), lambda: f"{next(numbers):06d}")
    opened.articles()
    return opened
