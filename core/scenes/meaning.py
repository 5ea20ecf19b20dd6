"""Places that no table of words has, by what their names mean to the text encoder of ``mini``: a tavern comes
nearest to a bar. Its embedding holds what captions say of a word and a linear map of the word's GloVe vector
(Pennington, Socher and Manning 2014), so that words which no caption has still lie beside their like."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from core.scenes.kinds import KINDS
from core.scenes.vocabulary import Span, vocabulary
from core.settings import ROOT

Array = npt.NDArray[np.float32]

FOLDER = ROOT / "models" / "mini"
WORD_END = "</w>"
"""What closes a token that is a whole word."""
NEAR = 0.5
"""Cosine from which on a word's nearest kind is taken for it: below, a railing would be a jetty."""
PLACES = frozenset({"rooms", "town", "coast", "nature"})
"""Groups of kinds that are places one can be in."""
NEVER = frozenset(
    {"water", "sand", "moss", "clothes_rail", "stable", "villa", "greenhouse", "closet", "pitch"}
)
"""Kinds of these groups that are called after a stuff or a thing, or whose word mostly means another."""


@dataclass(frozen=True)
class Meanings:
    """The rows of words in the embedding, and the kinds' own vectors, K×D of length 1."""

    rows: Mapping[str, int]
    table: Array
    kinds: tuple[str, ...]
    vectors: Array

    def vector(self, words: Sequence[str]) -> Array | None:
        """The mean direction of the known ``words``, of length 1; ``None`` where one is unknown."""
        if not words or any(word not in self.rows for word in words):
            return None
        mean = self.table[[self.rows[word] for word in words]].mean(0)
        return (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32)

    def nearest(self, word: str) -> tuple[str, float] | None:
        """The kind that a word means most nearly and the cosine between the two, -1…1."""
        own = self.vector([word.lower()])
        if own is None:
            return None
        found = self.vectors @ own
        best = int(np.argmax(found))
        return self.kinds[best], float(found[best])


@lru_cache(maxsize=1)
def meanings(folder: Path = FOLDER) -> Meanings | None:
    """What the text encoder in ``folder`` knows of words; ``None`` where its weights are not there."""
    tokens, table = folder / "tokenizer" / "tokenizer.json", _embedding(folder / "text_encoder")
    if table is None or not tokens.is_file():
        return None
    known: dict[str, int] = json.loads(tokens.read_text("utf-8"))["model"]["vocab"]
    rows = {token.removesuffix(WORD_END): at for token, at in known.items() if token.endswith(WORD_END)}
    table = table - table.mean(0)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    bare = Meanings(rows, table, (), table[:0])
    named = {name: bare.vector(name.split("_")) for name, kind in KINDS.items() if kind.group in PLACES}
    kept = {name: vector for name, vector in named.items() if vector is not None and name not in NEVER}
    return Meanings(rows, table, tuple(kept), np.stack(list(kept.values())))


def _embedding(folder: Path) -> Array | None:
    from safetensors import safe_open

    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(file, "np") as weights:
            for name in weights.keys():  # noqa: SIM118 - a file of weights, which cannot be iterated over
                if "token_embedding" in name:
                    return np.asarray(weights.get_tensor(name), np.float32)
    return None


def with_meanings(spans: Sequence[Span], language: str = "en") -> list[Span]:
    """The spans of a sentence; where an English one names no place, the unknown word that means one most
    nearly asks for it."""
    found = list(spans)
    if language != "en" or any(
        span.says(section) for span in spans for section in ("kinds", "own kinds", "hints", "names")
    ):
        return found
    best: tuple[float, int, str] | None = None
    for at in _places(spans):
        known = meanings()
        near = known.nearest(spans[at].text) if known is not None else None
        if near is not None and near[1] >= NEAR and (best is None or near[1] > best[0]):
            best = near[1], at, near[0]
    if best is not None:
        _, at, kind = best
        found[at] = replace(found[at], meanings=(("hints", kind),))
    return found


def means_a_place(sentence: str) -> Literal["en"] | None:
    """The language of a sentence of which no table knows a word, if one of its words means a place."""
    spans = vocabulary("en").spans(sentence)
    return "en" if with_meanings(spans) != list(spans) else None


def _places(spans: Sequence[Span]) -> list[int]:
    """The numbers of unknown words that may be places: not of what is there "with" the subject, nor "for"
    whom it is, nor "without"."""
    found: list[int] = []
    open_to = True
    for at, span in enumerate(spans):
        if span.says("negation"):
            open_to = False
        elif span.says("roles"):
            open_to = not {"with", "for"} & {*span.of("roles")}
        elif span.stop:
            open_to = True
        if open_to and not span.meanings and span.text.isalpha():
            found.append(at)
    return found
