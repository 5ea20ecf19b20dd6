"""What is in the air of a place: the same for the same spec and at every size, only where it is asked for."""

from dataclasses import replace

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.effects import EFFECTS, in_the_air
from core.scenes.kinds import KINDS
from core.scenes.painters.aired import aired
from core.scenes.painting import Ground, Painting, View, paint
from core.scenes.parts.canvas import Array
from core.scenes.spec import SceneSpec
from core.scenes.traced.tracing import can_trace


def spec_with(*props: str, kind: str = "paper", time: str = "day") -> SceneSpec:
    return SceneSpec.parse(
        {"spec_version": 5, "kind": kind, "seed": 11, "props": props, "light": {"time": time}}
    )


def place(side: int, level: float = 0.35) -> Painting:
    """A plain place of that tone."""
    rows = (np.arange(side, dtype=np.float32) + 0.5) / side
    near = np.clip((rows - 0.4) / 0.6, 0, 1)[:, None].repeat(side, 1)
    return Painting(
        image=np.full((side, side, 3), level, np.float32),
        disparity=near.astype(np.float32),
        ground=Ground(vanish=0.4, far=0.5, foot=0.82),
    )


def shown(name: str, side: int) -> Array:
    kind = "meadow" if EFFECTS[name].outdoors else "paper"
    return aired(spec_with(name, kind=kind), place(side)).image


@pytest.mark.parametrize("name", EFFECTS)
def test_effect_is_seen_and_is_the_same_again(name: str) -> None:
    first, again = shown(name, 160), shown(name, 160)
    assert np.array_equal(first, again)
    assert np.isfinite(first).all()
    assert np.abs(first - place(160).image).max() > 0.05


@pytest.mark.parametrize("name", EFFECTS)
def test_effect_is_the_same_at_every_size(name: str) -> None:
    import cv2

    large = shown(name, 512)
    small = cv2.resize(large, (256, 256), interpolation=cv2.INTER_AREA)
    error = float(np.mean((np.clip(small, 0, 1) - np.clip(shown(name, 256), 0, 1)) ** 2))
    assert 10 * np.log10(1 / max(error, 1e-9)) > 26


def test_other_seeds_have_other_air() -> None:
    spec = spec_with("confetti")
    other = spec.model_copy(update={"seed": 12})
    assert not np.array_equal(aired(spec, place(96)).image, aired(other, place(96)).image)


def test_strings_of_lights_hang_behind_what_stands_nearer() -> None:
    bare = place(128)
    stands = bare.disparity.copy()
    stands[:90, 30:86] = 0.6
    made = aired(spec_with("fairy lights"), replace(bare, disparity=stands)).image
    assert np.abs(made - bare.image)[:80, 36:80].max() < 0.01
    assert np.abs(made - bare.image).max() > 0.05


def test_air_without_effects_is_the_painting_itself() -> None:
    bare = place(64)
    assert aired(spec_with(), bare) is bare


def test_a_place_is_painted_with_its_air() -> None:
    plain, snowy = (paint(spec_with(*props), View(96, 96)).image for props in ((), ("falling snow",)))
    assert np.abs(plain - snowy).max() > 0.05


def test_places_seen_from_above_have_only_what_lies() -> None:
    assert "confetti" in KINDS["flat_lay"].things
    assert "steam" not in KINDS["flat_lay"].things
    assert "steam" in KINDS["table"].things
    assert "steam" in KINDS["hanging_wall"].things


def test_effects_do_not_keep_a_set_from_being_traced() -> None:
    spec = scene_for("white paper background", 1).model_copy(update={"props": ()})
    assert can_trace(spec.model_copy(update={"props": ("confetti",)})) == can_trace(spec)


@pytest.mark.parametrize(
    ("sentence", "effects"),
    [
        ("on a slate table with steam rising", {"steam"}),
        ("white studio table with confetti", {"confetti"}),
        ("bedroom with fairy lights behind", {"fairy lights"}),
        ("auf einem Holztisch mit Rauch und Seifenblasen", {"smoke wisps", "soap bubbles"}),
        ("sobre una mesa de madera con confeti y vapor", {"confetti", "steam"}),
        ("sur une table en bois avec des bulles de savon et de la fumée", {"smoke wisps", "soap bubbles"}),
        ("ahşap masa üzerinde konfeti ve buhar", {"confetti", "steam"}),
    ],
)
def test_effects_are_read_in_five_languages(sentence: str, effects: set[str]) -> None:
    assert effects <= set(in_the_air(scene_for(sentence, 3).props))
