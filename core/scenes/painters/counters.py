"""Worktops that end at a wall: a kitchen's, a bathroom's."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.painters import tables
from core.scenes.painters.table_backdrops import Behind, lens
from core.scenes.painting import Painting, View
from core.scenes.parts import glow, household, shelfware
from core.scenes.parts.camera import develop
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.heightfield import lit
from core.scenes.parts.renewed import renewed
from core.scenes.parts.stilllife import Still
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.upright import falloff, shown, through
from core.scenes.parts.worktop import Top, wide_lens_blur
from core.scenes.spec import SceneSpec

TEXELS = 1024
"""Texels of a wall's material at most, where it is out of focus by ``LEAST_BLUR`` px then."""
LEAST_BLUR = 2.5


def wall_size(spec: SceneSpec, view: View) -> tuple[int, int]:
    """Height and width in px at which the wall behind a board is painted: as fine as its blur shows."""
    height = int(min(view.height, max(160, round(9 / (lens(spec) * 0.55)))))
    return height, max(1, round(height * view.aspect))


def wall_of(spec: SceneSpec, top: Top, size: tuple[int, int]) -> Array:
    """Linear light of the wall right behind a board, as it is seen straight on, darker in the corner. Not to
    be written to."""
    return _wall(spec.to_json(), top, size)


@lru_cache(maxsize=2)
def _wall(text: str, top: Top, size: tuple[int, int]) -> Array:
    spec = SceneSpec.from_json(text)
    material = renewed(spec, spec.materials.wall or spec.place.walls[0])
    high = top.wide / top.aspect * (top.foot - top.vanish) / (top.edge - top.vanish)
    # No finer than the blur leaves of it: a material of more texels takes seconds.
    enough = int(TEXELS * high / SURFACES[material].span)
    fine = size
    if LEAST_BLUR / lens(spec) < enough < size[0]:
        fine = enough, max(1, round(enough * size[1] / size[0]))
    lamp = glow.onto_wall(spec.light)
    relief = shown(material, fine, high, spec.stream("wall"), spec.colours.wall)
    falls = falloff(lamp, fine) * through(spec, lamp, fine)
    light = lit(relief, lamp, 0.8, falls)
    y, _ = grid(*fine)
    corner = 0.34 * np.exp(-np.clip(top.edge - y, 0, None) / 0.035) + 0.16 * np.exp(
        -np.abs(top.edge - y) / 0.15
    )
    light = (light * (1 - corner)[..., None]).astype(np.float32)
    return light if fine == size else _resized(light, size)


def _resized(light: Array, size: tuple[int, int]) -> Array:
    made = cv2.resize(light, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(made, 0, None).astype(np.float32)


def against_wall(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The wall behind a counter, out of focus, with what hangs on it."""
    radius = lens(spec) * 0.55
    size = wall_size(spec, view)
    light = wall_of(spec, top, size)
    key, fill = glow.colours(spec.light)
    hung = Still(*size, 0.1, float(np.clip(np.deg2rad(spec.light.direction), -1.3, 1.3)), key, fill)
    if "mirror" in spec.props:
        side = float(stream(spec, "mirror side").choice([-1, 1]))
        household.mirror(
            hung, stream(spec, "mirror"), (top.aspect * (0.5 + side * 0.24), top.edge + 0.02), 0.36
        )
    if spec.kind == "kitchen_counter" and stream(spec, "wall shelf").random() < 0.55:
        shelfware.wall_shelf(hung, stream(spec, "wall shelf things"), top.edge)
    if hung.cover.any():
        light = light * (1 - hung.shade[..., None]) * (1 - hung.cover[..., None]) + hung.light
    light = wide_lens_blur(light.astype(np.float32), radius * size[0])
    grown = cv2.resize(light, (view.width, view.height), interpolation=cv2.INTER_LINEAR)
    return Behind(grown.astype(np.float32), np.full(grown.shape[:2], 0.9, np.float32))


def patterned(spec: SceneSpec, top: Top, size: tuple[int, int]) -> Array:
    """What the pattern that falls on the wall leaves of a board's light: it runs on from the wall's foot."""
    lamp = glow.onto_wall(spec.light)
    let = through(spec, lamp, size)
    if isinstance(let, (int, float)):
        return np.ones((1, 1, 1), np.float32)
    foot = let[int(top.edge * size[0]) - 1]
    key, fill = float(np.sum(lamp.key)), float(np.sum(lamp.fill))
    softened = np.array(cv2.GaussianBlur(foot[None], (0, 0), 0.012 * size[0]), np.float32)[0]
    return (1 - key / (key + fill) * (1 - softened)).astype(np.float32)[None, :, None]


def lamplit(spec: SceneSpec) -> SceneSpec:
    """The same place as indoors it is: at dusk its lamps are on."""
    if spec.light.time != "dusk":
        return spec
    light = spec.light.model_copy(update={"time": "golden"})
    return spec.model_copy(update={"light": light})


def counter(spec: SceneSpec, view: View) -> Painting:
    """A worktop that ends at a wall."""
    spec = lamplit(spec)
    top, material = tables.table_top(spec, view), spec.materials.ground or spec.place.grounds[0]
    back, how = against_wall(spec, view, top), tables.seen(spec, top, material)
    around = back.light[: max(2, int(top.edge * view.height))].mean(axis=(0, 1))
    own = tables.board(spec, view, top, material, around)
    y, _ = grid(view.height, view.width)
    own *= patterned(spec, top, (view.height, view.width))
    near_wall = np.clip(y - top.edge, 0, None)
    own = own * (1 - 0.3 * np.exp(-near_wall / 0.02) - 0.14 * np.exp(-near_wall / 0.09))[..., None]
    light, disparity = tables.composed(top, how, back, own.astype(np.float32))
    light = tables.furnished(spec, view, top, how, light, 0.8)
    disparity = np.where(y < top.edge, top.disparity(top.edge), disparity).astype(np.float32)
    return Painting(
        image=develop(light),
        disparity=disparity,
        ground=tables.ground_of(top, how, top.edge),
        tint=glow.tint(spec.light),
    )


def kitchen_counter(spec: SceneSpec, view: View) -> Painting:
    """A kitchen's worktop before its tiled or plastered wall."""
    return counter(spec, view)


def bathroom(spec: SceneSpec, view: View) -> Painting:
    """A wash stand's top before a bathroom wall."""
    return counter(spec, view)
