"""The driveway of a house: a paved drive and lawns before a modern or a classic front with its garage."""

import numpy as np

from core.scenes.painters.fields import foliage_of
from core.scenes.painters.forecourts import Court, damp_of, finished, paved
from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import first_row
from core.scenes.parts.canvas import Random, stream
from core.scenes.parts.distance import trees
from core.scenes.parts.floats import ramp
from core.scenes.parts.frontage import Face, upright
from core.scenes.parts.fronts import Opening, boards, courses, plaster, roofing, slab, walled
from core.scenes.parts.glazing import HOME, Glazing
from core.scenes.parts.highway import verge_on
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import ground_plane
from core.scenes.parts.plants_far import grown_palm
from core.scenes.spec import SceneSpec

ROOMS = Glazing(
    bay=1.1, storey=2.9, wide=4, deep=4.5, lamps=HOME, lit=0.9, power=0.9, mirror=0.22, blinds=0.25
)
Rooms = list[Opening]


def driveway(spec: SceneSpec, view: View) -> Painting:
    """The drive of a house, its lawns at both sides."""
    court, rng = Court(spec, view), stream(spec, "house")
    side = float(rng.choice([-1, 1]))
    near = court.focus + float(rng.uniform(12.5, 17.0))
    (_modern if (spec.materials.wall or "plaster") != "brick" else _classic)(court, rng, near, side)
    court.shaded_to = near
    _garden(court, rng, near, side)
    damp = damp_of(spec)
    return finished(court, _lawned(court, paved(court, damp), side), float(rng.uniform(0.1, 0.4)), damp, 1.03)


def _glass(at: tuple[float, float, float, float], panes: tuple[int, int], frame: str) -> Opening:
    return Opening(at=at, panes=panes, frame=frame, look=ROOMS)


def _modern(court: Court, rng: Random, near: float, side: float) -> None:
    """Two white boxes, one set over the other, the upper clad in part; a wide garage door."""
    code = (court.spec.colours.wall or str(rng.choice(["ecebe7", "e4e2dc", "f0efec"]))).removeprefix("#")
    wood = str(rng.choice(["8a6a4c", "75604c", "5c5e60"]))
    white, clad = plaster(code), boards(wood, 0.14, level=bool(rng.random() < 0.5), aged=0.1)
    left, right = (-9.5, 6.0) if side > 0 else (-6.0, 9.5)
    wide = right - left
    garage = (wide - 6.4, wide - 1.0) if side > 0 else (1.0, 6.4)
    hall = (garage[0] - 2.2, garage[0] - 0.9) if side > 0 else (garage[1] + 0.9, garage[1] + 2.2)
    room = (0.9, hall[0] - 1.0) if side > 0 else (hall[1] + 1.0, wide - 0.9)
    low = [
        Opening(
            at=(*garage, 0.0, 2.5),
            sort="door" if rng.random() < 0.4 else "roller",
            tone="55595d",
            panes=(1, 1),
            half=0.06,
        ),
        Opening(at=(*hall, 0.0, 2.35), sort="door", tone=wood, panes=(1, 1)),
        _glass((*room, 0.15, 2.5), (4, 1), "2f3236"),
    ]
    lamps = [(garage[0] - 0.35, 2.2, 0.8), (garage[1] + 0.35, 2.2, 0.8), (sum(hall) / 2, 2.8, 0.9)]
    base = [(left, near), (right, near)]
    faces = [
        upright(base[0], base[1], walled(white, low, sconces=lamps), (0, 3.0), court.seed("lower")),
    ]
    a, b = (left + 2.4, right + 0.6) if side > 0 else (left - 0.6, right - 2.4)
    long = b - a
    up = [
        _glass((0.8, 4.4, 0.7, 2.5), (3, 1), "2f3236"),
        _glass((long - 4.0, long - 0.9, 0.5, 2.5), (2, 1), "2f3236"),
    ]
    over = near - 0.9
    faces += [
        Face(
            origin=(a, 3.0, over),
            along=(1.0, 0.0, 0.0),
            rise=(0.0, 0.0, 1.0),
            size=(long, 1.5),
            style=slab("b9b6b0", 0.22, np.array([0.3, 0.22, 0.14])),
        ),
        upright(
            (a, over),
            (b, over),
            walled(clad if rng.random() < 0.55 else white, up),
            (3.0, 6.0),
            court.seed("upper"),
        ),
        upright((a - 0.2, over - 0.2), (b + 0.2, over - 0.2), slab(code, 0.8), (5.9, 6.3)),
    ]
    court.faces.append((near, faces))


