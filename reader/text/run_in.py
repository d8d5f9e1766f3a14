"""Run-in headings: a heading and the sentence after it on one line, without a mark between them.

``Une marée d’exception Selon les pêcheurs, …``: a page that is saved as one long line loses the line ends around its
headings. Only what is sure is found, since a title or a name inside a sentence looks alike (``le roman Les vagues``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.segment import cuts
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 110
"""The most code points of a heading."""
_WORDS = range(2, 15)
_SENTENCE = 40
"""The least code points of the sentence after a heading."""

_SURE = "Selon Si Cette Ces Cet Depuis Malgré Toutefois Cependant Pourtant Lorsque Quand Ainsi Despite Although However"
"""Words that begin a sentence, whatever follows: no name begins with them."""
_OTHERS = (
    "Le La Les Un Une Des Il Elle Ils Elles On Nous Ce En Dans Pour Après Avant Mais Car Lors Pendant Face Au Aux "
    "The This These Those It He She They We In But When While After Before If As"
)
"""Words that begin a sentence if a small letter follows."""
# The blank comes first, since a literal is looked for five times as fast as anything else.
_OPENING = re.compile(
    r" (?=[A-Z])(?<=[a-zß-öø-ÿœ] )"
    rf"(?=(?:{'|'.join(_SURE.split())})\s|(?:{'|'.join(_OTHERS.split())})\s[a-zß-öø-ÿœ]|[LDC]['’][a-zß-öø-ÿœ])"
)
_STOPS = ".!?…"
_AFTER_STOP = re.compile(r"\S{1,6}(?:\s[»”\"])?\s+")
"""The end of a sentence, closing marks included, and the blank after it."""
_MARKS = 12
"""The most marks that end one sentence."""
_PUNCTUATION = re.compile(r"[^\w\s'’-]|\d")

_FIRST = frozenset(
    (
        f"{_SURE} il elle ils elles on nous vous je ce en dans pour après avant mais car et donc lors pendant face "
        "chez avec sans sous par this these those it he she they we in but when while after before if as for with and"
    )
    .lower()
    .split()
)
"""Words that begin a sentence and not a heading."""
_LAST = frozenset(
    (
        "de du des à au aux en dans et ou ni par pour sur sous avec sans chez vers entre contre le la les un une ce cet cette "
        "ces son sa ses leur leurs mon ma mes notre nos votre vos que qui dont où comme selon très plus "
        "the of in on at to and or by for with from a an"
    ).split()
)
"""Words that end no heading."""
_VERBS = frozenset(
    (
        "est sont était étaient a ont avait avaient sera seront fut fait font peut peuvent doit doivent va vont dit disent "
        "écrit publie lance présente signe annonce chante joue lit relit cite intitulé intitulée titre nommé nommée appelé "
        "appelée baptisé baptisée surnommé surnommée dénommé dénommée "
        "is are was were has have had will would can could said says called named titled"
    ).split()
)
"""Words that a sentence has and a heading seldom."""
_NAMED = frozenset(
    (
        "film films roman romans livre livres journal journaux quotidien hebdomadaire mensuel magazine revue série album disque "
        "chanson titre groupe parti partis mouvement association collectif fondation ong syndicat émission podcast documentaire "
        "pièce spectacle opéra comédie exposition restaurant café bar hôtel cinéma théâtre salle librairie galerie festival prix "
        "loi programme campagne opération projet site blog chaîne radio rubrique article essai ouvrage recueil conte poème "
        "nouvelle tableau rapport manifeste pétition tribune slogan coalition alliance liste plateforme application jeu saga "
        "télévision télé éditions maison agence société entreprise enseigne marque boutique navire bateau cargo village ville "
        "film movie novel book song band album show series newspaper charity party group ship"
    ).split()
)
"""Words that a name or a title may follow."""


def run_in_headings(text: str, line: Span) -> Iterator[tuple[Span, int]]:
    """Yield each run-in heading of a line of prose, and where the sentence after it begins."""
    low = line.start
    for opening in _OPENING.finditer(text, line.start, line.end):
        end, after = opening.span()
        start = _sentence_start(text, line, low, end)
        if start is not None and _goes_on(text, line, after):
            yield Span(start, end), after
            low = after


def _sentence_start(text: str, line: Span, low: int, end: int) -> int | None:
    """Return where the words before ``end`` begin that may be a heading; None if they are none."""
    near = max(low, end - LIMIT)
    stop = max(text.rfind(mark, near, end) for mark in _STOPS)
    if stop < 0:
        return low if near == low and _is_heading(text[low:end]) else None
    start = _AFTER_STOP.match(text, stop, end)
    if start is None or not _is_heading(text[start.end() : end]):
        return None
    cut = next(cuts(text, line, max(low, stop - _MARKS), stop + 1), None)
    return cut.start if cut and cut.start == start.end() else None


def _goes_on(text: str, line: Span, start: int) -> bool:
    near = text[start : min(line.end, start + _SENTENCE)]
    if len(near) < _SENTENCE:
        return False
    return not any(mark in near for mark in _STOPS) or not any(cuts(text, line, start, start + _SENTENCE))


def _is_heading(words: str) -> bool:
    parts = [part.lower() for part in re.split(r"[\s'’]+", words)]
    return (
        words[:1].isupper()
        and len(parts) in _WORDS
        and not _PUNCTUATION.search(words)
        and words.rpartition(" ")[2][:1].islower()
        and parts[0] not in _FIRST
        and parts[-1] not in _LAST
        and _VERBS.isdisjoint(parts)
        and _NAMED.isdisjoint(parts[-3:])
    )
