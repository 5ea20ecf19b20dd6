"""What is seen behind a table at a feast: walls, windows, fairy lights, fire, gardens; all for the blur."""

import numpy as np

from core.scenes.parts.bokeh import Lamp, scattered
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, ramp, three
from core.scenes.parts.perspective import Lens, periodic
from core.scenes.parts.sheets import Sheet

WARM = ("ffb45e", "ffc47c", "ffd8a2", "ffe6c4")


def wall(
    rng: Random, lens: Lens, colour: Numbers, light: Numbers, from_: tuple[float, float], reach: float
) -> Array:
    """A wall in the light of a lamp around ``from_`` (column, row), falling off over ``reach`` heights."""
    rows, columns = lens.rows[:, None], lens.columns[None] + lens.axis
    away = np.hypot(columns - from_[0], (rows - from_[1]) * 1.1) / reach
    cloud = periodic(rng, 256, (2, 2), 3, 0.5)
    u = (columns * 90 % 256).astype(int)
    v = (rows * 90 % 256).astype(int)
    level = (0.22 + 0.95 / (1 + 1.6 * away**2)) * (1 + 0.05 * cloud[v % 256, u % 256])
    return (colour * light * level[..., None]).astype(np.float32)


def fairy(
    rng: Random,
    lens: Lens,
    count: int,
    codes: tuple[str, ...],
    band: tuple[float, float],
    radius: float,
    power: float,
) -> list[Lamp]:
    """Single small lights scattered between two rows."""
    found: list[Lamp] = []
    levels = scattered(rng, count, 0.12, 1.0)
    for i in range(count):
        x, y = float(rng.uniform(-0.7, 0.7)) * max(1.0, lens.aspect), float(rng.uniform(*band))
        tone = to_linear(rgb(codes[int(rng.integers(len(codes)))]))
        size = radius * float(rng.uniform(0.75, 1.2))
        found.append(Lamp(x, y, y, tone * np.float32(power * levels[i]), size))
    return found


def garland(
    rng: Random,
    lens: Lens,
    codes: tuple[str, ...],
    rows: tuple[float, float],
    strings: int,
    radius: float,
    power: float,
) -> list[Lamp]:
    """Lights on strings that hang in arcs across the picture."""
    found: list[Lamp] = []
    half = 0.56 * max(1.0, lens.aspect)
    for _ in range(strings):
        high, sag = float(rng.uniform(*rows)), float(rng.uniform(0.06, 0.2))
        phase, hops, slope = float(rng.uniform(0, 1)), float(rng.uniform(0.7, 1.6)), float(rng.normal(0, 0.1))
        tone = to_linear(rgb(codes[int(rng.integers(len(codes)))]))
        for s in np.linspace(-1, 1, int(rng.integers(18, 30))):
            hang = ((float(s) + 1) / 2 * hops + phase) % 1
            y = high + slope * float(s) + sag * (1 - (2 * hang - 1) ** 2) + float(rng.normal(0, 0.006))
            level = power * float(rng.uniform(0.5, 1.1))
            found.append(
                Lamp(float(s) * half + float(rng.normal(0, 0.006)), y, y, tone * np.float32(level), radius)
            )
    return found


def window_at(
    sheet: Sheet, middle: float, top: float, wide: float, tall: float, frame: Numbers, glass: Numbers
) -> None:
    """A window with glazing bars; columns and rows in heights."""
    sheet.polygon(_box(middle, top, wide * 1.14, tall * 1.08, -0.04 * tall), frame)
    for row in range(3):
        for column in range(2):
            x = middle + (column - 0.5) * wide * 0.5
            sheet.polygon(
                _box(x, top + row * tall / 3 + 0.01, wide * 0.46, tall / 3 - 0.02, 0),
                glass * (1.05 - 0.1 * row),
            )


def _box(middle: float, top: float, wide: float, tall: float, shift: float) -> list[tuple[float, float]]:
    left, right = middle - wide / 2, middle + wide / 2
    return [
        (left, top + shift),
        (right, top + shift),
        (right, top + shift + tall),
        (left, top + shift + tall),
    ]


def fire(rng: Random, sheet: Sheet, middle: float, foot: float, wide: float, light: Numbers) -> list[Lamp]:
    """A fireplace in a wall; gives its flames as lamps."""
    stone = to_linear(rgb("8f857a")) * light
    tall = wide * 0.85
    sheet.polygon(_box(middle, foot - tall * 1.35, wide * 1.5, tall * 1.35, 0), stone)
    sheet.polygon(_box(middle, foot - tall * 1.5, wide * 1.75, tall * 0.16, 0), stone * 1.25)
    sheet.polygon(_box(middle, foot - tall, wide, tall, 0), three(0.02, 0.012, 0.008))
    lamps: list[Lamp] = []
    for _ in range(26):
        x, up = middle + float(rng.normal(0, 0.16)) * wide, float(rng.random() ** 1.6)
        y = foot - tall * (0.1 + 0.55 * up)
        size = wide * 0.07 * (1.3 - up)
        tone = to_linear(rgb("ff8a2a" if up > 0.4 else "ffb85a"))
        sheet.oval(x, y, size * 0.6, size * 1.5, np.clip(tone * 1.2, 0, 1))
        lamps.append(Lamp(x, y, y, tone * np.float32(4 * (1.2 - up)), max(size, 0.012)))
    return lamps


def foliage(
    rng: Random, lens: Lens, codes: tuple[str, ...], light: Numbers, sky: Numbers, open_: float
) -> Array:
    """A garden or wood far out of focus: masses of leaves in shade and sun, sky in gaps towards the top."""
    tones = np.stack([to_linear(rgb(code)) for code in codes])
    tile = periodic(rng, 256, (4, 4), 5, 0.6)
    small = periodic(rng, 256, (22, 22), 3, 0.8)
    rows, columns = lens.rows[:, None], lens.columns[None] + lens.axis
    u, v = ((columns * 140) % 256).astype(int) % 256, ((rows * 140) % 256).astype(int) % 256
    mass, leaf = tile[v, u], small[v, u]
    share = np.clip(0.45 + 0.26 * mass + 0.16 * leaf + 0.25 * (0.4 - rows), 0, 0.999) * (len(tones) - 1)
    low = share.astype(int)
    colour = tones[low] + (tones[low + 1] - tones[low]) * (share - low)[..., None]
    made = colour * light * np.clip(0.8 + 0.35 * mass, 0.25, 1.8)[..., None]
    gap = ramp(mass + 0.7 * leaf - 3.2 * (rows - 0.15), 1.6 - 1.6 * open_, 2.6 - 1.6 * open_)[..., None]
    return (made * (1 - gap) + sky * gap).astype(np.float32)
