import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scenes.developing import WHITE, developed, exposed
from core.scenes.drawing import scene_for
from core.scenes.painting import Floats, View, paint
from core.scenes.spec import Camera, Light, SceneSpec


def ramp(low: float, high: float, size: int = 64) -> Floats:
    """A grey ramp from left to right."""
    row = np.linspace(low, high, size, dtype=np.float32)
    return np.repeat(np.tile(row, (size, 1))[..., None], 3, -1)


def test_no_contrast_is_the_picture_itself() -> None:
    picture = ramp(0.1, 0.6)
    assert developed(picture, 0.0) is picture


@given(contrast=st.floats(0.05, 1), low=st.floats(0, 0.4), high=st.floats(0.45, 1))
def test_what_was_brighter_stays_brighter_and_in_range(contrast: float, low: float, high: float) -> None:
    made = developed(ramp(low, high), contrast)
    assert made.min() >= 0
    assert made.max() <= 1
    assert np.all(np.diff(made[0, :, 0]) >= -1e-5)


def test_a_dull_picture_is_brightened_and_deepened() -> None:
    dull = ramp(0.25, 0.75)
    made = developed(dull, 1.0)
    assert made.max() >= WHITE - 0.02
    assert made.min() < dull.min()


def test_a_night_stays_dark() -> None:
    assert developed(ramp(0.0, 0.3), 1.0, lift=False).max() <= 0.3


def test_only_what_is_seen_is_measured() -> None:
    picture = ramp(0.1, 0.4)
    covered = picture.copy()
    covered[:, 48:] = 1.0
    seen = np.ones((64, 64), np.float32)
    seen[:, 48:] = 0
    assert developed(covered, 1.0, seen=seen)[0, 20, 0] > developed(covered, 1.0)[0, 20, 0] + 0.02


def test_every_size_is_developed_alike() -> None:
    spec = scene_for("a meadow by day", 3)
    assert spec.camera.contrast > 0
    large, small = paint(spec, View(192, 128)).image, paint(spec, View(96, 64)).image
    assert large.mean() == pytest.approx(small.mean(), abs=0.02)


def test_a_spec_without_contrast_is_written_as_before() -> None:
    spec = SceneSpec(kind="paper", seed=1)
    assert "contrast" not in spec.to_json()
    deep = SceneSpec(kind="paper", seed=1, camera=Camera(contrast=0.5))
    assert SceneSpec.from_json(deep.to_json()) == deep
    assert SceneSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize("kind", ["market_stall", "flat_lay"])
def test_the_contrast_decides_no_look(kind: str) -> None:
    drawn = scene_for("on a carpet" if kind == "flat_lay" else "on a market stall", 3, kind=kind)
    ground = {"ground": "carpet"} if kind == "flat_lay" else {}
    materials = drawn.materials.model_copy(update=ground)

    def painted(version: int, contrast: float) -> Floats:
        camera = drawn.camera.model_copy(update={"contrast": contrast})
        changes = {"camera": camera, "materials": materials, "spec_version": version}
        return paint(drawn.model_copy(update=changes), View(96, 96)).image

    assert drawn.spec_version > 2
    assert np.abs(painted(2, 0.001) - painted(2, 0.0)).max() < 0.01
    assert np.abs(painted(1, 0.0) - painted(2, 0.0)).max() > 0.05


def test_the_usual_light_leaves_the_picture_itself() -> None:
    picture = ramp(0.1, 0.6)
    assert exposed(picture, 0.0, 0.8) is picture


@given(stops=st.floats(-2.5, -0.1), foot=st.floats(0.6, 0.9))
def test_less_light_darkens_what_is_far_from_the_subject_most(stops: float, foot: float) -> None:
    made = exposed(np.full((60, 60, 3), 0.5, np.float32), stops, foot)
    subject = round((foot - 0.28) * 60)
    assert made[subject, 30, 0] > made[0, 0, 0] + 0.01
    assert made.max() < 0.5


@given(stops=st.floats(0.1, 1.0))
def test_more_light_fades_into_white(stops: float) -> None:
    made = exposed(ramp(0.2, 1.0), stops, 0.8)
    assert made.max() <= 1
    assert np.all(made >= ramp(0.2, 1.0) - 1e-6)


def test_light_is_alike_at_every_size() -> None:
    large = exposed(np.full((256, 192, 3), 0.5, np.float32), -1.5, 0.8)
    small = exposed(np.full((64, 48, 3), 0.5, np.float32), -1.5, 0.8)
    assert np.abs(large[2::4, 2::4] - small).max() < 0.01


def test_a_spec_in_the_usual_light_is_written_as_before() -> None:
    spec = SceneSpec(kind="paper", seed=1)
    assert "exposure" not in spec.to_json()
    dark = SceneSpec(kind="paper", seed=1, light=Light(exposure=-1.2))
    assert SceneSpec.from_json(dark.to_json()) == dark
