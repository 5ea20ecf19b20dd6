"""Painted places that tests share: what several laws look at is painted once, and the quick tests look at a
few kinds of a law that all have to keep. And a plain place, for tests that look at what is round about."""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Floats, Ground, Painting, View, paint
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


def bare_place(spec: SceneSpec, view: View) -> Painting:
    """Bare ground before a bare wall, in a colour that every field of the spec decides; as
    ``core.scenes.painting.paint``."""
    digest = hashlib.sha256(spec.to_json().encode()).digest()
    shape = view.height, view.width
    rows = ((np.arange(view.height) + 0.5) / view.height).astype(np.float32)
    vanish = min(spec.camera.horizon, 0.5)
    disparity = np.clip((rows - vanish) / (1 - vanish), 0, 1)
    return Painting(
        image=np.full((*shape, 3), [part / 255 for part in digest[:3]], np.float32),
        disparity=np.broadcast_to(disparity[:, None], shape).astype(np.float32),
        ground=Ground(vanish=vanish, far=0.55, foot=0.85),
    )


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


def at_first(count: int, cases: Iterable[Any]) -> list[Any]:
    """All ``cases`` for ``parametrize``, of which ``make test`` takes the first ``count``; a case of several
    arguments is a tuple."""
    whole = [case if isinstance(case, tuple) else (case,) for case in cases]
    later = [pytest.param(*case, marks=pytest.mark.thorough) for case in whole[count:]]
    return [pytest.param(*case) for case in whole[:count]] + later


def by_its_first_hour(kind: str, **fields: object) -> SceneSpec:
    """A spec of that kind at the first of its times, with other ``fields`` where they are given."""
    light = {"hardness": 0.6, "time": KINDS[kind].times[0]}
    return SceneSpec.parse({"kind": kind, "seed": 3, "light": light, **fields})


def assert_free_ground_in_perspective(made: Painting) -> None:
    """A picture with something in it, its disparity that of flat ground, the foot well within the ground."""
    height = made.disparity.shape[0]
    rows = (np.arange(height) + 0.5) / height
    exact = np.clip((rows - made.ground.vanish) / (1 - made.ground.vanish), 0, 1)
    assert np.isfinite(made.image).all()
    assert made.image.std() > 0.02
    assert np.allclose(made.disparity, exact[:, None], atol=1e-5)
    assert 0 <= made.ground.far < made.ground.foot - 0.05 < made.ground.foot < 1


def in_first_materials(place: Callable[..., SceneSpec], kind: str, ground: int = 0) -> SceneSpec:
    """The ``place`` of that kind with its first wall and that one of its grounds."""
    own = KINDS[kind]
    return place(kind, materials={"ground": own.grounds[ground], "wall": next(iter(own.walls), None)})


def assert_materials_show(place: Callable[..., SceneSpec], kind: str, view: View) -> None:
    """Each other ground, wall and backdrop of the kind changes the picture of ``place``."""
    own, plain = KINDS[kind], in_first_materials(place, kind)
    others = [place(kind, materials={"ground": ground}) for ground in own.grounds[1:]]
    others += [place(kind, materials={"ground": own.grounds[0], "wall": wall}) for wall in own.walls[1:]]
    others += [plain.model_copy(update={"backdrop": name}) for name in own.backdrops[1:]]
    for other in others:
        assert difference(painted(plain, view), painted(other, view)) > 1e-3


def assert_small_is_reduced_large(place: SceneSpec) -> None:
    """The place at 256 px is the same as at 512 px."""
    large, small = (paint(place, View(side, side)).image for side in (512, 256))
    assert alike(large, small) > 26
