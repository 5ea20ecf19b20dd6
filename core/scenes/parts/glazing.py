"""Glass of buildings: the rooms behind it in their depth, and the sky and the town that it mirrors."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import mixed
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Patch
from core.scenes.parts.grids import Numbers
from core.scenes.parts.soils import linear

OFFICE = ("fff1da", "ffe6c2", "f2f4ff", "fff7ea")
HOME = ("ffcf94", "ffc27e", "ffdcae", "ffe6c8")


@dataclass(frozen=True, kw_only=True)
class Glazing:
    """A wall of glass: ``bay`` metres from post to post, ``storey`` from floor to floor, rooms ``wide`` bays
    wide and ``deep`` metres; ``lit`` the share of rooms with their lamps on in the evening, in the colours
    ``lamps`` and ``power`` bright; ``mirror`` the share of light that glass seen straight on throws back,
    ``tint`` its colour, ``blinds`` the share of windows with blinds."""

    bay: float = 1.5
    storey: float = 3.7
    wide: int = 4
    deep: float = 7.0
    lit: float = 0.7
    lamps: tuple[str, ...] = OFFICE
    power: float = 0.75
    mirror: float = 0.28
    tint: str = "dfe9ea"
    blinds: float = 0.2


def behind_glass(patch: Patch, look: Glazing) -> Array:
    """The linear light of a wall of glass h×w×3: rooms, and what is mirrored, without posts."""
    # In the evening what shines behind glass outdoes what it mirrors.
    share = (
        look.mirror * (1 - 0.45 * patch.evening) + (1 - look.mirror) * (1 - np.clip(patch.into, 0, 1)) ** 5
    )
    clear = linear(look.tint) * (1 - share)[..., None]
    return f32(_rooms(patch, look) * clear + _mirrored(patch, look) * share[..., None])


def _rooms(patch: Patch, look: Glazing) -> Array:
    """Rooms in their depth: the look goes on to the wall, the floor or the ceiling that it meets first."""
    wide = look.bay * look.wide
    floor, room = np.floor(patch.v / look.storey), np.floor(patch.u / wide)
    x, y = patch.u - room * wide, patch.v - floor * look.storey
    along, up = patch.along / patch.into, patch.up / patch.into
    aside = np.where(along > 0, wide - x, x) / np.maximum(np.abs(along), 1e-3)
    high = look.storey - 0.35
    level = np.where(up > 0, np.maximum(high - y, 0.01), np.maximum(y - 0.05, 0.01))
    level = level / np.maximum(np.abs(up), 1e-3)
    deep = look.deep * (0.6 + 0.8 * patch.chance(1, floor, room))
    far = np.minimum(np.minimum(aside, level), deep)
    ceiling = (level <= np.minimum(aside, deep)) & (up > 0)
    ground = (level <= np.minimum(aside, deep)) & (up <= 0)
    own = patch.chance(2, floor, room)
    at, high_at = x + along * far, y + up * far
    tone = 0.34 + 0.3 * own
    tone = np.where(ceiling, 0.8, np.where(ground, 0.22, tone))
    tone = np.where(
        ceiling | ground, tone, tone * (0.45 + 0.9 * patch.chance(11, np.floor(at / 1.7), floor, room) ** 1.3)
    )
    # Desks, shelves and people stand about: darker shapes before the walls.
    stuff = patch.chance(3, np.floor(at / 0.7), floor, room)
    tone = np.where(~ceiling & ~ground & (high_at < 0.5 + 1.5 * stuff**2), tone * (0.3 + 0.5 * stuff), tone)
    lamp = (
        ceiling
        * ramp(0.5 - np.abs(far / 1.8 % 1 - 0.5), 0.3, 0.36)
        * ramp(0.5 - np.abs(at / 1.5 % 1 - 0.5), 0.1, 0.16)
    )
    on = patch.chance(4, floor, room) < look.lit * (0.25 + 0.75 * min(1.0, patch.evening))
    power = look.power * (0.35 + 0.65 * patch.chance(5, floor, room)) * on
    evening = min(1.2, 0.12 + 1.4 * patch.evening)
    tints = np.stack([linear(code) for code in look.lamps])
    tint = tints[(own * 97 % 1 * len(tints)).astype(int) % len(tints)]
    inner = (power * evening)[..., None] * tint
    outer = patch.day.sky * (0.34 * np.exp(-far / 2.2))[..., None]
    light = tone[..., None] * (inner + outer) + (2.4 * lamp * power * evening)[..., None] * tint
    return f32(_blinds(patch, look, light, inner, y) if look.blinds else light)


def _blinds(patch: Patch, look: Glazing, light: Numbers, inner: Numbers, y: Numbers) -> Numbers:
    """Blinds that hang down in some windows."""
    pane = np.floor(patch.u / look.bay)
    floor = np.floor(patch.v / look.storey)
    drop = np.clip((patch.chance(6, pane, floor) - 1 + look.blinds) / look.blinds, 0, 1) * 0.7 * look.storey
    share = ramp(y - (look.storey - 0.35 - drop), 0.0, 0.05) * (drop > 0.1)
    cloth = 0.5 * inner + 0.24 * patch.day.sky
    return light * (1 - share[..., None]) + cloth * share[..., None]


def _mirrored(patch: Patch, look: Glazing) -> Array:
    """The sky with its clouds and the houses opposite, a little different in every pane."""
    day = patch.day
    pane, floor = np.floor(patch.u / look.bay), np.floor(patch.v / look.storey)
    tilt = 0.024 * (patch.chance(7, pane, floor) - 0.5)
    turn = 0.03 * (patch.chance(8, pane, floor) - 0.5)
    # No pane is quite flat, which bends what it mirrors.
    hollow = 0.006 * patch.noise(1.7, patch.u * 37 + pane * 91, patch.v * 29 + floor * 57)
    high = patch.up / np.hypot(patch.along, patch.into) + tilt + hollow
    round_ = np.arctan2(patch.along, patch.into) + turn + hollow
    # After sunset glass is known by the blue that it mirrors.
    blue = 0.5 * patch.evening
    low, middle = (
        (part * (1 - blue) + day.zenith * 1.6 * blue).astype(np.float32) for part in (day.horizon, day.middle)
    )
    sky = mixed(low, middle, ramp(high, 0.02, 0.35))
    sky = mixed(sky, day.zenith, ramp(high, 0.3, 1.3))
    if day.time not in {"foggy", "night"}:
        cloud = ramp(patch.noise(1.6, round_ * 150, high * 190), 0.1, 1.6) * ramp(high, 0.0, 0.3)
        sky = mixed(sky, day.sky * 0.75 + day.sun * 0.25, 0.6 * cloud)
    top = _skyline(patch.seed, round_)
    town = (day.sky * 0.16 + day.sun * 0.05) * (
        0.7 + 0.6 * patch.chance(9, np.floor(round_ * 60), np.floor(high * 60))
    )[..., None]
    spark = patch.chance(10, np.floor(round_ * 140), np.floor(high * 110)) < 0.16
    town = town + (spark * 0.34 * patch.evening)[..., None] * linear("ffc98a")
    return f32(mixed(sky, f32(town), ramp(top - high, -0.004, 0.006)))


def _skyline(seed: tuple[int, ...], round_: Numbers) -> Array:
    """How high the houses opposite stand in that direction."""
    tops = _tops(tuple(seed))
    return tops[np.floor(round_ * 11).astype(np.int64) % len(tops)]


@lru_cache(maxsize=16)
def _tops(seed: tuple[int, ...]) -> Array:
    rng = np.random.default_rng([*seed, 77])
    return (0.06 + 0.42 * rng.random(64) ** 1.6).astype(np.float32)
