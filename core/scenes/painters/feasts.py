"""Christmas and candlelight: tables and floors in warm light, trees and lights out of focus behind."""

import numpy as np

from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.candlelight import box, candle
from core.scenes.parts.canvas import Array, Random, rgb, stream
from core.scenes.parts.evergreen import fir_tree, lay_twig
from core.scenes.parts.floats import ramp
from core.scenes.parts.keepsakes import FLAME, Glow, Stage, ball, standing_ball
from core.scenes.parts.parlour import WARM, fairy, fire, garland, wall, window_at
from core.scenes.parts.perspective import Lens
from core.scenes.parts.sheets import Sheet, lay_over
from core.scenes.parts.strewing import AUTUMN, beside, lay_scrap, leaf_colour
from core.scenes.parts.tabletop import Pool, Table, far_lens, glow_of, painted, table_lens
from core.scenes.spec import SceneSpec

BAUBLES = ("9e1c24", "b8862f", "c8c4bc", "7a1820", "d0a860", "2c4a38")


def linear(code: str | None, otherwise: str) -> Array:
    """A spec's colour, or another, in linear light."""
    return to_linear(rgb((code or otherwise).removeprefix("#")))


def colours_of(spec: SceneSpec, rng: Random, codes: tuple[str, ...]) -> list[Array]:
    """The colours of ornaments: the accent and what goes with it, or three of ``codes``."""
    if spec.colours.accent:
        own = linear(spec.colours.accent, "")
        return [own, own, own * 0.55, linear(None, "d8d2c8")]
    picked = rng.choice(len(codes), 3, replace=False)
    return [linear(None, codes[int(i)]) for i in picked]


def over(below: Array, layer: Array) -> Array:
    """A premultiplied layer over linear ``below``, sharp."""
    return (below * (1 - layer[..., 3:]) + layer[..., :3]).astype(np.float32)


def room_of(
    spec: SceneSpec, lens: Lens, glow: Glow, codes: tuple[str, ...], lamp: tuple[float, float]
) -> Array:
    """The wall behind: the spec's colour or one of ``codes``, lit from ``lamp`` (column, row)."""
    rng = stream(spec, "wall")
    colour = linear(spec.colours.wall, codes[int(rng.integers(len(codes)))])
    return wall(rng, lens, colour, glow.key * 0.75 + glow.fill, lamp, float(rng.uniform(0.4, 0.7)))


def evening_glow(spec: SceneSpec, table: str) -> Glow:
    """Warm lamps at night, some blue from outside at dusk."""
    dusk = spec.light.time == "dusk"
    return glow_of(
        spec, 0.62, 0.3 if dusk else 0.2, ("ffd3a0", "b8c2e0" if dusk else "ffc9a0"), "ffc780", table
    )


def christmas_tree(spec: SceneSpec, view: View) -> Painting:
    """A floor before a lit Christmas tree, which stands to one side."""
    rng, lens = stream(spec, "tree"), table_lens(spec, view)
    glow, back = evening_glow(spec, "6a4a30"), far_lens(lens)
    side = float(rng.choice([-1, 1]))
    middle = side * float(rng.uniform(0.24, 0.33)) * max(1.0, lens.aspect**0.5)
    away, edge = lens.focus * 1.75, lens.focus * 2.3
    scenery = room_of(
        spec, back, glow, ("6b4a3a", "4a3a34", "7a2f2a", "3c4a42", "8a7a6a", "b8a894"), (-middle, 0.25)
    )
    sheet, lamps = Sheet(back), list[Lamp]()
    if "window" in spec.props:
        blue = linear(None, "34486e") * (1.2 if spec.light.time == "dusk" else 0.45)
        window_at(
            sheet,
            -middle * 1.05,
            0.04,
            0.3,
            0.42,
            linear(None, "cfc6b8") * (glow.key * 0.5 + glow.fill),
            blue,
        )
    if "fireplace" in spec.props:
        lamps += fire(
            stream(spec, "fire"), sheet, -middle * 1.1, back.row(edge) + 0.01, 0.3, glow.key * 0.6 + glow.fill
        )
    table = Table(
        spec=spec,
        lens=lens,
        edge=edge,
        glow=glow,
        back=over(scenery, sheet.layer()),
        back_away=edge * 1.1,
        floor=True,
        exposure=1.25,
    )
    table.behind += lamps
    layer, lights = _trimmed(spec, back, glow, middle, away)
    # The tree is part of the far picture, but nearer than the wall: laid over it with its own blur.
    table.back = lay_over(table.back, layer, max(0.0, back.disc(away) - 0.4 * back.disc(edge)))
    table.behind += lights
    if "presents" in spec.props or rng.random() < 0.7:
        _presents(stream(spec, "presents"), table, spec, middle, away)
    if "lights" in spec.props:
        table.behind += garland(stream(spec, "garland"), lens, WARM, (0.02, 0.2), 3, lens.disc(edge), 5.0)
    table.pools.append(Pool((middle * away / lens.focal, 0.5, away * 0.9), FLAME * np.float32(0.1)))
    return painted(table, spec.materials.ground or "oak", spec.colours.ground)


