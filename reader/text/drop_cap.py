"""Letters torn off by a drop cap: ``U ne démarche`` for ``Une démarche``.

A page that sets the first letter of a paragraph by itself often gives a blank after it when it is saved as text. Only the
commonest words are recognised, and only where a sentence may begin: ``Super U ne vend rien`` and ``T cells`` stay.
"""

from __future__ import annotations

import re

_WORDS = frozenset(
    (
        "le la les un une des du de dans il ils elle elles on nous vous je ce cet cette ces cela ça celui celle ceux celles "
        "en au aux à et ou où mais donc car si selon depuis pour par sur sous sans avec avant après pendant malgré entre vers "
        "chez dès lors lorsque alors quand quant comme comment pourquoi parce puis puisque ainsi aussi autant tandis quoi quoique "
        "que qui quel quelle quels quelles son sa ses leur leurs mon ma mes ton tes notre nos votre vos tout tous toute toutes "
        "plus moins très bien peu près loin face grâce outre hier demain aujourd jamais toujours souvent parfois enfin ensuite "
        "déjà encore chaque plusieurs certains certaines aucun aucune quelques deux trois quatre cinq six sept huit neuf "
        "dix vingt trente cent mille voilà voici lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril "
        "mai juin juillet août septembre octobre novembre décembre né née "
        "the it he she they we you this that these those there here in on at to for from with without when while after before "
        "but and as if by of not now one two three four five what how why who where which all some many most more few since "
        "until under over last next first although because during despite once every each his her its our their my your"
    ).split()
)
_AMBIGUOUS = frozenset(("a", "à", "y"))
"""Second parts that are read as torn off at the start of a line only (``M. L a dit``)."""
# The blank comes first and then what is seldom before it, so that little else is looked at.
_TORN = re.compile(
    r" (?<=[A-ZÀ-ÖØ-Þ] )(?=[a-zß-öø-ÿœ]{1,12}(?![\w’'-]))"
    r"(?:(?<=\A. )|(?<=[\n«“\"(\[]. )|(?<=[.!?…»”\"«“] . )|(?<=[«“]\xa0. ))"
)
_REST = re.compile(r"[^\W\d_]+")


def torn_letters(text: str) -> list[re.Match[str]]:
    """Return the blanks behind letters that were torn off, in order; the start of ``text`` counts as that of a line."""
    return [found for found in _TORN.finditer(text) if _is_torn(text, found.start())] if " " in text else []


def _is_torn(text: str, blank: int) -> bool:
    rest = _REST.match(text, blank + 1)
    if rest is None or (text[blank - 1] + rest[0]).lower() not in _WORDS:
        return False
    return rest[0] not in _AMBIGUOUS or blank == 1 or text[blank - 2] == "\n"


def rejoined(text: str) -> str:
    """Return ``text`` without these blanks."""
    torn = {found.start() for found in torn_letters(text)}
    return "".join(letter for at, letter in enumerate(text) if at not in torn) if torn else text
