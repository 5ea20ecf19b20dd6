"""What else hangs on a wall or stands before it, beside what hangs: a mirror, lamps, prints, a bench,
surfboards. Lengths are picture heights; ``high`` metres are seen from top to bottom."""

from collections.abc import Sequence

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, grid, noise, ramp, rgb
from core.scenes.parts.fixed import RODS, Fixture, round_light, turned
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.heightfield import Lamp, soft

GLASS = np.array([0.86, 0.82, 0.76], np.float32)
"""What a mirror gives back of the room."""
WARM = np.array([1.0, 0.74, 0.44], np.float32)
BOARDS = (("f1ece0", "2f8f93"), ("efe0b8", "c8553d"), ("dfe8ea", "2a4f7c"), ("f3efe6", "d99a3a"))
"""Surfboards: their ground and their stripe."""
NEONS = ("ff2f8a", "ff4fd8", "37d0ff", "ff5a3c", "8f5bff")
HEART = [
    (0.95 * np.sin(t) ** 3, -0.07 * (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)))
    for t in np.linspace(0, 2 * np.pi, 60)
]
FORMS: Sequence[Sequence[tuple[float, float]]] = (
    [(float(u), float(v)) for u, v in HEART],
    [(0.2, -1.0), (-0.5, 0.15), (0.05, 0.1), (-0.25, 1.0), (0.55, -0.2), (-0.02, -0.15), (0.2, -1.0)],
    [(-0.9, 0.0), (0.9, 0.0), (0.45, -0.4), (0.9, 0.0), (0.45, 0.4)],
)
"""Ways that a neon tube is bent, in halves of the sign's width."""
PRINTS = ("c98b6f", "7f9a8c", "d8b98a", "5f7385", "b86f56", "8f8a6a")


def _light(lamp: Lamp, tone: Array, facing: Numbers = 1.0) -> Array:
    """Linear light of a matt thing of an sRGB tone."""
    key, fill = np.array(lamp.key, np.float32), np.array(lamp.fill, np.float32)
    return to_linear(f32(np.clip(tone, 0, 1))) * (np.asarray(facing, np.float32)[..., None] * key + fill)


def _fixture(light: Array, cover: Array, away: float) -> Fixture:
    cover = f32(np.clip(cover, 0, 1))
    return Fixture(f32(np.broadcast_to(light, (*cover.shape, 3)) * cover[..., None]), cover, away)


def _away_from_light(lamp: Lamp) -> int:
    """The side that the shadow of what hangs falls to: 1 right, -1 left."""
    return -1 if lamp.toward[0] > 0 else 1


