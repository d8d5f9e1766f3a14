"""BibTeX, as reference managers write it and as people break it."""

from __future__ import annotations

import pytest

from reader.citation.name import names
from reader.containers import bibtex
from reader.containers.formats import container_of
from reader.containers.record import ArticleRecord, SkippedEntry
from reader.text.block import Kind

FILE = r"""% exported
@string{rivage = "Le Rivage"}
@comment{jabref-meta: x}
@article{roy2025,
  title = {La digue de {S}arzelec tient bon},
  author = {Gu{\'e}guen, Ma\"{e}l and {Cour des comptes}},
  journal = rivage # { (Brest)},
  year = 2025, month = jan, day = "15",
  pages = {4--5}, url = {https://rivage.example/a_b},
  abstract = {Un {texte} \& \textit{deux}, \oe uvre.

  Un autre.},
}
@misc{b, title = "Un mot ``dit''", file = {Full Text:files/12/a\:b.pdf:application/pdf;c.html}, date = {2024-03}}
@book(c, title = {Rien})
"""


def record(text: str) -> ArticleRecord:
    (entry,) = bibtex.read(text.encode())
    assert isinstance(entry, ArticleRecord)
    return entry


def test_entries_are_read_with_their_files_and_without_tex() -> None:
    container = container_of("refs.BIB", FILE.encode())
    assert container is not None
    digue, dit, rien = container.read(FILE.encode())
    assert isinstance(digue, ArticleRecord) and isinstance(dit, ArticleRecord)
    assert (digue.id, digue.title) == ("roy2025", "La digue de Sarzelec tient bon")
    assert digue.fields == {
        "author": "Guéguen, Maël; Cour des comptes", "source": "Le Rivage (Brest)", "date": "2025-01-15", "page": "4-5",
        "url": "https://rivage.example/a_b",
    }  # fmt: skip
    assert digue.blocks == ((Kind.PARAGRAPH, "Un texte & deux, œuvre."), (Kind.PARAGRAPH, "Un autre."))
    assert (dit.title, dit.files, dit.fields) == ("Un mot “dit”", ("files/12/a:b.pdf", "c.html"), {"date": "2024-03"})
    assert rien == SkippedEntry(3, "Rien", "The entry has neither a text nor a file.")


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"{\'e}t\'e \`a", "été à"), (r"gar\c con \c{c}a", "garçon ça"), (r"na\"{\i}f na\"\i f", "naïf naïf"),
        (r"\v{s}koda \r{a}", "škoda å"), (r"50\,\% d'\oe{}uvre", "50\u202f% d'œuvre"), (r"\{a\}", "{a}"),
        (r"\emph{Le} {\em port}", "Le port"), (r"a~: b", "a\u00a0: b"), ("été", "été"),
        (r"\$3 et $n$", "$3 et n"),
    ],
)  # fmt: skip
def test_accents_and_commands_of_tex_are_words(tex: str, words: str) -> None:
    assert bibtex.plain(tex) == words


@pytest.mark.parametrize(
    ("tex", "authors"),
    [
        (r"Attila {Moln\'ar V.} and Nicolae Drago\c{s}", ["Molnár V., Attila", "Dragoş, Nicolae"]),
        (r"{Boats and Friends} and {\'E}douard, Marie", ["Boats and Friends", "Édouard, Marie"]),
        (r"{{Boats and Friends}}", ["Boats and Friends"]),
        (r"{Moln\'ar V.}, Attila and Vincent {van Gogh}", ["Molnár V., Attila", "van Gogh, Vincent"]),
        (r"{\v S}koda, Jan and others", ["Škoda, Jan", "et al."]),
    ],
)
def test_braces_hold_the_words_of_a_name_together(tex: str, authors: list[str]) -> None:
    author = record(f"@misc{{a, author = {{{tex}}}, abstract = {{Un texte.}}}}").fields["author"]
    assert [", ".join(filter(None, (name.family, name.given))) for name in names(author)] == authors


@pytest.mark.parametrize("end", range(0, len(FILE), 7))
def test_a_truncated_file_is_read_up_to_where_it_ends(end: int) -> None:
    assert len(list(bibtex.read(FILE[:end].encode()))) <= 3


def test_a_field_that_is_not_closed_takes_the_rest() -> None:
    assert record("@misc{a, abstract = {Un texte").blocks == ((Kind.PARAGRAPH, "Un texte"),)


def test_a_login_page_is_no_entry() -> None:
    assert container_of("refs.bib", b"<html><body>Log in</body></html>") is None


def test_ten_thousand_entries_and_deep_braces_take_no_time_that_grows_with_their_square() -> None:
    assert len(list(bibtex.read(b"@misc{a, abstract = {x}}\n" * 10_000))) == 10_000
    assert record("@misc{a, abstract = " + "{" * 50_000 + "x" + "}" * 50_000 + "}").blocks[0][1] == "x"


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ('month = may # "~3"', "1955-05-03"), ('month = "4 " # jan # {--} # "6 " # dec', "1955-01-04"),
        ('month = 10 # "~" # jan', "1955-01-10"), ("month = mai # {~7}", "1955-05-07"), ("month = {May}", "1955-05"),
        ('month = apr # " 12, 1955"', "1955-04-12"), ('month = "4--6 " # JAN', "1955-01-04"), ("month = {#may#}", "1955-05"),
        ('month = jan # "--" # feb # " 3"', "1955-01"), ("month = jul # {/} # aug", "1955-07"), ("month = {7/8}", "1955-07"),
        ("month = {07--08}, day = 9", "1955-07-09"), ('month = "1er " # {ao{\\^u}t}', "1955-08-01"), ("month = {Spring}", "1955"),
        ("month = sept, day = {9}", "1955-09-09"), ("month = {05}, day = 3", "1955-05-03"), ("day = 3", "1955"),
    ],
)  # fmt: skip
def test_the_day_may_stand_in_the_field_of_the_month(fields: str, date: str) -> None:
    entry = record(f"@string{{mai = {{Mai}}}} @misc{{a, title = {{A}}, year = 1955, {fields}, file = {{a.txt}}}}")
    assert entry.fields == {"date": date}
