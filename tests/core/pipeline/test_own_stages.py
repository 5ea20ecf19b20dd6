"""Pictures on backgrounds of one's own: the law, exact colours, shadows as asked, transparent ones."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageError
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import Picture, ScenePipeline
from core.pipeline.scene_preview import ScenePreviews
from core.request import GenerationRequest
from core.settings import Settings
from tests.photos import png, scene
from tests.scenes import SCENES, Studio, asked, bottle

SHA = "ab" * 32
TURNED: dict[str, Any] = {"place": {"x": 0.4, "y": 0.55, "scale": 0.5, "turn": 9, "mirror": True}}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def on(background: Any, **changes: Any) -> GenerationRequest:
    return asked("", background=background, canvas="96x96", **changes)


def holds_the_law(picture: Picture) -> None:
    certain = picture.matte == 255
    assert certain.any()
    assert np.array_equal(picture.composite[certain][:, :3], picture.source[certain])
    assert picture.subject_max_difference == 0


def make(studio: Studio, request: GenerationRequest) -> Picture:
    own = png(scene(120, 80)) if request.own_picture else None
    return studio.pipeline.generate(request, bottle(), profile=SCENES, own_picture=own)


@pytest.mark.parametrize("place", [{}, TURNED])
@pytest.mark.parametrize("pose", ["stands", "lies", "hangs"])
@pytest.mark.parametrize(
    "background", ["white", "red..blue", "transparent", {"kind": "picture", "picture": SHA}]
)
def test_inside_the_whole_matte_the_picture_is_the_placed_source(
    studio: Studio, background: Any, pose: str, place: dict[str, Any]
) -> None:
    picture = make(studio, on(background, pose=pose, **place))
    holds_the_law(picture)
    assert picture.composite.shape[:2] == (96, 96)
    assert picture.scene["pose"] == pose


@pytest.mark.parametrize("place", [{}, TURNED])
def test_a_scene_takes_canvas_and_placement_too(studio: Studio, place: dict[str, Any]) -> None:
    picture = studio.make(asked("beach", canvas="96x64", **place))
    holds_the_law(picture)
    assert picture.composite.shape == (64, 96, 3)


def test_white_without_a_shadow_is_white(studio: Studio) -> None:
    picture = make(studio, on("white", shadow_strength=0))
    assert picture.background.min() == 255
    assert picture.composite[picture.matte == 0].min() == 255


def test_a_shadow_is_below_the_subject_and_the_rest_stays_the_colour(studio: Studio) -> None:
    picture = make(studio, on("#c0c8d0"))
    shade = picture.background.astype(int).sum(2) - (0xC0 + 0xC8 + 0xD0)
    assert shade.min() < -60
    foot = np.flatnonzero((picture.matte > 127).any(1))[-1]
    assert np.argwhere(shade < -60)[:, 0].min() > foot - 20
    assert np.unique(picture.background[:10].reshape(-1, 3), axis=0).tolist() == [[0xC0, 0xC8, 0xD0]]


def test_every_word_on_the_shadow_has_its_effect(studio: Studio) -> None:
    plain = make(studio, on("white")).background.astype(int)
    dark = make(studio, on("white", shadow_strength=2)).background.astype(int)
    assert dark.sum() < plain.sum()
    hard = {"shadow_softness": 0, "shadow_length": 1.5}
    left, right = (
        make(studio, on("white", shadow_direction=side, **hard)).background.sum(2) for side in (-80, 80)
    )
    assert left[:, :32].sum() < right[:, :32].sum()
    assert right[:, -32:].sum() < left[:, -32:].sum()
    soft = make(studio, on("white", shadow_softness=1, shadow_length=1.5)).background
    assert soft.min() >= 0
    assert not np.array_equal(soft.sum(2), left)


def test_on_nothing_the_picture_is_the_cut_out(studio: Studio) -> None:
    picture = make(studio, on("transparent", shadow_strength=0))
    assert picture.composite.shape == (96, 96, 4)
    assert np.array_equal(picture.composite[..., 3], picture.matte)
    assert picture.background[..., 3].max() == 0
    shaded = make(studio, on("transparent"))
    beside = shaded.matte == 0
    assert shaded.composite[..., 3][beside].max() > 30
    assert shaded.composite[..., :3][beside].max() == 0


def test_the_own_picture_is_behind_the_subject(studio: Studio) -> None:
    picture = make(studio, on({"kind": "picture", "picture": SHA}, shadow_strength=0))
    covered = Image.open(BytesIO(png(scene(120, 80)))).resize(
        (96, 96), Image.Resampling.LANCZOS, (20, 0, 100, 80)
    )
    assert np.array_equal(picture.background, np.asarray(covered))
    assert {"horizon", "light_from", "light_hardness"} <= picture.scene.keys()


def test_without_its_picture_it_says_so(studio: Studio) -> None:
    with pytest.raises(ImageError, match="choose it again"):
        studio.make(on({"kind": "picture", "picture": SHA}))


@pytest.mark.parametrize("background", ["white", "transparent", {"kind": "picture", "picture": SHA}])
def test_the_preview_is_the_picture_made_small(studio: Studio, background: Any) -> None:
    own = png(scene(120, 80))
    request = asked("", background=background, canvas="1:1", max_side=256, **TURNED)
    seen = ScenePreviews(studio.analysis).preview(bottle(256, 256), "b", request, 96, own)
    assert (seen.size, seen.scene) == ((256, 256), None)
    picture = studio.pipeline.generate(request, bottle(256, 256), profile=SCENES, own_picture=own)
    small = Image.fromarray(picture.composite).resize((96, 96), Image.Resampling.BOX)
    if picture.composite.shape[2] == 3:
        assert np.abs(np.asarray(small).astype(int) - seen.image).mean() < 4
    else:
        inside = np.asarray(small)[..., 3] == 255
        assert np.abs(np.asarray(small)[inside][:, :3].astype(int) - seen.image[inside]).mean() < 6


def test_a_picture_of_ones_own_is_as_large_as_photos_may_be(tmp_path: Path) -> None:
    analysis = Analysis(Settings(data_dir=tmp_path, device="cpu", max_pixels=5000))
    request = on({"kind": "picture", "picture": SHA})
    with pytest.raises(ImageError, match=r"smaller than 0\.005 megapixels"):
        ScenePipeline(analysis).generate(request, bottle(), profile=SCENES, own_picture=png(scene(120, 80)))
    with pytest.raises(ImageError, match=r"smaller than 0\.005 megapixels"):
        ScenePreviews(analysis).preview(png(bottle()), SHA, request, own_picture=png(scene(120, 80)))


def test_a_full_canvas_is_of_the_photos_own_size(studio: Studio) -> None:
    photo = bottle()
    picture = studio.make(asked("", background="white", canvas="full", max_side=64), photo)
    assert max(photo.size) > 64
    assert picture.composite.shape[1::-1] == photo.size
    holds_the_law(picture)


def test_harmonised_a_subject_is_the_places_and_without_it_untouched(studio: Studio) -> None:
    dark = [make(studio, on("#202028", harmonise=strength)) for strength in (0.0, 1.0)]
    certain = dark[0].matte == 255
    assert dark[0].subject_max_difference == 0
    assert dark[1].composite[certain].mean() < 0.9 * dark[0].composite[certain].mean()
    assert "harmonise" not in dark[0].seconds
    assert "harmonise" not in on("white").canonical_json()


def test_the_preview_shows_it_harmonised(studio: Studio) -> None:
    previews = ScenePreviews(studio.analysis)
    shown = [
        previews.preview(png(bottle()), SHA, on("#202028", harmonise=strength)).image
        for strength in (0.0, 1.0)
    ]
    assert shown[1].mean() < shown[0].mean()


def test_picture_and_preview_say_alike_that_a_photo_is_enlarged(studio: Studio) -> None:
    request = on("white", place={"x": 0.5, "y": 0.5, "scale": 4, "turn": 25})
    made = make(studio, request)
    shown = ScenePreviews(studio.analysis).preview(png(bottle()), SHA, request)
    assert [*shown.remarks[:2]] == made.scene["remarks"]
    assert shown.remarks[2:] == ("Part of the subject lies beyond the picture's edge.",)
    width, height = bottle().size
    assert f"{width} × {height} px" in shown.remarks[0]
    assert "times, turned, and not changed otherwise" in shown.remarks[1]
