"""What guides the denoiser is cleaned only where that shows."""

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from core.scenes.painting import Ground, View
from core.scenes.spec import SceneSpec
from core.scenes.traced.guides import cleaned, is_seen_through
from core.scenes.traced.lens import standing_lens
from core.scenes.traced.sets import Stage

pytestmark = pytest.mark.skipif(
    find_spec("mitsuba") is None or find_spec("mitsuba_oidn") is None, reason="mitsuba is not installed"
)
SIDE = 96
LENS = standing_lens(View(SIDE, SIDE), 0.4, 0.8, 2.2, 0.5)
GROUND = Ground(vanish=0.4, far=0.5, foot=0.8, mirror=0.0, rough=0.5, shade=0.5)


def stage_with(bsdf: dict[str, Any] | None) -> Stage:
    """A set in which a ball of that material stands on the left, or nothing."""
    import mitsuba as mi

    mi.set_variant("scalar_rgb")
    ball = {"type": "sphere", "center": [-0.3, 0.1, 0], "radius": 0.1, "bsdf": bsdf}
    things = {} if bsdf is None else {"model0_0": mi.load_dict(ball)}
    return Stage(things=things, lamps={}, ground=GROUND)


MATT: dict[str, Any] = {"type": "diffuse"}


def noisy() -> np.ndarray:
    return np.random.default_rng(1).uniform(0.4, 0.6, (SIDE, SIDE, 3)).astype(np.float32)


def spec(form: int) -> SceneSpec:
    return SceneSpec.parse({"kind": "paper", "seed": 1, "spec_version": form})


def test_a_set_without_models_is_not_cleaned_since_form_7() -> None:
    given = noisy()
    albedo, normal, clean = cleaned(spec(7), LENS, stage_with(None), given, given)
    assert np.array_equal(albedo, given)
    assert np.array_equal(normal, given)
    assert not clean


def test_older_sets_are_cleaned_whole() -> None:
    given = noisy()
    albedo, _, clean = cleaned(spec(6), LENS, stage_with(MATT), given, given)
    assert albedo.std() < 0.5 * given.std()
    assert clean


def test_since_form_7_models_are_cleaned() -> None:
    given = noisy()
    albedo, _, clean = cleaned(spec(7), LENS, stage_with(MATT), given, given)
    changed = (albedo != given).any(-1)
    # The ball is seen from column 19 to 38, from row 57 to 77, and a little beyond.
    assert changed[60:74, 22:34].all()
    assert not changed[:, 50:].any()
    assert not changed[:45].any()
    assert not clean


def test_only_thin_glass_is_seen_through() -> None:
    assert is_seen_through(stage_with({"type": "thindielectric"}))
    assert not is_seen_through(stage_with(MATT))
    assert not is_seen_through(stage_with(None))
