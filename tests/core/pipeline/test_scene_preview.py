"""What is shown before a picture is made is the picture, small; what was cut out is not cut out again."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import SubjectError
from core.library.comparison import psnr
from core.pipeline import scene_preview
from core.pipeline.scene_preview import ScenePreviews, reduced
from core.scenes.drawing import scene_for
from core.stages.pose import POSES, Pose
from tests.photos import png, scene
from tests.scenes import Studio, asked, bottle

PHOTO = png(bottle(256, 256))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture
def previews(studio: Studio) -> ScenePreviews:
    return ScenePreviews(studio.analysis)


KINDS = ("beach", "table", "paper")
QUICK = dict(zip(KINDS, POSES, strict=True))
"""Each kind and each pose once, of which ``make test`` takes these alone."""


@pytest.mark.parametrize(
    ("kind", "pose"),
    [
        pytest.param(kind, pose, marks=[] if QUICK[kind] == pose else [pytest.mark.thorough])
        for kind in KINDS
        for pose in POSES
    ],
)
def test_it_agrees_with_the_picture(studio: Studio, previews: ScenePreviews, kind: str, pose: Pose) -> None:
    request = asked(kind, pose=pose, max_side=512, scene_painter="painted")
    shown = previews.preview(PHOTO, "a", request, side=256)
    picture = studio.make(request, bottle(256, 256))
    height, width = picture.matte.shape
    assert shown.size == (width, height)
    small = reduced(picture.composite, (shown.image.shape[1], shown.image.shape[0]))
    assert psnr(shown.image, small) >= 26
    assert shown.scene is not None
    assert shown.scene.model_dump(mode="json") == picture.scene["painted"]


def test_it_is_no_longer_than_asked_for(previews: ScenePreviews) -> None:
    assert max(previews.preview(PHOTO, "a", asked(max_side=512), side=96).image.shape) == 96
    assert max(previews.preview(PHOTO, "a", asked(max_side=64), side=96).image.shape) == 64


def test_a_pose_is_guessed_unless_it_is_said(previews: ScenePreviews) -> None:
    guessed = previews.preview(PHOTO, "a", asked(), side=64)
    assert (guessed.pose, guessed.guessed) == ("stands", True)
    said = previews.preview(PHOTO, "a", asked(pose="lies"), side=64)
    assert (said.pose, said.guessed) == ("lies", False)
    assert said.scene is not None
    assert said.scene.kind == "flat_lay" or said.scene.place.view == "above"


def test_a_slider_cuts_nothing_out_again(previews: ScenePreviews, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    real = scene_preview.run_stages

    def counted(stages: object, state: object, clock: object) -> object:
        looked.append(stages)
        return real(stages, state, clock)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(scene_preview, "run_stages", counted)
    for seed in range(3):
        previews.preview(PHOTO, "a", asked(seed=seed), side=64)
    assert len(looked) == 1
    previews.preview(PHOTO, "a", asked(matte_grow=2), side=64)
    previews.preview(png(bottle(200, 256)), "b", asked(), side=64)
    assert len(looked) == 3


def test_it_says_whether_the_cut_out_is_at_hand(previews: ScenePreviews) -> None:
    assert not previews.has_cut_out("a", asked())
    previews.preview(PHOTO, "a", asked(), side=64)
    assert previews.has_cut_out("a", asked(seed=5))
    assert not previews.has_cut_out("a", asked(matte_grow=2))
    assert not previews.has_cut_out("b", asked())


def test_a_photo_without_a_subject_is_refused(previews: ScenePreviews) -> None:
    # One faint pixel of a large photo is gone once that is fitted.
    alpha = Image.new("L", (2400, 1600), 0)
    alpha.putpixel((9, 9), 1)
    photo: Image.Image = scene(2400, 1600)
    photo.putalpha(alpha)
    with pytest.raises(SubjectError, match="No subject was found"):
        previews.preview(png(photo), "a", asked())


def test_reducing_keeps_a_plain_colour() -> None:
    plain = np.full((40, 60, 3), (10, 200, 30), np.uint8)
    assert np.array_equal(reduced(plain, (15, 10)), np.full((10, 15, 3), (10, 200, 30), np.uint8))


def test_it_agrees_for_glass_too(studio: Studio, previews: ScenePreviews) -> None:
    glass = bottle(256, 256)
    glass.putalpha(glass.getchannel("A").point([level * 110 // 255 for level in range(256)]))
    request = asked("table", max_side=512, scene_painter="painted")
    shown = previews.preview(png(glass), "a", request, side=256)
    assert shown.seen_through
    assert not previews.preview(png(bottle(256, 256)), "b", request, side=256).seen_through
    picture = studio.make(request, glass)
    assert psnr(shown.image, reduced(picture.composite, (shown.image.shape[1], shown.image.shape[0]))) >= 26


@pytest.mark.parametrize(
    ("sentence", "pose"), [("skirt in front of a café", "hangs"), ("my painting in a living room", "auto")]
)
def test_what_a_scene_holds_is_held_in_the_preview_too(
    studio: Studio, previews: ScenePreviews, sentence: str, pose: str
) -> None:
    held_scene = scene_for(sentence, 3)
    request = asked(scene=held_scene, pose=pose, max_side=384, scene_painter="painted")
    shown = previews.preview(PHOTO, "a", request, side=192)
    picture = studio.make(request, bottle(256, 256))
    assert shown.scene is not None
    assert (shown.pose, shown.scene.held) == ("hangs", held_scene.held)
    assert psnr(shown.image, reduced(picture.composite, (shown.image.shape[1], shown.image.shape[0]))) >= 26
