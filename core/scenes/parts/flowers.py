"""Tulips, roses, willow catkins, a nest, balloons: shaded, for tables at feasts."""

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, ramp
from core.scenes.parts.keepsakes import Glow, Stage, egg, lit
from core.scenes.parts.sheets import Sheet


def drawn(stage: Stage, sheet: Sheet) -> None:
    """Lay a sheet of shapes onto the stage."""
    layer = sheet.layer()
    stage.layer *= 1 - layer[..., 3:]
    stage.layer += layer


def _bulb(
    stage: Stage, x: float, y: float, wide: float, tall: float, turn: float, colour: Numbers, glow: Glow
) -> None:
    """One petal: an ellipsoid, lit, with a darker rim and fine ribs."""
    reach = max(wide, tall) * 1.1
    found = stage.window(x, y, reach, reach)
    if found is None:
        return
    where, u, v, _ = found
    cos, sin = np.cos(turn), np.sin(turn)
    a = (u * cos + v * sin) * reach / wide
    b = (v * cos - u * sin) * reach / tall
    point = 1 - 0.35 * np.clip(b, 0, 1) ** 2
    square = (a / point) ** 2 + b * b
    near = np.sqrt(np.clip(1 - square, 0, 1))
    ribs = 1 + 0.018 * np.sin(a * 22) + 0.12 * np.clip(-b, -1, 1)
    made = colour * lit(glow, 0.8 * a, 0.6 * b + 0.2, near) * ribs[..., None]
    stage.put(
        where, made.astype(np.float32), ramp(1 - square, 0.0, min(0.6, 4 / (wide * stage.lens.height + 1e-3)))
    )


def tulip(
    rng: Random, stage: Stage, at: tuple[float, float], tall: float, colour: Numbers, glow: Glow
) -> None:
    """A tulip standing at (across, away)."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    x, foot, top = lens.column(*at), lens.row(at[1]), lens.row(at[1], tall)
    lean, sheet = float(rng.normal(0, 0.05)), Sheet(lens)
    green = to_linear(rgb("6a8a48")) * (glow.key * 0.7 + glow.fill)
    sheet.stroke(
        [(x, foot), (x + lean * 0.3, 0.5 * (foot + top)), (x + lean, top)], [0.004 * unit] * 3, green
    )
    for side in (-1.0, 1.0):
        if rng.random() < 0.75:
            out, up = (
                side * float(rng.uniform(0.03, 0.09)) * unit,
                float(rng.uniform(0.4, 0.8)) * (foot - top),
            )
            s = np.linspace(0, 1, 9)
            blade = [(x + out * float(k) ** 1.4, foot - up * float(k)) for k in s]
            girth = 0.0135 * unit * np.sin(np.pi * (0.12 + 0.88 * s)) ** 0.7
            tone = green * float(rng.uniform(0.65, 1.0))
            sheet.stroke(blade, girth.tolist(), tone)
            for part, shift, gain in ((0.6, 0.35, 1.22), (0.3, 0.5, 1.45), (0.08, 0.0, 0.7)):
                bent = [
                    (px + side * shift * g, py) for (px, py), g in zip(blade, girth.tolist(), strict=True)
                ]
                sheet.stroke(bent, (girth * part).tolist(), tone * gain)
    drawn(stage, sheet)
    size = 0.03 * unit
    for shift, turn, tone in ((-0.35, -0.2, 0.8), (0.35, 0.2, 0.85), (0.0, 0.0, 1.0)):
        _bulb(
            stage,
            x + lean + shift * size,
            top - size * 0.6,
            size * 0.62,
            size * 1.15,
            turn,
            colour * tone,
            glow,
        )


def rose(
    rng: Random, stage: Stage, at: tuple[float, float], radius: float, colour: Numbers, glow: Glow
) -> None:
    """A rose's head lying at (across, away), seen half from above: petals in a spiral."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    x, foot, size = lens.column(*at), lens.row(at[1]), radius * unit
    stage.shade(x, foot, size, size * 0.35, 0.75)
    y = foot - size * 0.75
    sheet = Sheet(lens)
    leaf = to_linear(rgb("3a5a30")) * (glow.key * 0.6 + glow.fill)
    for _ in range(3):
        turn = float(rng.uniform(0, 6.28))
        sheet.oval(
            x + np.cos(turn) * size * 1.1,
            foot - size * 0.2 + np.sin(turn) * size * 0.2,
            size * 0.5,
            size * 0.22,
            leaf,
            turn,
        )
    drawn(stage, sheet)
    for ring in range(6):
        count, reach = 7 - ring, 1 - ring / 6.5
        start = float(rng.uniform(0, 6.28))
        for k in sorted(range(count), key=lambda k: np.sin(start + k * 6.28 / count)):
            turn = start + k * 6.28 / count
            px = x + np.cos(turn) * size * 0.62 * reach
            py = y - np.sin(turn) * size * 0.34 * reach - ring * size * 0.07
            shade = (0.55 + 0.45 * reach) * float(rng.uniform(0.85, 1.1))
            _bulb(
                stage,
                px,
                py,
                size * (0.2 + 0.34 * reach),
                size * (0.16 + 0.26 * reach),
                float(np.cos(turn) * 0.5),
                colour * shade,
                glow,
            )


