"""Halloween: pumpkins and candles before a dark wood."""

import numpy as np

from core.scenes.painters.feasts import lifted, linear, night_fade, over, set_candles
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.floats import f32, ramp, three
from core.scenes.parts.keepsakes import FLAME, pumpkin
from core.scenes.parts.parlour import fairy, wall
from core.scenes.parts.perspective import Lens
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.strewing import AUTUMN, beside, lay_scrap, leaf_colour
from core.scenes.parts.tabletop import Pool, Table, far_lens, glow_of, painted, table_lens
from core.scenes.spec import SceneSpec, is_latest

PALE = 0.86
"""How much of the wood's colour is that of an evening, whatever colour was asked for."""


def halloween(spec: SceneSpec, view: View) -> Painting:
    """Pumpkins on an old table, a dark wood with a moon behind."""
    rng, lens = stream(spec, "halloween"), table_lens(spec, view)
    dusk = spec.light.time == "dusk"
    glow = glow_of(spec, 0.42, 0.26 if dusk else 0.15, ("ffc890", "8a9ac8"), "ffb060", "4a3826")
    back, edge = far_lens(lens), lens.focus * float(rng.uniform(1.6, 2.0))
    table = Table(
        spec=spec,
        lens=lens,
        edge=edge,
        glow=glow,
        back=_spooky(spec, back, dusk),
        back_away=edge * 5,
        exposure=1.6,
    )
    wanted = spec.props or ("pumpkins", "candles", str(rng.choice(["moon", "fog", "bats"])))
    own = stream(spec, "leaves")
    for across, away in beside(own, lens, 16, 0.78, 1.6, 0.17):
        lay_scrap(
            table.stage(away),
            str(own.choice(["maple", "oak"])),
            int(own.integers(6)),
            (across, away),
            float(own.uniform(0.03, 0.05)),
            float(own.uniform(0, 6)),
            leaf_colour(own, AUTUMN),
            lifted(glow, 1.4),
            float(own.uniform(0, 0.02)),
        )
    own = stream(spec, "pumpkins")
    if "pumpkins" in wanted or not spec.props:
        for number, (across, away) in enumerate(beside(own, lens, 5, 1.06, 1.6, 0.29)):
            face = 1.0 if number % 2 == 0 else 0.0
            pumpkin(
                own,
                table.stage(away),
                (across, away),
                float(own.uniform(0.075, 0.125)),
                lifted(glow, 1.25),
                face,
            )
            if face:
                table.pools.append(Pool((across, 0.07, away - 0.1), FLAME * np.float32(0.012)))
    if "candles" in wanted:
        set_candles(stream(spec, "candles"), table, 3, linear(None, "c8b498"))
    table.behind += fairy(
        stream(spec, "fairy"),
        lens,
        18,
        ("ff9a3c", "ffb45e", "ff8a30"),
        (0.35, 0.66),
        lens.disc(edge * 4),
        3.5,
    )
    ground = spec.materials.ground or "dark wood"
    return painted(table, "leaves" if ground == "leaves" else ground, spec.colours.ground)


def _spooky(spec: SceneSpec, lens: Lens, dusk: bool) -> Array:
    """A bare wood before a cold sky; moon, bats and fog with the props."""
    rng, sheet = stream(spec, "wood"), Sheet(lens)
    rows = lens.rows[:, None, None]
    hue = linear(spec.colours.accent, "3a3f68" if dusk else "1a2034")
    if is_latest(spec):
        hue = PALE * linear(None, "565a6c" if dusk else "222838") + (1 - PALE) * hue
    sky = hue * (0.55 if dusk else 0.4) * (0.5 + 1.3 * ramp(rows, 0, 0.6))
    made = np.broadcast_to(sky, (lens.height, lens.width, 3)).astype(np.float32)
    if "moon" in spec.props:
        x, y = float(rng.uniform(-0.35, 0.35)), float(rng.uniform(0.1, 0.22))
        away = np.hypot(lens.columns[None] - x, lens.rows[:, None] - y)
        made = (
            made
            + linear(None, "e8e4d0")
            * (1.5 * ramp(0.075 - away, 0, 0.006) + 0.16 * np.exp(-away / 0.14))[..., None]
        )
    _bare_trees(rng, sheet, lens, made.mean(axis=(0, 1)))
    if "bats" in spec.props:
        _bats(rng, sheet)
    made = over(f32(made), sheet.layer())
    if "fog" in spec.props or rng.random() < 0.5 or is_latest(spec):
        mist = wall(
            rng,
            lens,
            np.ones(3, np.float32),
            (linear(None, "7a86a8") if not is_latest(spec) else 1.2 * hue) * (0.5 if dusk else 0.28),
            (0.0, 0.6),
            0.7,
        )
        share = (0.75 * ramp(lens.rows, 0.25, 0.65))[:, None, None]
        made = made * (1 - share) + mist * share
    return (made * night_fade(lens)).astype(np.float32)


def _bare_trees(rng: Random, sheet: Sheet, lens: Lens, sky: Array) -> None:
    """Bare trees in two depths before a ``sky`` of that mean colour."""
    for depth in (0.5, 1.0):
        tone = sky * (1.1 - depth)
        for _ in range(12):
            x, half = (
                float(rng.uniform(-0.8, 0.8)) * lens.aspect,
                float(rng.uniform(0.006, 0.022)) * (0.5 + depth),
            )
            top = x + float(rng.normal(0, 0.06))
            sheet.stroke(
                [(x, 0.75), (0.5 * (x + top) + 0.01, 0.35), (top, -0.1)], [half * 1.4, half, half * 0.6], tone
            )
            for _ in range(6):
                y, side = float(rng.uniform(0.0, 0.5)), float(rng.choice([-1, 1]))
                reach = float(rng.uniform(0.06, 0.2))
                bend = (x + side * reach * 0.6, y - reach * 0.25)
                sheet.stroke(
                    [(x, y), bend, (x + side * reach, y - reach * float(rng.uniform(0.2, 0.9)))],
                    [half * 0.45, half * 0.3, half * 0.08],
                    tone,
                )


def _bats(rng: Random, sheet: Sheet) -> None:
    """A few bats."""
    for _ in range(7):
        x, y, s = (
            float(rng.uniform(-0.5, 0.5)),
            float(rng.uniform(0.03, 0.35)),
            float(rng.uniform(0.02, 0.045)),
        )
        wing = [
            (0, 0.15),
            (0.35, -0.25),
            (1, -0.4),
            (0.85, 0.05),
            (0.6, 0.0),
            (0.45, 0.2),
            (0.2, 0.12),
            (0.08, 0.35),
        ]
        both = [*wing, *[(-u, v) for u, v in reversed(wing)]]
        sheet.polygon([(x + u * s, y + v * s) for u, v in both], three(0.004, 0.004, 0.006))