def _trimmed(spec: SceneSpec, lens: Lens, glow: Glow, middle: float, away: float) -> tuple[Array, list[Lamp]]:
    """The tree with its baubles as a layer, and its lights."""
    rng, stage = stream(spec, "trimmed"), Stage(lens)
    foot = lens.row(away) - 0.03
    tall = float(rng.uniform(0.62, 0.78)) + 0.1
    spots = fir_tree(
        rng,
        stage,
        (middle, foot),
        tall,
        tall * 0.42,
        glow.key * 0.9,
        glow.fill * 0.8 + 0.05 * glow.key,
        glow.toward[0],
    )
    tones, lamps = colours_of(spec, stream(spec, "baubles"), BAUBLES), list[Lamp]()
    unit = away / lens.focal
    for number in rng.choice(len(spots), 26, replace=False):
        x, y, _ = spots[int(number)]
        up = lens.up - (y - lens.vanish) * unit
        ball(
            rng,
            stage,
            ((x - lens.axis) * unit, up, away),
            float(rng.uniform(0.028, 0.04)) * unit / 1.2,
            tones[int(rng.integers(len(tones)))],
            glow,
            float(rng.choice([0.35, 0.8])),
        )
    radius = max(lens.disc(away), 0.003)
    for number in rng.choice(len(spots), min(len(spots), 95), replace=False):
        x, y, _ = spots[int(number)]
        tone = linear(None, WARM[int(rng.integers(len(WARM)))])
        lamps.append(
            Lamp(
                x + float(rng.normal(0, 0.01)),
                y,
                y,
                tone * np.float32(5.5 * float(rng.uniform(0.3, 1.1))),
                radius,
            )
        )
    return stage.layer, lamps


def _presents(rng: Random, table: Table, spec: SceneSpec, middle: float, away: float) -> None:
    papers = ("8a1c22", "d8cdb8", "2f4438", "b89a68", "5a2a24", "e4ddd0")
    ribbons = ("d8b060", "9e1c24", "e8e0d0", "c8a050")
    lens = table.lens
    for number in range(int(rng.integers(3, 6))):
        place = away * float(rng.uniform(0.74, 0.92)) - 0.04 * number
        column = middle + float(rng.uniform(-0.2, 0.2))
        if abs(column) < 0.14:
            column = 0.16 * float(np.sign(middle)) + column * 0.2
        size = (float(rng.uniform(0.18, 0.34)), float(rng.uniform(0.1, 0.24)), 0.22)
        box(
            rng,
            table.stage(place),
            (column * place / lens.focal, place),
            size,
            linear(None, str(rng.choice(papers))),
            linear(None, str(rng.choice(ribbons))),
            table.glow,
        )


