"""Stone, concrete and cement: colour (sRGB) and height (in periods) of textures that repeat."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, ramp, rgb
from core.scenes.parts.periodic import (
    fetch,
    soften,
    tones,
    tones_in,
    unit_range,
    vector,
    weave_noise,
)

Skin = tuple[Array, Array]

MARBLES: dict[str, tuple[str, str, str, float]] = {
    "white marble": ("f0eeeb", "cfcfd1", "8b8c91", 0.55),
    "black marble": ("17171a", "26262a", "d8d2c8", 0.75),
    "grey marble": ("b4b5b8", "94969b", "e6e6e6", 0.6),
    "green marble": ("1f3f36", "2f5a4c", "a9c4b4", 0.6),
    "pink marble": ("e6cbc4", "d4aaa4", "a57f7c", 0.5),
    "beige marble": ("e4d8c4", "cdb998", "a58a63", 0.45),
}
"""Base, clouds, veins, and how strongly these show."""
TERRAZZO = (
    ("e8e4dc", ("b9a58f", "8d8f8e", "5c6165", "d9c2a3", "f4f1ea")),
    ("e6e0d8", ("c98a6f", "7c8b86", "3f4a52", "e0b890", "f2eee6")),
    ("dcdad6", ("9a9a98", "6f7173", "c8c4bc", "3c3e41", "f0efec")),
    ("ecdfd6", ("d39b85", "b7705c", "8f9c93", "f6efe8", "5a5450")),
)


def crinkled(rng: Random, size: int, cells: float, bend: float, octaves: int = 5) -> tuple[Array, Array]:
    """Coordinates (u, v) displaced by noise of ``cells`` blobs and ``bend`` periods."""
    v, u = np.mgrid[0:size, 0:size].astype(np.float32)
    u, v = (u + 0.5) / size, (v + 0.5) / size
    first = weave_noise(rng, size, cells, octaves, gain=0.5) * bend
    second = weave_noise(rng, size, cells, octaves, gain=0.5) * bend
    return (u + first).astype(np.float32), (v + second).astype(np.float32)


def veins(rng: Random, size: int, cells: float, wide: float, stretch: float = 1.6) -> Array:
    """Lines 0…1 along the zero crossings of a displaced noise, of changing width about ``wide`` periods."""
    u, v = crinkled(rng, size, cells * 1.7, 0.035 * 4 / cells, 5)
    base = weave_noise(rng, size, cells, 2, stretch=stretch, gain=0.3)
    field = fetch(base, u + v, v)  # sheared: veins run aslant, and still repeat
    steep = soften(np.hypot(*_gradient(field)), 0.01) + 0.8
    swell = np.clip(0.65 + 0.5 * weave_noise(rng, size, cells * 1.3, 3), 0.05, 1.8)
    away = np.abs(field) / steep
    soft = np.maximum(wide * swell, 0.6 / size)
    line = np.exp(-((away / soft) ** 2)) + 0.22 * np.exp(-away / (5 * soft))
    return (line * np.clip(swell, 0, 1.1) * np.minimum(1, wide * swell / soft)).astype(np.float32)


def _gradient(field: Array) -> tuple[Array, Array]:
    size = field.shape[0]
    across = (np.roll(field, -1, 1) - np.roll(field, 1, 1)) * size / 2
    down = (np.roll(field, -1, 0) - np.roll(field, 1, 0)) * size / 2
    return across, down


def marble(rng: Random, size: int, name: str, colour: Array | None) -> Skin:
    """Polished marble: clouds, a few bold veins, and many finer ones."""
    base, cloud, vein, strong = MARBLES[name]
    ground = rgb(base) if colour is None else colour
    clouds = rgb(cloud) if colour is None else colour * rgb(cloud) / (rgb(base) + 0.02)
    u, v = crinkled(rng, size, 3, 0.06)
    mist = fetch(weave_noise(rng, size, 2.5, 5, stretch=1.5, gain=0.55), u + v, v)
    picture = tones(ground, np.clip(clouds, 0, 1), 0.42 + 0.36 * mist)
    line = rgb(vein)
    bold = np.clip(veins(rng, size, 3, 0.0042), 0, 1)
    middle = np.clip(veins(rng, size, 5, 0.0022), 0, 1)
    hair = np.clip(veins(rng, size, 9, 0.0011), 0, 1)
    where = ramp(weave_noise(rng, size, 2, 2), -0.7, 0.9)
    picture = tones_in(picture, line, strong * bold * (0.6 + 0.5 * where))
    picture = tones_in(picture, line, strong * 0.6 * middle * where)
    picture = tones_in(picture, line, strong * 0.4 * hair * (0.3 + 0.7 * where))
    if name == "white marble" and rng.random() < 0.4:
        picture = tones_in(picture, rgb("b99d74"), 0.35 * soften(bold, 0.004) * where)
    grain = weave_noise(rng, size, 220, 2, gain=0.8)
    return unit_range(picture * (1 + 0.004 * grain)[..., None]), np.zeros((size, size), np.float32)


def travertine(rng: Random, size: int, colour: Array | None) -> Skin:
    """Travertine: bands in warm tones, and rows of pits along them."""
    base = rgb("ddcdb4") if colour is None else colour
    u, v = crinkled(rng, size, 3, 0.012)
    bands = fetch(weave_noise(rng, size, 10, 5, stretch=7, gain=0.65), u, v)
    cloud = weave_noise(rng, size, 3, 4)
    picture = tones(base, base * vector(0.80, 0.74, 0.66), 0.3 + 0.22 * bands + 0.08 * cloud)
    picture = tones_in(picture, np.clip(base * 1.12, 0, 1), np.clip(0.3 * bands - 0.2, 0, 0.5))
    row = np.clip(0.5 + 0.6 * fetch(weave_noise(rng, size, 14, 2, stretch=6), u, v), 0, 1)
    pits = fetch(weave_noise(rng, size, 55, 3, stretch=3, gain=0.7), u, v)
    pits = np.clip((pits - 2.35 + 0.9 * row) * 2.5, 0, 1)
    picture = tones_in(picture, base * vector(0.5, 0.43, 0.35), 0.65 * pits)
    grain = weave_noise(rng, size, 170, 2, gain=0.8)
    return unit_range(picture * (1 + 0.014 * grain)[..., None]), (-0.003 * pits).astype(np.float32)


def granite(rng: Random, size: int, colour: Array | None) -> Skin:
    """Polished granite: grains of feldspar, quartz and mica."""
    base = rgb("85817d") if colour is None else colour
    one, two, three = (weave_noise(rng, size, cells, 3, gain=0.7) for cells in (90, 110, 140))
    cloud = weave_noise(rng, size, 5, 3)
    picture = tones(
        base, np.clip(base * 1.35 + 0.05, 0, 1), ramp((one + 0.3 * cloud).astype(np.float32), 0.15, 0.75)
    )
    picture = tones_in(picture, base * vector(0.78, 0.72, 0.70), 0.8 * ramp(two, 0.4, 0.9))
    picture = tones_in(picture, base * 0.28, 0.9 * ramp((three - 0.25 * cloud).astype(np.float32), 0.75, 1.2))
    return unit_range(picture), np.zeros((size, size), np.float32)


def slate(rng: Random, size: int, colour: Array | None) -> Skin:
    """Riven slate: layers that broke off in flat steps, fine grain, rust here and there."""
    base = rgb("3e4347") if colour is None else colour
    u, v = crinkled(rng, size, 5, 0.03)
    layer = fetch(weave_noise(rng, size, 2.6, 4, stretch=1.4, gain=0.5), u, v) * 2.2
    level = np.floor(layer)
    step = level + ramp((layer - level).astype(np.float32), 0.86, 1.0)
    rough = weave_noise(rng, size, 22, 5, stretch=1.5, gain=0.62)
    height = 0.0022 * step + 0.0011 * rough
    tone = 1 + 0.05 * np.sin(step * 2.1) + 0.06 * rough
    picture = base * tone[..., None]
    rust = ramp(weave_noise(rng, size, 3, 5, gain=0.6), 1.1, 2.4) * 0.3
    picture = tones_in(picture, base * vector(1.35, 1.05, 0.8), rust)
    grain = weave_noise(rng, size, 200, 2, gain=0.8)
    return unit_range(picture * (1 + 0.05 * grain)[..., None]), height.astype(np.float32)


def concrete(rng: Random, size: int, dark: bool, colour: Array | None) -> Skin:
    """Cast concrete: cement clouds, sand grain, air holes and faint trowel sweeps."""
    base = colour if colour is not None else rgb("66666a" if dark else "aeaca8")
    u, v = crinkled(rng, size, 3, 0.05)
    cloud = fetch(weave_noise(rng, size, 2.5, 6, stretch=1.3, gain=0.62), u, v)
    patch = ramp(weave_noise(rng, size, 4, 5, gain=0.6), 0.2, 1.4)
    fine = weave_noise(rng, size, 120, 3, gain=0.8)
    picture = base * (1 + 0.05 * cloud + 0.03 * patch + 0.02 * fine)[..., None]
    picture = picture * (1 + vector(0.004, 0, -0.006) * cloud[..., None])
    holes = np.clip((weave_noise(rng, size, 130, 1) - 2.6 - 0.35 * cloud.clip(-1, 1)) * 2.2, 0, 1)
    pores = np.clip((weave_noise(rng, size, 230, 1) - 2.0) * 1.4, 0, 1)
    picture = picture * (1 - 0.42 * holes - 0.16 * pores)[..., None]
    height = 0.0009 * cloud + 0.00016 * fine - 0.0016 * holes - 0.0004 * pores
    return unit_range(picture), height.astype(np.float32)


def terrazzo(rng: Random, size: int, colour: Array | None) -> Skin:
    """Ground terrazzo: chips of four sorts and three sizes in cement."""
    ground, codes = TERRAZZO[int(rng.integers(len(TERRAZZO)))]
    cement = rgb(ground) if colour is None else colour
    chips = [rgb(code) for code in codes]
    sand = weave_noise(rng, size, 200, 2, gain=0.8)
    picture = np.ascontiguousarray(cement * (1 + 0.02 * sand)[..., None], np.float32)
    for count, reach in ((2600, 0.0034), (900, 0.0085), (170, 0.019)):
        for _ in range(count):
            _chip(rng, picture, chips, reach)
    cloud = weave_noise(rng, size, 30, 3, gain=0.7)
    return unit_range(picture * (1 + 0.012 * cloud)[..., None]), np.zeros((size, size), np.float32)


def _chip(rng: Random, picture: Array, chips: list[Array], reach: float) -> None:
    """One chip: a broken polygon, drawn again beyond the seams it crosses."""
    size = picture.shape[0]
    corners = int(rng.integers(5, 9))
    turn = np.sort(rng.uniform(0, 2 * np.pi, corners))
    far = reach * rng.uniform(0.55, 1.15, corners)
    squeeze = np.array([1, rng.uniform(0.5, 1)])
    spin = rng.uniform(0, np.pi)
    outline = np.stack([np.cos(turn), np.sin(turn)], 1) * far[:, None] * squeeze
    outline = outline @ np.array([[np.cos(spin), -np.sin(spin)], [np.sin(spin), np.cos(spin)]])
    at = rng.random(2)
    tone = chips[int(rng.integers(len(chips)))] * rng.uniform(0.88, 1.08)
    for across in (-1, 0, 1):
        for down in (-1, 0, 1):
            centre = at + np.array([across, down])
            if np.all(centre > -reach * 1.2) and np.all(centre < 1 + reach * 1.2):
                points = np.round(((centre + outline) * size - 0.5) * 16).astype(np.int32)
                cv2.fillPoly(picture, [points], np.clip(tone, 0, 1).tolist(), cv2.LINE_AA, 4)


def asphalt(rng: Random, size: int, wet: bool, colour: Array | None) -> Skin:
    """Asphalt: stones in bitumen; wet, it is darker and its hollows stand full."""
    base = colour if colour is not None else rgb("34353a" if wet else "57575a")
    stones = weave_noise(rng, size, 110, 2, gain=0.8)
    cloud = weave_noise(rng, size, 3, 5, gain=0.6)
    picture = tones(base, np.clip(base * 1.7 + 0.03, 0, 1), 0.1 + 0.3 * ramp(stones, 0.2, 1.4))
    picture = picture * (1 + 0.07 * cloud - 0.16 * ramp(-stones, 0.3, 1.5))[..., None]
    return unit_range(picture), (0.00045 * stones + 0.0006 * cloud).astype(np.float32)
