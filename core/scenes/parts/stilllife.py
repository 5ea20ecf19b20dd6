"""Things that stand about on a table or a shelf: turned vessels, fruit, plants, books. Drawn with light and
shade on a layer of their own, to be put out of focus and mirrored with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, noise, ramp, rgb
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.leafage import sprite, stamp

Values = npt.NDArray[np.floating[Any]]
Profile = Callable[[Values], Array]
Window = tuple[slice, slice]


@dataclass
class Still:
    """A layer of things: ``light`` H×W×3 linear, premultiplied by ``cover``, and ``shade``, the light that
    they take from the board (0…1). ``tilt`` is how open circles are seen (0 level … 1 from above), ``side``
    where the key light comes from in radians (-π/2 left), ``key`` and ``fill`` its linear colours."""

    height: int
    width: int
    tilt: float
    side: float
    key: Array
    fill: Array
    light: Array = field(init=False)
    cover: Array = field(init=False)
    shade: Array = field(init=False)

    def __post_init__(self) -> None:
        self.light = np.zeros((self.height, self.width, 3), np.float32)
        self.cover = np.zeros((self.height, self.width), np.float32)
        self.shade = np.zeros((self.height, self.width), np.float32)

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    def window(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[Window, Array, Array] | None:
        """The part of the layer between those shares, with its coordinates (y, x); ``None`` outside of it."""
        x0, x1 = (int(np.clip(v * self.height, 0, self.width)) for v in (left, right + 2 / self.height))
        y0, y1 = (int(np.clip(v * self.height, 0, self.height)) for v in (top, bottom + 2 / self.height))
        if x1 <= x0 or y1 <= y0:
            return None
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        return (slice(y0, y1), slice(x0, x1)), (y + 0.5) / self.height, (x + 0.5) / self.height

    def lay(self, area: Window, light: Values, cover: Values) -> None:
        """Put linear light over what is there."""
        share = cover[..., None]
        self.light[area] = self.light[area] * (1 - share) + light * share
        self.cover[area] = self.cover[area] * (1 - cover) + cover

    def facing(self, across: Values, up: Values | float = 0.0) -> Array:
        """Key light on a surface whose normal points ``across`` (-1 left … 1) and ``up``, 0…1.2."""
        out = np.sqrt(np.clip(1 - across**2 - np.square(up), 0, 1))
        angle = float(np.clip(self.side, -1.25, 1.25))
        lit = across * np.sin(angle) * 0.85 + out * np.cos(angle) * 0.85 + np.asarray(up) * 0.5
        return np.clip(lit, 0, 1.2).astype(np.float32)

    def coloured(self, tone: Values, key: Values | float, fill: Values | float = 1.0) -> Array:
        """Linear light of a matt sRGB ``tone`` under that share of key and fill."""
        base = np.asarray(tone, np.float32) ** 2.2
        level = (
            np.asarray(key, np.float32)[..., None] * self.key
            + np.asarray(fill, np.float32)[..., None] * self.fill
        )
        return (base * level).astype(np.float32)

    def edge(self, inside: Values, scale: float = 1.0) -> Array:
        """Antialiased cover from a distance inside (shares of the height)."""
        return np.clip(inside * self.height * scale + 0.5, 0, 1).astype(np.float32)

    def stands(self, x: float, foot: float, half: float, tall: float) -> None:
        """The contact and cast shadow of a thing on the board."""
        y, across = (
            (np.arange(self.height, dtype=np.float32) + 0.5) / self.height,
            (np.arange(self.width, dtype=np.float32) + 0.5) / self.height,
        )
        dark = np.zeros_like(self.shade)
        away = -float(np.sin(self.side))
        for reach, spread, strength in ((0.0, 1.05, 0.62), (0.5, 1.5, 0.26), (1.1, 2.1, 0.15)):
            centre = x + away * reach * min(tall, 2.5 * half)
            deep = max(half * self.tilt * spread, 0.006)
            row = np.exp(-(((y - foot - 0.15 * half * self.tilt) / deep) ** 2))
            dark = np.maximum(
                dark, strength * row[:, None] * np.exp(-(((across - centre) / (half * spread)) ** 2))[None]
            )
        self.shade = (1 - (1 - self.shade) * (1 - dark)).astype(np.float32)


def lathe(
    still: Still,
    at: tuple[float, float],
    tall: float,
    half: float,
    profile: Profile,
    tone: Array,
    gloss: float = 0.2,
    inner: Array | None = None,
    pattern: Callable[[Values, Values], Values] | None = None,
) -> None:
    """A turned vessel: its foot's middle ``at`` (x, y), ``profile`` its half width (1 = ``half``) by height
    0…1, ``inner`` the tone inside of its open top, ``pattern`` its tone by (height, across)."""
    x0, foot = at
    most = half * 1.3
    found = still.window(x0 - most, foot - tall - still.tilt * most, x0 + most, foot + still.tilt * most)
    if found is None:
        return
    area, y, x = found
    t = (foot - y) / tall
    for _ in range(3):
        radius = half * profile(np.clip(t, 0, 1))
        u = np.clip((x - x0) / np.maximum(radius, 1e-4), -1, 1)
        t = (foot - y + still.tilt * radius * np.sqrt(1 - u * u)) / tall
    radius = half * profile(np.clip(t, 0, 1))
    u = (x - x0) / np.maximum(radius, 1e-4)
    inside = np.minimum((1 - np.abs(u)) * radius, np.minimum(t, 1 - t) * tall)
    u = np.clip(u, -1, 1)
    key = still.facing(u * 0.98)
    colour: Values = tone if pattern is None else pattern(np.clip(t, 0, 1), u)
    dark = 0.55 + 0.45 * ramp(t, 0, 0.25)
    made = still.coloured(colour, key, (0.55 + 0.45 * np.sqrt(1 - u * u)) * dark)
    shine = gloss * (np.exp(-(((u - 0.62 * np.sin(still.side)) / 0.11) ** 2)) * 0.8 + 0.35 * np.abs(u) ** 5)
    made = made + (shine * ramp(t, 0.03, 0.12) * (1 - ramp(t, 0.9, 0.98)))[..., None] * (
        still.key + still.fill
    )
    still.stands(x0, foot, half * float(profile(np.zeros(1, np.float32))[0]), tall)
    still.lay(area, made, still.edge(inside))
    mouth = half * float(profile(np.ones(1, np.float32))[0])
    v = (y - (foot - tall)) / max(still.tilt * mouth, 1e-4)
    ring = np.hypot((x - x0) / mouth, v)
    top = still.edge((1 - ring) * mouth * still.tilt)
    lip = still.coloured(tone, 0.9, 1.0)
    still.lay(area, np.broadcast_to(lip, made.shape), top)
    if inner is not None:
        depth = 0.35 + 0.65 * ramp(v, -0.6, 1.0)
        still.lay(
            area, still.coloured(inner, 0.35 * depth, depth), still.edge((0.9 - ring) * mouth * still.tilt)
        )


def ball(
    still: Still,
    at: tuple[float, float],
    radius: float,
    tone: Array,
    skin: Array | None = None,
    gloss: float = 0.25,
) -> None:
    """A fruit or bauble whose lowest point is ``at``; ``skin`` is noise for its colour."""
    x0, y0 = at[0], at[1] - radius
    found = still.window(x0 - radius, y0 - radius, x0 + radius, y0 + radius)
    if found is None:
        return
    area, y, x = found
    u, v = (x - x0) / radius, (y - y0) / radius
    reach = np.hypot(u, v)
    key = still.facing(np.clip(u, -0.98, 0.98), np.clip(-v, -0.98, 0.98))
    colour: Values = np.broadcast_to(tone, (*u.shape, 3))
    if skin is not None:
        patch = cv2.resize(skin, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
        colour = np.clip(colour * (1 + 0.14 * patch[..., None]), 0, 1)
    made = still.coloured(colour, key * 1.05, 0.45 + 0.55 * ramp(-v, -1, 0.6))
    hx, hy = 0.42 * np.sin(still.side), -0.45
    shine = gloss * np.exp(-(((u - hx) ** 2 + (v - hy) ** 2) / 0.035))
    made = made + shine[..., None] * (still.key + 0.5 * still.fill)
    still.stands(x0, at[1] - 0.15 * radius, radius * 0.8, radius)
    still.lay(area, made, still.edge((1 - reach) * radius))


def block(
    still: Still,
    box: tuple[float, float, float, float],
    tone: Array,
    round_: float = 0.004,
    bow: float = 0.0,
    texture: Array | None = None,
) -> None:
    """An upright face between (left, top, right, bottom) with rounded corners; ``bow`` shades it as if it
    bulged, ``texture`` (N×N×3 sRGB) replaces its tone."""
    left, top, right, bottom = box
    found = still.window(*box)
    if found is None:
        return
    area, y, x = found
    cx, cy, hx, hy = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
    dx, dy = np.abs(x - cx) - hx + round_, np.abs(y - cy) - hy + round_
    outside = (
        np.hypot(np.clip(dx, 0, None), np.clip(dy, 0, None)) + np.minimum(np.maximum(dx, dy), 0) - round_
    )
    u = np.clip((x - cx) / hx, -1, 1)
    colour: Values = np.broadcast_to(tone, (*u.shape, 3))
    if texture is not None:
        size = texture.shape[0]
        scale = size / max(2 * hx, 2 * hy)
        across, down = (x - left) * scale, (y - top) * scale
        seen = cv2.remap(texture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        colour = seen.astype(np.float32)
    rim = np.exp(np.clip(outside, -1, 0) / 0.004) * 0.12
    made = still.coloured(
        colour, still.facing(u * bow) * (1 - rim), (0.8 + 0.2 * ramp(-y, -bottom, -top)) * (1 - rim)
    )
    still.lay(area, made, still.edge(-outside))


def foliage(
    still: Still,
    rng: Random,
    around: tuple[float, float] | Sequence[tuple[float, float]],
    spread: tuple[float, float],
    count: int,
    form: str,
    size: tuple[float, float],
    codes: tuple[str, ...],
) -> None:
    """Leaves around a point, or around each of several: a bush of ``count`` leaves that reach ``spread``
    (across, up) from it."""
    blank = np.zeros((still.height, still.width), np.float32)
    relief = Relief(np.zeros((still.height, still.width, 3), np.float32), blank)
    for at in np.reshape(around, (-1, 2)).tolist():
        for depth in np.sort(rng.random(count)):
            turn, out = -np.pi / 2 + float(np.clip(rng.normal(0, 0.75), -1.45, 1.45)), rng.random() ** 0.6
            x = at[0] + np.cos(turn) * spread[0] * out
            y = at[1] + np.sin(turn) * spread[1] * out
            # Leaves inside and below are in the others' shade, those on the lamp's side catch it.
            lamp = 0.26 * out * -np.sin(turn) + 0.2 * np.cos(turn) * np.sin(still.side)
            level = np.clip(0.34 + 0.36 * depth + lamp, 0.25, 1.15)
            tone = rgb(str(rng.choice(codes))) * rng.normal(1, 0.1) * level
            leaf = sprite(form, int(rng.integers(5)))
            tones = np.stack([tone, tone * 0.8]).astype(np.float32)
            stamp(relief, leaf, (x, y), rng.uniform(*size), turn + rng.normal(0, 0.7), tones, 0.004)
    _pressed(still, relief)


def _pressed(still: Still, relief: Relief) -> None:
    """Light a relief of leaves and put it on the layer."""
    left, top, wide, tall = cv2.boundingRect((relief.height > 0).astype(np.uint8))
    if not wide:
        return
    area = slice(top, top + tall), slice(left, left + wide)
    height, albedo = np.ascontiguousarray(relief.height[area]), relief.albedo[area]
    across = cv2.Scharr(height, cv2.CV_32F, 1, 0, scale=still.height / 32)
    down = cv2.Scharr(height, cv2.CV_32F, 0, 1, scale=still.height / 32)
    key = np.clip(0.75 + 0.3 * np.tanh(-across * np.sin(still.side) + 0.5 * down), 0.2, 1.2)
    still.lay(area, still.coloured(albedo, key, 0.9), np.clip(height / 0.0006, 0, 1).astype(np.float32))


def blossom(
    still: Still, rng: Random, at: tuple[float, float], size: float, codes: tuple[str, ...], petals: int = 13
) -> None:
    """A flower's head seen half from the side: two rings of petals around its heart."""
    blank = np.zeros((still.height, still.width), np.float32)
    relief = Relief(np.zeros((still.height, still.width, 3), np.float32), blank)
    base = rgb(str(rng.choice(codes)))
    start = rng.uniform(0, 6)
    for ring, share in ((1.0, petals), (0.66, petals - 3), (0.4, petals - 6)):
        for index in range(max(share, 4)):
            turn = start + 2 * np.pi * index / max(share, 4) + rng.normal(0, 0.1)
            x, y = at[0] + np.cos(turn) * size * 0.32 * ring, at[1] + np.sin(turn) * size * 0.24 * ring
            tone = base * rng.normal(0.8 + 0.25 * (1 - ring), 0.05)
            tones = np.clip(np.stack([tone, tone * 0.86]), 0, 1).astype(np.float32)
            stamp(
                relief,
                sprite("petal", int(rng.integers(5))),
                (x, y),
                size * 0.62 * (0.5 + 0.5 * ring),
                turn,
                tones,
                0.003,
            )
    _pressed(still, relief)


def stem(still: Still, one: tuple[float, float], two: tuple[float, float], wide: float, tone: Array) -> None:
    """A straight thin stem between two points."""
    found = still.window(
        min(one[0], two[0]) - wide, min(one[1], two[1]), max(one[0], two[0]) + wide, max(one[1], two[1])
    )
    if found is None:
        return
    area, y, x = found
    dx, dy = two[0] - one[0], two[1] - one[1]
    along = np.clip(((x - one[0]) * dx + (y - one[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    away = np.hypot(x - one[0] - along * dx, y - one[1] - along * dy)
    made = still.coloured(np.broadcast_to(tone, (*y.shape, 3)), 0.7)
    still.lay(area, made, still.edge(wide / 2 - away))


def speckled(rng: Random) -> Array:
    """Noise for the skin of fruit and clay, 96×96."""
    return noise(rng, 96, 96, 7, 4, gain=0.7)
