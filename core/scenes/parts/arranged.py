"""What lies around a subject that is seen from above: at the picture's corners and edges, partly cut off by
them, its middle left free."""

from collections.abc import Callable, Mapping, Set

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb, stream
from core.scenes.parts.dried import bunch
from core.scenes.parts.gobos import curve
from core.scenes.parts.laid_food import bean, berry, dill, lemon, nut, raspberry, slice_of
from core.scenes.parts.laid_plants import daisy, fir, flower_head, olive, stem
from core.scenes.parts.leafage import AUTUMN, GREEN, tones
from core.scenes.parts.lying import (
    LEVEL,
    Lay,
    Spot,
    bauble,
    egg,
    fabric,
    heart,
    scallop,
    starfish,
    whelk,
)
from core.scenes.spec import SceneSpec, is_latest

Corner = tuple[int, int]
"""-1 left or above, 1 right or below."""
CORNERS: tuple[Corner, ...] = ((1, -1), (-1, 1), (-1, -1), (1, 1))
ORDER = (
    "napkin",
    "branches",
    "dried flowers",
    "eucalyptus",
    "leaves",
    "herbs",
    "flowers",
    "petals",
    "lemons",
    "nuts",
    "coffee beans",
    "berries",
    "shells",
    "hearts",
    "eggs",
    "baubles",
)
"""From what lies below to what lies on top."""
USUAL = 0.8
"""Metres that are usually seen from top to bottom: from nearer, heaps are as wide in the picture."""
MARGIN = 0.15
"""How far things reach into the picture, in heights or widths."""
BLOSSOMS = (
    ("f3e4e2", "eccfcd", "f7efe9"),
    ("f6f1e6", "f0e4d0", "fbf8f1"),
    ("dd9c8e", "d0796f", "efc9b6"),
    ("cfbbdd", "bba3cd", "e6dcee"),
)
DYED = 0.15
"""How far apart the channels of a colour are at least that flowers are dyed in."""
EUCALYPTUS = ("8b9d8c", "9aab99", "76897a", "a9b6a4")


class Table:
    """The lay of a place, and its corners in the order in which they fill."""

    def __init__(self, spec: SceneSpec, lay: Lay) -> None:
        rng = stream(spec, "corners")
        first = int(rng.integers(4))
        self.lay, self.spec = lay, spec
        self.corners = [
            CORNERS[first],
            CORNERS[first ^ 1],
            CORNERS[(first + 2) % 4],
            CORNERS[(first + 2) % 4 ^ 1],
        ]

    def point(self, corner: Corner, along: float, deep: float) -> Spot:
        """A place near a corner: ``along`` 0…1 from it to the middle of its upper or lower edge, or -1…0 to
        the middle of its side; ``deep`` in margins from the edge inward."""
        wide, high = self.lay.wide, self.lay.high
        inward = deep * MARGIN * min(wide, high)
        x = max(along, 0) * wide / 2 + (inward if along <= 0 else 0)
        y = max(-along, 0) * high / 2 + (inward if along > 0 else 0)
        if abs(along) < 0.3:
            x, y = x + 0.4 * inward, y + 0.4 * inward
        return (wide - x if corner[0] > 0 else x), (high - y if corner[1] > 0 else y)

    def strewn(self, rng: Random, count: int, corner: Corner | None = None) -> list[Spot]:
        """Places at the edges, most of them at the first corners."""
        made = list[Spot]()
        for _ in range(count):
            which = int(rng.choice(4, p=[0.5, 0.3, 0.1, 0.1]))
            along = float(np.clip(rng.normal(0, 0.4), -0.95, 0.95))
            deep = float(rng.uniform(-0.15, 0.95)) * (1 - 0.35 * abs(along))
            made.append(self.point(corner or self.corners[which], along, deep))
        return made

    def inward(self, corner: Corner) -> float:
        """The course from a corner to the middle, in rad."""
        return float(np.arctan2(-corner[1] * self.lay.high, -corner[0] * self.lay.wide))


def arrange(spec: SceneSpec, lay: Lay, without: Set[str] = frozenset()) -> None:
    """Lay the spec's props on the ground, in place, ``without`` those that are laid there by other means."""
    table = Table(spec, lay)
    for name in ORDER:
        if name in spec.props and name not in without:
            PROPS[name](table, stream(spec, name))


