"""A subject in a scene: staged, painted or traced, shaded, put back; the law holds, it is the same again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import CancelledError, DeviceError
from core.pipeline import scene_stages
from core.pipeline.pipeline import photo_alpha_of
from core.pipeline.progress import Clock, Progress
from core.pipeline.scene_painter import SEEN_THROUGH
from core.pipeline.scene_stages import CastShadow, Place, StartFromScene, facts_of
from core.pipeline.state import PipelineState
from core.request import GenerationRequest
from core.runtime.cancellation import Cancellation
from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.painting import View, as_pixels, paint
from core.scenes.traced import tracing
from core.stages.arrays import Floats, Pixels
from core.stages.fine_matte import evened_out
from core.stages.frame import Frame
from core.stages.placement import CLIPPED, HOOK
from core.stages.pose import POSES, Pose
from tests.photos import cutout
from tests.places import few
from tests.scenes import SCENE_STAGES, SIDE, FakeTracer, Studio, asked, bottle

PLAIN: dict[str, Any] = {"matte_detail": "plain"}
FINE: dict[str, Any] = {"matte_detail": "fine"}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture
def tracer(monkeypatch: pytest.MonkeyPatch) -> FakeTracer:
    """In place of the path tracer."""
    fake = FakeTracer()
    monkeypatch.setattr(tracing, "trace", fake)
    return fake


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("kind", few(["beach", "table", "plaster_wall"], "beach"))
def test_inside_the_whole_matte_the_picture_is_the_placed_source(studio: Studio, kind: str, pose: Pose):
    picture = studio.make(asked(kind, pose=pose))
    certain = picture.matte == 255
    assert certain.any()
    assert np.array_equal(picture.composite[certain], picture.source[certain])
    assert np.array_equal(picture.composite[picture.matte == 0], picture.background[picture.matte == 0])
    assert picture.subject_max_difference == 0
    assert picture.scene["pose"] == pose


def test_the_subject_is_the_photos_own_moved_and_scaled(studio: Studio):
    painted, _ = studio.staged(asked())
    assert painted.staging is not None
    placement = painted.staging.placement
    assert np.array_equal(painted["source"], placement.place(painted["fitted"]))
    assert np.array_equal(painted["matte"], placement.place(painted["alpha"]))
    rows = np.flatnonzero((painted["matte"] > 127).any(1))
    assert (rows[-1] + 1) / SIDE == pytest.approx(painted.staging.ground.foot, abs=0.02)
    assert 0.25 < len(rows) / SIDE <= 0.52


def test_beside_the_photo_the_source_is_told_to_show_none(studio: Studio):
    painted, _ = studio.staged(asked())
    assert painted.staging is not None
    alpha = photo_alpha_of(painted)
    assert alpha is not None
    assert np.array_equal(alpha, painted.staging.placement.place(painted["alpha"]))
    opaque = replace(painted, own_alpha=False, original=None)
    beside = photo_alpha_of(opaque)
    assert beside is not None
    assert set(np.unique(beside)) == {0, 255}
    assert (beside == 255).sum() > (alpha == 255).sum()


def test_a_picture_passes_the_stages_of_scenes_and_no_others(studio: Studio):
    told: list[Progress] = []
    picture = studio.make(asked(), clock=Clock(told.append))
    assert tuple(dict.fromkeys(progress.stage for progress in told)) == SCENE_STAGES
    assert tuple(picture.seconds) == SCENE_STAGES
    assert picture.models == ()
    assert picture.matting_model is None


@pytest.mark.parametrize("stage", few(SCENE_STAGES, "matte", "scene", "composite"))
def test_it_can_be_cancelled_at_every_stage(studio: Studio, stage: str):
    reached: list[str] = []
    clock = Clock(
        lambda progress: reached.append(progress.stage),
        Cancellation(lambda: len(set(reached)) == SCENE_STAGES.index(stage)),
    )
    with pytest.raises(CancelledError):
        studio.make(asked(), clock=clock)
    assert tuple(reached) == SCENE_STAGES[: SCENE_STAGES.index(stage)]


def test_the_same_request_gives_the_same_bytes_and_another_seed_another_place(studio: Studio, tmp_path: Path):
    first = studio.make(asked()).composite
    assert np.array_equal(Studio(tmp_path / "elsewhere").make(asked()).composite, first)
    assert not np.array_equal(studio.make(asked(seed=4)).composite, first)


def test_a_request_without_a_scene_has_that_of_its_words_and_seed(studio: Studio):
    picture = studio.make(asked(kind=""))
    assert picture.request.scene is not None
    assert picture.request.scene.kind == "beach"
    assert picture.scene["painted"] == picture.request.scene.model_dump(mode="json")
    again = studio.make(asked(kind="", scene=picture.request.scene))
    assert np.array_equal(again.composite, picture.composite)


def test_the_shadow_darkens_the_ground_beside_the_foot_and_leaves_the_sky(studio: Studio):
    painted, shadowed = studio.staged(asked())
    assert painted.staging is not None
    before, after = (state["background"].astype(float).mean(2) for state in (painted, shadowed))
    foot = round(painted.staging.ground.foot * SIDE)
    below = before[foot - 6 : foot + 6] - after[foot - 6 : foot + 6]
    assert below.max() > 10
    assert np.abs(before[:10] - after[:10]).max() <= 1


def test_what_fits_a_hand_is_seen_from_near_and_a_request_without_a_size_as_before(studio: Studio):
    as_before = {name: value for name, value in asked().model_dump().items() if name != "size"}
    recorded = studio.make(GenerationRequest.parse(as_before))
    assert recorded.scene["size"] == "life"
    assert recorded.scene["painted"] == asked().scene.model_dump(mode="json")  # pyright: ignore[reportOptionalMemberAccess]
    hand = studio.make(asked(size="hand"))
    assert hand.scene["painted"]["camera"]["distance"] == 0.5
    tall, taller = ((picture.matte > 127).any(1).sum() for picture in (hand, recorded))
    assert 0.75 * taller < tall < taller


def test_the_control_image_joins_the_disparity_of_place_and_subject(studio: Studio):
    painted, _ = studio.staged(asked())
    assert painted.painting is not None
    assert painted.staging is not None
    control, matte = painted["control"], painted["matte"]
    place = np.rint(painted.painting.disparity * 255)
    assert np.abs(control[..., 0] - place)[matte == 0].max() <= 1
    ground = painted.staging.ground
    near = 255 * (ground.foot - ground.vanish) / (1 - ground.vanish)
    top = np.flatnonzero((matte == 255).any(1))[0]
    assert control[top, SIDE // 2, 0] == pytest.approx(near, abs=8)
    assert control[top, SIDE // 2, 0] > place[top, SIDE // 2]


@pytest.mark.parametrize("pose", ["lies", "hangs"])
def test_what_lies_or_hangs_is_a_little_nearer_than_what_is_behind_it(studio: Studio, pose: Pose):
    painted, _ = studio.staged(asked("plaster_wall", pose=pose))
    control, matte = painted["control"][..., 0].astype(float), painted["matte"]
    assert 0 < np.median(control[matte == 255]) - np.median(control[matte == 0]) < 40


def test_a_model_that_is_shown_the_mask_is_shown_it_in_a_scene_too(studio: Studio):
    painted, _ = studio.staged(asked(), pipeline="MaskControlNetInpaintPipeline", control="mask")
    assert np.array_equal(painted["control"][..., 0], 255 - painted["matte"])


def test_a_model_begins_with_the_subject_in_the_scene(studio: Studio):
    _, shadowed = studio.staged(asked())
    start = StartFromScene().run(shadowed, Clock())["start"]
    matte = shadowed["matte"]
    assert np.array_equal(start[matte == 255], shadowed["source"][matte == 255])
    assert np.array_equal(start[matte == 0], shadowed["background"][matte == 0])


@pytest.mark.parametrize(
    ("painter", "variant", "kind", "expected"),
    [
        ("auto", None, "table", "painted"),
        ("auto", "fake_rgb", "table", "traced"),
        ("auto", "fake_rgb", "beach", "painted"),
        ("painted", "fake_rgb", "table", "painted"),
        ("traced", "fake_rgb", "table", "traced"),
    ],
)
def test_the_painter_is_chosen_by_request_machine_and_kind(  # noqa: PLR0917
    tmp_path: Path, tracer: FakeTracer, painter: str, variant: str | None, kind: str, expected: str
):
    picture = Studio(tmp_path, variant).make(asked(kind, scene_painter=painter, pose="stands"))
    assert picture.scene["painter"] == expected
    assert len(tracer.asked) == (expected == "traced")
    if expected == "traced":
        assert (picture.scene["variant"], picture.scene["samples"]) == ("fake_rgb", 8)


@pytest.mark.parametrize(
    ("variant", "kind", "said"),
    [
        (None, "table", "mitsuba does not run on this machine"),
        ("fake_rgb", "beach", f"{KINDS['beach'].title} has no set for it"),
    ],
)
def test_what_cannot_be_traced_is_told_where_it_has_to_be(
    tmp_path: Path, variant: str | None, kind: str, said: str
):
    with pytest.raises(DeviceError, match=f"cannot be traced, since {said}; choose the scene painter auto"):
        Studio(tmp_path, variant).make(asked(kind, scene_painter="traced"))


def test_a_traced_place_shows_the_shadow_already(tmp_path: Path, tracer: FakeTracer):
    told: list[Progress] = []
    studio = Studio(tmp_path, "fake_rgb")
    painted, shadowed = studio.staged(asked("table", pose="stands"))
    assert shadowed is painted
    assert facts_of(painted)["painter"] == "traced"
    (_, view, subject), *_ = tracer.asked
    assert view == View(SIDE, SIDE)
    assert subject.foot_row == pytest.approx(painted.staging.ground.foot if painted.staging else 0, abs=0.1)
    picture = studio.make(asked("table", pose="stands"), clock=Clock(told.append))
    assert [(now.step, now.steps) for now in told if now.steps] == [(1, 2)]
    assert picture.subject_max_difference == 0


def test_the_background_is_the_very_place_of_the_spec(studio: Studio):
    painted, _ = studio.staged(asked())
    assert painted.staging is not None
    scene = painted.staging.scene
    assert scene is not None
    assert np.array_equal(painted["background"], as_pixels(paint(scene, View(SIDE, SIDE)).image, scene.seed))


def test_the_frame_is_neither_slim_nor_broad(studio: Studio):
    height, width = studio.make(asked(), photo=cutout(300, 60)).matte.shape
    assert width / height == pytest.approx(1.5, abs=0.1)


def glass() -> Image.Image:
    """The bottle, seen through."""
    made = bottle()
    made.putalpha(made.getchannel("A").point([level * 110 // 255 for level in range(256)]))
    return made


@pytest.mark.parametrize("pose", POSES)
def test_glass_is_staged_as_what_is_opaque_and_throws_less_shade(studio: Studio, pose: Pose):
    made = asked("plaster_wall" if pose == "hangs" else "beach", pose=pose)  # in the open nothing casts one
    seen_through, opaque = studio.make(made, glass()), studio.make(made)
    assert 100 <= seen_through.matte.max() <= 110
    assert np.abs(seen_through.matte / 110 - opaque.matte / 255).max() < 0.02
    outside = opaque.matte == 0
    lighter = seen_through.background[outside].astype(int) - opaque.background[outside]
    assert lighter.mean() > 0.05


def test_glass_is_not_traced_as_something_opaque_unless_asked(tmp_path: Path, tracer: FakeTracer):
    studio = Studio(tmp_path, "fake_rgb")
    made = studio.make(asked("table"), glass()).scene
    assert (made["painter"], made["remarks"][-1]) == ("painted", SEEN_THROUGH)
    asked_for = studio.make(asked("table", scene_painter="painted"), glass()).scene
    assert SEEN_THROUGH not in asked_for.get("remarks", ())
    studio.make(asked("table", scene_painter="traced"), glass())
    assert tracer.asked[-1][2].matte.max() == 255


def test_what_hangs_on_a_cut_off_hanger_has_a_hook_drawn_and_only_in_a_fine_picture(studio: Studio):
    plain = studio.staged(asked("plaster_wall", pose="hangs", **PLAIN))[1]
    painted, fine = studio.staged(asked("plaster_wall", pose="hangs", **FINE))
    assert plain.staging is not None
    assert fine.staging is not None
    assert plain.staging.hook is None
    assert fine.staging.hook is not None
    drawn = (fine["background"] != shadowed_without_hook(painted)).any(2)
    assert drawn.any()
    above = np.flatnonzero((fine["matte"] > 127).any(1))[0]
    assert np.flatnonzero(drawn.any(1))[-1] <= above + 0.05 * SIDE + 2


def test_a_fine_picture_keeps_the_law(studio: Studio):
    picture = studio.make(asked("beach", pose="hangs", **FINE))
    assert picture.subject_max_difference == 0
    assert (picture.matte == 255).any()


@pytest.mark.parametrize(
    ("pose", "version", "evened"),
    [("lies", 5, True), ("hangs", 5, True), ("stands", 5, False), ("lies", 4, False)],
)
def test_the_outline_of_cloth_is_evened_out_in_new_places_only(
    studio: Studio, pose: Pose, version: int, evened: bool
):
    scene = scene_for("", 3, kind="hanging_wall").model_copy(update={"spec_version": version})
    painted, _ = studio.staged(asked(scene=scene, pose=pose, **FINE))
    chewed = painted["matte"].copy()
    chewed[::3, : chewed.shape[1] // 2] = 0
    frame = Frame((chewed.shape[1], chewed.shape[0]))
    layers: dict[Any, Pixels] = {"fitted": np.full((*chewed.shape, 3), 90, np.uint8), "matte": chewed}
    seen = replace(painted.with_layers(layers, frame=frame), own_alpha=False)
    made = Place(64_000_000).run(seen, Clock())
    assert made.staging is not None
    placement = made.staging.placement
    before = evened_out(placement.place(chewed), placement.scale)
    assert np.array_equal(made["matte"], before) is not evened


def shadowed_without_hook(state: PipelineState) -> Pixels:
    """The place with its shadow as it is without a hook."""
    assert state.staging is not None
    bare = replace(state, staging=replace(state.staging, hook=None))
    return CastShadow().run(bare, Clock())["background"]


def skirt() -> Image.Image:
    """RGBA: a skirt with a level waistband."""
    y, x = np.mgrid[:96, :96].astype(np.float32)
    opaque = (abs(x - 48) < 14 + 0.3 * (y - 30)) & (y > 30) & (y < 80)
    colours = np.full((96, 96, 3), (90, 40, 60), np.uint8)
    return Image.fromarray(np.dstack([colours, np.where(opaque, 255, 0).astype(np.uint8)]))


@pytest.mark.parametrize("detail", [PLAIN, FINE])
def test_what_lay_is_hung_from_clips_before_its_place(studio: Studio, detail: dict[str, Any]):
    scene = scene_for("skirt in front of a café", 3)
    picture = studio.make(asked(scene=scene, pose="hangs", **detail), skirt())
    assert (picture.scene["pose"], picture.scene["painted"]["held"]) == ("hangs", "clips")
    bare = scene.model_copy(update={"held": None})
    hooked = studio.make(asked(scene=bare, pose="hangs", **detail), skirt())
    first = np.flatnonzero((picture.matte > 127).any(1))[0]
    assert first / SIDE == pytest.approx(HOOK + CLIPPED, abs=0.02)
    assert first > np.flatnonzero((hooked.matte > 127).any(1))[0]
    certain = picture.matte == 255
    assert np.array_equal(picture.composite[certain], picture.source[certain])


def test_a_person_s_pose_and_a_spec_without_a_holder_are_as_before(studio: Studio):
    scene = scene_for("skirt in front of a café", 3)
    bare = scene.model_copy(update={"held": None})
    for pose in ("lies", "stands"):
        held, free = (studio.make(asked(scene=place, pose=pose), skirt()) for place in (scene, bare))
        assert np.array_equal(held.composite, free.composite)
        assert "held" not in held.scene["painted"]


def test_a_picture_hangs_on_the_wall_itself(studio: Studio):
    scene = scene_for("my painting over the sofa in a living room", 3)
    painted, _ = studio.staged(asked(scene=scene))
    staging = painted.staging
    assert staging is not None
    assert staging.scene is not None
    assert (staging.pose, staging.scene.kind, staging.hook) == ("hangs", "living_room", None)
    spot = staging.ground.spot
    assert spot is not None
    rows = np.flatnonzero((painted["matte"] > 127).any(1))
    assert (rows[0] + rows[-1]) / 2 / SIDE == pytest.approx(spot.y, abs=0.02)


@pytest.mark.parametrize(("kind", "pose"), [("flat_lay", "lies"), ("hanging_wall", "hangs")])
def test_a_body_throws_the_shadow_from_the_seventh_form_on(
    studio: Studio, kind: str, pose: Pose, monkeypatch: pytest.MonkeyPatch
):
    seen: list[bool] = []

    def shade(image: Floats, *_: object, whole: bool, **__: object) -> Floats:
        seen.append(whole)
        return image

    monkeypatch.setattr(scene_stages, "shaded", shade)
    scene = scene_for("", 3, kind=kind)
    for version in (6, 7):
        studio.make(asked(scene=scene.model_copy(update={"spec_version": version}), pose=pose))
    assert seen == [False, True]
