"""Sets that live by their lights: glossy plates, neon, and lights out of focus."""

import cv2
import numpy as np

from core.scenes.painters.sets import disparity_of, mean_colour, shade_of, softened, tint_of
from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.camera import defocus, to_linear
from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb, stream
from core.scenes.parts.illumination import Stage, exposure, lamp_of, stage_of
from core.scenes.parts.laying import Lay, floor_colours, wall_colours
from core.scenes.parts.lens import finished
from core.scenes.parts.periodic import Values
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.swatches import linear, pick
from core.scenes.spec import SceneSpec, is_anew

NEONS = ("ff2d78", "2de1ff", "8a4dff", "ff7a2d", "38ff9c", "ff3b3b", "3d6bff", "ffd23d")
LAMPS = ("ffd9a0", "ffc070", "ffe6c4", "ff9f5a", "fff1dd", "ffb38a")
BACKS = ("262d36", "2b303a", "1f2c38", "2d3138", "343b45", "252b3a")


def reflected(stage: Stage, upper: Values, soft: float) -> Array:
    """What a level mirror shows of the wall, blurred by ``soft`` heights, more the farther from the wall."""
    height = upper.shape[0]
    # A mirror shows the wall from as far below the ground as it rises above it.
    rows = 2 * stage.far - (np.arange(height, dtype=np.float32) + 0.5) / height
    index = np.clip(rows * height - 0.5, 0, height - 1)
    low = np.floor(index).astype(np.int32)
    part = (index - low)[:, None, None].astype(np.float32)
    turned = upper[low] * (1 - part) + upper[np.minimum(low + 1, height - 1)] * part
    if soft <= 0.002:
        return turned.astype(np.float32)
    y, _ = grid(height, 1)
    deep = np.clip((y - stage.far) / (1 - stage.far), 0, 1)[..., None]
    return (softened(turned, soft * 0.3) * (1 - deep) + softened(turned, soft) * deep).astype(np.float32)


def fresnel(stage: Stage, y: Array, normal: float) -> Array:
    """Share of light that a polished ground of ``normal`` reflectance mirrors at rows ``y``."""
    slope = np.clip((y - stage.vanish) / stage.focal, 0.01, None)
    facing = slope / np.sqrt(1 + slope**2)
    return (normal + (1 - normal) * (1 - facing) ** 5).astype(np.float32)


def glossy(spec: SceneSpec, view: View) -> Painting:
    """A polished plate before a dark or light backdrop with a glow behind the subject."""
    name = spec.materials.ground or "black acrylic"
    rng = stream(spec, "glossy")
    stage = stage_of(spec, view.aspect, 0.86, behind=float(rng.uniform(0.8, 1.2)))
    lamp = lamp_of(spec, stage)
    dark = name != "white acrylic"
    own = pick(rng, BACKS) if dark else "#d5d6d8"
    wall = linear(spec.colours.wall or own)
    y, x = grid(view.height, view.width)
    at = (view.aspect / 2 + float(lamp.toward[0]) * 0.3, 0.40)
    level = _pooled(spec, x - at[0], y - at[1], float(rng.uniform(0.36, 0.5)), dark)
    key = np.array(lamp.key, np.float32) * 0.6 + np.array(lamp.fill, np.float32)
    upper = wall * level[..., None] * (key / key.mean())
    # The plate ends in a soft dark line, where it meets the backdrop out of focus.
    mirror = {"mirror": 0.85, "white acrylic": 0.08}.get(name, 0.05)
    share = fresnel(stage, y, mirror)[..., None]
    glance = reflected(stage, upper, 0.006)
    body = (
        linear(spec.colours.ground)
        if spec.colours.ground
        else to_linear(rgb({"white acrylic": "e4e5e7"}.get(name, "0b0b0d")))
    )
    if name == "mirror":
        lower = glance * 0.86
    else:
        spread = 0.75 + 0.5 * np.exp(-(((x - at[0]) / 0.6) ** 2)) * np.clip((y - stage.far) * 2, 0, 1)
        gain = 1.0 if dark else 0.78
        lower = body * (spread * gain)[..., None] * (key / key.mean()) + glance * np.clip(
            share * (2.6 if dark else 1.0), 0, 0.8
        )
    soft = 0.0015 + 0.006 * spec.camera.blur
    seam = ramp(y, stage.far - soft, stage.far + soft)[..., None]
    image = upper + seam * (lower - upper)
    image = image * (1 - 0.25 * np.exp(-(((y - stage.far) / 0.004) ** 2)))[..., None]
    ground = Ground(
        vanish=stage.vanish,
        far=stage.far,
        foot=stage.foot,
        mirror={"mirror": 0.85, "white acrylic": 0.3}.get(name, 0.42),
        rough=0.03,
        shade=0.35,
        wall=None,
    )
    return Painting(
        image=finished(image.astype(np.float32), spec.stream("grain"), 0.12),
        disparity=disparity_of(stage, y),
        ground=ground,
        tint=tint_of(lamp),
    )


