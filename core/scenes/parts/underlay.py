"""Solid things under a subject in perspective: each is hit by the rays of the camera, lit, and laid into a
painted place with its shade, its shadow and what it mirrors. Lengths are heights of the picture where the
subject stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.painting import Ground, Painting, Stand
from core.scenes.parts import glow
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.spec import Light

FOCAL = 1.7
"""Focal length of the camera in picture heights, as over table tops."""
SHADE = 0.62
"""How dark the ground gets right beside a thing that stands on it."""
MIRRORS = 0.06
"""The share from which on a plane shows what it mirrors."""
Inside = Callable[[Array, Array, Numbers], Array]
"""How far inside a thing points are (negative outside): from x to the right, z away from its middle and t
above what it stands on."""


@dataclass(frozen=True)
class Hit:
    """What of a thing is seen at each pixel: the point (x, z, t), its normal (right, up, away), and whether
    it is the level ``top`` (0…1)."""

    x: Array
    z: Array
    t: Array
    normal: tuple[Array, Array, Array]
    top: Array


Paint = Callable[[Hit], tuple[Array, Array]]
"""From what is seen of a thing its linear colour and the share of light that it mirrors."""


@dataclass(frozen=True)
class Body:
    """A thing: ``inside`` as a function, ``tall``, its ``reach`` from its middle (to the sides, to the front
    and back), ``paint`` and in how many ``steps`` its height is looked through. ``exact``: rays that pass
    an edge between two of them are followed to where they enter, so that the edge is straight."""

    inside: Inside
    tall: float
    reach: tuple[float, float]
    paint: Paint
    steps: int = 5
    exact: bool = False


@dataclass(frozen=True)
class Eye:
    """The camera above a plane: ``vanish`` and ``foot`` are rows, ``above`` how high it is (picture heights),
    ``away`` how far off the thing's middle is, ``aspect`` the picture's."""

    vanish: float
    foot: float
    above: float
    away: float
    aspect: float

    def row(self, z: float, t: float = 0.0) -> float:
        """The row of a point ``z`` beyond the thing's middle and ``t`` above the plane."""
        return self.vanish + FOCAL * (self.above - t) / (self.away + z)

    def raised(self, by: float) -> "Eye":
        """The same camera over a plane that is higher."""
        return replace(self, above=self.above - by)

    def on_plane(self, rows: Array, columns: Array, t: Array | float) -> tuple[Array, Array]:
        """Where pixels (rows and columns in picture heights) look at the height ``t``."""
        far = FOCAL * (self.above - t) / np.maximum(rows - self.vanish, 1e-3)
        return f32((columns - self.aspect / 2) * far / FOCAL), f32(far - self.away)


def eye_of(ground: Ground, aspect: float, deep: float) -> Eye:
    """The camera over the ground of a place, the middle of a thing ``deep`` from its middle to its front a
    little behind the foot, so that the thing does not reach over the ground's far edge."""
    above = max(ground.foot - ground.vanish, 0.08)
    farthest = FOCAL * above / max(ground.far + 0.012 - ground.vanish, 0.02)
    away = min(FOCAL * 1.03, max(farthest - deep, FOCAL * 0.8))
    return Eye(ground.vanish, ground.foot, above, away, aspect)


