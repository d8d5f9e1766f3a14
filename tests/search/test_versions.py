"""Versions of one text are found, whatever a paper has changed, and other texts are not."""

from __future__ import annotations

from random import Random

from reader.search.versions import likeness, sketch, versions_of

WORDS = "le la vent mer port digue maire nuit eau bateau grue quai refus vote budget ville plage dune phare sel".split()


def text(seed: int, words: int = 300) -> str:
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words))


DISPATCH = text(1)


def test_a_text_is_like_itself_and_unlike_another() -> None:
    assert likeness(sketch(DISPATCH), sketch(DISPATCH.upper() + " !")) == 1.0
    assert likeness(sketch(DISPATCH), sketch(text(2))) < 0.1
    assert likeness((), ()) == 0.0


def test_a_version_that_was_cut_or_got_a_new_beginning_is_one() -> None:
    cut = " ".join(DISPATCH.split()[:150])
    sketches = {name: sketch(words) for name, words in {
        "a": DISPATCH, "cut": cut, "led": text(3, 60) + " " + DISPATCH, "other": text(4),
    }.items()}  # fmt: skip
    assert [name for name, _share in versions_of("a", sketches)] == ["led", "cut"]
    assert versions_of("other", sketches) == []


def test_what_is_too_short_has_no_versions() -> None:
    short = sketch("Le vent se lève.")
    assert short == () and versions_of("a", {"a": short, "b": short}) == []


def test_a_notice_below_every_article_makes_no_versions() -> None:
    notice = " Tous droits réservés par Le Rivage, reproduction interdite sans accord écrit."
    sketches = {str(seed): sketch(text(seed) + notice) for seed in range(10, 60)}
    assert versions_of("10", sketches) == []
