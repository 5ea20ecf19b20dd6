"""A preview's layers, laid over each other, are the preview; what is told of the place leads back to it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.pipeline.preview_layers import KEPT_PAINTINGS, KeptPaintings, cut_out_of, place_of
from core.pipeline.scene_preview import ScenePreviews
from core.scenes.canvas import Place
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec
from core.stages.arrays import Pixels
from core.stages.hand_placement import by_hand
from core.stages.placement import Placement, subject_box
from tests.photos import png
from tests.scenes import Studio, asked, bottle

PHOTO = png(bottle(256, 256))
TURNED = Place(x=0.4, y=0.55, scale=0.5, turn=20, mirror=True)


@pytest.fixture
def previews(tmp_path: Path) -> ScenePreviews:
    return ScenePreviews(Studio(tmp_path).analysis)


def wedge(height: int = 120, width: int = 90) -> Pixels:
    """A matte that no mirror and no turn leaves as it is."""
    matte = np.zeros((height, width), np.uint8)
    for row in range(20, 100):
        matte[row, 15 : 20 + row // 2] = 255
    return matte


@pytest.mark.parametrize("place", [None, Place(x=0.3, y=0.5, scale=0.4), TURNED])
def test_the_cut_out_over_what_is_behind_it_is_the_preview(
    previews: ScenePreviews, place: Place | None
) -> None:
    request = asked("table", max_side=512, place=place)
    shown = previews.preview(PHOTO, "a", request, side=256)
    cut_out = previews.cut_out(PHOTO, "a", request)
    whole = np.zeros((cut_out.size[1], cut_out.size[0], 4), np.uint8)
    height, width = cut_out.pixels.shape[:2]
    whole[cut_out.top : cut_out.top + height, cut_out.left : cut_out.left + width] = cut_out.pixels
    canvas = shown.image.shape[1], shown.image.shape[0]
    placement = by_hand(whole[..., 3], shown.places[0], canvas)
    source, alpha = placement.place(whole[..., :3], "zero"), placement.place(whole[..., 3])
    share = alpha[..., None] / 255
    laid = np.rint(source * share + shown.behind * (1 - share))
    off = np.abs(laid - shown.image.astype(float))
    assert np.mean(off) < 0.6
    assert np.array_equal(shown.behind[alpha == 0], shown.image[alpha == 0]) or place is None


@pytest.mark.parametrize("turn", [0.0, 20.0, -45.0])
@pytest.mark.parametrize("mirror", [False, True])
def test_the_outline_has_the_box_that_the_subject_is_placed_by(turn: float, mirror: bool) -> None:
    matte = wedge()
    cut_out = cut_out_of(np.zeros((*matte.shape, 3), np.uint8), matte, matte)
    angle = np.radians(turn)
    points = np.array(cut_out.outline)
    if mirror:
        points[:, 0] = matte.shape[1] - points[:, 0]
    turned = points @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    extent = np.ptp(turned, axis=0)
    placed = Placement((90, 120), 1.0, 0, 0, (90, 120), turn, mirror)
    box = subject_box(placed.oriented(matte))
    assert extent == pytest.approx((box.width, box.height), abs=1.6)
    assert len(cut_out.outline) <= 48


@pytest.mark.parametrize("place", [Place(x=0.3, y=0.5, scale=0.4), TURNED])
def test_a_place_leads_back_to_itself(place: Place) -> None:
    found = place_of(by_hand(wedge(), place, (900, 700)), wedge())
    assert found.model_dump() == pytest.approx(place.model_dump(), abs=2e-3)


def test_a_place_out_of_bounds_is_the_nearest_that_can_be_asked_for() -> None:
    assert place_of(Placement((100, 100), 40.0, 4000, -9000), wedge()) == Place(x=1.5, y=-0.5, scale=4.0)


def test_of_an_empty_matte_all_is_the_cut_out() -> None:
    empty = np.zeros((6, 9), np.uint8)
    cut_out = cut_out_of(np.zeros((6, 9, 3), np.uint8), empty, empty)
    assert (cut_out.pixels.shape, cut_out.size) == ((6, 9, 4), (9, 6))
    assert (min(cut_out.outline), max(cut_out.outline)) == ((0, 0), (9, 6))


def test_a_subject_that_is_moved_stands_in_the_place_painted_once() -> None:
    painted: list[SceneSpec] = []

    def counted(scene: SceneSpec, view: View) -> Painting:
        painted.append(scene)
        return paint(scene, view)

    kept = KeptPaintings(counted)
    request = asked("table")
    assert request.scene is not None
    first, again = (kept.paint(request.scene, View(64, 48)) for _ in range(2))
    assert first is again
    with pytest.raises(ValueError, match="read-only"):
        first.image[0, 0] = 0
    for seed in range(KEPT_PAINTINGS):
        kept.paint(request.scene.model_copy(update={"seed": seed + 100}), View(64, 48))
    assert len(painted) == 1 + KEPT_PAINTINGS
    assert kept.paint(request.scene, View(64, 48)) is not first


def test_a_small_photo_is_shown_as_it_is(previews: ScenePreviews) -> None:
    small = png(bottle(64, 64))
    cut_out = previews.cut_out(small, "b", asked())
    assert cut_out.size == (64, 64)
    assert np.asarray(Image.fromarray(cut_out.pixels)).shape[2] == 4


def test_a_subject_that_is_put_beyond_the_edge_is_told(previews: ScenePreviews) -> None:
    inside = previews.preview(PHOTO, "a", asked("table", place=Place(scale=0.4)), side=128)
    beyond = previews.preview(PHOTO, "a", asked("table", place=Place(x=0.95, scale=0.4)), side=128)
    (said,) = set(beyond.remarks) - set(inside.remarks)
    assert "beyond the picture's edge" in said