def mirror(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A mirror in a thin frame beside what hangs, round or arched, in which the room is seen out of focus."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    side = -_away_from_light(lamp)
    half = min(0.3 / high, 0.34 * aspect)
    at = aspect / 2 + side * (aspect / 2 - 0.42 * half), 0.38
    u, v = (x - at[0]) / half, (y - at[1]) / half
    arched = rng.random() < 0.5
    long = 1.5 if arched else 0.0
    reach = np.where(v < 0, np.hypot(u, v), np.maximum(np.abs(u), v - long)) if arched else np.hypot(u, v)
    inner = np.clip((0.955 - reach) * half * size[0] + 0.5, 0, 1)
    outer = np.clip((1 - reach) * half * size[0] + 0.5, 0, 1)
    pane = np.exp(-(((u + 0.35 * side) / 0.3) ** 4) - (((v + 0.2) / 0.75) ** 4))
    floor = ramp(f32(v), 0.75, 1.0)
    room = 0.62 + 0.5 * pane - 0.16 * floor + 0.05 * u + 0.03 * soft(noise(rng, *size, 5, 2), 0.02 * size[0])
    key, fill = np.array(lamp.key, np.float32), np.array(lamp.fill, np.float32)
    seen = GLASS * room[..., None] * (0.6 * key + fill)
    shade = np.exp(-np.clip(0.955 - reach, 0, None) / 0.03)
    seen = seen * (1 - 0.35 * shade)[..., None]
    tone = rgb(str(rng.choice(("b08d4f", "2a2a2b", "a9855a", "c9b48a"))))
    rim = np.clip((reach - 0.9775) / 0.0225, -1, 1)
    frame = turned(lamp, tone, u / np.maximum(reach, 1e-3) * rim, v / np.maximum(reach, 1e-3) * rim, True)
    made = f32(frame * (1 - inner)[..., None] + seen * inner[..., None])
    return [_fixture(made, outer, 0.03)]


def wall_lamp(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A brass lamp with a globe of opal glass on its arm, lit, and its light on the wall about it."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    side = -_away_from_light(lamp)
    place = min(0.42, aspect / 2 - 0.05)
    at = aspect / 2 + side * place, 0.2
    brass = rgb(str(rng.choice(("b08d4f", "c09a55", "2a2a2b")))) if rng.random() < 0.3 else rgb("b8935a")
    gone = np.hypot(x - at[0], 1.1 * (y - at[1]))
    pool = np.exp(-gone / (0.2 / high)) * 0.5 + np.exp(-gone / (0.5 / high)) * 0.16
    glow = Fixture(f32(pool[..., None] * WARM * 0.8), np.zeros(size, np.float32), 0.0)
    radius = 0.062 / high
    made = [glow]
    stem = np.minimum(0.006 / high - np.abs(x - at[0]), 0.07 / high - np.abs(y - at[1] - 0.09 / high))
    across = np.clip((x - at[0]) / (0.006 / high), -1, 1)
    made.append(_fixture(turned(lamp, brass, across, 0 * across, True), stem * size[0] + 0.5, 0.05))
    plate = 0.045 / high - np.hypot(x - at[0], y - at[1] - 0.16 / high)
    u, v = (x - at[0]) / (0.045 / high), (y - at[1] - 0.16 / high) / (0.045 / high)
    lean = np.clip(np.hypot(u, v), 0, 1) ** 4 * 0.8
    made.append(
        _fixture(turned(lamp, brass, f32(u * lean), f32(v * lean), True), plate * size[0] + 0.5, 0.02)
    )
    reach = np.hypot(x - at[0], y - at[1]) / radius
    _, near = round_light(lamp, np.clip((x - at[0]) / radius, -1, 1), np.clip((y - at[1]) / radius, -1, 1))
    globe = (0.75 + 0.45 * near)[..., None] * np.array([1.0, 0.88, 0.68], np.float32) * 1.25
    made.append(_fixture(f32(globe), np.clip((1 - reach) * radius * size[0] + 0.5, 0, 1), 0.11))
    return made


def neon_sign(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A sign of bent neon tube beside what hangs, a heart, a flash or an arrow, and its glow on the wall."""
    aspect = size[1] / size[0]
    side = -_away_from_light(lamp)
    half = min(0.19 / high, 0.2 * aspect)
    at = aspect / 2 + side * (aspect / 2 - 0.95 * half), float(rng.uniform(0.24, 0.34))
    form = FORMS[int(rng.integers(len(FORMS)))]
    points = np.array([(at[0] + u * half, at[1] + v * half) for u, v in form]) * size[0]
    mask = np.zeros(size, np.uint8)
    line = [np.round(points * 16).astype(np.int32).reshape(-1, 1, 2)]
    thick = max(1, round(0.013 / high * size[0]))
    cv2.polylines(mask, line, False, 255, thick, cv2.LINE_AA, 4)
    tube = mask.astype(np.float32) / 255
    colour = to_linear(rgb(str(rng.choice(NEONS))))
    near, far = soft(tube, 0.02 / high * size[0]), soft(tube, 0.1 / high * size[0])
    glow = f32((2.2 * near + 3.4 * far)[..., None] * colour * 0.6)
    core = soft(tube, 0.25 * thick)[..., None]
    lit = f32(colour * 1.1 + core * (np.array([1.0, 1.0, 1.0], np.float32) - 0.4 * colour))
    return [Fixture(glow, np.zeros(size, np.float32), 0.0), _fixture(lit, tube, 0.02)]


def prints(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """Framed prints on both sides of what hangs, cut off by the picture's edges."""
    aspect = size[1] / size[0]
    made: list[Fixture] = []
    for side in (-1, 1):
        half = float(rng.uniform(0.1, 0.15)) / high
        tall = half * float(rng.uniform(1.2, 1.45))
        at = aspect / 2 + side * (aspect / 2 - 0.25 * half), float(rng.uniform(0.22, 0.36))
        made += _framed(rng, lamp, size, at, (half, tall), high)
    return made


def _framed(
    rng: Random,
    lamp: Lamp,
    size: tuple[int, int],
    at: tuple[float, float],
    half: tuple[float, float],
    high: float,
) -> list[Fixture]:
    y, x = grid(*size)
    inside = np.minimum(half[0] - np.abs(x - at[0]), half[1] - np.abs(y - at[1]))
    frame = rgb(str(rng.choice(("2a2a2b", "c7a376", "8a623f", "efece5"))))
    wide = 0.014 / high
    tone = np.broadcast_to(rgb("f2efe8"), (*size, 3)).copy()
    u, v = (x - at[0]) / half[0], (y - at[1]) / half[1]
    for number in range(3):
        centre = rng.normal(0, 0.22, 2)
        reach = np.hypot(u - centre[0], (v - centre[1]) * half[1] / half[0])
        share = ramp(f32(float(rng.uniform(0.2, 0.42)) - reach), -0.012, 0.012)
        share = share * ramp(f32(inside), 0.042 / high, 0.044 / high)
        tone += share[..., None] * (rgb(str(rng.choice(PRINTS))) - tone) * (0.9 - 0.1 * number)
    rim = ramp(f32(inside), wide - 0.0012, wide + 0.0012)
    tone = frame + rim[..., None] * (tone - frame)
    shade = 1 - 0.3 * rim * np.exp(-np.clip(inside - wide, 0, None) / (0.008 / high))
    return [_fixture(_light(lamp, f32(tone), f32(shade)), inside * size[0] + 0.5, 0.025)]


def bench(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A wooden bench against the wall below what hangs, its seat seen a little from above."""
    y, x = grid(*size)
    row, thick, deep = 0.895, 0.04 / high, 0.05 / high
    tone = rgb(str(rng.choice((*RODS, "a97f55"))))
    grain = noise(rng, *size, 130, 4, stretch=18)
    wood = tone * (1 + 0.09 * grain)[..., None]
    seat = np.minimum(y - row, row + deep - y)
    front = np.minimum(y - row - deep, row + deep + thick - y)
    edge = np.exp(-np.abs(y - row - deep) / (0.002 / high))
    made = [_fixture(_light(lamp, f32(wood * 1.06), f32(np.full(size, 1.15))), seat * size[0] + 0.5, 0.0)]
    aspect = size[1] / size[0]
    for at in (0.13 * aspect, 0.87 * aspect):
        leg = np.minimum(0.028 / high - np.abs(x - at), y - row - deep)
        made.append(
            _fixture(_light(lamp, f32(wood * 0.8), f32(np.full(size, 0.6))), leg * size[0] + 0.5, 0.3)
        )
    level = f32(0.8 + 0.3 * edge)
    made.append(_fixture(_light(lamp, f32(wood), level), front * size[0] + 0.5, 0.34))
    return made


def ladder(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """A wooden ladder that leans against the wall, from one of whose rungs the hook hangs."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    tone = rgb(str(rng.choice((*RODS, "a9855a"))))
    grain = noise(rng, *size, 60, 4, stretch=0.1)
    made: list[Fixture] = []
    rung = 0.016 / high
    half = min(0.24 / high, 0.46 * aspect)
    for number in range(4):
        row = 0.1 + rung + number * 0.29 / high
        down = np.clip((y - row) / rung, -1, 1)
        inside = np.minimum(rung - np.abs(y - row), half - np.abs(x - aspect / 2))
        light = turned(lamp, tone, np.zeros_like(down), down, False) * (1 + 0.08 * grain.mean())
        made.append(_fixture(f32(light), inside * size[0] + 0.5, 0.09))
    for side in (-1, 1):
        at = aspect / 2 + side * half
        across = np.clip((x - at) / (0.021 / high), -1, 1)
        light = turned(lamp, tone, across, np.zeros_like(across), False) * (1 + 0.1 * grain)[..., None]
        made.append(_fixture(f32(light), (0.021 / high - np.abs(x - at)) * size[0] + 0.5, 0.1))
    return made


def surfboards(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """Surfboards set upright against the wall on both sides of what hangs."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    made: list[Fixture] = []
    for side in (-1, 1):
        ground, stripe = BOARDS[int(rng.integers(len(BOARDS)))]
        half, tall = 0.27 / high, float(rng.uniform(1.0, 1.15)) / high
        at = aspect / 2 + side * (aspect / 2 - float(rng.uniform(0.1, 0.35)) * half)
        middle = 0.12 + tall + float(rng.uniform(-0.06, 0.04))
        lean = side * float(rng.uniform(0.0, 0.05))
        v = (y - middle) / tall
        u = (x - at - lean * v) / half
        body = np.clip(1 - np.abs(v) ** 2.3, 0, None) ** 0.62
        inside = (body - np.abs(u)) * half
        across = np.clip(u / np.maximum(body, 0.05), -1, 1)
        tone = rgb(ground) + ramp(f32(0.09 - np.abs(np.abs(u) - 0.42)), -0.01, 0.01)[..., None] * (
            rgb(stripe) - rgb(ground)
        )
        line = ramp(f32(0.014 - np.abs(u)), -0.004, 0.004)
        tone = tone + line[..., None] * (rgb("7a5a3c") - tone)
        light = turned(lamp, f32(tone), f32(0.75 * across**3), np.zeros_like(across), False)
        gleam = np.exp(-(((across + 0.5 * np.sign(lamp.toward[0])) / 0.16) ** 2)) * 0.06
        light = light + gleam[..., None] * np.array(lamp.key, np.float32)
        made.append(_fixture(f32(light), inside * size[0] + 0.5, 0.12))
    return made
