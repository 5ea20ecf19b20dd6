"""Things that lie on a ground seen from straight above: each adds its colours and heights to the ground's, so
that one light falls on all of it. Lengths are in metres."""

from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, noise, ramp, rgb
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.heightfield import Lamp, Relief
from core.scenes.parts.leafage import GRAIN, Sprite, sprite, stamp
from core.scenes.parts.periodic import fetch
from core.scenes.parts.surfaces import skin

LINEN = 0.35
"""Metres that a period of linen shows."""
LEVEL, LEVELLER = 0.0006, 0.0024
"""How far the heights of blades and hairs are blurred: their steps are darker than their tones otherwise."""
Area = tuple[slice, slice]
Spot = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """A part of the picture: where it is, how far its points lie to the right of the thing's middle and below
    it, turned with the thing (m), and the size of a pixel (m)."""

    area: Area
    x: Array
    y: Array
    pixel: float

    def edge(self, inside: Numbers) -> Array:
        """Cover 0…1 from how far inside (m) each point is."""
        return np.clip(inside / self.pixel + 0.5, 0, 1).astype(np.float32)


@dataclass(frozen=True)
class Ball:
    """A shiny ball, painted over the light: its place, radius (m), linear colour and polish 0…1."""

    at: Spot
    radius: float
    colour: Array
    shiny: float


@dataclass
class Lay:
    """A ground of which ``high`` metres are seen from top to bottom, with what lies on it; ``relief`` is its
    own, and written to. Heights of what is drawn there are blurred by ``level`` heights of the picture."""

    relief: Relief
    high: float
    balls: list[Ball] = field(default_factory=list)
    level: float = LEVEL

    @property
    def wide(self) -> float:
        """Metres across."""
        rows, columns = self.relief.height.shape
        return self.high * columns / rows

    def window(self, at: Spot, reach: float, turn: float = 0.0) -> Window | None:
        """The points within ``reach`` of ``at`` (m from the top left); ``None`` outside the picture."""
        rows, columns = self.relief.height.shape
        scale = rows / self.high
        x0, x1 = (int(np.clip((at[0] + way * reach) * scale + (way > 0), 0, columns)) for way in (-1, 1))
        y0, y1 = (int(np.clip((at[1] + way * reach) * scale + (way > 0), 0, rows)) for way in (-1, 1))
        if x1 <= x0 or y1 <= y0:
            return None
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        x, y = (
            (x + 0.5) / np.float32(scale) - np.float32(at[0]),
            (y + 0.5) / np.float32(scale) - np.float32(at[1]),
        )
        cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        return Window((slice(y0, y1), slice(x0, x1)), x * cos + y * sin, y * cos - x * sin, 1 / scale)

    def put(
        self,
        window: Window,
        colour: Numbers,
        tall: Numbers,
        cover: Array,
        gloss: float = 0.0,
        *,
        bridges: bool = False,
    ) -> None:
        """Lay something ``tall`` (m above what is below it) and of an sRGB ``colour`` there. What ``bridges``
        shows nothing of joints and bumps below it."""
        ground, albedo = self.relief.height[window.area], self.relief.albedo[window.area]
        total = float(cover.sum())
        if total < 1e-3:
            return
        base = float((ground * cover).sum()) / total
        top = base + tall / self.high if bridges else np.maximum(base + tall / self.high, ground)
        ground += (top - ground) * cover
        albedo += (colour - albedo) * cover[..., None]
        if isinstance(self.relief.gloss, np.ndarray):
            part = self.relief.gloss[window.area]
            part += (gloss - part) * cover

    def leaf(
        self, form: str, variant: int, at: Spot, size: float, turn: float, tones: Array, lift: float = 0.002
    ) -> None:
        """One leaf or petal with its middle there."""
        where = at[0] / self.high, at[1] / self.high
        texels = 1.6 * size / self.high * self.relief.height.shape[0]
        halved = int(np.clip(np.ceil(np.log2(GRAIN / max(texels, 1.0))), 0, 3))
        leaf = _halved(form, variant, halved)
        stamp(self.relief, leaf, where, size / self.high, turn, tones, lift / self.high)


@lru_cache(maxsize=256)
def _halved(form: str, variant: int, times: int) -> Sprite:
    """A leaf's sprite at half its size, so many ``times``."""
    side = GRAIN >> times
    maps = sprite(form, variant).maps
    return Sprite(f32(cv2.resize(maps, (side, side), interpolation=cv2.INTER_AREA)) if times else maps)