def christmas_table(spec: SceneSpec, view: View) -> Painting:
    """A table with fir twigs, baubles and candles at its sides, fairy lights behind."""
    rng, lens = stream(spec, "table"), table_lens(spec, view)
    glow, back = evening_glow(spec, "8a6a4a"), far_lens(lens)
    edge = lens.focus * float(rng.uniform(1.5, 1.8))
    scenery = room_of(
        spec,
        back,
        glow,
        ("3a2a24", "4a2422", "22302a", "54402f", "2c2830"),
        (float(rng.uniform(-0.3, 0.3)), 0.3),
    )
    table = Table(
        spec=spec, lens=lens, edge=edge, glow=glow, back=scenery, back_away=edge * 2.6, exposure=1.2
    )
    radius = lens.disc(edge * 2.4)
    table.behind += fairy(stream(spec, "fairy"), lens, 34, WARM, (0.02, 0.56), radius, 5.0)
    if rng.random() < 0.65:
        middle = float(rng.choice([-1, 1])) * float(rng.uniform(0.16, 0.36))
        layer, lights = _trimmed(spec, back, glow, middle, edge * 1.9)
        table.back = lay_over(table.back, layer, 0.0)
        table.behind += lights
    else:
        table.behind += garland(stream(spec, "garland"), lens, WARM, (0.02, 0.35), 3, radius * 0.8, 4.0)
    wanted = spec.props or ("baubles", "branches", "candles")
    if "stars" in wanted:
        own = stream(spec, "stars")
        for across, away in beside(own, lens, 16, 0.78, 1.45, 0.16):
            lay_scrap(
                table.stage(away),
                "star",
                0,
                (across, away),
                float(own.uniform(0.014, 0.026)),
                float(own.uniform(0, 6)),
                linear(None, "c8a25a"),
                glow,
            )
    if "candles" in wanted:
        _candles(stream(spec, "candles"), table, 3, linear(spec.colours.accent, "d8c8b0"))
    if "branches" in wanted:
        _twigs(stream(spec, "twigs"), table)
    tones = colours_of(spec, stream(spec, "baubles"), BAUBLES)
    if "baubles" in wanted:
        own = stream(spec, "balls")
        for across, away in beside(own, lens, 9, 0.8, 1.5, 0.25):
            standing_ball(
                own,
                table.stage(away),
                (across, away),
                float(own.uniform(0.028, 0.042)),
                tones[int(own.integers(len(tones)))],
                glow,
                float(own.choice([0.3, 0.85])),
            )
    colour = spec.colours.ground
    return painted(table, spec.materials.ground or "rustic wood", colour)


def _twigs(rng: Random, table: Table) -> None:
    """Fir twigs lying at both sides, from the edges inwards, over each other."""
    lens, light = table.lens, table.glow.key * 0.8 + table.glow.fill
    for away in sorted((float(rng.uniform(0.84, 1.45)) for _ in range(13)), reverse=True):
        side = float(rng.choice([-1, 1]))
        place = away * lens.focus
        out = 0.5 * lens.aspect + float(rng.uniform(-0.03, 0.1))
        turn = float(rng.normal(0, 0.35)) + (np.pi if side > 0 else 0.0)
        long = 0.34 * lens.focus / place * float(rng.uniform(0.75, 1.05))
        stage, row = table.stage(place), lens.row(place)
        flat = float(np.clip((row - lens.vanish) / lens.focal * 2.2, 0.3, 0.7))
        stage.shade(side * (out - long * 0.5), row + 0.004, long * 0.5, long * 0.09, 0.75)
        lay_twig(
            stage,
            int(rng.integers(8)),
            (side * out, row - 0.012),
            long,
            turn,
            light * np.float32(rng.uniform(0.8, 1.3)),
            flat,
            0.0,
        )


