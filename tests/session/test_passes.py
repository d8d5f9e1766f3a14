"""Tagging passes as records: what is asked, what was said, and what holds when things change."""

from __future__ import annotations

import itertools

import pytest

from reader.annotation.model import Annotation
from reader.annotation.tagging_pass import Candidates, Pass, PassState, Unit
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.session.passes import pass_counts, passes
from reader.session.passes.comparison import compare, given_in
from reader.session.passes.pass_progress import PassProgress
from reader.session.passes.suggestions import Suggester
from reader.text.problem import Problem
from reader.text.span import Span

SENTENCES = (
    "Le port rouvre.",
    "Les grutiers reviennent.",
    "Un intertitre nu",
    "Le préfet « suit » le dossier.",
    "Rien ne presse.",
)


def beside(workspace: Workspace, who: str) -> Workspace:
    """Return the same library as another person has it open."""
    return Workspace(workspace.root, workspace.catalogue, workspace.store, who, workspace.clock, workspace.new_id)


def at(workspace: Workspace, quote: str, article: str = "port") -> Span:
    start = workspace.text(article).index(quote)
    return Span(start, start + len(quote))


def left(workspace: Workspace, tagging_pass: Pass) -> list[str]:
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    candidates = [(candidate.article, candidate.span) for candidate in progress.following(progress.articles[0], 0)]
    assert progress.left == len(candidates)
    return [span.of(workspace.text(article)) for article, span in candidates]


def port(workspace: Workspace, **named: object) -> Pass:
    return passes.start(workspace, ["mer"], "article:port", **named)  # type: ignore[arg-type]


