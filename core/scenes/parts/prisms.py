"""Upright solids with a flat top in exact perspective: each column of the picture meets its outline once, so
that its side is shaded and textured exactly; edges are rounded and catch the light."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Lamp, Stage, falling
from core.scenes.parts.laying import Lay, floor_colours, texels_for, textured
from core.scenes.parts.periodic import Values
from core.scenes.parts.shadows import Body, level_shadows, prism
from core.scenes.parts.surfaces import SURFACES, Seed

FINER = 3
"""Rows and columns per px in which outlines are filled."""


@dataclass(frozen=True, eq=False)
class Solid:
    """An outline K×2 (x, z in m, counterclockwise from above) raised from ``low`` to ``high``; ``bevel`` m
    is its edge's radius. ``name`` and ``colour`` are its material."""

    outline: Array
    low: float
    high: float
    name: str
    seed: Seed
    colour: str | None
    bevel: float = 0.004

    @property
    def body(self) -> Body:
        """What throws its shadow."""
        return prism(self.outline, self.low, self.high)


def circle(x: float, z: float, radius: float) -> Array:
    """A circle on the floor."""
    turn = np.linspace(0, 2 * np.pi, 128, endpoint=False)
    return np.stack([x + radius * np.cos(turn), z + radius * np.sin(turn)], 1).astype(np.float32)


def rectangle(x: float, z: float, half: float, deep: float, turn: float, corner: float) -> Array:
    """A rectangle on the floor, ``half`` wide and ``deep`` deep each way, turned by ``turn`` rad, its corners
    rounded by ``corner`` m."""
    quarter = np.linspace(0, np.pi / 2, 7)
    parts: list[Array] = []
    for index, (right, back) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        angle = quarter + index * np.pi / 2
        middle = np.array([right * (half - corner), back * (deep - corner)])
        parts.append((middle + corner * np.stack([np.cos(angle), np.sin(angle)], 1)).astype(np.float32))
    points = np.concatenate(parts)
    cos, sin = np.cos(turn), np.sin(turn)
    spun = np.stack([points[:, 0] * cos - points[:, 1] * sin, points[:, 0] * sin + points[:, 1] * cos], 1)
    return (spun + np.array([x, z])).astype(np.float32)


def covered_part(points: Array, size: tuple[int, int]) -> tuple[tuple[slice, slice], Array] | None:
    """The part of the picture around a polygon (in shares of the height), and the share 0…1 of each of its
    px inside; ``None`` off the picture."""
    height, width = size
    low = np.floor(points.min(0) * height).astype(int) - 1
    high = np.ceil(points.max(0) * height).astype(int) + 1
    x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
    x1, y1 = min(int(high[0]), width), min(int(high[1]), height)
    if x1 <= x0 or y1 <= y0:
        return None
    mask = np.zeros(((y1 - y0) * FINER, (x1 - x0) * FINER), np.uint8)
    texels = (points * height - np.array([x0, y0])) * FINER - 0.5
    cv2.fillPoly(mask, [np.round(texels * 256).astype(np.int32)], 255, cv2.LINE_8, 8)
    small = cv2.resize(mask, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    return (slice(y0, y1), slice(x0, x1)), small.astype(np.float32) / 255


def covering(points: Array, size: tuple[int, int]) -> Array:
    """Share 0…1 of each px of the picture inside a polygon given in shares of the height."""
    whole = np.zeros(size, np.float32)
    found = covered_part(points, size)
    if found is not None:
        whole[found[0]] = found[1]
    return whole


def _columns(stage: Stage, outline: Array, x: Values) -> tuple[Array, Array, Array]:
    """For each column ``x`` of the picture: distance of the outline's front, its normal N×2 (x, z), and how
    far along the outline that is, in m. Columns beside it take the nearest one's."""
    ahead = (x - stage.aspect / 2) / stage.focal
    first, second = outline, np.roll(outline, -1, 0)
    edge = second - first
    lengths = np.linalg.norm(edge, axis=1)
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1) / (lengths[:, None] + 1e-9)
    following = np.roll(normal, -1, 0)
    before = np.roll(normal, 1, 0)
    start = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    # On an edge x = ahead·z: solve for the share of the edge.
    top = first[None, :, 0] - ahead[:, None] * first[None, :, 1]
    bottom = edge[None, :, 0] - ahead[:, None] * edge[None, :, 1]
    share = -top / np.where(np.abs(bottom) < 1e-9, 1e-9, bottom)
    away = first[None, :, 1] + share * edge[None, :, 1]
    hit = (share >= -1e-6) & (share <= 1 + 1e-6)
    away = np.where(hit, away, np.inf)
    best = away.argmin(1)
    rows = np.arange(len(x))
    found = np.isfinite(away[rows, best])
    t = np.clip(share[rows, best], 0, 1)[:, None]
    # Normals run smoothly around round outlines.
    bent = np.where(
        t < 0.5,
        normal[best] * (0.5 + t) + before[best] * (0.5 - t),
        normal[best] * (1.5 - t) + following[best] * (t - 0.5),
    )
    bent = bent / (np.linalg.norm(bent, axis=1, keepdims=True) + 1e-9)
    along = start[best] + t[:, 0] * lengths[best]
    nearest = away[rows, best]
    if not found.all() and found.any():
        known = np.flatnonzero(found)
        use = known[np.abs(rows[:, None] - known[None]).argmin(1)]
        nearest, bent, along = nearest[use], bent[use], along[use]
    return nearest.astype(np.float32), bent.astype(np.float32), along.astype(np.float32)


