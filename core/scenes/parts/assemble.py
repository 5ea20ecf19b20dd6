"""A place put together: what is far and out of focus, things that stand between, the ground in focus."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from core.scenes.painting import Ground, Painting
from core.scenes.parts.bokeh import Lamp, add_lamps, bloom, film, smears
from core.scenes.parts.camera import defocus
from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.paved import Paving, grazing, mirror_on, upside_down
from core.scenes.parts.perspective import Lens
from core.scenes.parts.sheets import lay_over


@dataclass(frozen=True, kw_only=True)
class Outdoors:
    """What is seen behind and above the ground: ``scenery`` in sharp linear light (maybe with fewer pixels),
    standing at ``far`` metres; ``layers`` before it, far ones first, each with its disc's radius; ``lamps``
    for the lens to make discs of. ``melts`` are the distances (farther, nearer) between which the ground
    takes over from the scenery. ``evening`` 0…1 is how much lamps rule, ``polish`` how glossy dry ground is,
    ``damp`` how wet it is."""

    scenery: Array
    far: float
    layers: list[tuple[Array, float]] = field(default_factory=list[tuple[Array, float]])
    lamps: list[Lamp] = field(default_factory=list[Lamp])
    melts: tuple[float, float] = (110.0, 70.0)
    evening: float = 0.0
    polish: float = 0.5
    damp: float = 0.0
    exposure: float = 1.0


def coarse(lens: Lens) -> Lens:
    """The view for what lies behind: with fewer pixels where the lens blurs them anyway."""
    sharp = lens.soft * lens.height < 3.0 or lens.height < 300
    return lens.reduced(1 if sharp else 2)


def put_behind(lens: Lens, scenery: Array, radius: float) -> Array:
    """Scenery out of focus by ``radius`` heights, at the picture's size."""
    soft = defocus(scenery, radius * scenery.shape[0])
    return f32(cv2.resize(soft, (lens.width, lens.height), interpolation=cv2.INTER_LINEAR))


def assemble(lens: Lens, place: Outdoors, paving: Paving, lit: Callable[[Paving], Array]) -> Array:
    """The whole as linear light H×W×3; ``lit`` gives the ground as it is lit, without what it mirrors."""
    first = paving.first
    image = put_behind(lens, place.scenery, lens.disc(place.far))
    above = image.copy()
    for layer, radius in place.layers:
        above = lay_over(above, layer, radius)
    wet = place.damp > 0
    share = grazing(lens, first, 1.0 if wet else place.polish)
    seen = upside_down(above, lens, first, 0.05 if wet else 0.1)
    if place.lamps:
        seen = seen + smears((lens.height, lens.width), place.lamps, 0.07 if wet else 0.12)[first:]
    ground = mirror_on(lit(paving), paving, seen, share, 0.12)
    edge = ramp(lens.rows[first:], lens.row(place.melts[0]), lens.row(place.melts[1]))[:, None, None]
    image[first:] = image[first:] * (1 - edge) + ground * edge
    for layer, radius in place.layers:
        image = lay_over(image, layer, radius)
    if place.lamps:
        add_lamps(image, place.lamps)
    return bloom(image, 0.05 + 0.1 * place.evening)


def as_painting(
    lens: Lens,
    place: Outdoors,
    light: Array,
    tint: tuple[float, float, float],
    far: float | None = None,
    grain: float = 0.006,
) -> Painting:
    """The finished picture; ``far`` is the ground's far edge, the horizon if left out."""
    wet = place.damp
    ground = Ground(
        vanish=lens.vanish,
        far=lens.vanish + 0.02 if far is None else far,
        foot=lens.foot,
        mirror=0.03 + 0.35 * wet,
        rough=0.35 if wet else 0.8,
        shade=0.55,
    )
    return Painting(
        image=film(light, place.exposure, grain), disparity=lens.disparity(), ground=ground, tint=tint
    )


def first_row(lens: Lens) -> int:
    """The first pixel row of the ground."""
    return int(np.clip((lens.vanish + 0.004) * lens.height, 0, lens.height - 2))
