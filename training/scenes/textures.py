"""Wood, stone, cloth and clay as square textures seen from straight above: N×N×3 sRGB float32."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, mix, noise, ramp, rgb

TERRAZZO = ("c98a6f", "7c8b86", "3f4a52", "e0b890", "a7b8a9", "d8a8a0")


def boards(rng: Random, size: int, base: Array, late: Array, count: int) -> Array:
    """Planks along x: growth rings cut lengthwise, fine pores, each plank a little different."""
    y, _ = grid(size, size)
    row = np.minimum((y * count).astype(int), count - 1)
    shift = rng.normal(0, 1, count).astype(np.float32)[row]
    warp = noise(rng, size, size, 2.5 * count / 2, 3, stretch=rng.uniform(4, 8), gain=0.45)
    rings = y * rng.uniform(2.5, 4.5) * max(2.5, count * 0.9) + warp * rng.uniform(1.0, 2.2) + shift * 3
    rings = rings % 1
    grain = ramp(rings, 0.15, 0.95) * (1 - ramp(rings, 0.95, 1.0))
    pores = noise(rng, size, size, 90, 2, stretch=26, gain=0.8)
    tone = noise(rng, size, size, 3, 3, stretch=3)
    picture = mix(
        np.broadcast_to(base, (size, size, 3)),
        late,
        np.clip(0.1 + rng.uniform(0.18, 0.45) * grain + 0.2 * pores, 0, 1),
    )
    picture = picture * (1 + 0.05 * tone + 0.07 * shift)[..., None]
    if count > 1:
        edge = np.abs((y * count) % 1 - 0.5) * 2
        gap = ramp(edge, 1 - 0.018 * count / 4, 1.0) * (0.5 + 0.2 * shift.clip(-1, 1))
        picture = picture * (1 - 0.75 * gap)[..., None]
    return picture.astype(np.float32)


def marble(rng: Random, size: int, base: Array, vein: Array) -> Array:
    """Polished marble: clouds, a few long veins of changing width, and hair-fine side veins."""
    bend = noise(rng, size, size, 2, 3) * 0.16
    y, x = grid(size, size)
    turn = rng.uniform(-1.2, 1.2)
    course = x * np.cos(turn) + y * np.sin(turn) + bend
    picture = mix(
        np.broadcast_to(base, (size, size, 3)), vein, 0.16 * ramp(noise(rng, size, size, 2.5, 4), -0.4, 0.9)
    )
    for count, wide, strength in ((1.6, 0.05, 0.75), (2.9, 0.035, 0.45), (5.5, 0.03, 0.25)):
        wander = noise(rng, size, size, count * 1.3, 5, gain=0.5) * 0.2 * count / 1.3
        field = course * count + wander + rng.uniform(0, 1)
        away = np.abs(field % 1 - 0.5)
        swell = ramp(noise(rng, size, size, 2.2, 2), -0.7, 0.6)
        thin, halo = 1 - ramp(away, 0.0, wide * (0.3 + 0.6 * swell)), (1 - ramp(away, 0, wide * 5)) * 0.3
        picture = mix(picture, vein, np.clip(thin + halo, 0, 1) * swell * strength)
    return picture.astype(np.float32)


def speckle(rng: Random, size: int, base: Array, other: Array, name: str) -> Array:
    """Concrete, slate, granite: stains, grain and pores, as coarse as the stone is."""
    stains = noise(rng, size, size, 2.5, 5, gain=0.6)
    fine = noise(rng, size, size, 110 if name == "granite" else 70, 2, gain=0.8)
    coarse = 0.85 if name == "granite" else 0.12
    picture = mix(
        np.broadcast_to(base, (size, size, 3)), other, np.clip(0.45 + 0.35 * stains + coarse * fine, 0, 1)
    )
    if name in ("slate", "dark stone", "sandstone"):
        picture = picture * relief(noise(rng, size, size, 12, 4, stretch=1.3, gain=0.6), 1.3)[..., None]
    pits = ramp(noise(rng, size, size, 95, 1), 0.93, 0.985) * ramp(stains, -0.2, 0.5) * 0.22
    return (picture * (1 - pits)[..., None]).astype(np.float32)


def terrazzo(rng: Random, size: int) -> Array:
    """Chips of several colours in pale or dark cement."""
    ground = rgb(str(rng.choice(["e9e4da", "dedbd5", "efe7df", "3c3c40"])))
    picture = np.ones((size, size, 3), np.float32) * ground
    chips = [rgb(str(code)) for code in rng.choice(TERRAZZO, 3, replace=False)]
    for _ in range(420):
        turn = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(4, 7))))
        reach = rng.uniform(0.3, 1.0, len(turn)) * rng.choice([3, 5, 9], p=[0.5, 0.35, 0.15])
        at = rng.uniform(0, size, 2) + np.stack([np.cos(turn) * reach, np.sin(turn) * reach], 1)
        colour = chips[rng.integers(3)] * rng.uniform(0.85, 1.1)
        cv2.fillPoly(picture, [np.int32(at * 16)], colour.tolist(), cv2.LINE_AA, 4)
    return picture


def relief(surface: Array, steep: float) -> Array:
    """Shading of a height field lit from the upper left, about 0.6…1.4."""
    slope = cv2.Sobel(surface, -1, 1, 0, ksize=3) + 0.7 * cv2.Sobel(surface, -1, 0, 1, ksize=3)
    return (1 + 0.38 * np.tanh(steep * slope / 8 / 0.38)).astype(np.float32)


def cloth(rng: Random, size: int, colour: Array, kind: str) -> Array:
    """Fabric in folds; linen shows its weave, silk and satin a sheen on broad folds, velvet a deep nap."""
    shiny = kind in ("silk", "satin", "velvet")
    y, x = grid(size, size)
    heights = folds(rng, x, y, 0.18 if shiny else 0.07)
    heights = heights + 0.12 * noise(rng, size, size, 3, 3, gain=0.4)
    shade = relief(heights, rng.uniform(9, 17) if shiny else rng.uniform(3, 8))
    picture = colour * shade[..., None] + (0.6 * (shade - 1.12).clip(0))[..., None] * shiny
    if not shiny:
        rows, columns = rng.standard_normal((2, size)).astype(np.float32)
        weave = 0.6 * rows[:, None] + 0.6 * columns[None] + 0.6 * noise(rng, size, size, 120, 1)
        picture = picture * (1 + (0.04 if kind == "linen" else 0.018) * weave)[..., None]
    return np.clip(picture, 0, 1).astype(np.float32)


def folds(rng: Random, x: Array, y: Array, loose: float) -> Array:
    """Heights of cloth: trains of folds that run roughly alike, come and go, and bend if ``loose``."""
    size = x.shape[0]
    heights, course = np.zeros_like(x), rng.uniform(0, np.pi)
    for _ in range(3):
        turn = course + rng.normal(0, 0.35)
        bend = loose * noise(rng, size, size, 1.5, 2, gain=0.35)
        wave = np.sin((x * np.cos(turn) + y * np.sin(turn) + bend) * rng.uniform(8, 22) + rng.uniform(0, 6))
        swell = ramp(noise(rng, size, size, 1.6, 1), -0.6, 0.7)
        heights += (1 - np.abs(wave)) ** 1.4 * swell * rng.uniform(0.25, 0.5)
    return blur(heights, size * 0.008)


def tiles(rng: Random, size: int, colour: Array, rows: int, columns: int, brick: bool) -> Array:
    """Tiles or bricks with joints, each a little different and a little rounded."""
    y, x = grid(size, size)
    row = np.floor(y * rows)
    across = x * columns + (row % 2) / 2 * brick
    own = rng.normal(0, 1, (rows + 1, columns + 2)).astype(np.float32)[
        row.astype(int), np.floor(across).astype(int)
    ]
    rough = noise(rng, size, size, 30, 3, gain=0.7)
    ragged = rough * (0.035 if brick else 0.004)
    edge_y = np.abs((y * rows + ragged) % 1 - 0.5)
    edge_x = np.abs((across + ragged) % 1 - 0.5)
    joint = np.maximum(
        ramp(edge_y, 0.42, 0.47), ramp(edge_x, 0.5 - 0.08 * columns / rows, 0.5 - 0.03 * columns / rows)
    )
    tone = 1 + own * (0.11 if brick else 0.03) + rough * (0.1 if brick else 0.01)
    picture = colour * tone[..., None]
    grout = np.clip(colour * 0.3 + (0.55 if colour.mean() > 0.25 else 0.2), 0, 1) * 0.95
    picture = mix(picture, grout, joint)
    return np.clip(picture * relief(blur(1 - joint, 1.2), 1.1 if brick else 0.7)[..., None], 0, 1).astype(
        np.float32
    )


def leather(rng: Random, size: int, colour: Array) -> Array:
    """Grained leather, worn unevenly."""
    grain = np.abs(noise(rng, size, size, 55, 1)) + 0.5 * np.abs(noise(rng, size, size, 90, 1))
    worn = 1 + 0.1 * noise(rng, size, size, 2.5, 3)
    return np.clip(colour * (relief(grain, 1.6) * worn)[..., None], 0, 1).astype(np.float32)


def plaster(rng: Random, size: int, colour: Array) -> Array:
    """Trowelled plaster or limewash: broad strokes and a soft relief."""
    strokes = noise(rng, size, size, 7, 5, stretch=1.5, gain=0.6)
    clouds = noise(rng, size, size, 2.2, 3)
    return np.clip(colour * (relief(strokes, 0.8) * (1 + 0.06 * clouds + 0.04 * strokes))[..., None], 0, 1)
