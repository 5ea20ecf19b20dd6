"""What sentences are read as: ``sentences/*.toml`` hold what each asks for."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.scenes.granting import choice
from core.scenes.kinds import KINDS
from core.scenes.reading import candidates, read
from core.scenes.vocabulary import LANGUAGES, shared

SENTENCES = {
    language: tomllib.loads(
        Path(__file__).with_name("sentences").joinpath(f"{language}.toml").read_text("utf-8")
    )
    for language in LANGUAGES
}
CASES = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


def read_as(sentence: str) -> dict[str, Any]:
    """The reading in the words of the tables: entries that are not asked for are left out."""
    reading = read(sentence)
    kind = KINDS[reading.wishes.kinds[0][0]]
    chosen = choice(kind, reading.wishes)
    names = {code: name for name, code in shared()["colours"].items()}
    found: dict[str, Any] = {
        "kind": kind.name,
        "props": sorted(chosen.props),
        "not_painted": list(reading.not_painted),
    }
    found |= {f"{place}_colour": names.get(code, code) for place, code in chosen.colours.items()}
    for name in ("ground", "wall", "backdrop", "time", "season", "pattern"):
        found[name] = getattr(chosen, name)
    found |= {**reading.wishes.light, **reading.wishes.camera}
    return {name: value for name, value in found.items() if value not in (None, [])}


@pytest.mark.parametrize(("language", "sentence"), CASES)
def test_sentences_are_read_as_they_are_meant(language: str, sentence: str) -> None:
    assert read(sentence).language == language
    assert read_as(sentence) == SENTENCES[language][sentence]


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES["en"]) >= 60
    assert all(len(sentences) >= 20 for sentences in SENTENCES.values())


@pytest.mark.parametrize(
    ("sentence", "understood"),
    [
        ("oak table, morning light", ("oak table", "morning light")),
        ("on an oak table in front of a kitchen", ("oak table", "in front of: kitchen")),
        ("table made of oak", ("table made of oak",)),
        ("auf einem Eichentisch vor einer Küche", ("Eichentisch", "in front of: Küche")),
        ("mesa de roble", ("mesa de roble",)),
        ("mur en plâtre, ombre d'une plante", ("mur en plâtre", "ombre d'une plante")),
        ("oak", ("oak", "no place named: table")),
    ],
)
def test_what_is_understood_is_said_in_the_person_s_words(sentence: str, understood: tuple[str, ...]) -> None:
    assert read(sentence).understood == understood


@pytest.mark.parametrize(
    ("sentence", "not_painted"),
    [
        ("my product on a table with a blanket", ("blanket",)),
        ("marble table with candles and a wicker basket", ("wicker basket",)),
        ("beach with a lighthouse", ("lighthouse",)),
        ("a professional photo of my leather shoe on a table, 4k, realistic", ()),
        ("whisky on a table", ()),
        ("auf einem Tisch mit einer Wolldecke", ("Wolldecke",)),
        ("sobre una mesa con una manta", ("manta",)),
        ("sur une table avec une couverture", ("couverture",)),
        ("masa üzerinde battaniye ile", ("battaniye",)),
        ("in a living room with pumpkins", ("pumpkins",)),
        ("halloween with pumpkins", ()),
    ],
)
def test_what_nothing_paints_is_said(sentence: str, not_painted: tuple[str, ...]) -> None:
    assert read(sentence).not_painted == not_painted


def test_a_language_that_is_not_known_asks_for_nothing() -> None:
    reading = read("op een houten tafel voor een raam")
    assert reading.language is None
    assert not reading.wishes.named
    assert not reading.understood


def test_where_no_place_is_named_several_kinds_suit() -> None:
    assert candidates(read("oak").wishes) == ("table",)
    assert candidates(read("blue").wishes) == ("paper",)
    assert len(candidates(read("").wishes)) >= 4
    assert "living_room" in candidates(read("cosy").wishes)