def _accent(spec: SceneSpec, rng: Random, codes: tuple[str, ...]) -> Array:
    own = str(rng.choice(codes))
    return rgb(own if spec.colours.accent is None else spec.colours.accent.removeprefix("#"))


def _leaves(table: Table, rng: Random) -> None:
    fallen = table.spec.season in ("autumn", "winter")
    forms = ("maple", "oak", "beech", "birch") if fallen else ("beech", "beech", "birch")
    codes = AUTUMN if fallen else GREEN
    for at in table.strewn(rng, 22):
        form, variant = str(rng.choice(forms)), int(rng.integers(5))
        size = rng.uniform(0.06, 0.115) * (1.15 if form == "maple" else 0.9)
        table.lay.leaf(form, variant, at, size, rng.uniform(0, 6.28), tones(rng, codes, 0.08), 0.003)


def _petals(table: Table, rng: Random) -> None:
    base = _accent(table.spec, rng, ("e7b7ba", "f3e7e2", "c8434f", "efc8c0"))
    for at in table.strewn(rng, 34):
        tone = jitter(rng, base, 0.06)
        pair = np.stack([tone, np.clip(tone * rng.uniform(0.8, 0.95), 0, 1)]).astype(np.float32)
        table.lay.leaf(
            "petal", int(rng.integers(5)), at, rng.uniform(0.028, 0.046), rng.uniform(0, 6.28), pair
        )


def _eucalyptus(table: Table, rng: Random) -> None:
    for corner, share in zip(table.corners[:3], (1.0, 0.8, 0.55), strict=True):
        for _ in range(2 if share > 0.9 else 1):
            way = float(rng.choice([-1, 1]))
            _sprig(table, rng, corner, way, share)


def _sprig(table: Table, rng: Random, corner: Corner, way: float, share: float) -> None:
    """One stem of round leaves in pairs that comes in at the corner and runs along an edge."""
    lay = table.lay
    start = np.array(table.point(corner, way * rng.uniform(0.0, 0.08), rng.uniform(-0.1, 0.35)), np.float32)
    goal = np.array(table.point(corner, way * 0.85, 0.35), np.float32)
    course = float(np.arctan2(goal[1] - start[1], goal[0] - start[0]))
    long = float(rng.uniform(0.24, 0.34)) * share * min(lay.high, lay.wide) / 0.8
    bend = float(rng.choice([-1, 1]) * rng.uniform(0.35, 0.8))
    points, turn = curve(start, course - bend / 2, bend, long, 40)
    stem(lay, points, turn, 0.0012, rgb("9a8b74"))
    size = rng.uniform(0.036, 0.048)
    for index in range(3, 40, 3):
        taper = 1.1 - 0.55 * index / 40
        for side in (-1, 1):
            out = float(turn[index] + side * rng.uniform(0.75, 1.3))
            reach = size * taper * rng.uniform(0.85, 1.15)
            at = points[min(index + int(rng.integers(2)), 39)] + np.array(
                [np.cos(out), np.sin(out)]
            ) * reach * rng.uniform(0.42, 0.54)
            tone = jitter(rng, rgb(str(rng.choice(EUCALYPTUS))), 0.035)
            pair = np.stack([tone, tone * 0.9]).astype(np.float32)
            lay.leaf("eucalyptus", int(rng.integers(5)), (at[0], at[1]), reach, out, pair, 0.004)


def _flowers(table: Table, rng: Random) -> None:
    codes = BLOSSOMS[int(rng.integers(len(BLOSSOMS)))]
    own = table.spec.colours.accent
    if is_latest(table.spec) and table.spec.materials.ground == "grass" and _pale(own):
        for at in table.strewn(rng, 34):
            daisy(table.lay, rng, at, float(rng.uniform(0.026, 0.036)))
        return
    codes = codes if own is None else (own.removeprefix("#"),) * 3
    for corner, count in zip(table.corners[:3], (5, 4, 1), strict=True):
        for at in table.strewn(rng, 2 * count, corner):
            green = tones(rng, GREEN, 0.06)
            table.lay.leaf(
                "olive", int(rng.integers(5)), at, rng.uniform(0.06, 0.09), rng.uniform(0, 6.28), green
            )
        for at in table.strewn(rng, count, corner):
            flower_head(table.lay, rng, at, float(rng.uniform(0.045, 0.075)), codes)


