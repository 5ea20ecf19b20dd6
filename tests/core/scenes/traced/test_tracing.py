from importlib.util import find_spec

import numpy as np
import pytest

from core.errors import CancelledError, DeviceError
from core.scenes.kinds import KINDS
from core.scenes.painting import View
from core.scenes.spec import SceneSpec
from core.scenes.traced import tracing
from core.scenes.traced.builders import BUILDERS
from core.scenes.traced.tracing import Subject, Traced, can_trace, trace, traced_pose
from tests.places import few

needs_mitsuba = pytest.mark.skipif(
    find_spec("mitsuba") is None or find_spec("mitsuba_oidn") is None, reason="mitsuba is not installed"
)
SIDE = 64
TRACED = sorted(kind.name for kind in KINDS.values() if kind.traced)


@pytest.fixture(autouse=True)
def _scalar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow variant has nothing to compile: for pictures this small it is the faster one."""
    monkeypatch.setattr(tracing, "variant", lambda: "scalar_rgb")


def shot(kind: str = "paper", samples: int = 2, **fields: object) -> Traced:
    values: dict[str, object] = {"kind": kind, "seed": 3, "camera": {"horizon": 0.3, "blur": 0.2}}
    spec = SceneSpec.model_validate(values | fields)
    pose = traced_pose(spec) or "stands"
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[20:54, 26:38] = 255
    image = np.full((SIDE, SIDE, 3), (200, 40, 30), np.uint8)
    return trace(spec, View(SIDE, SIDE), Subject(image, matte, pose, 54 / SIDE), samples=samples)


def test_every_kinds_set_is_there() -> None:
    assert {kind.traced for kind in KINDS.values()} - {None} == set(BUILDERS)


def test_poses_follow_how_the_kind_is_seen() -> None:
    poses = {"eye": "stands", "above": "lies", "wall": "hangs"}
    assert all(poses[kind.view] == BUILDERS[kind.traced].pose for kind in KINDS.values() if kind.traced)


def test_without_mitsuba_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "variant", lambda: None)
    with pytest.raises(DeviceError, match="painted"):
        shot()


@needs_mitsuba
def test_same_spec_same_bytes() -> None:
    first, second = shot(), shot()
    assert first.painting.image.tobytes() == second.painting.image.tobytes()
    assert first.painting.disparity.tobytes() == second.painting.disparity.tobytes()
    assert first.variant == "scalar_rgb"


@needs_mitsuba
@pytest.mark.parametrize("kind", few(TRACED, "table", "podium", "flat_lay", "window_light"))
def test_every_kind_gives_a_picture(kind: str) -> None:
    place = KINDS[kind]
    backdrop = "paper" if "paper" in place.backdrops else None
    painting = shot(kind, backdrop=backdrop).painting
    assert painting.image.shape == (SIDE, SIDE, 3)
    assert painting.image.dtype == painting.disparity.dtype == np.float32
    assert 0.03 < painting.image.mean() < 0.98
    assert painting.image.std() > 0.003


@needs_mitsuba
def test_disparity_is_linear_in_the_row_on_the_ground() -> None:
    painting = shot().painting
    rows = (np.arange(SIDE) + 0.5) / SIDE
    below = rows > painting.ground.far + 0.05
    expected = (rows - painting.ground.vanish) / (1 - painting.ground.vanish)
    assert np.abs(painting.disparity - expected[:, None])[below].max() < 0.01


@needs_mitsuba
def test_white_paper_is_near_white() -> None:
    image = shot(colours={"ground": "#f4f3f1"}, samples=8).painting.image
    assert 0.88 < np.median(image[56:]) < 0.99


@needs_mitsuba
def test_shadow_falls_away_from_the_light() -> None:
    def sides(direction: float) -> float:
        light = {"direction": direction, "height": 35, "hardness": 0.6}
        image = shot(light=light, samples=8).painting.image.mean(-1)
        return float(image[46:54, 40:52].mean() - image[46:54, 12:24].mean())

    assert sides(-70) < sides(70)


@needs_mitsuba
def test_cancelling_stops_between_parts() -> None:
    parts: list[tuple[int, int]] = []
    spec = SceneSpec(kind="paper", seed=1)
    matte = np.zeros((32, 32), np.uint8)
    matte[8:27, 12:20] = 255
    subject = Subject(np.zeros((32, 32, 3), np.uint8), matte, "stands", 27 / 32)
    with pytest.raises(CancelledError):
        trace(
            spec,
            View(32, 32),
            subject,
            samples=4,
            cancelled=lambda: len(parts) == 2,
            on_part=lambda done, of: parts.append((done, of)),
        )
    assert parts == [(1, 5), (2, 5)]


def test_a_wall_on_which_a_picture_hangs_flat_is_painted() -> None:
    wall = SceneSpec(kind="hanging_wall", seed=1)
    assert can_trace(wall)
    assert not can_trace(wall.model_copy(update={"held": "wall"}))


@pytest.mark.parametrize("kind", ["bar", "kitchen_counter", "market_stall", "windowsill"])
def test_places_that_got_a_set_later_stay_painted_in_older_specs(kind: str) -> None:
    spec = SceneSpec.parse({"kind": kind, "seed": 3, "spec_version": 6})
    assert not can_trace(spec)
    assert can_trace(spec.model_copy(update={"spec_version": 7}))


def test_what_a_subject_is_put_on_is_traced_from_the_seventh_form_on() -> None:
    spec = SceneSpec.parse({"kind": "table", "seed": 3, "spec_version": 6, "props": ["crate"]})
    assert not can_trace(spec)
    assert can_trace(spec.model_copy(update={"spec_version": 7}))
    assert not can_trace(spec.model_copy(update={"spec_version": 7, "props": ("cushion",)}))


@needs_mitsuba
def test_evenly_spread_samples_show_the_same_place() -> None:
    camera = {"horizon": 0.3, "blur": 0.6}
    before, now = (shot(camera=camera, spec_version=form, samples=8) for form in (6, 7))
    assert now.samples == before.samples == 8
    assert np.abs(now.painting.image - before.painting.image).mean() < 0.02
    assert np.array_equal(now.painting.disparity, before.painting.disparity)
    again = shot(camera=camera, spec_version=7, samples=8)
    assert again.painting.image.tobytes() == now.painting.image.tobytes()
