"""What stands along streets: trees, parked cars, people, lamp posts. Drawn sharp, for the lens to blur."""

import numpy as np

from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Random, rgb
from core.scenes.parts.crowns import plant_crown
from core.scenes.parts.floats import Numbers, f32, three
from core.scenes.parts.outdoors import Day
from core.scenes.parts.sheets import Sheet

PAINTS = ("b8bcc0", "2a2c30", "e2e2e0", "5a6068", "7a2420", "26344e", "8a8c8e", "3c4a44", "c8c0b0")
CLOTHES = ("22262e", "3a2f2a", "5f2c2c", "2c3a52", "b8b0a4", "5a5f66", "6e5a44", "1c1c1e", "8a8f96")


def tree(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float], season: str, tall: float) -> None:
    """A broad tree with its foot at ``at`` (across, away), ``tall`` metres."""
    across, away = at
    unit = sheet.lens.focal / away
    bark = to_linear(rgb("4a3c30")) * day.lit(0.3, 0.5)
    x, foot = sheet.at(across, 0, away)
    fork = sheet.at(across + rng.normal(0, 0.1), 0.38 * tall, away)
    thick = 0.013 * tall * unit
    sheet.stroke([(x, foot), fork], [thick * 1.3, thick], bark)
    limbs = 9 if season == "winter" else 5
    for _ in range(limbs):
        turn, long = rng.normal(0, 0.6), tall * rng.uniform(0.3, 0.55)
        tip = (fork[0] + np.sin(turn) * long * unit, fork[1] - np.cos(turn) * long * unit)
        sheet.stroke([fork, tip], [thick * 0.7, thick * 0.15], bark)
        for _ in range(5 if season == "winter" else 0):
            share, bend = rng.uniform(0.3, 0.9), turn + rng.normal(0, 0.6)
            root = (fork[0] + (tip[0] - fork[0]) * share, fork[1] + (tip[1] - fork[1]) * share)
            far = long * rng.uniform(0.2, 0.45)
            end = (root[0] + np.sin(bend) * far * unit, root[1] - np.cos(bend) * far * unit)
            sheet.stroke([root, end], [thick * 0.25, thick * 0.06], bark)
    if season == "winter":
        return
    leaves = "blossom" if season == "spring" and rng.random() < 0.35 else season
    size = tall * rng.uniform(0.72, 0.85)
    plant_crown(sheet, day, int(rng.integers(1000)), "round", leaves, (across, tall - size, away), size)


def car(
    rng: Random, sheet: Sheet, day: Day, at: tuple[float, float], away_from_us: bool, evening: float
) -> list[Lamp]:
    """A parked or driving car, its near end at ``at``; gives its lights."""
    across, away = at
    paint = to_linear(rgb(str(rng.choice(PAINTS))))
    tall, half, long = rng.uniform(1.42, 1.7), rng.uniform(0.84, 0.92), rng.uniform(4.1, 4.7)
    inner = across - half if across > 0 else across + half
    side = -1.0 if across > 0 else 1.0
    glass = 0.015 + 0.18 * day.middle
    dark = three(0.012, 0.012, 0.013)
    flank = paint * day.lit(max(0.0, side * day.toward[0]) * 0.8, 0.45)
    rear = paint * day.lit(max(0.0, -day.toward[2]) * 0.8, 0.5)
    top = paint * day.lit(max(0.1, day.toward[1]), 0.85) + 0.12 * day.horizon
    sheet.quad(
        [
            (across - half * 1.1, 0.02, away),
            (across + half * 1.1, 0.02, away),
            (across + half * 1.1, 0.02, away + long),
            (across - half * 1.1, 0.02, away + long),
        ],
        dark,
    )

    def profile(points: list[tuple[float, float]], colour: Numbers) -> None:
        sheet.quad([(inner, up, away + share * long) for share, up in points], colour)

    deck, belt = tall * 0.62, tall * 0.6
    profile([(0.02, 0.28), (0.0, 0.7), (0.03, deck), (0.72, belt), (0.97, belt * 0.85), (1, 0.3)], flank)
    profile([(0.06, deck), (0.16, tall * 0.97), (0.46, tall), (0.7, belt)], flank * 0.8)
    profile([(0.12, deck * 1.04), (0.19, tall * 0.93), (0.44, tall * 0.95), (0.62, belt * 1.05)], glass)
    for share in (0.2, 0.8):
        turns = np.linspace(0, 2 * np.pi, 18, endpoint=False)
        for radius, colour in ((0.33, dark), (0.19, three(0.2, 0.2, 0.21) * day.lit(0.2, 0.5))):
            wheel = [
                (inner, 0.33 + radius * np.sin(t), away + share * long + radius * np.cos(t)) for t in turns
            ]
            sheet.quad(wheel, colour)
    _car_end(sheet, day, at, (half, tall, long), (rear, top, glass))
    return _car_lamps(sheet, at, half, away_from_us, evening)


