"""The large pieces that make a room the room it is."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.room_shell import Site
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random, blur, noise, ramp
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import Turned, box, sheet
from core.scenes.parts.interior_light import Bulb, Panel
from core.scenes.parts.openings import back_window


def tall_window(site: Site, lean: float) -> None:
    """A tall window in the back wall on one side, with curtains."""
    room, rng = site.room, site.rng("window")
    wide = float(rng.uniform(0.95, 1.35))
    x0 = float(np.clip(lean * rng.uniform(0.75, 1.1), room.left + wide / 2 + 0.3, room.right - wide / 2 - 0.3)) - wide / 2
    low, high = float(rng.choice([0.08, 0.75])), 2.35
    back_window(room, rng, site.hour, x0, x0 + wide, low, high, lin("e9e6e0") if rng.random() < 0.7 else lin("2a2a2c"), bars=(2, 3))
    cloth = pick(rng, "e6e0d4 d9d2c6 cfc8ba b9b4a8")
    through = np.array(site.hour.sky, np.float32) * cloth * 0.24
    room.add(box(room.eye, (x0 + wide / 2, 2.47, room.back - 0.11), (wide + 0.7, 0.025, 0.025), lin("3a3a3c"), fine=0.8))
    for left, right in ((x0 - 0.3, x0 + 0.12), (x0 + wide - 0.12, x0 + wide + 0.3)):
        f.curtain(room, rng, left, right, room.back - 0.11, 2.46, cloth, through)


def dimmed(site: Site, share: float) -> Site:
    """The site with that share of its daylight."""
    sky = tuple(share * value for value in site.hour.sky)
    return replace(site, hour=replace(site.hour, sky=sky))


def evening(site: Site, least: float = 0.0) -> None:
    """The light of the rest of the room when lamps are on: ceiling lamps outside the picture."""
    on = max(site.hour.lamps, least)
    if on > 0.25:
        room = site.room
        at = np.array([-1.0, room.tall - 0.1, site.stand - 1.4], np.float32)
        warm = WARM * 0.5 + 0.5 * np.array([1, 0.82, 0.62], np.float32)
        room.lights.panels.append(Panel(at, np.array([2, 0, 0], np.float32), np.array([0, 0, 1.6], np.float32), np.array([0, -1, 0], np.float32), warm * 0.55 * on))
        room.lights.fill = room.lights.fill + warm * 0.035 * on


def pictures(site: Site, x: float, y: float = 1.55) -> None:
    """One large print, two, or three small ones on the back wall."""
    room, rng = site.room, site.rng("pictures")
    form = int(rng.integers(1, 4))
    size = {1: (0.95, 0.68), 2: (0.5, 0.68), 3: (0.38, 0.5)}[form]
    for i in range(form):
        f.picture_frame(room, rng, x + (i - (form - 1) / 2) * (size[0] + 0.12), y, room.back, *size)


def side_table(site: Site, x: float, z: float, on: float) -> None:
    """A small round table with a lamp on it."""
    room, rng = site.room, site.rng("side table")
    wood = pick(rng, "80684f 66503f 2a2a2c b09a7c")
    f.round_table(room, x, z, 0.22, 0.5, wood, lin("2a2a2c"))
    f.table_lamp(room, rng, x, 0.5, z, on)


def sideboard(site: Site, x: float, wide: float) -> None:
    """A low cupboard with a few things on it."""
    room, rng = site.room, site.rng("sideboard")
    wood = pick(rng, "80684f 66503f b09a7c d9d2c6")
    z = room.back - 0.24
    room.add(box(room.eye, (x, 0.4, z), (wide, 0.52, 0.42), wood), shades=True)
    room.boxes.append(np.array([[x - wide / 2, 0.14, z - 0.21], [x + wide / 2, 0.66, z + 0.21]], np.float32))
    count = 3
    for i in range(count):
        at = x - wide / 2 + wide * (i + 0.5) / count
        room.add(box(room.eye, (at, 0.4, z - 0.215), (wide / count - 0.012, 0.49, 0.012), wood * 1.06))
    for dx in (-wide / 2 + 0.12, wide / 2 - 0.12):
        room.add(box(room.eye, (x + dx, 0.07, z - 0.1), (0.04, 0.14, 0.04), lin("3a2a1e")), shades=True)
    f.table_lamp(room, rng, x - wide * 0.36, 0.66, z, site.hour.lamps)
    for dx in (0.12, 0.22, 0.36):
        f.vase(room, rng, x + wide * dx, 0.66, z, float(rng.uniform(0.14, 0.3)))


def pendants(site: Site, z: float, y: float, count: int, form: str | None = None) -> None:
    """Lamps in a row across the room."""
    room, rng = site.room, site.rng("pendants")
    shade = pick(rng, METAL_SHADES)
    chosen = form or str(rng.choice(["dome", "globe", "dome"]))
    size = float(rng.uniform(0.13, 0.2))
    on = max(site.hour.lamps, 0.35)
    shift = float(rng.uniform(-0.3, 0.3))
    for i in range(count):
        f.pendant(room, shift + (i - (count - 1) / 2) * 0.85, y, z, shade, on, size, chosen)


METAL_SHADES = "1f1f21 b08d4f e6e0d4 59645c 2a2a2c 8a5a40"


def kitchen_run(site: Site) -> None:
    """Base cupboards, worktop, tiles, and shelves or cupboards above, from wall to wall."""
    room, rng, eye = site.room, site.rng("kitchen"), site.room.eye
    front, z = site.accent, room.back
    deep, deck = 0.6, 0.9
    left, right = room.left + 0.02, room.right - 0.02
    wide = right - left
    top = pick(rng, "e6e3dd b09a7c 3a3b3d cfcac2 80684f")
    handle = pick(rng, METAL_SHADES)
    count = round(wide / 0.6)
    each = wide / count
    tall_side = int(rng.choice([-1, 1]))
    oven = int(rng.integers(1, count - 1))
    mid = (left + right) / 2
    room.add(box(eye, (mid, 0.05, z - deep / 2 + 0.03), (wide, 0.1, deep - 0.06), front * 0.25), shades=True)
    room.add(box(eye, (mid, 0.49, z - deep / 2), (wide, 0.78, deep - 0.02), front * 0.5), shades=True)
    room.boxes.append(np.array([[left, 0, z - deep], [right, deck, z]], np.float32))
    for i in range(count):
        at = left + each * (i + 0.5)
        if i == oven:
            room.add(box(eye, (at, 0.5, z - deep - 0.006), (each - 0.008, 0.6, 0.014), lin("1c1d1f")))
            room.add(box(eye, (at, 0.5, z - deep - 0.015), (each - 0.12, 0.34, 0.006), lin("0a0a0b")))
            room.add(box(eye, (at, 0.74, z - deep - 0.03), (each - 0.1, 0.02, 0.02), lin("a9abae")))
            room.add(box(eye, (at, 0.84, z - deep - 0.006), (each - 0.008, 0.07, 0.014), lin("a9abae")))
            continue
        drawers = rng.random() < 0.4
        rows = ((0.11, 0.3), (0.42, 0.3), (0.73, 0.145)) if drawers else ((0.11, 0.765),)
        for low, high in rows:
            room.add(box(eye, (at, low + high / 2, z - deep - 0.004), (each - 0.006, high - 0.006, 0.018), front, fine=0.07 if room.lights.sun else 0.25))
            room.add(box(eye, (at, low + high - 0.045, z - deep - 0.022), (min(0.2, each * 0.4), 0.012, 0.012), handle))
    room.add(box(eye, (mid, deck - 0.015, z - deep / 2 - 0.012), (wide, 0.036, deep + 0.03), top), shades=True)
    seen_window = site.has("window")
    tile = pick(rng, "e6e3dd dcd8d0 cfd4d0 b9c0b8 e9e6e0") if rng.random() < 0.8 or top.mean() < 0.2 else top
    room.add(sheet((left, 1.46, z - 0.006), (wide, 0, 0), (0, -0.56, 0), tiled(site.rng("tiles"), wide, 0.56, tile), cells=(5, 9), facing=(0, 0, -1)))
    lean = -1.0 if site.spec.light.direction < 0 else 1.0
    win = float(np.clip(lean * 0.75, left + 0.7, right - 0.7))
    if seen_window:
        back_window(room, site.rng("window"), site.hour, win - 0.55, win + 0.55, 1.08, 2.1, lin("e9e6e0"), bars=(2, 1))
    closed = rng.random() < 0.5
    for i in range(count):
        at = left + each * (i + 0.5)
        if seen_window and abs(at - win) < 0.55 + each / 2 + 0.04:
            continue
        if i == oven:
            room.add(box(eye, (at, 1.62, z - 0.24), (each, 0.08, 0.46), lin("a9abae")), shades=True)
            room.add(box(eye, (at, 2.2, z - 0.15), (0.28, 1.1, 0.28), lin("a9abae")))
        elif closed:
            room.add(box(eye, (at, 1.83, z - 0.175), (each - 0.005, 0.72, 0.35), front * 1.02), shades=True)
            room.add(box(eye, (at + each * 0.3, 1.52, z - 0.36), (0.012, 0.1, 0.012), handle))
    if closed and site.hour.lamps > 0.3:
        strip = np.array([left + 0.7, 1.465, z - 0.3], np.float32)
        room.lights.panels.append(Panel(strip, np.array([wide - 1.4, 0, 0], np.float32), np.array([0, 0, 0.06], np.float32), np.array([0, -1, 0], np.float32), (WARM * 0.4 + 0.6) * np.float32([7, 5.6, 4])))
    if not closed:
        open_shelves(site, left, right, win if seen_window else None, left + each * (oven + 0.5))
    deck_things(site, left, right, deck + 0.003, left + each * (oven + 0.5))
    if site.has("plant"):
        f.plant(room, site.rng("plant"), win * 0.4 - 0.5, z - 0.25, 0.42, deck)
    if tall_side:
        edge = left if tall_side < 0 else right
        at = edge - tall_side * 0.33
        steel = lin("b9bbbd") if rng.random() < 0.6 else front
        room.add(box(eye, (at, 1.02, z - 0.34), (0.66, 2.04, 0.7), steel), shades=True)
        room.add(box(eye, (at, 0.72, z - 0.695), (0.65, 0.006, 0.004), lin("1a1a1a")))
        room.add(box(eye, (at - tall_side * 0.26, 1.3, z - 0.72), (0.025, 0.5, 0.03), lin("8d8f92")))


def open_shelves(site: Site, left: float, right: float, win: float | None, hood: float) -> None:
    """Boards with plates, cups and jars above the worktop."""
    room, rng, z = site.room, site.rng("shelves"), site.room.back
    wood = pick(rng, "b09a7c 80684f e6e2da")
    spans = [(left + 0.1, hood - 0.4), (hood + 0.4, right - 0.1)]
    if win is not None:
        spans = [part for a, b in spans for part in ((a, min(b, win - 0.7)), (max(a, win + 0.7), b))]
    for x0, x1 in spans:
        if x1 - x0 < 0.35:
            continue
        for y in (1.56, 1.92):
            room.add(box(room.eye, ((x0 + x1) / 2, y, z - 0.12), (x1 - x0, 0.03, 0.22), wood), shades=True)
            at = x0 + 0.1
            while at < x1 - 0.08:
                things_on(room, rng, at, y + 0.015, z - 0.12)
                at += float(rng.uniform(0.11, 0.24))


def things_on(room: "object", rng: Random, x: float, y: float, z: float) -> None:
    """A cup, a jar, a stack of plates or a bottle."""
    from core.scenes.parts.interior_room import Room

    assert isinstance(room, Room)
    form = int(rng.integers(4))
    clay = pick(rng, "e6e1d8 d8d0c4 b7a58c 8a9088 e9e6e0 a9694a")
    if form == 0:
        room.add(Turned(x, z, np.array([[y, 0.028], [y + 0.085, 0.042]], np.float32), clay, 0.2, hollow=True))
    elif form == 1:
        room.add(Turned(x, z, np.array([[y, 0.045], [y + 0.13, 0.048], [y + 0.15, 0.034]], np.float32), pick(rng, "b9a587 8a6f52 d8cdb8 6a5a44"), 0.35))
        room.add(Turned(x, z, np.array([[y + 0.15, 0.036], [y + 0.17, 0.036]], np.float32), lin("80684f")))
    elif form == 2:
        for i in range(4):
            room.add(Turned(x, z, np.array([[y + i * 0.014, 0.06], [y + i * 0.014 + 0.012, 0.088]], np.float32), clay))
    else:
        tone = pick(rng, "3a4630 5a3a22 9aa89a 2f3a34")
        room.add(Turned(x, z, np.array([[y, 0.034], [y + 0.15, 0.034], [y + 0.19, 0.013], [y + 0.25, 0.012]], np.float32), tone, 0.6))


def deck_things(site: Site, left: float, right: float, y: float, hob: float) -> None:
    """What stands on a worktop: boards, jars, a kettle, a bowl of fruit, a tap."""
    room, rng, z = site.room, site.rng("worktop"), site.room.back
    wood = pick(rng, "b09a7c 80684f 66503f")
    at = left + 0.75
    while at < right - 0.7:
        if abs(at - hob) > 0.4:
            form = int(rng.integers(5))
            if form == 0:
                room.add(box(room.eye, (at, y + 0.17, z - 0.05), (0.26, 0.34, 0.025), wood, soft=0.02))
                room.add(box(room.eye, (at + 0.1, y + 0.13, z - 0.09), (0.2, 0.26, 0.02), wood * 0.75, soft=0.02))
            elif form == 1:
                bowl = pick(rng, CERAMIC)
                room.add(Turned(at, z - 0.3, np.array([[y, 0.05], [y + 0.03, 0.1], [y + 0.09, 0.15]], np.float32), bowl, 0.15))
                for k in range(5):
                    ball(room, at + 0.075 * np.cos(k * 1.26), y + 0.1, z - 0.3 + 0.06 * np.sin(k * 1.26), 0.038, pick(rng, "c9a23f b5862e a9442f 7d8a3f"))
            else:
                things_on(room, rng, at, y, z - 0.2)
                things_on(room, rng, at + 0.13, y, z - 0.16)
        at += float(rng.uniform(0.35, 0.7))
    room.add(Turned(hob, z - 0.3, np.array([[y, 0.1], [y + 0.13, 0.1], [y + 0.14, 0.09], [y + 0.15, 0.02], [y + 0.17, 0.02]], np.float32), pick(rng, "2a2a2c b9bbbd a9442f e6e1d8"), 0.5))


CERAMIC = "e6e1d8 d8d0c4 b7a58c 3a3a3c 6e7a72"


def ball(room: "object", x: float, y: float, z: float, size: float, tone: Array) -> None:
    """A fruit."""
    from core.scenes.parts.interior_room import Room

    assert isinstance(room, Room)
    turn = np.linspace(-1.5, 1.5, 7)
    room.add(Turned(x, z, np.stack([y + size * np.sin(turn), size * np.cos(turn)], 1).astype(np.float32), tone, 0.2))


def tiled(rng: Random, wide: float, high: float, colour: Array) -> Array:
    """Laid tiles as a texture (linear), 200 texels a metre."""
    rows, columns = round(high * 200), round(wide * 200)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) / 200
    long, tall = [(0.2, 0.065), (0.1, 0.1), (0.15, 0.075)][int(rng.integers(3))]
    row = np.floor(y / tall)
    across = x / long + (row % 2) * 0.5 * (long != tall)
    own = rng.normal(0, 1, (64, 256)).astype(np.float32)[row.astype(int) % 64, np.floor(across).astype(int) % 256]
    edge = np.minimum(np.abs((y / tall) % 1 - 0.5) * tall + (0.5 - 0.5 * tall), 1)
    joint = np.maximum(ramp(np.abs((y / tall) % 1 - 0.5), 0.5 - 0.0035 / tall, 0.5), ramp(np.abs(across % 1 - 0.5), 0.5 - 0.0035 / long, 0.5))
    made = colour * (1 + 0.06 * own)[..., None] * (0 * edge[..., None] + 1)
    return (made + joint[..., None] * (colour * 0.55 - made)).astype(np.float32)


def chimney(site: Site) -> None:
    """Chimney breast, opening, logs and flames, mantelpiece and what stands on it."""
    room, rng, eye = site.room, site.rng("chimney"), site.room.eye
    x, z = float(rng.uniform(-0.35, 0.35)), room.back
    wide, deep = 1.75, 0.42
    name = site.spec.materials.wall or site.spec.place.walls[0]
    from core.scenes.painters.room_shell import hexed, wall_texture
    from core.scenes.parts.surfaces import SURFACES

    colour = hexed(site.wall * 1.15) if SURFACES[name].recolours else site.spec.colours.wall
    texture = wall_texture(name, site.spec.stream("wall"), colour, wide, room.tall, 256)
    stone = texture.mean((0, 1))
    ow, oh = 0.86, 0.72
    low = 0.16
    room.add(box(eye, (x, room.tall / 2, z - deep / 2), (wide, room.tall, deep), stone, front=texture, fine=0.25))
    room.boxes.append(np.array([[x - wide / 2, 0, z - deep], [x - ow / 2, room.tall, z]], np.float32))
    room.boxes.append(np.array([[x + ow / 2, 0, z - deep], [x + wide / 2, room.tall, z]], np.float32))
    room.feet.append((x, z - deep / 2, wide / 2, deep / 2))
    front = z - deep - 0.004
    soot = lin("17120f")
    glow = firelight(site.rng("fire"), 160, 130)
    room.add(sheet((x - ow / 2, low + oh, front), (ow, 0, 0), (0, -oh, 0), soot, glow=glow, cells=(1, 1), facing=(0, 0, -1)))
    surround = pick(rng, "cfc8bc 3a3836 8a8279 d9d2c6 5a4632")
    for side in (-1, 1):
        room.add(box(eye, (x + side * (ow / 2 + 0.1), (low + oh) / 2 + 0.02, front - 0.05), (0.2, low + oh + 0.04, 0.1), surround), shades=True)
    room.add(box(eye, (x, low + oh + 0.11, front - 0.05), (ow + 0.4, 0.2, 0.1), surround))
    mantel = low + oh + 0.25
    room.add(box(eye, (x, mantel, front - 0.09), (ow + 0.62, 0.07, 0.26), pick(rng, "66503f 80684f 3a2a1e d9d2c6")), shades=True)
    room.add(box(eye, (x, 0.04, front - 0.2), (ow + 0.55, 0.08, 0.5), lin("55504a")), shades=True)
    room.add(box(eye, (x, low - 0.04, front - 0.03), (ow, 0.08, 0.06), lin("2a2725")))
    for i in range(4):
        tone = pick(rng, "3a2618 4a3220 2a1c12")
        at = (x + rng.uniform(-0.1, 0.1), low + 0.035 + 0.045 * (i // 2), front - 0.05 - 0.04 * (i % 2))
        room.add(box(eye, at, (rng.uniform(0.42, 0.6), 0.06, 0.07), tone, turn=float(rng.uniform(-0.2, 0.2)), soft=0.03, glow=np.array([0.16, 0.045, 0.01], np.float32)))
    fire = np.array([1.0, 0.42, 0.13], np.float32)
    room.lights.panels.insert(0, Panel(np.array([x - ow / 2, low, front - 0.12], np.float32), np.array([ow, 0, 0], np.float32), np.array([0, oh * 0.8, 0], np.float32), np.array([0, 0, -1], np.float32), fire * 4.2))
    on_mantel(site, x, mantel + 0.035, front - 0.08, ow)
    side = 1.0 if rng.random() < 0.5 else -1.0
    f.armchair(room, rng, x + side * 1.45, z - 0.95, site.accent, turn=float(-side * 0.7))
    log_stack(site, x - side * 1.25, z)
    if site.has("lamp"):
        f.floor_lamp(room, site.rng("lamp"), x + side * 1.5, z - 0.35, max(site.hour.lamps, 0.4))
    if site.has("rug"):
        cloth = pick(site.rng("rug"), "b9a58c 8a6a52 a39684 6a4a3a")
        room.rugs.append((f.rug(site.rng("rug"), cloth, 1.4), x, z - 1.75, 2.2, 1.5))
    if site.has("garland"):
        garland(site, x, mantel, front - 0.24, ow + 0.5)


def firelight(rng: Random, rows: int, columns: int) -> Array:
    """Flames in a dark opening: linear radiance."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    s, t = (x + 0.5) / columns * 2 - 1, 1 - (y + 0.5) / rows
    bend = 0.2 * noise(rng, rows, columns, 3.5, 3, stretch=0.8)
    body = np.zeros((rows, columns), np.float32)
    for _ in range(16):
        at, tall, wide = rng.uniform(-0.58, 0.58), rng.uniform(0.35, 0.95), rng.uniform(0.06, 0.17)
        tall *= 1 - 0.6 * abs(at)
        rise = np.clip(t / tall, 0, 1)
        centre = at * (1 - 0.25 * rise) + bend * rise * (0.5 + rise)
        slim = wide * (1 - rise) ** 0.75 * (0.5 + 0.9 * np.sqrt(rise)) + 1e-3
        tongue = np.clip(1.15 - np.abs(s - centre) / slim, 0, 1) * (1 - 0.55 * rise) * (t < tall)
        body = body + 0.62 * tongue * rng.uniform(0.5, 1.0)
    body = blur(body, rows * 0.01) * (0.72 + 0.4 * noise(rng, rows, columns, 8, 3, stretch=0.5))
    hot = np.clip(body, 0, 1.3)[..., None]
    flame = hot * np.array([2.6, 0.72, 0.09]) + hot**3 * np.array([2.2, 1.5, 0.45])
    ember = np.exp(-t / 0.06)[..., None] * (0.8 + 0.8 * noise(rng, rows, columns, 22, 2))[..., None] * np.array([1.6, 0.3, 0.04])
    halo = np.exp(-((s / 0.75) ** 2) - t / 0.55)[..., None] * np.array([0.3, 0.1, 0.03])
    bricks = 1 - 0.4 * ((np.abs((t * 9) % 1 - 0.5) > 0.44) | (np.abs((s * 3 + np.floor(t * 9) * 0.5) % 1 - 0.5) > 0.47))
    return np.clip(flame + np.clip(ember, 0, None) * (np.abs(s) < 0.75)[..., None] + halo * bricks[..., None], 0, None).astype(np.float32)


