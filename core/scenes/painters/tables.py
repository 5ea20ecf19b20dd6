"""Table tops and counters before something out of focus, and a shelf on a wall."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painting import Ground, Painting, View, paint
from core.scenes.parts import glow
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, grid, ramp, stream
from core.scenes.parts.surfaces import SURFACES, surface
from core.scenes.parts.tabletop import (
    Top,
    edge_cover,
    focused,
    fresnel,
    laid,
    mirrored,
    pooled,
    wide_lens_blur,
)
from core.scenes.spec import Camera, Materials, SceneSpec

WALLS = frozenset({"plaster_wall", "coloured_wall", "brick_wall", "tiled_wall", "paper", "window"})
"""Backdrops that stand upright right behind the table: no floor is seen of them."""


@dataclass(frozen=True)
class Behind:
    """What is seen behind a board: linear light out of focus, and its disparity, both of the picture's
    size."""

    light: Array
    disparity: Array


def table_top(spec: SceneSpec, view: View) -> Top:
    """Where the board is: its far edge well above the foot, which stands about two thirds down the board."""
    rng = stream(spec, "table")
    vanish = float(np.clip(spec.camera.horizon, -0.2, 0.5))
    edge = 0.4 + 0.36 * vanish + rng.uniform(-0.02, 0.05) + 0.04 * (spec.camera.distance - 1)
    edge = float(np.clip(edge, vanish + 0.12, 0.66))
    foot = edge + (0.6 + 0.06 * rng.random()) * (1 - edge)
    return Top(vanish, edge, foot, spec.place.width * spec.camera.distance * view.aspect, view.aspect)


def lens(spec: SceneSpec) -> float:
    """Radius of what lies behind the table out of focus, in shares of the height."""
    return 0.003 + 0.052 * spec.camera.blur


def backdrop_spec(spec: SceneSpec, kind: str, top: Top) -> SceneSpec:
    """The place behind the table: same seed, light and season, its horizon near the table's far edge."""
    place = kind_named(kind)
    low, high = place.horizon
    horizon = float(np.clip(top.edge - 0.06, min(low, high), max(low, high)))
    wall = spec.colours.wall if "wall" in place.colours else None
    pattern = spec.light.pattern if spec.light.pattern in place.patterns else "none"
    return spec.model_copy(
        update={
            "kind": kind,
            "backdrop": None,
            "materials": Materials(),
            "colours": spec.colours.model_copy(update={"ground": None, "wall": wall, "accent": None}),
            "light": spec.light.model_copy(update={"pattern": pattern}),
            "camera": Camera(horizon=horizon, distance=1.3, blur=max(place.blur)),
            "props": place.props[:3],
        }
    )


