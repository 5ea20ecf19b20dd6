"""A race track before its grandstand, and the stands of a stadium."""

import numpy as np

from core.scenes.painters.forecourts import COOL, Court, damp_of, finished, paved
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, upright
from core.scenes.parts.fronts import courses, slab, walled
from core.scenes.parts.highway import verge_on
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import ground_plane
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec

SHIRTS = ("c23b34", "2f5fa0", "e8e6e0", "2c3038", "d8b23c", "3f7f5a", "8a8f96", "e0843a", "5b3f74", "b9b3a8")
KERB = 1.1
"""Metres of a race track's kerb, and of each of its colours."""
LAWNS = ("55712c", "6d8a3a", "86954a")


def _crowd(seats: str, full: float) -> Style:
    """A row of seats, ``full`` of them taken: heads and shoulders in all colours."""

    def style(patch: Patch) -> tuple[Array, Array]:
        number, x = np.floor(patch.u / 0.52), patch.u / 0.52 % 1 - 0.5
        chance = patch.chance(81, number)
        taken = chance < full
        shirts = np.stack([linear(code) for code in SHIRTS])
        shirt = shirts[(chance * 7919 % 1 * len(SHIRTS)).astype(int)]
        high = 0.98 + 0.16 * (chance * 311 % 1)
        head = taken * patch.inside(0.115 - np.hypot(x * 0.52, patch.v - high))
        body = taken * patch.inside(0.25 - np.abs(x) * 0.52) * patch.inside(high - 0.14 - patch.v)
        seat = (
            patch.inside(0.2 - np.abs(x) * 0.52) * patch.inside(0.62 - patch.v) * patch.inside(patch.v - 0.1)
        )
        step = patch.inside(0.1 - patch.v)
        skin = linear("c69a7e") * (0.6 + 0.6 * (chance * 97 % 1))[..., None]
        light = patch.lit(linear("9c9a96"), 0.5)
        for tone, share in ((linear(seats), seat), (shirt, body), (skin, head)):
            light = light * (1 - share[..., None]) + patch.lit(tone, 0.55) * share[..., None]
        lamps = 1 + 1.6 * patch.evening
        return f32(light * lamps), np.maximum(np.maximum(step, seat), np.maximum(head, body))

    return style


def _tiers(
    court: Court, away: float, low: float, rows: int, seats: str, full: float, wide: float = 40.0
) -> list[Face]:
    """Rows of seats that rise away from the camera, far ones first."""
    found: list[Face] = []
    for row in reversed(range(rows)):
        z, y = away + 0.85 * row, low + 0.46 * row
        start, end = (-wide, z), (wide, z)
        found.append(upright(start, end, slab("9b9994", 0.5), (y - 0.5, y + 0.1), court.seed(f"step {row}")))
        found.append(upright(start, end, _crowd(seats, full), (y, y + 1.3), court.seed(f"row {row}")))
    return found


def race_track(spec: SceneSpec, view: View) -> Painting:
    """A race track that runs across the view: kerb, grass, barrier, and the grandstand behind."""
    court, rng = Court(spec, view), stream(spec, "track")
    kerb = court.focus + float(rng.uniform(3.5, 5.0))
    barrier = kerb + float(rng.uniform(6.0, 9.0))
    seats = str(rng.choice(["2f5fa0", "b8322c", "8f959b"]))
    full = 0.85 if "people" in spec.props else float(rng.choice([0.15, 0.6]))
    stand = barrier + 9.0
    roof = upright((-44.0, stand + 1.0), (44.0, stand + 1.0), slab("d9dcde", 0.8), (10.6, 11.7))
    back = upright((-44.0, stand + 14.0), (44.0, stand + 14.0), slab("5c6168", 0.3), (0.0, 11.0))
    posts = [
        upright((x - 0.2, stand + 2.0), (x + 0.2, stand + 2.0), slab("c5c8ca"), (2.0, 10.8))
        for x in np.arange(-40.0, 41.0, 10.0).tolist()
    ]
    under = upright((-44.0, stand - 0.3), (44.0, stand - 0.3), slab("c9c6c0", 0.6), (0.0, 2.2))
    court.faces.append(
        (stand + 4.0, [back, *_tiers(court, stand, 2.0, 16, seats, full), under, *posts, roof])
    )
    tyres = courses("2a2b2d", (0.62, 0.24), "141415", 0.02)
    rail = [
        upright((-40.0, barrier), (40.0, barrier), walled(tyres), (0.0, 0.75), court.seed("tyres")),
        upright(
            (-40.0, barrier - 0.05),
            (40.0, barrier - 0.05),
            _boards(spec, rng),
            (0.7, 1.25),
            court.seed("boards"),
        ),
    ]
    for x in np.arange(-38.0, 39.0, 4.0).tolist():
        rail.append(upright((x - 0.05, barrier + 0.2), (x + 0.05, barrier + 0.2), slab("8d9297"), (1.0, 3.6)))
    for up in np.arange(1.4, 3.7, 0.28).tolist():
        rail.append(upright((-40.0, barrier + 0.2), (40.0, barrier + 0.2), slab("9aa0a5"), (up, up + 0.02)))
    court.faces.append((barrier, rail))
    court.pools.append((0.0, court.focus, 9.0, COOL * np.float32(0.4)))
    damp = damp_of(spec)
    return finished(
        court, _kerbed(court, paved(court, damp), kerb), float(rng.uniform(0.15, 0.45)), damp, 1.03
    )


