"""Modelled things in places that are only painted: their baked pictures, lit by the spec's light, put on its
ground with their shade, out of focus as the ground is there, mirrored where it is polished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.scenes.modelled.catalogue import LAID, SEVERAL
from core.scenes.modelled.relit import Lit, layer_of, shade_of
from core.scenes.modelled.sprites import Baked, Sprite, index, unpacked
from core.scenes.painting import Ground, Painting
from core.scenes.parts import glow
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, blur, stream
from core.scenes.spec import SceneSpec, is_anew, since
from core.scenes.things import BAKED_LATER

MEANT: Mapping[str, tuple[str, ...]] = {
    "plant": ("monstera", "rubber plant", "olive tree", "snake plant"),
    "tall plant": ("rubber plant", "olive tree"),
    "flowers": ("roses", "tulips", "wild flowers"),
    "vase": ("pampas grass", "eucalyptus vase"),
    "petals": ("rose petals",),
    "eggs": ("easter eggs",),
    "pumpkins": ("pumpkin",),
    "stones": ("pebbles",),
}
"""Props that were drawn before there were models: what they may be now."""
FROM_ABOVE: Mapping[str, tuple[str, ...]] = {
    "flowers": ("daisies", "rose petals"),
    "dried flowers": ("lavender",),
    "sunglasses": ("folded sunglasses",),
}
"""The same where they are seen from above."""
FROM_ABOVE_LATER: Mapping[str, tuple[str, ...]] = {
    "roses": ("rose",),
    "books": ("lain book",),
    "flowers": ("rose", "lavender"),
    **{name: (f"lain {name}",) for name in ("handbag", "tote bag", "beach bag", "backpack", "sunglasses")},
    "blocks": ("lain blocks",),
    **{name: (f"laid {name}",) for name in LAID},
}
"""More of them, in specs of form 7."""
BY_SEASON: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("leaves", "autumn"): ("autumn leaves",),
    ("branches", "winter"): ("fir branch", "pine cones"),
    ("branches", "spring"): ("olive sprig",),
    ("branches", "summer"): ("olive sprig",),
}
"""The same of what looks otherwise by the season."""
REPLACED = frozenset(
    {"shells", "books", "candle", "towels", "flowers", "vase", "pumpkins", "stones", "plant"}
)
"""Props that a table's own drawing makes way for."""
TOPS = "tables"
"""The group of kinds that have a top on which such things are set."""
SURROUND = 0.045
"""The radius, in heights, that a far point gets out of focus at a blur of 1."""
SHARP = 0.1
"""How far before and behind the foot all is sharp, in shares of the distance to where the ground vanishes."""
FOCAL = 1.9
"""Focal length in heights of what paints the grounds, about."""
SMALL, NEAREST = 0.6, 0.8
"""What is smaller (m) is never shown as if more than that many metres were seen in the picture's height."""
STEEP = 60.0
"""Views from a steeper pitch (degrees) are from straight above."""
TALL = 0.2
"""From this height (m) on a thing stands farther back, and hides what is behind it."""
BROADEST, INSIDE = 0.4, 0.3
"""The most of the picture's height that a thing is wide, and the share of its width by which its middle stays
off the picture's edge."""
BEFORE = 0.14
"""How far before what a subject is put on others stand, in heights."""
LARGER = 1.2
"""How much larger than by the kind's metres things are shown: so are subjects, which fill their pictures."""
WIDE, NEAR_BY, SPECK = 1.5, 0.6, 0.3
"""In a place that many metres across, from farther than that distance, what is smaller (m) is not shown."""
LEAST, MOST = 0.14, 0.62
"""The least and the most that a thing takes of the picture's height."""


BRIGHTEST = 4.0
"""Linear light of the brightest glint that is kept."""


@dataclass(frozen=True)
class Spot:
    """Where a thing is put: column and row of its foot, and heights of the picture that a metre takes."""

    x: float
    row: float
    unit: float


def has(name: str, *, above: bool = False) -> bool:
    """Whether a prop is there as baked pictures, also from straight ``above``."""
    if not above:
        return all(one in index() for one in names_of(name))
    return any(
        all(one in index() and _from_above(one) for one in names_of(meant))
        for meant in {**FROM_ABOVE, **FROM_ABOVE_LATER}.get(name, (name,))
    )


def _from_above(name: str) -> bool:
    """Whether a baked thing has been seen from straight above."""
    return any(view["pitch"] > STEEP for view in index()[name]["variants"][0]["views"])


def shows(spec: SceneSpec, name: str) -> bool:
    """Whether that prop is put on the spec's ground as baked pictures, instead of drawn."""
    return is_anew(spec) and bool(meant_by(spec, name))


def names_of(name: str) -> tuple[str, ...]:
    """What a prop's name comes to, thing by thing."""
    if name in SEVERAL:
        names, strewn = SEVERAL[name]
        return names if strewn is None else (*names, *(strewn[0],) * strewn[1])
    return (name,)