def marched(body: Body, eye: Eye, rows: Array, columns: Array) -> tuple[Hit, Array, tuple[slice, slice]]:
    """What is seen of the body and its cover 0…1, by looking along each ray from its top downward, in the
    part of the pixels (the last) where it is seen at all."""
    pixel = np.float32(max(eye.away, 0.3) / FOCAL * float(rows[1, 0] - rows[0, 0]))
    t, best = _entered(body, eye, rows, columns)
    cover = f32(np.clip(best / pixel + 0.5, 0, 1))
    down, across = np.flatnonzero(cover.max(1)), np.flatnonzero(cover.max(0))
    part = np.s_[0:2, 0:2] if not len(down) else np.s_[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
    rows, columns, t, cover = rows[part], columns[part], t[part], cover[part]
    x, z = eye.on_plane(rows, columns, t)
    top_x, top_z = eye.on_plane(rows, columns, body.tall)
    top = f32(np.clip(body.inside(top_x, top_z, np.float32(body.tall)) / pixel + 0.5, 0, 1))
    small = np.float32(0.002)
    here = body.inside(x, z, t)
    right, away, up = (
        (body.inside(*at) - here) / small
        for at in ((f32(x + small), z, t), (x, f32(z + small), t), (x, z, f32(t + small)))
    )
    length = np.sqrt(right**2 + away**2 + up**2) + 1e-4
    normal = (f32(-right / length), f32(-up / length), f32(-away / length))
    return Hit(x, z, t, normal, top), cover, part


def _entered(body: Body, eye: Eye, rows: Array, columns: Array) -> tuple[Array, Array]:
    """The height at which each ray enters the body, where it does, else passes it nearest; and how far inside
    it gets at most."""
    levels = np.linspace(body.tall, 0, body.steps, dtype=np.float32)
    before = np.full(rows.shape, -9.0, np.float32)
    first = np.full(rows.shape, np.nan, np.float32)
    best, at = before.copy(), np.full(rows.shape, body.tall, np.float32)
    step = float(levels[0] - levels[1])
    for number, level in enumerate(levels):
        x, z = eye.on_plane(rows, columns, float(level))
        now = body.inside(x, z, level)
        share = np.clip(before / np.minimum(before - now, -1e-6), 0, 1) if number else np.ones_like(now)
        entered = (now >= 0) & np.isnan(first)
        first[entered] = (level + (1 - share) * (step if number else 0.0))[entered]
        at = np.where(now > best, level, at)
        best = np.maximum(best, now)
        before = now
    sides = np.flatnonzero(first < body.tall)
    if len(sides):
        sides = _in_rows(sides)
        seen = rows.flat[sides], columns.flat[sides]
        number = np.clip(np.ceil((levels[0] - first.flat[sides]) / step), 1, len(levels) - 1)
        outside, within = levels[0] - (number - 1) * step, levels[0] - number * step
        first.flat[sides] = _crossing(body, eye, seen, outside, within)
    # Rays that only graze it: their nearest point lies between two heights.
    near = np.flatnonzero((best > -1.6 * step * FOCAL) & np.isnan(first))
    if len(near):
        near = _in_rows(near)
        found = _nearest(
            body, eye, (rows.flat[near], columns.flat[near]), (at.flat[near], best.flat[near]), step
        )
        at.flat[near], best.flat[near] = found
        if body.exact and (best.flat[near] >= 0).any():
            edge = _in_rows(near.ravel()[np.flatnonzero(best.flat[near] >= 0)])
            seen, within = (rows.flat[edge], columns.flat[edge]), at.flat[edge]
            at.flat[edge] = _crossing(body, eye, seen, np.minimum(within + step, body.tall), within)
    return f32(np.where(np.isnan(first), at, first)), best


def _in_rows(which: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Numbers of pixels in rows, the last filled up with the first: maps of one row cannot be as long."""
    return np.resize(which, (-(-len(which) // 1024), 1024))


def _crossing(body: Body, eye: Eye, seen: tuple[Array, Array], out: Array, within: Array) -> Array:
    """The heights at which rays cross the body's side, between those where they are ``out`` of it and
    ``within``."""
    for _ in range(5):
        middle = f32((out + within) / 2)
        far = FOCAL * (eye.above - middle) / np.maximum(seen[0] - eye.vanish, 1e-3)
        held = body.inside(f32((seen[1] - eye.aspect / 2) * far / FOCAL), f32(far - eye.away), middle) >= 0
        out, within = np.where(held, out, middle), np.where(held, middle, within)
    return f32((out + within) / 2)


def _nearest(
    body: Body, eye: Eye, seen: tuple[Array, Array], found: tuple[Array, Array], step: float
) -> tuple[Array, Array]:
    """Heights at which rays pass the body nearest, sought within a ``step`` of those ``found``."""
    at, best = found
    for _ in range(5):
        step /= 2
        for way in (-step, step):
            t = f32(np.clip(at + way, 0, body.tall))
            far = FOCAL * (eye.above - t) / np.maximum(seen[0] - eye.vanish, 1e-3)
            now = body.inside(f32((seen[1] - eye.aspect / 2) * far / FOCAL), f32(far - eye.away), t)
            better = now > best
            at, best = np.where(better, t, at), np.where(better, now, best)
    return at, best


def toward(light: Light) -> tuple[float, float, float]:
    """The direction to the lamp: right, up, away from the camera."""
    turn, rise = np.radians(light.direction), np.radians(np.clip(light.height, 12, 85))
    return (
        float(np.sin(turn) * np.cos(rise)),
        float(np.sin(rise)),
        float(-np.cos(turn) * np.cos(rise)),
    )


@dataclass(frozen=True)
class Lit:
    """The light in a place: key and fill as linear colours that together light a level thing, and what is
    ``around`` to be mirrored."""

    light: Light
    key: Array
    fill: Array
    around: Array

    @property
    def share(self) -> float:
        """The key's share of the light on a level thing."""
        return float(self.key.mean() / (self.key + self.fill).mean())


def lit_by(painting: Painting, light: Light, linear: Array) -> Lit:
    """The light of a painted place, in the colour of its tint and as bright as the hour and its ground."""
    key, fill = glow.colours(light)
    height, width = linear.shape[:2]
    ground = painting.ground
    tint = np.array(painting.tint, np.float32) ** 2.2
    # What stands beside a subject that no light is taken from must not be much darker than that.
    level = float(np.mean(key + fill)) ** 0.75
    near = linear[int(np.clip(ground.foot - 0.1, 0, 0.9) * height) :, width // 4 : 3 * width // 4]
    # A place that is much darker or brighter than its hour has lamps of its own.
    bright = float(np.clip((float(near.mean()) / max(0.3 * level, 0.02)) ** 0.35, 0.7, 1.15))
    tone = tint / max(float(tint.mean()), 1e-3) * level * bright
    whole = np.maximum(key + fill, 1e-4)
    far = max(2, int(np.clip(ground.far, 0.1, 0.9) * height))
    around = f32(linear[:far].mean((0, 1)))
    return Lit(light, f32(key / whole * tone), f32(fill / whole * tone), around)


def shaded(hit: Hit, colour: Array, mirror: Array, lit: Lit) -> Array:
    """Linear light from what is seen: key by its facing, fill from above and beside, what it mirrors."""
    to_lamp = toward(lit.light)
    right, up, away = hit.normal
    up, side = np.maximum(up, hit.top), 1 - hit.top
    right, away = right * side, away * side
    facing = right * to_lamp[0] + up * to_lamp[1] + away * to_lamp[2]
    wrap = 0.28 * (1 - lit.light.hardness)
    key = np.clip((facing + wrap) / (1 + wrap), 0, 1) / max((to_lamp[1] + wrap) / (1 + wrap), 0.35)
    key = np.minimum(key, 1.25)
    fill = 0.56 + 0.44 * np.clip(up, -1, 1)
    low = 1 - 0.5 * np.exp(-hit.t / 0.02) * side
    made = colour * (key[..., None] * lit.key + (fill * low)[..., None] * lit.fill)
    return f32(made * (1 - mirror[..., None]) + mirror[..., None] * lit.around)


def fallen(body: Body, eye: Eye, rows: Array, columns: Array, lit: Lit) -> tuple[Array, Array]:
    """What the body leaves on the plane below it of the key and of the light from around, 0…1 each."""
    x, z = eye.on_plane(rows, columns, 0.0)
    to_lamp = toward(lit.light)
    long = min(1 / max(to_lamp[1], 0.2), 3.0)
    gone = np.zeros_like(x)
    for share in (0.06, 0.35, 0.7, 1.0):
        level = np.float32(share * body.tall)
        softness = (0.1 + 0.9 * (1 - lit.light.hardness)) * (0.5 * level * long) + 0.003
        far = level * long
        held = body.inside(f32(x + far * to_lamp[0]), f32(z + far * to_lamp[2]), level)
        gone = np.maximum(gone, ramp(held, -softness, softness))
    low = body.inside(x, z, np.float32(0.25 * body.tall))
    close = np.exp(-np.clip(-low, 0, None) / (0.3 * body.tall + 0.004))
    wide = np.exp(-np.clip(-low, 0, None) / (1.2 * body.tall + 0.008))
    return f32(1 - 0.92 * gone), f32(1 - SHADE * close * (0.55 + 0.45 * wide) - 0.1 * wide)


def _area(body: Body, eye: Eye, shape: tuple[int, int], beyond: float) -> tuple[slice, slice]:
    """The part of the picture that the body, and what is ``beyond`` it on the plane, may be in."""
    height, width = shape
    half, deep = body.reach
    near, far = min(deep + beyond, eye.away - 0.2), deep + 0.6 * beyond
    top = int(np.clip((min(eye.row(far), eye.row(deep, body.tall)) - 0.01) * height, 0, height - 4))
    low = int(np.clip((eye.row(-near) + 0.01) * height, top + 4, height))
    reach = (half + beyond) * FOCAL / max(eye.away - deep, 0.3) * height
    left = int(np.clip(width / 2 - reach, 0, width - 4))
    right = int(np.clip(width / 2 + reach, left + 4, width))
    return slice(top, low), slice(left, right)


def put(image: Array, disparity: Array, body: Body, eye: Eye, lit: Lit, mirror: float) -> None:
    """Put the body into linear light and disparity, in place: first what it takes of the light on the plane,
    and what the plane mirrors of it (``mirror`` 0…1), then itself."""
    height = image.shape[0]
    _shade(image, body, eye, lit)
    # Where the plane is seen in front of the thing at the rows in which its image ends.
    before = 1.1 * (eye.away - body.reach[1]) * body.tall / (eye.above + body.tall)
    area = _area(body, eye, image.shape[:2], before if mirror > MIRRORS else 0.0)
    y, x = (axis.astype(np.float32) for axis in np.mgrid[area])
    rows, columns = (y + 0.5) / height, (x + 0.5) / height
    hit, cover, part = marched(body, eye, rows, columns)
    if mirror > MIRRORS:
        upside = replace(eye, above=eye.above + body.tall)
        over = replace(body, inside=lambda a, b, t: body.inside(a, b, body.tall - t))
        turned, under, at = marched(over, upside, rows, columns)
        below = image[area][at]
        below += (shaded(turned, *body.paint(turned), lit) * 0.8 - below) * (0.7 * mirror * under)[..., None]
    below = image[area][part]
    below += (shaded(hit, *body.paint(hit), lit) - below) * cover[..., None]
    near = disparity[area][part]
    raised = near * (eye.above / np.maximum(eye.above - hit.t, 0.02))
    near += (np.clip(raised, 0, 1) - near) * (cover > 0.5)


def _shade(image: Array, body: Body, eye: Eye, lit: Lit) -> None:
    """Take from the plane what the body keeps off it, in place; found at half the size, it is soft."""
    height = image.shape[0]
    area = _area(
        body, eye, image.shape[:2], 0.03 + 1.1 * body.tall * min(1 / max(toward(lit.light)[1], 0.2), 3.0)
    )
    step = 2 if height > 300 else 1
    y, x = (np.arange(part.start, part.stop, step, dtype=np.float32) + 0.5 * step for part in area)
    rows, columns = np.broadcast_arrays(y[:, None] / height, x[None] / height)
    key, around = fallen(body, eye, rows, columns, lit)
    plane = rows > eye.row(body.reach[1] * 1.15) - 0.01
    left = (lit.share * key + (1 - lit.share) * around) * (0.4 + 0.6 * around)
    left = f32(1 - plane * (1 - left))
    part = image[area]
    part *= cv2.resize(left, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR)[..., None]


def stand_on(eye: Eye, half: float, deep: float, tall: float, round_: bool) -> Stand:
    """The top of a thing as what a subject is put on."""
    far, near = eye.row(deep, tall), eye.row(-min(deep, eye.away - 0.3), tall)
    return Stand(
        x=eye.aspect / 2,
        y=eye.row(0.0, tall),
        half=half * FOCAL / eye.away,
        deep=(near - far) / 2,
        round=round_,
        low=True,
    )


def laid_texture(albedo: Array, u: Array, v: Array, squeezed: float = 0.45) -> Array:
    """A repeating picture read at (u, v) in periods, averaged downward as it is seen aslant."""
    side = albedo.shape[0]
    few = max(8, round(side * squeezed))
    flat = cv2.resize(albedo, (side, few), interpolation=cv2.INTER_AREA)
    columns, rows = f32((u % 1) * side - 0.5), f32((v % 1) * few - 0.5)
    return f32(cv2.remap(flat, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP))


def shown(light: Array) -> Array:
    """Linear light as sRGB, its highlights rolled off as in the rest of the picture."""
    value = np.clip(light, 0, None) ** np.float32(1 / 2.2)
    over = np.clip(value - 0.8, 0, None)
    return f32(np.where(value > 0.8, 0.8 + 0.2 * (1 - np.exp(-over / 0.2)), value))


def opened(image: Array) -> Array:
    """sRGB as the linear light of which ``shown`` makes it."""
    value = np.clip(image, 0, 0.9985)
    over = -0.2 * np.log(np.maximum(1 - (value - 0.8) / 0.2, 1e-3))
    return to_linear(f32(np.where(value > 0.8, 0.8 + over, value)))
