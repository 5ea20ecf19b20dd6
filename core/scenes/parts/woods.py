"""Wood as boards: growth rings cut lengthwise, fibre, pores and knots. One period is one metre."""

from dataclasses import dataclass, replace

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, rgb
from core.scenes.parts.periodic import (
    Values,
    Whole,
    covered,
    fetch,
    soften,
    tones,
    tones_in,
    unit_range,
    vector,
    weave_noise,
)

RINGS = 128
STEPS = 128


@dataclass(frozen=True)
class Wood:
    """How one wood looks: colours of early and late growth; ring width in m; how strongly rings, fibre and
    pores show (0…1); knots per metre; boards per metre; half the gap between boards in m; ``worn`` is how
    rough and uneven it has become and ``paint`` how much of the grain a coat of paint hides; ``grained``:
    drawn as in ``grains``; ``sharp``: there, with pores
    as thin as they are and boards that differ more."""

    early: str
    late: str
    ring: float = 0.004
    rings: float = 0.5
    fibre: float = 0.35
    pores: float = 0.3
    knots: int = 0
    boards: int = 5
    gap: float = 0.0009
    worn: float = 0.0
    paint: float = 0.0
    grained: bool = False
    sharp: bool = False


_DRAWN: dict[str, Wood] = {
    "oak": Wood("b8946a", "84603a", rings=0.5, pores=0.55, knots=1),
    "walnut": Wood("77583f", "432f20", rings=0.6, pores=0.35),
    "pine": Wood("dcc3a0", "b8905f", ring=0.006, rings=0.6, fibre=0.2, pores=0.0, knots=5),
    "dark wood": Wood("4e3626", "281a12", rings=0.5, pores=0.4),
    "black wood": Wood("2c2826", "161413", rings=0.4, pores=0.35),
    "light wood": Wood("dccbb0", "c0a684", ring=0.005, rings=0.4, fibre=0.25, pores=0.1),
    "rustic wood": Wood("95714c", "4a3423", ring=0.005, rings=0.65, fibre=0.6, knots=6, gap=0.0025, worn=1.0),
    "white painted wood": Wood(
        "ebe8e2", "d3cec4", rings=0.3, fibre=0.3, pores=0.0, knots=2, gap=0.0018, worn=0.45, paint=0.75
    ),
    "weathered grey wood": Wood(
        "a8a298", "6d675f", rings=0.6, fibre=0.7, pores=0.1, knots=4, gap=0.003, worn=1.0
    ),
}
GRAINED: dict[str, str] = {name: f"grained {name}" for name in _DRAWN}
"""The newer drawing of each wood."""
SHARP: dict[str, str] = {name: f"sharp {name}" for name in _DRAWN}
"""The newest drawing of each wood."""
_TONES: dict[str, tuple[str, str]] = {
    "oak": ("bfa47f", "86694a"),
    "walnut": ("74594a", "3f2d23"),
    "pine": ("dcc8a9", "b89a72"),
    "rustic wood": ("917660", "4b392b"),
}
"""Early and late growth of those woods whose old colours came out too orange under warm light."""


def _grained(name: str) -> Wood:
    early, late = _TONES.get(name, (_DRAWN[name].early, _DRAWN[name].late))
    return replace(_DRAWN[name], early=early, late=late, grained=True)


WOODS: dict[str, Wood] = {
    **_DRAWN,
    **{GRAINED[name]: _grained(name) for name in _DRAWN},
    **{SHARP[name]: replace(_grained(name), sharp=True) for name in _DRAWN},
}


