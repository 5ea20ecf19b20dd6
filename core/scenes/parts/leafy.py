"""A tall house plant before a wall: every leaf rolled and bent, lit by its own facing, light shining through
it, veins, the shade of the leaves before it; near ones out of focus. Lengths are picture heights."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, noise, ramp, rgb
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.heightfield import Lamp, soft

FICUS = ("2f4a2c", "3a5733", "466540", "334d33")
BANANA = ("4a6b35", "587a3d", "3f5f33", "6a8a48")
SHINE_THROUGH = np.array([1.5, 1.35, 0.45], np.float32)
"""What of the light gets through a leaf, by colour, compared with what it throws back."""


@dataclass(frozen=True)
class Leaf:
    """One leaf: its ``base``, ``course`` (rad, up is negative), ``long`` and half ``wide``, how far its tip
    ``bends`` aside, how far it is ``rolled`` about its rib and ``tipped`` toward the camera (rad), its colour
    (sRGB) and how far ``away`` it is (0 near … 1 at the wall)."""

    base: tuple[float, float]
    course: float
    long: float
    wide: float
    bends: float
    rolled: float
    tipped: float
    tone: Array
    away: float
    slim: bool


@dataclass
class Canvas:
    """Linear light premultiplied by cover."""

    light: Array
    cover: Array


def tall_plant(rng: Random, lamp: Lamp, size: tuple[int, int], x: float, top: float, side: int) -> Canvas:
    """A plant whose pot is below the picture, at ``x`` from the left, its highest leaves at the row ``top``;
    ``side`` is the nearer edge of the picture (-1 left, 1 right)."""
    slim = bool(rng.random() < 0.5)
    leaves, stems = _strelitzia(rng, x, top, side) if slim else _ficus(rng, x, top, side)
    return grown(rng, lamp, size, leaves, stems)


def grown(
    rng: Random,
    lamp: Lamp,
    size: tuple[int, int],
    leaves: "list[Leaf]",
    stems: "list[Stem]",
    outside: float = -0.01,
) -> Canvas:
    """Leaves and stems of whatever plant over a picture of ``size`` (height, width), the far ones first; the
    far and the very near are a little out of focus. ``outside`` is how far outside a leaf (in its lengths)
    what is beyond its ends counts: small ones need -1, or they have a haze about them."""
    grain = noise(np.random.default_rng(int(rng.integers(1 << 31))), 256, 256, 14, 4, gain=0.6)
    rows, columns = size
    whole = Canvas(np.zeros((rows, columns, 3), np.float32), np.zeros((rows, columns), np.float32))
    for low, high, radius in ((0.66, 1.01, 0.0012), (0.33, 0.66, 0.0007), (-1.0, 0.33, 0.0026)):
        layer = Canvas(np.zeros_like(whole.light), np.zeros_like(whole.cover))
        for stem in stems:
            if low <= stem[3] < high:
                _stem(layer, lamp, stem)
        for leaf in sorted(leaves, key=lambda one: -one.away):
            if low <= leaf.away < high:
                _drawn(layer, leaf, lamp, grain, outside)
        _over(whole, layer, radius * rows)
    return whole


def _over(whole: Canvas, layer: Canvas, radius: float) -> None:
    """The layer, out of focus, over what is behind it, and its shade on that; in place."""
    if not layer.cover.any():
        return
    if radius > 0.4:
        layer.light = cv2.GaussianBlur(layer.light, (0, 0), radius)
        layer.cover = cv2.GaussianBlur(layer.cover, (0, 0), radius)
    shade = soft(layer.cover, 0.018 * len(layer.cover))
    left = (1 - 0.5 * shade)[..., None] * (1 - layer.cover[..., None])
    whole.light = f32(whole.light * left + layer.light)
    whole.cover = f32(1 - (1 - whole.cover) * (1 - layer.cover))


Stem = tuple[Array, float, Array, float]
"""Points, thickness, colour (sRGB), and how far away it is."""


def _ficus(rng: Random, x: float, top: float, side: int) -> tuple[list[Leaf], list[Stem]]:
    """A rubber plant: two or three upright stems, large leaves in turn around them."""
    leaves, stems = list[Leaf](), list[Stem]()
    for number in range(int(rng.integers(2, 4))):
        high = 1.02 - (1.02 - top) * float(rng.uniform(0.72, 1.0) if number else 1.0)
        lean = float(rng.normal(-0.05 * side, 0.04))
        t = np.linspace(0, 1, 30)
        points = np.stack([x + 0.03 * (number - 1) + lean * t**1.4, 1.1 + (high - 1.1) * t], 1)
        away = float(rng.uniform(0.3, 0.8))
        stems.append((points, 0.0045, rgb("5b4c3a"), away))
        turn = float(rng.uniform(0, 6.28))
        for at in np.arange(0.25, 1.0, 0.052):
            turn += 2.4 + float(rng.normal(0, 0.25))
            out, near = float(np.cos(turn)), float(np.sin(turn))
            base = points[min(int(at * 30), 29)]
            rise = float(rng.uniform(0.25, 0.9)) * (0.55 + 0.6 * at)
            course = float(np.arctan2(-rise, out if abs(out) > 0.25 else 0.25 * np.sign(out + 1e-3)))
            long = float(rng.uniform(0.12, 0.17)) * (1.08 - 0.42 * at**3) * (0.62 + 0.38 * abs(out))
            tone = rgb(str(rng.choice(FICUS))) * float(rng.uniform(0.85, 1.2)) * (0.9 + 0.25 * at)
            leaves.append(
                Leaf(
                    (float(base[0]), float(base[1])), course, long, long * float(rng.uniform(0.2, 0.27)),
                    float(rng.normal(0.12 * np.sign(out), 0.1)), float(rng.normal(0.0, 0.5)) - 0.35 * out,
                    0.5 * near, f32(tone),
                    float(np.clip(away - 0.45 * near + rng.normal(0, 0.05), 0, 1)), False,
                )
            )  # fmt: skip
    return leaves, stems


def _strelitzia(rng: Random, x: float, top: float, side: int) -> tuple[list[Leaf], list[Stem]]:
    """A bird of paradise: long stalks from the pot, each with one large blade."""
    leaves, stems = list[Leaf](), list[Stem]()
    count = int(rng.integers(10, 15))
    for number in range(count):
        share = number / (count - 1)
        lean = float((share - 0.5) * 0.4 + rng.normal(0, 0.04)) - 0.01 * side
        high = 1.05 - (1.05 - top) * float(rng.uniform(0.3, 0.8)) * (1 - 0.5 * abs(lean))
        t = np.linspace(0, 1, 24)
        points = np.stack([x + 0.02 * (share - 0.5) + lean * t**1.7 * 0.8, 1.12 + (high - 1.12) * t], 1)
        away = float(rng.uniform(0.05, 0.98))
        stems.append((points, 0.003, rgb("6d8a50") * float(rng.uniform(0.8, 1.05)), away))
        step = points[-1] - points[-4]
        course = float(np.arctan2(step[1], step[0])) + float(rng.normal(0, 0.22))
        long = float(rng.uniform(0.2, 0.28))
        tone = rgb(str(rng.choice(BANANA))) * float(rng.uniform(0.8, 1.12))
        leaves.append(
            Leaf(
                (float(points[-1, 0]), float(points[-1, 1])), course, long,
                long * float(rng.uniform(0.17, 0.24)), float(rng.normal(0.5 * lean, 0.12)),
                float(rng.normal(0, 0.55)), float(rng.normal(0, 0.35)), f32(tone), away, True,
            )
        )  # fmt: skip
    return leaves, stems


def _stem(layer: Canvas, lamp: Lamp, stem: Stem) -> None:
    points, thick, tone, _ = stem
    rows, columns = layer.cover.shape
    left, right = (
        int(np.clip(at * rows, 0, columns)) for at in (points[:, 0].min() - 0.02, points[:, 0].max() + 0.02)
    )
    top = int(np.clip((points[:, 1].min() - 0.01) * rows, 0, rows))
    if right - left < 2 or rows - top < 2:
        return
    mask = np.zeros((rows - top, right - left), np.uint8)
    shape = [np.round((points * rows - np.array([left, top])) * 16).astype(np.int32)]
    cv2.polylines(mask, shape, False, 255, max(1, round(2 * thick * rows)), cv2.LINE_AA, 4)
    cover = mask.astype(np.float32) / 255
    core = soft(cover, max(0.4, 0.5 * thick * rows))
    light = np.array(lamp.key, np.float32) * 0.75 + np.array(lamp.fill, np.float32) * 0.8
    made = to_linear(tone) * light * (0.45 + 0.7 * core)[..., None]
    part, held = layer.light[top:, left:right], layer.cover[top:, left:right]
    part += (made - part) * cover[..., None]
    np.maximum(held, cover, out=held)


def _outline(a: Array, slim: bool) -> Array:
    """Half the width of a leaf along it (0…1), 1 at its broadest."""
    a = np.clip(a, 0, 1)
    if slim:
        return f32(np.clip(np.sin(np.pi * a**0.62), 0, 1) ** 0.75 * (1 - 0.12 * a))
    return f32(np.clip(np.sin(np.pi * a**0.85), 0, 1) ** 0.85 * (1 - 0.85 * ramp(f32(a), 0.86, 1.0)))


def _box(leaf: Leaf, rows: int, columns: int) -> tuple[int, int, int, int]:
    """The px that a leaf and its shade may be in: left, top, right, bottom."""
    side = leaf.wide * 1.1
    corners = [(0.0, -side), (0.0, side)]
    corners += [
        (leaf.long * at, leaf.long * leaf.bends * at**2 + way) for at in (0.5, 1.0) for way in (-side, side)
    ]
    cos, sin = float(np.cos(leaf.course)), float(np.sin(leaf.course))
    across = [leaf.base[0] + a * cos - b * sin for a, b in corners]
    down = [leaf.base[1] + a * sin + b * cos for a, b in corners]
    left, right = (int(np.clip(at * rows, 0, columns)) for at in (min(across) - 0.02, max(across) + 0.02))
    top, low = (int(np.clip(at * rows, 0, rows)) for at in (min(down) - 0.02, max(down) + 0.02))
    return left, top, right, low


def _drawn(layer: Canvas, leaf: Leaf, lamp: Lamp, grain: Array, outside: float) -> None:
    """One leaf over the layer, in place, with the shade that it throws on what is behind."""
    rows, columns = layer.cover.shape
    x0, y0 = leaf.base
    left, top, right, low = _box(leaf, rows, columns)
    if right - left < 2 or low - top < 2:
        return
    y, x = np.mgrid[top:low, left:right].astype(np.float32)
    x, y = (x + 0.5) / rows - np.float32(x0), (y + 0.5) / rows - np.float32(y0)
    cos, sin = np.float32(np.cos(leaf.course)), np.float32(np.sin(leaf.course))
    a, b = (x * cos + y * sin) / np.float32(leaf.long), (y * cos - x * sin) / np.float32(leaf.long)
    b = b - np.float32(leaf.bends) * a**2
    wide = leaf.wide / leaf.long * max(0.3, float(np.cos(leaf.rolled)))
    wave = 0.06 * np.sin(a * 23 + 9 * leaf.rolled) * (1.0 if leaf.slim else 0.35)
    half = _outline(a, leaf.slim) * np.float32(wide) * (1 + wave)
    inside = np.where((a > 0) & (a < 1), half - np.abs(b), outside)
    cover = np.clip(inside * leaf.long * rows + 0.5, 0, 1)
    if not cover.any():
        return
    v = np.clip(b / np.maximum(half, 1e-3), -1, 1)
    light = _lit(leaf, lamp, a, v, (cos, sin), grain)
    part, held = layer.light[top:low, left:right], layer.cover[top:low, left:right]
    shade = soft(f32(cover), 0.007 * rows)
    part *= (1 - 0.42 * shade)[..., None]
    part += (light - part) * cover[..., None]
    np.maximum(held, cover, out=held)


def _lit(leaf: Leaf, lamp: Lamp, a: Array, v: Array, way: tuple[Numbers, Numbers], grain: Array) -> Array:
    """Linear light from a leaf at ``a`` along and ``v`` (-1…1) across."""
    cos, sin = way
    # Each half is a trough beside the rib; the blade droops toward its tip.
    across = np.sin(leaf.rolled) + 0.5 * np.sign(v) * (0.55 - np.abs(v)) + 0.12 * v
    along = np.sin(leaf.tipped) + 0.55 * (a - 0.45)
    veins = 17 if leaf.slim else 10
    phase = (a * veins - (0.9 if leaf.slim else 2.2) * np.abs(v) ** 0.9) % 1
    vein = np.exp(-(((phase - 0.5) / 0.14) ** 2)) * (1 - 0.5 * np.abs(v))
    across = across + 0.07 * np.sin(2 * np.pi * phase) * np.sign(v)
    out = np.sqrt(np.clip(1 - 0.8 * np.clip(across**2 + along**2, 0, 1), 0.1, 1))
    right, down = across * -sin + along * cos, across * cos + along * sin
    rise = np.radians(lamp.height)
    to_lamp = (lamp.toward[0] * np.cos(rise), lamp.toward[1] * np.cos(rise), np.sin(rise))
    facing = right * to_lamp[0] + down * to_lamp[1] + out * to_lamp[2]
    u, w = f32(128 + 100 * a + 40 * leaf.away), f32(128 + 60 * v)
    cloud = cv2.remap(grain, u, w, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    colour = to_linear(leaf.tone) * (1 + 0.16 * cloud)[..., None]
    colour = colour * (1 + np.array([0.35, 0.22, 0.1], np.float32) * (0.5 * vein)[..., None])
    rib = np.exp(-((v / (0.05 + 0.03 * (1 - a))) ** 2))[..., None]
    colour = colour + rib * 0.6 * (to_linear(rgb("a3b878")) - colour)
    edge = np.exp(-(1 - np.abs(v)) / 0.05)[..., None]
    colour = colour * (1 + 0.18 * edge)
    key, fill = np.array(lamp.key, np.float32), np.array(lamp.fill, np.float32)
    front, through = np.clip(facing, 0, 1), np.clip(-facing, 0, 1) + 0.06
    made = colour * (front[..., None] * key * 1.25 + (0.45 + 0.55 * out)[..., None] * fill)
    made = made + colour * SHINE_THROUGH * (through[..., None] * key * 0.9)
    half = np.array([to_lamp[0], to_lamp[1], to_lamp[2] + 1.0])
    half = half / np.linalg.norm(half)
    gleam = np.clip(right * half[0] + down * half[1] + out * half[2], 0, 1)
    sheen = 0.05 * gleam**5 + 0.11 * gleam**28 * (1 + 0.5 * cloud)
    sky = 0.045 * np.clip(-down, 0, 1)
    return f32(made + (sheen * (0.45 if leaf.slim else 1.0))[..., None] * key + sky[..., None] * fill)