def cropped(painting: Painting, top: Top, wall: bool, view: View, size: tuple[int, int]) -> tuple[Array, Array]:
    """The part of a backdrop that is seen above the board (image and disparity, ``size`` height × width):
    its ground's far edge lies a little above the board's edge, a wall's foot below it."""
    height, width = size
    ground = painting.ground
    low = ground.far - 0.015 if wall or ground.wall is not None else ground.far + 0.1
    low = float(np.clip(low, 0.3, 0.95))
    zoom = min(1.0, low / top.edge)
    y, x = grid(height, width)
    rows = (low + (y - top.edge) * zoom) * height - 0.5
    columns = ((x - view.aspect / 2) * zoom + view.aspect / 2) * height - 0.5
    return tuple(
        cv2.remap(one, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        for one in (painting.image, painting.disparity)
    )  # pyright: ignore[reportReturnType]


def behind(spec: SceneSpec, view: View, top: Top) -> Behind:
    """The backdrop, painted as large as its blur needs, and blurred as a lens does."""
    kind = spec.backdrop or "plaster_wall"
    radius = lens(spec)
    height = int(min(view.height, max(96, round(11 / radius))))
    width = max(1, round(height * view.aspect))
    made = paint(backdrop_spec(spec, kind, top), View(width, height))
    image, disparity = cropped(made, top, kind in WALLS, View(width, height), (height, width))
    light = to_linear(image)
    peak = np.clip((light.max(axis=2, keepdims=True) - 0.5) / 0.5, 0, 1)
    light = wide_lens_blur(light * (1 + 2.2 * peak**2), radius * height)
    size = (view.width, view.height)
    grown = [cv2.resize(one, size, interpolation=cv2.INTER_LINEAR) for one in (light, disparity)]
    return Behind(grown[0].astype(np.float32), grown[1].astype(np.float32))


@dataclass(frozen=True)
class Board:
    """A lit board and how it mirrors: linear ``light`` without and ``share`` with what is mirrored."""

    light: Array
    mirror: float
    rough: float


def board(spec: SceneSpec, view: View, top: Top, around: Array) -> tuple[Array, float, float]:
    """The board's own linear light, its share of mirrored light from straight above, and its roughness.
    ``around`` is the linear colour of the place it stands in."""
    rng = stream(spec, "board")
    name = spec.materials.ground or spec.place.grounds[0]
    known = SURFACES[name]
    turn = float(rng.normal(0, 0.03)) if "wood" in name or name in ("oak", "walnut", "pine") else rng.uniform(-0.5, 0.5)
    at = (float(rng.random()), float(rng.random()))
    texels = int(np.clip(2 ** np.ceil(np.log2(view.height)), 512, 2048))
    picture = surface(name, texels, spec.stream("board material"), spec.colours.ground)
    made = to_linear(laid(top, picture, known.span * 0.8, float(turn), at, (view.height, view.width)))
    key, fill = glow.colours(spec.light)
    tone = around / max(float(around.mean()), 1e-3)
    bright = float(np.clip(0.5 + 1.1 * float(around.mean()), 0.42, 1.08))
    fill = fill * (0.55 + 0.45 * tone) * bright
    key = key * (0.6 + 0.4 * bright)
    y, x = grid(view.height, view.width)
    angle = np.deg2rad(spec.light.direction)
    falls = pooled(x, y, float(np.sin(angle)), float(-np.cos(angle)), view.aspect)
    made *= falls[..., None] * key + fill
    return made, known.mirror, known.rough


def composed(spec: SceneSpec, view: View, top: Top, back: Behind, near: Array | None = None) -> tuple[Array, Array]:
    """Board and backdrop in one picture: linear light and disparity."""
    y, _ = grid(view.height, view.width)
    rows = y[:, 0]
    focus, far = float(top.disparity(top.foot)), float(top.disparity(top.edge))
    radius = lens(spec) / (focus - 0.3 * far)
    above = max(2, int(top.edge * view.height))
    own, mirror, rough = board(spec, view, top, cv2.resize(back.light[:above], (1, 1), interpolation=cv2.INTER_AREA)[0, 0])
    share = fresnel(top.grazing(rows), 0.02 + mirror * 0.5) * (1 - 0.75 * rough)
    rim = np.exp(-((rows - top.edge) / 0.006) ** 2) * 0.3 * (1 - rough)
    share = np.clip(share + rim, 0, 0.92)[:, None, None]
    light = own * (1 - 0.8 * share) + mirrored(back.light, top, rough) * share
    if near is not None:
        light = light * near[..., None]
    away = np.abs(top.disparity(rows) - focus)
    away = np.where(rows > top.foot, away * 0.6, np.clip(away - 0.04, 0, None)) * radius * view.height
    light = focused(light, away.astype(np.float32))
    cover = edge_cover(y, top.edge, (focus - far) * radius)[..., None]
    light = back.light * (1 - cover) + light * cover
    behind_it = far * (0.25 + 0.45 * back.disparity)
    disparity = np.where(y < top.edge, behind_it, top.disparity(y))
    return light.astype(np.float32), disparity.astype(np.float32)


def table(spec: SceneSpec, view: View) -> Painting:
    """A table before another place, which is out of focus and mirrored in its top."""
    top = table_top(spec, view)
    back = behind(spec, view, top)
    light, disparity = composed(spec, view, top, back)
    known = SURFACES[spec.materials.ground or spec.place.grounds[0]]
    return Painting(
        image=develop(light),
        disparity=disparity,
        ground=Ground(
            vanish=top.vanish,
            far=top.edge,
            foot=top.foot,
            mirror=min(0.6, 0.02 + 1.2 * known.mirror * (1 - 0.5 * known.rough)),
            rough=known.rough,
            shade=0.55,
        ),
        tint=glow.tint(spec.light),
    )
