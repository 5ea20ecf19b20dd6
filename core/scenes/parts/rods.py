"""What a hanger's hook lies on, seen straight on and close: a rail of wood or metal, a rope, a branch, a
bamboo cane, each across the whole picture; or a peg in a post. Lengths are in metres until
``high``, the metres seen from top to bottom, makes shares of the height of them."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb, stream
from core.scenes.parts.channels import scaled
from core.scenes.parts.fixed import HOOK, METALS, RODS, Fixture, rounded, turned
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp
from core.scenes.parts.leafage import GREEN, Sprite, sprite, tones
from core.scenes.parts.periodic import fetch, slopes, weave_noise
from core.scenes.spec import SceneSpec, since

WIRE = 0.006
"""How thick the wire of a hook is that lies over it."""
LOW = 0.34
"""Row above which all of it is."""
BARKS = ("6f5a48", "5d4a3c", "8a7864", "77685a")
ROPES = ("c9b592", "d8c8a8", "b79d74")
BAMBOOS = ("cdb47c", "c2a566", "b99a5c", "d6c294")
POSTS = ("8a7560", "7a6652", "9a866e", "6e5c4a")
TEXELS = 1024
STRANDS = 3


@dataclass(frozen=True)
class Rod:
    """Where it is: the ``middle`` of each column and its ``half`` thickness there, shares of the height."""

    middle: Array
    half: Array

    def at(self, y: Array) -> tuple[Array, Array]:
        """How far down its round each point is, -1 above … 1 below, and its cover 0…1 in rows of ``y``'s."""
        away = y - self.middle[None]
        rows = 1 / float(y[1, 0] - y[0, 0])
        return f32(np.clip(away / self.half[None], -1, 1)), f32(
            np.clip((self.half[None] - np.abs(away)) * rows + 0.5, 0, 1)
        )


