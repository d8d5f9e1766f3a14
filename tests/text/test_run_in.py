"""Run-in headings are found where they are sure, and no name or title inside a sentence is taken for one."""

from __future__ import annotations

import pytest

from reader.text.document import Document
from reader.text.run_in import run_in_headings
from reader.text.span import Span

AFTER = "Le quai s’emplit de monde dès le matin, et les grues tournent sans relâche jusqu’au soir."
LONG = " ".join([AFTER] * 9)


def headings(text: str) -> list[str]:
    return [heading.of(text) for heading, _ in run_in_headings(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Une marée d’exception", "Selon les pêcheurs, rien de tel ne s’était vu depuis trente ans."),
        ("Un chantier qui divise les riverains", "Si Brest attend sa digue, Lorient n’en veut à aucun prix."),
        ("Des grues à bout de souffle", "Cette saison, trois pannes ont arrêté le quai nord pendant des jours."),
        ("La relève se prépare", "L’école du port forme chaque année vingt grutiers venus de toute la côte."),
        ("Vers une criée commune", "Les mareyeurs des deux rives en parlent depuis plus de dix ans déjà."),
        ("Retour au calme", "Dans la rade, les remorqueurs reprennent leur ronde comme si de rien n’était."),
        ("Storm warnings ignored", "The harbour master had told everyone to stay ashore until the morning."),
    ],
)
def test_a_heading_that_runs_into_its_sentence_is_found(heading: str, sentence: str) -> None:
    assert headings(f"{heading} {sentence}") == [heading]
    assert headings(f"{AFTER} {heading} {sentence}") == [heading]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le roman Les vagues a paru en mars dernier, et la critique l’a salué d’une seule voix.",
        "Le nouveau film Un soir au port sort en salle mercredi prochain dans toute la région.",
        "L’émission de télévision On n’est pas au port réunit chaque samedi des marins et des savants.",
        "L’association Les petits quais du nord demande depuis des mois une digue plus haute.",
        "La lectrice de La peste et de tant d’autres livres attendait, ce soir-là, au bout du quai.",
        "Le maire a inauguré Les jardins du port avec deux ministres et une fanfare venue du nord.",
        "Selon le quotidien Le matin du port, rien ne sera décidé avant la fin de la saison prochaine.",
        "Dans la salle Les cordages, une centaine de dockers attendaient la suite avec inquiétude.",
        "Le journal du soir Le monde des quais y consacre trois pages entières et une infographie.",
        "La ministre des Transports Anne Roy a promis une digue, une criée et deux remorqueurs neufs.",
        "Le port de La rochelle-sur-mer attend, comme tous les ans, les grandes marées de septembre.",
        "Une lettre signée, Les amis du quai, circule depuis hier dans tous les cafés de la ville.",
        "Ils ont vu Les vagues monter jusqu’à la criée, puis redescendre en emportant deux bateaux.",
        "Le groupe de rock Les dockers du dimanche jouera samedi soir sur la grande scène du port.",
        "The band The quiet harbours played all night long, and nobody on the quay went home early.",
        "Une opinion partagée Les sondages.",
    ],
)
def test_a_name_or_a_title_inside_a_sentence_is_no_heading(sentence: str) -> None:
    assert headings(sentence) == []
    assert headings(f"{AFTER} {sentence} {AFTER}") == []


def test_a_run_in_heading_of_a_long_line_is_a_block_and_the_rest_stays_prose() -> None:
    text = f"{LONG} Une marée d’exception Selon les pêcheurs, rien de tel ne s’était vu depuis trente ans. {LONG}"
    document = Document.read(text)
    kinds = [(block.kind.value, block.ordinal) for block in document.blocks]
    assert kinds == [("paragraph", 1), ("heading", 1), ("paragraph", 2)]
    assert document.blocks[1].span.of(text) == "Une marée d’exception"
    assert document.blocks[2].span.of(text).startswith("Selon les pêcheurs")


def test_a_line_of_its_own_is_judged_as_a_line() -> None:
    text = "Une marée d’exception Selon les pêcheurs, rien de tel ne s’était vu depuis trente ans."
    assert [block.kind.value for block in Document.read(text).blocks] == ["paragraph"]
