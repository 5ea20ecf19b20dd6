"""A table or floor seen from a little above, in focus at its middle, before something far out of focus."""

from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.assemble import put_behind
from core.scenes.parts.bokeh import Lamp, add_lamps, bloom, film, smears
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb, stream
from core.scenes.parts.floats import f32, ramp, three
from core.scenes.parts.highway import verge_tile
from core.scenes.parts.keepsakes import Glow, Stage, softened
from core.scenes.parts.paved import grazing, upside_down
from core.scenes.parts.pavement import paving_tile
from core.scenes.parts.perspective import Lens, Plane, Tile, ground_plane, lay, lens_of, slopes
from core.scenes.parts.renewed import renewed
from core.scenes.parts.sheets import lay_over
from core.scenes.parts.soils import litter
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.spec import SceneSpec

PUTS = ((1.9, 1e9), (1.25, 1.9), (0.86, 1.25), (0.0, 0.86))
"""Distances (in distances to the focus) of what shares one blur, far first."""
LEAVES = ("8a4a20", "a8682c", "6f3a1e", "bf8a3c", "5a3c24", "94502a", "c59a4a", "7a5a2c")


@lru_cache(maxsize=8)
def material_tile(
    name: str, variant: int, size: int, colour: str | None, floor: bool
) -> tuple[Tile, float, float]:
    """The material as a tile (linear colour, slopes), the share of light it mirrors and how rough it is."""
    if name == "leaves":
        heights, paint, metres = litter((variant, 5), size, LEAVES)
        return Tile(np.dstack([paint, slopes(heights, metres, 1.0)]).astype(np.float32), metres), 0.02, 1.0
    if name == "grass":
        made = verge_tile("turf", size).texture
        green = to_linear(rgb("5f7a36")) * made[..., :1] * (0.7 + 0.6 * made[..., 3:]) ** three(1.3, 1, 1)
        return Tile(np.dstack([green, made[..., 1:3]]).astype(np.float32), 1.2), 0.0, 1.0
    if name == "cobbles":
        made = paving_tile("cobbles", variant, size).texture
        grey = to_linear(rgb("8c857c")) * made[..., :1] * (1 + 0.16 * (made[..., 3:] - 0.5) * three(1, 0, -1))
        return Tile(np.dstack([grey, made[..., 1:3]]).astype(np.float32), 2.2), 0.03, 0.8
    known = SURFACES[name]
    albedo, height = skin(name, size, variant, colour, floor)
    made = np.dstack([to_linear(albedo), slopes(height * known.span, known.span, 1.0)])
    # A little denser than in life: tops are seen from so near that their texels would show.
    return Tile(made.astype(np.float32), known.span * 0.75), known.mirror, known.rough


@dataclass(frozen=True)
class Pool:
    """Light of a lamp or flame at (across, up, away) in metres: linear ``colour`` times its power."""

    at: tuple[float, float, float]
    colour: Array


@dataclass(kw_only=True)
class Table:
    """One table being set. ``edge`` is how far off it ends (metres), ``glow`` the light on its things,
    ``back`` the sharp linear picture behind it and ``back_away`` how far off that is, ``pools`` the light of
    flames, ``flames`` what the table mirrors of them, ``lamps`` and ``behind`` what the lens makes discs of
    before and behind its edge, ``fade`` how much darker it is at its far edge than at the foot."""

    spec: SceneSpec
    lens: Lens
    edge: float
    glow: Glow
    back: Array
    back_away: float
    pools: list[Pool] = field(default_factory=list[Pool])
    lamps: list[Lamp] = field(default_factory=list[Lamp])
    stages: list[Stage] = field(default_factory=list[Stage])
    behind: list[Lamp] = field(default_factory=list[Lamp])
    flames: list[Lamp] = field(default_factory=list[Lamp])
    fade: float = 0.25
    exposure: float = 1.0
    floor: bool = False

    def __post_init__(self) -> None:
        for near, far in PUTS:
            soft = self.lens.disc(self.lens.focus * min(0.5 * (near + far), near + 0.6)) * self.lens.height
            small = soft > 3.5 and self.lens.height > 300
            self.stages.append(Stage(self.lens.reduced(2) if small else self.lens))

    def stage(self, away: float) -> Stage:
        """The layer for things at that distance."""
        share = away / self.lens.focus
        return next(
            stage for stage, (near, far) in zip(self.stages, PUTS, strict=True) if near <= share < far
        )


def table_lens(spec: SceneSpec, view: View, focal: float = 2.0) -> Lens:
    """The camera over a table: it looks down far enough to see the ground's far edge well above the foot."""
    return lens_of(spec, view, focal=focal, lowest=0.62)


def far_lens(lens: Lens) -> Lens:
    """The view for what is behind the table."""
    return lens.reduced(2) if lens.height > 300 else lens


