"""An open fridge: a glass shelf between white walls, lit from inside, food behind the subject."""

import cv2
import numpy as np

from core.scenes.painters.room_shell import Site, begin, end
from core.scenes.painting import Painting, View
from core.scenes.parts import groceries
from core.scenes.parts.canvas import blur, noise
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_eye import Face
from core.scenes.parts.interior_light import panel
from core.scenes.parts.interior_room import Material
from core.scenes.parts.openings import tinted
from core.scenes.parts.renewed import is_latest
from core.scenes.spec import SceneSpec

SCALE = 4.0
"""Units of the room to a metre: a fridge is lit as a room four times as large is."""
FOOD: dict[str, tuple[groceries.Put, ...]] = {
    "vegetables": (groceries.greens, groceries.tomatoes),
    "fruit": (groceries.fruit, groceries.punnet),
    "bottles": (groceries.bottle, groceries.bottle, groceries.carton),
    "jars": (groceries.jar,),
}
"""The food that a prop stands for."""
LED = np.array([0.97, 1.0, 1.04], np.float32)


def fridge(spec: SceneSpec, view: View) -> Painting:
    """A shelf of a fridge at the height of its food, its door open."""
    site = begin(spec, view, walls="e6eaea", accents="dfe3e2 d6dcdc e4e7e6", deep=1.35, half=(1.14, 1.3),
                 tall=2.4, turn=0.07, scale=SCALE)  # fmt: skip
    room = site.room
    liner(site)
    room.floor = shelf_of(site)
    lamps(site)
    back, rng = room.back, site.rng("food behind")
    ends = (room.left + 0.1, room.right - 0.1)
    tall = asked(site, ("bottles", "jars")) or groceries.TALL
    low = asked(site, ("vegetables", "fruit", "jars")) or groceries.LOW
    full = is_latest(spec)
    if full:
        shelf_behind(site, tall, low)
    groceries.row(room, rng, ends, (0.0, back - 0.24), SCALE, tall)
    groceries.row(
        room, site.rng("food between"), ends, (0.0, back - 0.52), SCALE, (*tall, *low), 0.02 if full else 0.06
    )
    groceries.row(room, site.rng("food before"), ends, (0.0, back - 0.76), SCALE, low, 0.3)
    if not full:
        shelf_above(site)
    rim(site)
    night = spec.light.time in ("night", "dusk")
    return end(site, 0.62 if night else 0.74, 1.9)


def asked(site: Site, props: tuple[str, ...]) -> tuple[groceries.Put, ...]:
    """The food of these ``props`` that the spec asks for; none where it asks for none."""
    return tuple(put for prop in props if site.has(prop) for put in FOOD[prop])


def liner(site: Site) -> None:
    """Side walls with the ledges that shelves lie on, back wall and roof, of white plastic."""
    room, tone = site.room, site.accent
    start, tall = 0.5, room.tall
    long, wide = room.back - start, room.right - room.left

    def face(at: tuple[float, float, float], u: tuple[float, float, float], v: tuple[float, float, float],
             normal: tuple[float, float, float]) -> None:  # fmt: skip
        first, across, down, way = (np.array(vector, np.float32) for vector in (at, u, v, normal))
        room.shell.append(Face(first, across, down, way, tone, (9, 12)))

    face((room.left, tall, start), (0, 0, long), (0, -tall, 0), (1, 0, 0))
    face((room.right, tall, room.back), (0, 0, -long), (0, -tall, 0), (-1, 0, 0))
    face((room.left, tall, room.back), (wide, 0, 0), (0, -tall, 0), (0, 0, -1))
    face((room.left, tall, start), (wide, 0, 0), (0, 0, long), (0, -1, 0))
    for x in (room.left + 0.02, room.right - 0.02):
        for y in () if is_latest(site.spec) else (0.55, 1.1):
            room.block((x, y, room.back - 1.3), (0.05, 0.05, 2.6), tone, soft=0.02)


