"""Sandals and high-heeled shoes, in pairs; a lipstick and a tube of sun cream, that lie."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.footwear import LONG, half_sole, low_upper, pair, shoe_sole
from core.scenes.modelled.making import bar, metallic, pick, plain, settled, sheet
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import coloured, noise, tone
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

HIGH = 0.078
"""Height of a heel in m."""


def _arch(share: float, high: float, lean: float = 0.0) -> list[tuple[float, float, float]]:
    """A strap's way across the foot at a share of its length."""
    half = float(half_sole(np.array([share]))[0]) + 0.002
    inward = 0.006 * np.sin(np.pi * share)
    turn = np.linspace(0, np.pi, 15)
    z = (share - 0.5) * LONG
    return [
        (
            float(inward - half * np.cos(at)),
            float(0.018 + high * np.sin(at) ** 0.8),
            float(z + lean * np.cos(at)),
        )
        for at in turn
    ]


def _sandal(rng: Random, codes: tuple[str, str]) -> tuple[Part, ...]:
    """One flat sandal: its sole, two straps of three cords each, and one around the heel."""
    leather, strap = codes
    sole = shoe_sole(0.014)
    bed = replace(sole, points=(sole.points * np.array([0.94, 0.35, 0.97], np.float32)).astype(np.float32))
    shade = tone(leather) * (1 + 0.08 * noise(bed.points, 0.03, rng))[:, None]
    made = [plain(sole, "3b2a1e", 0.7, 0.3), Part(coloured(bed.moved(0, 0.0125, 0), shade), satin(0.5, 0.4))]
    for share, high in ((0.62, 0.042), (0.78, 0.034)):
        for cord in (-1, 0, 1):
            made.append(plain(bar(_arch(share + 0.034 * cord, high, 0.006), 0.0052, 30, 10), strap, 0.5))
    heel = [(x, y + 0.012, z) for x, y, z in _arch(0.3, 0.05, 0.0)]
    made.append(plain(bar(heel, 0.0048, 30, 10), strap, 0.5))
    back = [
        (-0.03, 0.045, -0.055),
        (-0.026, 0.05, -0.11),
        (0, 0.052, -0.132),
        (0.026, 0.05, -0.11),
        (0.03, 0.045, -0.055),
    ]
    made.append(plain(bar(back, 0.0048, 30, 10), strap, 0.5))
    return tuple(made)


def sandals(rng: Random) -> tuple[Part, ...]:
    """A pair of leather sandals."""
    codes = (pick(rng, ("b98a5a", "a87648")), pick(rng, ("8a5a34", "6e4628", "9c6a3e")))
    return pair(_sandal(rng, codes), _sandal(rng, codes), 0.066, rng)


def _raised(mesh: Mesh) -> Mesh:
    """The mesh with its heel lifted."""
    share = mesh.points[:, 2] / LONG + 0.5
    rise = np.clip((0.72 - share) / 0.5, 0, 1)
    lift = HIGH * rise * rise * (3 - 2 * rise)
    points = mesh.points + np.stack([0 * lift, lift, 0 * lift], 1)
    return replace(mesh, points=points.astype(np.float32))


def _pump(rng: Random, code: str) -> tuple[Part, ...]:
    """One shoe with a slim heel, cut low."""
    upper = low_upper(0.052, 0.7)
    narrow = upper.points * np.array([0.86, 0.72, 1.02], np.float32)
    share = narrow[:, 2] / LONG + 0.5
    narrow[:, 0] *= 1 - 0.35 * np.clip((share - 0.78) / 0.22, 0, 1)
    upper = replace(upper, points=narrow.astype(np.float32)).moved(0, 0.004, 0)
    x, y, _ = upper.points.T
    inside = (share < 0.69) & (np.abs(x - 0.006 * np.sin(np.pi * share)) < 0.74 * half_sole(share) * 0.86)
    shade = np.broadcast_to(tone(code), upper.points.shape).copy()
    shade[inside & (y < 0.05)] = tone("cdb598")
    sole = shoe_sole(0.005)
    sole = replace(sole, points=(sole.points * np.array([0.84, 1, 1.0], np.float32)).astype(np.float32))
    heel = bar([(0, 0.002, -0.122), (0, 0.03, -0.124), (0, HIGH, -0.118)], 0.0058, 20, 12)
    return (
        Part(coloured(_raised(upper), shade), satin(0.2, 0.6, coat=0.6)),
        plain(_raised(sole), "1a1412", 0.5),
        plain(heel, code, 0.3),
    )


