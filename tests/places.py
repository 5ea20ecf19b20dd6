"""Painted places that tests share: what several laws look at is painted once, and the quick tests look at a
few kinds of a law that all have to keep."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pytest

from core.scenes.painting import Floats, Painting, View, paint
from core.scenes.spec import SceneSpec


def painted(spec: SceneSpec, view: View) -> Painting:
    """The place, painted once for all tests of this process; not to be written to."""
    return _painted(spec.to_json(), view)


@lru_cache(maxsize=192)
def _painted(text: str, view: View) -> Painting:
    made = paint(SceneSpec.from_json(text), view)
    made.image.setflags(write=False)
    made.disparity.setflags(write=False)
    return made


def difference(one: Painting, other: Painting) -> float:
    """How far the pictures are apart on the average, 0…1."""
    return float(np.abs(one.image - other.image).mean())


def alike(large: Floats, small: Floats) -> float:
    """How alike the small picture and the reduced large one are, in dB."""
    size = small.shape[1], small.shape[0]
    reduced = cv2.resize(large, size, interpolation=cv2.INTER_AREA)
    return float(-10 * np.log10(np.square(reduced - small).mean() + 1e-12))


def few(names: Iterable[str], *quick: str) -> list[Any]:
    """All ``names`` for ``parametrize``: ``make test`` takes the ``quick`` ones, ``make test-all`` all."""
    every = list(names)
    assert set(quick) <= set(every)
    return [name if name in quick else pytest.param(name, marks=pytest.mark.thorough) for name in every]
