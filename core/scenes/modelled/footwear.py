"""Shoes and boots, in pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import bar, hoop, pick, plain, put, settled
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import coloured, curve, noise, skin, slab, tone
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

LONG = 0.285
"""Length of a shoe in m."""
FOOT = ((0.0, 0.018), (0.06, 0.031), (0.2, 0.036), (0.42, 0.034), (0.62, 0.043), (0.78, 0.048), (0.92, 0.036))
"""Half the width of a sole in m along its length, from the heel."""


def half_sole(at: Array, ends: tuple[float, float] = (0.05, 0.09)) -> Array:
    """Half the width at shares of the length, round at heel and toe."""
    known = np.asarray(FOOT)
    wide = np.interp(at, known[:, 0], known[:, 1])
    heel = np.sqrt(np.clip(1 - (1 - np.clip(at / ends[0], 0, 1)) ** 2, 0, 1))
    toe = np.sqrt(np.clip(1 - (np.clip((at - 1 + ends[1] * 2) / (ends[1] * 2), 0, 1)) ** 2, 0, 1))
    return wide * heel * toe


def shoe_sole(thick: float, grow: float = 0.004) -> Mesh:
    """A sole of that thickness, ``grow`` wider than the foot; both in m."""
    at = np.linspace(0, 1, 40) ** 1.0
    wide = half_sole(at) + grow * np.sqrt(np.clip(4 * at * (1 - at) * 3, 0, 1))
    z = (at - 0.5) * (LONG + 2 * grow)
    inward = 0.006 * np.sin(np.pi * at)
    right, left = np.stack([wide + inward, z], 1), np.stack([inward - wide, z], 1)[::-1]
    return slab(np.concatenate([right[1:-1], left]), thick, 0.003)


def low_upper(collar: float, opening: float) -> Mesh:
    """A low shoe's upper, open for the foot up to the share ``opening`` of its length."""
    at = np.concatenate(
        [np.linspace(0.006, 0.1, 8), np.linspace(0.13, 0.86, 26), np.linspace(0.88, 0.997, 12)]
    )
    rows: list[Array] = []
    for share in at:
        half = float(half_sole(np.array([share]))[0]) + 0.001
        open_ = float(1 / (1 + np.exp((share - opening) / 0.02))) * float(
            np.clip((share - 0.01) / 0.05, 0, 1)
        )
        vamp = float(
            np.interp(share, [0.3, 0.45, 0.62, 0.8, 0.93, 1.0], [0.088, 0.082, 0.066, 0.05, 0.042, 0.01])
        )
        rim = (
            collar * (1 - 0.16 * np.sin(np.pi * np.clip((share - 0.1) / 0.34, 0, 1))) if share < 0.5 else vamp
        )
        rim = rim + 0.012 * float(np.exp(-((share / 0.08) ** 2)))
        shut = [(1, 0), (1.02, 0.3), (0.93, 0.65), (0.7, 0.88), (0.36, 0.985), (0.0, 1.0)]
        agape = [(1, 0), (1.04, 0.35), (0.93, 0.75), (0.84, 1.0), (0.7, 0.93), (0.0, 0.25)]
        side = [
            (
                (1 - open_) * np.array([a * half, b * (rim if share < 0.25 else vamp)])
                + open_ * np.array([c * half, d * rim])
            )
            for (a, b), (c, d) in zip(shut, agape, strict=True)
        ]
        whole = [*side, *[np.array([-x, y]) for x, y in side[-2::-1]]]
        section = curve([list(point) for point in whole], 45)
        z = (share - 0.5) * LONG
        rows.append(
            np.column_stack([section[:, 0] + 0.006 * np.sin(np.pi * share), section[:, 1], np.full(45, z)])
        )
    made = np.asarray(rows, np.float32)
    ends: list[Array] = []
    for at, ahead in ((0, -0.002), (-1, 0.003)):
        pole = made[at].mean(0) * np.array([1, 0.7, 1], np.float32) + np.array([0, 0, ahead], np.float32)
        ends.append(np.broadcast_to(pole, made[:1].shape))
    return skin(np.concatenate([ends[0], made, ends[1]])[:, ::-1], closed=False)