@dataclass(frozen=True, eq=False)
class Lighting:
    """What lights a solid: the lamp, the stage's exposure, and colours (linear) of floor and wall, which
    throw light back; ``through`` is what the lamp's pattern lets through at points (…×3), if it has one."""

    lamp: Lamp
    gain: float
    floor: Array
    wall: Array
    through: Callable[[Array], Array] | None = None


def shade(stage: Stage, lighting: Lighting, points: Array, normal: Array, shut: Array | float = 1.0) -> Array:
    """Light on points (…×3) of normals (…×3), linear."""
    direct = falling(lighting.lamp, stage, points, normal) * shut
    if lighting.through is not None:
        direct = direct * lighting.through(points)
    up = normal[..., 1]
    fill = np.array(lighting.lamp.fill, np.float32)
    # Above is the room, below the floor, behind the wall: each to the share that the surface sees.
    sky = fill * (0.5 + 0.5 * up)[..., None]
    below = lighting.floor * 0.55 * (0.5 - 0.5 * up)[..., None]
    front = 0.12 * fill * (1 - np.abs(up))[..., None]
    light = 1.08 * direct[..., None] * np.array(lighting.lamp.key, np.float32) + sky + below + front
    return (light * lighting.gain).astype(np.float32)


def draw(
    light: Array, near: Array, stage: Stage, lighting: Lighting, solid: Solid, above: list[Body]
) -> None:
    """Draw the solid into ``light`` (H×W×3, linear) and ``near`` (H×W, 1 / distance in m); ``above`` are the
    bodies that may stand on it and throw shadows on its top."""
    size = near.shape[0], near.shape[1]
    low, high = _projected(stage, solid, solid.low), _projected(stage, solid, solid.high)
    hull = cv2.convexHull(np.concatenate([low, high]))[:, 0]
    body = covering(hull, size)
    columns = np.flatnonzero(body.max(0) > 0)
    rows = np.flatnonzero(body.max(1) > 0)
    if not len(columns) or not len(rows):
        return
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    side, away = _side(stage, lighting, solid, size, part)
    share = body[part][..., None]
    light[part] += share * (side - light[part])
    near[part] = np.where(body[part] > 0.5, 1 / away, near[part])
    top = covering(high, size)
    seen = np.flatnonzero(top.max(1) > 0)
    if len(seen) and stage.eye > solid.high:
        _top(light, near, stage, lighting, solid, above, top, (int(seen[0]), int(seen[-1]) + 1))


def _projected(stage: Stage, solid: Solid, level: float) -> Array:
    raised = np.column_stack([solid.outline[:, 0], np.full(len(solid.outline), level), solid.outline[:, 1]])
    return stage.project(raised.astype(np.float32))


