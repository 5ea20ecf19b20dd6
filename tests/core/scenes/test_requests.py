"""Requests as people write them come out as the places that they ask for: ``requests/*.toml``.

``development`` was looked at while words were added; ``unseen`` was written before, and most of it only
counted: some of its requests were seen while their reasons were looked for; ``checked`` were made up to try
words that had just been added.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from core.scenes.colouring import contrast
from core.scenes.drawing import drawn
from core.scenes.kinds import KINDS
from core.scenes.posing import posed
from core.scenes.reading import Reading, read
from core.scenes.spec import SceneSpec
from core.scenes.vocabulary import LANGUAGES, shared, vocabulary

FOLDER = Path(__file__).with_name("requests")
SEED = 20
LIKE = 0.14
"""Colours that differ less than this go by the same name."""
HARD = 0.5
Asked = Mapping[str, str | bool]


def requests(name: str) -> dict[str, Asked]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def reading_of(sentence: str) -> Reading:
    return read(sentence)


def one_of(asked: str | bool) -> list[str | None]:
    return [None if entry == "-" else entry for entry in str(asked).split("|")]


def coloured(code: str | None, names: list[str | None]) -> bool:
    if code is None:
        return None in names
    return any(contrast(code, shared()["colours"][name]) < LIKE for name in names if name is not None)


def misses(asked: Asked, reading: Reading, spec: SceneSpec) -> list[str]:
    """What of a request did not come out."""
    have = {
        "kind": spec.kind,
        "ground": spec.materials.ground,
        "wall": spec.materials.wall,
        "backdrop": spec.backdrop or (spec.kind if "backdrop" in asked else None),
        "time": spec.light.time,
        "season": spec.season,
        "pattern": spec.light.pattern,
    }
    wrong = [name for name, value in have.items() if name in asked and value not in one_of(asked[name])]
    colours = spec.colours.model_dump()
    for place in ("ground", "wall"):
        asked_colour = asked.get(f"{place}_colour")
        if asked_colour and not coloured(colours[place], one_of(asked_colour)):
            wrong.append(f"{place}_colour")
    if "colour" in asked and not any(
        coloured(code, one_of(asked["colour"])) for code in colours.values() if code
    ):
        wrong.append("colour")
    if "props" in asked and not {*spec.props, None} & {*one_of(asked["props"])}:
        wrong.append("props")
    if "without" in asked and {*spec.props} & {*one_of(asked["without"])}:
        wrong.append("without")
    if "hard" in asked and (spec.light.hardness > HARD) != asked["hard"]:
        wrong.append("hard")
    told = " ".join(reading.not_painted).lower()
    if "said" in asked and not any(word is None or word in told for word in one_of(asked["said"])):
        wrong.append("said")
    if "unsaid" in asked and any(word in told for word in one_of(asked["unsaid"]) if word is not None):
        wrong.append("unsaid")
    return wrong


def failures(name: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for sentence, asked in requests(name).items():
        if not set(one_of(asked["kind"])) & KINDS.keys():
            continue
        reading = reading_of(sentence)
        spec = drawn(reading, SEED)
        pose = asked.get("pose")
        if pose is not None:
            spec = posed(spec, str(pose))  # pyright: ignore[reportArgumentType]
        wrong = misses(asked, reading, spec)
        if wrong:
            found.append((sentence, wrong))
    return found


@pytest.mark.parametrize(("name", "most"), [("development", 8), ("unseen", 12), ("checked", 8)])
def test_requests_come_out_as_they_are_asked_for(name: str, most: int) -> None:
    failed = failures(name)
    assert len(failed) <= most, failed


def test_there_are_enough_requests_in_every_language() -> None:
    sentences = [*requests("development"), *requests("unseen")]
    languages = [reading_of(sentence).language for sentence in sentences]
    assert len(sentences) >= 250
    assert all(languages.count(language) >= 14 for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_words_are_never_taken_for_misspelt_ones(language: str) -> None:
    words = (FOLDER / "ordinary" / f"{language}.txt").read_text("utf-8").split()
    spans = [(word, vocabulary(language).spans(word)) for word in words]
    assert not [(word, span.meant) for word, found in spans for span in found if span.meant]
