"""Velvet, silk and satin: a cloth that hangs behind and lies in folds to the front."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.painters.sets import blur_of, disparity_of, shade_of, softened, tint_of
from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, grid, rgb, stream
from core.scenes.parts.illumination import Lamp, Stage, exposure, lamp_of, stage_of
from core.scenes.parts.lens import deep_focus, finished
from core.scenes.parts.periodic import fetch, soften, weave_noise
from core.scenes.parts.swatches import pick
from core.scenes.parts.sweeps import sweep_profile
from core.scenes.spec import SceneSpec

VELVETS = ("6d1f33", "1f3a4d", "24453a", "4a2a4f", "2a2a2e", "7a3b2a", "59402f", "203055")
SILKS = ("d9cbbd", "e4d9cc", "c9a79c", "b8c0c4", "dcc7a8", "a9b3a2", "cdb7c4", "8d99a6", "d8b4a6")
TEXELS = 768


@dataclass(frozen=True)
class Cloth:
    """How a cloth takes light: how much is diffuse, how strong and how narrow its sheen, and whether that
    comes from its pile (seen along the surface) or from its threads (as in a mirror)."""

    diffuse: float
    gloss: float
    narrow: float
    pile: bool
    fold: float


CLOTHS = {
    "velvet": Cloth(0.55, 2.4, 2.4, True, 1.75),
    "silk": Cloth(0.72, 0.55, 14.0, False, 0.8),
    "satin": Cloth(0.62, 0.8, 26.0, False, 0.9),
}


@lru_cache(maxsize=6)
def _pleats(seed: tuple[int, int]) -> Array:
    """Heights (about 0…1) of hung pleats that repeat: full rounded folds of uneven width, a little aslant."""
    rng = np.random.default_rng(seed)
    u = np.mgrid[0:TEXELS, 0:TEXELS][1].astype(np.float32) / TEXELS
    sway = 0.025 * weave_noise(rng, TEXELS, 2, 2, stretch=0.5) + 0.008 * weave_noise(
        rng, TEXELS, 5, 2, stretch=0.5
    )
    spread = np.repeat(weave_noise(rng, TEXELS, 3, 2, stretch=1.0)[:1] * 0.05, TEXELS, 0)
    turn = 2 * np.pi * 7 * (u + sway + spread)
    heights = 0.5 + 0.5 * np.sin(turn + 0.5 * np.sin(turn))
    heights = heights * (0.75 + 0.25 * weave_noise(rng, TEXELS, 2, 2))
    heights = heights + 0.12 * (0.5 + 0.5 * np.sin(2 * turn + 6 * sway / 0.03))
    made = soften(heights.astype(np.float32), 0.003)
    made.setflags(write=False)
    return made


@lru_cache(maxsize=6)
def _folds(seed: tuple[int, int]) -> Array:
    """Heights (about 0…1) of a cloth thrown down, repeating: long ridges that bend, branch and fade."""
    rng = np.random.default_rng(seed)
    v, u = np.mgrid[0:TEXELS, 0:TEXELS].astype(np.float32) / TEXELS
    bend = 0.09 * weave_noise(rng, TEXELS, 2, 2, gain=0.35)
    other = 0.09 * weave_noise(rng, TEXELS, 2, 2, gain=0.35)
    total = np.zeros((TEXELS, TEXELS), np.float32)
    for slant, cells, weight in ((1, 2, 1.0), (1, 3, 0.6), (0, 3, 0.45)):
        field = weave_noise(rng, TEXELS, cells, 1, stretch=1.8)
        value = fetch(field, u + bend, v + slant * u + other)
        ridge = np.exp(-((value / 0.42) ** 2)) + 0.35 * np.exp(-np.abs(value) / 0.3)
        swell = np.clip(0.45 + 0.55 * weave_noise(rng, TEXELS, 3, 2), 0.0, 1.3)
        total += weight * swell * ridge
    made = soften(total * 0.6, 0.009)
    made.setflags(write=False)
    return made


def drapery(spec: SceneSpec, view: View) -> Painting:
    """Cloth hung in pleats behind (``curtain``) or drawn up in loose folds, and lying to the front."""
    name = spec.materials.ground or spec.place.grounds[0]
    cloth = CLOTHS[name]
    stage = stage_of(spec, view.aspect, 0.86, behind=0.7)
    rng = stream(spec, "cloth")
    own = pick(rng, VELVETS if cloth.pile else SILKS)
    colour = to_linear(rgb((spec.colours.ground or own)[1:]) * 0.97)
    lamp = lamp_of(spec, stage)
    y, x = grid(view.height, view.width)
    radius = 0.3 * stage.across
    up, away, bent = sweep_profile(stage, radius, y)
    across = ((x - stage.aspect / 2) * away / stage.focal).astype(np.float32)
    along = _along(stage, radius, up, away, bent)
    heights = _heights(spec, stage, across, along, away, cloth)
    image = _lit(stage, lamp, cloth, colour, (across, up, away, bent), heights)
    image = deep_focus(image, blur_of(spec, stage, away, view.height))
    return Painting(
        image=finished(image, spec.stream("grain"), 0.14),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=stage.foot,
            mirror=0.0 if cloth.pile else 0.04,
            rough=0.9,
            shade=min(0.7, shade_of(spec, colour) + 0.1),
            wall=stage.far,
        ),
        tint=tint_of(lamp),
    )


def _along(stage: Stage, radius: float, up: Array, away: Array, bent: Array) -> Array:
    """Length along the cloth from its bend, in m: negative toward the camera, positive up the wall."""
    arc = radius * bent
    flat = np.where(bent <= 0, away - (stage.wall - radius), 0)
    wall = np.where(bent >= np.pi / 2 - 1e-3, np.maximum(up - radius, 0), 0)
    return (arc + flat + wall).astype(np.float32)


def _heights(spec: SceneSpec, stage: Stage, across: Array, along: Array, away: Array, cloth: Cloth) -> Array:
    """How far the cloth rises from its rest, in m."""
    unit = stage.across
    loose = fetch(_folds(spec.stream("folds")), across / (1.5 * unit) + 0.31, -along / (1.5 * unit) + 0.17)
    # Where the subject stands the cloth is pulled flat.
    near = np.exp(-((across / (0.34 * unit)) ** 2) - (((away - stage.subject) / (0.42 * unit)) ** 2))
    lying = loose * (1 - 0.82 * near) * 0.11 * unit * cloth.fold
    if "curtain" not in spec.props:
        return lying.astype(np.float32)
    hung = fetch(_pleats(spec.stream("pleats")), across / (1.7 * unit) + 0.23, -along / (5.0 * unit))
    rise = np.clip((along - 0.1 * unit) / (0.4 * unit), 0, 1)
    rise = rise * rise * (3 - 2 * rise)
    return (lying * (1 - rise) * 0.8 + hung * rise * 0.10 * unit * cloth.fold).astype(np.float32)


def _lit(
    stage: Stage,
    lamp: Lamp,
    cloth: Cloth,
    colour: Array,
    place: tuple[Array, Array, Array, Array],
    heights: Array,
) -> Array:
    """The cloth's light, linear: folds shade themselves, valleys see less of the room."""
    across, up, away, bent = place
    slope_x, slope_s = _slopes(stage, heights, across, away, up)
    cos, sin = np.cos(bent), np.sin(bent)
    normal = np.stack([-slope_x, cos + slope_s * sin, -sin + slope_s * cos * -1.0], -1)
    normal = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
    points = np.stack([across, up, away], -1)
    to = np.array(lamp.place, np.float32) - points
    near = float(((np.array(lamp.place) - np.array([0, 0, stage.subject])) ** 2).sum())
    square = (to * to).sum(-1)
    to = to / np.sqrt(square)[..., None]
    fall = np.clip(1.3 * near / (square + 0.3 * near), 0, 3)
    wrap = 0.9 * lamp.spread
    facing = np.clip(((to * normal).sum(-1) + wrap) / (1 + wrap), 0, None)
    eye = np.stack([-across, stage.eye - up, -away], -1)
    eye = eye / np.linalg.norm(eye, axis=-1, keepdims=True)
    valley = np.clip((softened3(heights, 0.03) - heights) / (0.035 * stage.across), -0.6, 1)
    open_ = np.clip(1 - 0.45 * valley, 0.3, 1.2)
    gain = exposure(lamp, stage)
    key, fill = np.array(lamp.key, np.float32), np.array(lamp.fill, np.float32)
    seen = np.clip((normal * eye).sum(-1), 0, 1)
    if cloth.pile:
        sheen = (1 - seen) ** cloth.narrow * (0.35 + 0.65 * facing)
        diffuse = cloth.diffuse * (0.5 + 0.5 * seen)
    else:
        half = to + eye
        half = half / np.linalg.norm(half, axis=-1, keepdims=True)
        mirror = np.clip((half * normal).sum(-1), 0, 1)
        sheen = 0.6 * mirror**cloth.narrow + 0.4 * mirror ** (cloth.narrow * 4)
        diffuse = np.full_like(seen, cloth.diffuse)
    light = (facing * fall * open_)[..., None] * key + (open_ * (0.6 if cloth.pile else 0.85))[
        ..., None
    ] * fill
    gloss = colour * 0.65 + (0.035 if cloth.pile else 0.22) * (0.4 + 0.6 * colour.mean())
    shine = (cloth.gloss * sheen * fall * open_)[..., None] * gloss * key
    return ((colour * diffuse[..., None] * light * 1.25 + shine) * gain).astype(np.float32)


def softened3(field: Array, soft: float) -> Array:
    """A field blurred by ``soft`` heights of the picture."""
    return softened(np.repeat(field[..., None], 3, -1), soft)[..., 0]


def _slopes(stage: Stage, heights: Array, across: Array, away: Array, up: Array) -> tuple[Array, Array]:
    """How steeply the cloth rises to the right, and up along it."""
    rows = np.gradient(heights, axis=0)
    step_x = np.gradient(across, axis=1) + 1e-6
    right = np.gradient(heights, axis=1) / step_x
    step_s = np.hypot(np.gradient(away, axis=0), np.gradient(up, axis=0)) + 1e-6
    on = -rows / step_s
    limit = 1.6
    return (limit * np.tanh(right / limit)).astype(np.float32), (limit * np.tanh(on / limit)).astype(
        np.float32
    )
