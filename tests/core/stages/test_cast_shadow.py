"""Bodies of silhouettes: what is thin throws its shadow from where it is, not from the body's middle."""

import numpy as np
from PIL import Image, ImageDraw

from core.scenes.painting import Ground
from core.scenes.spec import Light
from core.stages.arrays import Floats, Pixels
from core.stages.scene_shadow import shaded
from tests.core.stages.test_scene_shadow import GROUND, plane

SIDE = 320


def bag(*, with_strap: bool = True) -> Pixels:
    """A block with a strap that hangs down to the ground at its right."""
    photo = Image.new("L", (4 * SIDE, 4 * SIDE))
    pen = ImageDraw.Draw(photo)
    pen.rectangle([4 * at for at in (90, 140, 200, 256)], fill=255)
    if with_strap:
        pen.arc([4 * at for at in (150, 150, 240, 256)], -90, 90, fill=255, width=16)
    return np.asarray(photo.resize((SIDE, SIDE), Image.Resampling.BOX))


def shade(matte: Pixels, light: Light, ground: Ground = GROUND) -> Floats:
    image = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    source = np.zeros((SIDE, SIDE, 3), np.uint8)
    return shaded(image, source, matte, ground, light, "stands", plane(SIDE, ground))


def test_a_strap_touches_its_shadow() -> None:
    light = Light(direction=-35.0, height=60.0, hardness=0.2)
    whole = shade(bag(), light).mean(axis=2)
    alone = shade(bag(with_strap=False), light).mean(axis=2)
    taken = alone - whole
    beside, within = taken[236:250, 226:240].max(), taken[236:246, 203:212].max()
    assert beside > 0.2
    assert within < 0.3 * beside


def test_the_middle_of_a_flat_foot_is_no_darker_than_its_ends() -> None:
    made = shade(bag(with_strap=False), Light(direction=-35.0, height=60.0, hardness=0.2)).mean(axis=2)
    line = made[256:259, 105:185].mean(axis=0)
    assert np.ptp(line) < 0.1