def on_mantel(site: Site, x: float, y: float, z: float, wide: float) -> None:
    """Candles, vases and a leaning picture."""
    room, rng = site.room, site.rng("mantel")
    f.picture_frame(room, rng, x + float(rng.uniform(-0.15, 0.15)), y + 0.36, room.back - 0.43, 0.5, 0.66)
    for side in (-1, 1):
        if site.has("candles"):
            for i in range(3):
                candle(room, x + side * (wide * 0.34 + 0.1 * i), y, z, 0.1 + 0.06 * float(rng.random()))
        else:
            f.vase(room, rng, x + side * wide * 0.5, y, z, float(rng.uniform(0.16, 0.28)))


def candle(room: "object", x: float, y: float, z: float, high: float) -> None:
    """A burning candle."""
    from core.scenes.parts.interior_room import Room

    assert isinstance(room, Room)
    wax = lin("efe4cc")
    room.add(Turned(x, z, np.array([[y, 0.03], [y + high, 0.03]], np.float32), wax, 0.1, WARM * 0.18))
    flame = np.array([[0, 0.003], [0.012, 0.009], [0.03, 0.005], [0.042, 0.001]], np.float32) + np.array([y + high + 0.006, 0], np.float32)
    room.add(Turned(x, z, flame, lin("000000"), 0, np.array([26, 13, 4], np.float32)))
    room.lights.bulbs.append(Bulb(np.array([x, y + high + 0.04, z - 0.03], np.float32), WARM * 0.035))