def _side(
    stage: Stage, lighting: Lighting, solid: Solid, size: tuple[int, int], part: tuple[slice, slice]
) -> tuple[Array, Array]:
    """The side's light over ``part`` of the picture, linear, and its distance there."""
    height = size[0]
    x = (np.arange(part[1].start, part[1].stop, dtype=np.float32) + 0.5) / height
    y = ((np.arange(part[0].start, part[0].stop, dtype=np.float32) + 0.5) / height)[:, None]
    away, normal, along = _columns(stage, solid.outline, x)
    up = stage.eye - (y - stage.vanish) * away / stage.focal
    edge = np.clip(1 - (solid.high - up) / solid.bevel, 0, 1)
    points = np.stack(
        [
            np.broadcast_to((x - stage.aspect / 2) * away / stage.focal, up.shape),
            np.clip(up, solid.low, solid.high),
            np.broadcast_to(away, up.shape),
        ],
        -1,
    ).astype(np.float32)
    tilt = 0.5 * np.pi * edge
    faces = np.stack([np.cos(tilt) * normal[:, 0], np.sin(tilt), np.cos(tilt) * normal[:, 1]], -1).astype(
        np.float32
    )
    lit = shade(stage, lighting, points, faces)
    # Near the ground that it stands on, half of what a side sees is that ground, in its shadow.
    foot = np.clip(points[..., 1] - solid.low, 0, None) / stage.across
    lit = lit * (1 - 0.3 * np.exp(-foot / 0.012) - 0.16 * np.exp(-foot / 0.06))[..., None]
    known = SURFACES[solid.name]
    metre = height / stage.across
    flat = np.array([lighting.lamp.toward[0], lighting.lamp.toward[1], 0.6], np.float32)
    texture = textured(solid.name, texels_for(known.span, metre), solid.seed, solid.colour, flat, False)
    side = texture.shape[0]
    u = np.broadcast_to(along / known.span % 1 * side - 0.5, up.shape).astype(np.float32)
    v = ((-up / known.span) % 1 * side - 0.5).astype(np.float32)
    skin = cv2.remap(texture, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return (skin * lit).astype(np.float32), np.broadcast_to(away, up.shape)


def _top(
    light: Array,
    near: Array,
    stage: Stage,
    lighting: Lighting,
    solid: Solid,
    above: list[Body],
    share: Array,
    rows: tuple[int, int],
) -> None:
    """The top's light into the picture, with the shadows of what stands on it."""
    size = near.shape[0], near.shape[1]
    first, last = rows
    seen = np.flatnonzero(share.max(0) > 0)
    left, right = int(seen[0]), int(seen[-1]) + 1
    part = np.s_[first:last, left:right]
    y, x = np.mgrid[part].astype(np.float32)
    across, away = stage.on_level((x + 0.5) / size[0], (y + 0.5) / size[0], solid.high)
    points = np.stack([across, np.full_like(across, solid.high), away], -1)
    up = np.zeros_like(points)
    up[..., 1] = 1
    if above:
        key, sky = level_shadows(stage, above, lighting.lamp, size, solid.high)
        lit = shade(stage, lighting, points, up, key[part]) * (0.4 + 0.6 * sky[part])[..., None]
    else:
        lit = shade(stage, lighting, points, up)
    lay = Lay(level=solid.high, joints=False)
    lamp = lighting.lamp
    skin = floor_colours(
        stage, size, solid.name, solid.seed, solid.colour, lamp.direction, lay, (first, last, left, right)
    )
    made = skin * lit
    known = SURFACES[solid.name]
    if known.mirror > 0.02:
        facing = 1 - np.clip((stage.eye - solid.high) / np.hypot(stage.eye - solid.high, away), 0, 1)
        gloss = (known.mirror * (0.3 + 0.9 * facing**2))[..., None]
        back = lighting.wall * np.array(lighting.lamp.fill, np.float32) * lighting.gain * 1.3
        made = made * (1 - 0.5 * gloss) + back * gloss
    cover = share[part][..., None]
    light[part] += cover * (made - light[part])
    near[part] = np.where(share[part] > 0.5, 1 / away, near[part])
