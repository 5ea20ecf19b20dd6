"""What stands and hangs on shelves: books, dry stems, pictures, and a kitchen's own shelf."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, noise, ramp, rgb
from core.scenes.parts.stilllife import Still, block, foliage, lathe, speckled, stem
from core.scenes.parts.vessels import BOWL, CUP, JAR, VASE, clay

Spot = tuple[float, float]
SPINES = ("d8cbb5", "8a4b3a", "3d4f5c", "c9a66b", "6b7a5e", "e8e2d6", "2f3438", "a9826a", "b9b2a6")


def books(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A row of books, one lying or leaning."""
    left = at[0] - size * 0.4
    still.stands(at[0], at[1] - 0.004, size * 0.42, size * 0.5)
    fibre = 0.5 + 0.5 * noise(rng, 128, 128, 40, 2, gain=0.9)
    while left < at[0] + size * 0.4:
        thick, tall = size * rng.uniform(0.06, 0.13), size * rng.uniform(0.62, 0.9)
        tone = jitter(rng, rgb(str(rng.choice(SPINES))), 0.06)
        texture = np.clip(tone * (0.93 + 0.1 * fibre)[..., None], 0, 1).astype(np.float32)
        block(still, (left, at[1] - tall, left + thick, at[1]), tone, 0.003, 0.75, texture)
        _title(still, rng, (left, at[1] - tall, left + thick, at[1]), tone)
        left += thick + 0.0015


def _title(still: Still, rng: Random, spine: tuple[float, float, float, float], tone: Array) -> None:
    """What is printed on a book's spine (left, top, right, bottom): a label, bands, a line of type, or
    nothing."""
    left, top, right, bottom = spine
    wide, tall = right - left, bottom - top
    ink = np.clip(tone * 0.55 + 0.38 * (tone.mean() < 0.5), 0, 1)
    form, high = int(rng.integers(4)), top + tall * rng.uniform(0.1, 0.3)
    if form == 0:
        box = (left + wide * 0.16, high, right - wide * 0.16, high + tall * rng.uniform(0.14, 0.26))
        block(still, box, ink, 0.001, 0.7)
    if form == 1:
        for share in (0.09, 0.13, 0.86):
            row = top + tall * share
            block(still, (left, row, right, row + tall * 0.012), ink, 0.0, 0.75)
    if form != 2:
        middle, long = (left + right) / 2, tall * rng.uniform(0.2, 0.4)
        type_ = tone * 0.6 if form == 0 else ink
        block(still, (middle - wide * 0.07, high, middle + wide * 0.07, high + long), type_, 0.0, 0.7)


def vase(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A vase with a few dry stems."""
    tall = size * 0.55
    skin = speckled(rng)
    tone = clay(rng)

    def fired(t: Array, u: Array) -> Array:
        mottled = skin[(t * 95).astype(int), ((u + 1) * 47).astype(int)]
        return np.clip(tone * (1 + 0.06 * mottled)[..., None], 0, 1).astype(np.float32)

    mouth = (at[0], at[1] - tall * 0.97)
    for _ in range(int(rng.integers(3, 6))):
        turn = rng.normal(-np.pi / 2, 0.3)
        out = size * rng.uniform(0.35, 0.62)
        tip = (mouth[0] + np.cos(turn) * out, mouth[1] + np.sin(turn) * out)
        stem(still, mouth, tip, size * 0.009, rgb("8c7346"))
        spots = [
            (mouth[0] + share * (tip[0] - mouth[0]), mouth[1] + share * (tip[1] - mouth[1]))
            for share in (0.62, 0.75, 0.87, 1.0)
        ]
        spread, long = (size * 0.045, size * 0.09), (0.05 * size, 0.1 * size)
        foliage(still, rng, spots, spread, 9, "olive", long, ("cdb384", "b79a68", "d9c49c"))
    lathe(still, at, tall, tall * rng.uniform(0.34, 0.46), VASE, tone, 0.1, None, fired)


def frame(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A framed print that leans on the wall."""
    wide, tall = size * rng.uniform(0.62, 0.75), size * rng.uniform(0.85, 1.0)
    left, top = at[0] - wide / 2, at[1] - tall
    wood = rgb(str(rng.choice(["c29a6c", "1f1f20", "efece6", "8a623f"])))
    still.stands(at[0], at[1] - 0.004, wide / 2, tall * 0.4)
    block(still, (left, top, left + wide, at[1]), wood, 0.002, 0.1)
    rim, mat = size * 0.03, size * 0.11
    block(still, (left + rim, top + rim, left + wide - rim, at[1] - rim), rgb("f3f0ea"), 0.001)
    shape = ramp(noise(rng, 256, 256, 2.6, 2, gain=0.35), -0.06, 0.06)[..., None]
    one, two = (
        rgb(str(rng.choice(["c98a6b", "8c9a86", "c9b48c", "4a5a66"]))),
        rgb(str(rng.choice(["e9dfcf", "dfd6c8", "ece4da"]))),
    )
    print_ = (one * shape + two * (1 - shape)).astype(np.float32)
    block(still, (left + mat, top + mat, left + wide - mat, at[1] - mat), one, 0.001, 0.0, print_)


def wall_shelf(still: Still, rng: Random, edge: float) -> None:
    """A wooden shelf on a kitchen's wall with bowls, cups and jars."""
    row = edge * rng.uniform(0.3, 0.42)
    left, right = sorted(rng.uniform(-0.2, still.aspect + 0.2, 2))
    right = max(right, left + 0.6 * still.aspect)
    wood = jitter(rng, rgb(str(rng.choice(["b98d5c", "8a623f", "6b4a30", "e3ddd2"]))), 0.05)
    at = left + 0.05
    while at < right - 0.05:
        tall, half = rng.uniform(0.06, 0.13), rng.uniform(0.025, 0.05)
        form = (CUP, BOWL, JAR, VASE)[int(rng.integers(4))]
        lathe(still, (at, row), tall if form is not BOWL else 0.05, half, form, clay(rng), 0.25)
        at += 2 * half + rng.uniform(0.015, 0.12)
    block(still, (left, row, right, row + 0.022), wood, 0.002)
    rows = (np.arange(still.height, dtype=np.float32) + 0.5) / still.height
    columns = ((np.arange(still.width) + 0.5) / still.height).astype(np.float32)
    under = 0.42 * np.exp(-np.clip(rows - row - 0.02, 0, None) / 0.05) * (rows > row)
    along = ramp(columns, left - 0.02, left + 0.02) * (1 - ramp(columns, right - 0.02, right + 0.02))
    still.shade = (under[:, None] * along[None]).astype(np.float32)
