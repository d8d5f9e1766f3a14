"""Texts of every writing, encoding, shape and size: read, walked through, marked, and found again where they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.cli.command_line import main
from reader.ingest.decode import decode
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.session.search.find import search
from reader.text.fold import is_blank
from reader.text.guard import guard
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.store.making import often
from tests.tui.app_pilot import messages, until
from tests.tui.showing import seen, strips

FRENCH = "Le préfet « suit » l’été à Nœux. Rien ne presse."


def put(root: Path, data: bytes | str, name: str = "odd.txt") -> None:
    (root / "seeds" / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_in_any_usual_encoding_is_read_as_it_was_written(root: Path, encoding: str) -> None:
    put(root, FRENCH.encode(encoding))
    workspace = open_library(root)
    workspace.articles()
    assert workspace.text("odd") == FRENCH


async def test_a_damaged_byte_is_shown_and_named_and_leaves_annotations_and_search_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, FRENCH)
    workspace = open_library(root)
    workspace.articles()
    annotate(workspace, "odd", [Span(0, FRENCH.index(" Rien"))])
    workspace.store.close()
    put(root, FRENCH.encode() + b" l\x92eau.\nFin\xff.")
    workspace = open_library(root)
    workspace.articles()
    assert workspace.text("odd") == FRENCH + " l’eau.\nFin\ufffd."
    assert [annotation.state for annotation in annotations_in(workspace, "odd")] == [State.MOVED]
    assert [hit.article for hit in search(workspace, "l’eau article:odd")] == ["odd"]
    async with ScolieApp(workspace, "odd").run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        assert "2 bytes of the file are not UTF-8" in messages(pilot)
    workspace.store.close()
    assert main(["show", "odd", "-l", str(root)]) == 0
    assert "0x92, is on line 1" in capsys.readouterr().out
    assert main(["check", "-l", str(root)]) == 1
    assert "seeds/odd.txt: 2 bytes of the file are not UTF-8" in capsys.readouterr().out


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn", "Zs"]), min_size=1), st.booleans())
def test_utf_16_without_a_mark_is_known_by_its_spaces_in_every_script(text: str, big: bool) -> None:
    text = f"{text} {text}\n"
    assert decode(text.encode("utf-16-be" if big else "utf-16-le")).text == text


@given(st.binary())
def test_bytes_of_any_kind_are_a_text_and_none_of_ascii_is_taken_for_another(data: bytes) -> None:
    text = decode(data).text
    assert isinstance(text, str)
    if data.isascii() and b"\x00" not in data:
        assert text == data.decode("ascii")


@pytest.mark.parametrize("data", [b"a\0b", b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0", b"GIF89a\1\0\1\0\0\0\0", b"\0\0"])
def test_a_file_with_nul_bytes_is_left_out_and_named(
    root: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, data)
    workspace = open_library(root)
    assert "odd" not in {article.id for article in workspace.articles()}
    assert main(["check", "-l", str(root)]) == 1
    output = capsys.readouterr().out
    assert "odd.txt" in output
    assert "binary" in output


ODD = {
    "line ends of an old Mac": "Un titre\r\rLe vent tombe.\r\rLa mer dort.",
    "form feeds between pages": "Le vent tombe.\f\n\fLa mer dort. Il\fpleut.",
    "no byte at all": "",
    "one line end": "\n",
    "blanks alone": " \t\u00a0\u2003\n\u200b \n",
    "bidirectional overrides": "Le \u202etnev\u202c tombe. \u2067אבג\u2069 dort. \u061cFin.",
    "right to left": "הרוח נופלת. הים ישן.",
    "combining marks, five hundred on a letter": "Le ve" + "\u0301\u0323" * 250 + "nt tombe. La mer dort.",
    "combining marks on nothing": "\u0301" * 500 + "\n\n" + "\u0301. La mer dort.",
    "emoji joined without width": "La famille 👨‍👩‍👧‍👦 rit. Le drapeau 🏳️‍🌈 flotte. 🇫🇷🇩🇪! 👍🏽.",
    "joiners without end": "a" + "\u200d👩" * 300 + " dort.",
    "Chinese, Japanese, Korean": "港口重新开放。起重机手回来了。\n\nカモメが鳴く。\n\n항구가 다시 열린다.",
    "Thai without spaces": "ท่าเรือเปิดอีกครั้ง" * 40,
    "lone surrogates": "Le vent \ud800 tombe. La mer dort.",
    "control characters": "Le \x1b]0;x\x07vent\x9b1m tombe. \x85La\u2028mer\u2029dort.",
    "noncharacters": "Le vent \ufffe\uffff\U0010ffff tombe. \ue000.",
    "a word of ten thousand letters": "Le " + "v" * 10_000 + " tombe. La mer dort.",
    "stops alone": "." * 3000 + "\n\n" + "!?" * 300,
    "marks of Markdown alone": "# \n> \n- \n\n***\n```\n",
    "front matter without end": "---\ntitle: Le vent\n",
}


@pytest.mark.parametrize("what", ODD)
async def test_an_odd_text_is_shown_walked_through_and_marked_on_its_own_letters(root: Path, what: str) -> None:
    put(root, ODD[what], "odd.md" if "Markdown" in what or "front" in what else "odd.txt")
    workspace = open_library(root)
    workspace.articles()
    text = workspace.text("odd")
    async with ScolieApp(workspace, "odd").run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "j", "w", "w", "b", "g", "e", "k", "J", "W", "h", "g", "g", "f", "escape", "pagedown")
        await pilot.pause()
        shown = seen(pilot)
        assert shown == guard(shown, lines=True)
        assert {row.cell_length for row in strips(pilot.app)} == {60}
        await pilot.press("q")
    made = annotations_in(workspace, "odd")
    assert len(made) == (not is_blank(text))
    workspace.store.close()
    again = open_library(root)
    again.articles()
    for annotation in annotations_in(again, "odd"):
        assert annotation.state is State.ANCHORED
        assert annotation.quote == " […] ".join(span.of(text) for span in annotation.spans)


async def walk(root: Path, size: tuple[int, int] = (80, 24)) -> None:
    """Open an article of any size, go to its end, mark it and leave."""
    workspace = open_library(root, retrying=True)
    workspace.catalogue.patience = 0
    async with ScolieApp(workspace, workspace.article("huge").id).run_test(size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        await until(pilot, lambda: screen.waiting.stands)
        await pilot.press("g", "e", "k", "j", "h", "pageup", "space", "g", "g")
        await pilot.resize_terminal(47, 20)
        await pilot.press("g", "e")
        await pilot.pause()
        assert "la fin" in seen(pilot)
    (annotation,) = annotations_in(workspace, "huge")
    assert annotation.quote.endswith("la fin.")
    workspace.store.close()


async def test_one_line_of_ten_megabytes_is_opened_walked_and_marked(root: Path) -> None:
    words = "Le vent tombe sur la rade, et la mer dort encore. "
    put(root, words * (often(1_000_000, 10_000_000) // len(words)) + "Voici la fin.", "huge.txt")
    await walk(root)


async def test_a_line_of_ten_megabytes_without_any_space_is_opened_walked_and_marked(root: Path) -> None:
    put(root, "x" * often(1_000_000, 10_000_000) + ". Voici la fin.", "huge.txt")
    await walk(root)


async def test_a_million_short_lines_are_opened_walked_and_marked(root: Path) -> None:
    put(root, "".join(f"Vers {number}\n" for number in range(often(30_000, 1_000_000))) + "Voici la fin.", "huge.txt")
    await walk(root)


async def test_what_is_no_longer_a_text_is_reported_and_what_was_read_stays_in_view(root: Path) -> None:
    put(root, "Le vent tombe. La mer dort.")
    workspace = open_library(root)
    workspace.articles()
    async with ScolieApp(workspace, "odd").run_test(size=(90, 24)) as pilot:
        await pilot.press("h")
        put(root, b"a\0b")
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        screen.look_at_file()
        await pilot.pause()
        assert "binary" in messages(pilot)
        await pilot.press("j", "h")
        await pilot.pause()
        assert "Highlighted" in messages(pilot)
        pilot.app.clear_notifications()
        screen.look_at_file()
        await pilot.pause()
        assert "binary" not in messages(pilot)  # said once, not every time one looks
        assert "Le vent tombe." in seen(pilot)
        put(root, "Le vent tombe. La mer dort. Il pleut.")
        screen.look_at_file()
        await pilot.pause()
        assert "Il pleut." in seen(pilot)
    assert [annotation.quote for annotation in annotations_in(workspace, "odd")] == ["Le vent tombe.", "La mer dort."]
