"""Water and paper clouds at the edge of what is seen from above."""

import numpy as np

from core.scenes.painting import View, paint
from core.scenes.spec import SceneSpec

SIZE = View(128, 128)


def lain(ground: str, *props: str, colour: str | None = None) -> np.ndarray:
    """A flat lay's picture, H×W×3, 0…1."""
    values = {"materials": {"ground": ground}, "colours": {"ground": colour}, "props": props}
    spec = SceneSpec.parse({"spec_version": 7, "kind": "flat_lay", "seed": 4, **values})
    return paint(spec, SIZE).image


def test_a_pool_is_turquoise_at_one_side() -> None:
    made = lain("deck", "pool edge")
    sides = [made[:, :12].mean((0, 1)), made[:, -12:].mean((0, 1))]
    assert max(side[2] - side[0] for side in sides) > 0.25
    assert abs(float(made[:, 60:68].mean((0, 1)) @ [1, 0, -1])) < 0.15


def test_what_lies_beside_a_pool_lies_on_its_deck() -> None:
    spec = SceneSpec.parse(
        {
            "spec_version": 7,
            "kind": "flat_lay",
            "seed": 4,
            "materials": {"ground": "deck"},
            "props": ["pool edge"],
        }
    )
    painting, bare = paint(spec, SIZE), paint(spec.model_copy(update={"props": ()}), SIZE)
    spot = painting.ground.spot
    assert spot is not None
    assert bare.ground.spot is None
    left, right = (round((spot.x + way * spot.half) * SIZE.height) for way in (-1, 1))
    assert 0 <= left < right <= SIZE.width
    assert right - left > 0.6 * SIZE.width
    assert np.abs(painting.image - bare.image)[:, left:right].mean() < 0.03


def test_a_lake_is_darker_than_its_jetty() -> None:
    bare, made = lain("deck"), lain("deck", "lake edge")
    assert min(made[:, :12].mean() - bare[:, :12].mean(), made[:, -12:].mean() - bare[:, -12:].mean()) < -0.1


def test_clouds_are_white_on_blue_paper() -> None:
    bare, made = lain("paper", colour="#b8d6ea"), lain("paper", "clouds", colour="#b8d6ea")
    white = (made.min(2) > bare.min(2) + 0.05).mean()
    assert 0.03 < white < 0.4
