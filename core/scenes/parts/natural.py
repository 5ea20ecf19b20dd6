"""Ground out of doors seen from straight above: sand, stones, grass, leaves, snow, fur and their like.

``ground`` gives its colours and heights, to be lit; ``natural`` a square picture of it lit from the upper
left. A square shows about 0.8 m.
"""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts import gravel
from core.scenes.parts.camera import develop
from core.scenes.parts.canvas import Array, Random, blur, mix, noise, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp, Relief, lit, resized
from core.scenes.parts.leafage import AUTUMN, GREEN, litter
from core.scenes.parts.mosses import cushions, pelt
from core.scenes.parts.strokes import Strokes, drawn

RAYS, FINEST = 3, 512
"""Rays for each texel and side that are followed through water, and texels of its net at most."""
GRASS = {
    "spring": ("6f8f35", "7d9c3f", "5d7f2e", "86a24a"),
    "summer": ("5a7a2e", "6a8636", "4c6a28", "78903f"),
    "autumn": ("7d7c3a", "8c8444", "6a6c33", "9a8a4c"),
    "winter": ("77754d", "8a8560", "66663f", "9a9272"),
}


def _plain(side: int, code: str) -> Relief:
    return Relief(np.ones((side, side, 3), np.float32) * rgb(code), np.zeros((side, side), np.float32))


def _coloured(codes: tuple[str, ...]) -> Array:
    return np.stack([rgb(code) for code in codes])


def _toned(base: Array, other: Array, share: Array) -> Array:
    return np.clip(base + (other - base) * np.clip(share, 0, 1)[..., None], 0, 1).astype(np.float32)


def sand(rng: Random, side: int, season: str) -> Relief:
    """Dry sand: wind ripples that come and go, hollows, grains of many tones."""
    y, x = (np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) / side
    bend, hollow = noise(rng, side, side, 2.5, 4) * 0.05, noise(rng, side, side, 3.5, 4, gain=0.55)
    turn, count = rng.normal(0.2, 0.4), rng.uniform(11, 16)
    phase = (y * np.cos(turn) + x * np.sin(turn) + bend) * count
    saw = (phase % 1).astype(np.float32)
    ripple = np.where(saw < 0.72, saw / 0.72, (1 - saw) / 0.28) ** 1.3
    strength = ramp(noise(rng, side, side, 1.6, 2), -0.9, 0.6) * rng.choice([0.35, 1.0])
    grain, fine = noise(rng, side, side, 150, 2, gain=0.9), noise(rng, side, side, 330, 2, gain=1.0)
    height = 0.013 * strength * blur(ripple, side * 0.004) + 0.006 * hollow + 0.0004 * grain + 0.0003 * fine
    tone = rgb(str(rng.choice(["d8c3a0", "e0cfb2", "cdb48c", "dcc8a6"])))
    albedo = tone * (1 + 0.03 * hollow + 0.05 * grain + 0.08 * fine)[..., None]
    dark = ramp(noise(rng, side, side, 260, 1), 0.72, 0.9)
    albedo = mix(albedo, rgb("6f5b41"), 0.45 * dark)
    albedo = mix(albedo, rgb("f6efe2"), 0.5 * ramp(noise(rng, side, side, 300, 1), 0.78, 0.92))
    return Relief(np.clip(albedo, 0, 1).astype(np.float32), height.astype(np.float32), 0.03)


def wet_sand(rng: Random, side: int, season: str) -> Relief:
    """Sand that a wave has just left: dark, smooth, shining, with runnels and grains."""
    made = sand(rng, side, season)
    soft = noise(rng, side, side, 2, 4, stretch=2.2)
    wet = ramp(noise(rng, side, side, 1.4, 3, stretch=1.8), -0.9, 0.5)
    runnel = noise(rng, side, side, 7, 4, stretch=3, gain=0.55)
    fine = noise(rng, side, side, 300, 2, gain=1.0)
    height = 0.006 * soft + 0.003 * runnel + 0.35 * made.height + 0.00025 * fine
    dark = made.albedo * (0.66 - 0.14 * wet)[..., None] * np.array([1.0, 0.96, 0.9], np.float32)
    # In 64 bits, cubic interpolation would leave a black frame.
    dark = np.clip(dark, 0, 1).astype(np.float32)
    return Relief(dark, height.astype(np.float32), (0.16 + 0.3 * wet).astype(np.float32))