def wood(rng: Random, size: int, look: Wood, colour: Array | None, joints: bool) -> tuple[Array, Array]:
    """Colour (sRGB) and height (in m) of boards along x; ``joints`` where boards end, as on a floor;
    ``colour`` stains or paints them."""
    y, x = grid(size, size)
    number, along, across, ends = boards_of(rng, x, y, look, joints)
    own = rng.standard_normal((3, look.boards * 2)).astype(np.float32)
    shift_u, shift_v = rng.random((2, look.boards * 2)).astype(np.float32)
    u, v = along + shift_u[number], y + shift_v[number]
    rings, knots, bark = _rings(rng, size, look, number, u, across, y, x)
    # A board is sawn out of its own piece of fibre, hence the shift.
    fibre = fetch(weave_noise(rng, size, 150, 2, stretch=50, gain=0.9), u, v)
    broad = fetch(weave_noise(rng, size, 9, 3, stretch=7), u, v)
    dashes = fetch(np.clip(weave_noise(rng, size, 330, 2, stretch=26, gain=0.9) - 0.7, 0, 1.5), u, v)
    share = 0.22 + look.rings * (rings - 0.3) + 0.13 * look.fibre * fibre + 0.1 * broad
    share = share + look.pores * dashes * (0.55 - 0.3 * rings) + 0.08 * own[0][number]
    early, late = rgb(look.early), rgb(look.late)
    if colour is not None:
        early, late = stained(colour, early, late)
    picture = tones(early, late, share * (1 - 0.75 * look.paint))
    picture = (
        picture * (0.97 + 0.045 * np.tanh(own[1][number]) * (1 - 0.6 * look.paint) + 0.02 * broad)[..., None]
    )
    picture = picture * (1 + own[2][number][..., None] * vector(0.012, 0, -0.02) * (1 - look.paint))
    hidden = 1 - 0.85 * look.paint
    picture = tones_in(picture, late * 0.45, knots * 0.75 * hidden)
    picture = tones_in(picture, late * 0.8, bark * 0.5 * hidden)
    height = -0.0006 * dashes * look.pores + 0.0002 * (fibre * look.fibre - rings * look.rings)
    if look.worn:
        picture, height = _worn(rng, picture, height, look, u, v, late)
    gap = np.maximum(_gap(rng, across, look, size), ends)
    picture = picture * (1 - 0.82 * gap)[..., None]
    edge = np.minimum(across, 1 / look.boards - across)
    height = height - 0.002 * gap - 0.0012 * np.exp(-edge / (1.5 * look.gap + 0.0012))
    return unit_range(picture), height.astype(np.float32)


def stained(colour: Array, early: Array, late: Array) -> tuple[Array, Array]:
    """Early and late growth of a wood stained so that it is ``colour`` on the whole."""
    mean = 0.72 * early + 0.28 * late
    return unit_range(colour * early / mean), unit_range(colour * late / mean)


def boards_of(rng: Random, x: Array, y: Array, look: Wood, joints: bool) -> tuple[Whole, Array, Array, Array]:
    """Number of each texel's board, the place along and across it in m, and where boards end (0…1)."""
    row = np.minimum((y * look.boards).astype(np.int32), look.boards - 1)
    across = y - row / look.boards
    start = rng.random(look.boards).astype(np.float32)[row]
    split = rng.uniform(0.38, 0.62, look.boards).astype(np.float32)[row]
    along = (x - start) % 1
    if not joints:
        return (row * 2).astype(np.int32), x, across.astype(np.float32), np.zeros_like(x)
    second = along > split
    away = np.minimum(np.minimum(along, 1 - along), np.abs(along - split))
    ends = covered(away, look.gap * 0.8, x.shape[0])
    return (row * 2 + second).astype(np.int32), along.astype(np.float32), across.astype(np.float32), ends


def _gap(rng: Random, across: Array, look: Wood, size: int) -> Array:
    """The dark line between boards, a little wavy where they are worn."""
    edge = np.minimum(across, 1 / look.boards - across)
    wavy = 1 + 0.35 * (0.3 + look.worn) * weave_noise(rng, size, 12, 3)
    return covered(edge, np.clip(look.gap * wavy, 0.0004, None).astype(np.float32), size)


def ring_table(rng: Random) -> Array:
    """How dark the growth of ``RINGS`` years is, ``STEPS`` a year: slowly darker, then light at once."""
    wide = rng.uniform(0.55, 1.6, RINGS)
    strong = rng.uniform(0.35, 1.0, RINGS)
    edges = np.concatenate([[0], np.cumsum(wide)]) / wide.sum() * RINGS
    at = (np.arange(RINGS * STEPS) + 0.5) / STEPS
    year = np.clip(np.searchsorted(edges, at) - 1, 0, RINGS - 1)
    grown = (at - edges[year]) / (edges[year + 1] - edges[year])
    rise = grown**2.2 * np.clip((1 - grown) / 0.12, 0, 1)
    return (strong[year] * rise).astype(np.float32)


