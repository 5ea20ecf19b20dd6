"""Woods, boughs and grass of modelled plants, and rain: seen in newer specs, alike at every size."""

from typing import Any

import cv2
import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.modelled.wild import FOLDER, WILD, index
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec


def place(kind: str, version: int = 7, side: int = 96, **more: Any) -> Painting:
    values = {"spec_version": version, "kind": kind, "seed": 5, **more}
    return paint(SceneSpec.parse(values), View(side, side))


def test_all_that_grows_wild_is_baked() -> None:
    assert set(index()) == set(WILD)
    assert all((FOLDER / f"{name.replace(' ', '_')}.webp").exists() for name in WILD)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("forest", {"props": ["firs"]}),
        ("forest", {"props": ["bamboo"], "light": {"time": "foggy"}}),
        ("forest", {"season": "autumn"}),
        ("jungle", {"light": {"time": "morning"}}),
        ("moss", {}),
        ("snow", {"props": ["birches"], "season": "winter"}),
        ("meadow", {"materials": {"ground": "tall grass"}}),
        ("natural_stand", {"backdrop": "jungle", "materials": {"ground": "mossy branch"}}),
    ],
)
def test_wild_places_are_the_same_at_every_size(kind: str, more: dict[str, Any]) -> None:
    large, small = (place(kind, side=side, **more).image for side in (320, 160))
    reduced = cv2.resize(large, (160, 160), interpolation=cv2.INTER_AREA)
    error = float(np.mean((reduced - small) ** 2))
    assert np.isfinite(large).all()
    assert 10 * np.log10(1 / max(error, 1e-9)) > 24


def test_mist_takes_the_contrast_of_what_is_far() -> None:
    clear, misty = (place("jungle", light={"time": time}).image[:40] for time in ("day", "foggy"))
    assert misty.mean() > clear.mean()
    # Mist has hardly any colour.
    assert np.ptp(misty.reshape(-1, 3).mean(0)) < np.ptp(clear.reshape(-1, 3).mean(0))


def test_older_specs_have_the_older_wood() -> None:
    older, newer = (place("forest", version).image for version in (6, 7))
    assert np.abs(older - newer).max() > 0.1


def test_a_bough_is_sat_on() -> None:
    made = place("natural_stand", backdrop="lake", materials={"ground": "bare branch"})
    stand = made.ground.stand
    assert stand is not None
    assert stand.half > 0.3
    row = round(stand.y * 96)
    # Above the bough the far place is seen, on it bark, which is near.
    assert made.disparity[row + 4, 48] > 0.5 > made.disparity[row - 10, 48]


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("lemur sitting on a mossy branch in a misty rainforest", "mossy branch"),
        ("osprey on a snowy branch in winter", "snowy branch"),
        ("Eule auf einem kahlen Ast", "bare branch"),
        ("oiseau sur une branche moussue", "mossy branch"),
        ("pájaro en una rama nevada", "snowy branch"),
        ("owl on a garden fence", "fence post"),
        ("wren on a mossy branch with soft green bokeh", "mossy branch"),
    ],
)
def test_branches_are_branches(sentence: str, ground: str) -> None:
    spec = scene_for(sentence, 3)
    assert (spec.kind, spec.materials.ground) == ("natural_stand", ground)


def test_rain_falls_out_of_doors_alone() -> None:
    assert "falling rain" in scene_for("forest path in heavy rain", 2).props
    assert "falling rain" not in KINDS["cafe"].around
    dry, wet = (place("meadow", props=list(props)).image for props in ((), ("falling rain",)))
    assert np.abs(dry - wet).max() > 0.05


def test_a_road_between_corn_fields_is_painted() -> None:
    made = place("road_fields", side=40, materials={"ground": "gravel"}, props=["wheat"])
    assert np.isfinite(made.image).all()