def test_a_pass_asks_about_each_sentence_until_it_is_decided(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    assert left(workspace, tagging_pass) == list(SENTENCES)
    passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    passes.refuse(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    passes.skip(workspace, tagging_pass, "port", [at(workspace, SENTENCES[2])])
    assert left(workspace, tagging_pass) == list(SENTENCES[3:])
    (count,) = pass_counts.report(workspace, tagging_pass)
    assert (count.given, count.refused, count.skipped, count.left, count.total) == (1, 1, 1, 2, 5)
    (made,) = annotations_in(workspace)
    assert workspace.codebook.paths(made.tags) == ("mer",)


def test_a_later_visit_asks_about_what_was_skipped_and_not_what_was_refused(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    for quote in SENTENCES[:2]:
        passes.skip(workspace, tagging_pass, "port", [at(workspace, quote)])
    passes.refuse(workspace, tagging_pass, "port", [at(workspace, SENTENCES[2])])
    tagging_pass = passes.finish(workspace, tagging_pass)
    assert tagging_pass.state is PassState.FINISHED
    tagging_pass = passes.reopen(workspace, tagging_pass)
    assert tagging_pass.visit == 2
    assert left(workspace, tagging_pass) == [*SENTENCES[:2], *SENTENCES[3:]]


@pytest.mark.parametrize("what", ["give", "skip", "refuse"])
def test_each_step_is_one_that_undo_takes_back_whole(workspace: Workspace, what: str) -> None:
    tagging_pass = port(workspace)
    before = len(workspace.history().entries)
    getattr(passes, what)(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    assert len(workspace.history().entries) == before + 1
    assert left(workspace, tagging_pass) == list(SENTENCES[1:])
    undo(workspace)
    assert left(workspace, tagging_pass) == list(SENTENCES)
    assert annotations_in(workspace) == []
    assert workspace.store.records("port", "decisions") == {}
    redo(workspace)
    assert left(workspace, tagging_pass) == list(SENTENCES[1:])


def test_starting_finishing_and_reopening_can_be_taken_back(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    assert passes.finish(workspace, tagging_pass).state is PassState.FINISHED
    assert passes.reopen(workspace, tagging_pass).visit == 2
    undo(workspace)
    assert passes.passes(workspace)[0].state is PassState.FINISHED
    undo(workspace)
    assert passes.passes(workspace) == [tagging_pass]
    undo(workspace)
    assert passes.passes(workspace) == []
    assert workspace.codebook.at("mer") is None, "the tag was new"


def test_what_has_all_the_tags_of_a_pass_is_not_asked_about(workspace: Workspace) -> None:
    annotate(workspace, "port", [at(workspace, "grutiers")], ["mer", "port"])
    annotate(workspace, "port", [at(workspace, "Rien ne presse.")], ["mer"])
    tagging_pass = passes.start(workspace, ["mer", "port"], "article:port")
    assert left(workspace, tagging_pass) == [SENTENCES[0], *SENTENCES[2:]]


def test_what_somebody_else_has_tagged_is_asked_about(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    passes.refuse(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    assert left(beside(workspace, "Bea"), tagging_pass) == list(SENTENCES)


def test_to_give_what_was_refused_is_to_change_ones_mind_and_the_other_way_asks_first(workspace: Workspace) -> None:
    tagging_pass, span = port(workspace), at(workspace, SENTENCES[0])
    passes.refuse(workspace, tagging_pass, "port", [span])
    passes.give(workspace, tagging_pass, "port", [span])
    assert [record["answer"] for record in workspace.store.records("port", "decisions").values()] == ["given"]
    with pytest.raises(Problem, match="has the tags"):
        passes.refuse(workspace, tagging_pass, "port", [span])
    undo(workspace)
    assert [record["answer"] for record in workspace.store.records("port", "decisions").values()] == ["refused"]


def test_a_merged_or_renamed_tag_is_still_the_tag_of_the_pass(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    tag_edits.new_tag(workspace, "eau")
    tag_edits.merge(workspace, ["mer"], "eau")
    assert left(workspace, tagging_pass) == list(SENTENCES[1:])
    passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    assert [workspace.codebook.paths(annotation.tags) for annotation in annotations_in(workspace)] == [
        ("eau",),
        ("eau",),
    ]


def test_of_a_deleted_tag_nothing_is_given(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    tag_edits.delete_tag(workspace, "mer")
    with pytest.raises(Problem, match="have been deleted"):
        passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    assert left(workspace, tagging_pass) == list(SENTENCES)


def rewrite(workspace: Workspace, old: str, new: str) -> None:
    path = workspace.catalogue.file_of("port")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    workspace.texts.reread("port")


def test_a_refusal_goes_with_its_words_and_never_over_to_others(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    passes.refuse(workspace, tagging_pass, "port", [at(workspace, "Les grutiers reviennent.")])
    rewrite(workspace, "Le port rouvre.", "Le grand port de la ville rouvre enfin.")
    assert "Les grutiers reviennent." not in left(workspace, tagging_pass)
    rewrite(workspace, "Les grutiers reviennent.", "La grève des dockers continue.")
    assert "La grève des dockers continue." in left(workspace, tagging_pass)


def test_a_finished_pass_takes_no_answer_until_it_is_reopened(workspace: Workspace) -> None:
    tagging_pass = passes.finish(workspace, port(workspace))
    for answer in (passes.give, passes.skip, passes.refuse):
        with pytest.raises(Problem, match="finished"):
            answer(workspace, tagging_pass, "port", [at(workspace, SENTENCES[0])])
    passes.give(workspace, passes.reopen(workspace, tagging_pass), "port", [at(workspace, SENTENCES[0])])


def test_hits_are_asked_about_article_after_article(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "quai.txt").write_text("Un port. Le port dort. Une digue.", encoding="utf-8")
    tagging_pass = passes.start(workspace, ["mer"], "port", Candidates.HITS)
    assert tagging_pass.articles == ("port", "quai")
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    passages = list(progress.following("quai", 10))
    assert [(hit.article, hit.span.start) for hit in passages] == [("quai", 12), ("port", 3), ("quai", 3)]


def test_the_articles_are_those_of_a_query_now_and_at_each_reopening(workspace: Workspace) -> None:
    tagging_pass = passes.start(workspace, ["mer"], "vent")
    assert tagging_pass.articles == ("ete",), "a word of the text"
    (workspace.root / "seeds" / "vent.txt").write_text("Un souffle. Rien.", encoding="utf-8")
    assert passes.pass_of(workspace, tagging_pass.id).articles == ("ete",)
    assert passes.reopen(workspace, tagging_pass).articles == ("ete", "vent"), "a word of the title"


@pytest.mark.parametrize(
    ("tags", "query", "candidates", "name", "message"),
    [
        ([], "", Candidates.SENTENCES, "", "needs a tag"),
        (["mer"], "", Candidates.HITS, "", "needs words"),
        (["mer"], "article:rien", Candidates.SENTENCES, "", "No article matches"),
        (["mer"], "", Candidates.SENTENCES, "a\x1bb", "cannot have that name"),
        (["mer"], "", Candidates.SENTENCES, "x" * 81, "too long"),
        (["/"], "", Candidates.SENTENCES, "", "needs a name"),
        (["mer"], "colour:x", Candidates.SENTENCES, "", "no field"),
    ],
)
def test_what_cannot_be_asked_changes_nothing(
    workspace: Workspace, tags: list[str], query: str, candidates: Candidates, name: str, message: str
) -> None:
    with pytest.raises(Problem, match=message):
        passes.start(workspace, tags, query, candidates, name)
    assert passes.passes(workspace) == []
    assert workspace.codebook.tags == {}


def test_names_are_told_apart(workspace: Workspace) -> None:
    first, second = port(workspace), port(workspace)
    assert (first.name, second.name) == ("mer", "mer 2")
    assert passes.pass_of(workspace, "mer") == first
    assert passes.pass_of(workspace, second.id) == second
    with pytest.raises(Problem, match="with that name"):
        port(workspace, name="mer")
    with pytest.raises(Problem, match="Several"):
        passes.pass_of(workspace, "me")
    with pytest.raises(Problem, match="no such pass"):
        passes.pass_of(workspace, "vent")


def test_two_passes_are_compared_by_sentence(workspace: Workspace) -> None:
    bea = beside(workspace, "Bea")
    first, second = port(workspace), port(bea)
    passes.refuse(workspace, first, "port", [at(workspace, SENTENCES[3])])
    passes.refuse(bea, second, "port", [at(workspace, SENTENCES[0])])
    for library, tagging_pass in ((workspace, first), (bea, second)):
        passes.refuse(library, tagging_pass, "port", [at(workspace, SENTENCES[2])])
    passes.refuse(bea, second, "port", [at(workspace, SENTENCES[4])])
    for quote in SENTENCES[:2]:
        passes.give(workspace, first, "port", [at(workspace, quote)])
    passes.give(bea, second, "port", [at(workspace, "grutiers")])
    passes.give(bea, second, "port", [at(workspace, SENTENCES[3])])
    annotate(bea, "port", [at(workspace, SENTENCES[0])], ["mer"])  # not in the pass
    agreement, sentences = compare(workspace, first, second)
    assert (agreement.both, agreement.only_first, agreement.only_second, agreement.neither) == (1, 1, 1, 1)
    assert agreement.undecided == 1
    assert [(sentence.quote, sentence.who) for sentence in sentences] == list(
        zip(SENTENCES[:2] + SENTENCES[3:4], ("first", "both", "second"), strict=True)
    )
    delete(workspace, next(annotation for annotation in annotations_in(workspace) if annotation.quote == SENTENCES[0]))
    assert compare(workspace, first, second)[0].only_first == 0
    with pytest.raises(Problem, match="share no article"):
        compare(workspace, first, passes.start(workspace, ["mer"], "article:ete"))


def test_what_was_not_decided_in_both_passes_is_no_agreement(workspace: Workspace) -> None:
    first, second = port(workspace), port(workspace)
    agreement, sentences = compare(workspace, first, second)
    assert (agreement.total, agreement.undecided, agreement.share, agreement.kappa, sentences) == (0, 5, None, None, [])
    passes.give(workspace, first, "port", [at(workspace, SENTENCES[0])])
    passes.skip(workspace, second, "port", [at(workspace, SENTENCES[0])])
    agreement, sentences = compare(workspace, first, second)
    assert (agreement.total, agreement.undecided, agreement.share, sentences) == (0, 5, None, [])
    passes.give(workspace, second, "port", [at(workspace, SENTENCES[0])])
    agreement, sentences = compare(workspace, first, second)
    assert (agreement.both, agreement.undecided, agreement.share, agreement.kappa) == (1, 4, 1.0, None)
    assert [sentence.who for sentence in sentences] == ["both"]


MARINE = "La digue protège le phare. Un ministre parle. Le phare éclaire la digue ! Un chat dort. Le phare fume."


@pytest.fixture
def marine(workspace: Workspace) -> tuple[Workspace, Pass, Annotation]:
    (workspace.root / "seeds" / "digue.txt").write_text(MARINE, encoding="utf-8")
    workspace.articles()
    made = annotate(workspace, "digue", [at(workspace, "La digue protège le phare.", "digue")], ["mer"])
    return workspace, passes.start(workspace, ["mer"], "", Candidates.SUGGESTIONS), made


def test_suggestions_are_like_what_is_tagged_and_say_why(marine: tuple[Workspace, Pass, Annotation]) -> None:
    workspace, tagging_pass, _ = marine
    suggestions = Suggester().suggestions(workspace, tagging_pass)
    assert [suggestion.span.of(MARINE) for suggestion in suggestions] == [
        "Le phare éclaire la digue !",
        "Le phare fume.",
    ]
    assert {word for word, _ in suggestions[0].words} == {"phare", "digue"}
    assert abs(sum(share for _, share in suggestions[0].words) - 1) < 1e-9
    assert annotations_in(workspace) == annotations_in(workspace, "digue")[:1], "nothing is applied"


def test_suggestions_leave_out_what_is_decided_and_follow_what_changes(
    marine: tuple[Workspace, Pass, Annotation],
) -> None:
    workspace, tagging_pass, made = marine
    suggester = Suggester()
    first, second = suggester.suggestions(workspace, tagging_pass)
    passes.refuse(workspace, tagging_pass, "digue", [first.span])
    assert [suggestion.span for suggestion in suggester.suggestions(workspace, tagging_pass)] == [second.span]
    path = workspace.catalogue.file_of("digue")
    path.write_text(MARINE + " Encore un phare.", encoding="utf-8")
    workspace.texts.reread("digue")
    assert "Encore un phare." in [
        suggestion.span.of(workspace.text("digue")) for suggestion in suggester.suggestions(workspace, tagging_pass)
    ]
    delete(workspace, made)
    assert suggester.suggestions(workspace, tagging_pass) == [], "nothing is tagged any more"


def test_the_way_through_suggestions_is_their_order(marine: tuple[Workspace, Pass, Annotation]) -> None:
    workspace, tagging_pass, _ = marine
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    first, second = progress.following("port", 0)
    assert "éclaire" in first.span.of(MARINE)
    assert first.words
    passes.give(workspace, tagging_pass, "digue", [first.span])
    assert [candidate.span for candidate in progress.following("digue", 0)] == [second.span]
    assert (progress.left, progress.decided) == (1, 1)


def test_the_way_goes_round(workspace: Workspace) -> None:
    tagging_pass = passes.start(workspace, ["mer"])
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    start = at(workspace, SENTENCES[3]).start
    articles = [candidate.article for candidate in progress.following("port", start)]
    assert [name for name, _ in itertools.groupby(articles)] == ["port", "ete", "port"]
    assert len(articles) == progress.left == 8


def test_what_was_skipped_is_asked_about_again_once_the_text_has_changed(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    passes.skip(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    rewrite(workspace, "grutiers reviennent", "dockers s’en vont")
    assert "Les dockers s’en vont." in left(workspace, tagging_pass)


def test_other_words_in_the_place_of_refused_ones_are_asked_about(workspace: Workspace) -> None:
    tagging_pass = port(workspace)
    passes.refuse(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    rewrite(workspace, "Les grutiers reviennent.", "Aucune bouée jaune ici !")
    assert "Aucune bouée jaune ici !" in left(workspace, tagging_pass)


def test_what_lost_the_tag_counts_for_no_pass_and_what_had_it_before_does_once_given(workspace: Workspace) -> None:
    before = annotate(workspace, "port", [at(workspace, SENTENCES[0])], ["mer"])
    first, second = port(workspace), port(workspace)
    made = passes.give(workspace, first, "port", [at(workspace, SENTENCES[1])])
    assert passes.give(workspace, second, "port", [at(workspace, SENTENCES[0])]).id == before.id
    assert given_in(workspace, first, "port") == [at(workspace, SENTENCES[1])]
    assert given_in(workspace, second, "port") == [at(workspace, SENTENCES[0])]
    change(workspace, made, remove_tags=["mer"])
    assert given_in(workspace, first, "port") == []


@pytest.mark.parametrize(
    ("candidates", "unit", "asked"),
    [
        (Candidates.HITS, Unit.HIT, ["port", "grutiers", "préfet"]),
        (
            Candidates.HITS,
            Unit.SENTENCE,
            ["Le port rouvre.", "Les grutiers reviennent.", "Le préfet « suit » le dossier."],
        ),
        (
            Candidates.HITS,
            Unit.PARAGRAPH,
            ["Le port rouvre. Les grutiers reviennent.", "Le préfet « suit » le dossier. Rien ne presse."],
        ),
        (Candidates.SENTENCES, Unit.SENTENCE, list(SENTENCES)),
    ],
)
def test_a_pass_asks_about_its_unit(workspace: Workspace, candidates: Candidates, unit: Unit, asked: list[str]) -> None:
    tagging_pass = (
        passes.start(workspace, ["mer"], "article:port", candidates, unit=unit)
        if candidates is Candidates.SENTENCES
        else passes.start(
            workspace, ["mer"], "port grutier préfet article:port", candidates, unit=unit, articles=["port"]
        )
    )
    assert [" ".join(quote.split()) for quote in left(workspace, tagging_pass)] == asked
    assert Pass.from_record(tagging_pass.to_record()).unit is unit


def test_a_pass_over_paragraphs_asks_about_each_once(workspace: Workspace) -> None:
    tagging_pass = port(workspace, unit=Unit.PARAGRAPH)
    quotes = left(workspace, tagging_pass)
    assert len(quotes) < len(SENTENCES)
    passes.give(workspace, tagging_pass, "port", [at(workspace, SENTENCES[1])])
    assert left(workspace, tagging_pass) == quotes[1:]


def test_a_pass_from_before_there_were_units_asks_about_the_same(workspace: Workspace) -> None:
    record = port(workspace).to_record()
    assert record.pop("unit") == "hit"
    assert left(workspace, Pass.from_record(record)) == list(SENTENCES)


def test_suggestions_are_sentences(workspace: Workspace) -> None:
    with pytest.raises(Problem, match="Suggestions are sentences"):
        port(workspace, candidates=Candidates.SUGGESTIONS, unit=Unit.PARAGRAPH)