def _pooled(spec: SceneSpec, x: Array, y: Array, reach: float, dark: bool) -> Array:
    """How bright the backdrop is at so many heights from the middle of its glow, which ``reach`` heights
    far; a harder light makes it smaller."""
    reach *= 1.2 - 0.4 * spec.light.hardness
    pool = np.exp(-((x / (1.15 * reach)) ** 2 + (y / reach) ** 2))
    wide = np.exp(-((x / (2.4 * reach)) ** 2 + (y / (2.0 * reach)) ** 2))
    base = (0.14 if dark else 0.3) if spec.light.time == "night" else (0.26 if dark else 0.45)
    if dark:
        return (0.7 * base + 0.9 * wide + 4.2 * pool**1.3) * 0.75
    return (base + 0.75 * wide + 0.35 * pool) * 0.85


def neon(spec: SceneSpec, view: View) -> Painting:
    """Neon tubes on a dark wall over a floor that shines wet."""
    stage = stage_of(spec, view.aspect, 0.86, behind=0.75)
    rng = stream(spec, "neon")
    size = (view.height, view.width)
    first = spec.colours.accent or pick(rng, NEONS)
    second = first if rng.random() < 0.3 else pick(rng, NEONS)
    tubes = _tubes(spec, stage, rng, size, (first, second))
    toward = np.array([0.0, 0.35, -0.4], np.float32)
    wall = (spec.materials.wall or "dark concrete", spec.colours.wall)
    floor = (spec.materials.ground or "dark concrete", spec.colours.ground)
    above = wall_colours(stage, size, wall[0], spec.stream("wall"), wall[1], toward)
    below = floor_colours(stage, size, floor[0], spec.stream("ground"), floor[1], toward, Lay())
    y, _ = grid(*size)
    # Light on the wall near a tube falls off with the square of the distance: a sum of ever wider blurs.
    glow = sum(
        (
            weight * softened(tubes, soft)
            for soft, weight in ((0.018, 2.2), (0.05, 3.2), (0.13, 5.0), (0.32, 7.0))
        ),
        np.zeros_like(tubes),
    )
    ambient = np.array([0.030, 0.034, 0.05], np.float32) * (0.6 + 0.8 * spec.light.hardness)
    upper = above * 0.7 * (glow + ambient)
    haze = 0.035 * softened(tubes, 0.05) + 0.05 * softened(tubes, 0.16)
    lit_floor = softened(reflected(stage, glow, 0.02), 0.08)
    away = np.clip((y - stage.far) / (1 - stage.far), 0, 1)[..., None]
    known = SURFACES[floor[0]]
    wet = 0.55 if floor[0] == "black acrylic" else 0.28 if floor[0] == "wet asphalt" else 0.14
    soft = 0.004 if floor[0] == "black acrylic" else 0.03
    share = (wet + (1 - wet) * fresnel(stage, y, 0.04) * 0.6)[..., None]
    ripple = 0.75 + 0.5 * ramp(below.mean(2), float(np.quantile(below, 0.2)), float(np.quantile(below, 0.8)))
    glance = reflected(stage, upper + tubes * 1.2, soft) * (1.25 - ripple[..., None] * 0.5)
    lower = below * (lit_floor * (1.1 - 0.65 * away) + ambient * 1.5) + glance * share
    seam = np.clip((y - stage.far) * view.height + 0.5, 0, 1)[..., None]
    corner = 1 - 0.35 * np.exp(-np.abs(y - stage.far) / 0.012)[..., None]
    image = (upper + seam * (lower - upper)) * corner + (tubes * 3.0 + haze) * (1 - seam)
    image = (
        defocus(image.astype(np.float32), 0.006 * spec.camera.blur * view.height) * (1 - away) + image * away
    )
    mean = softened(tubes, 0.2).mean((0, 1))
    tint = (mean / mean.max()) ** (1 / 2.2) * 0.6 + 0.4
    return Painting(
        image=finished(image.astype(np.float32), spec.stream("grain"), 0.15, 0.10),
        disparity=disparity_of(stage, y),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=stage.foot,
            mirror=max(known.mirror, wet),
            rough=0.05 if soft < 0.01 else 0.35,
            shade=0.6,
            wall=stage.far,
        ),
        tint=(float(tint[0]), float(tint[1]), float(tint[2])),
    )


