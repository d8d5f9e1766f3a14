"""Markdown is read: its words are the text, its marks are blocks and emphasis."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation.line import escaped
from reader.ingest.content import Content
from reader.ingest.markdown import read, read_marked
from reader.ingest.markdown_parser import NESTING
from reader.text.block import Kind
from reader.text.canonical import canonical
from reader.text.document import Document
from reader.text.emphasis import Marks
from reader.text.metadata import Metadata
from reader.text.span import Span

LETTERS = dict(zip(Kind, "HPQLCB", strict=True))


def reading(raw: str) -> Content:
    return read(raw.encode())


def blocks(raw: str) -> list[tuple[str, str]]:
    """Return the letter of the kind and the words of each block."""
    content = reading(raw)
    document = Document.read(content.text, content.structure)
    return [(LETTERS[block.kind], block.span.of(content.text)) for block in document.blocks]


def emphasis(raw: str) -> list[tuple[str, Marks]]:
    content = reading(raw)
    assert content.structure
    return [(each.span.of(content.text), each.marks) for each in content.structure.emphasis]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# Un **titre** #\n\nUne phrase\nqui continue.", [("H", "Un titre"), ("P", "Une phrase qui continue.")]),
        ("Un titre\n===\n\nUn autre\n---\nFin.", [("H", "Un titre"), ("H", "Un autre"), ("P", "Fin.")]),
        ("Une ligne,  \nune autre,\\\net la fin.", [("P", "Une ligne,\nune autre,\net la fin.")]),
        ("> Citée\n> deux fois.\n\nFin.", [("Q", "Citée deux fois."), ("P", "Fin.")]),
        ("> Citée\nsans signe.", [("Q", "Citée sans signe.")]),
        ("- un\n- deux\n  - trois\n* quatre", [("L", "• un"), ("L", "• deux"), ("L", "• trois"), ("L", "• quatre")]),
        ("3. un\n4) deux\n5. trois", [("L", "3. un"), ("L", "4. deux"), ("L", "5. trois")]),
        ("3. un\n9. deux\n22. trois", [("L", "3. un"), ("L", "9. deux"), ("L", "22. trois")]),
        ("10. dix\n9. neuf\n8. huit", [("L", "10. dix"), ("L", "9. neuf"), ("L", "8. huit")]),
        ("5. un\n   1. a\n   1. b\n5. deux\n7. trois", [("L", "5. un"), ("L", "1. a"), ("L", "2. b"), ("L", "6. deux"), ("L", "7. trois")]),
        ("a | b\n--|--\nun | `|`\ndeux | ``x|y`` | trois\n`x\\|y | quatre | cinq |\n|", [("L", "a | b"), ("L", "un | |"), ("L", "deux | x|y | trois"), ("L", "`x|y | quatre | cinq"), ("L", "|")]),
        ("[NDLR]: sic\n\n[abc]:\nvoir « là »\n\n[Note]: oui \"non\"", [("P", "[NDLR]: sic"), ("P", "[abc]: voir « là »"), ("P", '[Note]: oui "non"')]),
        ("[a]: https://exemple.org 'T'\n[b]: un.md\n[c]: #d\n[d]: <e.md>\n[e]: www.exemple.org\n[f]: tel:3615\n[g]: images/\n[h]: ../h\n[i]: a/b_c\n[j]: abc://d\n[//]: # (note)\n\n[Un][f g], [deux][].\n\n[f g]: x\n[deux]: y", [("P", "Un, deux.")]),
        *((f"[Note]: {words}", [("P", f"[Note]: {words}")]) for words in ("oui/non", "9/10", "est-ce/n’est-ce", "oui:non", "...", "?", "fin.Le", "<rires>", "<nom du lieu>")),
        ("- un\n\n  et plus\n- deux", [("L", "• un\net plus"), ("L", "• deux")]),
        ("2024.\nUn mot.\n\n- \n- deux\n\n1.\n2. deux", [("P", "2024."), ("P", "Un mot."), ("L", "• deux"), ("P", "1."), ("L", "2. deux")]),
        ("- [ ] à faire\n- [x] fait", [("L", "☐ à faire"), ("L", "☑ fait")]),
        ("> - cité", [("L", "• cité")]),
        ("- > dit", [("Q", "dit")]),
        ("```py\nif x:\n    y = 2 ** 3  # *non*\n```", [("P", "if x:\n    y = 2 ** 3  # *non*")]),
        ("Voici :\n\n    un *code*\n      deux", [("P", "Voici :"), ("P", "un *code*\n  deux")]),
        ("![Une grue](grue.jpg)", [("C", "Une grue")]),
        ('![](grue.jpg "Un titre")', [("C", "Un titre")]),
        ("Avant.\n\n![](grue.jpg)\n\nAprès.", [("P", "Avant."), ("P", "Après.")]),
        ("Un mot ![Une grue](g.jpg) et la suite.", [("P", "Un mot et la suite."), ("C", "Une grue")]),
        ("[![Une grue](g.jpg)](page)", [("C", "Une grue")]),
        ("| a | b |\n|---|:-:|\n| *c* | d \\| e |\n", [("L", "a | b"), ("L", "c | d | e")]),
        ("Un.\n\n---\n\nDeux.\n\n***", [("P", "Un."), ("P", "Deux.")]),
        ("<div>Un <b>mot</b><!-- non --></div>\n\n<script>\nnon\n</script>\n\nFin.", [("P", "Un mot"), ("P", "Fin.")]),
        ("<h2>Un titre</h2>\n<ul><li>un</li><li>deux</li></ul>", [("H", "Un titre"), ("L", "• un"), ("L", "• deux")]),
        ("Un <b>mot</b><br>gras <!-- non -->et<script>non</script> fin.", [("P", "Un mot\ngras et fin.")]),
        ("Un <script> non fermé, et un mot.", [("P", "Un non fermé, et un mot.")]),
        ("Le quai &amp; l&#39;eau &eacute;t&eacute; \\*ici\\* 2 * 3.", [("P", "Le quai & l'eau été *ici* 2 * 3.")]),
        *((raw, [("P", "Un deux")]) for raw in ("Un<!--> deux", "Un<!---> deux", "Un<!--- a ---> deux", "<!-- a -->Un<!--> deux", "<!-->Un<!---> deux", "<!--->Un deux", "<!---\n--->\n\nUn deux")),
        ("Voir <https://exemple.org/a> ou [ici][1].\n\n[1]: b", [("P", "Voir https://exemple.org/a ou ici.")]),
        ("Un mot[^1].\n\n[^1]: Une *note*\n    sur deux lignes.", [("P", "Un mot[1]."), ("P", "[1] Une note sur deux lignes.")]),
        ("Un mot^[une note].", [("P", "Un mot[une note].")]),
        ("Un ~~vieux~~ mot ==neuf==.", [("P", "Un vieux mot neuf.")]),
        ("Voir [[dossier/Page|la page]] et [[Autre#Partie]].", [("P", "Voir la page et Autre > Partie.")]),
        ("![[grue.png|Une grue]]\n\n![[grue.png|300]]\n\n![[Une page]]", [("C", "Une grue"), ("C", "Une page")]),
        ("Un %%caché%% mot.\n\n%%\ntout\n\nceci\n%%\n\nFin.", [("P", "Un mot."), ("P", "Fin.")]),
        ("> [!note] Un avis\n> Le quai ferme.", [("Q", "Un avis"), ("Q", "Le quai ferme.")]),
        ("> [!warning]\n> Le quai ferme.", [("Q", "Warning"), ("Q", "Le quai ferme.")]),
        ("Texte.\n\n**Un intertitre nu**\n\nSuite.", [("P", "Texte."), ("H", "Un intertitre nu"), ("P", "Suite.")]),
        ("**Toute une phrase en gras.**", [("P", "Toute une phrase en gras.")]),
        ("Publicité\n\nPhoto : Anne Roy", [("B", "Publicité"), ("C", "Photo : Anne Roy")]),
        ("a == b et c == d, x==y et z==t, 5%% et 6%%.", [("P", "a == b et c == d, x==y et z==t, 5%% et 6%%.")]),
        ("« Non\u202f! » dit-il à 10\u00a0h.", [("P", "« Non\u202f! » dit-il à 10\u00a0h.")]),
        ("Un mot :<br>\nun autre,<br/>\n<br/>\net un.", [("P", "Un mot :\nun autre,\n\net un.")]),
        ("La souve-\nraineté, **souve\u00ad\nraineté**, à moyen-\net long.", [("P", "La souve-\nraineté, souve\u00ad\nraineté, à moyen- et long.")]),
        ("> La souve-\n> raineté.\n\n- La souve-\n  raineté.", [("Q", "La souve-\nraineté."), ("L", "• La souve-\nraineté.")]),
        ("10<sup>6</sup> m<SUP>2</SUP>, 10<sup>-3</sup>, 2<sup>n</sup>, un mot<sup>1, 2</sup>.", [("P", "10⁶ m², 10⁻³, 2ⁿ, un mot¹, ².")]),
        ("Le 1<sup>er</sup> mai, CO<sub>2</sub>, un mot<sup>[1]</sup>, 3<sup>4 non fermé.", [("P", "Le 1er mai, CO2, un mot[1], 34 non fermé.")]),
        ("<p>10<sup>6</sup> <q>le <b>port</b></q> le 1<sup>er</sup></p>", [("P", "10⁶ “le port” le 1er")]),
        ("Il dit <q>non</q>.", [("P", "Il dit “non”.")]),
        ("L&#146;eau&#x85; &#151; <b>l&#x92;eau</b> &#129; &#160;.", [("P", "L’eau… — l’eau \ufffd \u00a0.")]),
        ("# Un titre {#titre}\n\n## Un {x} {.b k=\"a b\"} ##\n\n## Un {-}\n\nUn mot {#a}", [("H", "Un titre"), ("H", "Un {x}"), ("H", "Un"), ("P", "Un mot {#a}")]),
        ("## Un {mot}\n\n## Un {mot} {deux mots}", [("H", "Un {mot}"), ("H", "Un {mot} {deux mots}")]),
        ("Un mot. ^a1b2c3\n\n> Deux. ^deux-mots\n\n- trois\n\n^123456", [("P", "Un mot."), ("Q", "Deux."), ("L", "• trois")]),
        ("Un mot^abc\n\n10 ^6\n\n`x ^abc`\n\n^a b", [("P", "Un mot^abc"), ("P", "10 ^6"), ("P", "x ^abc"), ("P", "^a b")]),
        ("![Une grue](data:image/svg+xml;base64,PHN2Zz4=) ![](data:image/svg+xml,%3Csvg%3E)[un](file:///a) [mot](javascript:a)", [("P", "un mot"), ("C", "Une grue")]),
        ("他说**“重要”**的。**真，**她 ==重要==的，~~旧。~~新 *「な」*を **다운(Down)**을", [("P", "他说“重要”的。真，她 重要的，旧。新 「な」を 다운(Down)을")]),
        ("Il dit <rires> et <nom du fichier>, <X>.", [("P", "Il dit <rires> et <nom du fichier>, <X>.")]),
        ("Un <mot>deux</mot> <a> <P> <un-mot> <mot a=b> <Mot/> trois.", [("P", "Un deux trois.")]),
        ("<rires>\n\n<div>un <rires> deux</div>", [("P", "<rires>"), ("P", "un <rires> deux")]),
        ("<pre>\nLe  port\n  ouvre &amp;\n\n  ferme.</pre>\nFin ici.", [("P", "Le  port\n  ouvre &\n\n  ferme."), ("P", "Fin ici.")]),
        ("他 ** 说 ** 的 a**「b」 **c", [("P", "他 ** 说 ** 的 a**「b」 **c")]),
        ("---\n\nAvis : ce texte est traduit.\n\n---\n\nUn mot.", [("P", "Avis : ce texte est traduit."), ("P", "Un mot.")]),
        ("", []),
        ("\u200b\n\n&nbsp;\n\nFin.", [("P", "Fin.")]),
        ("# \n> \n- \n\n***\n```\n", []),
    ],
)  # fmt: skip
def test_what_a_reader_sees(raw: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(raw) == expected


def test_blocks_are_apart_by_an_empty_line_and_list_items_by_a_line_end() -> None:
    assert reading("# Un\nDeux.\n- trois\n\n- quatre\n\nCinq.\n").text == "Un\n\nDeux.\n\n• trois\n• quatre\n\nCinq."


def test_front_matter_is_metadata_and_not_text() -> None:
    for raw in ("---\ntitle: Le port\n---\nTexte.", '+++\ntitle = "Le port"\n+++\nTexte.', "title: Le port\n\nTexte."):
        content = reading(raw)
        assert (content.text, content.metadata) == ("Texte.", Metadata("Le port"))


def test_the_words_that_are_set_apart() -> None:
    raw = "Un **mot *très* fort**, `du code`, [un lien](a) ou [[Page]], ~~vieux~~, ==neuf== et <em>penché</em>."
    assert emphasis(raw) == [
        ("mot ", Marks.STRONG), ("très", Marks.STRONG | Marks.EMPHASIS), (" fort", Marks.STRONG), ("du code", Marks.CODE),
        ("un lien", Marks.LINK), ("Page", Marks.LINK), ("vieux", Marks.STRUCK), ("neuf", Marks.HIGHLIGHTED),
        ("penché", Marks.EMPHASIS),
    ]  # fmt: skip


def test_a_sentence_does_not_contain_the_mark_of_its_list_item() -> None:
    content = reading("- un mot\n\n12. deux mots\n\n---\n\n- [x] trois mots")
    document = Document.read(content.text, content.structure)
    assert [sentence.of(document.text) for sentence in document.sentences()] == ["un mot", "deux mots", "trois mots"]


def test_an_accent_joins_its_letter_across_marks() -> None:
    assert reading("Un e&#769;te<em>&#769;</em>.").text == "Un été."


PARTS = st.sampled_from(
    ["le port", "Été", "**", "*", "_", "`", "```\n", "~~", "==", "%%", "# ", "## ", "> ", "- ", "1. ", "\n", "\n\n", "    ",
     "[", "](a)", "![", "[[", "]]", "|", "|-|\n", "[^1]", "[^1]: ", "<b>", "</b>", "<!--", "-->", "<div>", "</div>", "<br>",
     "&amp;", "&#769;", "\\", "---\n", "===\n", "  \n", "[!note]", "[x] ", "<sup>", "</sup>", "<q>", "</q>", "<rires>", "<pre>", "</pre>", " {#a}", " ^a1\n", "-\n", "&#146;", "说", "”", "<script>", "</script>", "é", "e\u0301", "<", ">"]
)  # fmt: skip
RAW = st.lists(PARTS, max_size=30).map("".join)


@given(RAW)
def test_any_text_is_read_into_a_canonical_text_with_disjoint_spans_in_order(raw: str) -> None:
    content = reading(raw)
    assert content.structure
    text = content.text
    assert canonical(text) == text
    assert unicodedata.is_normalized("NFC", text)
    for spans in ([b.span for b in content.structure.blocks], [e.span for e in content.structure.emphasis]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = [False] * len(text)
    for block in content.structure.blocks:
        covered[block.span.start : block.span.end] = [True] * len(block.span)
    assert all(inside or letter.isspace() for inside, letter in zip(covered, text, strict=True))


@given(RAW)
def test_a_text_traced_to_its_source_is_the_same(raw: str) -> None:
    raw = canonical(raw)
    marked = read_marked(raw)
    assert marked.text == reading(raw).text
    shown = marked.carried(Span(0, len(raw)))
    assert all(0 <= span.start < span.end <= len(marked.text) for span in shown)


TRACED = st.lists(
    st.sampled_from(
        ["le port", "Été", "**", "*", "`", "~~", "==", "# ", "> ", "- ", "\n", "\n\n", "\t", "    ", "[", "](x)", "|", "\\|", "|-|-|\n",
         "| a | b\\|c |\n", "<b>", "</b>", "<div>", "</div>", "&eacute;", "\\", "  \n", "===\n", "```\n", "é", "<sup>", "</sup>", "<q>", "</q>", "-\n",
         "<rires>", "<pre>", "</pre>",
         "说", "”"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(TRACED)
def test_every_letter_of_the_text_is_found_from_the_line_of_the_source_that_has_it(raw: str) -> None:
    marked = read_marked(raw)
    found, start = "", 0
    for line in raw.split("\n"):
        found += "".join(part.of(marked.text) for part in marked.carried(Span(start, start + len(line))))
        start += len(line) + 1
    assert sorted(filter(str.isalpha, found)) == sorted(filter(str.isalpha, marked.text))


WORDS = st.sampled_from(["le", "port", "rouvre", "à", "l’aube", "d’été", "après", "10\u00a0h"])
WRAPS = st.lists(
    st.sampled_from([("**", "**"), ("*", "*"), ("[", "](https://exemple.org)"), ("~~", "~~"), ("==", "==")]),
    max_size=4,
    unique=True,
)


@st.composite
def inline(draw: st.DrawFn) -> str:
    words = " ".join(draw(st.lists(WORDS, min_size=1, max_size=3)))
    for before, after in draw(WRAPS):
        words = f"{before}{words}{after}"
    return words


@given(
    st.lists(st.lists(inline(), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4), st.sampled_from("#>-")
)
def test_nothing_of_well_formed_marks_stays_and_read_again_it_is_the_same(paragraphs: list[str], mark: str) -> None:
    text = reading("\n\n".join(f"{mark} {words}" for words in paragraphs)).text
    assert not set("#>*[]()~=") & set(text)
    assert reading(text).text.split() == text.split()


@given(RAW, st.data())
def test_words_of_the_source_are_followed_and_no_others(raw: str, data: st.DataObject) -> None:
    raw = canonical(raw)
    start = data.draw(st.integers(0, len(raw)))
    span = Span(start, data.draw(st.integers(start, len(raw))))
    marked = read_marked(raw)
    if "&" in span.of(raw) or "&" in raw[:start][-6:]:
        return  # a character's name is not the character
    letters = "".join(filter(str.isalnum, "".join(part.of(marked.text) for part in marked.carried(span))))
    source = iter(filter(str.isalnum, span.of(raw)))
    added = "1"  # the numbers of a list and of notes
    assert all(letter in source for letter in letters if letter not in added)


HOSTILE = st.lists(
    st.sampled_from([*"*_`[]()<>#|~&;:+-=1.)!\\ \"'x^${}%", "%%", "==", "[[", "]]", "[^1]", "&amp;", "{#a}", " ^a1", "说", "”", "<q>"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(HOSTILE)
def test_what_is_escaped_for_markdown_is_read_as_it_was(words: str) -> None:
    words = " ".join(f"Un mot {words}".split())
    assert reading(escaped(words)).text == words
    assert reading(f"# {escaped(words)}").text == words


PATHOLOGICAL = {
    "quotes": ">" * 10_000 + " fin", "quotes apart": "> " * 10_000 + "fin", "lists": "- " * 10_000 + "fin",
    "brackets": "[" * 10_000 + "fin", "nested links": "[" * 10_000 + "fin" + "](b)" * 10_000,
    "nested images": "![" * 10_000 + "fin" + "](b)" * 10_000, "stars": "*a **b " * 3_000 + "fin", "comments": "<!--" * 5_000 + "fin",
    "tags": "<div " * 5_000 + "fin", "signs": "==a " * 5_000 + "fin", "steps": "\n".join("  " * n + "- fin" for n in range(2 * NESTING)),
    "names": " ^a" * 5_000 + "\n\nfin", "attributes": "# " + "{#a" * 5_000 + "\n\nfin", "blanks": "# a" + " " * 50_000 + "{\n\nfin",
    "raised": "<sup>2" * 5_000 + "fin", "words": "<rires a" * 5_000 + "> fin", "lines": "<pre>\n" * 5_000 + "fin", "notes": "[^a]: " * 5_000 + "fin", "declaration": "<div>\n<![fin[ x\n</div>\n\nfin", "images open": "![" * 10_000 + "fin",
}  # fmt: skip


@pytest.mark.parametrize("what", PATHOLOGICAL)
def test_deep_nesting_takes_little_time_and_costs_no_words(what: str) -> None:
    began = time.process_time()
    text = reading(PATHOLOGICAL[what]).text
    assert time.process_time() - began < 20  # the square of its length would take minutes
    assert "fin" in text