def _classic(court: Court, rng: Random, near: float, side: float) -> None:
    """A brick house with a pitched roof and white windows, its garage beside it."""
    code = (court.spec.colours.wall or str(rng.choice(["8f5a46", "a06a50", "7d5648"]))).removeprefix("#")
    skin = courses(code, (0.24, 0.075), "b5aca0", 0.006)
    left, right = -8.5, 8.5
    white = "f0eee8"
    wide = right - left
    garage = (wide - 6.0, wide - 1.2) if side > 0 else (1.2, 6.0)
    free = [x for x in (2.0, 5.2, 8.6, 11.8, 15.0) if not garage[0] - 1 < x < garage[1] + 1]
    rooms: Rooms = [_glass((x - 0.8, x + 0.8, 0.9, 2.3), (2, 2), white) for x in free[1:]]
    rooms.append(
        Opening(at=(free[0] - 0.55, free[0] + 0.55, 0.0, 2.2), sort="door", tone="39506a", frame=white)
    )
    rooms.append(Opening(at=(*garage, 0.0, 2.3), sort="roller", tone="e2e0da", frame=white, panes=(1, 1)))
    rooms += [_glass((x - 0.65, x + 0.65, 3.6, 4.9), (2, 2), white) for x in (2.4, 6.2, 10.8, 14.6)]
    lamps = [(free[0] + 0.9, 2.0, 0.9), (garage[0] - 0.4, 2.1, 0.7)]
    pitch = float(np.hypot(4.5, 4.0))
    faces = [
        upright(
            (left, near), (right, near), walled(skin, rooms, sconces=lamps), (0, 5.4), court.seed("front")
        ),
        Face(
            origin=(left - 0.5, 5.2, near - 0.5),
            along=(1.0, 0.0, 0.0),
            rise=(0.0, 4.0 / pitch, 4.5 / pitch),
            size=(wide + 1.0, pitch),
            style=roofing(str(rng.choice(["5a4a44", "6d4538", "4f5256"]))),
            seed=court.seed("roof"),
        ),
        upright((left - 0.5, near - 0.5), (right + 0.5, near - 0.5), slab(white, 0.6), (5.05, 5.3)),
    ]
    court.faces.append((near, faces))


def _garden(court: Court, rng: Random, near: float, side: float) -> None:
    """Trees beyond the house, a hedge beside it, a young tree on the lawn."""
    spec, back, day = court.spec, court.back, court.day
    shape = back.height, back.width

    row = back.row(near + 12.0)
    tall = FOCAL_TALL / (near + 12.0)
    layer = trees(
        stream(spec, "beyond"), shape, row, (0.7 * tall, 1.3 * tall), 30, foliage_of(spec, "far", 0.004), day
    )
    court.faces.append((near + 12.0, layer))
    low = trees(
        stream(spec, "shrubs"),
        shape,
        back.row(near - 0.6),
        (0.03, 0.06),
        26,
        foliage_of(spec, "shrubs", 0.003),
        day,
    )
    x = back.columns[None]
    clear = ramp(-side * x, -0.02, 0.06)
    court.faces.append((near - 0.7, (low * clear[..., None]).astype(np.float32)))
    away = near - 3.0
    court.leafy(rng, -side * float(rng.uniform(0.2, 0.27)) * away, away, float(rng.uniform(3.0, 4.4)))
    if "palms" in spec.props:
        court.standing_away = near - 1.0
        for across in (-0.33, -0.2, 0.3):
            grown_palm(rng, court.standing, day, (across * near, near - 1.5), float(rng.uniform(5.0, 7.0)))


FOCAL_TALL = 16.0
"""Metres of the trees beyond, times the focal length in heights."""
LAWNS = {
    "summer": ("55712c", "6d8a3a", "86954a"),
    "spring": ("5d7c2e", "78963e", "93a352"),
    "autumn": ("6a7034", "847e3e", "94834a"),
    "winter": ("d4d8dc", "e6e9ed", "f2f4f6"),
}


def _lawned(court: Court, paving: Paving, side: float) -> Paving:
    """The drive with lawn beyond its kerbs: it leads to the garage."""
    lens = court.lens
    plane = ground_plane(lens, first_row(lens))
    grass = verge_on(lens, paving.first, court.day, "turf", LAWNS[court.spec.season], 3.0)
    across = plane.lateral[None] * plane.metre[:, None]
    soft = 1.5 * plane.grain[0][:, None] + 0.02
    left, right = (-2.9, 4.4) if side > 0 else (-4.4, 2.9)
    beyond = np.maximum(left - across, across - right)
    share = ramp(beyond, -soft, soft)[..., None]
    kerb = np.exp(-(((beyond + 0.06) / (0.07 + soft)) ** 2))[..., None]
    tone = paving.tone * (1 - share) + grass * share
    tone = tone * (1 - 0.35 * kerb) + 0.35 * kerb * np.float32(0.4)
    slope = paving.slope * (1 - share)
    return Paving(
        paving.first, tone.astype(np.float32), slope.astype(np.float32), paving.damp * (1 - share[..., 0])
    )