def _pale(code: str | None) -> bool:
    """Whether flowers of that colour, or of any, may be daisies."""
    return code is None or float(rgb(code.removeprefix("#")).min()) > 0.8


def _branches(table: Table, rng: Random) -> None:
    for corner, count in zip(table.corners[:3], (3, 2, 1), strict=True):
        for number in range(count):
            way = 1.0 if number % 2 else -1.0
            start = np.array(table.point(corner, way * rng.uniform(0, 0.25), -0.5), np.float32)
            goal = np.array(table.point(corner, way * rng.uniform(0.5, 0.9), 0.6), np.float32)
            course = float(np.arctan2(goal[1] - start[1], goal[0] - start[0]))
            long = float(rng.uniform(0.22, 0.32)) * min(table.lay.high, table.lay.wide) / 0.8
            if table.spec.season in ("winter", "autumn"):
                fir(table.lay, rng, start, course, long)
            else:
                olive(table.lay, rng, start, course, long)


def _dried(table: Table, rng: Random) -> None:
    own = table.spec.colours.accent
    accent = None if own is None else rgb(own.removeprefix("#"))
    if accent is not None and is_latest(table.spec) and float(np.ptp(accent)) < DYED:
        # Nobody dyes dried flowers grey.
        accent = None
    for corner, share in zip(table.corners[:2], (1.0, 0.8), strict=True):
        way = float(rng.choice([-1, 1]))
        start = np.array(table.point(corner, way * rng.uniform(0.0, 0.1), -0.2), np.float32)
        goal = np.array(table.point(corner, way * 0.85, 0.55), np.float32)
        course = float(np.arctan2(goal[1] - start[1], goal[0] - start[0]))
        long = float(rng.uniform(0.26, 0.32)) * share * min(table.lay.high, table.lay.wide) / 0.8
        bunch(table.lay, rng, start, course, long, accent)


def _napkin(table: Table, rng: Random) -> None:
    ground = float(table.lay.relief.albedo.mean())
    codes = ["#e9e3d8", "#b9b8a4", "#8f9a8c", "#d8c4b4", "#75808a"]
    # A cloth of the ground's own lightness would look like a mere edge in it.
    apart = [code for code in codes if abs(float(rgb(code[1:]).mean()) - ground) > 0.13]
    code = table.spec.colours.accent or str(rng.choice(apart or codes))
    corner = table.corners[0]
    at = table.point(corner, float(rng.uniform(-0.12, 0.12)), 0.25)
    fabric(
        table.lay,
        rng,
        at,
        float(rng.uniform(0.4, 0.46)) * min(table.lay.high, table.lay.wide) / 0.8,
        float(rng.uniform(0.15, 0.5)) * (-corner[0] * corner[1]),
        code,
    )


def _shells(table: Table, rng: Random) -> None:
    codes = ("ead9c4", "e2b79a", "d9c2b2", "f0e6d8", "c99b80", "d7b49c")
    for number, at in enumerate(table.strewn(rng, 6 if is_latest(table.spec) else 11)):
        tone, turn, kind = jitter(rng, rgb(str(rng.choice(codes))), 0.05), rng.uniform(0, 6.28), rng.random()
        size = float(rng.uniform(0.028, 0.055))
        if number == 0:
            starfish(table.lay, rng, at, 0.1, turn, rgb(str(rng.choice(["d8a878", "c9886a", "e3c9a4"]))))
        elif kind < 0.62:
            scallop(table.lay, rng, at, size, turn, tone)
        else:
            whelk(table.lay, rng, at, size * 1.3, turn, tone)


def _hearts(table: Table, rng: Random) -> None:
    base = _accent(table.spec, rng, ("b3202a", "c8434f", "d88a8f"))
    for number, at in enumerate(table.strewn(rng, 15)):
        large = number % 3 == 0
        tone = jitter(rng, base if rng.random() < 0.7 else np.clip(base * 0.4 + 0.55, 0, 1), 0.04)
        size = float(rng.uniform(0.042, 0.058) if large else rng.uniform(0.018, 0.028))
        heart(table.lay, at, size, float(rng.uniform(0, 6.28)), tone, 0.004 if large else 0.0015)