def _boards(spec: SceneSpec, rng: Random) -> Style:
    """Boards in a few colours along the track."""
    codes = [
        str(code) for code in rng.choice(["c8322c", "f0f0ee", "1f4f94", "e3b22c", "2a2d33"], 3, replace=False)
    ]
    tones = np.stack([linear(code) for code in codes])

    def style(patch: Patch) -> tuple[Array, None]:
        pick = (patch.chance(85, np.floor(patch.u / 6.0)) * 3).astype(int) % 3
        word = (patch.chance(86, np.floor(patch.u / 0.45)) < 0.55) * patch.inside(
            0.13 - np.abs(patch.v - 0.28)
        )
        tone = tones[pick] * np.ones((*patch.u.shape, 1), np.float32)
        mark = tones[(pick + 1) % 3] * np.ones_like(tone)
        return patch.lit(tone * (1 - word[..., None]) + mark * word[..., None], 0.6), None

    return style


def _kerbed(court: Court, paving: Paving, kerb: float) -> Paving:
    """The asphalt up to the kerb in red and white, grass beyond it, rubber where cars brake."""
    lens = court.lens
    plane = ground_plane(lens, paving.first)
    across = plane.lateral[None] * plane.metre[:, None]
    away = (plane.metre * lens.focal)[:, None] + 0.04 * across
    soft = 1.2 * plane.grain[1][:, None] + 0.01
    grass = verge_on(lens, paving.first, court.day, "turf", LAWNS, 5.0)
    wide = plane.grain[0][:, None] + 0.01
    wave = np.clip((0.5 - np.abs(across / (2 * KERB) % 1 - 0.5) - 0.25) * 2 * KERB / wide + 0.5, 0, 1)[
        ..., None
    ]
    colours = linear("c23028") * wave + linear("e9e7e2") * (1 - wave)
    tone = paving.tone * (1 - 0.3 * np.exp(-(((away - court.focus - 0.8) / 1.1) ** 2)))[..., None]
    white = np.exp(-(((away - kerb + 0.25) / (0.1 + soft)) ** 2))[..., None] * 0.8
    tone = tone * (1 - white) + linear("e9e7e2") * 0.8 * white
    share = ramp(away, kerb - soft, kerb + soft)[..., None]
    tone = tone * (1 - share) + 0.85 * colours * share
    share = ramp(away, kerb + KERB - soft, kerb + KERB + soft)[..., None]
    tone = tone * (1 - share) + grass * share
    dry = 1 - ramp(away, kerb - soft, kerb + soft)
    return Paving(paving.first, f32(tone), f32(paving.slope * dry[..., None]), f32(paving.damp * dry))


def grandstand(spec: SceneSpec, view: View) -> Painting:
    """The stands of a stadium: rows of seats that rise behind the subject, empty or full."""
    court, rng = Court(spec, view), stream(spec, "stand")
    code = str(rng.choice(["2f5fa0", "b8322c", "3f7f5a", "c9d0d6"]))
    away = court.focus + float(rng.uniform(1.6, 2.6))
    full = 0.9 if "people" in spec.props else 0.0
    faces = _tiers(court, away, 0.2, 26, code, full, 24.0)
    top = away + 0.85 * 26
    roof = upright((-30.0, top), (30.0, top), slab("5d6268", 0.3), (0.0, 16.0))
    court.faces.append((away + 6.0, [roof, *faces]))
    court.faces.append(
        (away, [upright((-24.0, away - 0.4), (24.0, away - 0.4), slab("a8a5a0", 0.7), (0.0, 0.2))])
    )
    damp = damp_of(spec)
    return finished(court, paved(court, damp), float(rng.uniform(0.15, 0.5)), damp, 1.03)