def log_stack(site: Site, x: float, z: float) -> None:
    """Firewood in a pile beside the chimney."""
    room, rng = site.room, site.rng("logs")
    for row in range(5):
        for i in range(5 - row % 2):
            at = x + (i - 2 + 0.5 * (row % 2)) * 0.105
            tone = pick(rng, "b09a7c a58a6c c9a878 80684f")
            radius = float(rng.uniform(0.042, 0.052))
            turn = np.linspace(0, 2 * np.pi, 14, endpoint=False)
            centre = 0.055 + row * 0.092
            room.add(box(room.eye, (at, centre, z - 0.2), (radius * 1.9, radius * 1.9, 0.36), lin("3a2a1e"), soft=0.03), shades=row == 0)
            ring = np.stack([at + radius * 0.9 * np.cos(turn), centre + radius * 0.9 * np.sin(turn), np.full(14, z - 0.385)], 1)
            room.add(f.Leaves(ring[None].astype(np.float32), tone[None]))


def garland(site: Site, x: float, y: float, z: float, wide: float) -> None:
    """Fir twigs with small lights along the mantelpiece."""
    room, rng = site.room, site.rng("garland")
    count = 420
    s = rng.uniform(-0.5, 0.5, count)
    base = np.stack([x + s * wide, y + 0.03 - 0.05 * np.abs(np.sin(s * 9)) + rng.normal(0, 0.02, count), z + rng.normal(0, 0.03, count)], 1)
    way = rng.normal(0, 1, (count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, rng.normal(0, 1, (count, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    outline = base[:, None] + 0.075 * way[:, None] * np.array([0, 0.5, 1, 0.5])[None, :, None] + 0.007 * side[:, None] * np.array([0, 1, 0, -1])[None, :, None]
    tones = lin("3a5a36") * rng.uniform(0.5, 1.4, (count, 1))
    room.add(f.Leaves(outline.astype(np.float32), tones.astype(np.float32)))
    for t in np.linspace(-0.5, 0.5, 18):
        at = np.array([[0, 0.002], [0.008, 0.009], [0.016, 0.002]], np.float32) + np.array([y + 0.02 - 0.05 * abs(np.sin(t * 9)), 0], np.float32)
        room.add(Turned(x + float(t) * wide, z - 0.05, at, lin("000000"), 0, np.array([6, 3.4, 1.3], np.float32)))


def book_walls(site: Site) -> None:
    """Bookcases along the back wall, a reading chair, a lamp, a window between by wish."""
    room, rng = site.room, site.rng("books")
    wood = wood_of(site.spec.materials.wall or site.spec.place.walls[0])
    spans = [(room.left + 0.02, room.right - 0.02)]
    lean = -1.0 if site.spec.light.direction < 0 else 1.0
    if site.has("window"):
        at = lean * 0.6
        spans = [(room.left + 0.02, at - 0.55), (at + 0.55, room.right - 0.02)]
        back_window(room, site.rng("window"), site.hour, at - 0.5, at + 0.5, 0.7, 2.45, wood * 0.8, bars=(2, 3))
    for i, (x0, x1) in enumerate(spans):
        f.bookcase(room, site.rng(f"books {i}"), x0, x1, room.back, 2.55, wood)
        room.add(box(room.eye, ((x0 + x1) / 2, 2.6, room.back - 0.17), (x1 - x0 + 0.05, 0.09, 0.36), wood))
    side = -lean
    f.armchair(room, rng, side * 1.25, room.back - 1.0, site.accent, turn=float(-side * 0.6))
    if site.has("lamp") or site.hour.lamps > 0.3:
        f.floor_lamp(room, site.rng("lamp"), side * 1.7, room.back - 0.75, max(site.hour.lamps, 0.25))
    if site.has("plant"):
        f.plant(room, site.rng("plant"), -side * 1.45, room.back - 0.6, 1.5)
    cloth = pick(site.rng("rug"), "6a5048 4a4640 7d705e 8a8070")
    room.rugs.append((f.rug(site.rng("rug"), cloth, 1.5), side * 0.5, room.back - 1.15, 2.3, 1.4))


def wood_of(name: str) -> Array:
    """The mean colour of a wood."""
    return lin({"walnut": "6a4c38", "oak": "a38c6e", "white painted wood": "dedad2"}.get(name, "4e3626"))


def counter(site: Site) -> None:
    """A café's bar with machine and shelves, tables and chairs before it."""
    room, rng, eye = site.room, site.rng("counter"), site.room.eye
    side = 1.0 if rng.random() < 0.5 else -1.0
    wood = pick(rng, "80684f 66503f b09a7c 3a2a1e")
    x0, x1 = (-0.6, room.right) if side > 0 else (room.left, 0.6)
    mid, wide = (x0 + x1) / 2, x1 - x0
    z = room.back - 1.05
    tiles = tiled(site.rng("bar tiles"), wide, 1.0, pick(rng, "3f4a44 59463a d9d4ca 2f3a40 8a8279"))
    room.add(box(eye, (mid, 0.52, z), (wide, 1.04, 0.5), tiles.mean((0, 1)), front=tiles), shades=True)
    room.boxes.append(np.array([[x0, 0, z - 0.25], [x1, 1.04, z + 0.25]], np.float32))
    room.add(box(eye, (mid, 1.06, z - 0.03), (wide + 0.06, 0.05, 0.62), wood), shades=True)
    machine = mid + side * -0.1 * wide
    room.add(box(eye, (machine, 1.27, z), (0.62, 0.36, 0.4), lin("b3b4b6"), soft=0.03))
    room.add(box(eye, (machine, 1.21, z - 0.205), (0.5, 0.12, 0.02), lin("1c1c1e")))
    for k in range(8):
        things_on(room, rng, machine - 0.24 + 0.07 * k, 1.45, z)
    for dx in (0.55, 0.75, 0.95):
        things_on(room, rng, machine - side * dx, 1.085, z - 0.1)
    for y in (1.55, 1.95, 2.3) if site.has("shelves") or rng.random() < 0.7 else ():
        room.add(box(eye, (mid, y, room.back - 0.13), (wide - 0.3, 0.035, 0.24), wood), shades=True)
        at = x0 + 0.25
        while at < x1 - 0.25:
            things_on(room, rng, at, y + 0.018, room.back - 0.13)
            at += float(rng.uniform(0.09, 0.2))
    if site.has("window") or site.hour.sky[0] > 1 and rng.random() < 0.5:
        a, b = (room.left + 0.25, -0.95) if side > 0 else (0.95, room.right - 0.25)
        back_window(room, site.rng("window"), site.hour, a, b, 0.5, 2.6, lin("1f1f21"), bars=(3, 2), green=False)
    iron, seat = lin("1f1f21"), pick(rng, "80684f 3a2a1e 66503f 59645c")
    for i, (dx, dz) in enumerate(((-side * 1.35, 1.5), (side * 1.75, 0.9), (-side * 2.2, 0.6))):
        at_z = room.back - 1.35 - dz * 0.45
        f.round_table(room, dx, at_z, 0.33, 0.74, wood, iron)
        f.top_of(room, dx, at_z, 0.33, 0.741, wood)
        for turn in (1.3, -1.2):
            f.chair(room, rng, dx + 0.52 * np.sign(turn) * 1.0, at_z + 0.1 * i, turn, iron, seat)
        if rng.random() < 0.7:
            candle(room, dx, 0.745, at_z, 0.06) if site.hour.lamps > 0.3 else f.vase(room, rng, dx, 0.745, at_z, 0.14)
    if site.has("pendants") or site.hour.lamps > 0.3 or rng.random() < 0.6:
        pendants(site, z - 0.2, 1.85, 4)
    if site.has("plant"):
        f.plant(room, site.rng("plant"), -side * 1.9, room.back - 0.5, 1.5)


def desks(site: Site) -> None:
    """A desk with its screen and chair, a window with blinds, shelves, a plant."""
    room, rng, eye = site.room, site.rng("desks"), site.room.eye
    lean = -1.0 if site.spec.light.direction < 0 else 1.0
    wood = pick(rng, "b09a7c d9d2c6 80684f e6e3dd")
    steel = lin("2f3032") if rng.random() < 0.6 else lin("d0d0ce")
    if site.has("window") or rng.random() < 0.5:
        wide = 2.2
        at = lean * 0.9
        x0, x1 = max(room.left + 0.15, at - wide / 2), min(room.right - 0.15, at + wide / 2)
        back_window(room, site.rng("window"), site.hour, x0, x1, 0.95, 2.4, lin("d0d0ce"), bars=(3, 1), green=rng.random() < 0.5)
        slats = int(rng.integers(4, 12))
        for i in range(slats):
            room.add(box(eye, ((x0 + x1) / 2, 2.4 - 0.055 * (i + 0.5), room.back - 0.07), (x1 - x0, 0.03, 0.035), lin("e6e4e0"), fine=0.8))
    x = float(-lean * rng.uniform(0.35, 0.7))
    z = room.back - 0.75
    f.table(room, x, z, (1.6, 0.74, 0.75), wood, steel)
    for dx in (-0.32, 0.36) if rng.random() < 0.4 else (0.05,):
        room.add(box(eye, (x + dx, 1.08, z + 0.18), (0.62, 0.37, 0.03), lin("1a1b1d")), shades=True)
        room.add(box(eye, (x + dx, 0.82, z + 0.2), (0.05, 0.18, 0.04), steel))
        room.add(box(eye, (x + dx, 0.75, z + 0.18), (0.24, 0.012, 0.18), steel))
        shine = screen(site.rng("screen"))
        room.add(sheet((x + dx - 0.3, 1.255, z + 0.163), (0.6, 0, 0), (0, -0.345, 0), lin("0a0a0b"), glow=shine, cells=(1, 1), facing=(0, 0, -1)))
    room.add(box(eye, (x + 0.02, 0.755, z - 0.16), (0.44, 0.02, 0.14), lin("d6d6d4")))
    things_on(room, rng, x + 0.6, 0.742, z + 0.05)
    for i in range(4):
        room.add(box(eye, (x - 0.6, 0.752 + 0.022 * i, z + 0.06), (0.26 - 0.02 * i, 0.02, 0.2), pick(rng, f.BOOKS)))
    office_chair(site, x + float(rng.uniform(-0.2, 0.25)), z - 0.62)
    if site.has("shelves") or rng.random() < 0.4:
        a = -lean * 1.0 - 0.6
        f.bookcase(room, site.rng("shelf"), max(room.left + 0.05, a - 0.35), a + 0.75 if -lean < 0 else min(room.right - 0.05, a + 1.5), room.back, 2.0, wood, 0.3) if not site.has("window") else None
    if site.has("plant") or rng.random() < 0.5:
        f.plant(room, site.rng("plant"), lean * 1.35, room.back - 0.5, float(rng.uniform(1.2, 1.7)))
    if site.has("lamp"):
        f.table_lamp(room, site.rng("lamp"), x - 0.62 * -lean, 0.74, z + 0.12, max(site.hour.lamps, 0.2))
    for dx in (-1.1, 0.9):
        ceiling_panel(site, dx, site.stand + 1.0, (0.6, 1.2), np.array([1.0, 0.97, 0.92], np.float32) * (1.6 + 2.2 * site.hour.lamps), 0.55)


def screen(rng: Random) -> Array:
    """What a monitor shows, out of focus: pale windows with lines."""
    made = np.full((60, 104, 3), 0.55, np.float32) * np.array([0.86, 0.95, 1.1], np.float32)
    for _ in range(3):
        x, y = int(rng.integers(2, 60)), int(rng.integers(2, 30))
        made[y : y + 24, x : x + 38] = rng.uniform(0.5, 0.95)
        for k in range(5):
            made[y + 3 + 4 * k : y + 5 + 4 * k, x + 3 : x + int(rng.integers(12, 34))] *= 0.55
    return blur(made * 0.8, 1.2)


def office_chair(site: Site, x: float, z: float) -> None:
    """A swivel chair from behind."""
    room, rng, eye = site.room, site.rng("chair"), site.room.eye
    cloth, steel = site.accent, lin("2a2a2c")
    turn = float(rng.uniform(-0.5, 0.5))
    room.add(box(eye, (x, 0.46, z), (0.5, 0.09, 0.48), cloth, turn=turn, soft=0.04), shades=True)
    room.add(box(eye, (x - 0.22 * np.sin(turn), 0.82, z - 0.22 * np.cos(turn)), (0.46, 0.56, 0.07), cloth, turn=turn, soft=0.06), shades=True)
    room.add(Turned(x, z, np.array([[0.1, 0.035], [0.42, 0.03]], np.float32), steel, 0.3))
    for k in range(5):
        at = turn + k * 2 * np.pi / 5
        room.add(box(eye, (x + 0.14 * np.cos(at), 0.085, z + 0.14 * np.sin(at)), (0.28, 0.03, 0.045), steel, turn=float(-at)), shades=False)
    room.feet.append((x, z, 0.25, 0.25))


def ceiling_panel(site: Site, x: float, z: float, size: tuple[float, float], radiance: Array, share: float) -> None:
    """A flat lamp in the ceiling, ``size`` across and deep; ``share`` of its look that lights the room."""
    room = site.room
    y = room.tall - 0.01
    at = (x - size[0] / 2, y, z - size[1] / 2)
    u, v = (size[0], 0, 0), (0, 0, size[1])
    room.add(sheet(at, u, v, lin("ffffff"), glow=radiance, cells=(1, 1), facing=(0, -1, 0)))
    room.lights.panels.append(Panel(np.array(at, np.float32), np.array(u, np.float32), np.array(v, np.float32), np.array([0, -1, 0], np.float32), radiance * share))


def workshop(site: Site) -> None:
    """Garage: rolling door or bench behind, cupboards, tyres, tubes of light along the ceiling."""
    room, rng, eye, spec = site.room, site.rng("workshop"), site.room.eye, site.spec
    night = spec.light.time == "night"
    tint = np.array([1 + 0.2 * spec.light.warmth, 1, 1 - 0.25 * spec.light.warmth], np.float32)
    tube = np.array([0.95, 1.0, 1.05], np.float32) * tint
    lean = float(np.sin(np.deg2rad(spec.light.direction)))
    shift = lean * 1.2
    for x in (-1.9 + shift, 0.0 + shift, 1.9 + shift):
        for z in (site.stand - 2.2, site.stand + 0.6, site.stand + 2.7):
            bright = 11.0 if site.has("lamps") or night else 8.0
            ceiling_panel(site, x, z, (0.14, 1.5), tube * bright, 0.9)
    room.lights.fill = room.lights.fill + 0.05 * tube
    z = room.back
    door = site.has("door") or rng.random() < 0.5
    mid = float(rng.uniform(-1.2, 1.2))
    if door:
        wide, high = 2.9, 2.5
        tone = pick(rng, "b9bab8 8f9294 d4d2cc 59646a")
        for i in range(14):
            low = high * i / 14
            room.add(box(eye, (mid, low + high / 28, z - 0.02), (wide, high / 14 - 0.014, 0.035), tone, soft=0.0, fine=0.8))
        for side in (-1, 1):
            room.add(box(eye, (mid + side * (wide / 2 + 0.06), high / 2, z - 0.04), (0.12, high, 0.08), tone * 0.6), shades=True)
        room.add(box(eye, (mid, high + 0.12, z - 0.12), (wide + 0.24, 0.26, 0.24), tone * 0.7), shades=True)
    for k in range(3):
        room.add(box(eye, (0, room.tall - 0.1, site.stand - 0.6 + 1.7 * k), (room.right - room.left, 0.2, 0.12), lin("c9c7c2"), fine=0.8))
    room.add(box(eye, ((room.left + room.right) / 2, room.tall - 0.32, z - 0.12), (room.right - room.left, 0.07, 0.07), lin("b9bbbd"), fine=0.8))
    spans = ((room.left + 0.9, mid - 1.75), (mid + 1.75, room.right - 0.9)) if door else ((room.left + 0.9, room.right - 0.9),)
    for x0, x1 in spans:
        if x1 - x0 >= 0.9:
            cabinets(site, x0, x1, site.accent)
    for edge in (room.left + 0.45, room.right - 0.45):
        steel = pick(rng, "8f9294 59595b b3b1ac")
        room.add(box(eye, (edge, 1.0, z - 0.28), (0.86, 2.0, 0.5), steel), shades=True)
        for dx in (-0.215, 0.215):
            room.add(box(eye, (edge + dx, 1.0, z - 0.54), (0.42, 1.9, 0.016), steel * 1.05, fine=0.3))
            room.add(box(eye, (edge + dx * 0.25, 1.05, z - 0.555), (0.015, 0.16, 0.015), lin("2a2a2c")))
    if site.has("tyres") or rng.random() < 0.5:
        side = 1.0 if rng.random() < 0.5 else -1.0
        for k in range(4):
            tyre(site, (room.left + 0.6) if side < 0 else (room.right - 0.6), 0.2 * k, z - 1.1)


def cabinets(site: Site, x0: float, x1: float, tone: Array) -> None:
    """A bench of steel drawers with a pegboard and shelves above."""
    room, rng, eye, z = site.room, site.rng(f"bench {x0:.1f}"), site.room.eye, site.room.back
    count = max(1, round((x1 - x0) / 0.7))
    each = (x1 - x0) / count
    mid, wide = (x0 + x1) / 2, x1 - x0
    room.add(box(eye, (mid, 0.45, z - 0.3), (wide, 0.86, 0.56), tone * 0.5), shades=True)
    room.boxes.append(np.array([[x0, 0, z - 0.58], [x1, 0.9, z]], np.float32))
    for i in range(count):
        at = x0 + each * (i + 0.5)
        rows = 5 if rng.random() < 0.6 else 1
        for k in range(rows):
            high = 0.8 / rows
            room.add(box(eye, (at, 0.07 + high * (k + 0.5), z - 0.59), (each - 0.02, high - 0.015, 0.02), tone))
            room.add(box(eye, (at, 0.07 + high * (k + 1) - 0.035, z - 0.605), (each * 0.7, 0.014, 0.014), lin("a9abae")))
    room.add(box(eye, (mid, 0.91, z - 0.31), (wide + 0.02, 0.04, 0.62), pick(rng, "b09a7c 59595b 80684f")), shades=True)
    board = lin("59595b") if rng.random() < 0.5 else lin("c9c7c2")
    room.add(box(eye, (mid, 1.45, z - 0.012), (wide, 0.8, 0.024), board))
    at = x0 + 0.15
    while at < x1 - 0.4:
        # Tools hang in families, from large to small.
        count, tone = int(rng.integers(3, 7)), pick(rng, "9a9ca0 2a2a2c 8d8f92 59595b 7a3a30 3f4f58")
        tall, thick, y = float(rng.uniform(0.16, 0.42)), float(rng.uniform(0.016, 0.04)), float(rng.uniform(1.6, 1.78))
        for k in range(count):
            high = tall * (1 - 0.1 * k)
            room.add(box(eye, (at, y - high / 2, z - 0.035), (thick, high, 0.02), tone))
            room.add(box(eye, (at, y - high * 0.1, z - 0.037), (thick * 1.9, high * 0.16, 0.02), tone * 0.8))
            at += thick * 2.1 + 0.03
        at += float(rng.uniform(0.06, 0.3))
    if site.has("shelves") or rng.random() < 0.5:
        room.add(box(eye, (mid, 2.05, z - 0.2), (wide, 0.035, 0.4), lin("59595b")), shades=True)
        at = x0 + 0.15
        while at < x1 - 0.3:
            size = float(rng.uniform(0.2, 0.42))
            high = float(rng.uniform(0.15, 0.32))
            room.add(box(eye, (at + size / 2, 2.07 + high / 2, z - 0.2), (size, high, 0.32), pick(rng, "b09a7c 80684f 3f4f58 59595b 2f3236 c9c4b8")))
            at += size + float(rng.uniform(0.02, 0.15))
    for _ in range(4):
        things_on(room, rng, float(rng.uniform(x0 + 0.2, x1 - 0.2)), 0.93, z - 0.3)


def tyre(site: Site, x: float, y: float, z: float) -> None:
    """One tyre of a pile, lying."""
    turn = np.linspace(-1.4, 1.4, 7)
    profile = np.stack([y + 0.1 + 0.1 * np.sin(turn), 0.26 + 0.06 * np.cos(turn)], 1).astype(np.float32)
    site.room.add(Turned(x, z, profile, lin("1c1c1d"), 0.06, hollow=True))
    if y < 0.01:
        site.room.feet.append((x, z, 0.28, 0.28))
        site.room.boxes.append(np.array([[x - 0.26, 0, z - 0.26], [x + 0.26, 0.8, z + 0.26]], np.float32))


def hall(site: Site) -> None:
    """Showroom: light panels above, a wall of glass or of panels, plants."""
    room, rng, eye, spec = site.room, site.rng("hall"), site.room.eye, site.spec
    tint = np.array([1 + 0.2 * spec.light.warmth, 1, 1 - 0.25 * spec.light.warmth], np.float32)
    lean = float(np.sin(np.deg2rad(spec.light.direction)))
    white = np.array([1.0, 0.98, 0.96], np.float32) * tint
    form = str(rng.choice(["bars", "large", "lines"]))
    if form == "large":
        ceiling_panel(site, lean * 1.5, site.stand + 0.3, (5.2, 2.6), white * 3.2, 1.0)
    elif form == "bars":
        for x in (-3.0, -1.0, 1.0, 3.0):
            ceiling_panel(site, x + lean, site.stand + 1.2, (0.5, 5.5), white * 5.5, 1.0)
    else:
        for z in (-1.6, 0.4, 2.4, 4.2):
            ceiling_panel(site, lean, site.stand + z, (7.0, 0.22), white * 8.5, 1.0)
    room.lights.fill = room.lights.fill + 0.12 * white
    if site.has("window") or (spec.light.time != "night" and rng.random() < 0.25):
        back_window(room, site.rng("window"), site.hour, room.left + 0.6, room.right - 0.6, 0.06, 3.6, lin("2a2a2c"), bars=(7, 2), share=0.25)
    else:
        panels = int(rng.integers(3, 6))
        each = (room.right - room.left) / panels
        for i in range(panels):
            at = room.left + each * (i + 0.5)
            room.add(box(eye, (at, 1.75, room.back - 0.04), (each - 0.03, 3.3, 0.06), np.clip(site.wall * (1.0 + 0.03 * (i % 2)), 0, 0.86), fine=0.5))
        strip = sheet((room.left + 0.2, 3.48, room.back - 0.09), (room.right - room.left - 0.4, 0, 0), (0, -0.05, 0), lin("ffffff"), glow=white * 6, cells=(1, 1), facing=(0, 0, -1))
        room.add(strip)
    if site.has("plant"):
        for side in (-1, 1):
            f.plant(room, site.rng(f"plant {side}"), side * float(rng.uniform(3.0, 3.8)), room.back - 0.9, 2.0)
    if site.has("lamps"):
        for x in np.arange(room.left + 0.8, room.right - 0.4, 1.5):
            spot = np.array([[room.tall - 0.16, 0.05], [room.tall - 0.15, 0.075], [room.tall, 0.075]], np.float32)
            room.add(Turned(float(x), room.back - 0.7, spot, lin("1f1f21"), 0.2))
            lens = np.array([[room.tall - 0.175, 0.03], [room.tall - 0.165, 0.055]], np.float32)
            room.add(Turned(float(x), room.back - 0.7, lens, lin("ffffff"), 0, white * 22))
            room.lights.bulbs.append(Bulb(np.array([x, room.tall - 0.5, room.back - 0.45], np.float32), white * np.float32([0.5, 0.46, 0.4])))


def wide_window(site: Site) -> None:
    """A wide window close behind the subject, its curtains, a plant on the floor."""
    room, rng = site.room, site.rng("wide window")
    shift = float(np.clip(np.sin(np.deg2rad(site.spec.light.direction)) * 0.5, -0.5, 0.5))
    wide = float(rng.uniform(1.5, 1.9))
    low, high = float(rng.choice([0.06, 0.42])), 2.4
    x0, x1 = max(room.left + 0.15, shift - wide / 2), min(room.right - 0.15, shift + wide / 2)
    frame = lin("e9e6e0") if rng.random() < 0.75 else lin("2a2a2c")
    back_window(room, site.rng("window"), site.hour, x0, x1, low, high, frame, bars=(int(rng.choice([2, 3])), int(rng.choice([1, 3]))))
    if site.has("rain"):
        drops(site, x0, x1, low, high)
    if site.has("curtain") or rng.random() < 0.4:
        cloth = pick(rng, "ece8e0 e6e0d4 d9d2c6")
        through = np.array(site.hour.sky, np.float32) * cloth * 0.28
        for left, right in ((x0 - 0.3, x0 + 0.3), (x1 - 0.3, x1 + 0.3)):
            f.curtain(room, rng, left, right, room.back - 0.12, 2.5, cloth, through)
    if site.has("plant") or rng.random() < 0.3:
        side = 1.0 if shift < 0 else -1.0
        f.plant(room, site.rng("plant"), side * 0.75, room.back - 0.35, float(rng.uniform(0.8, 1.3)))


def drops(site: Site, x0: float, x1: float, low: float, high: float) -> None:
    """Rain on the panes: small lenses that show the sky bright and the ground dark."""
    room, rng = site.room, site.rng("rain")
    sky = np.array(site.hour.sky, np.float32)
    for _ in range(260):
        x, y = float(rng.uniform(x0, x1)), float(rng.uniform(low, high))
        size = float(rng.uniform(0.002, 0.0065))
        turn = np.linspace(-1.5, 1.5, 5)
        profile = np.stack([y + size * 1.3 * np.sin(turn), size * np.cos(turn)], 1).astype(np.float32)
        room.add(Turned(x, room.back - 0.012, profile, lin("000000"), 0, sky * float(rng.uniform(0.2, 1.0))))
