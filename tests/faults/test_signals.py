"""What ends the app, or stops it for a while: nothing that was written is lost, and the terminal is as it was."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import pytest

from tests.faults.places import drafts
from tests.faults.shells import in_a_shell
from tests.tui.gate import WAIT, closed_gate
from tests.tui.terminal import Terminal


@pytest.fixture
def terminal(root: Path) -> Terminal:
    return Terminal("read", "port", "-l", str(root))


def test_a_session_leaves_the_terminal_as_it_was(terminal: Terminal, root: Path) -> None:
    terminal.until("Highlight")
    terminal.type("h")
    terminal.until("Highlighted")
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.left_as_it_was
    assert (root / "annotations" / "port.jsonl").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_saves_the_draft_and_restores_the_terminal(
    terminal: Terminal, home: Path, number: signal.Signals
) -> None:
    terminal.until("Highlight")
    terminal.type("aDu vent")
    terminal.until("Du vent")
    os.kill(terminal.pid, number)
    assert terminal.end() == 0
    assert terminal.left_as_it_was
    assert drafts(home) == ["Du vent"]


def test_a_closed_window_ends_the_app_and_saves_the_draft(terminal: Terminal, home: Path) -> None:
    terminal.until("Highlight")
    terminal.type("aDu vent")
    terminal.until("Du vent")
    os.close(terminal.fd)
    terminal.status()
    assert drafts(home) == ["Du vent"]


def test_ctrl_z_stops_the_program_that_started_the_app_too(root: Path, tmp_path: Path) -> None:
    wrapper = tmp_path / "wrapper.py"
    wrapper.write_text("import subprocess, sys\nsys.exit(subprocess.run([sys.executable, *sys.argv[1:]]).returncode)\n")
    shown = in_a_shell(wrapper, "-m", "reader", "read", "port", "-l", root)
    shown.until("Highlight")
    shown.type("j\x1a")
    shown.until("Stopped")
    # Until it has stopped again: if it is brought to the front in the moment between its look and its stop, it stops there.
    shown.type(f"bg; while jobs > {tmp_path}/jobs; ! grep output {tmp_path}/jobs; do :; done\r")
    shown.until("tty output")
    shown.type("echo seen $((40 + 2))\r")
    shown.until("seen 42")
    shown.screen.reset()
    shown.type("fg\r")
    shown.until("Highlight")
    shown.type("h")
    shown.until("Highlighted")
    shown.type("q")
    shown.until("shell>")
    shown.type("exit\r")
    shown.end()
    assert b"Les grutiers" in (root / "annotations" / "port.jsonl").read_bytes()


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_all_back(root: Path, home: Path) -> None:
    shown = in_a_shell("-m", "reader", "read", "port", "-l", root)
    shown.until("Highlight")
    shown.type("j\x1a")
    shown.until("Stopped")
    assert shown.left_as_it_was
    shown.type("echo seen $((40 + 2))\r")
    shown.until("seen 42")
    shown.screen.reset()
    shown.type("fg\r")
    shown.until("Highlight")
    shown.type("aAu retour")
    shown.until("Au retour")
    shown.type("\x13")
    shown.until("The note is kept.")
    shown.type("q")
    shown.until("shell>")
    assert shown.left_as_it_was
    shown.type("exit\r")
    shown.end()
    assert b"Les grutiers" in (root / "annotations" / "port.jsonl").read_bytes()


HELD = f"""
from reader.cli import command_line
from reader.session.snapshot import Snapshot
run = command_line.main
def held(words, snapshot):
    snapshot.hold_keys()
    sys.stderr.write("\\x1b[30;1Hheld")
    exec({WAIT!r}, {{}})
    return run(words, snapshot)
