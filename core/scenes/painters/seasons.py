"""Easter, Valentine and autumn: set tables before a season out of focus."""

import numpy as np

from core.scenes.painters import wild_sorts, wild_woods
from core.scenes.painters.feasts import linear, over, room_of, strewn_petals
from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.flowers import balloon, catkins, nest, rose, tulip
from core.scenes.parts.keepsakes import Glow, Stage, egg, pumpkin
from core.scenes.parts.parlour import fairy, foliage
from core.scenes.parts.perspective import Lens
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.strewing import AUTUMN, beside, lay_scrap, leaf_colour
from core.scenes.parts.tabletop import Table, far_lens, glow_of, painted, table_lens
from core.scenes.spec import SceneSpec, since

EGGS = ("e2cdb6", "c9a98a", "d8c8c0", "b9c8c4", "e8d8b4", "c8b8c8", "d9b8a8")
AUTUMN_LIGHT = {"golden": ("ffd8a0", "d8d0d0"), "overcast": ("f0f2f4", "e0e6ea")}
"""Colours of the main light and of the sky's, where the time has its own."""


def easter(spec: SceneSpec, view: View) -> Painting:
    """Eggs on a bright table, a spring garden or a pale room behind."""
    rng, lens = stream(spec, "easter"), table_lens(spec, view)
    morning = spec.light.time == "morning"
    glow = glow_of(spec, 0.72, 0.42, ("fff0d8" if morning else "fffaf2", "e6ecf4"), "ffffff", "c8bca8")
    back, edge = far_lens(lens), lens.focus * float(rng.uniform(1.5, 1.8))
    if spec.colours.wall or (spec.materials.ground != "grass" and rng.random() < 0.3):
        scenery = room_of(
            spec, back, glow, ("d8d4c8", "c4ccc0", "d8c8c0", "bccad0"), (float(rng.uniform(-0.5, 0.5)), 0.1)
        )
    else:
        codes = ("3f5a2a", "6f8a42", "9db464", "c8d89a")
        scenery = foliage(
            stream(spec, "garden"),
            back,
            codes,
            glow.key * 0.7 + glow.fill * 0.7,
            linear(None, "f0f6ee") * 0.95,
            0.35,
        )
    table = Table(spec=spec, lens=lens, edge=edge, glow=glow, back=scenery, back_away=edge * 3, fade=0.15)
    wanted = spec.props or ("eggs", str(rng.choice(["tulips", "willow", "nest"])))
    side = float(rng.choice([-1, 1]))
    if "tulips" in wanted:
        _tulips(stream(spec, "tulips"), table, spec, side)
    if "willow" in wanted:
        catkins(stream(spec, "willow"), table.stage(lens.focus * 1.35), lens.focus * 1.35, -side, glow)
    if "nest" in wanted:
        at = (side * 0.3 * lens.focus * 1.12 / lens.focal, lens.focus * 1.12)
        nest(
            stream(spec, "nest"),
            table.stage(at[1]),
            at,
            0.085,
            [_egg_colour(spec, stream(spec, f"egg {i}")) for i in range(3)],
            glow,
        )
    if "eggs" in wanted or "nest" not in wanted:
        own = stream(spec, "eggs")
        for across, away in beside(own, lens, 9, 0.82, 1.4, 0.22):
            egg(
                own,
                table.stage(away),
                (across, away),
                float(own.uniform(0.052, 0.062)),
                _egg_colour(spec, own),
                glow,
            )
    return painted(table, _ground(spec, "white painted wood"), spec.colours.ground)


def _ground(spec: SceneSpec, otherwise: str) -> str:
    return spec.materials.ground or otherwise


def _egg_colour(spec: SceneSpec, rng: Random) -> Array:
    own = linear(spec.colours.accent, EGGS[int(rng.integers(len(EGGS)))])
    return (own * rng.uniform(0.8, 1.05)).astype(np.float32)


def _tulips(rng: Random, table: Table, spec: SceneSpec, side: float) -> None:
    """A bunch of tulips lying or standing behind, to one side."""
    lens = table.lens
    tones = [linear(spec.colours.accent, code) for code in ("d98a94", "e8c86a", "e6dcd0", "c8606a")]
    for number in range(9):
        away = lens.focus * (1.5 - 0.035 * number)
        across = side * float(rng.uniform(0.24, 0.46)) * away / lens.focal * max(1.0, lens.aspect)
        tulip(
            rng,
            table.stage(away),
            (across, away),
            float(rng.uniform(0.2, 0.34)),
            tones[int(rng.integers(4))],
            table.glow,
        )


