"""Things of feasts in the round: baubles, eggs, pumpkins, candles, boxes; shaded, for the lens to blur."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, blur, rgb
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.perspective import Lens, periodic

FLAME = to_linear(rgb("ffb765"))


@dataclass(frozen=True)
class Glow:
    """The light that things stand in: linear ``key`` from ``toward`` (right, up, away), linear ``fill`` from
    all around, and what shiny things mirror: ``lights`` (bright spots' colour) and ``below`` (the table)."""

    key: Array
    fill: Array
    toward: tuple[float, float, float]
    lights: Array
    below: Array


class Stage:
    """A transparent layer in linear light, H×W×4 premultiplied, that things are put on far ones first, and
    how dark they make the ground, H×W."""

    def __init__(self, lens: Lens) -> None:
        self.lens = lens
        self.layer = np.zeros((lens.height, lens.width, 4), np.float32)
        self.dark = np.zeros((lens.height, lens.width), np.float32)

    def window(
        self, x: float, y: float, wide: float, tall: float
    ) -> tuple[tuple[slice, slice], Array, Array, float] | None:
        """Pixels around (x, y) (column 0 in the middle, heights) within half sizes ``wide`` and ``tall``:
        where they are, u and v (-1…1, v up) and half sizes of a pixel in u; ``None`` outside the picture."""
        lens = self.lens
        left, top = (x - wide) * lens.height + lens.width / 2, (y - tall) * lens.height
        columns = slice(max(0, int(left) - 1), min(lens.width, int(left + 2 * wide * lens.height) + 2))
        rows = slice(max(0, int(top) - 1), min(lens.height, int(top + 2 * tall * lens.height) + 2))
        if columns.start >= columns.stop or rows.start >= rows.stop:
            return None
        u = (
            np.arange(columns.start, columns.stop, dtype=np.float32) + 0.5 - lens.width / 2
        ) / lens.height - x
        v = y - (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5) / lens.height
        return (rows, columns), f32(u[None] / wide), f32(v[:, None] / tall), 1 / (lens.height * wide)

    def put(self, at: tuple[slice, slice], colour: Numbers, alpha: Numbers) -> None:
        """Lay linear ``colour`` over what is there where ``alpha`` covers."""
        part, share = self.layer[at], f32(alpha)
        part *= 1 - share[..., None]
        part[..., :3] += colour * share[..., None]
        part[..., 3] += share

    def shade(self, x: float, y: float, wide: float, deep: float, amount: float) -> None:
        """A soft shadow on the ground under what stands at (x, y)."""
        found = self.window(x, y, wide * 2.6, deep * 2.6)
        if found is None:
            return
        at, u, v, _ = found
        away = (2.6 * u) ** 2 + (2.6 * v) ** 2
        made = amount * (0.6 * np.exp(-away * 1.6) + 0.4 * np.exp(-away * 0.45))
        self.dark[at] = 1 - (1 - self.dark[at]) * (1 - np.clip(made, 0, 0.95) * ramp(away, 6.7, 4.0))


def lit(glow: Glow, right: Numbers, up: Numbers, near: Numbers) -> Array:
    """Diffuse light on normals (right, up, towards the camera), linear, last axis of three added."""
    x, y, z = glow.toward
    facing = np.clip(right * x + up * y - near * z, 0, None)
    wrap = np.clip(0.35 + 0.65 * (right * x + up * y - near * z), 0, None) * 0.35
    sky = np.clip(0.55 + 0.45 * up, 0, 1)
    bounce = np.clip(-up, 0, 1) * 0.5
    return (
        (0.75 * facing + wrap)[..., None] * glow.key
        + sky[..., None] * glow.fill
        + bounce[..., None] * glow.below
    ).astype(np.float32)


def ball(
    rng: Random,
    stage: Stage,
    at: tuple[float, float, float],
    radius: float,
    colour: Array,
    glow: Glow,
    shiny: float,
) -> None:
    """A bauble with its middle at (across, up, away); ``shiny`` 0 matt … 1 a mirror."""
    lens = stage.lens
    unit = lens.focal / at[2]
    x, y, size = lens.column(at[0], at[2]), lens.row(at[2], at[1]), radius * unit
    turn = rng.uniform(0, 6.28, 4)
    found = stage.window(x, y, size * 1.04, size * 1.04)
    if found is None:
        return
    where, u, v, pixel = found
    u, v = u * 1.04, v * 1.04
    square = u * u + v * v
    near = np.sqrt(np.clip(1 - square, 0, 1))
    alpha = np.clip((1 - np.sqrt(square)) / (pixel * 1.04) + 0.5, 0, 1)
    made = colour * lit(glow, u + 0 * v, v + 0 * u, near) * (1 - 0.55 * shiny)
    # What a mirror ball shows: the room behind the camera, the table below, small lights all around.
    right, up = 2 * near * u, 2 * near * v
    fresnel = 0.12 + 0.88 * (1 - near) ** 4
    room = glow.fill * (0.5 + 0.9 * np.clip(0.3 + up, 0, 1))[..., None]
    room = room + (glow.below - room) * ramp(-up, 0.05, 0.5)[..., None]
    spots = np.zeros_like(square)
    for k in range(5):
        a, b = 0.75 * np.cos(turn[k % 4] + 1.4 * k), 0.3 + 0.45 * np.sin(turn[(k + 1) % 4] + 2.1 * k)
        spots += np.exp(-((right - a) ** 2 + (up - b) ** 2) / (0.004 + 0.02 * (1 - shiny)))
    x0, y0, _ = glow.toward
    key = np.exp(-((right - x0) ** 2 + (up - y0) ** 2) / (0.015 + 0.25 * (1 - shiny)))
    mirror = room + glow.lights * (spots * 1.2)[..., None] + glow.key * (key * (1.0 + 3 * shiny))[..., None]
    tint = colour / max(float(colour.max()), 1e-3)
    share = (shiny * (0.55 + 0.45 * fresnel) + 0.06)[..., None]
    made = made + mirror * share * (tint * (1 - fresnel[..., None]) + fresnel[..., None])
    stage.put(where, made.astype(np.float32), alpha)
    cap = stage.window(x, y - size * 1.02, size * 0.16, size * 0.14)
    if cap is not None:
        shine = 0.35 + 0.65 * np.exp(-((cap[1] + 0.3) ** 2) / 0.1) + 0 * cap[2]
        gold = to_linear(rgb("c9a45a")) * shine[..., None] * (glow.key * 0.6 + glow.fill)
        stage.put(cap[0], gold, np.clip((1 - np.maximum(np.abs(cap[1]), np.abs(cap[2]))) * 8, 0, 1))


def standing_ball(
    rng: Random, stage: Stage, at: tuple[float, float], radius: float, colour: Array, glow: Glow, shiny: float
) -> None:
    """A ball that lies on the table at (across, away)."""
    unit = stage.lens.focal / at[1]
    foot = stage.lens.row(at[1])
    stage.shade(stage.lens.column(*at), foot, radius * unit * 0.95, radius * unit * 0.3, 0.75)
    ball(rng, stage, (at[0], radius, at[1]), radius, colour, glow, shiny)


def egg(rng: Random, stage: Stage, at: tuple[float, float], tall: float, colour: Array, glow: Glow) -> None:
    """An egg that lies on its side or stands, at (across, away), ``tall`` metres long, speckled or plain."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    lying, turn = rng.random() < 0.7, float(rng.uniform(-0.5, 0.5))
    turn = turn + (np.pi / 2 if lying else 0.0)
    half, wide = tall / 2 * unit, tall * 0.37 * unit
    rise = abs(np.cos(turn)) * half + abs(np.sin(turn)) * wide
    x, foot = lens.column(*at), lens.row(at[1])
    stage.shade(x, foot - 0.004, max(wide, half * abs(np.sin(turn))) * 0.9, wide * 0.35, 0.7)
    found = stage.window(x, foot - rise * 0.93, half * 1.15, half * 1.15)
    if found is None:
        return
    where, u, v, pixel = found
    cos, sin = np.cos(turn), np.sin(turn)
    along, across = (v * cos - u * sin) * 1.15, (u * cos + v * sin) * 1.15
    # Blunter below than above, as eggs are.
    girth = wide / half * (1 - 0.14 * along)
    reach = along**2 + (across / girth) ** 2
    alpha = np.clip((1 - np.sqrt(reach)) / (pixel * 1.15) + 0.5, 0, 1)
    near = np.sqrt(np.clip(1 - reach, 0, 1))
    a, b = along * 0.9, across / girth
    right, up = b * cos - a * sin, a * cos + b * sin
    spots = periodic(np.random.default_rng(rng.integers(1 << 40)), 128, (14, 14), 3, 0.7)
    mark = spots[((along + 1) * 50).astype(int) % 128, ((across + 1) * 50).astype(int) % 128]
    amount = float(rng.choice([0.0, 0.25, 0.6]))
    paint = colour * (1 - amount * ramp(mark, 1.1, 1.9) * 0.7 + 0.02 * mark)[..., None]
    made = paint * lit(glow, right, up, near)
    x0, y0, _ = glow.toward
    gleam = np.exp(-((right - 0.55 * x0) ** 2 + (up - 0.6 * y0) ** 2) / 0.05) * 0.16
    stage.put(where, (made + gleam[..., None] * glow.key).astype(np.float32), alpha)


def pumpkin(
    rng: Random, stage: Stage, at: tuple[float, float], radius: float, glow: Glow, face: float
) -> list[Lamp]:
    """A pumpkin at (across, away); ``face`` 0…1 how brightly it is lit inside through a carved face."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    flat, ribs = float(rng.uniform(0.72, 0.9)), int(rng.integers(9, 13))
    size = radius * unit
    x, foot = lens.column(*at), lens.row(at[1])
    y = foot - size * flat * 0.94
    stage.shade(x, foot - 0.006, size * 0.95, size * 0.3, 0.8)
    found = stage.window(x, y, size * 1.06, size * 1.25)
    if found is None:
        return []
    where, u, v, pixel = found
    u, v = u * 1.06 + 0 * v, v * 1.25 + 0 * u
    tall = flat * (1 - 0.1 * np.exp(-((u / 0.25) ** 2)) * (v > 0))
    w = v / tall
    reach = np.sqrt(u * u + w * w)
    girth = np.sqrt(np.clip(1 - w * w, 0.02, 1))
    round_ = np.arcsin(np.clip(u / girth, -1, 1))
    phase = round_ / np.pi * ribs + float(rng.uniform(0, 1))
    dent = np.abs(np.cos(np.pi * phase))
    alpha = np.clip((1 - reach * (1 + 0.012 * (1 - dent))) / pixel + 0.5, 0, 1)
    near = np.sqrt(np.clip(1 - reach**2, 0, 1))
    bend = -0.55 * np.sin(2 * np.pi * phase) * near
    skin = periodic(np.random.default_rng(rng.integers(1 << 40)), 128, (10, 10), 4, 0.7)
    mottle = skin[((w + 1.3) * 45).astype(int) % 128, ((round_ + 2) * 30).astype(int) % 128]
    code = str(rng.choice(["c9641c", "d27a28", "b9551a", "d68a3a"]))
    paint = to_linear(rgb(code)) * (0.55 + 0.5 * dent + 0.08 * mottle)[..., None]
    made = paint * lit(glow, u + bend, v, near)
    gleam = np.exp(-((u - 0.5 * glow.toward[0]) ** 2 + (v - 0.45) ** 2) / 0.06) * dent * 0.12
    made = made + gleam[..., None] * glow.key
    lamps: list[Lamp] = []
    if face:
        hole = _carved(u, w, pixel)
        depth = _carved(u + 0.035, w - 0.03, pixel)
        inner = FLAME * (1.2 + 2.2 * np.exp(-(u * u + (w + 0.3) ** 2) / 0.18))[..., None] * face * 2.2
        rim = to_linear(rgb("e8a040")) * 0.9 * face
        made = (
            made * (1 - hole[..., None])
            + (inner * depth[..., None] + rim * (1 - depth[..., None])) * hole[..., None]
        )
        lamps.append(Lamp(x, y, 2 * foot - y, FLAME * np.float32(3 * face), max(lens.disc(at[1]), 0.004)))
    stage.put(where, made.astype(np.float32), alpha)
    stem = [(0.0, 0.82), (0.02, 1.0), (0.09, 1.16)]
    for (a, b), (c, d), wide in zip(stem[:-1], stem[1:], (0.1, 0.075), strict=True):
        along = np.clip((v / flat - b) / (d - b), 0, 1)
        middle = a + (c - a) * along
        inside = np.clip((wide - np.abs(u - middle)) / pixel + 0.5, 0, 1) * (v / flat > b) * (v / flat < d)
        tone = to_linear(rgb("6d6a3a")) * lit(glow, (u - middle) / wide, 0.3 + 0 * u, 0.7 + 0 * u)
        stage.put(where, tone, inside.astype(np.float32))
    return lamps


def _carved(u: Numbers, w: Numbers, pixel: float) -> Array:
    """Coverage of a carved face: two eyes, a nose, a toothed mouth."""
    eyes = np.minimum(
        0.34 - w + 0.0 * u, np.minimum(w - 0.06, 0.17 - np.abs(np.abs(u) - 0.34) - 0.5 * (w - 0.06))
    )
    nose = np.minimum(w + 0.12, 0.07 - np.abs(u) - 0.5 * (w + 0.1))
    smile = -0.42 + 0.55 * u * u
    tooth = 0.055 * np.sign(np.sin(u * 15))
    mouth = np.minimum(0.11 + tooth * 0.6 - np.abs(w - smile), 0.56 - np.abs(u))
    inside = np.maximum(np.maximum(eyes, nose), mouth)
    return np.clip(inside / (pixel * 1.2) + 0.5, 0, 1).astype(np.float32)


def softened(stage: Stage, radius: float) -> Array:
    """How dark the ground is under the stage's things, blurred by ``radius`` heights, H×W."""
    return blur(stage.dark, radius * stage.lens.height)
