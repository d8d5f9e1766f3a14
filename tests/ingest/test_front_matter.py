"""Front matter says what its author meant, in YAML, in TOML, and bare."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.front_matter import metadata
from reader.ingest.markdown import read
from reader.text.block import Kind
from reader.text.document import Document
from reader.text.front_matter import front_matter_end
from reader.text.metadata import FIELDS, KEYS, UNKNOWN, Metadata


def test_a_value_may_hold_colons() -> None:
    text = "title: Le Mexique : un refus\nsource: Le Port\n\nLa phrase."
    assert metadata(text) == Metadata("Le Mexique : un refus", source="Le Port")


@pytest.mark.parametrize(
    ("entries", "author"),
    [
        ("author: Anne Roy\nauthor: Paul Blanc\nauthor: Anne Roy", "Anne Roy; Paul Blanc"),
        ("auteur: Roy, Anne\ndate: 2024\nauteur: [Blanc, Noir]", "Roy, Anne; Blanc; Noir"),
        ("author: true\nauteur: Anne Roy\nauteur: Paul Blanc", "Anne Roy; Paul Blanc"),
        ("author: Anne Roy\nauteur: A. Roy\nauthor: Paul Blanc", "Anne Roy; Paul Blanc"),
    ],
)
def test_an_author_who_is_repeated_under_one_name_is_one_of_several(entries: str, author: str) -> None:
    for text in (f"---\n{entries}\n---\nTexte.", f"---\n{entries}\n...\nTexte."):
        assert metadata(text).author == author


def test_fenced_front_matter_in_french() -> None:
    assert metadata('---\nTitre: "Un titre"\nauteur: A. B.\nlangue: fr\n---\nTexte.') == Metadata(
        "Un titre", "A. B.", language="fr"
    )


def test_known_keys_end_at_the_first_other_line() -> None:
    assert metadata("titre : Un titre\nsource : Ici\nLa phrase ouvre ainsi.") == Metadata("Un titre", source="Ici")


def test_each_field_of_the_metadata_has_a_name_in_front_matter() -> None:
    assert tuple(KEYS) == FIELDS
    for field, names in KEYS.items():
        for name in names:
            assert metadata(f"{name}: x\n\nTexte.") == Metadata(**{field: "x"})


def test_two_rules_in_markdown_are_no_front_matter() -> None:
    assert metadata("---\nDu texte libre.\ntitle: non\n---\n") == UNKNOWN


@pytest.mark.parametrize("end", ["---", "..."])
def test_an_empty_line_below_a_rule_says_that_it_is_one_unless_metadata_follows(end: str) -> None:
    assert front_matter_end(f"---\n\nAvis : ce texte est traduit.\n\n{end}\n\nTexte.\n") == 0
    assert front_matter_end(f"--- \n \nAvis: a\n- b\n{end}\n\nTexte.\n") == 0
    assert metadata(f"---\n\nlayout: post\ntitle: Le port\n{end}\n\nTexte.\n").title == "Le port"
    assert front_matter_end(f"---\nlayout: post\n{end}\n\nTexte.\n") > 0


@pytest.mark.parametrize("lead", ["\n", " \n\t\n"])
def test_empty_lines_may_stand_before_a_fence(lead: str) -> None:
    for front in ("---\ntitle: Le port\n---\n", '+++\ntitle = "Le port"\n+++\n'):
        assert metadata(f"{lead}{front}Texte.\n").title == "Le port"
        assert read(f"{lead}{front}Texte.\n".encode()).text == "Texte."
    assert read(f"{lead}---\nAvis : un mot.\n---\nTexte.\n".encode()).text == "Avis : un mot.\n\nTexte."
    assert front_matter_end(f"{lead}title: Le port\n\nTexte.\n") == 0


def test_prose_with_a_colon_is_no_front_matter() -> None:
    assert metadata("Voici la liste: un, deux.\n\nLa suite.") == UNKNOWN


def fenced(entries: str) -> Metadata:
    return metadata(f"---\n{entries}\n---\n\nTexte.\n")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("title: Le Mexique : un refus", Metadata("Le Mexique : un refus")),
        ("title: Le Mexique : un refus\nauthor:\n- Anne Roy\n- Paul Blanc", Metadata("Le Mexique : un refus", "Anne Roy; Paul Blanc")),
        ("title: 'L''Europe'", Metadata("L'Europe")),
        ('title: "L\\u2019Europe"', Metadata("L’Europe")),
        ('title: "Le port" # à revoir', Metadata("Le port")),
        ("title: Le prix du C# et du F#", Metadata("Le prix du C# et du F#")),
        ("title: >-\n  Le port\n  rouvre\nlang: fr", Metadata("Le port rouvre", language="fr")),
        ("title: |\n  Le port\n\n  rouvre", Metadata("Le port rouvre")),
        ("title: Le port\n  rouvre", Metadata("Le port rouvre")),
        ("title:\n  Le port rouvre", Metadata("Le port rouvre")),
        ("title: Le port\u00a0: un refus", Metadata("Le port\u00a0: un refus")),
        ('"title": Le port', Metadata("Le port")),
        ('author:\n  - "[[Anne Roy]]"\n  - "[[people/Paul Blanc|Paul Blanc]]"', Metadata(author="Anne Roy; Paul Blanc")),
        ("author: [[Anne Roy]]", Metadata(author="Anne Roy")),
        ("author: [[Anne Roy]], [[people/Paul Blanc]]", Metadata(author="Anne Roy, Paul Blanc")),
        ("authors: [Anne Roy, Paul Blanc]", Metadata(author="Anne Roy; Paul Blanc")),
        ("authors: [\n  Anne Roy,\n  Paul Blanc\n]", Metadata(author="Anne Roy; Paul Blanc")),
        ("author:\n  name: Anne Roy\n  mail: a@exemple.org", Metadata(author="Anne Roy")),
        ("author:\n  - family: Roy\n    given: Anne\n  - name: AFP", Metadata(author="Roy, Anne; AFP")),
        ("author: ~\nbyline: Anne Roy", Metadata(author="Anne Roy")),
        ("published: true\ndate: 2024-05-31", Metadata(date="2024-05-31")),
        ("published: 2024-05-31\ndate: 2025", Metadata(date="2024-05-31")),
        ("published: hier\ndate: 2025", Metadata(date="2025")),
        ("published: hier", Metadata(date="hier")),
        ("lang: no", Metadata(language="no")),
        ("source: https://exemple.org/a:b#c", Metadata(url="https://exemple.org/a:b#c")),
        ("source: https://exemple.org/a\nurl: https://exemple.org/b", Metadata(url="https://exemple.org/b")),
        ("source: https://exemple.org/a\nsite: Le Quai", Metadata(source="Le Quai", url="https://exemple.org/a")),
        ("source:\n  - https://exemple.org/a\n  - Le Quai", Metadata(source="Le Quai", url="https://exemple.org/a")),
        ("source:\n  name: Le Quai\n  url: https://exemple.org", Metadata(source="Le Quai")),
        ("_id: 7\n$schema: x\ntitle: Le port", Metadata("Le port")),
        ("un mot-clé que personne ne connaît et qui est long: oui\ntitle: Le port", Metadata("Le port")),
        ("tags:\n" + "  - mer\n" * 80 + "title: Le port", Metadata("Le port")),
        ("tags:\n" + "- mer\n" * 80 + "-\ntitle: Le port", Metadata("Le port")),
        ("geo:\n  place:\n    title: Calais\ntitle: Le port", Metadata("Le port")),
        ("# un mot\n\ntitle: Le port", Metadata("Le port")),
    ],
)  # fmt: skip
def test_an_entry_of_yaml(entries: str, expected: Metadata) -> None:
    assert fenced(entries) == expected


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("title: &a Le port\nauthor: *a", "*a"),
        ("author: &a [*a]", "&a [*a]"),
        ("author: " + "[ " * 5000, ("[ " * 5000).strip()),
        ("author: " + "{a: " * 2000, ("{a: " * 2000).strip()),
        ('author: "\\UFFFFFFFF"', r'"\UFFFFFFFF"'),
        ("author: [a", "[a"),
    ],
)
def test_aliases_deep_values_and_what_is_no_yaml_are_read_as_lines(entry: str, line: str) -> None:
    assert fenced(entry).author == line


@given(st.text("aé1 :#'\"-,.[]{}&*!|>%@`\\~?", max_size=12))
def test_without_loading_yaml_a_value_is_what_yaml_reads(value: str) -> None:
    try:
        read = yaml.load(f"title: {value}", Loader=yaml.BaseLoader)["title"]
    except yaml.YAMLError:
        read = value.strip()
    if isinstance(read, str):
        assert fenced(f"title: {value}").title == " ".join(read.split())


@given(st.text("ab: \n-'\"[]{}#|>&*!?%,", max_size=60))
def test_nothing_between_fences_is_an_error_and_the_text_behind_stays(inside: str) -> None:
    text = f"---\n{inside}\n---\n\nTexte."
    metadata(text)
    assert Document.read(text).text == text
    assert read(text.encode()).text.endswith("Texte.")


@pytest.mark.parametrize("end", ["---", "...", "--- "])
def test_yaml_ends_with_either_fence(end: str) -> None:
    text = f"---\ntitle: Le port\n{end}\n\nTexte."
    assert metadata(text) == Metadata("Le port")
    document = Document.read(text)
    assert [block.kind for block in document.blocks] == [Kind.BOILERPLATE, Kind.PARAGRAPH]
    assert document.blocks[1].span.of(text) == "Texte."
    assert read(text.encode()).text == "Texte."


def test_toml_between_its_fences() -> None:
    text = (
        '+++\ntitle = "L\'Europe : un refus"\ndate = 2024-05-31T10:00:00Z\ndraft = false\nauthors = ["Anne Roy", "Paul Blanc"]\n'
        'source = "https://exemple.org/a"\n[params]\ntitle = "non"\n+++\n\nTexte.'
    )
    expected = Metadata(
        "L'Europe : un refus", "Anne Roy; Paul Blanc", "", "2024-05-31T10:00:00+00:00", "https://exemple.org/a"
    )
    assert metadata(text) == expected
    assert text[: front_matter_end(text)].endswith("+++")
    assert [block.kind for block in Document.read(text).blocks] == [Kind.BOILERPLATE, Kind.PARAGRAPH]
    assert read(text.encode()).text == "Texte."


@pytest.mark.parametrize("inside", ["Du texte.", "title = ", "a = " + "[" * 9000, "title: Le port", ""])
def test_what_is_no_toml_is_text(inside: str) -> None:
    text = f"+++\n{inside}\n+++\n"
    assert (front_matter_end(text), metadata(text)) == (0, UNKNOWN)


@pytest.mark.parametrize(
    "text", ["Texte.", "title: Le port\n\nTexte.", "---\ntitle: Le port\nurl: https://exemple.org/\n---\n"]
)
def test_plain_values_do_not_load_yaml(text: str) -> None:
    program = (
        f"import sys; from reader.ingest.front_matter import metadata; metadata({text!r}); print('yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