def valentine(spec: SceneSpec, view: View) -> Painting:
    """Hearts, roses and petals on a soft red or rosy table."""
    rng, lens = stream(spec, "valentine"), table_lens(spec, view)
    night = spec.light.time == "night"
    glow = (
        glow_of(spec, 0.5, 0.2, ("ffd0a8", "ffb8b0"), "ffc0a0", "b08080")
        if night
        else glow_of(spec, 0.72, 0.42, ("fff4ea", "f4e8ea"), "ffffff", "d8c0c0")
    )
    back, edge = far_lens(lens), lens.focus * float(rng.uniform(1.5, 1.9))
    codes = ("6a2430", "7a3440", "4a1c26") if night else ("e0bcbc", "d8a8ac", "e8d4d0", "c88890", "b85a66")
    scenery = room_of(spec, back, glow, codes, (float(rng.uniform(-0.4, 0.4)), 0.15))
    table = Table(
        spec=spec,
        lens=lens,
        edge=edge,
        glow=glow,
        back=scenery,
        back_away=edge * 2.5,
        fade=0.15,
        exposure=1.2 if night else 1.0,
    )
    wanted = spec.props or (
        ("hearts", "lights") if night else (str(rng.choice(["hearts", "roses"])), "petals")
    )
    reds = ("a81828", "b8303c", "8a1420") if not spec.colours.accent else (spec.colours.accent[1:],) * 3
    if "lights" in wanted or night:
        tones = ("ffb9a0", "ffd8c0", "ff9aa0", "ffe6d8")
        far = lens.disc(edge * 2.2)
        table.behind += fairy(stream(spec, "fairy"), lens, 40, tones, (0.02, 0.6), far, 4.5)
    if "balloons" in wanted:
        _balloons(stream(spec, "balloons"), table, reds)
    if "roses" in wanted:
        own = stream(spec, "roses")
        for across, away in beside(own, lens, 7, 1.02, 1.45, 0.24):
            size, tone = float(own.uniform(0.032, 0.042)), leaf_colour(own, reds)
            rose(own, table.stage(away), (across, away), size, tone, glow)
    if "petals" in wanted:
        strewn_petals(stream(spec, "petals"), table, reds)
    if "hearts" in wanted:
        own = stream(spec, "hearts")
        for at in beside(own, lens, 30, 0.78, 1.5, 0.16):
            tone = leaf_colour(own, (*reds, "e0a8a8", "e8d0cc"))
            size, turn = float(own.uniform(0.012, 0.03)), float(own.uniform(0, 6))
            lay_scrap(table.stage(at[1]), "heart", 0, at, size, turn, tone, glow, 0.002)
    ground = _ground(spec, "paper")
    return painted(table, ground, spec.colours.ground or ("#dcb4b4" if ground in ("paper", "silk") else None))


def _balloons(rng: Random, table: Table, reds: tuple[str, ...]) -> None:
    """Balloons in the air behind, at the sides."""
    for _ in range(7):
        away = table.edge * float(rng.uniform(1.2, 1.9))
        column = float(rng.choice([-1, 1])) * float(rng.uniform(0.22, 0.55)) * table.lens.aspect
        at = (column, float(rng.uniform(0.05, 0.5)), away)
        balloon(rng, table.stage(away), at, 0.14, leaf_colour(rng, reds), table.glow)


