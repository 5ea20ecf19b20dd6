"""What a sentence calls by its colour has that colour in the picture, by the rule of the evaluation, also
beside the shade of what stands on it: a model can be no better than what it is shown."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from core.scenes.parts.canvas import Array, rgb
from training.evaluation import colours
from training.scenes import backdrops, materials, podiums, tops
from training.scenes.captioned import Scene
from training.scenes.lighting import LIGHTS, enough, is_pale, light, light_kind
from training.scenes.palette import NAMED
from training.shards import bytes_of
from training.subjects import place

ABOVE = "teal"
SIDE = 128


def always(name: str) -> Callable[..., tuple[str, Array]]:
    return lambda *_, **__: (name, NAMED[name])


def studios(below: str, patch: pytest.MonkeyPatch) -> Iterator[Scene]:
    patch.setattr(
        backdrops, "pick_colour", lambda rng, unlike=None: always(ABOVE if unlike is None else below)()
    )
    for seed in range(100):
        scene = backdrops.studio(np.random.default_rng(seed), SIDE, SIDE)
        if any(phrase.startswith("two-tone") for phrase in scene.phrases):
            yield scene


def floors(below: str, patch: pytest.MonkeyPatch) -> Iterator[Scene]:
    patch.setattr(
        tops, "floor_material", lambda rng: (np.ones((64, 64, 3), np.float32) * NAMED[below], below)
    )
    for seed in range(30):
        yield tops.wall(np.random.default_rng(seed), SIDE, SIDE)


def tables(below: str, patch: pytest.MonkeyPatch) -> Iterator[Scene]:
    patch.setattr(materials, "pick_colour", always(below))
    patch.setattr(tops, "top", lambda rng: materials.of_paint(rng, 320))
    for seed in range(80):
        yield tops.table(np.random.default_rng(seed), SIDE, SIDE)


def stands(below: str, patch: pytest.MonkeyPatch) -> Iterator[Scene]:
    patch.setattr(podiums, "pick_colour", always(ABOVE))
    patch.setattr(podiums, "stuff", lambda *_: (below, NAMED[below], None))
    for seed in range(30):
        yield podiums.podium(np.random.default_rng(seed), SIDE, SIDE)


def is_right(scene: Scene, seed: int, name: str, podium: bool) -> bool:
    made = place(np.random.default_rng(seed), scene)
    regions = colours.region_colours(bytes_of(made.backdrop), bytes_of(made.alpha), podium)
    return colours.is_right(regions[1], name)


@pytest.mark.parametrize("name", ["white", "orange", "cream", "navy"])
@pytest.mark.parametrize("scenes", [studios, floors, tables, stands])
def test_what_is_below_has_the_colour_it_is_called_by(
    scenes: Callable[[str, pytest.MonkeyPatch], Iterator[Scene]], name: str, monkeypatch: pytest.MonkeyPatch
):
    drawn = list(scenes(name, monkeypatch))
    right = [is_right(scene, seed, name, scenes is stands) for seed, scene in enumerate(drawn)]
    assert len(right) >= 20
    assert np.mean(right) >= 0.8


def test_white_and_the_pastels_are_pale_and_plain_colours_are_not():
    assert is_pale(rgb("1a2750"), NAMED["cream"])
    assert is_pale(NAMED["white"])
    assert not is_pale(NAMED["orange"], NAMED["grey"], NAMED["teal"])


def test_a_pale_frame_is_never_dark_and_one_of_two_colours_seldom():
    rng = np.random.default_rng(5)
    assert "dramatic" not in {light_kind(rng, pale=True) for _ in range(200)}
    seen = [light_kind(rng, pale=False, two_colours=True) for _ in range(400)]
    assert seen.count("dramatic") < [light_kind(rng, pale=False) for _ in range(400)].count("dramatic")


@pytest.mark.parametrize("kind", LIGHTS)
def test_light_enough_lies_between_the_places_own_and_full_light(kind: str):
    level = light(np.random.default_rng(6), SIDE, SIDE, kind).level
    for pale in (True, False):
        low, high = np.minimum(level, 1), np.maximum(level, 1)
        assert np.all((enough(level, pale) >= low - 1e-6) & (enough(level, pale) <= high + 1e-6))
    assert np.abs(enough(level, True) - 1).max() < np.abs(enough(level, False) - 1).max()
