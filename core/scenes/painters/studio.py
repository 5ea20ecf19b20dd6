"""Paper sweeps, gradients, and walls with a floor, as studios build them."""

import cv2
import numpy as np

from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, grid, noise, stream
from core.scenes.parts.illumination import (
    Lamp,
    Stage,
    illuminate,
    illuminate_sweep,
    lamp_of,
    stage_of,
    sweep_profile,
)
from core.scenes.parts.laying import floor_colours, wall_colours
from core.scenes.parts.lens import deep_focus, finished
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.parts.swatches import PAPERS, WALLS, linear, pick, shaded
from core.scenes.spec import SceneSpec

FOOT = 0.85


def tint_of(lamp: Lamp) -> tuple[float, float, float]:
    """The light's colour on a white thing, sRGB, brightest channel 1."""
    mixed = np.array(lamp.key) * 0.6 + np.array(lamp.fill)
    red, green, blue = (mixed / mixed.max()) ** (1 / 2.2)
    return float(red), float(green), float(blue)


def disparity_of(stage: Stage, y: Array) -> Array:
    """Disparity of floor and wall at rows ``y``: 0 where the floor vanishes, 1 at the bottom."""
    return ((np.maximum(y, stage.far) - stage.vanish) / (1 - stage.vanish)).astype(np.float32)


def blur_of(spec: SceneSpec, stage: Stage, away: Array, height: int) -> Array:
    """Radius in px of a point's disc at distance ``away`` (m), by the spec's blur: focus on the subject."""
    out = np.abs(1 - stage.subject / away)
    return (spec.camera.blur * 0.055 * height * np.clip(out - 0.03, 0, None)).astype(np.float32)


def shade_of(spec: SceneSpec, colour: Array) -> float:
    """How dark a contact shadow gets on ground of that linear colour."""
    return float(np.clip(0.38 + 0.25 * spec.light.hardness - 0.1 * colour.mean(), 0.25, 0.65))


def paper(spec: SceneSpec, view: View) -> Painting:
    """A sweep of seamless paper; of two papers where floor and wall have colours of their own."""
    rng = stream(spec, "paper")
    own = pick(rng, PAPERS)
    ground, wall = spec.colours.ground, spec.colours.wall
    if ground and wall and ground != wall:
        return two_papers(spec, view, ground, wall)
    stage = stage_of(spec, view.aspect, FOOT, behind=float(rng.uniform(1.1, 1.9)))
    radius = float(rng.uniform(0.7, 1.2)) * stage.across
    colour = linear(ground or wall or own)
    size = (view.height, view.width)
    light = illuminate_sweep(spec, stage, size, radius, colour)
    y, _ = grid(view.height, view.width)
    fibre = noise(stream(spec, "fibre"), view.height, view.width, 60, 3, gain=0.9)
    cloud = noise(stream(spec, "cloud"), view.height, view.width, 1.5, 3)
    image = light * colour * (1 + 0.006 * fibre + 0.008 * cloud)[..., None]
    _, away, _ = sweep_profile(stage, radius, y[:, :1])
    image = deep_focus(image, np.broadcast_to(blur_of(spec, stage, away, view.height), y.shape))
    bend = stage.vanish + stage.focal * stage.eye / (stage.wall - 0.4 * radius)
    return Painting(
        image=finished(image, spec.stream("grain")),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=FOOT,
            mirror=0.02,
            rough=0.9,
            shade=shade_of(spec, colour),
            wall=bend,
        ),
        tint=tint_of(lamp_of(spec, stage)),
    )


def two_papers(spec: SceneSpec, view: View, ground: str, wall: str) -> Painting:
    """A paper wall over a paper floor of another colour."""
    stage = stage_of(spec, view.aspect, FOOT)
    return _room(spec, view, stage, ("paper", ground), ("paper", wall), upright=False, turned=False)


def gradient(spec: SceneSpec, view: View) -> Painting:
    """A smooth run of light: a pool behind the subject that falls off to the corners, floor and wall one."""
    rng = stream(spec, "gradient")
    wall = spec.colours.wall or spec.colours.ground or pick(rng, PAPERS)
    below = linear(spec.colours.ground or shaded(wall, 0.82))
    above = linear(wall)
    stage = stage_of(spec, view.aspect, FOOT, behind=1.2)
    lamp = lamp_of(spec, stage)
    y, x = grid(view.height, view.width)
    side = float(np.clip(lamp.toward[0], -0.9, 0.9))
    at = (view.aspect / 2 + 0.32 * side * view.aspect, 0.46 - 0.22 * lamp.toward[1])
    reach = float(rng.uniform(0.55, 0.8)) * (1.15 - 0.35 * spec.light.hardness)
    pool = np.exp(-(((x - at[0]) / (reach * 1.1)) ** 2 + ((y - at[1]) / reach) ** 2))
    turn = 1 / (1 + np.exp(-(y - 0.66) / 0.07))
    floor = 0.78 + 0.25 * np.exp(-(((x - view.aspect / 2 - 0.1 * side) / 0.7) ** 2)) * np.clip(
        (y - 0.5) * 2, 0, 1
    )
    bright = np.mean(np.array(lamp.fill) + np.array(lamp.key) * 0.5) * lamp.bright
    level = (0.52 + 0.62 * pool) * (1 - turn) + floor * turn * (0.86 + 0.2 * pool)
    colour = above * (1 - turn[..., None]) + below * turn[..., None]
    key = np.array(lamp.key) * 0.6 + np.array(lamp.fill)
    image = colour * (level * (0.6 + 0.45 * bright))[..., None] * (key / key.mean()).astype(np.float32)
    return Painting(
        image=finished(image.astype(np.float32), spec.stream("grain"), 0.1),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish, far=stage.far, foot=FOOT, mirror=0.03, rough=0.8, shade=shade_of(spec, below)
        ),
        tint=tint_of(lamp),
    )


