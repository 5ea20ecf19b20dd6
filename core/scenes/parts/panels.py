"""Upright panels parallel to the wall, of any outline, thick or thin as card; and balls."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Stage
from core.scenes.parts.laying import texels_for, textured
from core.scenes.parts.prisms import Lighting, covered_part, shade
from core.scenes.parts.shadows import Body, ball
from core.scenes.parts.surfaces import SURFACES, Seed, mean_tone
from core.scenes.parts.swatches import linear


@dataclass(frozen=True, eq=False)
class Panel:
    """An outline K×2 (x, y in m, counterclockwise as the camera sees it, holes by a seam) whose face is ``z``
    m away, ``thick`` m deep."""

    outline: Array
    z: float
    thick: float
    name: str
    seed: Seed
    colour: str | None

    def bodies(self) -> list[Body]:
        """What throws its shadow: slices of it."""
        count = 1 if self.thick < 0.01 else 5
        return [self._slice(self.z + self.thick * index / max(count - 1, 1)) for index in range(count)]

    def _slice(self, z: float) -> Body:
        points = np.column_stack([self.outline, np.full(len(self.outline), z)])
        return Body(points.astype(np.float32), flat=True)


@dataclass(frozen=True, eq=False)
class Ball:
    """A sphere of ``radius`` m around ``centre``, of a plain ``colour``."""

    centre: tuple[float, float, float]
    radius: float
    colour: str

    def bodies(self) -> list[Body]:
        """What throws its shadow."""
        return [ball(self.centre, self.radius)]


def arch_outline(x: float, half: float, spring: float, count: int = 48) -> Array:
    """A solid arch that stands on the floor: ``half`` wide each way, round from the height ``spring`` on."""
    turn = np.linspace(0, np.pi, count)
    round_ = np.stack([x + half * np.cos(turn), spring + half * np.sin(turn)], 1)
    return np.concatenate([[[x + half, 0.0]], round_, [[x - half, 0.0]]]).astype(np.float32)


def ring_outline(x: float, half: float, spring: float, band: float) -> Array:
    """An arch with an opening: ``half`` is the opening's, ``band`` m its frame's width."""
    outer = arch_outline(x, half + band, spring)
    inner = arch_outline(x, half, spring)[::-1]
    return np.concatenate([outer, inner]).astype(np.float32)


def disc_outline(x: float, y: float, radius: float) -> Array:
    """A round disc."""
    turn = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    return np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], 1).astype(np.float32)


def wave_outline(stage: Stage, heights: Array, z: float) -> Array:
    """A panel across the whole view whose upper edge has these ``heights`` (m), evenly spaced."""
    half = stage.aspect * z / stage.focal * 0.75
    x = np.linspace(half, -half, len(heights))
    top = np.stack([x, heights], 1)
    return np.concatenate([[[half, 0.0]], top, [[-half, 0.0]]]).astype(np.float32)


def draw_panel(
    light: Array, near: Array, stage: Stage, lighting: Lighting, panel: Panel, dark: Array | None = None
) -> None:
    """Draw the panel into ``light`` (linear) and ``near`` (1 / distance); ``dark`` H×W (0…1) is what is left
    of the key light on its face."""
    size = near.shape[0], near.shape[1]
    if panel.thick > 0.004:
        _edges(light, near, stage, lighting, panel, size)
    points = np.column_stack([panel.outline, np.full(len(panel.outline), panel.z)]).astype(np.float32)
    found = covered_part(stage.project(points), size)
    if found is None:
        return
    part, share = found
    made = _face(stage, lighting, panel, size, part, 1.0 if dark is None else dark[part])
    light[part] += share[..., None] * (made - light[part])
    near[part] = np.where(share > 0.5, 1 / panel.z, near[part])


def _face(
    stage: Stage,
    lighting: Lighting,
    panel: Panel,
    size: tuple[int, int],
    part: tuple[slice, slice],
    shut: Array | float,
) -> Array:
    rows, columns = np.mgrid[part].astype(np.float32)
    scale = panel.z / stage.focal
    across = ((columns + 0.5) / size[0] - stage.aspect / 2) * scale
    up = stage.eye - ((rows + 0.5) / size[0] - stage.vanish) * scale
    points = np.stack([across, np.maximum(up, 0), np.full_like(up, panel.z)], -1)
    normal = np.zeros_like(points)
    normal[..., 2] = -1
    lit = shade(stage, lighting, points, normal, shut)
    foot = np.clip(up, 0, None) / stage.across
    lit = lit * (1 - 0.28 * np.exp(-foot / 0.015) - 0.16 * np.exp(-foot / 0.08))[..., None]
    span = SURFACES[panel.name].span
    toward = lighting.lamp.toward
    flat = np.array([toward[0], toward[1], max(-toward[2], 0.4)], np.float32)
    texture = textured(
        panel.name, texels_for(span, size[0] / stage.across), panel.seed, panel.colour, flat, False
    )
    side = texture.shape[0]
    u, v = (across / span + 0.13) % 1 * side - 0.5, (-up / span) % 1 * side - 0.5
    skin = cv2.remap(texture, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return (skin * lit).astype(np.float32)


def _edges(
    light: Array, near: Array, stage: Stage, lighting: Lighting, panel: Panel, size: tuple[int, int]
) -> None:
    """The panel's thickness where it is seen: a strip for each piece of its outline."""
    first, second = panel.outline, np.roll(panel.outline, -1, 0)
    edge = second - first
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1) / (np.linalg.norm(edge, axis=1, keepdims=True) + 1e-9)
    eye = np.array([0, stage.eye], np.float32)
    seen = ((eye - first) * normal).sum(1) > 1e-6
    texture = to_linear(mean_tone(panel.name, panel.seed, panel.colour))
    deep = np.linspace(panel.z + panel.thick, panel.z, 7)
    for index in np.flatnonzero(seen):
        after = second[index] + 0.5 * edge[index] * (np.linalg.norm(edge[index]) < 0.1 * stage.across)
        middle = (first[index] + second[index]) / 2
        for back, front in pairwise(deep):
            corners = np.array(
                [[*first[index], back], [*after, back], [*after, front], [*first[index], front]], np.float32
            )
            found = covered_part(stage.project(corners), size)
            if found is None:
                continue
            part, share = found
            z = (back + front) / 2
            point = np.array([middle[0], max(float(middle[1]), 0), z], np.float32)
            lit = shade(stage, lighting, point, np.array([*normal[index], 0], np.float32))
            # Inside a reveal half of the room is hidden, more of it the deeper one looks.
            made = texture * lit * (0.92 - 0.3 * (z - panel.z) / panel.thick)
            light[part] += share[..., None] * (made.astype(np.float32) - light[part])
            near[part] = np.where(share > 0.5, 1 / z, near[part])