def rod(spec: SceneSpec, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """What the spec's ground names, from back to front; the top of it is under the hook of what hangs."""
    name = spec.materials.ground or spec.place.grounds[0]
    makers = {
        "wooden rail": _wooden,
        "black metal rail": _metal,
        "rope": _rope,
        "branch": _branch,
        "bamboo pole": _bamboo,
        "wooden post": _post,
    }
    rng = stream(spec, f"rod {name}")
    rows = size[0] if name == "wooden post" else max(4, round(LOW * size[0]))
    parts = makers[name](spec, rng, lamp, (rows, size[1], size[0]), high)
    return [_whole(light, cover, size) for light, cover in parts]


Parts = list[tuple[Array, Array]]
Band = tuple[int, int, int]
"""Rows and columns of the upper part that is drawn, and rows of the whole picture."""


def _whole(light: Array, cover: Array, size: tuple[int, int]) -> Fixture:
    below = ((0, size[0] - cover.shape[0]), (0, 0))
    lit = np.pad(light * cover[..., None], (*below, (0, 0)))
    return Fixture(f32(lit), f32(np.pad(cover, below)), 0.5)


def _places(band: Band) -> tuple[Array, Array]:
    y, x = grid(band[0], band[1])
    scale = band[0] / band[2]
    return y * np.float32(scale), x * np.float32(scale)


def _under_hook(half: Array, high: float, bow: Array) -> Rod:
    """A rod of that half thickness whose top is under the hook in the picture's middle."""
    centre = len(half) // 2
    middle = HOOK + WIRE / high + half[centre] + bow - bow[centre]
    return Rod(f32(middle), f32(half))


def _wooden(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """A turned rod of wood, its grain along it."""
    y, x = _places(band)
    half = np.full(band[1], rng.uniform(0.013, 0.017) / high)
    made = _under_hook(half, high, np.zeros(band[1]))
    down, cover = made.at(y)
    grain = weave_noise(rng, TEXELS, 90, 4, stretch=40)
    turn = np.arcsin(down) * half[None] * high / 0.5
    streaks = fetch(grain, f32(x * high / 0.9), f32(turn + 0.3))
    tone = rgb(str(rng.choice(RODS)))[None, None] * (1 + 0.1 * streaks[..., None])
    light = f32(turned(lamp, f32(np.clip(tone, 0, 1)), np.zeros_like(down), down, False))
    return [(rounded(rng, lamp, light, (x, down), 0.12) if since(spec, 7) else light, cover)]


def _bamboo(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """A dry bamboo cane with its nodes, a little bent."""
    y, x = _places(band)
    pitch, start = float(rng.uniform(0.2, 0.28)), float(rng.uniform(0, 1))
    place = x[0] * high / pitch + start
    off = np.abs(place - np.round(place)) * pitch
    swell = 1 + 0.09 * np.exp(-((off / 0.011) ** 2)) - 0.05 * np.exp(-(((off - 0.016) / 0.007) ** 2))
    half = rng.uniform(0.017, 0.021) / high * swell
    bow = 0.004 * np.sin(2 * np.pi * (0.4 * x[0] + rng.random()))
    down, cover = _under_hook(half, high, np.asarray(bow)).at(y)
    turn = np.arcsin(down) * 0.04
    streaks = fetch(weave_noise(rng, TEXELS, 70, 4, stretch=26), f32(x * high / 0.9), f32(turn + 0.3))
    spots = fetch(weave_noise(rng, TEXELS, 26, 4), f32(x * high / 0.6), f32(turn * 3 + 0.6))
    ring = np.exp(-((off / 0.0035) ** 2))[None]
    pale = np.exp(-(((off - 0.014) / 0.01) ** 2))[None]
    base = rgb(str(rng.choice(BAMBOOS)))
    level = (1 + 0.09 * streaks + 0.07 * spots + 0.1 * pale) * (1 - 0.5 * ring)
    stain = 0.4 * ramp(f32(spots + 0.4 * streaks), 0.9, 1.9)[..., None]
    tone = base * level[..., None] * (1 - stain) + rgb("7a6238") * stain
    light = turned(lamp, f32(np.clip(tone, 0, 1)), np.zeros_like(down), down, False)
    shine = np.exp(-(((down + 0.45) / 0.16) ** 2))[..., None] * 0.07
    return [(f32(light + shine * np.array(lamp.key, np.float32)), cover)]


def _post(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """A weathered post as high as the picture with a turned peg in it, on whose top the hook lies."""
    y, x = _places(band)
    middle, half = band[1] / band[2] / 2, float(rng.uniform(0.075, 0.095)) / high
    across = (x - middle) / half + 0.015 * np.sin(y * float(rng.uniform(5, 9)) + float(rng.uniform(0, 6)))
    cover = np.clip((1 - np.abs(across)) * half * band[2] + 0.5, 0, 1)
    grain = weave_noise(rng, TEXELS, 90, 4, stretch=30)
    fibre = fetch(grain, f32(y * high / 0.8), f32(x * high / 0.5))
    broad = fetch(weave_noise(rng, TEXELS, 12, 4, stretch=8), f32(y * high / 0.8), f32(x * high / 0.5))
    crack = np.exp(
        -np.abs(fetch(weave_noise(rng, TEXELS, 30, 4, stretch=16), f32(y * high / 1.6), f32(x * high / 0.7)))
        / 0.02
    )
    chamfer = np.sign(across) * ramp(f32(np.abs(across)), 0.84, 1.0)
    base = rgb(str(rng.choice(POSTS)))
    tone = base * ((1 + 0.08 * fibre + 0.09 * broad) * (1 - 0.3 * crack))[..., None]
    radius = 0.017 / high
    v, u = (y - HOOK - WIRE / high - radius) / radius, (x - middle) / radius
    below = np.exp(-((u + 0.7 * lamp.toward[0]) ** 2 / 2.2 + (v - 1.1) ** 2 / 2.6))
    light = turned(lamp, f32(np.clip(tone, 0, 1)), f32(0.8 * chamfer), np.zeros_like(f32(across)), False)
    light = light * (1 - 0.6 * below)[..., None]
    gone = np.hypot(u, v)
    end = np.clip((1 - gone) * radius * band[2] + 0.5, 0, 1)
    rings = 1 + 0.08 * np.sin(gone * 15)
    knob = turned(
        lamp,
        f32(np.clip(rgb("b58d60") * rings[..., None], 0, 1)),
        f32(np.clip(0.75 * u, -0.95, 0.95)),
        f32(np.clip(0.75 * v, -0.95, 0.95)),
        False,
    )
    return [(f32(light), f32(cover)), (f32(knob), f32(end))]


def _metal(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """A black tube, its coat fine and dull."""
    y, x = _places(band)
    half = np.full(band[1], rng.uniform(0.0095, 0.0125) / high)
    down, cover = _under_hook(half, high, np.zeros(band[1])).at(y)
    coat = fetch(weave_noise(rng, TEXELS, 300, 2), f32(x * high), f32(y * high))
    light = turned(lamp, rgb(METALS[int(rng.choice([1, 3]))]), np.zeros_like(down), down, True)
    if since(spec, 7):
        light = rounded(rng, lamp, f32(light), (x, down), 0.5)
    return [(light * (1 + 0.05 * coat)[..., None], cover)]


def _rope(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """Three laid strands, drawn down a little where the weight is."""
    y, x = _places(band)
    aspect = band[1] / band[2]
    thick, pitch = rng.uniform(0.0065, 0.0085) / high, 0.055 / high
    away = x[0] - aspect / 2
    bow = -rng.uniform(0.03, 0.06) * (np.sqrt(away**2 + 0.02**2) - 0.02) + rng.normal(0, 0.006) * away
    lay = _under_hook(np.full(band[1], thick), high, bow)
    # The outline of laid strands swells where one comes to the edge.
    sides = [STRANDS * (x[0] / pitch + turn) for turn in (0.25, -0.25)]
    swell = [1 - 0.13 * np.abs(np.sin(np.pi * side)) for side in sides]
    reach = np.where(y < lay.middle[None], swell[0][None], swell[1][None])
    down = np.clip((y - lay.middle[None]) / (thick * reach), -1, 1)
    cover = np.clip((thick * reach - np.abs(y - lay.middle[None])) * band[2] + 0.5, 0, 1)
    phase = STRANDS * (x / pitch - np.arcsin(down) / (2 * np.pi))
    across = phase - np.floor(phase) - 0.5
    yarn = 0.5 + 0.5 * np.cos(2 * np.pi * (6 * across + 2.2 * phase / STRANDS * 6))
    fuzz = fetch(weave_noise(rng, TEXELS, 160, 3, stretch=3), f32(x * high * 2), f32(y * high * 2))
    hollow = np.clip(1 - (2 * np.abs(across)) ** 3, 0, 1)
    tone = rgb(str(rng.choice(ROPES)))[None, None] * (1 + 0.09 * fuzz - 0.1 * (1 - yarn))[..., None]
    light = turned(lamp, f32(np.clip(tone, 0, 1)), f32(-0.75 * across), f32(0.7 * down), False)
    return [(f32(scaled(light, 0.22 + 0.78 * hollow)), f32(cover))]


def _branch(spec: SceneSpec, rng: Random, lamp: Lamp, band: Band, high: float) -> Parts:
    """A grown branch with its bark and twigs; leaves as the season has them."""
    y, x = _places(band)
    aspect = band[1] / band[2]
    share = x[0] / aspect
    side = float(rng.choice([-1, 1]))
    along = share if side > 0 else 1 - share
    wander = sum(
        rng.normal(0, size) * np.sin(2 * np.pi * (waves * share + rng.random()))
        for waves, size in ((0.6, 0.012), (1.3, 0.006), (3.1, 0.0022), (6.7, 0.0009))
    )
    half = rng.uniform(0.017, 0.022) / high * (1.3 - 0.55 * along)
    half = half * (1 + 0.05 * np.sin(2 * np.pi * (2.3 * share + rng.random())) + _knots(rng, share))
    made = _under_hook(half, high, np.asarray(wander - side * rng.uniform(0.0, 0.03) * (share - 0.5)))
    twigs = _twigs(rng, made, share, aspect, band, high, side)
    bark = _bark(rng, lamp, made, (y, x), high)
    leaves = _leaves(spec, rng, lamp, twigs, band, high)
    return [*(_twig(lamp, points, thick, (y, x), band) for points, thick in twigs), bark, *leaves]


def _knots(rng: Random, share: Array) -> Array:
    bulge = np.zeros_like(share)
    for place in rng.uniform(0.05, 0.95, 3):
        if abs(place - 0.5) > 0.07:
            bulge += 0.16 * np.exp(-(((share - place) / 0.018) ** 2))
    return bulge


def _bark(
    rng: Random, lamp: Lamp, made: Rod, places: tuple[Array, Array], high: float
) -> tuple[Array, Array]:
    y, x = places
    down, cover = made.at(y)
    plates = weave_noise(rng, TEXELS, 20, 5, stretch=6, gain=0.55)
    fine = weave_noise(rng, TEXELS, 140, 3, stretch=2)
    cracks = np.clip(np.abs(plates) * 2.2, 0, 1) ** 0.7
    relief = f32(cracks + 0.16 * fine)
    u, v = f32(x * high / 0.5), f32(np.arcsin(down) * made.half[None] * high / 0.5 + 0.37)
    rise_x, rise_y = (fetch(f32(one), u, v) for one in slopes(relief))
    grown = fetch(relief, u, v)
    base = rgb(str(rng.choice(BARKS)))
    mossy = ramp(fetch(weave_noise(rng, TEXELS, 6, 4), u, v), 0.5, 1.3)[..., None]
    tone = base * (0.74 + 0.3 * np.clip(grown, 0, 1.3))[..., None]
    tone = tone * (1 - 0.35 * mossy) + rgb("8d8f7c") * 0.35 * mossy
    bumps = 0.006
    light = turned(
        lamp,
        f32(np.clip(tone, 0, 1)),
        f32(np.clip(-bumps * rise_x, -0.6, 0.6)),
        f32(np.clip(down - bumps * rise_y, -0.98, 0.98)),
        False,
    )
    return f32(light * (0.78 + 0.22 * np.clip(grown, 0, 1))[..., None]), cover


Twig = tuple[Array, float]
"""Points N×2 (x, y; shares of the height) and half the thickness at its root."""


def _twigs(
    rng: Random, made: Rod, share: Array, aspect: float, band: Band, high: float, side: float
) -> list[Twig]:
    """A few twigs, none of them where the subject hangs."""
    found: list[Twig] = []
    for place in (*rng.uniform(0.02, 0.2, 2), *rng.uniform(0.8, 0.98, 2)):
        root = float(np.interp(place, share, made.middle))
        turn = side * rng.uniform(0.3, 0.9)
        up = float(rng.choice([-1, 1], p=[0.7, 0.3]))
        length = rng.uniform(0.12, 0.24) / high
        t = np.linspace(0, 1, 24)
        bend = rng.normal(0, 0.25)
        x = place * aspect + length * np.sin(turn + bend * t) * t
        y = root + up * length * np.cos(turn + bend * t) * t * 0.75
        found.append((f32(np.stack([x, y], 1)), float(rng.uniform(0.0035, 0.0055) / high)))
    return found


def _twig(
    lamp: Lamp, points: Array, thick: float, places: tuple[Array, Array], band: Band
) -> tuple[Array, Array]:
    y, x = places
    cover, down = np.zeros_like(y), np.zeros_like(y)
    for index in range(len(points) - 1):
        (ax, ay), (bx, by) = points[index], points[index + 1]
        radius = thick * (1 - 0.75 * (index + 0.5) / len(points))
        reach = 3 * radius + 2 / band[2]
        rows = slice(*(int(np.clip(v * band[2], 0, band[0])) for v in _span(ay, by, reach)))
        columns = slice(*(int(np.clip(v * band[2], 0, band[1])) for v in _span(ax, bx, reach)))
        px, py = x[rows, columns] - ax, y[rows, columns] - ay
        if not px.size:
            continue
        dx, dy = bx - ax, by - ay
        along = np.clip((px * dx + py * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
        offx, offy = px - along * dx, py - along * dy
        away = np.hypot(offx, offy)
        seen = np.clip((radius - away) * band[2] + 0.5, 0, 1)
        new = seen > cover[rows, columns]
        down[rows, columns] = np.where(new, np.clip(offy / radius, -1, 1), down[rows, columns])
        cover[rows, columns] = np.maximum(seen, cover[rows, columns])
    light = turned(lamp, rgb("5d4a3c"), np.zeros_like(down), f32(down * 0.95), False)
    return f32(light), f32(cover)


def _span(one: float, other: float, reach: float) -> tuple[float, float]:
    return min(one, other) - reach, max(one, other) + reach


def _leaves(spec: SceneSpec, rng: Random, lamp: Lamp, twigs: list[Twig], band: Band, high: float) -> Parts:
    """Leaves along the twigs; none in winter."""
    if spec.season == "winter":
        return []
    codes = ("b5541c", "c97a22", "a8442a", "93612c") if spec.season == "autumn" else GREEN
    light, cover = np.zeros((band[0], band[1], 3), np.float32), np.zeros(band[:2], np.float32)
    for points, _ in twigs:
        for place in rng.uniform(0.35, 1, int(rng.integers(4, 7))):
            x, y = points[int(place * (len(points) - 1))]
            leaf, size = sprite("beech", int(rng.integers(5))), float(rng.uniform(0.045, 0.07) / high)
            turn, facing = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0.45, 1.0))
            pair = tones(rng, codes)
            at = (float(x) + 0.45 * size * np.cos(turn), float(y) + 0.45 * size * np.sin(turn))
            _leaf(leaf, at, size, turn, (pair, facing, lamp), (light, cover, band))
    return [(light, cover)]


def _leaf(
    leaf: Sprite,
    at: tuple[float, float],
    size: float,
    turn: float,
    look: tuple[Array, float, Lamp],
    onto: tuple[Array, Array, Band],
) -> None:
    """Lay one leaf over those before it, in place: ``facing`` is how much of its face is seen and lit."""
    pair, facing, lamp = look
    light, cover, band = onto
    reach = 0.6 * size
    rows = slice(
        *(int(np.clip(v * band[2], 0, band[0])) for v in (at[1] - reach, at[1] + reach + 1 / band[2]))
    )
    columns = slice(
        *(int(np.clip(v * band[2], 0, band[1])) for v in (at[0] - reach, at[0] + reach + 1 / band[2]))
    )
    y, x = np.mgrid[rows, columns].astype(np.float32)
    if not y.size:
        return
    px, py = (x + 0.5) / band[2] - at[0], (y + 0.5) / band[2] - at[1]
    u = (px * np.cos(turn) + py * np.sin(turn)) / size + 0.5
    v = (py * np.cos(turn) - px * np.sin(turn)) / (size * facing) + 0.5
    inside = (u > 0) & (u < 1) & (v > 0) & (v < 1)
    maps = _shrunk(leaf, size * band[2])
    found = fetch(maps, f32(np.clip(u, 0.005, 0.995)), f32(np.clip(v, 0.005, 0.995)))
    share = f32(found[..., 0] * inside)[..., None]
    colour = pair[0] + (pair[1] - pair[0]) * found[..., 2:3] + 0.05 * found[..., 1:2]
    key = np.array(lamp.key, np.float32) * (0.35 + 0.75 * facing) + np.array(lamp.fill, np.float32)
    lit = to_linear(f32(np.clip(colour, 0, 1))) * key * (1 - 0.25 * found[..., 1:2])
    light[rows, columns] = light[rows, columns] * (1 - share) + lit * share
    cover[rows, columns] = np.maximum(cover[rows, columns], share[..., 0])


def _shrunk(leaf: Sprite, texels: float) -> Array:
    import cv2

    side = int(np.clip(texels, 12, leaf.maps.shape[0]))
    return f32(cv2.resize(leaf.maps, (side, side), interpolation=cv2.INTER_AREA))
