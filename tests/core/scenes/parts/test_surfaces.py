"""Materials by name: each is there, repeats without a seam, and is the same at every size."""

import numpy as np
import pytest

from core.scenes.parts.surfaces import SURFACES, TWO_COLOURED, dyed, mean_tone, skin, surface
from tests.places import alike, few

SOME = ["oak", "white marble", "brick", "terrazzo", "plaster", "linen", "zellige", "aged brick", "azulejo"]


@pytest.mark.parametrize("name", few(SURFACES, *SOME, "velvet", "paper", "glass"))
def test_a_material_is_a_square_of_colours(name: str) -> None:
    made = surface(name, 64, 5)
    assert made.shape == (64, 64, 3)
    assert made.dtype == np.float32
    assert 0 <= made.min() <= made.max() <= 1


@pytest.mark.parametrize("name", few(SOME, "brick", "plaster"))
def test_a_material_is_the_same_at_every_size(name: str) -> None:
    assert alike(skin(name, 1024, 5)[0], skin(name, 256, 5)[0]) >= 26


@pytest.mark.parametrize(
    "name", ["concrete", "white marble", "plaster", "carpet", "azulejo", "crumpled paper"]
)
def test_a_material_repeats_without_a_seam(name: str) -> None:
    made = skin(name, 256, 5)[0]
    seam = np.abs(made[:, 0] - made[:, -1]).mean()
    inside = np.abs(np.diff(made, axis=1)).mean()
    assert seam < 2 * inside + 1e-3


def test_a_colour_takes_the_material() -> None:
    blue = mean_tone("plaster", 5, "#2244aa")
    assert blue[2] > 2 * blue[0]


def test_a_texture_is_not_to_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        skin("paint", 64, 5)[0][0, 0] = 0


@pytest.mark.parametrize("name", sorted(TWO_COLOURED))
def test_a_pattern_has_both_colours_that_are_asked_for(name: str) -> None:
    code = dyed(name, "#1a2750", "#efcf3c")
    albedo = skin(name, 128, (3, 1), code)[0]
    warm = albedo[..., 0] - albedo[..., 2]
    assert (warm > 0.25).mean() > 0.06
    assert (warm < 0.1).mean() > 0.03
    assert dyed("oak", "#1a2750", "#efcf3c") == "#1a2750"
