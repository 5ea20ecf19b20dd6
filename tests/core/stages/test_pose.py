"""The pose: guessed from what is around a subject and from its shape."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.models.profiles import PROFILES
from core.pipeline.analysis import Analysis
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.pose import POSES, Pose, guess_pose, sides_cut

DATA = Path(__file__).parents[4] / "shared" / "data"
LABELLED: dict[Pose, tuple[str, ...]] = {
    "hangs": tuple(f"products/{name}*" for name in ("dress", "longsleeve", "outwear", "shirt", "t-shirt")),
    "lies": (
        *(f"products/{name}*" for name in ("hat", "pants", "shoes", "shorts", "skirt", "Cucumber")),
        "objects_u2net/images/long.jpg",
    ),
    "stands": (
        *(f"products/{name}*" for name in ("Alpro", "Arla", "Banana", "God-Morgon", "Lemon", "Passion")),
        *(f"products/{name}*" for name in ("Red-Grapefruit", "Tropicana")),
        *(f"rembg_examples/{name}-1.*" for name in ("animal", "car", "girl")),
        *(f"objects_u2net/images/{name}.*" for name in ("0002-01", "bike", "girl", "horse", "im_14")),
        *(f"objects_u2net/images/{name}.*" for name in ("im_27", "rifle2", "vangogh")),
        *(f"photos_cc0/{name}*" for name in ("canyon-wren", "oakland-zoo", "perched", "the-spices")),
        "matte_true/lemur.png",
        "rgbd/color/00000.jpg",
    ),
}
"""What somebody who sells the thing would have it do in a scene, by the photos' names in shared/data."""
RIGHT = 0.85


def shirt(hook: bool = False) -> Pixels:
    """The matte of something with sleeves; ``hook`` on a hanger."""
    matte = np.zeros((240, 240), np.uint8)
    matte[70:190, 85:155] = 255
    matte[70:110, 60:180] = 255
    matte[60:70, 105:135] = 255
    if hook:
        matte[40:60, 118:122] = 255
    return matte


def photo(matte: Pixels, below: float = 0.0, textured: float = 0.0, floor: bool = False) -> Pixels:
    """A dark subject on beige that gets darker by ``below``, woven by ``textured``, or with a blue floor."""
    made = np.full((*matte.shape, 3), (200, 190, 175), np.float32)
    made *= np.linspace(1, 1 - below, len(matte), dtype=np.float32)[:, None, None]
    rows, columns = np.indices(matte.shape)
    made += (textured * np.sin(rows * 0.9) * np.sin(columns * 0.9))[..., None]
    if floor:
        made[150:] = (90, 110, 150)
    made[matte > 127] = 40
    return made.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("pose", "matte", "seen"),
    [
        ("hangs", shirt(hook=True), photo(shirt(hook=True))),
        ("hangs", shirt(), photo(shirt(), below=0.6, textured=5)),
        ("lies", shirt(), photo(shirt(), textured=8)),
        ("stands", shirt(), photo(shirt(), textured=8, floor=True)),
        ("stands", shirt(), photo(shirt())),
    ],
    ids=["on a hanger", "before a wall", "on cloth", "on a floor", "before paper"],
)
def test_what_is_around_a_subject_tells_its_pose(pose: Pose, matte: Pixels, seen: Pixels):
    guess = guess_pose(matte, seen)
    assert guess.pose == pose
    assert 0.34 < guess.sure <= 1


def test_what_is_cut_off_below_stands():
    matte = shirt()[:180]
    guess = guess_pose(matte, photo(matte, textured=8))
    assert guess.pose == "stands"
    assert guess.cut_off == {"bottom"}


def test_a_long_slanting_thing_without_a_place_lies():
    matte = np.zeros((200, 200), np.uint8)
    for step in range(120):
        matte[40 + step : 58 + step, 40 + step : 58 + step] = 255
    white = np.where(matte[..., None] > 127, np.uint8(90), np.uint8(255)).repeat(3, axis=2)
    assert guess_pose(matte, white).pose == "lies"


def test_a_box_is_whole_and_a_hook_is_trimmed():
    box = np.full((100, 60), 255, np.uint8)
    assert sides_cut(box) == frozenset()
    hook = shirt(hook=True)[45:]
    assert sides_cut(hook) == frozenset()


def test_without_a_subject_nothing_is_known():
    empty = np.zeros((40, 30), np.uint8)
    guess = guess_pose(empty, photo(empty))
    assert (guess.pose, guess.sure, guess.cut_off) == ("stands", 0.0, frozenset())


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.weights
@pytest.mark.skipif(not DATA.is_dir(), reason="the labelled photos are not part of the repository")
def test_most_photos_are_understood(tmp_path: Path):
    analysis = Analysis(replace(Settings.from_environment(), data_dir=tmp_path))
    request = GenerationRequest.for_profile(PROFILES["mini"], prompt="x", seed=1, max_side=512)
    wrong: list[str] = []
    count = 0
    for pose in POSES:
        for path in (path for pattern in LABELLED[pose] for path in sorted(DATA.glob(pattern))):
            matte = analysis.matte(path.read_bytes(), request)
            seen = Image.open(path).convert("RGB").resize((matte.shape[1], matte.shape[0]))
            guess = guess_pose(matte, np.asarray(seen))
            wrong += [] if guess.pose == pose else [f"{path.name}: {guess.pose}, not {pose}"]
            count += 1
    assert count == 40
    assert len(wrong) <= (1 - RIGHT) * count, wrong