def meant_by(spec: SceneSpec, name: str) -> tuple[str, ...]:
    """The names of baked props that ``name`` may mean there; empty where none is baked."""
    laid = {**FROM_ABOVE, **FROM_ABOVE_LATER} if since(spec, 7) else FROM_ABOVE
    above = laid.get(name) if spec.place.view == "above" else None
    seasonal = BY_SEASON.get((name, spec.season))
    known = BAKED_LATER if not since(spec, 7) else frozenset[str]()
    found = above or seasonal or MEANT.get(name, (name,))
    return tuple(one for one in found if has(one) and one not in known)


def lit_by(spec: SceneSpec) -> Lit:
    """The spec's light on what stands before the camera."""
    key, fill = glow.colours(spec.light)
    return Lit(spec.light.direction, spec.light.height, spec.light.hardness, key, fill)


def besides(spec: SceneSpec) -> list[str]:
    """The spec's props that its kind does not draw by itself and that are there as baked pictures."""
    own = (
        spec.place.things
        if spec.place.group != TOPS
        else [name for name in spec.place.things if name not in REPLACED]
    )
    return [name for name in spec.props if (name not in own or name == "shells") and shows(spec, name)]


def set_beside(spec: SceneSpec, painting: Painting) -> Painting:
    """The place with what is asked for besides on its ground."""
    names = besides(spec)
    if not names or spec.place.view != "eye":
        return painting
    light = put_on(spec, painting.ground, to_linear(painting.image), names)
    return replace(painting, image=(light ** (1 / 2.2)).astype(np.float32))


def put_on(spec: SceneSpec, ground: Ground, light: Array, names: Sequence[str]) -> Array:
    """The picture in linear light with those props on its ground, far ones first."""
    made, aspect = light.copy(), light.shape[1] / light.shape[0]
    things = [
        (_spot(spec, ground, aspect, thing), thing)
        for thing in _things(spec, names)
        if _is_seen(spec, thing.baked)
    ]
    for spot, thing in sorted(things, key=lambda one: one[0].row):
        _put(spec, ground, made, spot, thing.baked, bool(thing.rng.random() < 0.5))
    return made


@dataclass(frozen=True)
class Thing:
    """One thing to put down: which of all, counted from the tallest, which of its own prop, on which ``side``
    (-1 left, 1 right), and whether something tall stands there too."""

    baked: Baked
    number: int
    within: int
    side: float
    before: bool
    rng: Random


def _things(spec: SceneSpec, names: Sequence[str]) -> list[Thing]:
    """What those props come to, the tallest first, left and right by turns."""
    side = float(stream(spec, "baked places").choice([-1, 1]))
    found = list[tuple[float, str, list[Baked], Random]]()
    for name in [prop for prop in spec.props if shows(spec, prop)]:
        rng, meant = stream(spec, f"baked {name}"), meant_by(spec, name)
        own = names_of(meant[int(rng.integers(len(meant)))])
        baked = [unpacked(one)[int(rng.integers(len(unpacked(one))))] for one in own]
        found.append((baked[0].tall, name, baked, rng))
    found.sort(key=lambda one: (-one[0], one[1]))
    talls = [tall for tall, *_ in found]
    return [
        Thing(
            baked, number, within, side * (-1) ** number, number > 1 and talls[number - 2] > 0.5 * TALL, rng
        )
        for number, (_, name, several, rng) in enumerate(found)
        if name in names
        for within, baked in enumerate(several)
    ]


def _is_seen(spec: SceneSpec, baked: Baked) -> bool:
    """Whether a thing is more than a speck on the ground: a cup on a café's floor, where people are shown, is
    not."""
    wide = baked.views[0].cover.shape[1] / baked.views[0].grain
    from_afar = spec.place.width >= WIDE and spec.camera.distance > NEAR_BY
    return not from_afar or max(wide, baked.tall) >= SPECK


def _spot(spec: SceneSpec, ground: Ground, aspect: float, thing: Thing) -> Spot:
    """Where the thing stands: tall ones farther back, small ones level with the subject or before it."""
    baked, rng = thing.baked, thing.rng
    wide, tall = baked.views[0].cover.shape[1] / baked.views[0].grain, baked.tall
    span = spec.place.width * spec.camera.distance / LARGER
    if max(wide, tall) < SMALL:
        span = min(span, NEAREST)
    deep = 0.06 + 0.7 * min(tall, 0.6) + float(rng.uniform(0, 0.08)) - 0.1 * thing.within
    deep = deep - 0.3 if thing.before and tall < TALL else deep
    far, foot = max(ground.far, ground.vanish + 0.04), ground.foot
    if ground.stand is not None:
        # The subject is put on something: what is beside it stands on the ground before that.
        foot = min(max(foot, ground.stand.y + ground.stand.deep + BEFORE), 0.93)
    row = min(foot - float(np.clip(deep, -0.3, 0.7)) * (ground.foot - far), 0.95)
    unit = (row - ground.vanish) / (ground.foot - ground.vanish) / span
    unit = float(np.clip(unit, LEAST / max(wide, tall), min(MOST / tall, BROADEST / wide)))
    away = 0.27 * aspect + 0.42 * wide * unit + float(rng.uniform(0, 0.03))
    away += 0.0 if thing.within == 0 else (-1) ** thing.within * 0.8 * wide * unit
    away = min(away, aspect / 2 - INSIDE * wide * unit)
    return Spot(aspect / 2 + thing.side * away, row, unit)


