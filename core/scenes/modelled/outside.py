"""What stands and lies about outside: buckets, barrels, bales, stones, ladders, tents."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import glass, satin
from core.scenes.modelled.making import (
    bar,
    block,
    hoop,
    metallic,
    mottled,
    one_of,
    put,
    rod,
    settled,
    sheet,
    solid,
    stood,
    wooden,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    curve,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    skin,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

RUST = "5a3a28"


def bucket(rng: Random) -> tuple[Part, ...]:
    """A bucket, painted red or of bare zinc, its handle let down."""
    code = one_of(rng, ("b52f2a", "b52f2a", "aab0b2", "d8b23a", "3f6f8f"))
    tall, foot, top = 0.25, 0.1, 0.14
    wall = [(0, 0.0), (foot, 0.0), (foot, 0.0), (foot + 0.002, 0.012), (top - 0.004, tall - 0.012)]
    lip = [(top + 0.003, tall - 0.006), (top + 0.004, tall), (top - 0.001, tall + 0.002), (top - 0.006, tall - 0.01)]
    made = lathe([*wall, *lip, (foot - 0.002, 0.008), (foot - 0.002, 0.008), (0, 0.008)], 72)
    ribs = [hoop(foot + (top - foot) * share, 0.0028, 72, 8).moved(0, tall * share - 0.003, 0) for share in (0.25, 0.7)]
    turn = np.linspace(0.12, np.pi - 0.12, 40)
    handle = tube(np.stack([0.147 * np.cos(turn), tall - 0.025 - 0.05 * np.sin(turn), 0.13 * np.sin(turn) + 0.02], 1).astype(np.float32), 0.0035, 10)
    finish = metallic if code == "aab0b2" else solid
    skin_ = finish(joined([made, *ribs]), code, 0.34)
    return settled((skin_, metallic(handle, "8a8a88", 0.35)))


def barrel(rng: Random) -> tuple[Part, ...]:
    """An oak barrel with iron hoops, standing."""
    tall, staves = 0.88, 22
    at = np.linspace(0, 1, 40)
    belly = 0.255 + 0.075 * np.sin(np.pi * at) ** 0.85
    profile = [(0.0, 0.03), (0.235, 0.03), (0.25, 0.0), *[(float(r), float(tall * y)) for r, y in zip(belly, at, strict=True)], (0.24, tall), (0.235, tall - 0.03), (0.235, tall - 0.03), (0, tall - 0.03)]
    gap = lambda turn, _: 1 - 0.008 * np.exp(-(((turn / (2 * np.pi) * staves) % 1 - 0.5) ** 2) / 0.002)  # noqa: E731
    body = lathe(profile, staves * 12, gap)
    hoops: list[Mesh] = []
    for share in (0.035, 0.2, 0.32, 0.68, 0.8, 0.965):
        radius = float(np.interp(share, at, belly)) + 0.003
        slope = float(np.interp(share + 0.02, at, belly) - np.interp(share - 0.02, at, belly)) * 0.5
        y = tall * share
        hoops.append(lathe([(radius - slope - 0.006, y - 0.02), (radius - slope, y - 0.02), (radius + slope, y + 0.02), (radius + slope - 0.006, y + 0.02)], 96))
    return settled((wooden(body, "rustic wood", rng, along="y"), mottled(joined(hoops), rng, ("4a4644", RUST), 0.06, satin(0.45, 0.6), 0.4)))


def hay_bale(rng: Random) -> tuple[Part, ...]:
    """A bale of straw, tied with two strings, stalks standing out of it."""
    half = np.array([0.45, 0.18, 0.23])
    count = 5200
    side = rng.choice(5, count, p=[0.3, 0.1, 0.1, 0.36, 0.14])
    at = rng.uniform(-1, 1, (count, 3)) * half
    for number, (axis, sign) in enumerate(((2, 1), (0, 1), (0, -1), (1, 1), (2, -1))):
        at[side == number, axis] = sign * half[axis]
    tied = 1 - 0.07 * sum(np.exp(-(((at[:, 0] - x) / 0.04) ** 2)) for x in (-0.17, 0.17))
    at[:, 1:] *= np.asarray(tied)[:, None]
    way = rng.normal(0, 1, (count, 3)) * np.array([1.0, 0.3, 0.55])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    reach = rng.uniform(0.02, 0.07, (count, 1))
    thick = np.cross(way, rng.normal(0, 1, (count, 3)))
    thick *= 0.0016 / np.linalg.norm(thick, axis=1, keepdims=True)
    other = np.cross(thick, way)
    rings = []
    for end in (-1, 1):
        middle = at + way * reach * end
        rings.append(np.stack([middle + thick, middle + other, middle - thick, middle - other], 1))
    points = np.concatenate(rings, 1).reshape(-1, 3)
    quads = np.array([(0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6), (3, 0, 4), (3, 4, 7)])
    ends = np.array([(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)])
    faces = (np.concatenate([quads, ends])[None] + 8 * np.arange(count)[:, None, None]).reshape(-1, 3)
    points[:, 1] = np.maximum(points[:, 1], -half[1])
    stalks = Mesh(points.astype(np.float32), faces.astype(np.uint32))
    shade = np.repeat(rng.beta(1.6, 2.0, count), 8)
    straw = coloured(stalks, mixed(tone("e2c274"), tone("8a6a30"), shade))
    core = block(0.9, 0.36, 0.46, 0.03, 0.04).moved(0, -0.18, 0)
    core = mottled(core, rng, ("c09a4e", "7a5a28"), 0.02, satin(0.9, 0.1), 0.4)
    loops = [rod((x, 0.181, -0.232), (x, 0.181, 0.232), 0.003, 8) for x in (-0.17, 0.17)]
    fronts = [rod((x, 0.181, 0.233), (x, -0.17, 0.233), 0.003, 8) for x in (-0.17, 0.17)]
    return settled((Part(straw, satin(0.6, 0.25)), core, solid(joined([*loops, *fronts]), "b5482e", 0.7)))


def lantern(rng: Random) -> tuple[Part, ...]:
    """A metal lantern with glass panes and a candle that burns in it."""
    code = one_of(rng, ("1c1c1c", "3a2c20", "e8e4dc"))
    half, low, high = 0.075, 0.02, 0.22
    posts = [block(0.009, high - low, 0.009, 0.002).moved(x, low, z) for x in (-half, half) for z in (-half, half)]
    rails = [tilted(block(0.006, 2 * half, 0.006, 0.001), np.pi / 2, (1, 0, 0)).moved(x, y, -half) for x in (-half, half) for y in (low + 0.1,)]
    foot = block(0.18, 0.02, 0.18, 0.004, 0.008)
    lid = lathe([(0, high), (0.122, high), (0.122, high + 0.006), (0.05, high + 0.07), (0.05, high + 0.07), (0.04, high + 0.075), (0.04, high + 0.095), (0.052, high + 0.1), (0, high + 0.115)], 4).turned(np.pi / 4)
    ring = stood(hoop(0.032, 0.003, 40, 10)).moved(0, high + 0.14, 0)
    panes = [stood(block(2 * half - 0.012, 0.0015, high - low - 0.004, 0.0003)).moved(0, (low + high) / 2, half).turned(a) for a in (0, np.pi / 2, np.pi, -np.pi / 2)]
    wax = lathe(rounded([(0, low), (0.032, low), (0.032, low + 0.1), (0.026, low + 0.103), (0.012, low + 0.097), (0, low + 0.097)], 2), 40)
    flame = lathe([(0, low + 0.103), (0.004, low + 0.108), (0.0055, low + 0.115), (0.004, low + 0.127), (0.0012, low + 0.137), (0, low + 0.14)], 16)
    glow = {"type": "diffuse", "reflectance": {"type": "rgb", "value": [0.9, 0.75, 0.45]}}
    iron = solid(joined([*posts, *rails, foot, lid, ring]), code, 0.4, 0.5)
    return settled((iron, solid(wax, "f2e6cc", 0.5, 0.3), Part(flame, {"type": "twosided", "bsdf": glow}), Part(joined(panes), glass())))


def mushrooms(rng: Random) -> tuple[Part, ...]:
    """Three or four mushrooms of one kind that grow together: toadstools, or brown ones."""
    red = rng.random() < 0.45
    code = "a81e16" if red else one_of(rng, ("7a4a26", "94643a"))
    parts: list[Part] = []
    for number in range(int(rng.integers(3, 5))):
        grow = 1.0 if number == 0 else float(rng.uniform(0.4, 0.75))
        turn, away = number * 2.2 + float(rng.uniform(0, 0.8)), 0.0 if number == 0 else float(rng.uniform(0.045, 0.065))
        wide, tall = 0.045, 0.075
        hat = [(0.0, tall - 0.004), (0.014, tall - 0.006), (wide * 0.92, tall - 0.012), (wide, tall - 0.006), (wide * 0.94, tall + 0.008), (wide * 0.7, tall + 0.024), (wide * 0.35, tall + 0.031), (0.0, tall + 0.033)]
        cap_ = lathe(rounded(hat, 3), 64)
        stem = lathe(rounded([(0, -0.004), (0.016, -0.004), (0.014, 0.012), (0.009, 0.04), (0.01, tall - 0.004), (0.0, tall - 0.004)], 2), 40)
        gills = cap_.points[:, 1] < tall - 0.0065
        spots = noise(cap_.points, 0.018, rng, 1) > 1.05 if red else np.zeros(len(cap_.points), bool)
        shade = mixed(tone(code), tone(code) * 0.6, 0.4 + 0.3 * noise(cap_.points, 0.03, rng))
        angle = np.arctan2(cap_.points[:, 2], cap_.points[:, 0])
        shade[spots] = tone("efe6d4")
        shade[gills] = (tone("d8c4a0") * (0.8 + 0.2 * np.sin(angle * 60))[:, None])[gills]
        one = (Part(coloured(cap_, shade), satin(0.3, 0.5)), mottled(stem, rng, ("ece2cc", "c8b48e"), 0.01, satin(0.7, 0.2)))
        lean = float(rng.uniform(-0.2, 0.2))
        parts += put(one, lambda mesh, lean=lean, grow=grow, turn=turn, away=away: tilted(mesh, lean, (1, 0, 0.4)).scaled(grow).moved(away * np.cos(turn), 0, away * np.sin(turn)))
    return settled(parts)


def crystals(rng: Random) -> tuple[Part, ...]:
    """A cluster of rose quartz or amethyst: six-sided points on a rough foot."""
    pale, deep = (("f2c4c8", "d88a96"), ("c9b0e0", "6a4a9a"), ("f0c8cc", "c97a88"))[int(rng.integers(3))]
    points: list[Mesh] = []
    for number in range(9):
        tall = 0.085 if number == 0 else float(rng.uniform(0.03, 0.065))
        wide = tall * float(rng.uniform(0.17, 0.24))
        shaft = lathe([(0, -0.01), (wide * 1.05, -0.01), (wide * 1.05, -0.01), (wide, tall * 0.72), (wide, tall * 0.72), (0.0, tall)], 6)
        flat = Mesh(shaft.points[shaft.faces].reshape(-1, 3), np.arange(shaft.faces.size, dtype=np.uint32).reshape(-1, 3))
        turn, lean = float(rng.uniform(0, 6.28)), 0.08 if number == 0 else float(rng.uniform(0.3, 0.85))
        away = 0.0 if number == 0 else 0.022
        one = tilted(flat.turned(float(rng.uniform(0, 1))), lean, (np.sin(turn), 0, -np.cos(turn)))
        points.append(one.moved(-away * np.cos(turn), 0.008, -away * np.sin(turn)))
    rough = grounded(ball((0.052, 0.018, 0.046), 24, 40, lambda p: 0.008 * noise(p, 0.6, rng)), 0.004)
    made = joined(points)
    share = np.clip(1 - made.points[:, 1] / 0.07, 0, 1) * 0.7 + 0.2 * noise(made.points, 0.015, rng)
    facets = coloured(made, mixed(tone(deep), tone(pale), share))
    clear = {"type": "principled", "base_color": {"type": "mesh_attribute", "name": "vertex_color"}, "roughness": 0.12, "specular": 0.7, "spec_trans": 0.35, "eta": 1.54}
    del clear
    return settled((Part(facets, satin(0.1, 0.75, coat=0.6)), mottled(rough, rng, ("cbb8ae", "8a7468"), 0.012, satin(0.8, 0.2))))


def rocks(rng: Random) -> tuple[Part, ...]:
    """Three rough stones that lie together."""
    parts: list[Part] = []
    pale, dark = (("9a958c", "5e5a54"), ("b5a58e", "7a6a55"), ("6a6c70", "3c3e42"))[int(rng.integers(3))]
    for number, size in enumerate((0.11, 0.07, 0.045)):
        shape = np.array([1.0, float(rng.uniform(0.5, 0.75)), float(rng.uniform(0.7, 0.95))]) * size

        def bump(p: Array, size: float = size) -> Array:
            broad = noise(p, 1.5, rng, 3)
            # Broken faces: what stands out is cut off flat.
            return size * (0.16 * np.clip(broad, -1.2, 0.45) + 0.025 * noise(p, 0.25, rng, 3))

        made = grounded(ball(shape.tolist(), 56, 80, bump), size * 0.07).turned(float(rng.uniform(0, 6)))
        spot = (0.0, -0.02) if number == 0 else (0.14, 0.05) if number == 1 else (-0.11, 0.1)
        parts.append(mottled(made.moved(spot[0], 0, spot[1]), rng, (pale, dark), 0.03, satin(0.85, 0.2), 0.35))
    return settled(parts)


def rope_coil(rng: Random) -> tuple[Part, ...]:
    """A coil of hemp rope."""
    turn = np.linspace(0, 2 * np.pi * 7.6, 1500)
    lap = np.floor(turn / (2 * np.pi))
    radius = 0.16 + 0.006 * np.sin(turn * 0.37 + lap) - 0.018 * (lap % 2)
    y = 0.012 + 0.0175 * turn / (2 * np.pi) * 0.9
    middle = np.stack([radius * np.cos(turn), y, radius * np.sin(turn)], 1)
    out = np.stack([np.cos(turn), 0 * turn, np.sin(turn)], 1)
    strands: list[Mesh] = []
    for phase in (0.0, 2.094, 4.189):
        spin = turn * 0.16 / 0.0115 * 0.62 + phase
        path = middle + 0.0062 * (out * np.cos(spin)[:, None] + np.array([0, 1.0, 0]) * np.sin(spin)[:, None])
        strands.append(tube(path.astype(np.float32), 0.0066, 8))
    return settled((mottled(joined(strands), rng, ("d2b582", "9a7a48"), 0.008, satin(0.8, 0.2), 0.3),))


def ladder(rng: Random) -> tuple[Part, ...]:
    """A wooden ladder that stands open on its four feet."""
    parts: list[Mesh] = []
    tall, lean = 1.75, 0.21
    for sign in (1, -1):
        side: list[Mesh] = []
        for x in (-1, 1):
            rail = block(0.028, tall, 0.06, 0.004)
            side.append(tilted(rail, x * 0.04, (0, 0, 1)).moved(x * 0.25, 0, 0))
        rungs = np.arange(0.26, tall - 0.05, 0.29) if sign > 0 else (0.35, 1.2)
        side += [block(0.48 - 0.08 * y / tall, 0.022, 0.075 if sign > 0 else 0.03, 0.003).moved(0, float(y), 0) for y in rungs]
        parts.append(tilted(joined(side), -sign * lean, (1, 0, 0)).moved(0, 0, sign * tall * np.sin(lean)))
    lid = block(0.42, 0.024, 0.16, 0.004).moved(0, tall * np.cos(lean) - 0.01, 0)
    return settled((wooden(joined([*parts, lid]), "pine" if rng.random() < 0.5 else "rustic wood", rng, along="y"),))


def watering_can(rng: Random) -> tuple[Part, ...]:
    """A watering can of zinc or painted tin."""
    code = one_of(rng, ("a9b0b2", "a9b0b2", "3f5f4a", "8fb0c0"))
    body = lathe([(0, 0), (0.105, 0), (0.108, 0.006), (0.1, 0.2), (0.102, 0.206), (0.085, 0.222), (0.05, 0.228), (0.0, 0.23)], 64)
    spout = tube(curve([(0.09, 0.05, 0), (0.16, 0.1, 0), (0.23, 0.21, 0), (0.265, 0.27, 0)], 30), np.linspace(0.024, 0.013, 30).astype(np.float32), 24)
    rose = tilted(lathe([(0, 0), (0.014, 0), (0.036, 0.045), (0.036, 0.05), (0, 0.056)], 40), -0.6, (0, 0, 1)).moved(0.258, 0.26, 0)
    back = bar([(-0.098, 0.05, 0), (-0.17, 0.08, 0), (-0.185, 0.17, 0), (-0.14, 0.235, 0), (-0.06, 0.225, 0)], 0.0075, 40)
    top = bar([(-0.07, 0.215, 0), (-0.04, 0.3, 0), (0.03, 0.31, 0), (0.075, 0.225, 0)], 0.0075, 40)
    ribs = [hoop(0.1055, 0.003, 64, 8).moved(0, y, 0) for y in (0.03, 0.165)]
    made = joined([body, spout, rose, back, top, *ribs])
    part = metallic(made, code, 0.38) if code == "a9b0b2" else solid(made, code, 0.35, 0.5)
    return settled(put((part,), lambda mesh: mesh.turned(float(rng.choice([0.5, np.pi - 0.5])))))


def flower_pots(rng: Random) -> tuple[Part, ...]:
    """Empty terracotta pots: two stacked, one beside them."""
    def pot(size: float) -> Mesh:
        line = [(0, 0), (0.62, 0), (0.64, 0.02), (0.86, 1.3), (0.86, 1.3), (1.0, 1.3), (1.0, 1.32), (1.0, 1.68), (0.98, 1.7), (0.9, 1.7), (0.88, 1.68), (0.6, 0.1), (0, 0.1)]
        return lathe([(r * size, y * size) for r, y in line], 72)

    clay = satin(0.85, 0.15)
    pieces = [pot(0.09), pot(0.088).moved(0.004, 0.03, 0), tilted(pot(0.062), 0.0, (1, 0, 0)).moved(0.175, 0, 0.05)]
    return settled([mottled(one, rng, ("b5653e", "c98a66"), 0.05, clay, 0.35) for one in pieces])


def tent(rng: Random) -> tuple[Part, ...]:
    """A ridge tent with its front flaps laid back."""
    code = one_of(rng, ("c9b48a", "c9b48a", "d9772e", "4a6a4a", "c8b89a"))
    long, half, tall = 1.1, 0.95, 1.25
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(0, 1, 30))
    sag = 0.05 * np.sin(np.pi * v) * (1 - 0.5 * u**2)
    parts: list[Mesh] = []
    for sign in (-1, 1):
        x, y = sign * (half * (1 - v) - sag * 0.7), tall * v - sag
        parts.append(sheet(np.stack([x, y, -long * u * sign], -1), 0.006))
    s, t = np.meshgrid(np.linspace(0, 1, 20), np.linspace(0, 1, 20))
    for sign in (-1, 1):
        inner = 0.42 + 0.3 * t
        x = sign * half * (1 - t) * (1 - s * (1 - inner) * 1.0)
        z = long + 0.02 + 0.16 * s * (1 - t)
        parts.append(sheet(np.stack([x * np.sign(1.0), tall * t * 0.99, z], -1)[:, :: sign], 0.004))
    back = np.stack([half * (1 - t) * (2 * s - 1), tall * t, 0 * s - long], -1)
    parts.append(sheet(back, 0.004))
    cloth = mottled(joined(parts), rng, (code, code), 0.1, satin(0.85, 0.15))
    poles = [rod((0, 0, z), (0, tall + 0.06, z), 0.014) for z in (-long + 0.03, long - 0.01)]
    ropes = [rod((sign * half, 0.25 * 0 + 0.01, z), (sign * (half + 0.35), 0.0, z * 1.08), 0.004, 6) for sign in (-1, 1) for z in (-long, long)]
    dark = block(2 * half - 0.1, 0.01, 2 * long - 0.05, 0.002)
    return settled(put((cloth, solid(joined(poles), "a8794a", 0.6), solid(joined(ropes), "e6dcc4", 0.8), solid(dark, "4a4438", 0.9)), lambda mesh: mesh.turned(-0.35)))


def deck_chair(rng: Random) -> tuple[Part, ...]:
    """A wooden deck chair with a striped cloth."""
    stripe = one_of(rng, ("2f5f8f", "c23f38", "2f7a6a", "e0a838"))
    def beam(a: tuple[float, float, float], b: tuple[float, float, float]) -> Mesh:
        return rod(a, b, 0.016, 8)
    rails: list[Mesh] = []
    for x in (-0.27, 0.27):
        rails += [beam((x, 0.02, 0.62), (x, 0.95, -0.42)), beam((x * 0.9, 0.02, -0.5), (x * 0.9, 0.42, 0.5)), beam((x * 0.82, 0.62, -0.06), (x * 0.82, 0.12, -0.4))]
    bars = [beam((-0.28, y, z), (0.28, y, z)) for y, z in ((0.95, -0.42), (0.02, 0.62), (0.42, 0.5), (0.02, -0.5), (0.12, -0.4))]
    way = curve([(0.95, -0.42), (0.62, -0.26), (0.34, -0.02), (0.26, 0.2), (0.32, 0.38), (0.42, 0.5)], 60)
    across = np.linspace(-0.245, 0.245, 64)
    grid = np.stack([np.broadcast_to(across[None], (60, 64)), np.broadcast_to(way[:, :1], (60, 64)) + 0.012, np.broadcast_to(way[:, 1:], (60, 64))], -1)
    cloth = sheet(grid, 0.003)
    bands = np.floor((cloth.points[:, 0] + 0.245) / 0.049).astype(int) % 2 == 0
    tint = np.where(bands[:, None], tone(stripe), tone("f0e8d8"))
    return settled(put((wooden(joined([*rails, *bars]), "pine", rng, along="z"), Part(coloured(cloth, tint), satin(0.8, 0.15))), lambda mesh: mesh.turned(0.55)))


def chalkboard_sign(rng: Random) -> tuple[Part, ...]:
    """A standing chalkboard in a wooden frame, with a few lines of chalk."""
    wide, tall, lean = 0.56, 0.95, 0.2
    sides: list[Part] = []
    for sign in (1, -1):
        posts = [block(0.05, tall, 0.022, 0.003).moved(x, 0, 0) for x in (-wide / 2, wide / 2)]
        rails = [block(wide + 0.05, 0.05, 0.022, 0.003).moved(0, y, 0) for y in (0.1, tall - 0.05)]
        face = stood(block(wide - 0.04, 0.008, tall - 0.18, 0.001)).moved(0, (tall + 0.1) / 2, 0)
        chalk: list[Mesh] = []
        for line in range(5):
            y, long = tall - 0.18 - line * 0.13, float(rng.uniform(0.16, 0.36))
            t = np.linspace(-0.5, 0.5, 70)
            hand = (0.03 if line == 0 else 0.017) * np.sin(t * 70 + float(rng.uniform(0, 6))) * (0.6 + 0.4 * np.sin(t * 23 + line))
            chalk.append(tube(np.stack([t * long, y + hand, np.full(70, 0.0105)], 1).astype(np.float32), 0.0028, 6))
        back = {"along": "y"}
        side = (wooden(joined([*posts, *rails]), "walnut", rng, **back), mottled(face, rng, ("22252a", "33363a"), 0.2, satin(0.85, 0.1), 0.4), solid(joined(chalk), "e9e6dc", 0.95, 0.05))
        kept = side if sign > 0 else side[:2]
        sides += put(kept, lambda mesh, sign=sign: tilted(mesh if sign > 0 else mesh.turned(np.pi), -sign * lean, (1, 0, 0)).moved(0, 0, sign * tall * np.sin(lean)))
    return settled(sides)


OUTSIDE: Mapping[str, Model] = {
    "bucket": Model(bucket, 0.25, 0.29),
    "barrel": Model(barrel, 0.88, 0.66),
    "hay bale": Model(hay_bale, 0.4, 1.0),
    "lantern": Model(lantern, 0.39, 0.18),
    "mushrooms": Model(mushrooms, 0.11, 0.15),
    "crystals": Model(crystals, 0.1, 0.12),
    "rocks": Model(rocks, 0.14, 0.35),
    "rope coil": Model(rope_coil, 0.15, 0.34),
    "ladder": Model(ladder, 1.74, 0.7),
    "watering can": Model(watering_can, 0.32, 0.48),
    "flower pots": Model(flower_pots, 0.18, 0.33),
    "tent": Model(tent, 1.31, 2.9),
    "deck chair": Model(deck_chair, 0.97, 1.1),
    "chalkboard sign": Model(chalkboard_sign, 0.93, 0.61),
}
"""By name."""
_ = bent, skin