def high_heels(rng: Random) -> tuple[Part, ...]:
    """A pair of black pumps."""
    return pair(_pump(rng, "17161a"), _pump(rng, "17161a"), 0.062, rng)


def lipstick(rng: Random) -> tuple[Part, ...]:
    """A lipstick that lies open, its cap beside it."""
    red = pick(rng, ("a8202c", "b83a4a", "8f1a3a"))
    made = [
        plain(bar([(-0.04, 0.01, 0), (-0.012, 0.01, 0)], 0.0098, 4, 28), "16151a", 0.25),
        plain(bar([(-0.012, 0.01, 0), (0.008, 0.01, 0)], 0.0082, 4, 28), "c9a24a", 0.2, 0.9),
        plain(bar([(0.008, 0.01, 0), (0.024, 0.01, 0), (0.03, 0.009, 0)], 0.0064, 16, 28), red, 0.35),
        plain(bar([(-0.03, 0.01, 0.03), (0.008, 0.01, 0.04)], 0.0098, 4, 28), "16151a", 0.25),
    ]
    return settled(tuple(made))


def sun_cream(rng: Random) -> tuple[Part, ...]:
    """A flat bottle of sun cream that lies, with a pale label."""
    code, cap = pick(rng, ("e8a23a", "e0892e", "f0c04a")), pick(rng, ("f2efe8", "2f6f9a"))
    body = bar([(-0.07, 0.022, 0), (-0.06, 0.022, 0), (0.05, 0.022, 0), (0.06, 0.022, 0)], 0.03, 40, 40)
    flat = _flattened(body)
    x, y, z = flat.points.T
    shade = np.broadcast_to(tone(code), flat.points.shape).copy()
    label = (np.abs(x + 0.004) < 0.036) & (np.abs(z) < 0.022) & (y > 0.02)
    shade[label] = tone("f6f0e2")
    shade[label & (np.abs(x + 0.004) < 0.014) & (np.abs(z) < 0.012)] = tone("d9762a")
    lid = _flattened(bar([(0.062, 0.022, 0), (0.088, 0.022, 0)], 0.021, 6, 32))
    return settled((Part(coloured(flat, shade), satin(0.3, 0.5)), plain(lid, cap, 0.4)))


def belt(rng: Random) -> tuple[Part, ...]:
    """A leather belt rolled up, lying on its edge, its buckle at the end."""
    code = pick(rng, ("6b4426", "2a1c14", "8a5c34"))
    turn = np.linspace(0, 5.4 * np.pi, 220)
    away = 0.022 + 0.0026 * turn
    way = np.stack([away * np.cos(turn), away * np.sin(turn)], 1)
    rows = [np.column_stack([way[:, 0], np.full(220, high), way[:, 1]]) for high in (0.0, 0.034)]
    strip = sheet(np.stack(rows).astype(np.float32), 0.0035)
    shade = tone(code) * (1 + 0.07 * noise(strip.points, 0.03, rng))[:, None]
    end, ahead = way[-1], way[-1] - way[-4]
    ahead = ahead / np.hypot(*ahead)
    corners = [(0.0, 0.0), (0.045, 0.0), (0.045, 0.036), (0.0, 0.036), (0.0, 0.0)]
    frame = [(end[0] + far * ahead[0], up, end[1] + far * ahead[1]) for far, up in corners]
    return settled(
        (Part(coloured(strip, shade), satin(0.45, 0.45)), metallic(bar(frame, 0.003, 50, 10), "c2b280"))
    )


def _flattened(mesh: Mesh) -> Mesh:
    middle: Array = np.array([0, 0.022, 0], np.float32)
    points = (mesh.points - middle) * np.array([1, 0.66, 1], np.float32) + middle
    return replace(mesh, points=points.astype(np.float32))


SUMMER: Mapping[str, Model] = {
    "sandals": Model(sandals, 0.085, 0.36, lies=True),
    "high heels": Model(high_heels, 0.14, 0.34, lies=True),
    "lipstick": Model(lipstick, 0.02, 0.093, lies=True),
    "belt": Model(belt, 0.05, 0.15, lies=True),
    "sun cream": Model(sun_cream, 0.042, 0.16, lies=True),
}
"""By name."""