def _laces(opening: float, code: str) -> list[Part]:
    made: list[Part] = []
    for number, share in enumerate(np.linspace(opening + 0.07, opening + 0.25, 5)):
        high = (
            float(np.interp(share, [0.3, 0.45, 0.62, 0.8, 0.93], [0.088, 0.082, 0.066, 0.05, 0.042])) + 0.0225
        )
        z, half = (share - 0.5) * LONG, 0.021 - 0.0012 * number
        slant = 0.004 * (1 if number % 2 else -1)
        way = [
            (-half, high - 0.008, z - slant),
            (-half / 2, high - 0.001, z),
            (half / 2, high - 0.001, z),
            (half, high - 0.008, z + slant),
        ]
        made.append(plain(bar(way, 0.0032, 14, 8), code, 0.8))
    return made


def _sneaker(rng: Random, codes: tuple[str, str, str]) -> tuple[Part, ...]:
    """One low shoe: the colours of its leather, its sole and its heel."""
    leather, rubber, accent = codes
    sole = shoe_sole(0.028)
    upper = low_upper(0.096, 0.42).moved(0, 0.02, 0)
    x, y, z = upper.points.T
    share = z / LONG + 0.5
    inside = (
        (share < 0.43) & (np.abs(x - 0.006 * np.sin(np.pi * share)) < 0.66 * half_sole(share)) & (y < 0.108)
    )
    tone_ = np.broadcast_to(tone(leather), upper.points.shape).copy()
    seam = np.exp(-(((share - 0.78 - 0.12 * (y / 0.06 - 0.5)) / 0.006) ** 2)) + np.exp(
        -(((share - 0.3 - y) / 0.006) ** 2)
    )
    tone_ = tone_ * (1 - 0.35 * np.clip(seam, 0, 1))[:, None]
    tone_[inside] = tone("8d8a84") if leather != "1c1c1c" else tone("2a2a2a")
    heel = share < 0.07 + 0.02 * np.sin(y * 60)
    tone_[heel & (y > 0.045) & ~inside] = tone(accent)
    tone_ *= (1 + 0.012 * noise(upper.points, 0.02, rng))[:, None]
    made = [Part(coloured(upper, tone_), satin(0.42, 0.45)), plain(sole, rubber, 0.65, 0.3)]
    return (*made, *_laces(0.42, leather if leather != "1c1c1c" else "efefef"))


def pair(left: Sequence[Part], right: Sequence[Part], apart: float, rng: Random) -> tuple[Part, ...]:
    """Two shoes side by side, ``apart`` m from the middle each, turned a little."""
    turn, back = float(rng.uniform(0.05, 0.3)), float(rng.uniform(-0.05, 0.02))
    first = put(left, lambda mesh: mesh.turned(-turn).moved(-apart, 0, 0))
    mirrored = put(right, _mirrored)
    second = put(mirrored, lambda mesh: mesh.turned(-turn * 0.4).moved(apart, 0, back))
    return settled((*first, *second))


def _mirrored(mesh: Mesh) -> Mesh:
    flip = np.array([-1, 1, 1], np.float32)
    normals = None if mesh.normals is None else mesh.normals * flip
    return replace(
        mesh, points=mesh.points * flip, faces=np.ascontiguousarray(mesh.faces[:, ::-1]), normals=normals
    )


def sneakers(rng: Random) -> tuple[Part, ...]:
    """A pair of white leather sneakers."""
    accent = pick(rng, ("3c6b4f", "24365c", "d8d4cc", "a83232", "20242a"))
    codes = ("eeece8", "f4f2ec", accent)
    return pair(_sneaker(rng, codes), _sneaker(rng, codes), 0.07, rng)


def loafers(rng: Random) -> tuple[Part, ...]:
    """A pair of polished leather shoes."""
    code = pick(rng, ("4a2817", "1a1412", "6b3a1e"))

    def one() -> tuple[Part, ...]:
        upper = low_upper(0.07, 0.47)
        upper = replace(
            upper, points=(upper.points * np.array([0.94, 0.84, 1.03], np.float32)).astype(np.float32)
        ).moved(0, 0.006, 0)
        x, y, z = upper.points.T
        share = z / LONG / 1.03 + 0.5
        inside = (
            (share < 0.47)
            & (np.abs(x - 0.006 * np.sin(np.pi * share)) < 0.62 * half_sole(share))
            & (y < 0.07)
        )
        tone_ = tone(code) * (1 + 0.12 * noise(upper.points, 0.04, rng))[:, None]
        tone_[inside] = tone("b08a5e")
        heel = shoe_sole(0.018, 0.0)
        flat = heel.points * np.array([1, 0.4, 1], np.float32)
        heel = replace(heel, points=np.where(heel.points[:, 2:] < -0.06, heel.points, flat))
        return (Part(coloured(upper, tone_), satin(0.22, 0.6, coat=0.5)), plain(heel, "1c130e", 0.6))

    return pair(one(), one(), 0.065, rng)


