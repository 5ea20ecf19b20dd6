"""What is fixed to a wall that is seen straight on, for things to hang from: a rail, pegs, a hook, a shelf;
and a plant before it. Each is drawn over the lit wall, with the shadow that it throws there. ``high`` is how
many metres are seen from top to bottom."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts import household
from core.scenes.parts.botany import cutout
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, blur, grid, noise, ramp, rgb, stream
from core.scenes.parts.coverings import CURTAINS
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.heightfield import Lamp, soft
from core.scenes.parts.leafy import tall_plant
from core.scenes.parts.stilllife import Still
from core.scenes.spec import SceneSpec, since

HOOK = 0.1
"""Row at which the hook of a hanging subject is."""
METALS = ("b59a5e", "2a2a2b", "b8b8b6", "1e1e1f")
RODS = ("c7a376", "8a623f", "dcc7a6")
HOLDING = frozenset({"rail", "peg", "hook", "ladder"})
"""What a hanger's hook can hang from; a nail where there is none, before a curtain a rail."""
NOT_IN_CLOTH = frozenset({"peg", "hook", "shelf"})
"""What cannot be fixed to a curtain."""
TALL_TOP = (0.2, 0.36)
"""Rows between which the tops of tall plants beside what hangs are."""
GROWN = frozenset({"plant", "tall plant"})
"""What is drawn in scenes of an earlier form than the seventh; since then ``modelled.potted`` has it."""
FREE = 0.09
"""How far before the wall a rail is that stands by itself, in metres."""
BEFORE = 1.15
"""Row of a plant's foot, below the picture."""


@dataclass
class Fixture:
    """One thing before the wall: linear light premultiplied by ``cover``, and how far (m) it is from it."""

    light: Array
    cover: Array
    away: float


