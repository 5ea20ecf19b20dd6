"""The tables of words: whole in every language, and matched whatever endings words have."""

from itertools import chain

import pytest

from core.scenes.effects import EFFECTS, words_of
from core.scenes.kinds import KINDS
from core.scenes.language import language_of
from core.scenes.spec import PATTERNS, SEASONS, TIMES
from core.scenes.things import modelled_names
from core.scenes.vocabulary import LANGUAGES, shared, table, vocabulary

WANTED = {
    "kinds": tuple(KINDS),
    "materials": tuple(
        dict.fromkeys(chain.from_iterable((*kind.grounds, *kind.walls) for kind in KINDS.values()))
    ),
    "props": tuple(
        prop
        for prop in dict.fromkeys(chain.from_iterable(kind.things for kind in KINDS.values()))
        if prop not in EFFECTS
    ),
    "times": TIMES,
    "seasons": SEASONS,
    "patterns": PATTERNS,
    **{
        name: tuple(shared()[name])
        for name in ("colours", "tones", "families", "light", "weather", "moods", "camera")
    },
}
ONE_MEANING = ("kinds", "materials", "colours", "times", "seasons", "patterns", "light", "moods", "camera")
BOTH = {"long shadows", "lange schatten", "sombras largas", "longues ombres", "uzun gölgeler"}
"""Long shadows are those of a sun that is both low and hard."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_words_in_every_language(language: str) -> None:
    have = table(language)
    missing = [
        f"{section}: {entry}"
        for section, entries in WANTED.items()
        for entry in entries
        if not have[section].get(entry)
    ]
    assert not missing, f"{language}.toml needs words for " + "; ".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_effect_has_words_in_every_language(language: str) -> None:
    assert words_of(language).keys() == EFFECTS.keys()
    assert all(words_of(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_has_words_for_what_there_is_not(language: str) -> None:
    have = table(language)
    unknown = [
        f"{section}: {entry}"
        for section, entries in WANTED.items()
        for entry in have[section]
        if entry not in entries
    ]
    assert not unknown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_one_meaning_of_a_sort(language: str) -> None:
    doubtful = []
    for phrase, meanings in vocabulary(language).spelled.phrases.items():
        for section in ONE_MEANING:
            entries = [entry for named, entry in meanings if named == section]
            doubtful += [(phrase, entries)] if len(entries) > 1 and " ".join(phrase) not in BOTH else []
    assert not doubtful


def test_the_shared_table_names_only_what_there_is() -> None:
    materials, props = set(WANTED["materials"]), set(WANTED["props"])
    assert set(shared()["near"]) <= materials
    for name in ("families", "tinted", "tinted_tones", "near"):
        assert {entry for entries in shared()[name].values() for entry in entries} <= materials
    for name in ("instead", "also", "akin"):
        assert {*shared()[name], *chain.from_iterable(shared()[name].values())} <= set(KINDS)
    assert {*shared()["alike"], *chain.from_iterable(shared()["alike"].values())} <= props | modelled_names()
    assert {*shared()["priors"], *shared()["natural"], *shared()["kind_props"]} <= set(KINDS)
    assert set(chain.from_iterable(mood["kinds"] for mood in shared()["moods"].values())) <= set(KINDS)
    assert {*shared()["tinted"], *chain.from_iterable(shared()["natural"].values())} <= set(
        shared()["colours"]
    )


@pytest.mark.parametrize(
    ("language", "words", "meaning"),
    [
        ("en", "oak tables", ("kinds", "table")),
        ("de", "weißem", ("colours", "white")),
        ("de", "Eichentisches", ("materials", "oak")),
        ("de", "Ziegelwänden", ("kinds", "brick_wall")),
        ("es", "blancas", ("colours", "white")),
        ("fr", "lumineuses", ("moods", "airy")),
        ("tr", "masanın", ("kinds", "table")),
        ("tr", "ahşabın", ("families", "wood")),
        ("tr", "ormanlarda", ("kinds", "forest")),
        ("tr", "çamdan", ("materials", "pine")),
        ("tr", "camdan", ("materials", "glass")),
        ("es", "mantel", ("materials", "linen")),
    ],
)
def test_words_are_known_with_their_endings(language: str, words: str, meaning: tuple[str, str]) -> None:
    assert any(meaning in span.meanings for span in vocabulary(language).spans(words))


def test_accents_and_capitals_may_be_left_out() -> None:
    for written in ("Café", "CAFE", "cafe", "Cafe\u0301"):
        assert any(span.says("kinds", "cafe") for span in vocabulary("fr").spans(written)), written


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("on a table", "en"),
        ("auf dem Tisch", "de"),
        ("sobre la mesa", "es"),
        ("sur la table", "fr"),
        ("masanın üzerinde", "tr"),
        ("op een houten tafel voor een raam", None),
        ("на деревянном столе", None),
        ("木のテーブルの上", None),
        ("qwertz asdf yxcv", None),
    ],
)
def test_the_language_is_told(sentence: str, language: str | None) -> None:
    assert language_of(sentence) == language
