"""Pictures with several subjects: each stays itself, the nearest is before the others, all throw shade."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageError, SubjectError
from core.pipeline.analysis import run_stages
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock
from core.pipeline.rim_stage import CleanRims
from core.pipeline.scene_painter import SEEN_THROUGH, SEVERAL
from core.pipeline.scene_preview import ScenePreviews
from core.pipeline.scene_stages import Place
from core.pipeline.several_stages import PlaceOthers
from core.pipeline.stages import STAGES, Edges
from core.pipeline.state import Staging, nearness
from core.request import GenerationRequest
from tests.photos import png, scene
from tests.scenes import SCENES, Studio, asked, bottle

SHA = "ab" * 32
BEHIND, BEFORE = "0.4,0.5,0.4", "0.6,0.72,0.5"


def blue() -> Image.Image:
    """A narrow blue thing, a cut-out like ``bottle``."""
    pixels = np.asarray(bottle(64, 96)).copy()
    pixels[..., :3] = (20, 40, 200)
    return Image.fromarray(pixels)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def several(*places: str | None, kind: str = "", **changes: Any) -> GenerationRequest:
    also = [{"photo": SHA} if place is None else {"photo": SHA, "place": place} for place in places]
    return asked(kind, also=also, canvas="128x128", **changes)


def make(studio: Studio, request: GenerationRequest) -> Picture:
    own = png(scene(120, 80)) if request.own_picture else None
    photos = tuple(png(blue()) for _ in request.also)
    return studio.pipeline.generate(request, bottle(), profile=SCENES, own_picture=own, also_photos=photos)


def is_blue(picture: Picture) -> Any:
    red, _, blue_ = (picture.composite[..., channel].astype(int) for channel in range(3))
    return (blue_ > 150) & (red < 60) & (picture.matte == 255)


@pytest.mark.parametrize("places", [(None,), (BEHIND, BEFORE)])
@pytest.mark.parametrize("pose", ["stands", "lies", "hangs"])
@pytest.mark.parametrize(
    "where",
    [
        {"background": "white"},
        {"background": "transparent"},
        {"background": {"kind": "picture", "picture": SHA}},
        {"kind": "beach"},
    ],
)
def test_each_subject_is_its_placed_photo(
    studio: Studio, where: dict[str, Any], pose: str, places: tuple[str | None, ...]
) -> None:
    picture = make(studio, several(*places, pose=pose, **where))
    assert picture.scene["subject_differences"] == [0] * (len(places) + 1)
    assert picture.subject_max_difference == 0
    assert is_blue(picture).any()
    certain = picture.matte == 255
    assert np.array_equal(picture.composite[certain][:, :3], picture.source[certain])


@pytest.mark.parametrize(("harmonise", "kept"), [(0.0, set[str]()), (0.5, {"fitted", "alpha"})])
def test_of_a_further_subject_that_is_placed_its_part_of_the_frame_is_kept(
    studio: Studio, harmonise: float, kept: set[str]
) -> None:
    request = several(BEHIND, kind="beach", harmonise=harmonise)
    seen = studio.analysis.look(bottle(), request, SCENES, Clock())
    cutting = studio.analysis.stages[: STAGES.index(Edges) + 1]
    stages = (Place(64_000_000), PlaceOthers(cutting, CleanRims(studio.analysis.stage_cache)))
    photo = np.tile(np.asarray(blue()), (8, 8, 1))
    photo[100:, :, 3] = photo[:, 100:, 3] = 0
    (other,) = run_stages(stages, replace(seen, also_photos=(png(Image.fromarray(photo)),)), Clock()).others
    assert (other.photo, other.original) == (b"", None)
    assert {"fitted", "alpha"} & set(other.layers) == kept
    assert all(other.layers[layer].size <= 3 * 400 * 400 for layer in ("fitted", "alpha") if layer in kept)
    assert other["source"].shape == (128, 128, 3)
    rows, columns = other.layers["matte"].shape
    assert rows * columns < 0.4 * 128 * 128
    assert np.count_nonzero(other["matte"]) == np.count_nonzero(other.layers["matte"]) > 0


def test_who_stands_nearer_is_before_the_others(studio: Studio) -> None:
    first = {"place": "0.5,0.6,0.6", "background": "white"}
    behind = is_blue(make(studio, several("0.5,0.4,0.5", **first)))
    before = is_blue(make(studio, several("0.5,0.75,0.5", **first)))
    assert not behind[70:].any()  # where the first one is
    assert before[70:].any()


def test_further_subjects_throw_shade_and_are_mirrored(studio: Studio) -> None:
    request = several(BEFORE, kind="glossy")
    alone, both = (make(studio, one) for one in (request.model_copy(update={"also": ()}), request))
    changed = np.abs(alone.background.astype(int) - both.background).max(axis=2) > 2
    assert changed[:, 64:].any()


def test_without_a_place_they_are_beside_the_first(studio: Studio) -> None:
    columns = np.flatnonzero(is_blue(make(studio, several(None, None, background="white"))).any(axis=0))
    assert columns.min() < 40
    assert columns.max() > 88


def test_a_picture_without_them_is_as_before(studio: Studio) -> None:
    request = asked("", background="white")
    assert "also" not in request.canonical_json()
    assert "subject_differences" not in studio.make(request).scene


def test_harmonised_subjects_change_and_it_is_measured(studio: Studio) -> None:
    picture = make(studio, several(None, kind="beach", harmonise=0.8))
    assert max(picture.scene["subject_differences"]) > 0


def test_they_are_painted_rather_than_traced(tmp_path: Path) -> None:
    studio = Studio(tmp_path, variant="fake_rgb")
    picture = make(studio, several(None, kind="glossy"))
    assert picture.scene["painter"] == "painted"
    assert picture.scene["remarks"][-1] == SEVERAL
    assert SEVERAL not in make(studio, several(None, kind="glossy", scene_painter="painted")).scene["remarks"]


def test_several_of_which_the_first_is_seen_through_are_told_why_they_are_painted(tmp_path: Path) -> None:
    studio = Studio(tmp_path, variant="fake_rgb")
    glass = bottle()
    glass.putalpha(glass.getchannel("A").point([level * 110 // 255 for level in range(256)]))
    request = several(None, kind="glossy")
    made = studio.pipeline.generate(request, glass, profile=SCENES, also_photos=(png(blue()),)).scene
    assert made["painter"] == "painted"
    assert made["remarks"][-1] == SEEN_THROUGH
    assert SEVERAL not in made["remarks"]


def test_which_photo_will_not_do_is_said(studio: Studio) -> None:
    empty = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    with pytest.raises(SubjectError, match="Subject 2: "):
        studio.pipeline.generate(
            several(None, background="white"), bottle(), profile=SCENES, also_photos=(empty,)
        )
    with pytest.raises(ImageError, match="choose it again"):
        studio.pipeline.generate(several(None, background="white"), bottle(), profile=SCENES)


@pytest.mark.parametrize("where", [{"background": "white"}, {"kind": "beach"}])
def test_the_preview_shows_all_of_them(studio: Studio, where: dict[str, Any]) -> None:
    request = several(BEHIND, None, **where)
    photo = png(blue())
    shown = ScenePreviews(studio.analysis).preview(
        png(bottle()), SHA, request, 128, also=[(photo, "blue"), (photo, "blue")]
    )
    made = make(studio, request)
    assert np.abs(shown.image.astype(int) - made.composite).mean() < 4
    assert (np.abs(shown.behind.astype(int) - shown.image).max(axis=2) > 30).any()


def test_what_is_nearer_than_the_subject_in_hand_is_before_it(studio: Studio) -> None:
    request = several(BEHIND, background="white")
    shown = [
        ScenePreviews(studio.analysis).preview(
            png(bottle()), SHA, request, 128, also=[(png(blue()), "blue")], active=active
        )
        for active in (0, 1)
    ]
    assert shown[0].before is None
    before = shown[1].before
    assert before is not None
    cover = before[..., 3:] / 255
    kept = shown[1].behind * (1 - cover) + before[..., :3] * cover
    # All but the one in hand, which the nearer one covers in part.
    off = np.abs(kept - shown[0].image).max(axis=2) > 4
    assert off.any()
    assert not (off & (before[..., 3] == 255)).any()
    assert np.abs(shown[1].behind.astype(int) - shown[0].image).max(axis=2)[before[..., 3] == 255].max() > 30


def test_two_at_the_edge_are_in_the_same_order_at_every_size() -> None:
    def at(rows: int, foot: int, **scene: Any) -> float:
        matte = np.zeros((rows, 8), np.uint8)
        matte[:foot] = 255
        kept = SimpleNamespace(pose="stands", is_whole=scene["whole"])
        return nearness(matte, cast(Staging, kept))

    assert at(512, 511, whole=True) == at(512, 512, whole=True) == at(160, 160, whole=True)
    assert at(512, 511, whole=False) < at(512, 512, whole=False)
    assert at(512, 480, whole=True) < at(512, 512, whole=True)