def _candles(rng: Random, table: Table, count: int, wax: Array) -> None:
    """Burning candles beside and behind what stands in the middle."""
    lens, places = table.lens, list[tuple[float, float]]()
    for number in range(count):
        side = (-1.0) ** number * (1 if rng.random() < 0.8 else -1)
        away = lens.focus * float(rng.uniform(1.12, 1.45))
        places.append(
            (
                side * float(rng.uniform(0.25, 0.42)) * away / lens.focal * min(1.3, max(1.0, lens.aspect)),
                away,
            )
        )
    for across, away in sorted(places, key=lambda at: -at[1]):
        tall, radius = float(rng.uniform(0.07, 0.19)), float(rng.uniform(0.028, 0.036))
        table.flames += candle(rng, table.stage(away), (across, away), tall, radius, wax, table.glow)
        table.pools.append(Pool((across, tall + 0.02, away), FLAME * np.float32(0.03)))


def candles(spec: SceneSpec, view: View) -> Painting:
    """Candlelight: many flames, near ones sharp at the sides, far ones mere discs."""
    rng, lens = stream(spec, "candlelight"), table_lens(spec, view)
    glow = glow_of(spec, 0.22, 0.1, ("ffc58a", "ffb98a"), "ffb060", "4a3020")
    back, edge = far_lens(lens), lens.focus * float(rng.uniform(1.7, 2.1))
    scenery = room_of(spec, back, glow, ("3a2820", "2c2420", "402424", "2a2c2e"), (0.0, 0.42))
    table = Table(
        spec=spec, lens=lens, edge=edge, glow=glow, back=scenery, back_away=edge * 2.5, exposure=1.35
    )
    many = "many" in spec.props
    wax = linear(spec.colours.accent, str(rng.choice(["e6d8c0", "d8c4a8", "e0d0b8"])))
    own = stream(spec, "flames behind")
    for _ in range(34 if many else 16):
        x, y = float(own.uniform(-0.6, 0.6)) * lens.aspect, float(own.uniform(0.28, 0.62))
        table.behind.append(
            Lamp(
                x,
                y,
                y,
                FLAME * np.float32(9 * float(own.uniform(0.25, 1))),
                lens.disc(edge * 2) * float(own.uniform(0.8, 1.1)),
            )
        )
    if "roses" in spec.props:
        _petals(stream(spec, "petals"), table, ("8a1420", "a81c2c", "7a1018"))
    if "leaves" in spec.props:
        own = stream(spec, "leaves")
        for across, away in beside(own, lens, 26, 0.78, 1.6, 0.15):
            lay_scrap(
                table.stage(away),
                str(own.choice(["maple", "beech", "oak"])),
                int(own.integers(6)),
                (across, away),
                float(own.uniform(0.03, 0.05)),
                float(own.uniform(0, 6)),
                leaf_colour(own, AUTUMN),
                lifted(glow, 2.2),
                0.01,
            )
    _candles(stream(spec, "candles"), table, 8 if many else 5, wax)
    return painted(table, spec.materials.ground or "dark wood", spec.colours.ground)


def lifted(glow: Glow, factor: float) -> Glow:
    """The same light, ``factor`` times as strong: what flames add to things on the table."""
    return Glow(
        glow.key * np.float32(factor), glow.fill * np.float32(factor), glow.toward, glow.lights, glow.below
    )


def _petals(rng: Random, table: Table, codes: tuple[str, ...]) -> None:
    """Rose petals strewn at the sides."""
    for across, away in beside(rng, table.lens, 40, 0.76, 1.6, 0.15):
        lay_scrap(
            table.stage(away),
            "petal",
            int(rng.integers(6)),
            (across, away),
            float(rng.uniform(0.014, 0.024)),
            float(rng.uniform(0, 6)),
            leaf_colour(rng, codes),
            lifted(table.glow, 1.6),
            float(rng.uniform(0, 0.012)),
        )


def strewn_petals(rng: Random, table: Table, codes: tuple[str, ...]) -> None:
    """Rose petals at the sides, for other feasts."""
    _petals(rng, table, codes)


def set_candles(rng: Random, table: Table, count: int, wax: Array) -> None:
    """Candles at the sides, for other feasts."""
    _candles(rng, table, count, wax)


def night_fade(lens: Lens) -> Array:
    """Darkness that falls from above, H×1×1."""
    return (0.5 + 0.5 * ramp(lens.rows, 0.0, 0.6))[:, None, None].astype(np.float32)