def lamps(site: Site) -> None:
    """Strips of light up both side walls, a panel in the roof, and the kitchen's own light from the front,
    from the side that the spec says."""
    room, light = site.room, site.spec.light
    glow = LED * tinted(0.7 * light.warmth)
    z = site.stand + 0.45
    for x, way in ((room.left + 0.03, 1.0), (room.right - 0.03, -1.0)):
        at, u, v = (x, 2.1, z), (0, 0, 0.07), (0, -1.9, 0)
        room.add(
            sheet(at, u, v, lin("ffffff"), glow=glow * np.float32(4.5), cells=(1, 1), facing=(way, 0, 0))
        )
        lean = 1 + 0.5 * way * -np.sin(np.deg2rad(light.direction))
        room.lights.panels.append(panel(at, u, v, (way, 0, 0), glow * np.float32(16.0 * lean)))
    top = (room.left + 0.3, room.tall - 0.02, site.stand - 0.5)
    room.lights.panels.append(
        panel(top, (room.right - room.left - 0.6, 0, 0), (0, 0, 1.2), (0, -1, 0), glow * np.float32(2.4))
    )
    sky = np.array(site.hour.sky, np.float32) * tinted(light.warmth) + np.float32(1.3 * site.hour.lamps)
    x = float(1.6 * np.sin(np.deg2rad(light.direction)))
    y = 0.5 + 1.6 * light.height / 90
    small = 0.4 + 1.2 * (1 - light.hardness)
    strength = sky * np.float32(0.22 / small)
    room.lights.panels.append(
        panel((x - small, y, 0.2), (2 * small, 0, 0), (0, small, 0), (0, 0, 1), strength)
    )
    room.lights.fill += glow * np.float32(0.12) + sky * np.float32(0.02)


def shelf_of(site: Site) -> Material:
    """Safety glass over the drawer below: what lies there is seen through it, pale and without an outline."""
    rng, size = site.rng("shelf"), 256
    glass = lin("ccd6d2") if site.spec.materials.ground != "white acrylic" else lin("e6e8e6")
    made = np.ones((size, size, 3), np.float32) * glass
    below = np.zeros((size, size, 4), np.float32)
    clear = 0.0 if site.spec.materials.ground == "white acrylic" else 0.32
    for _ in range(16):
        at = (rng.random(2) * size).astype(int).tolist()
        axes = (rng.uniform(0.06, 0.15, 2) * size).astype(int).tolist()
        tone = pick(rng, "5f7f3a 7d9a4a b5632a a8382a c9b84a 8fa3a0 e6e4de 6a8a42")
        cv2.ellipse(below, at, axes, float(rng.uniform(0, 180)), 0, 360, (*tone.tolist(), 1.0), -1)
    below = blur(below, 0.028 * size)
    share = clear * below[..., 3:]
    made = made * (1 - share) + clear * below[..., :3]
    made *= 1 + 0.02 * noise(rng, size, size, 6, 3)[..., None]
    # Mirrored both ways, so that it repeats without a seam.
    wide = np.concatenate([made, made[:, ::-1]], axis=1)
    whole = np.concatenate([wide, wide[::-1]], axis=0).astype(np.float32)
    return Material(whole, 5.2, 0.9, 0.12, "tiles")


def shelf_above(site: Site) -> None:
    """The shelf above: the underside of its glass and its pale rim."""
    room = site.room
    y, z = 1.98, site.stand + 0.12
    wide, deep = room.right - room.left, room.back - z
    glass = np.full((8, 8), 0.3, np.float32)
    room.add(
        sheet((room.left, y, z), (wide, 0, 0), (0, 0, deep), lin("bccac6"), alpha=glass, facing=(0, -1, 0))
    )
    middle = (room.left + room.right) / 2
    room.block((middle, y + 0.02, z), (wide, 0.07, 0.05), lin("dfe6e5"))


def shelf_behind(site: Site, tall: tuple[groceries.Put, ...], low: tuple[groceries.Put, ...]) -> None:
    """A shallow glass shelf farther up with food on it, so that one looks into a fridge that is in use."""
    room = site.room
    y, deep = 1.3, 0.62
    wide, z = room.right - room.left, room.back - 0.62
    glass = np.full((8, 8), 0.4, np.float32)
    room.add(
        sheet((room.left, y, z), (wide, 0, 0), (0, 0, deep), lin("bccac6"), alpha=glass, facing=(0, -1, 0))
    )
    middle = (room.left + room.right) / 2
    room.block((middle, y + 0.02, z), (wide, 0.06, 0.05), lin("dfe6e5"))
    ends = (room.left + 0.08, room.right - 0.08)
    short = tuple(put for put in (*low, *tall) if put not in (groceries.bottle, groceries.greens))
    groceries.row(room, site.rng("food above"), ends, (y + 0.05, room.back - 0.3), SCALE, short or low, 0.03)


def rim(site: Site) -> None:
    """The shelf's front edge, and the drawer below it."""
    room, eye = site.room, site.room.eye
    z = eye.focal * eye.up / (0.957 - eye.vanish)
    wide, middle = 3 * room.right, (room.left + room.right) / 2
    at, u, v = (middle - wide / 2, -0.05, z + 0.12), (wide, 0, 0), (0, -0.5, 0)
    room.add(sheet(at, u, v, lin("aeb7b6"), facing=(0, 0, -1)))
    room.block((middle, -0.035, z), (wide, 0.075, 0.05), lin("e6eaea"), fine=0.2)