def fixtures(spec: SceneSpec, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """The spec's props, from the wall forward; ``high`` metres are seen from top to bottom."""
    makers = (
        ("peg", _pegs),
        ("hook", _hook),
        ("shelf", _shelf),
        ("rail", _rail),
        ("plant", _plant),
        ("tall plant", _tall_plant),
    )
    made = list[Fixture]()
    curtain = spec.materials.wall in CURTAINS
    for name, make in makers:
        if since(spec, 7) and name in GROWN:
            continue
        if name in spec.props and not (curtain and name in NOT_IN_CLOTH):
            made += make(spec, stream(spec, name), lamp, size, high)
    hooked = spec.held != "wall"
    if hooked and (not HOLDING & set(spec.props) or (curtain and "rail" not in spec.props)):
        own = _rail if curtain else _nail
        made += own(spec, stream(spec, "nail"), lamp, size, high)
    return made


def shadowed(fixtures: list[Fixture], lamp: Lamp, size: tuple[int, int], high: float) -> tuple[Array, Array]:
    """What they leave of the lamp's light and of the light from all around on the wall, H×W each, 0…1."""
    key, around = np.ones(size, np.float32), np.ones(size, np.float32)
    length = 1 / np.tan(np.deg2rad(lamp.height))
    for thing in fixtures:
        gone = thing.away / high * size[0]
        move = np.array(
            [[1, 0, -lamp.toward[0] * length * gone], [0, 1, -lamp.toward[1] * length * gone]], np.float32
        )
        moved = cv2.warpAffine(thing.cover, move, (size[1], size[0]), borderMode=cv2.BORDER_REPLICATE)
        spread = gone * (0.03 + 0.42 * (1 - lamp.hardness) ** 1.5)
        key *= 1 - 0.95 * soft(f32(moved), max(spread, 0.3))
        around *= 1 - 0.55 * soft(thing.cover, max(0.55 * gone, 0.3))
    return key, around


def laid_over(light: Array, things: list[Fixture]) -> Array:
    """The wall's linear light with the things before it."""
    for thing in things:
        light = light * (1 - thing.cover[..., None]) + thing.light
    return light.astype(np.float32)


def round_light(lamp: Lamp, across: Numbers, down: Numbers) -> tuple[Array, Array]:
    """Key light on, and how far to the camera, round things face whose normal is (across, down)."""
    rise = np.deg2rad(lamp.height)
    near = np.sqrt(np.clip(1 - across**2 - down**2, 0, 1))
    facing = (across * lamp.toward[0] + down * lamp.toward[1]) * np.cos(rise) + near * np.sin(rise)
    return np.clip(facing, 0, 1) / np.sin(rise), near


def turned(lamp: Lamp, tone: Array, across: Numbers, down: Numbers, metal: bool) -> Array:
    """Linear light of a round rod or knob; metal mirrors a bright and a dark half of the room."""
    key, near = round_light(lamp, across, down)
    colour = to_linear(tone)
    made = colour * (
        key[..., None] * np.array(lamp.key, np.float32)
        + (0.35 + 0.65 * near)[..., None] * np.array(lamp.fill, np.float32)
    )
    rise = np.deg2rad(lamp.height)
    shine = ((across * lamp.toward[0] + down * lamp.toward[1]) * np.cos(rise) + near * np.sin(rise)).clip(
        0, 1
    )
    if not metal:
        return made + (0.06 * shine**24)[..., None] * np.array(lamp.key, np.float32)
    room = 0.3 + 0.7 * ramp(f32(-down), -0.7, 0.8) - 0.35 * np.exp(-(((near - 0.95) / 0.06) ** 2))
    gleam = (shine**30 * 1.6)[..., None] * np.array(lamp.key, np.float32)
    mirrored = (np.clip(colour * 1.5 + 0.02, 0, 1)) * (
        room[..., None] * np.array(lamp.fill, np.float32) * 1.6 + gleam
    )
    return made * 0.45 + mirrored * 0.7


def rounded(rng: Random, lamp: Lamp, light: Array, places: tuple[Numbers, Numbers], shine: float) -> Array:
    """Linear ``light`` of a rod across the picture with the round of it: brighter above than below, whatever
    side the lamp is at, and the gleam of a room's windows along it, ``shine`` of it; ``places`` are columns
    and how far down the round each point is."""
    x, down = f32(places[0]), f32(places[1])
    share = 0.42 + 0.72 * ramp(-down, -0.85, 0.75) + 0.12 * ramp(down, 0.72, 1.0)
    uneven = 0.75 + 0.35 * np.sin(2 * np.pi * (float(rng.uniform(0.5, 1.1)) * x + float(rng.random())))
    high, wide = float(rng.uniform(0.36, 0.5)), 0.15
    gleam = np.exp(-(((down + high) / wide) ** 2)) * uneven + 0.25 * np.exp(-(((down - 0.62) / 0.12) ** 2))
    around = np.array(lamp.key, np.float32) * 0.6 + np.array(lamp.fill, np.float32) * 0.4
    return f32(light * share[..., None] + (shine * 0.55 * gleam)[..., None] * around)


def _rail(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A rail from edge to edge, or between two brackets, on which a hanger's hook would lie."""
    metal = bool(rng.random() < 0.6)
    tone = rgb(str(rng.choice(METALS if metal else RODS)))
    radius = float(rng.uniform(0.009, 0.013) if metal else rng.uniform(0.012, 0.016)) / high
    y, x = grid(*size)
    middle = HOOK + 0.006 / high + radius
    down = np.clip((y - middle) / radius, -1, 1)
    cover = np.clip((radius - np.abs(y - middle)) * size[0] + 0.5, 0, 1)
    grain = noise(rng, *size, 260, 3, stretch=24) if not metal else np.zeros(size, np.float32)
    light = turned(lamp, tone, np.zeros_like(down), down, metal) * (1 + 0.16 * grain)[..., None]
    if since(spec, 7):
        # It stands before the wall: brackets seen end on are but dark squares.
        light = rounded(rng, lamp, f32(light), (x, down), 0.5 if metal else 0.12)
        return [Fixture(f32(light * cover[..., None]), f32(cover), FREE)]
    aspect = size[1] / size[0]
    for place in (0.07, aspect - 0.07):
        light, cover = _bracket(lamp, tone, metal, (place, middle, radius), (x, y), (f32(light), f32(cover)))
    return [Fixture((light * cover[..., None]).astype(np.float32), cover.astype(np.float32), 0.055)]


def _bracket(
    lamp: Lamp,
    tone: Array,
    metal: bool,
    at: tuple[float, float, float],
    grid_: tuple[Array, Array],
    below: tuple[Array, Array],
) -> tuple[Array, Array]:
    """A ring around the rail with its foot on the wall behind it."""
    x0, middle, radius = at
    x, y = grid_
    half = 0.85 * radius
    across = np.clip((x - x0) / half, -1, 1)
    inside = np.minimum(half - np.abs(x - x0), 1.45 * radius - np.abs(y - middle))
    share = np.clip(inside * x.shape[0] + 0.5, 0, 1)
    rows = np.clip((y - middle) / (1.45 * radius), -1, 1)
    bright = 1 - 0.35 * np.exp(-(((1 - np.abs(across)) / 0.12) ** 2))
    made = turned(lamp, tone, 0 * across, rows, metal) * bright[..., None]
    return below[0] * (1 - share[..., None]) + made * share[..., None], np.maximum(below[1], share)


def _knob(
    lamp: Lamp, tone: Array, at: tuple[float, float], radius: float, size: tuple[int, int], metal: bool
) -> Fixture:
    """A round knob seen end on: a domed face with a turned rim."""
    y, x = grid(*size)
    u, v = (x - at[0]) / radius, (y - at[1]) / radius
    reach = np.hypot(u, v)
    lean = np.clip(reach, 0, 1) ** 3 * 0.92 - 0.25 * np.exp(-(((reach - 0.7) / 0.07) ** 2))
    way = np.maximum(reach, 1e-4)
    light = turned(lamp, tone, u / way * lean, v / way * lean, metal)
    cover = np.clip((1 - reach) * radius * size[0] + 0.5, 0, 1).astype(np.float32)
    return Fixture((light * cover[..., None]).astype(np.float32), cover, 0.03)


def _over(below: Fixture, above: Fixture) -> Fixture:
    left = 1 - above.cover
    light = below.light * left[..., None] + above.light
    return Fixture(
        light.astype(np.float32), np.maximum(below.cover, above.cover), max(below.away, above.away)
    )


def _pegs(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A board with turned pegs, one of them where the subject hangs."""
    tone = rgb(str(rng.choice((*RODS, "efece5"))))
    aspect, radius = size[1] / size[0], 0.015 / high
    row, half = HOOK + 0.012 / high, 0.038 / high
    y, _ = grid(*size)
    grain = noise(rng, *size, 150, 4, stretch=16)
    key, rim = (
        1 - 0.05 * (np.abs(y - row) > 0.9 * half),
        np.clip((half - np.abs(y - row)) * size[0] + 0.5, 0, 1),
    )
    colour = to_linear(f32(np.clip(tone * (1 + 0.07 * grain)[..., None], 0, 1)))
    board = colour * (key[..., None] * np.array(lamp.key, np.float32) + np.array(lamp.fill, np.float32))
    edge = np.exp(-(((np.abs(y - row) - half) / (0.0016 / high)) ** 2)) * np.sign(row - y) * 0.25
    board = board * (1 + edge)[..., None]
    made = Fixture((board * rim[..., None]).astype(np.float32), rim.astype(np.float32), 0.016)
    step = 0.26 / high
    count = int(aspect / 2 / step) + 1
    knobs = [
        _knob(lamp, tone, (aspect / 2 + index * step, row), radius, size, False)
        for index in range(-count, count + 1)
    ]
    shade = np.ones(size, np.float32)
    for knob in knobs:
        key_left, _ = shadowed([knob], lamp, size, high)
        shade *= 0.45 + 0.55 * key_left
    made.light *= shade[..., None]
    for knob in knobs:
        made = _over(made, knob)
    made.away = 0.02
    return [made]


def _hook(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """One knob of metal or wood at the top's middle."""
    metal = bool(rng.random() < 0.7)
    tone = rgb(str(rng.choice(METALS if metal else RODS)))
    radius = float(rng.uniform(0.011, 0.016)) / high
    return [_knob(lamp, tone, (size[1] / size[0] / 2, HOOK + 0.01 / high), radius, size, metal)]


def _nail(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A steel nail's head where the subject hangs."""
    radius = float(rng.uniform(0.007, 0.0085)) / high
    at = size[1] / size[0] / 2, HOOK + 0.004 / high
    return [_knob(lamp, rgb("8f8f8d"), at, radius, size, True)]


def _still(lamp: Lamp, size: tuple[int, int]) -> Still:
    side = float(np.clip(np.arcsin(np.clip(lamp.toward[0], -1, 1)), -1.2, 1.2))
    return Still(
        size[0], size[1], 0.03, side, np.array(lamp.key, np.float32) * 1.1, np.array(lamp.fill, np.float32)
    )


def _shelf(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A board below the subject with a few things at its ends."""
    still, aspect = _still(lamp, size), size[1] / size[0]
    row, scale = 0.9, 1.2 / high
    names = [
        str(name) for name in rng.permutation(np.array(["vase", "books", "plant", "candle", "jars"]))[:2]
    ]
    for place, name in zip((0.1, aspect - 0.1), names, strict=True):
        draw, tall = household.PROPS[name]
        draw(still, rng, (place + float(rng.normal(0, 0.01)), row), tall * 0.52 * scale)
    y, _ = grid(*size)
    thick = 0.026 / high
    tone = rgb(str(rng.choice((*RODS, "efece5", "4e3626"))))
    grain = noise(rng, *size, 120, 4, stretch=14)
    share = np.clip(np.minimum(y - row, row + thick - y) * size[0] + 0.5, 0, 1)
    colour = to_linear(f32(np.clip(tone * (1 + 0.08 * grain)[..., None], 0, 1)))
    front = colour * (np.array(lamp.key, np.float32) * 0.8 + np.array(lamp.fill, np.float32) * 0.9)
    front = front * (1 + 0.3 * np.exp(-(((y - row) * high / 0.0018) ** 2)))[..., None]
    board = Fixture((front * share[..., None]).astype(np.float32), share.astype(np.float32), 0.09)
    return [Fixture(still.light, still.cover, 0.012), board]


def _plant(spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A plant that reaches into a lower corner, its pot below the picture, near the wall."""
    made = cutout("plant", spec.stream("plant"), 1 if lamp.toward[0] >= 0 else -1)
    aspect, tall = size[1] / size[0], float(rng.uniform(0.5, 0.62)) * 1.2 / high
    side = -1 if rng.random() < 0.5 else 1
    x = aspect / 2 + side * (aspect / 2 - 0.02)
    rows = made.cover.shape[0]
    scale = tall * size[0] / rows
    sprite = np.dstack([made.colour * made.cover[..., None], made.cover])
    if scale < 0.75:
        few = max(8, round(rows * scale))
        sprite = cv2.resize(sprite, (few, few), interpolation=cv2.INTER_AREA)
        scale = tall * size[0] / few
    left, top = x * size[0] - scale * sprite.shape[1] / 2, (BEFORE - tall) * size[0]
    half = (scale - 1) / 2
    move = np.array([[scale, 0, left + half], [0, scale, top + half]], np.float32)
    moved = cv2.warpAffine(sprite, move, (size[1], size[0]), flags=cv2.INTER_CUBIC)
    moved = blur(np.clip(moved, 0, 1).astype(np.float32), 0.0012 * size[0])
    lit = np.array(lamp.key, np.float32) * 1.0 + np.array(lamp.fill, np.float32)
    return [Fixture((moved[..., :3] * lit).astype(np.float32), moved[..., 3].copy(), 0.12)]


def _tall_plant(
    spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int], high: float
) -> list[Fixture]:
    """A plant as tall as a person beside what hangs, its pot on the floor below the picture."""
    side = -1 if rng.random() < 0.5 else 1
    aspect = size[1] / size[0]
    top = float(rng.uniform(*TALL_TOP))
    x = aspect / 2 + side * (aspect / 2 - float(rng.uniform(0.01, 0.06)))
    made = tall_plant(rng, lamp, size, x, top, side)
    return [Fixture(made.light, made.cover, 0.16)]