def pebbles(rng: Random, side: int, season: str) -> Relief:
    """Sea-worn pebbles of three sizes, grey, buff and white."""
    looks = (
        ("8d8b88", "a7a39c", "6f6e70", "c4bdb0", "b09f8a", "55565a", "dcd6cb"),
        ("e6e1d8", "d8d0c4", "f0ece4", "c9c0b2", "bdb7ad"),
        ("5c5d61", "77787a", "45464a", "8f8c88", "a39a8e", "6a5f58"),
    )
    colours = _coloured(looks[int(rng.integers(3))])
    inside, own = gravel.grit(rng, side, 70)
    grit = (
        colours[(own * (len(colours) - 0.01)).astype(int)] * (0.25 + 0.5 * ramp(inside, 0.0, 0.5))[..., None]
    )
    below = Relief(grit.astype(np.float32), (0.004 * ramp(inside, 0, 0.6) - 0.006).astype(np.float32))
    sizes = ((420, 0.014, 0.03), (330, 0.022, 0.062), (750, 0.01, 0.022))
    made = gravel.packed(rng, below, sizes, colours)
    return Relief(made.albedo, made.height, 0.06)


def grass(rng: Random, side: int, season: str) -> Relief:
    """A lawn: thousands of blades over dark soil, some of them dry."""
    soil = rgb("343a1c") * (1 + 0.2 * noise(rng, side, side, 40, 3))[..., None]
    below = Relief(soil.astype(np.float32), np.zeros((side, side), np.float32))
    colours = _coloured((*GRASS[season], *GRASS[season], "a79a5e"))
    shade = 1 + 0.1 * noise(rng, side, side, 2.5, 3)
    how = Strokes(count=7500, length=(0.04, 0.1), width=(0.0045, 0.0085), top=0.045, pieces=3, dark=0.5)
    made = drawn(rng, below, how, colours * 1.4, 0.0, 2.2, 1.6)
    return Relief(np.clip(made.albedo * shade[..., None], 0, 1).astype(np.float32), made.height, 0.05)


def moss(rng: Random, side: int, season: str) -> Relief:
    """Cushions of moss: soft mounds of short strands, yellow-green where they are young."""
    mound = noise(rng, side, side, 6, 3, gain=0.55)
    tufts = noise(rng, side, side, 28, 2, gain=0.8)
    strand = noise(rng, side, side, 120, 3, gain=0.95)
    height = 0.02 * mound + 0.006 * np.abs(tufts) + 0.0035 * strand
    young = 0.45 + 0.3 * mound + 0.25 * tufts + 0.3 * strand
    albedo = _toned(rgb("33401a"), rgb("8a9440"), young)
    below = Relief(albedo, (0.02 + height * 0.5).astype(np.float32))
    how = Strokes(count=5200, length=(0.006, 0.016), width=(0.0022, 0.0038), top=0.05, pieces=2, dark=0.55)
    made = drawn(
        rng, below, how, _coloured(("69772d", "7f8a36", "56662a", "97994a", "475724")), 0.0, 3.0, 0.5
    )
    return Relief(made.albedo, (made.height * 0.25 + height).astype(np.float32), 0.0)


def cushion_moss(rng: Random, side: int, season: str) -> Relief:
    """Rounded cushions of small stars of leaves."""
    heights, colours, _ = cushions((int(rng.integers(1 << 31)), 0), side)
    return Relief(f32(colours ** (1 / 2.2)), f32(0.6 * heights), 0.0)


def moss_pelt(rng: Random, side: int, season: str) -> Relief:
    """An olive pelt of moss over mounds."""
    heights, colours, _ = pelt((int(rng.integers(1 << 31)), 0), side)
    return Relief(f32(colours ** (1 / 2.2)), f32(0.4 * heights), 0.0)


def settled_leaves(rng: Random, side: int, season: str) -> Relief:
    """Fallen leaves that rain has laid flat: those below in the shade of those on top, none quite fresh."""
    made = leaves(rng, side, season)
    above = made.height - blur(made.height, 0.03 * side)
    shade = np.clip(0.82 + 0.2 * above / max(float(above.std()), 1e-6), 0.5, 1.08)
    worn = mix(made.albedo, rgb("6b5540"), 0.24)
    return Relief(f32(np.clip(worn * shade[..., None], 0, 1)), f32(blur(made.height, 0.003 * side)), 0.03)


def leaves(rng: Random, side: int, season: str) -> Relief:
    """Fallen leaves, one on the other: beech, maple, oak and birch."""
    codes = AUTUMN if season in ("autumn", "winter") else GREEN
    made = _plain(side, "3a2c1e")
    forms = ("beech", "maple", "oak", "birch", "beech")
    litter(rng, made, 260, (0.08, 0.15), forms, (*codes, "5b4630", "6b4e30"))
    litter(rng, made, 260, (0.09, 0.2), forms, codes)
    return Relief(made.albedo, made.height, 0.06)