def lay_on(ground: Relief, high: float, level: float = LEVEL) -> Lay:
    """A copy of the ground to lay things on."""
    gloss = np.broadcast_to(np.float32(ground.gloss), ground.height.shape).copy()
    return Lay(Relief(ground.albedo.copy(), ground.height.copy(), gloss), high, level=level)


def fabric(lay: Lay, rng: Random, at: Spot, side: float, turn: float, code: str) -> None:
    """A folded linen napkin: two layers, hems, soft creases; ``code`` is its colour, ``#rrggbb``."""
    seed = int(rng.integers(1 << 31))
    window = lay.window(at, 0.75 * side * 1.5, turn)
    wave, crease, bend = rng.normal(0, 1, 6), rng.normal(0, 1, 4), rng.uniform(0.5, 1.5, 2)
    if window is None:
        return
    few = int(2 ** np.clip(np.round(np.log2(LINEN / window.pixel)), 4, 9))
    cloth, weave = skin("linen", few, seed, code)
    for layer, (inset, level) in enumerate(((0.0, 0.0022), (0.012, 0.0044))):
        x, y = window.x + inset, window.y - 1.4 * inset
        x = x + 0.003 * np.sin(y * 26 + wave[layer]) + 0.0016 * np.sin(y * 61 + wave[2])
        y = y + 0.003 * np.sin(x * 23 + wave[3 + layer]) + 0.0016 * np.sin(x * 55 + wave[5])
        inside = side / 2 - np.maximum(np.abs(x), np.abs(y))
        away = x * np.cos(crease[0]) + y * np.sin(crease[0])
        soft = 0.0016 * np.sin(away * 24 * bend[0] + crease[1]) + 0.001 * np.sin(y * 40 * bend[1] + crease[2])
        hem = np.exp(-(((inside - 0.012) / 0.0012) ** 2))
        u, v = x / LINEN + layer * 0.37, y / LINEN
        threads, rise = fetch(cloth, u, v), fetch(weave, u, v) * np.float32(LINEN)
        tall = level + soft * ramp(inside, 0, 0.05) + rise - 0.0004 * hem + 0.0006 * (inside < 0.012)
        colour = threads * (1 - 0.06 * hem)[..., None]
        lay.put(window, colour, tall, window.edge(inside))


def egg(lay: Lay, rng: Random, at: Spot, long: float, turn: float, tone: Array) -> None:
    """An egg on its side, plain or speckled."""
    window = lay.window(at, long * 0.55, turn)
    seed, amount = int(rng.integers(1 << 32)), float(rng.choice([0.0, 0.3, 0.8]))
    if window is None:
        return
    along = window.x / (long / 2)
    girth = 0.37 * long * (1 - 0.13 * along)
    reach = along**2 + (window.y / girth) ** 2
    near = np.sqrt(np.clip(1 - reach, 0, 1))
    spots = noise(np.random.default_rng(seed), 128, 128, 16, 3, gain=0.7)
    mark = f32(cv2.remap(spots, f32(along * 60 + 64), f32(window.y / girth * 44 + 64), cv2.INTER_LINEAR))
    colour = tone * (1 - 0.6 * amount * ramp(mark, 0.42, 0.75) + 0.02 * mark)[..., None]
    inside = (1 - np.sqrt(reach)) * girth
    lay.put(window, colour, 0.3 * long * (0.3 + near), window.edge(inside), 0.05)


def heart(lay: Lay, at: Spot, size: float, turn: float, tone: Array, thick: float) -> None:
    """A heart of felt, wood or paper, ``size`` m across."""
    window = lay.window(at, size * 0.75, turn)
    if window is None:
        return
    u, v = window.x / size * 2.2, 0.12 - window.y / size * 2.2
    inside = (0.95 - np.sqrt(u * u + (v * 1.05 - 0.62 * np.sqrt(np.abs(u) + 1e-3)) ** 2)) * size / 2.4
    grain = np.sin(window.x * 2300 + 9 * np.sin(window.y * 310)) * np.sin(window.y * 2100)
    kept = float(np.clip(0.0014 / window.pixel - 0.5, 0, 1))
    tall = thick * np.sqrt(np.clip(inside / (2.2 * thick), 0, 1)) + 0.00012 * kept * grain
    colour = np.clip(tone * (1 + 0.05 * kept * grain)[..., None], 0, 1).astype(np.float32)
    lay.put(window, colour, tall + 0.0008, window.edge(inside))