def catkins(rng: Random, stage: Stage, away: float, side: float, glow: Glow) -> None:
    """Willow twigs with catkins reaching in from one side (-1 left, 1 right)."""
    lens, unit = stage.lens, stage.lens.focal / away
    bark = to_linear(rgb("6a4a34")) * (glow.key * 0.6 + glow.fill)
    silver = to_linear(rgb("c8c4b8"))
    foot = lens.row(away)
    for _ in range(6):
        root = (side * (0.36 + float(rng.uniform(0, 0.16))) * max(1.0, lens.aspect), foot)
        lean, tall = -side * float(rng.uniform(-0.05, 0.2)), float(rng.uniform(0.3, 0.5)) * unit
        path = [(root[0] + lean * s**1.5, root[1] - tall * s) for s in np.linspace(0, 1, 9)]
        sheet = Sheet(lens)
        sheet.stroke(path, [0.0035 * unit * (1.1 - 0.7 * s) for s in np.linspace(0, 1, 9)], bark)
        drawn(stage, sheet)
        for s in np.linspace(0.25, 0.98, 10):
            px, py = root[0] + lean * s**1.5, root[1] - tall * float(s)
            where = float(rng.choice([-1, 1])) * 0.008 * unit
            _bulb(
                stage,
                px + where,
                py,
                0.007 * unit,
                0.0125 * unit,
                0.5 * float(np.sign(where)),
                silver * float(rng.uniform(0.8, 1.1)),
                glow,
            )


def nest(
    rng: Random, stage: Stage, at: tuple[float, float], radius: float, eggs: list[Array], glow: Glow
) -> None:
    """A nest of hay with eggs at (across, away)."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    x, foot, size = lens.column(*at), lens.row(at[1]), radius * unit
    flat = float(np.clip(lens.up / at[1] * 1.6, 0.25, 0.5))
    stage.shade(x, foot - size * 0.1, size, size * 0.4, 0.8)
    codes = ("7a6238", "a08450", "bfa468", "5a4628", "c8b480")

    def straws(count: int, front: bool) -> None:
        sheet = Sheet(lens)
        for _ in range(count):
            turn = float(rng.uniform(np.pi, 2 * np.pi) if not front else rng.uniform(0, np.pi))
            ring, up = (
                float(rng.normal(0.86, 0.1)),
                float(rng.uniform(0.25, 0.8) if front else rng.uniform(0.05, 0.5)),
            )
            middle = (
                x + np.cos(turn) * size * ring,
                foot - size * flat + np.sin(turn) * size * ring * flat - up * size * 0.5,
            )
            slant = np.arctan2(np.cos(turn) * flat, -np.sin(turn)) + float(rng.normal(0, 0.35))
            half = size * float(rng.uniform(0.12, 0.34))
            tone = to_linear(rgb(codes[int(rng.integers(5))])) * (
                glow.key * (0.3 + 0.7 * up) + glow.fill * 0.8
            )
            dx, dy = np.cos(slant) * half, np.sin(slant) * half
            sheet.stroke(
                [(middle[0] - dx, middle[1] - dy), middle, (middle[0] + dx, middle[1] + dy + half * 0.1)],
                [0.0012 * unit] * 3,
                tone,
            )
        drawn(stage, sheet)

    straws(260, False)
    for colour, shift in zip(eggs, (-0.42, 0.4, 0.0), strict=False):
        egg(
            rng,
            stage,
            (at[0] + shift * radius, at[1] - 0.02 - 0.1 * abs(shift) * radius),
            0.055,
            colour,
            glow,
        )
    straws(320, True)


def balloon(
    rng: Random, stage: Stage, at: tuple[float, float, float], radius: float, colour: Numbers, glow: Glow
) -> None:
    """A balloon at (column, row), so far away, with its string."""
    lens = stage.lens
    x, y, away = at
    size = radius * lens.focal / away
    sheet = Sheet(lens)
    sway = float(rng.normal(0, 0.02))
    path = [(x + sway * s * s, y + size * 1.2 + 0.16 * s) for s in np.linspace(0, 1, 7)]
    sheet.stroke(path, [0.0004] * 7, colour * glow.fill + 0.3 * glow.fill)
    drawn(stage, sheet)
    found = stage.window(x, y, size * 1.05, size * 1.3)
    if found is None:
        return
    where, u, v, pixel = found
    u, v = u * 1.05 + 0 * v, v * 1.3 + 0 * u
    w = v / np.where(v < 0, 1.22, 1.05)
    square = u * u / (1 - 0.1 * np.clip(-v, 0, 1)) ** 2 + w * w
    near = np.sqrt(np.clip(1 - square, 0, 1))
    made = colour * (lit(glow, u, w, near) + 0.15 * glow.key * (1 - near)[..., None])
    gleam = np.exp(-((u - 0.4 * np.sign(glow.toward[0] + 1e-3)) ** 2 / 0.03 + (v - 0.5) ** 2 / 0.06))
    stage.put(
        where,
        (made + gleam[..., None] * glow.key * 0.5).astype(np.float32),
        np.clip((1 - np.sqrt(square)) / pixel + 0.5, 0, 1),
    )