def painted(table: Table, material: str, colour: str | None = None) -> Painting:
    """The finished picture."""
    lens = table.lens
    edge = lens.row(table.edge)
    first = int(np.clip((edge - 0.03) * lens.height, 0, lens.height - 2))
    image = put_behind(lens, table.back, lens.disc(table.back_away))
    if table.behind:
        add_lamps(image, table.behind)
    ground, mirror, rough = _top(table, material, colour, first)
    above = image.copy()
    for stage, radius in _layers(table)[:2]:
        above = lay_over(above, stage.layer, radius)
    seen = upside_down(above, lens, first, 0.02 + 0.1 * rough)
    if table.lamps or table.behind or table.flames:
        every = [*table.lamps, *table.flames, *(_near_edge(lamp, edge) for lamp in table.behind)]
        seen = seen + smears((lens.height, lens.width), every, 0.02 + 0.1 * rough, 0.7)[first:]
    share = np.clip(grazing(lens, first, 1.6) * min(1.0, mirror * 2.6 + 0.03), 0, 0.5)[..., None]
    ground = ground * (1 - share) + seen * share
    soft = max(0.0012, lens.disc(table.edge) * 0.9)
    fade = ramp(lens.rows[first:], edge - soft, edge + soft)[:, None, None]
    image[first:] = image[first:] * (1 - fade) + ground * fade
    for stage, radius in _layers(table):
        image = lay_over(image, stage.layer, radius)
    add_lamps(image, table.lamps)
    image = bloom(image, 0.1 if table.flames or table.behind else 0.04)
    light = _tint(table)
    made = Ground(
        vanish=lens.vanish,
        far=edge,
        foot=lens.foot,
        mirror=float(min(0.6, mirror * 1.6)),
        rough=rough,
        shade=0.55,
    )
    return Painting(image=film(image, table.exposure), disparity=lens.disparity(), ground=made, tint=light)


def _near_edge(lamp: Lamp, edge: float) -> Lamp:
    """A lamp behind the table as the table mirrors it."""
    return Lamp(
        lamp.x, lamp.y, edge + 0.6 * (edge - lamp.y) * 0.4, lamp.colour * np.float32(0.4), lamp.radius
    )


def _layers(table: Table) -> list[tuple[Stage, float]]:
    found: list[tuple[Stage, float]] = []
    for stage, (near, far) in zip(table.stages, PUTS, strict=True):
        middle = 1.0 if near < 1.0 < far else 0.72 if near == 0 else min(0.5 * (near + far), near + 0.6)
        found.append((stage, table.lens.disc(table.lens.focus * middle)))
    return found


def _top(table: Table, material: str, colour: str | None, first: int) -> tuple[Array, float, float]:
    """The table's surface as it is lit, what it mirrors and how roughly."""
    lens, spec = table.lens, table.spec
    rng = stream(spec, "top")
    size = 512 if lens.height <= 384 else 1024
    material = renewed(spec, material)
    tile, mirror, rough = material_tile(material, int(rng.integers(6)), size, colour, table.floor)
    plane = ground_plane(lens, first)
    seen = lay(tile, plane, (float(rng.uniform(0, 5)), float(rng.uniform(0, 5))))
    right, up, away = table.glow.toward
    raking = 0.6 * min(2.5, 1 / max(up, 0.3))
    relief = np.clip(1 - raking * (seen[..., 3] * right + seen[..., 4] * away), 0.4, 1.9)
    return (seen[..., :3] * _light(table, plane, f32(relief))).astype(np.float32), mirror, rough


def _light(table: Table, plane: Plane, relief: Array) -> Array:
    """Light on the table, rows×W×3: key and fill, darker to the far edge, pools under flames, shadows."""
    lens, glow = table.lens, table.glow
    across = plane.lateral[None] * plane.metre[:, None]
    away = plane.away[:, None] + 0 * across
    far = np.clip((away / lens.focus - 0.8) / 1.2, 0, 1)
    side = 1 + 0.3 * glow.toward[0] * np.clip(across / (0.5 * lens.metre), -1.5, 1.5) * 0.5
    key = (
        glow.key
        * ((0.35 + 0.65 * max(glow.toward[1], 0.2)) * relief * side * (1 - table.fade * far))[..., None]
    )
    light = key + glow.fill * (1 - 0.6 * table.fade * far)[..., None]
    for pool in table.pools:
        x, up, z = pool.at
        square = (across - x) ** 2 + (away - z) ** 2 + up * up
        light = light + pool.colour * (up / (square + 0.004) ** 1.5 * (0.5 + 0.5 * relief))[..., None]
    dark = np.zeros((lens.height, lens.width), np.float32)
    for stage, radius in _layers(table):
        made = softened(stage, 0.002 + radius * 0.5)
        made = made if made.shape == dark.shape else cv2.resize(made, (lens.width, lens.height))
        dark = 1 - (1 - dark) * (1 - made)
    return (light * (1 - 0.85 * dark[-len(away) :])[..., None]).astype(np.float32)


def _tint(table: Table) -> tuple[float, float, float]:
    """The light on a white thing at the foot."""
    light = table.glow.key * 0.7 + table.glow.fill
    for pool in table.pools:
        x, up, z = pool.at
        light = light + pool.colour * up / (x * x + (z - table.lens.focus) ** 2 + up * up + 0.004) ** 1.5
    made = np.clip(light, 1e-3, None) ** (1 / 2.2)
    made = made / made.max()
    return float(made[0]), float(made[1]), float(made[2])


def glow_of(
    spec: SceneSpec, power: float, fill: float, warm: tuple[str, str], lights: str, table: str
) -> Glow:
    """The light on a set table by ``spec.light``: ``warm`` are key's and fill's colour."""
    light = spec.light
    turn, height = np.radians(light.direction), np.radians(light.height)
    balance = np.array([1 + 0.2 * light.warmth, 1 + 0.02 * light.warmth, 1 - 0.25 * light.warmth], np.float32)
    key = to_linear(rgb(warm[0])) * balance * (power * (0.6 + 0.8 * light.hardness))
    below = to_linear(rgb(table)) * (key + fill) * 0.5
    return Glow(
        key=key.astype(np.float32),
        fill=(to_linear(rgb(warm[1])) * balance**0.7 * (fill * (1.25 - 0.5 * light.hardness))).astype(
            np.float32
        ),
        toward=(
            float(np.sin(turn) * np.cos(height)),
            float(np.sin(height)),
            float(-np.cos(turn) * np.cos(height)),
        ),
        lights=to_linear(rgb(lights)) * np.float32(1.5),
        below=below.astype(np.float32),
    )