def _tubes(
    spec: SceneSpec, stage: Stage, rng: Random, size: tuple[int, int], colours: tuple[str, str]
) -> Array:
    """The tubes' own light, linear (a white core, a coloured rim), H×W×3."""
    kind = next((name for name in ("ring", "grid", "tubes") if name in spec.props), None)
    chances = [0.45, 0.55, 0.0] if is_anew(spec) else [0.4, 0.45, 0.15]
    kind = kind or str(rng.choice(["ring", "tubes", "grid"], p=chances))
    middle = stage.aspect / 2
    lines: list[tuple[Values, int]] = []
    if kind == "ring":
        turn = np.linspace(0, 2 * np.pi, 120)
        radius, at = float(rng.uniform(0.24, 0.31)), float(rng.uniform(0.34, 0.4))
        lines.append((np.stack([middle + radius * np.cos(turn), at + radius * np.sin(turn)], 1), 0))
    elif kind == "grid":
        step = float(rng.uniform(0.14, 0.19))
        for index in range(-8, 9):
            x = middle + (index + 0.5) * step
            lines.append((np.array([[x, -0.1], [x, stage.far - 0.04]]), index % 2))
        for index in range(4):
            level = stage.far - 0.04 - index * step
            lines.append((np.array([[-1.0, level], [stage.aspect + 1, level]]), 0))
    else:
        for index in range(int(rng.integers(3, 7))):
            side = (-1) ** index
            x = middle + side * (0.14 + 0.115 * (index // 2) + float(rng.uniform(0, 0.03)))
            top = float(rng.uniform(0.02, 0.12))
            lines.append((np.array([[x, top], [x, stage.far - float(rng.uniform(0.03, 0.12))]]), index % 2))
    light = np.zeros((*size, 3), np.float32)
    for which in (0, 1):
        drawn = [points for points, other in lines if other % 2 == which]
        if drawn:
            tone = to_linear(rgb(colours[which].removeprefix("#")))
            core, rim = _strokes(drawn, (0.0042, 0.0085), size)
            light += rim[..., None] * tone + core[..., None] * (tone * 0.6 + 1.5)
    return light


def _strokes(lines: list[Values], widths: tuple[float, float], size: tuple[int, int]) -> tuple[Array, Array]:
    """Round-ended lines of two half widths (shares of the height), H×W each, drawn at twice the size."""
    height, width = size
    mask = np.full((height * 2, width * 2), 255, np.uint8)
    texels = [np.round((points * height * 2 - 0.5) * 16).astype(np.int32) for points in lines]
    cv2.polylines(mask, texels, False, 0, 1, cv2.LINE_8, 4)
    away = cv2.distanceTransform(mask, cv2.DIST_L2, 5) / (2 * height)
    first, second = (
        cv2.resize(
            np.clip((wide - away) * height * 2 + 0.5, 0, 1), (width, height), interpolation=cv2.INTER_AREA
        ).astype(np.float32)
        for wide in widths
    )
    return first, second


def bokeh(spec: SceneSpec, view: View) -> Painting:
    """Lights far out of focus behind a table that reflects them."""
    stage = stage_of(spec, view.aspect, 0.87, behind=float(stream(spec, "depth").uniform(0.42, 0.55)))
    rng = stream(spec, "bokeh")
    size = (view.height, view.width)
    lamp = lamp_of(spec, stage)
    y, x = grid(*size)
    dusk = spec.light.time == "dusk"
    own = pick(rng, BACKS)
    back = linear(spec.colours.wall or own) * (1.1 if dusk else 0.55)
    level = 0.45 + 0.55 * np.exp(-(((y - 0.5) / 0.4) ** 2))
    upper = back * level[..., None]
    if dusk:
        upper = upper + np.array([0.16, 0.08, 0.09], np.float32) * ramp(y, 0.0, 0.7)[..., None] * 0.5
    shine = lights(spec, size)
    if is_seen(spec):
        # A lens draws no stencilled discs: their rims melt, and each lights the air about it.
        shine = 0.85 * softened(shine, 0.006) + 0.3 * softened(shine, 0.04)
    upper = upper + shine
    name = spec.materials.ground or "black wood"
    toward = np.array([0.35 * lamp.toward[0], 0.5, 0.5], np.float32)
    below = floor_colours(
        stage, size, name, spec.stream("ground"), spec.colours.ground, toward, Lay(joints=False)
    )
    mean = softened(upper, 0.3)
    turned = reflected(stage, mean, 0.05)
    near = ramp(y, stage.far, 1.0)[..., None]
    key = np.array(lamp.key, np.float32) * exposure(lamp, stage) * 0.9
    warm = turned * 1.6 + key * (
        0.22 + 0.6 * near * np.exp(-(((x - view.aspect / 2) / 0.75) ** 2))[..., None]
    )
    known = SURFACES[name]
    share = (0.10 + 0.9 * fresnel(stage, y, 0.03))[..., None]
    lower = below * warm + reflected(stage, upper, 0.03) * share * 0.8
    soft = 0.004 + 0.010 * spec.camera.blur
    seam = ramp(y, stage.far - soft, stage.far + soft)[..., None]
    image = (upper + seam * (lower - upper)).astype(np.float32)
    far = defocus(image, 0.010 * spec.camera.blur * view.height)
    sharp = ramp(y, stage.far + 0.02, stage.foot - 0.06)[..., None]
    image = far + sharp * (image - far)
    tint = upper.mean((0, 1)) * 0.8 + np.array(lamp.key) * 0.3
    tint = (tint / tint.max()) ** (1 / 2.2)
    return Painting(
        image=finished(image.astype(np.float32), spec.stream("grain"), 0.16),
        disparity=np.where(y < stage.far, 0.3 * disparity_of(stage, y), disparity_of(stage, y)).astype(
            np.float32
        ),
        ground=Ground(
            vanish=stage.vanish,
            far=stage.far,
            foot=stage.foot,
            mirror=max(known.mirror, 0.12),
            rough=0.45,
            shade=shade_of(spec, mean_colour((name, spec.colours.ground), spec.stream("ground"))),
        ),
        tint=(float(tint[0]), float(tint[1]), float(tint[2])),
    )


def lights(spec: SceneSpec, size: tuple[int, int]) -> Array:
    """Lamps as round discs of several sizes, brighter at their rims, some cut by the lens; linear."""
    rng = stream(spec, "lights")
    height, width = size
    aspect = width / height
    light = np.zeros((height, width, 3), np.float32)
    accent = to_linear(rgb(spec.colours.accent[1:])) if spec.colours.accent else None
    base = (0.022 + 0.035 * spec.camera.blur) * float(rng.uniform(0.85, 1.25))
    cool = rng.random() < 0.35
    for _ in range(int(rng.integers(130, 210))):
        radius = base * float(rng.uniform(0.45, 1.3))
        # Drawn for the widest picture, so that a wider one shows more of the same place.
        x, y = aspect / 2 + float(rng.uniform(-2, 2)), float(np.clip(rng.normal(0.33, 0.17), -0.05, 0.68))
        tone = to_linear(rgb(str(rng.choice(LAMPS))))
        other, strength = float(rng.random()), float(rng.uniform(0.03, 1.0) ** 2.2)
        if accent is not None and other < 0.6:
            tone = accent / max(float(accent.max()), 0.2)
        elif cool and other < 0.3:
            tone = to_linear(rgb("a9c8ff"))
        _disc(light, (x, y), radius, tone * strength * 0.75)
    return light


def _disc(light: Array, at: tuple[float, float], radius: float, tone: Array) -> None:
    """Add one disc of light; toward the corners it narrows to a lens, as the lens' barrel cuts it."""
    height, width = light.shape[:2]
    x0, x1 = int((at[0] - radius) * height) - 2, int((at[0] + radius) * height) + 3
    y0, y1 = int((at[1] - radius) * height) - 2, int((at[1] + radius) * height) + 3
    x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
    if x0 >= x1 or y0 >= y1:
        return
    y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    u, v = ((x + 0.5) / height - at[0]) / radius, ((y + 0.5) / height - at[1]) / radius
    away = np.hypot(u, v)
    cut = np.array([at[0] - width / height / 2, at[1] - 0.5]) * 0.7
    barrel = np.hypot(u + cut[0], v + cut[1])
    soft = 1.2 / (radius * height) + 0.05
    inside = np.clip((1 - np.maximum(away, barrel)) / soft + 0.5, 0, 1)
    rim = 0.78 + 0.3 * np.clip(away, 0, 1) ** 6
    light[y0:y1, x0:x1] += (inside * rim)[..., None] * tone
