"""Libraries to measure on, the same ones every time.

Every paragraph n begins with the word R<n> and ends with E<n>, six digits each: signs that a page stands on the screen,
of plain letters that no other paragraph has. Titles begin with the word Dossier, file names do not.
"""

from __future__ import annotations

import random
from pathlib import Path

from reader.annotation.edit import Change
from reader.annotation.model import Annotation
from reader.session.library.file_notes import note_file
from reader.session.library.opening import close_library, open_library
from reader.session.library.workspace import Workspace
from reader.text.span import Span

WORDS = """le la les des une dans pour avec port ville marée été forêt quai phare navire grève côté préfet accord budget
séance œuvre où déjà naïf très après frontière souveraineté élection débat rapport « enquête » projet mer l’hiver vent
annonce refuse prépare traverse attend promet retire signe ouvre ferme the of harbour council vote report""".split()


def first_sign(paragraph: int) -> str:
    """Return the word that paragraph ``paragraph`` begins with."""
    return f"R{paragraph:06d}"


def last_sign(paragraph: int) -> str:
    """Return the word that paragraph ``paragraph`` ends with."""
    return f"E{paragraph:06d}"


def paragraph(number: int, rng: random.Random) -> str:
    """Return a paragraph of three sentences, about 450 code points."""
    sentences = [" ".join(rng.choices(WORDS, k=24)) for _ in range(3)]
    sentences = [sentence[0].upper() + sentence[1:] for sentence in sentences]
    return f"{first_sign(number)} {sentences[0]}. {sentences[1]}. {sentences[2]} {last_sign(number)}."


def article(title: str, size: int, seed: int = 1) -> str:
    """Return an article in Markdown of about ``size`` bytes."""
    rng = random.Random(seed)
    parts = [f"# {title}"]
    count = len(parts[0])
    while count < size or len(parts) < 3:
        parts.append(paragraph(len(parts) - 1, rng))
        count += len(parts[-1].encode()) + 2
    return "\n\n".join(parts) + "\n"


def library(root: Path, count: int, size: int) -> Path:
    """Write a library of ``count`` articles of ``size`` bytes and return its folder; every order is the same one."""
    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    for number in range(count):
        (seeds / f"a{number:05d}.md").write_text(article(f"Dossier {number:05d}", size, number), encoding="utf-8")
    return root


def sentences(workspace: Workspace, id_: str, count: int) -> list[Span]:
    """Return the spans of the first ``count`` sentences of an article."""
    document = workspace.document(id_)
    found: list[Span] = []
    for index in range(len(document.blocks)):
        found += document.sentences_of(index)
        if len(found) >= count:
            break
    return found[:count]


def highlight(root: Path, counts: dict[str, int]) -> None:
    """Highlight so many sentences, from the first one on, of each article: one edit an article, through the session."""
    workspace = open_library(root, coder="Ada")
    workspace.articles()
    for id_, count in counts.items():
        text, digest = workspace.text(id_), workspace.digest(id_)
        workspace.store.keep_text(text)
        made = [
            Annotation(
                f"{id_}-{number:05d}", id_, (span,), span.of(text), text[max(0, span.start - 64) : span.start],
                text[span.end : span.end + 64], digest, coder="Ada", created=number + 1, modified=number + 1,
            )
            for number, span in enumerate(sentences(workspace, id_, count))
        ]  # fmt: skip
        changes = [Change(id_, "annotations", annotation.id, None, annotation.to_record()) for annotation in made]
        workspace.apply("highlight", lambda changes=changes: changes, id_)  # type: ignore[misc]
        note_file(workspace, id_)
    close_library(workspace)