command_line.main = held
"""


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIOWrapper]:
    with closed_gate(tmp_path / "gate") as gate:
        monkeypatch.setenv("GATE", gate.name)
        yield gate


@pytest.fixture(params=[True, False], ids=["a snapshot is shown", "nothing is shown"])
def seen_before(request: pytest.FixtureRequest, root: Path) -> bool:
    if request.param:
        before = Terminal("read", "port", "-l", str(root))
        before.until("Highlight")
        before.type("q")
        before.end()
    return bool(request.param)


@pytest.mark.usefixtures("seen_before")
def test_ctrl_z_waits_for_the_app(root: Path, tmp_path: Path, gate: TextIOWrapper) -> None:
    (tmp_path / "slow.py").write_text(BREAK.format(HELD))
    shown = in_a_shell(tmp_path / "slow.py", "read", "port", "-l", root)
    shown.until("held")
    shown.type("\x1a")
    shown.settle(0.3)
    assert "topped" not in "\n".join(shown.screen.display)
    gate.close()
    shown.until("Stopped")
    assert shown.left_as_it_was
    shown.screen.reset()
    shown.type("fg\r")
    shown.until("Highlight")
    shown.type("q")
    shown.until("shell>")
    shown.type("exit\r")
    shown.end()


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)])
def test_a_signal_before_the_app_is_loaded_restores_the_terminal(
    root: Path, tmp_path: Path, seen_before: bool, sent: signal.Signals, status: int
) -> None:
    (tmp_path / "slow.py").write_text(BREAK.format(HELD))
    shown = Terminal(str(tmp_path / "slow.py"), "read", "port", "-l", str(root), program=())
    before = termios.tcgetattr(shown.fd)
    shown.until("held")
    assert termios.tcgetattr(shown.fd) != before
    shown.type("jh")
    shown.settle(0.3)
    os.kill(shown.pid, sent)
    shown.rest()
    assert termios.tcgetattr(shown.fd) == before
    assert shown.end() == status
    assert shown.left_as_it_was is seen_before
    assert not (root / "annotations").exists()


BREAK = """
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from reader.__main__ import main
{}
sys.argv[0] = "scolie"
sys.exit(main())
"""
BROKEN = {
    "a key": """
from reader.tui.screen.article.search import Search
Search.open = lambda self: self._view.text / "\x1b]0;pris\x07"
""",
    "a dialog that opens": """
from reader.tui.dialog.choose import Choose
Choose.compose = lambda self: [1 / "\x1b]0;pris\x07"]
from reader.tui.screen.article.search import Search
Search.open = lambda self: self._host.ask(Choose('', ()), print)
""",
    "a clock": """
from reader.tui.service.watcher import Watcher
look = Watcher.look
Watcher.look = lambda self: self._state.places.of("port").marks and 1 / "\x1b]0;pris\x07" or look(self)
from reader.tui.screen.article.search import Search
Search.open = lambda self: self._view._state.places.of("port").marks.update(a=[0, 1])
""",
    "work in the background": """
from reader.tui.screen.article.search import Search
Search.open = lambda self: self._host.in_background(lambda: 1 / "\x1b]0;pris\x07", print)
""",
    "a row that is painted": """
from reader.tui.widget.pane import ReadingPane
from reader.tui.screen.article.search import Search
def find(self):
    ReadingPane.render_line = ReadingPane.render_lines = lambda self, y: 1 / "\x1b]0;pris\x07"
    self._view.pane.refresh()
Search.open = find
""",
}


@pytest.mark.parametrize("where", BROKEN)
def test_a_failure_saves_the_draft_restores_the_terminal_and_names_the_log(root: Path, home: Path, where: str) -> None:
    shown = Terminal("read", "port", "-l", str(root), program=("-c", BREAK.format(BROKEN[where])))
    shown.until("Highlight")
    shown.type("haDu vent")
    shown.until("Du vent")
    shown.type("\x1b")
    shown.until("The draft is kept")
    shown.type("/")
    assert shown.end() == 1
    assert shown.left_as_it_was
    output = shown.bytes[shown.bytes.rfind(b"\x1b[?1049l") :].decode()
    log = home / "state" / "scolie" / "scolie.log"
    assert "what was acknowledged is kept: TypeError" in output
    assert str(log) in output.replace("\r\n", "")
    assert "\x1b]0;" not in output
    assert "unsupported operand" in log.read_text()
    assert drafts(home) == ["Du vent"]
    assert (root / "annotations" / "port.jsonl").exists()


def test_a_failure_saves_the_draft_of_a_note_that_is_still_open(root: Path, home: Path) -> None:
    broken = """
from reader.tui.service.watcher import Watcher
look = Watcher.look
Watcher.look = lambda self: "vent" in str(self._state.places.of("port").drafts) and 1 / 0 or look(self)
"""
    shown = Terminal("read", "port", "-l", str(root), program=("-c", BREAK.format(broken)))
    shown.until("Highlight")
    shown.type("aDu vent")
    assert shown.end() == 1
    assert shown.left_as_it_was
    assert drafts(home)[0].startswith("Du ")