def _put(spec: SceneSpec, ground: Ground, image: Array, spot: Spot, baked: Baked, mirrored: bool) -> None:
    """Put one thing on the picture in linear light, in place."""
    height = image.shape[0]
    slope = (spot.row - ground.vanish) / FOCAL
    pitch = float(np.degrees(np.arctan(slope)))
    standing = [view for view in baked.views if view.pitch < STEEP]
    view = min(standing, key=lambda one: abs(one.pitch - pitch))
    radius = _softness(spec, ground, spot.row) * height
    light = lit_by(spec)
    if mirrored:
        light = replace(light, direction=-light.direction)
    way = -1.0 if mirrored else 1.0
    area = _window(image.shape[:2], spot, baked, view, radius)
    if area is None:
        return
    rows, columns = area
    size = rows.stop - rows.start, columns.stop - columns.start
    x, y = spot.x * height - columns.start - 0.5, spot.row * height - rows.start - 0.5
    metre = spot.unit * height
    scale = metre / view.grain
    tall = float(np.cos(np.radians(view.pitch)))
    matrix = np.array([[way * scale, 0, x - way * scale * (view.foot[0] - 0.5)],
                       [0, scale / tall, y - scale / tall * (view.foot[1] - 0.5)]])  # fmt: skip
    plane = np.array([[way * metre, 0, x], [0, metre * np.sin(np.arctan(max(slope, 0.1))), y], [0, 0, 1]])
    part = image[rows, columns]
    if ground.mirror > 0.02:
        part = _mirrored(part, view, light, (matrix, size), ground, radius)
    part = part * shade_of(baked.shade, light, plane, size, radius)
    layer = layer_of(view, light, matrix, size, radius)
    image[rows, columns] = part * (1 - layer[..., 3:]) + np.minimum(layer[..., :3], BRIGHTEST)


def _softness(spec: SceneSpec, ground: Ground, row: float) -> float:
    """The radius out of focus of what stands on that row, in heights."""
    off = abs(1 - (row - ground.vanish) / (ground.foot - ground.vanish))
    return (0.003 + SURROUND * spec.camera.blur) * max(off - SHARP, 0.0)


def _window(
    shape: tuple[int, ...], spot: Spot, baked: Baked, view: Sprite, radius: float
) -> tuple[slice, slice] | None:
    """The part of the picture that the thing and its shade reach."""
    height, width = shape[:2]
    metre = spot.unit * height
    reach = max(2.2 * baked.shade.far, view.cover.shape[1] / view.grain) * metre + 3 * radius + 4
    above = 1.1 * view.cover.shape[0] / view.grain * metre + 3 * radius + 4
    below = above + 4
    x, y = spot.x * height, spot.row * height
    rows = slice(max(0, int(y - max(above, 0.5 * reach))), min(height, int(y + max(below, 0.5 * reach)) + 1))
    columns = slice(max(0, int(x - reach)), min(width, int(x + reach) + 1))
    return None if rows.start >= rows.stop or columns.start >= columns.stop else (rows, columns)


def _mirrored(
    part: Array, view: Sprite, light: Lit, where: tuple[Array, tuple[int, int]], ground: Ground, radius: float
) -> Array:
    """The picture's part with what the ground mirrors of the thing."""
    matrix, size = where
    covered = np.flatnonzero(view.cover.max(axis=1) > 0.5)
    low = float(covered[-1]) if len(covered) else view.cover.shape[0] - 1.0
    axis = matrix[1, 1] * low + matrix[1, 2]
    turned = matrix.copy()
    turned[1] = [0, -matrix[1, 1], 2 * axis - matrix[1, 2]]
    layer = layer_of(view, light, turned, size, 0.0)
    soft = radius + (0.03 + 0.3 * ground.rough) * 0.1 * size[0]
    layer = np.dstack([blur(np.ascontiguousarray(layer[..., k]), soft) for k in range(4)])
    below = np.clip((np.arange(size[0]) - axis) / max(0.02 * size[0], 1) + 0.5, 0, 1)[:, None, None]
    share = ground.mirror * below
    return (part * (1 - layer[..., 3:] * share) + layer[..., :3] * share).astype(np.float32)