def mean_colour(name: str, seed: tuple[int, int], colour: str | None) -> Array:
    """A material's mean colour in linear light."""
    return to_linear(skin(name, 256, seed, colour)[0]).mean((0, 1)).astype(np.float32)


def wall_and_floor(spec: SceneSpec, view: View) -> Painting:
    """A wall of some material over a floor of another."""
    stage = stage_of(spec, view.aspect, FOOT)
    rng = stream(spec, "materials")
    ground, wall = spec.materials.ground or spec.place.grounds[0], spec.materials.wall or spec.place.walls[0]
    own_wall = pick(rng, WALLS)
    own_ground = shaded(spec.colours.wall or own_wall, float(rng.uniform(0.82, 1.02)))
    plain = ("paint", "plaster", "paper", "carpet", "linen")
    wall_colour = spec.colours.wall or (own_wall if wall in ("paint", "plaster") else None)
    ground_colour = spec.colours.ground or (own_ground if ground in plain else None)
    upright, turned = bool(rng.random() < 0.5), bool(rng.random() < 0.35)
    return _room(spec, view, stage, (ground, ground_colour), (wall, wall_colour), upright, turned)


def _room(
    spec: SceneSpec,
    view: View,
    stage: Stage,
    ground: tuple[str, str | None],
    wall: tuple[str, str | None],
    upright: bool,
    turned: bool,
) -> Painting:
    """A wall and a floor, each (material, colour), under the spec's light."""
    size = (view.height, view.width)
    lamp = lamp_of(spec, stage)
    wooden = wall[0].endswith("wood") or wall[0] in ("oak", "walnut", "pine")
    wall_seed, ground_seed = spec.stream("wall"), spec.stream("ground")
    above = wall_colours(stage, size, wall[0], wall_seed, wall[1], lamp.direction, upright=upright and wooden)
    below = floor_colours(stage, size, ground[0], ground_seed, ground[1], lamp.direction, turned)
    wall_mean = mean_colour(wall[0], wall_seed, wall[1])
    ground_mean = mean_colour(ground[0], ground_seed, ground[1])
    lit = illuminate(spec, stage, size, wall_mean, ground_mean)
    upper, lower = above * lit.wall, below * lit.floor
    known = SURFACES[ground[0]]
    y, _ = grid(view.height, view.width)
    if known.mirror > 0.02:
        lower = sheen(stage, upper, lower, y, known.mirror, known.rough)
    share = np.clip((y - stage.far) * view.height + 0.5, 0, 1)[..., None]
    image = upper + share * (lower - upper)
    away = stage.away(1.0) * (1 - stage.vanish) / (np.maximum(y[:, :1], stage.far) - stage.vanish)
    image = deep_focus(
        image.astype(np.float32), np.broadcast_to(blur_of(spec, stage, away, view.height), y.shape)
    )
    return Painting(
        image=finished(image, spec.stream("grain")),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=FOOT,
            mirror=known.mirror,
            rough=known.rough,
            shade=shade_of(spec, ground_mean),
            wall=stage.far,
        ),
        tint=tint_of(lamp),
    )


def sheen(stage: Stage, upper: Array, lower: Array, y: Array, mirror: float, rough: float) -> Array:
    """The floor with what it mirrors of the wall: more where one looks along it, blurred by ``rough``."""
    height = y.shape[0]
    rows = np.clip(((2 * stage.far - y[:, 0]) * height).astype(np.int32), 0, height - 1)
    turned = upper[rows]
    small = softened(turned, 0.012 + 0.07 * rough)
    facing = np.clip(1 - (y - stage.vanish) / stage.focal * 1.6, 0, 1)
    share = np.clip(mirror * (0.35 + 1.3 * facing**2), 0, 0.95)[..., None]
    return (lower * (1 - 0.6 * share) + small * share * (1.0 if mirror > 0.3 else 0.85)).astype(np.float32)


def softened(light: Array, soft: float) -> Array:
    """Linear light blurred by ``soft`` heights, wide blurs at reduced size."""
    height, width = light.shape[:2]
    cut = int(np.clip(soft * height / 3, 1, 8))
    small = cv2.resize(light, (max(width // cut, 1), max(height // cut, 1)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(soft * small.shape[0], 0.3), borderType=cv2.BORDER_REFLECT)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