def snow(rng: Random, side: int, season: str) -> Relief:
    """Snow: soft drifts, small lumps, crystals that glint."""
    drift, lump = noise(rng, side, side, 1.8, 3, gain=0.4), noise(rng, side, side, 9, 4, gain=0.55)
    fine = noise(rng, side, side, 140, 3, gain=0.95)
    height = 0.04 * drift + 0.013 * lump * ramp(drift, -0.8, 0.8) + 0.0009 * fine
    albedo = rgb("eef1f5") * (1 + 0.012 * fine)[..., None]
    glint = ramp(noise(rng, side, side, 400, 1), 0.8, 0.95) * 0.5
    return Relief(
        np.clip(albedo, 0, 1).astype(np.float32), height.astype(np.float32), glint.astype(np.float32)
    )


def rock(rng: Random, side: int, season: str) -> Relief:
    """Weathered rock: broken faces, cracks, grain and lichen."""
    broad = noise(rng, side, side, 2.2, 6, gain=0.55)
    ridged = 1 - np.abs(noise(rng, side, side, 3.5, 5, stretch=1.6, gain=0.5))
    fine = noise(rng, side, side, 60, 5, gain=0.85)
    crack = ramp(1 - np.abs(noise(rng, side, side, 1.5, 6, gain=0.5)), 0.96, 0.998)
    crack = crack * ramp(noise(rng, side, side, 2, 3), -0.2, 0.6)
    height = 0.06 * broad + 0.05 * ridged + 0.0025 * fine - 0.01 * crack
    tone = rgb(str(rng.choice(["8b857c", "78787a", "9a8f80", "6d6a66"])))
    albedo = tone * (1 + 0.1 * broad + 0.13 * fine - 0.45 * crack)[..., None]
    patch = ramp(noise(rng, side, side, 5, 5, gain=0.65), 0.45, 0.75) * ramp(fine, -0.5, 0.5)
    albedo = mix(albedo, rgb("b3ae8c"), 0.45 * patch)
    return Relief(np.clip(albedo, 0, 1).astype(np.float32), height.astype(np.float32), 0.02)


def asphalt(rng: Random, side: int, season: str) -> Relief:
    """Road surface: crushed stone in bitumen, worn, with a hair crack."""
    inside, own = gravel.grit(rng, side, 105)
    stone = ramp(inside, 0.1, 0.5)
    wear = noise(rng, side, side, 2.5, 4)
    fine = noise(rng, side, side, 250, 2, gain=1.0)
    grey = 0.16 + stone * (0.13 + 0.22 * own**2.5) + 0.03 * wear + 0.03 * fine
    warm = np.stack([grey * 1.02, grey, grey * 0.98], -1)
    height = 0.003 * stone * (0.5 + 0.5 * own) + 0.0006 * fine + 0.001 * wear
    return Relief(np.clip(warm, 0, 1).astype(np.float32), height.astype(np.float32), 0.08)


def cobbles(rng: Random, side: int, season: str) -> Relief:
    """Granite setts in broken rows with sandy joints."""
    inside, own = gravel.cells(rng, side, 8, 0.1, True)
    rough, fine = noise(rng, side, side, 14, 4, gain=0.6), noise(rng, side, side, 150, 3, gain=0.9)
    stone = ramp(inside + 0.025 * rough, 0.05, 0.2)
    dome = np.clip(inside / 0.55, 0, 1) ** 0.5
    height = (
        0.02 * stone * (0.75 + 0.25 * dome) + stone * (0.003 * rough + 0.004 * (own - 0.5)) + 0.0007 * fine
    )
    grey = _toned(rgb("6a6863"), rgb("a39d94"), own + 0.18 * rough + 0.2 * fine)
    soil = rgb("4c4437") * (1 + 0.25 * fine)[..., None]
    albedo = mix(soil, grey, stone)
    green = ramp(noise(rng, side, side, 4, 4), 0.1, 0.6) * (1 - stone)
    return Relief(mix(albedo, rgb("56602f"), 0.6 * green).astype(np.float32), height.astype(np.float32), 0.04)


def water(rng: Random, side: int, season: str) -> Relief:
    """A pool's water over a pale ground: the bright net that waves cast on it, and their slopes."""
    wave = noise(rng, side, side, 3.2, 3, gain=0.42)
    small = noise(rng, side, side, 9, 2, gain=0.5)
    swell = blur(wave + 0.22 * small, side * 0.006)
    net = caustics(swell, 0.03)
    tone = rgb(str(rng.choice(["7fc4d2", "8fcbd8", "6fb8cc", "93c9cf"])))
    albedo = tone * (0.72 + 0.3 * np.clip(net, 0, 2.6) ** 0.8)[..., None]
    albedo = mix(albedo, rgb("f4fbfb"), 0.55 * ramp(net, 1.5, 3.4))
    return Relief(np.clip(albedo, 0, 1).astype(np.float32), (0.004 * swell).astype(np.float32), 0.35)


