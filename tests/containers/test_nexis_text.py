"""LexisNexis in plain text: documents that are counted, with labels in capitals, in the shapes of several years."""

from __future__ import annotations

import pytest

from reader.containers.formats import container_of
from reader.containers.record import ArticleRecord, Entry, SkippedEntry

NEW = """\ufeff

                               1 of 3 DOCUMENTS



                                 Le Rivage(Brest)

                           January 15, 2025 Wednesday
                                 Late Edition

La digue de Sarzelec
tient bon

BYLINE: Par Maël Guéguen

SECTION: Région; Pg. 4

LENGTH: 312 mots

HIGHLIGHT: La mer s’est retirée.

« Elle a tenu toute
la nuit », répète le maire.

NOTE: ces mots sont du texte, car ce nom
n’en est pas un que la base écrit.

LOAD-DATE: January 16, 2025

LANGUAGE: FRENCH; FRANÇAIS

PUBLICATION-TYPE: Newspaper

                       Copyright 2025 Le Rivage
                             All Rights Reserved


                               2 of 3 DOCUMENTS


                          Copyright 2004 The Harbour Times
                               All Rights Reserved

                                The Harbour Times

                                 February 1, 2024

SECTION: NEWS

LENGTH: 120 words

HEADLINE: Why the harbor was moved

BYLINE: By Jane Roe

BODY:
   The harbor was moved by night, and nobody
saw it go.
   In the morning the sea was there.

URL: https://harbour.example/moved

LOAD-DATE: February 2, 2024


                               3 of 3 DOCUMENTS


                                 Le Rivage

                           3 février 2024

Un dessin

LENGTH: 0 mots

GRAPHIC: un bateau
"""
GERMAN = "\n\n          Dokument 1 von 1\n\n\n      Der Hafen\n\n      15. Januar 2025\n\nDer Deich hält\n\nAUTOR: Anna Roth\n\nRUBRIK: Region; S. 12\n\nLÄNGE: 80 Wörter\n\nEr hielt die ganze\nNacht.\n\nUPDATE: 16. Januar 2025\n\nSPRACHE: GERMAN; DEUTSCH\n"
ENDED = "User Name: Ada\n\nLe port rouvre\nLe Rivage\n15 janvier 2025 mercredi\nCopyright 2025 Le Rivage\nSection: Région; Pg. 4\nByline: Anne Roy\nBody\n\nRien ne presse.\n\nClassification\nLanguage: FRENCH\nEnd of Document\n"


def entries(text: str, encoding: str = "utf-8") -> list[Entry]:
    data = text.encode(encoding)
    container = container_of("export.TXT", data)
    assert container is not None and container.name == "Nexis"
    return list(container.read(data))


def article(entry: Entry) -> ArticleRecord:
    assert isinstance(entry, ArticleRecord)
    return entry


@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_documents_that_are_counted_are_articles(lines: str) -> None:
    first, second, third = entries(NEW.replace("\n", lines))
    one = article(first)
    assert (one.number, one.title, one.standfirst) == (1, "La digue de Sarzelec tient bon", "La mer s’est retirée.")
    assert [words for _kind, words in one.blocks] == [
        "« Elle a tenu toute la nuit », répète le maire.",
        "NOTE: ces mots sont du texte, car ce nom n’en est pas un que la base écrit.",
    ]
    assert dict(one.fields) == {
        "source": "Le Rivage",
        "place": "Brest",
        "author": "Maël Guéguen",
        "date": "2025-01-15",
        "section": "Région",
        "page": "4",
        "edition": "Late Edition",
        "language": "fr",
        "rights": "Copyright 2025 Le Rivage",
        "database": "Nexis",
    }
    two = article(second)
    assert two.title == "Why the harbor was moved"
    assert [words for _kind, words in two.blocks] == [
        "The harbor was moved by night, and nobody saw it go.",
        "In the morning the sea was there.",
    ]
    assert (two.fields["source"], two.fields["author"], two.fields["date"], two.fields["url"]) == (
        "The Harbour Times",
        "Jane Roe",
        "2024-02-01",
        "https://harbour.example/moved",
    )
    assert isinstance(third, SkippedEntry) and (third.number, third.title) == (3, "Un dessin")


def test_documents_are_counted_in_other_languages_and_encodings() -> None:
    (entry,) = entries(GERMAN, "cp1252")
    one = article(entry)
    assert (one.title, [words for _kind, words in one.blocks]) == ("Der Deich hält", ["Er hielt die ganze Nacht."])
    assert (one.fields["author"], one.fields["date"], one.fields["page"], one.fields["language"]) == (
        "Anna Roth",
        "2025-01-15",
        "12",
        "de",
    )


def test_what_nexis_uni_writes_is_read_from_a_text_as_well() -> None:
    (entry,) = entries(ENDED)
    one = article(entry)
    assert (one.title, [words for _kind, words in one.blocks]) == ("Le port rouvre", ["Rien ne presse."])
    assert (one.fields["source"], one.fields["page"]) == ("Le Rivage", "4")


@pytest.mark.parametrize(
    "text", ["Le document 1 de 3 est perdu.", "End of Document", "1 of 3 documents were read.", ""]
)
def test_a_text_that_speaks_of_documents_is_an_article(text: str) -> None:
    assert container_of("a.txt", text.encode()) is None


def test_every_cut_of_an_export_is_read() -> None:
    for at in range(60, len(NEW), 37):
        for entry in entries(NEW[:at]):
            assert entry.number