def _rings(
    rng: Random, size: int, look: Wood, number: Whole, u: Array, across: Array, y: Array, x: Array
) -> tuple[Array, Array, Array]:
    """Darkness of the growth rings 0…1, the knots' own darkness, and the grain's around them."""
    boards = look.boards * 2
    half = 0.5 / look.boards
    heart = (half + rng.normal(0, 0.7 * half, boards)).astype(np.float32)[number]
    deep = rng.uniform(0.012, 0.09, boards).astype(np.float32)[number]
    # The saw's depth below the heart changes along a board: its rings come out as nested arches.
    drift = weave_noise(rng, size, 2.0, 2, stretch=1.0, gain=0.35)[size // 3]
    drift = fetch(np.repeat(drift[None], size, 0), u, y) * 0.014
    sway = weave_noise(rng, size, 12, 3, stretch=6, gain=0.45)
    radius = np.sqrt((across - heart) ** 2 + (deep + drift) ** 2)
    radius = radius + fetch(sway, u, y + number * 0.137) * 0.0013
    dark = np.zeros_like(radius)
    around = np.zeros_like(radius)
    for _ in range(look.knots):
        at, row, wide = rng.random(), int(rng.integers(look.boards)), rng.uniform(0.005, 0.013)
        level = (row + rng.uniform(0.25, 0.75)) / look.boards
        du, dv = (x - at + 0.5) % 1 - 0.5, (y - level + 0.5) % 1 - 0.5
        same = (y * look.boards).astype(np.int32) == row
        away = np.sqrt((du * 0.72) ** 2 + dv**2) + 0.0006 * sway
        radius = radius + same * np.sign(dv) * 0.02 * np.exp(
            -((du / (4.5 * wide)) ** 2) - np.abs(dv) / (2 * wide)
        )
        inside = np.clip((wide - away) * 900, 0, 1) * same
        growth = 0.55 + 0.3 * np.sin(away / 0.0011) + 0.35 * (away > wide * 0.82)
        dark = np.maximum(dark, inside * np.clip(growth, 0, 1))
        around = np.maximum(around, same * np.exp(-np.clip(away - wide, 0, None) / (0.7 * wide)))
    table = ring_table(rng)
    fine = np.hypot(np.gradient(radius, axis=0), np.gradient(radius, axis=1)) / look.ring
    at = radius / look.ring + (number * 17.3)
    lit = table[((at % RINGS) * STEPS).astype(np.int32) % len(table)]
    # Rings finer than two texels would alias: they fade into their mean.
    kept = np.clip(1.6 - 3.2 * fine, 0, 1)
    made = float(table.mean()) + kept * (lit - float(table.mean()))
    return made.astype(np.float32), dark.astype(np.float32), (around * (1 - dark)).astype(np.float32)


def _worn(
    rng: Random, picture: Values, height: Values, look: Wood, u: Array, v: Array, late: Array
) -> tuple[Values, Values]:
    """Cracks along the grain, stains, and where paint has gone the wood below."""
    size = picture.shape[0]
    stain = weave_noise(rng, size, 3, 5, stretch=2, gain=0.6)
    long = fetch(weave_noise(rng, size, 60, 2, stretch=30, gain=0.6), u, v)
    where = fetch(weave_noise(rng, size, 5, 3, stretch=3), u, v)
    crack = np.clip((long - 2.5 + 0.6 * where.clip(-1, 1)) * 1.6, 0, 1) * look.worn
    picture = picture * (1 - 0.75 * crack)[..., None]
    if look.paint:
        bare = np.clip((0.6 * where + 0.8 * long - 2.4) * 1.5, 0, 1)
        picture = tones_in(picture, rgb("9c8467"), bare * 0.8 * look.worn)
        picture = picture * (1 + 0.012 * stain)[..., None]
    else:
        picture = picture * (1 + 0.07 * look.worn * stain)[..., None]
    rough = 0.00035 * look.worn * fetch(weave_noise(rng, size, 80, 2, stretch=14, gain=0.8), u, v)
    return picture, (height + rough - 0.0012 * soften(crack.astype(np.float32), 0.0008)).astype(np.float32)