def caustics(surface: Array, depth: float) -> Array:
    """Light gathered on the bottom ``depth`` below a waving surface, mean about 1: rays bent by its
    slopes."""
    whole = surface.shape[0]
    # The net is soft: it loses nothing when it is made no finer than this.
    surface = resized(surface, min(whole, FINEST))
    # Light comes in from beyond the edges too.
    pad = max(2, surface.shape[0] // 16)
    wide = np.pad(surface, pad, mode="reflect")
    side, fine = wide.shape[0], RAYS * wide.shape[0]
    rays = cv2.resize(wide, (fine, fine), interpolation=cv2.INTER_CUBIC)
    bend = np.float32(fine * depth * surface.shape[0] / 2.6)
    gy, gx = np.gradient(rays)
    y, x = np.mgrid[0:fine, 0:fine].astype(np.float32) / np.float32(RAYS)
    x, y = np.clip(x + gx * bend, 0, side - 1.01), np.clip(y + gy * bend, 0, side - 1.01)
    left, top = x.astype(np.int32), y.astype(np.int32)
    fx, fy = x - left, y - top
    at = (top * side + left).ravel()
    total = np.zeros(side * side)
    for shift, share in (
        (0, (1 - fx) * (1 - fy)),
        (1, fx * (1 - fy)),
        (side, (1 - fx) * fy),
        (side + 1, fx * fy),
    ):
        total += np.bincount(at + shift, share.ravel(), side * side + side + 2)[: side * side]
    made = (total / RAYS**2).reshape(side, side)[pad:-pad, pad:-pad].astype(np.float32)
    return resized(blur(made, surface.shape[0] * 0.0022), whole).astype(np.float32)


def fur(rng: Random, side: int, season: str) -> Relief:
    """A sheepskin: long cream hair in locks that fall together."""
    look = (
        ("efe6d6", "e6dac6", "f6f0e4", "d8c9b0"),
        ("d9d7d4", "c9c6c2", "e6e4e1", "b5b2ae"),
        ("b89a78", "cbb08f", "a38562"),
    )
    colours = _coloured(look[int(rng.choice(3, p=[0.6, 0.25, 0.15]))])
    below = Relief(
        (np.ones((side, side, 3)) * colours[0] * 0.7).astype(np.float32), np.zeros((side, side), np.float32)
    )
    how = Strokes(
        count=9000,
        length=(0.05, 0.12),
        width=(0.002, 0.0046),
        bend=0.35,
        top=0.02,
        dark=0.86,
        pieces=3,
        fold=0.03,
    )
    return drawn(rng, below, how, colours, 1.2, 0.35, 1.5)


def carpet(rng: Random, side: int, season: str) -> Relief:
    """A woollen carpet: rows of loops, heathered."""
    inside, own = gravel.cells(rng, side, 96, 0.25, True)
    heather, broad = noise(rng, side, side, 60, 3, gain=0.8), noise(rng, side, side, 2, 3)
    fine = noise(rng, side, side, 380, 2, gain=1)
    tone = rgb(str(rng.choice(["b9ad9c", "8f8d8a", "cfc6b8", "6f7378", "a58f78"])))
    level = (
        0.78
        + 0.24 * np.clip(inside * 2, 0, 1)
        + 0.16 * (own - 0.5)
        + 0.05 * heather
        + 0.04 * broad
        + 0.06 * fine
    )
    height = 0.0036 * np.clip(inside * 2.2, 0, 1) ** 0.7 + 0.0008 * heather + 0.0004 * fine
    return Relief(np.clip(tone * level[..., None], 0, 1).astype(np.float32), height.astype(np.float32))


GROUNDS: dict[str, Callable[[Random, int, str], Relief]] = {
    "sand": sand,
    "wet sand": wet_sand,
    "pebbles": pebbles,
    "grass": grass,
    "moss": moss,
    "cushion moss": cushion_moss,
    "moss pelt": moss_pelt,
    "leaves": leaves,
    "settled leaves": settled_leaves,
    "snow": snow,
    "rock": rock,
    "asphalt": asphalt,
    "cobbles": cobbles,
    "water": water,
    "fur": fur,
    "carpet": carpet,
}


@lru_cache(maxsize=6)
def ground(name: str, size: int, seed: int, season: str = "summer") -> Relief:
    """The colours and heights of that ground, ``size`` px square; not to be written to."""
    return GROUNDS[name](np.random.default_rng((seed, 19)), size, season)


@lru_cache(maxsize=6)
def natural(name: str, size: int, seed: int, season: str = "summer") -> Array:
    """That ground as a square picture, sRGB 0…1, under soft light from the upper left."""
    lamp = Lamp((-0.64, -0.77), 48, 0.45, (0.66, 0.66, 0.66), (0.34, 0.34, 0.34))
    return develop(lit(ground(name, size, seed, season), lamp))
