"""A file whose parser does not end, or that ends its process, is refused, and the next ones are read."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from reader.ingest import worker
from reader.ingest.content import Content, TakesTooLong
from reader.ingest.formats import FORMATS
from reader.ingest.worker import in_time
from reader.lazy import Lazy
from reader.session.library.opening import open_library
from reader.text.problem import Problem
from reader.translation import use
from tests.ingest.packages import DOCUMENTS


def sleepless(data: bytes) -> Content:
    """Read the text of a file without an end."""
    while data:
        pass
    return Content("")


def deadly(data: bytes) -> Content:
    """End the process, as the system does when memory runs out."""
    os.kill(os.getpid(), int(data))
    return Content("")


def refusing(data: bytes) -> Content:
    """Refuse every file."""
    raise Problem("This is not an article.", data.decode(), "Give another.", ("here",), status=1)


def number_of_process(data: bytes) -> Content:
    """Return what tells processes apart, whatever the file says."""
    return Content(str(os.getpid()))


def own(name: str) -> Lazy:
    return Lazy(__name__, name)


def endless_pdf() -> bytes:
    """Return a small PDF whose thousand pages all have the same content: a million times nothing."""
    stream = zlib.compress(b"q Q " * 1_000_000, 9)
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R/Resources<</ProcSet[/PDF]>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{'4 0 R ' * 1000}]/Count 1000>>",
        f"<</Filter/FlateDecode/Length {len(stream)}>>stream\n{stream.decode('latin-1')}\nendstream",
        page,
    ]
    made = "%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    start, size = len(made), len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{made}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")


ENDLESS = endless_pdf()


def test_a_pdf_without_end_is_refused_and_the_rest_of_the_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypdf", reason="it is in the extra `pdf`, and in `dev`")
    (tmp_path / "seeds").mkdir()
    for name, data in (("sans-fin", ENDLESS), ("bon", (DOCUMENTS / "two.pdf").read_bytes())):
        (tmp_path / "seeds" / f"{name}.pdf").write_bytes(data)

    def impatient(reader: Lazy, data: bytes) -> Content:
        return in_time(reader, data, 0.5 if data == ENDLESS else 60)

    monkeypatch.setattr(worker, "in_time", impatient)
    workspace = open_library(tmp_path)
    assert [article.path for article in workspace.articles()] == ["seeds/bon.pdf"]
    (problem,) = workspace.catalogue.problems
    assert "too long" in problem.title and "sans-fin.pdf" in problem.message and "print it" in problem.hint


def test_a_file_that_took_too_long_is_tried_again_when_it_or_its_reader_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sans-fin.pdf"
    file.write_bytes(b"mer")
    read = []

    def given_up(reader: Lazy, data: bytes) -> Content:
        read.append(data)
        raise TakesTooLong

    monkeypatch.setattr(worker, "in_time", given_up)

    def look() -> int:
        workspace = open_library(tmp_path)
        assert workspace.articles() == []
        (problem,) = workspace.catalogue.problems
        assert "too long" in problem.title and "sans-fin.pdf" in problem.message and "print it" in problem.hint
        return len(read)

    assert [look(), look()] == [1, 1]
    file.write_bytes(b"mer calme")
    assert [look(), look()] == [2, 2]
    monkeypatch.setattr(FORMATS["pdf"].__class__, "versions", lambda _row: "pypdf 99")
    assert [look(), look()] == [3, 3]


def test_a_process_that_ends_over_a_file_is_a_problem_of_that_file() -> None:
    with pytest.raises(Problem, match="ended early"):
        in_time(own("deadly"), b"9")
    with pytest.raises(Problem, match="too long"):
        in_time(own("sleepless"), b"mer", 0.1)


def test_what_a_reader_says_arrives_whole_and_in_the_language_in_use() -> None:
    with pytest.raises(Problem) as caught:
        in_time(own("refusing"), b"mer")
    problem = caught.value
    assert (problem.title, problem.message, problem.hint, problem.places, problem.status) == (
        "This is not an article.",
        "mer",
        "Give another.",
        ("here",),
        1,
    )
    use("fr")
    try:
        with pytest.raises(Problem, match="PDF") as caught:
            worker.read_pdf(b"mer")
    finally:
        use("en")
    assert "fichier" in caught.value.title


def test_a_process_reads_one_file_after_another_and_another_one_after_it_was_ended() -> None:
    first, second = (in_time(own("number_of_process"), b"mer").text for _ in range(2))
    assert first == second != str(os.getpid())
    with pytest.raises(Problem, match="ended early"):
        in_time(own("deadly"), b"9")
    assert in_time(own("number_of_process"), b"mer").text not in (first, str(os.getpid()))
