"""What an article says of itself, and what it does not say."""

from __future__ import annotations

import pytest

from reader.text.metadata import Metadata
from reader.text.metadata_in_text import metadata_in_text

STORY = "\n\nLe port rouvre. Les grutiers reviennent.\n\nRien ne presse."


@pytest.mark.parametrize(
    ("text", "language", "known"),
    [
        ("Par Anne Le Roy" + STORY, "", Metadata(author="Anne Le Roy")),
        ("By Anne Roy March 17" + STORY, "", Metadata(author="Anne Roy")),
        ("By Anne May Roy July 10, 2015" + STORY, "", Metadata(author="Anne May Roy", date="2015-07-10")),
        ("Par Anne Roy le 17 mars 2021" + STORY, "", Metadata(author="Anne Roy", date="2021-03-17")),
        ("Par Anne Roy publié le 3 mai 2024 à 8 h" + STORY, "", Metadata(author="Anne Roy", date="2024-05-03")),
        ("Par Anne Roy le 17 mars" + STORY, "", Metadata(author="Anne Roy")),
        ("By Anne Roy, in Brest" + STORY, "", Metadata(author="Anne Roy")),
        (
            "Par Anne Roy et Paul Le Goff\n3 décembre 2025" + STORY,
            "",
            Metadata(author="Anne Roy et Paul Le Goff", date="2025-12-03"),
        ),
        *(
            (f"Par {author}{rest}{STORY}", "", Metadata(author=author))
            for author in (
                "Jean-Luc Aït-Ali",
                "ABBY LE ROY, TOM KAPLAN et R. POIRE-BY",
                "Abby Parmentier, Tom Kaplan, and Robert Poire",
                "Anne Roy, Paul Blanc & Luc Noir",
                "Anne Roy et Jean-Luc Blanc",
            )
            for rest in ("", ", à Kiev", ", Le Rivage", " | Le Rivage", " - Le Rivage", " – 3 mai, Brest")
        ),
        (
            "Par Anne Roy, envoyée spéciale, et Paul Blanc, à Lyon" + STORY,
            "",
            Metadata(author="Anne Roy, et Paul Blanc"),
        ),
        *(
            (f"Par {byline}{STORY}", "", Metadata(author=author))
            for byline, author in (
                ("Anne Roy, Paul Blanc", "Anne Roy, Paul Blanc"),
                ("Anne Roy, Paul Blanc, Luc de La Tour, à Kiev", "Anne Roy, Paul Blanc, Luc de La Tour"),
                ("Anne Roy, Paul Blanc, envoyés spéciaux", "Anne Roy, Paul Blanc"),
                ("Anne Roy, Paul Blanc, Le Rivage", "Anne Roy, Paul Blanc"),
                ("Anne Roy, à Kiev", "Anne Roy"),
                ("Anne Roy, envoyée spéciale", "Anne Roy"),
                ("Anne Roy, New York", "Anne Roy"),
                ("Anne Roy, Kiev", "Anne Roy"),
                ("Anne Roy, Staff Writer", "Anne Roy"),
                ("Anne Roy, Agence France-Presse", "Anne Roy"),
            )
        ),
        (
            "Par Anne Roy, le 3 mars" + STORY + "\n© Rivage.bzh, 2024",
            "",
            Metadata(author="Anne Roy", source="Rivage.bzh", date="2024-03-03"),
        ),
        ("Par Anne Roy, correspondante à Paris et Londres" + STORY, "", Metadata(author="Anne Roy")),
        ("By Anne Roy, Business and Technology Reporter" + STORY, "", Metadata(author="Anne Roy")),
        ("Publié le 3 décembre 2025 à 12h30" + STORY, "", Metadata(date="2025-12-03")),
        ("03/12/2025" + STORY, "fr", Metadata(date="2025-12-03")),
        ("03/12/2025" + STORY, "en-US", Metadata(date="2025-03-12")),
        (
            STORY + "\n[cc] Le-Rivage.info, 2024, dépêches libres de copie",
            "",
            Metadata(source="Le-Rivage.info", date="2024"),
        ),
        ("Dec 3, 2025" + STORY + "\n© Rivage.bzh, 2024", "", Metadata(source="Rivage.bzh", date="2025-12-03")),
        (STORY, "", Metadata()),
        ("Par ailleurs, le port rouvre." + STORY, "", Metadata()),
        ("Le 3 décembre 2025, le port rouvre." + STORY, "", Metadata()),
        (STORY + "\nIl lit rivage.bzh depuis 2024.", "", Metadata()),
        ("", "", Metadata()),
    ],
)
def test_only_lines_that_say_nothing_else_count(text: str, language: str, known: Metadata) -> None:
    assert metadata_in_text(text, language) == known
