"""What shines out of focus behind a festive table: trees, balloons, pumpkins, candles, neon."""

import cv2
import numpy as np

from core.scenes.parts.camera import develop, lens_blur, to_linear
from core.scenes.parts.canvas import Array, Random, blur, gradient, grid, jitter, mix, noise, ramp, rgb
from training.scenes.behind import AUTUMN, foliage

GOLD, WARM, RED = rgb("e8b552"), rgb("ffcf8c"), rgb("c0222b")


def points(
    rng: Random, light: Array, count: int, colours: list[Array], power: float, inside: Array | None = None
) -> Array:
    """Single bright texels in linear light, only where ``inside`` is true; ``power`` times white each."""
    rows, columns = light.shape[:2]
    for _ in range(count * 4 if inside is not None else count):
        row, column = int(rng.integers(rows)), int(rng.integers(columns))
        if inside is None or inside[row, column]:
            light[row, column] += colours[rng.integers(len(colours))] ** 2.2 * power * rng.uniform(0.3, 1)
    return light


def focus_out(light: Array, radius: float, height: int, width: int) -> Array:
    """Half-size linear light blurred by ``radius`` (share of the height) and brought to the frame's size."""
    made = develop(lens_blur(light, max(0.6, radius * light.shape[0])))
    return np.clip(cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def tiers(down: Array) -> Array:
    """How far a fir's boughs reach at so much of the height below its tip: wider and wider, in steps."""
    return 0.82 + 0.3 * ((down * 5.5) % 1)


def tree(rng: Random, height: int, width: int) -> Array:
    """A Christmas tree with lights and baubles in a dim or snowy-bright room."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    bright = rng.random() < 0.3
    wall = jitter(
        rng,
        rgb(str(rng.choice(["d9d3cb", "e6e2dc"] if bright else ["4a3428", "2e2320", "5a2a24", "26322c"]))),
        0.06,
    )
    light = to_linear(np.ones((rows, columns, 3), np.float32) * wall) * (1.1 - 0.5 * y)[..., None]
    # Beside the middle, where the subject stands, with its tip in sight: behind it nobody would see a tree.
    aside = rng.choice([-1, 1]) * rng.uniform(0.24, 0.34)
    centre, slope = (0.5 + aside) * columns / rows, rng.uniform(0.42, 0.52)
    tip = rng.uniform(0.0, 0.08)
    rim = slope * np.clip(y - tip, 0, 1) * tiers(y - tip) + 0.02 * noise(rng, rows, columns, 9, 3)
    inside = np.abs(x - centre) < rim
    needles = np.clip(0.5 + 0.5 * noise(rng, rows, columns, 14, 4, gain=0.7), 0, 1)
    green = gradient(needles, [(0, rgb("0e1c12")), (1, rgb("3f6b44") if bright else rgb("2a4a2e"))])
    light = mix(light, to_linear(green), blur(inside.astype(np.float32), 1))
    for _ in range(int(rng.integers(6, 16))):
        at = int(rng.uniform(centre - 0.3, centre + 0.3) * rows), int(rng.uniform(0.1, 0.9) * rows)
        if 0 <= at[0] < columns and inside[at[1], at[0]]:
            tone = (RED, GOLD, rgb("d9dde2"), rgb("2f6b4a"))[rng.choice(4, p=[0.45, 0.35, 0.12, 0.08])]
            cv2.circle(light, at, int(rng.integers(2, 5)), (tone**2.2 * rng.uniform(0.7, 1.6)).tolist(), -1)
    radius = rng.uniform(0.016, 0.034)
    power = (radius * rows) ** 2 * 2.2
    points(rng, light, int(rng.integers(25, 50)), [WARM, WARM, rgb("ffe9c4"), GOLD], power, inside)
    points(rng, light, int(rng.integers(0, 8)), [WARM, RED, GOLD], power)
    return focus_out(light, radius, height, width)


def fairy(rng: Random, height: int, width: int, ground: tuple[str, ...], codes: tuple[str, ...]) -> Array:
    """Lights of given colours over a soft ground of one of given colours."""
    rows, columns = height // 2, width // 2
    tone = jitter(rng, rgb(str(rng.choice(ground))), 0.05)
    mottled = (0.9 + 0.25 * noise(rng, rows, columns, 2, 2))[..., None]
    light = to_linear(np.ones((rows, columns, 3), np.float32) * tone) * mottled
    radius = rng.uniform(0.02, 0.07)
    points(rng, light, int(rng.integers(20, 60)), [rgb(code) for code in codes], (radius * rows) ** 2 * 2.5)
    return focus_out(light, radius, height, width)


def balloons(rng: Random, height: int, width: int) -> Array:
    """Balloons and streamers before a pastel wall."""
    rows, columns = height // 2, width // 2
    tones = [rgb(code) for code in ("f3b8c8", "b8d8f0", "fae3a0", "c8e8d0", "d8c4ec", "ffffff", "f6c49a")]
    wall = tones[rng.integers(5)] * 0.4 + 0.55
    light = to_linear(np.ones((rows, columns, 3), np.float32) * wall)
    y, x = grid(rows, columns)
    for _ in range(int(rng.integers(6, 16))):
        at, size = (rng.uniform(0, columns / rows), rng.uniform(-0.05, 0.65)), rng.uniform(0.06, 0.13)
        u, v = (x - at[0]) / size, (y - at[1]) / (size * 1.18)
        round_ = np.clip(1 - u * u - v * v, 0, 1)
        shade = 0.68 + 0.36 * np.sqrt(round_) - 0.15 * v
        gleam = np.exp(-((u + 0.35) ** 2 + (v + 0.4) ** 2) / 0.03) * 0.9
        colour = tones[rng.integers(len(tones))] ** 2.2
        light = mix(light, colour * shade[..., None] + gleam[..., None], ramp(round_, 0, 0.06))
        cv2.line(
            light,
            (int(at[0] * rows), int((at[1] + size * 1.2) * rows)),
            (int((at[0] + rng.normal(0, 0.03)) * rows), rows),
            (0.7, 0.7, 0.7),
            1,
        )
    return focus_out(light, rng.uniform(0.012, 0.03), height, width)


def pumpkins(rng: Random, height: int, width: int) -> Array:
    """Pumpkins and candlelight in the dark, a moonlit violet or smoky orange behind."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    sky = rgb(str(rng.choice(["2a1838", "1a1420", "3a1e0c", "14161f"])))
    light = to_linear(gradient(y + 0.2 * noise(rng, rows, columns, 2, 4), [(0, sky * 0.7), (0.7, sky * 1.3)]))
    for _ in range(int(rng.integers(2, 6))):
        at, size = (rng.uniform(0, columns / rows), rng.uniform(0.5, 0.62)), rng.uniform(0.07, 0.15)
        u, v = (x - at[0]) / size, (y - at[1]) / (size * 0.8)
        inside = np.clip(1 - u * u - v * v, 0, 1)
        ribs = 0.8 + 0.2 * np.abs(
            np.cos(np.arcsin(np.clip(u / (np.sqrt(np.clip(1 - v * v, 0.05, 1))), -1, 1)) * 4)
        )
        body = rgb("d8701c") ** 2.2 * (ribs * (0.35 + 0.75 * np.sqrt(inside)))[..., None]
        light = mix(light, body, ramp(inside, 0, 0.06))
        stem = int(at[0] * rows), int((at[1] - size * 0.82) * rows)
        cv2.rectangle(light, (stem[0] - 1, stem[1] - 4), (stem[0] + 1, stem[1] + 2), (0.05, 0.07, 0.02), -1)
    radius = rng.uniform(0.015, 0.04)
    points(
        rng,
        light,
        int(rng.integers(8, 40)),
        [rgb("ff9a3c"), rgb("ffb45e"), rgb("ff7a1c")],
        (radius * rows) ** 2 * 4,
    )
    return focus_out(light, radius, height, width)


def flames(rng: Random, height: int, width: int) -> Array:
    """Candles in the dark, out of focus."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    tone = rgb(str(rng.choice(["2a1a12", "1c1512", "3a2018"])))
    light = to_linear(np.ones((rows, columns, 3), np.float32) * tone)
    for _ in range(int(rng.integers(3, 9))):
        at = rng.uniform(0, columns / rows), rng.uniform(0.3, 0.58)
        away = np.hypot(x - at[0], y - at[1])
        light += (0.5 * np.exp(-((away / 0.16) ** 2)))[..., None] * rgb("ffa54a") ** 2.2
        wax = (np.abs(x - at[0]) < 0.035) & (y > at[1] + 0.04)
        light = mix(
            light,
            rgb("f0c890") ** 2.2 * np.clip(1.3 - 3.5 * (y - at[1]), 0.08, 1)[..., None],
            wax.astype(np.float32),
        )
        flame = ((x - at[0]) / 0.013) ** 2 + ((y - at[1]) / 0.032) ** 2 < 1
        light[flame] = rgb("ffc46e") ** 2.2 * 14
    return focus_out(light, rng.uniform(0.012, 0.035), height, width)


def tubes(rng: Random, height: int, width: int) -> Array:
    """Neon tubes on a dark wall: two colours of glow."""
    rows, columns = height // 2, width // 2
    light = (
        np.ones((rows, columns, 3), np.float32)
        * rgb("14121c") ** 2.2
        * (1 + 0.3 * noise(rng, rows, columns, 6, 4))[..., None]
    )
    tubes_ = np.zeros_like(light)
    pair = [
        ("ff2fa0", "28c8ff"),
        ("ff4a5a", "7a4aff"),
        ("28ffc8", "ff3fd0"),
        ("ffb02a", "ff2a6a"),
        ("4a6aff", "c83fff"),
    ]
    colours = [rgb(code) for code in pair[rng.integers(len(pair))]]
    for i in range(int(rng.integers(2, 6))):
        tone = (colours[i % 2] ** 2.2 * 5).tolist()
        start = rng.uniform(0, 1, 2) * (columns, rows * 0.6)
        if rng.random() < 0.35:
            cv2.circle(
                tubes_, tuple(int(v) for v in start), int(rng.uniform(0.1, 0.25) * rows), tone, 2, cv2.LINE_AA
            )
            continue
        turn = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
        end = start + np.array([np.cos(turn), np.sin(turn)]) * rows * rng.uniform(0.3, 0.9)
        cv2.line(tubes_, tuple(int(v) for v in start), tuple(int(v) for v in end), tone, 2, cv2.LINE_AA)
    halo = blur(tubes_, rows * 0.06) * 0.8 + blur(tubes_, rows * 0.2) * 0.8
    return focus_out(light + tubes_ + halo, rng.uniform(0.008, 0.03), height, width)


def autumn(rng: Random, height: int, width: int) -> Array:
    """Autumn trees far out of focus."""
    return np.clip(foliage(rng, height, width, AUTUMN, rng.random() < 0.6), 0, 1)