def scallop(lay: Lay, rng: Random, at: Spot, size: float, turn: float, tone: Array) -> None:
    """A scallop's or cockle's shell, ribbed, banded."""
    window = lay.window(at, size * 0.75, turn)
    ribs, wide = int(rng.integers(9, 15)), float(rng.uniform(0.82, 1.05))
    band, phase = rng.uniform(0.1, 0.35), rng.uniform(0, 6)
    if window is None:
        return
    x, y = window.x / size / wide, window.y / size + 0.45
    fan, reach = np.arctan2(x, y + 0.06), np.hypot(x, y + 0.06)
    rib = np.cos(fan * ribs * 2.2)
    edge = 0.93 + 0.018 * rib - 0.1 * (fan / 1.2) ** 2 - 0.35 * ramp(np.abs(fan), 0.75, 1.25)
    inside = np.minimum(edge - reach, (1.2 - np.abs(fan)) * reach)
    ears = np.minimum(0.24 - np.abs(x), np.minimum(y + 0.0, 0.13 - y))
    body = np.maximum(inside, ears)
    dome = np.sqrt(np.clip(np.minimum(inside * 2.2, 1), 0, 1))
    dome = dome * (0.35 + 0.65 * np.sin(np.pi * np.clip(reach / 0.95, 0, 1) ** 0.8))
    tall = size * (0.2 * dome + 0.016 * rib * ramp(reach, 0.05, 0.3) + 0.02)
    rings = np.sin(reach * 40 + phase) * 0.5 + np.sin(reach * 17 + 2 * phase) * 0.5
    colour = tone * (1 + band * 0.5 * rings * ramp(reach, 0.1, 0.5) + 0.06 * rib)[..., None]
    pale = np.clip(1.1 - reach, 0, 1)[..., None] * 0.3
    colour = np.clip(colour * (1 - pale) + rgb("f4ebdf") * pale, 0, 1)
    lay.put(window, colour, tall, window.edge(body * size), 0.1)


def whelk(lay: Lay, rng: Random, at: Spot, long: float, turn: float, tone: Array) -> None:
    """A turreted snail shell on its side."""
    window = lay.window(at, long * 0.6, turn)
    whorls, band = rng.uniform(7, 10), rng.uniform(0.2, 0.6)
    if window is None:
        return
    s = np.clip(window.x / long + 0.5, 0, 1)
    # Whorls widen towards the mouth by the same ratio each.
    phase = np.log(0.09 + s) * whorls * 0.9 + window.y / long * 4
    bulge = np.abs(np.sin(phase))
    half = long * (0.17 * s**0.85 + 0.012) * (0.86 + 0.14 * bulge) * np.sqrt(np.clip((1.02 - s) * 9, 0, 1))
    inside = np.where((window.x > -long / 2) & (window.x < long / 2), half - np.abs(window.y), -1.0)
    round_ = np.sqrt(np.clip(1 - (window.y / np.maximum(half, 1e-5)) ** 2, 0, 1))
    tall = half * (0.4 + round_) - 0.006 * long * (1 - bulge) ** 3
    mottle = np.sin(phase * 5.0 + 14 * window.y / long)
    colour = tone * (0.8 + 0.24 * bulge + 0.1 * band * mottle)[..., None]
    colour = np.clip(colour, 0, 1).astype(np.float32)
    lay.put(window, colour, tall, window.edge(inside.astype(np.float32)), 0.12)


def starfish(lay: Lay, rng: Random, at: Spot, size: float, turn: float, tone: Array) -> None:
    """A dried starfish, grained."""
    window = lay.window(at, size * 0.75, turn)
    grain = int(rng.integers(1 << 32))
    if window is None:
        return
    angle, reach = np.arctan2(window.y, window.x), np.hypot(window.x, window.y) / size * 2
    fold = np.abs(((angle / (2 * np.pi) * 5) % 1) - 0.5) * 2 * np.pi / 5
    across, out = np.sin(fold) * reach, np.cos(fold) * reach
    half = 0.2 * np.clip(1.02 - out, 0, 1) ** 0.75 + 0.02
    inside = np.where(out < 1.0, half - across, -0.1) * size / 2
    skin = noise(np.random.default_rng(grain), 160, 160, 40, 2, gain=0.8)
    across_skin, down_skin = ((axis / size + 0.5) * 159 for axis in (window.x, window.y))
    knob = cv2.remap(skin, f32(across_skin), f32(down_skin), cv2.INTER_LINEAR)
    arch = np.sqrt(np.clip(inside / (half * size / 2 + 1e-6), 0, 1))
    tall = size * (0.075 * arch * (1.1 - 0.6 * out) + 0.006 * knob + 0.01)
    colour = np.clip(tone * (1 + 0.1 * knob + 0.12 * np.exp(-((across / 0.02) ** 2)))[..., None], 0, 1)
    lay.put(window, colour, tall, window.edge(inside))