def draw_ball(light: Array, near: Array, stage: Stage, lighting: Lighting, thing: Ball) -> None:
    """Draw a ball into ``light`` (linear) and ``near`` (1 / distance)."""
    size = near.shape[0], near.shape[1]
    x, up, z = thing.centre
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    rim = np.column_stack([x + thing.radius * np.cos(turn), up + thing.radius * np.sin(turn), np.full(72, z)])
    found = covered_part(stage.project(rim.astype(np.float32)), size)
    if found is None:
        return
    part, share = found
    rows, columns = np.mgrid[part].astype(np.float32)
    scale = z / stage.focal
    right = (((columns + 0.5) / size[0] - stage.aspect / 2) * scale - x) / thing.radius
    above = (stage.eye - ((rows + 0.5) / size[0] - stage.vanish) * scale - up) / thing.radius
    ahead = np.sqrt(np.clip(1 - right**2 - above**2, 0, 1))
    normal = np.stack([right, above, -ahead], -1).astype(np.float32)
    points = (np.array(thing.centre, np.float32) + thing.radius * normal).astype(np.float32)
    lit = shade(stage, lighting, points, normal)
    foot = np.clip(points[..., 1], 0, None) / (2 * thing.radius)
    lit = lit * (1 - 0.45 * np.exp(-foot / 0.18))[..., None]
    made = linear(thing.colour) * lit
    half = lighting.lamp.direction + np.array([0, 0, -1], np.float32)
    gleam = np.clip(normal @ (half / np.linalg.norm(half)), 0, 1) ** 30 * 0.06
    made = made + gleam[..., None] * np.array(lighting.lamp.key, np.float32)
    light[part] += share[..., None] * (made.astype(np.float32) - light[part])
    near[part] = np.where(share > 0.5, 1 / z, near[part])