def _eggs(table: Table, rng: Random) -> None:
    codes = ("efe6d8", "d9b48f", "c9d6cf", "f3efe8", "d7c7dc", "e9cfc6", "c08d63")
    own = table.spec.colours.accent
    for corner, count in zip(table.corners[:3], (3, 2, 1), strict=True):
        for index in range(count):
            at = table.point(
                corner, (index - (count - 1) / 2) * 0.2 + rng.normal(0, 0.02), rng.uniform(0.2, 0.6)
            )
            code = own.removeprefix("#") if own and rng.random() < 0.5 else str(rng.choice(codes))
            long = float(rng.uniform(0.05, 0.06))
            egg(table.lay, rng, at, long, float(rng.uniform(0, 6.28)), jitter(rng, rgb(code), 0.03))


def _baubles(table: Table, rng: Random) -> None:
    base = _accent(table.spec, rng, ("b3202a", "c9a24a", "dfe3e6", "2b4a35"))
    others = (base, base, rgb("c9a55a"), rgb("e4e2dc"))
    for corner, count in zip(table.corners[:3], (3, 3, 1), strict=True):
        for index in range(count):
            along = (index - (count - 1) / 2) * 0.27 + float(rng.normal(0, 0.03))
            at = table.point(corner, along, float(rng.uniform(0.0, 0.6)))
            tone = jitter(rng, others[int(rng.integers(4))], 0.03)
            bauble(
                table.lay, at, float(rng.uniform(0.018, 0.034)), tone, float(rng.choice([0.25, 0.95, 0.95]))
            )


def _lemons(table: Table, rng: Random) -> None:
    for corner, whole, cut in zip(table.corners[:3], (2, 1, 1), (3, 2, 1), strict=True):
        for at in table.strewn(rng, cut, corner):
            slice_of(table.lay, rng, at)
        for at in table.strewn(rng, whole, corner):
            lemon(table.lay, rng, at)


def _herbs(table: Table, rng: Random) -> None:
    for corner, count in zip(table.corners[:3], (3, 2, 1), strict=True):
        for number in range(count):
            way = 1.0 if number % 2 else -1.0
            start = table.point(corner, way * float(rng.uniform(0, 0.15)), -0.3)
            goal = np.array(table.point(corner, way * float(rng.uniform(0.4, 0.8)), 0.7), np.float32)
            course = float(np.arctan2(goal[1] - start[1], goal[0] - start[0]))
            dill(table.lay, rng, start, course, float(rng.uniform(0.14, 0.2)))


def _small(put: Callable[[Lay, Random, Spot], None], count: int) -> Callable[[Table, Random], None]:
    """Many small things, in loose heaps at the first corners and single."""

    def strewn(table: Table, rng: Random) -> None:
        near = min(1.0, table.lay.high / USUAL) if is_latest(table.spec) else 1.0
        for corner, share in zip(table.corners[:3], (0.5, 0.35, 0.15), strict=True):
            middle = np.array(table.point(corner, float(rng.uniform(-0.2, 0.2)), 0.25))
            for _ in range(round(count * share * near) if near < 1 else int(count * share)):
                away = middle + near * rng.normal(0, 0.055, 2) * (1 + 1.2 * rng.random() ** 3)
                put(table.lay, rng, (float(away[0]), float(away[1])))

    return strewn


def _berry(lay: Lay, rng: Random, at: Spot) -> None:
    look = "blue" if rng.random() < 0.6 else "red"
    if look == "red" and lay.level > LEVEL:
        raspberry(lay, rng, at)
    else:
        berry(lay, rng, at, look)


PROPS: Mapping[str, Callable[[Table, Random], None]] = {
    "napkin": _napkin,
    "branches": _branches,
    "dried flowers": _dried,
    "eucalyptus": _eucalyptus,
    "leaves": _leaves,
    "flowers": _flowers,
    "petals": _petals,
    "shells": _shells,
    "hearts": _hearts,
    "eggs": _eggs,
    "baubles": _baubles,
    "lemons": _lemons,
    "herbs": _herbs,
    "berries": _small(_berry, 64),
    "coffee beans": _small(bean, 150),
    "nuts": _small(nut, 64),
}
"""What lays each prop."""