def bauble(lay: Lay, at: Spot, radius: float, tone: Array, shiny: float) -> None:
    """A Christmas bauble; its shine is painted by ``shine``."""
    window = lay.window(at, radius * 1.1)
    lay.balls.append(Ball(at, radius, to_linear(tone), shiny))
    if window is None:
        return
    reach = np.hypot(window.x, window.y) / radius
    tall = radius * (0.75 + np.sqrt(np.clip(1 - reach**2, 0, 1)))
    colour = np.broadcast_to(tone, (*reach.shape, 3)).astype(np.float32)
    lay.put(window, colour, tall, window.edge((1 - reach) * radius))


def shine(lay: Lay, light: Array, lamp: Lamp) -> None:
    """Paint the balls over the linear ``light``, in place: lacquer that mirrors a soft lamp, the ceiling and
    the ground."""
    key, fill = np.array(lamp.key, np.float32), np.array(lamp.fill, np.float32)
    rise = np.deg2rad(lamp.height)
    along = np.array(lamp.toward, np.float32) * np.cos(rise)
    toward = np.array([*along, np.sin(rise)], np.float32)
    for ball in lay.balls:
        window = lay.window(ball.at, ball.radius * 1.05)
        if window is None:
            continue
        u, v = window.x / ball.radius, window.y / ball.radius
        reach = np.hypot(u, v)
        near = np.sqrt(np.clip(1 - reach**2, 0, 1))
        facing = u * toward[0] + v * toward[1] + near * toward[2]
        matt = ball.colour * (
            (np.clip(facing, 0, 1) / toward[2])[..., None] * key + (0.35 + 0.65 * near)[..., None] * fill
        )
        mirrored = np.stack([2 * near * u, 2 * near * v, 2 * near**2 - 1], -1)
        gleam = np.exp((mirrored @ toward - 1) / (0.012 + 0.1 * (1 - lamp.hardness) + 0.2 * (1 - ball.shiny)))
        sky, below = ramp(mirrored[..., 2], -0.25, 0.4), light[window.area].mean((0, 1)) * 0.9
        # The camera and the ceiling's edge show as a darker patch above.
        sky = sky * (1 - 0.45 * np.exp(-(reach**2) / 0.05))
        room = sky[..., None] * fill * 1.1 + (1 - sky)[..., None] * below + gleam[..., None] * key * 3.2
        fresnel = (0.06 + 0.94 * (1 - near) ** 5)[..., None]
        tinted = ball.colour / max(float(ball.colour.max()), 1e-3)
        glass = room * (tinted * (1 - fresnel) + fresnel)
        share = ball.shiny * 0.62
        made = matt * (1 - share) + glass * (share + (1 - share) * 0.5 * fresnel)
        cover = window.edge((1 - reach) * ball.radius)[..., None]
        part = light[window.area]
        part += (made - part) * cover


def drawn(lay: Lay, shapes: list[tuple[Array, Array, float]], top: float) -> None:
    """Polygons (points in m, sRGB tone, height 0…1 of ``top`` m) drawn one over the other."""
    rows, columns = lay.relief.height.shape
    scale = rows / lay.high * 16
    canvas = np.ascontiguousarray((lay.relief.albedo * 255 + 0.5).astype(np.uint8))
    high: npt.NDArray[np.uint8] = np.zeros((rows, columns), np.uint8)
    cover: npt.NDArray[np.uint8] = np.zeros((rows, columns), np.uint8)
    for points, tone, level in shapes:
        corners = [np.round(points * scale - 8).astype(np.int32)]
        red, green, blue = (float(value) for value in np.clip(tone, 0, 1) * 255)
        cv2.fillPoly(canvas, corners, (red, green, blue), cv2.LINE_AA, 4)
        cv2.fillPoly(high, corners, float(level * 255), cv2.LINE_AA, 4)
        cv2.fillPoly(cover, corners, 255, cv2.LINE_AA, 4)
    share = cover.astype(np.float32) / 255
    known = cover > 0
    lay.relief.albedo[known] = canvas[known].astype(np.float32) / 255
    rise = cv2.GaussianBlur(high.astype(np.float32) / 255, (0, 0), max(lay.level * rows, 0.3))
    lay.relief.height[:] += share * rise * np.float32(top / lay.high)