def autumn_leaves(spec: SceneSpec, view: View) -> Painting:
    """A ground of leaves, or a table with some, before a wood in autumn colours."""
    if since(spec, 7) and _ground(spec, "leaves") == "leaves" and not {"pumpkins", "acorns"} & {*spec.props}:
        return wild_woods.painted(spec, view, wild_sorts.forest(spec))
    rng, lens = stream(spec, "autumn"), table_lens(spec, view)
    overcast = spec.light.time == "overcast"
    warm = AUTUMN_LIGHT.get(spec.light.time, ("fff0d8", "dfe6ee"))
    glow = glow_of(spec, 0.3 if overcast else 0.75, 0.5 if overcast else 0.32, warm, "ffffff", "7a5a3a")
    ground = _ground(spec, "leaves")
    wild = ground == "leaves"
    back, edge = far_lens(lens), lens.focus * (3.5 if wild else float(rng.uniform(1.5, 1.8)))
    codes = ("4a2c16", "8a4c1c", "b87828", "d8a84a", "e8c878")
    inside, gaps = glow.key * 0.85 + glow.fill * 0.5, linear(None, "ffeccb") * 1.0
    scenery = foliage(stream(spec, "wood"), back, codes, inside, gaps, 0.4)
    scenery = over(scenery, _trunks(stream(spec, "trunks"), back, glow, back.row(edge)))
    table = Table(spec=spec, lens=lens, edge=edge, glow=glow, back=scenery, back_away=edge * 3, fade=0.1)
    _sunny_gaps(stream(spec, "sun"), table)
    _fallen(stream(spec, "leaves"), table, wild)
    if "pumpkins" in spec.props:
        own = stream(spec, "pumpkins")
        for across, away in beside(own, lens, 4, 1.06, 1.5, 0.27):
            pumpkin(own, table.stage(away), (across, away), float(own.uniform(0.06, 0.11)), glow, 0.0)
    if "acorns" in spec.props:
        own = stream(spec, "acorns")
        for at in beside(own, lens, 9, 0.8, 1.3, 0.19):
            egg(own, table.stage(at[1]), at, float(own.uniform(0.02, 0.028)), linear(None, "7a5428"), glow)
    if "falling" in spec.props:
        _falling(stream(spec, "falling"), table)
    return painted(table, ground, spec.colours.ground)


def _sunny_gaps(rng: Random, table: Table) -> None:
    """Sun through the leaves behind, which the lens makes discs of."""
    lens = table.lens
    for _ in range(26):
        x, y = float(rng.uniform(-0.6, 0.6)) * lens.aspect, float(rng.beta(1.2, 2.4)) * 0.6
        tone = linear(None, str(rng.choice(["ffe2a8", "ffd080", "fff2d8", "f0b050"])))
        power = np.float32(3.2 * float(rng.uniform(0.2, 1)) * (0.4 + table.spec.light.hardness))
        disc = lens.disc(table.edge * 3) * float(rng.uniform(0.7, 1.2))
        table.behind.append(Lamp(x, y, y, tone * power, disc))


def _fallen(rng: Random, table: Table, wild: bool) -> None:
    """Leaves that lie about: more of them, and farther off, on a ``wild`` ground."""
    count, far, gap = (46, 2.4, 0.13) if wild else (30, 1.45, 0.17)
    for at in beside(rng, table.lens, count, 0.76, far, gap):
        kind, variant = str(rng.choice(["maple", "beech", "oak", "maple"])), int(rng.integers(6))
        size, turn = float(rng.uniform(0.03, 0.055)), float(rng.uniform(0, 6))
        tone, lift = leaf_colour(rng, AUTUMN), float(rng.uniform(0, 0.025))
        lay_scrap(table.stage(at[1]), kind, variant, at, size, turn, tone, table.glow, lift)


def _trunks(rng: Random, lens: Lens, glow: Glow, foot: float) -> Array:
    """Tree trunks behind, for the blur."""
    sheet = Sheet(lens)
    for _ in range(9):
        x, half = float(rng.uniform(-0.7, 0.7)) * lens.aspect, float(rng.uniform(0.008, 0.035))
        tone = linear(None, "4a3a2c") * (glow.key * float(rng.uniform(0.2, 0.6)) + glow.fill * 0.5)
        lean = float(rng.normal(0, 0.03))
        sheet.stroke(
            [(x, foot + 0.01 + half * 0.4), (x + lean, 0.3), (x + 2 * lean, -0.05)],
            [half * 1.3, half, half * 0.8],
            tone,
        )
    return sheet.layer()


def _falling(rng: Random, table: Table) -> None:
    """Leaves in the air, at the sides and above, out of focus by their distance."""
    lens = table.lens
    for _ in range(14):
        away = lens.focus * float(rng.choice([0.7, 1.6, 2.2]))
        column, row = float(rng.uniform(-0.5, 0.5)) * lens.aspect, float(rng.uniform(0.02, 0.6))
        if abs(column) < 0.2 and row > 0.3:
            continue
        stage: Stage = table.stage(away)
        sheet = Sheet(stage.lens)
        size = 0.035 * lens.focal / away
        sheet.oval(
            column,
            row,
            size,
            size * float(rng.uniform(0.3, 0.8)),
            leaf_colour(rng, AUTUMN) * (table.glow.key + table.glow.fill),
            float(rng.uniform(0, 3)),
        )
        layer = sheet.layer()
        stage.layer *= 1 - layer[..., 3:]
        stage.layer += layer