def _boot(code: str, sole: str, rough: float, tall: float, rng: Random) -> tuple[Part, ...]:
    """A rubber or leather boot: its shaft, drawn out into the foot, on a sole with a heel."""
    way = curve(
        [
            (0, tall, -0.062),
            (0, tall * 0.62, -0.066),
            (0, 0.14, -0.066),
            (0, 0.085, -0.05),
            (0, 0.058, 0.01),
            (0, 0.046, 0.07),
            (0, 0.038, 0.118),
        ],
        64,
    )
    across = curve([[0.062], [0.058], [0.05], [0.052], [0.044], [0.047], [0.03]], 64)[:, 0]
    deep = curve([[0.07], [0.066], [0.06], [0.062], [0.046], [0.038], [0.026]], 64)[:, 0]
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ahead = np.gradient(way, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    up = np.stack([0 * ahead[:, 0], -ahead[:, 2], ahead[:, 1]], 1)
    cos, foot = np.cos(turn), np.linspace(0, 1, 64)[:, None] > 0.55
    broad = np.where(foot, np.sign(cos) * np.abs(cos) ** 0.55, cos)
    ring = (
        way[:, None]
        + across[:, None, None] * broad[..., None] * np.array([1.0, 0, 0])
        + deep[:, None, None] * np.sin(turn)[None, :, None] * up[:, None]
    )
    ring[..., 1] = np.maximum(ring[..., 1], 0.012 + 0.002 * np.sin(ring[..., 2] * 40))
    last = np.repeat(way[-1][None, None] + np.array([0, 0, 0.012]), 40, 1)
    # The shaft goes down again inside, so that one looks into it.
    inside = ring[[12, 0]] * 1.0
    centre = inside.mean(1, keepdims=True)
    inside = centre + (inside - centre) * 0.93
    shaft = skin(np.concatenate([np.repeat(centre[:1], 40, 1), inside, ring, last]).astype(np.float32))
    sole_ = shoe_sole(0.016, -0.004).moved(0, 0, 0.0)
    rim = hoop(0.064, 0.0035, 48)
    rim = replace(rim, points=(rim.points * np.array([1, 1, 1.1], np.float32)).astype(np.float32)).moved(
        0, tall - 0.004, -0.062
    )
    shade = tone(code) * (1 + 0.05 * noise(shaft.points, 0.05, rng))[:, None]
    return (
        Part(coloured(shaft, shade), satin(rough, 0.5)),
        plain(rim, code, rough, 0.5),
        plain(sole_, sole, 0.7, 0.3),
    )


def rain_boots(rng: Random) -> tuple[Part, ...]:
    """A pair of rubber boots, yellow, red or green."""
    code = pick(rng, ("e8b21e", "b8322e", "3f5a3a", "e8b21e"))
    return pair(_boot(code, "2c2a26", 0.2, 0.3, rng), _boot(code, "2c2a26", 0.2, 0.3, rng), 0.082, rng)


def boots(rng: Random) -> tuple[Part, ...]:
    """A pair of leather boots."""
    code = pick(rng, ("6b4426", "2a1c14", "8a5c34"))
    return pair(_boot(code, "1e1712", 0.45, 0.24, rng), _boot(code, "1e1712", 0.45, 0.24, rng), 0.08, rng)


FOOTWEAR: Mapping[str, Model] = {
    "sneakers": Model(sneakers, 0.13, 0.38, lies=True),
    "polished shoes": Model(loafers, 0.076, 0.37, lies=True),
    "rain boots": Model(rain_boots, 0.31, 0.39),
    "boots": Model(boots, 0.25, 0.38, lies=True),
}
"""By name."""