def _car_end(
    sheet: Sheet,
    day: Day,
    at: tuple[float, float],
    size: tuple[float, float, float],
    colours: tuple[Numbers, Numbers, Numbers],
) -> None:
    """The near end of a car of half width, height and length ``size``; ``colours`` of body, roof, glass."""
    (across, end), (half, tall, long), (rear, top, glass) = at, size, colours
    dark, deck = three(0.012, 0.012, 0.013), tall * 0.62
    low = [
        (-half, 0.3),
        (-half * 1.0, 0.75),
        (-half * 0.94, deck),
        (half * 0.94, deck),
        (half, 0.75),
        (half, 0.3),
    ]
    sheet.quad([(across + x, up, end) for x, up in low], rear)
    cabin = [(-half * 0.92, deck), (-half * 0.7, tall), (half * 0.7, tall), (half * 0.92, deck)]
    sheet.quad([(across + x, up, end + 0.12 * long) for x, up in cabin], rear * 0.9)
    sheet.quad(
        [
            (across + x, up, end + 0.16 * long)
            for x, up in [
                (-half * 0.7, tall * 0.975),
                (-half * 0.66, tall),
                (half * 0.66, tall),
                (half * 0.7, tall * 0.975),
            ]
        ],
        top,
    )
    pane = [
        (-half * 0.8, deck * 1.05),
        (-half * 0.63, tall * 0.95),
        (half * 0.63, tall * 0.95),
        (half * 0.8, deck * 1.05),
    ]
    sheet.quad([(across + x, up, end + 0.12 * long) for x, up in pane], glass + 0.1 * day.horizon)
    sheet.quad(
        [(across + x, up, end) for x, up in [(-half, 0.3), (-half, 0.42), (half, 0.42), (half, 0.3)]],
        dark * 3,
    )
    sheet.quad(
        [(across + x, up, end) for x, up in [(-0.26, 0.5), (-0.26, 0.62), (0.26, 0.62), (0.26, 0.5)]],
        0.5 * day.lit(0.2, 0.5),
    )


def _car_lamps(
    sheet: Sheet, at: tuple[float, float], half: float, away_from_us: bool, evening: float
) -> list[Lamp]:
    """The two lamps at the near end ``at`` (across, away) of a car ``half`` as wide; what they give."""
    across, end = at
    tone = to_linear(rgb("ff2412" if away_from_us else "fff1dd"))
    body = tone * (0.12 + 0.88 * evening) * (0.35 if away_from_us else 0.8)
    lamps: list[Lamp] = []
    for where in (-0.8, 0.8):
        x = across + where * half
        sheet.quad(
            [(x - 0.13, 0.68, end), (x - 0.13, 0.82, end), (x + 0.13, 0.82, end), (x + 0.13, 0.68, end)], body
        )
        if evening > 0.3:
            lens, power = sheet.lens, (9.0 if away_from_us else 55.0) * evening * (20 / end) ** 1.3
            lamps.append(
                Lamp(
                    lens.column(x, end),
                    lens.row(end, 0.74),
                    lens.row(end, -0.74),
                    tone * np.float32(power),
                    lens.disc(end),
                )
            )
    return lamps


def person(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float]) -> None:
    """Somebody walking, seen from the front or behind."""
    across, away = at
    tall, unit = rng.uniform(1.58, 1.88), sheet.lens.focal / away
    light = day.lit(0.35, 0.5)
    coat, legs = (to_linear(rgb(str(rng.choice(CLOTHES)))) * light for _ in range(2))
    skin = to_linear(rgb(str(rng.choice(["c89a7c", "8a5f46", "d8b094"])))) * light
    x, foot = sheet.at(across, 0, away)
    step = rng.uniform(0.06, 0.2)
    for side in (-1, 1):
        ankle = (x + side * step * unit, foot - (0.05 if side > 0 else 0.0) * unit)
        hip = (x + side * 0.08 * unit, foot - 0.5 * tall * unit)
        sheet.stroke([ankle, hip], [0.055 * unit, 0.085 * unit], legs)
        hand = (x + side * rng.uniform(0.24, 0.32) * unit, foot - 0.47 * tall * unit)
        sheet.stroke(
            [hand, (x + side * 0.19 * unit, foot - 0.8 * tall * unit)], [0.04 * unit, 0.06 * unit], coat
        )
    hem = 0.42 if rng.random() < 0.5 else 0.5
    body = [
        (-0.17, hem),
        (-0.15, 0.62),
        (-0.21, 0.8),
        (-0.1, 0.85),
        (0.1, 0.85),
        (0.21, 0.8),
        (0.15, 0.62),
        (0.17, hem),
    ]
    sheet.polygon([(x + u * unit, foot - v * tall * unit) for u, v in body], coat)
    sheet.oval(x, foot - 0.93 * tall * unit, 0.075 * unit, 0.065 * tall * unit, skin)
    sheet.oval(
        x, foot - 0.955 * tall * unit, 0.08 * unit, 0.045 * tall * unit, to_linear(rgb("2c2018")) * light
    )


def lamp_post(
    sheet: Sheet, day: Day, at: tuple[float, float], tall: float, evening: float, tone: Numbers
) -> Lamp:
    """A street lamp over the road; gives its light."""
    across, away = at
    unit = sheet.lens.focal / away
    iron = three(0.03, 0.032, 0.034) * (0.4 + day.lit(0.3, 0.6))
    arm = across * 0.82
    sheet.stroke([sheet.at(across, 0, away), sheet.at(across, tall, away)], [0.07 * unit, 0.045 * unit], iron)
    sheet.stroke([sheet.at(across, tall, away), sheet.at(arm, tall + 0.15, away)], [0.04 * unit] * 2, iron)
    lens = sheet.lens
    return Lamp(
        lens.column(arm, away),
        lens.row(away, tall),
        lens.row(away, -tall),
        f32(tone) * np.float32(70 * evening * (20 / away) ** 1.3),
        lens.disc(away),
    )
