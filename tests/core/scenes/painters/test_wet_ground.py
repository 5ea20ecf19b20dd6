"""Paving after rain shows what is behind it."""

import numpy as np

from core.scenes.painters.wet_ground import wetted
from core.scenes.painting import View, paint
from core.scenes.parts.viewpoint import viewpoint_of
from core.scenes.spec import SceneSpec

VIEW = View(96, 64)


def harbour(ground: str) -> SceneSpec:
    values = {"kind": "harbour", "seed": 5, "spec_version": 7, "materials": {"ground": ground}}
    return SceneSpec.parse({**values, "light": {"time": "dusk"}})


def test_a_light_behind_is_seen_in_the_ground_below_it() -> None:
    spec = harbour("wet asphalt")
    seen = viewpoint_of(spec, VIEW)
    canvas = np.full((64, 96, 4), 0.2, np.float32)
    canvas[..., 3] = 1
    dark = np.full((64, 96, 3), 0.05, np.float32)
    lit = dark.copy()
    lit[20:28, 20:28] = 4.0
    gained = wetted(spec, seen, canvas, lit, seen.vanish) - wetted(spec, seen, canvas, dark, seen.vanish)
    below = gained[40:, :, 0].sum(axis=0)
    assert below[20:28].mean() > 10 * max(below[60:].mean(), 1e-6)
    assert np.allclose(gained[..., 3], 0)


def test_a_wet_quay_is_another_than_a_dry_one_and_mirrors_who_stands_on_it() -> None:
    wet, dry = paint(harbour("wet asphalt"), VIEW), paint(harbour("slabs"), VIEW)
    assert wet.ground.mirror > 3 * dry.ground.mirror
    assert np.abs(wet.image[45:] - dry.image[45:]).mean() > 0.01
