"""How well and how fast a jump answers: labelled queries over generated titles.

    python -m tests.bench.jump_ranking [--titles 10000] [--queries 150] [--seed 7] [--json]

For each kind of query, targets are drawn, a query is made of each as a person would type it, and the rank of the
target (or of a title that reads the same) is taken: *MRR* is the mean of 1/rank, 0 beyond the 20th. *Letters* are
milliseconds per letter while the query is typed from its first letter on, which is what typing feels like.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from reader.search.jump import NEVER, Entry, JumpIndex
from reader.search.likeness import WORD
from reader.text.fold import fold_key

NOUNS = """accord administration alliance annexion appel arrivée assemblée attente baie bataille blocus budget câble
campagne canal capitale carrière chaleur chantier chemin citoyen climat colère commerce conquête conseil côte crise
débat décret défense dépêche dette drapeau échéance école élection émeute empire énergie enquête entrée équilibre été
étendard exil façade famine fête fleuve forêt frontière garçon gouvernement grève guerre hiver hôpital hypothèse île
impôt industrie inquiétude isthme journée juge lettre liberté loi maïs manœuvre marché mémoire menace ministère mission
monnaie naufrage négociation œuvre océan opposition orage pacte parlement pêche pétrole peuple plaine police port
pouvoir presse prêt procès promesse province querelle récolte réforme refus régime république réseau rêve rivage route
ruine sécheresse sénat siège sommet souveraineté stratégie tarif témoin tempête territoire théâtre traité trêve tribunal
usine vallée victoire village ville vœu voisin vote zone""".split()
ADJECTIVES = """ancien arctique brutal caché central célèbre commun côtier décisif dernier discret élu étranger fédéral
fragile général glacé grand inachevé incertain jeune lointain maritime modéré muet nouveau oublié pauvre perdu populaire
premier privé prochain public secret sévère tardif tenace voisin""".split()
VERBS = (
    "annonce attend change craint défend divise exige gagne inquiète oublie perd prépare refuse reporte vend".split()
)
SYLLABLES = "ba cor dé fra gui jo ka lé lor mal mé nel ni ou pé qui ra ré sé sou tar tel ver vi zan".split()
SOURCES = ("La Gazette du soir", "Le Courrier des îles", "The Northern Post", "L’Écho du port", "Dépêches")
FORMS = (
    "{N} : {d} {n} {a} {v} {d2} {n2}",
    "Pourquoi {d} {n} {v} {d2} {n2} {a}",
    "{P} {v} {d} {n} {a}",
    "{P}, {d} {n} et {d2} {n2}",
    "À {P}, {d} {n} {v} {d2} {n2}",
    "« {N} {a} » : {P} {v}",
    "{d} {n} de {P} {v} {d2} {n2}",
    "Ce que {d} {n} {a} dit de {P}",
    "{N}, {n2} et {n3} à {P}",
)


def place(rng: random.Random) -> str:
    """Return a made-up name; short ones recur, long ones hardly do, as names in a newspaper."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3, 3, 4)))).capitalize()


def title(rng: random.Random) -> str:
    """Return a headline."""
    n, n2, n3 = rng.sample(NOUNS, 3)
    d, d2 = (("l’" if fold_key(noun)[0] in "aeiouh" else rng.choice(("le ", "la "))) for noun in (n, n2))
    text = rng.choice(FORMS).format(
        N=n.capitalize(), n=n, n2=n2, n3=n3, d=d, d2=d2, a=rng.choice(ADJECTIVES), v=rng.choice(VERBS), P=place(rng)
    )
    return text.replace("’ ", "’").replace("  ", " ")


def slipped(rng: random.Random, word: str) -> str:
    """Return ``word`` with one slip of the finger: a letter missing, added, wrong, or two swapped."""
    at = rng.randrange(max(1, len(word) - 1))
    other = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )
    )


class Queries:
    """Makes queries of each kind from a title; the words that tell a title apart are those that few titles hold."""

    def __init__(self, titles: list[str], rng: random.Random) -> None:
        self._rng = rng
        self._held = Counter(word for text in titles for word in set(WORD.findall(fold_key(text))))
        self.kinds: dict[str, Callable[[str], str]] = {
            "prefix": lambda text: text[: max(12, len(text) // 2)],
            "word": lambda text: self._telling(text, 1)[0],
            "two words reversed": lambda text: " ".join(reversed(self._telling(text, 2))),
            "initials": lambda text: "".join(word[0] for word in WORD.findall(fold_key(text))),
            "abbreviation": lambda text: "".join(word[:3] for word in self._telling(text, 3)),
            "lost accents": lambda text: fold_key(" ".join(self._telling(text, 3))),
            "typo": self._typo,
        }

    def _telling(self, text: str, count: int) -> list[str]:
        """Return the ``count`` rarest words of a title, as written there and in its order."""
        words = WORD.findall(text.lower())
        rare = sorted(set(words), key=lambda word: (self._held[fold_key(word)], word))[:count]
        return sorted(rare, key=words.index)

    def _typo(self, text: str) -> str:
        words = self._telling(text, 2)
        at = max(range(len(words)), key=lambda index: len(words[index]))
        words[at] = slipped(self._rng, words[at])
        return fold_key(" ".join(words))


def rank(index: JumpIndex, titles: list[str], query: str, target: str, opened: Mapping[str, float] = NEVER) -> int:
    """Return the 1-based rank of a title that reads like ``target``, 0 if it is not among the first 20."""
    for position, match in enumerate(index.best(query, 20, opened), 1):
        if fold_key(titles[int(match.id)]) == fold_key(target):
            return position
    return 0


def typed(index: JumpIndex, query: str) -> list[float]:
    """Return the milliseconds each letter of ``query`` took to be answered."""
    spent = []
    for end in range(1, len(query) + 1):
        start = time.perf_counter()
        index.best(query[:end])
        spent.append(1000 * (time.perf_counter() - start))
    return spent


def main() -> None:
    """Print a row for each kind of query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--from-file", type=Path, help="titles from a file, one a line, in place of generated ones")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    if options.from_file:
        titles = options.from_file.read_text(encoding="utf-8").splitlines()[: options.titles]
    else:
        titles = [title(rng) for _ in range(options.titles)]
    start = time.perf_counter()
    index = JumpIndex(Entry(str(n), text, f"{rng.choice(SOURCES)} {n:06}.txt") for n, text in enumerate(titles))
    rows: list[dict[str, object]] = [{"kind": "build", "ms": round(1000 * (time.perf_counter() - start))}]
    ranks: list[float] = []
    times: list[float] = []
    for kind, make in Queries(titles, rng).kinds.items():
        targets = rng.sample(titles, options.queries)
        queries = [make(target) for target in targets]
        found = [rank(index, titles, query, target) for query, target in zip(queries, targets, strict=True)]
        reciprocal = [1 / at if at else 0.0 for at in found]
        spent = [ms for query in queries[:40] for ms in typed(index, query)]
        rows.append({"kind": kind, "mrr": statistics.fmean(reciprocal), **_spread(spent), "example": queries[0]})
        ranks += reciprocal
        times += spent
    rows.append({"kind": "all", "mrr": statistics.fmean(ranks), **_spread(times)})
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if options.json else _line(row))


def _spread(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)], "max": ordered[-1]}


def _line(row: dict[str, object]) -> str:
    cells = (f"{name} {cell:.2f}" if isinstance(cell, float) else f"{name} {cell}" for name, cell in row.items())
    return "   ".join(cells)


if __name__ == "__main__":
    main()
