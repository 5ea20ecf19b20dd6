"""What daylight comes in by: windows with what is seen through them, and the sun's beams."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, noise, ramp
from core.scenes.parts.furnishings import lin
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_eye import f32
from core.scenes.parts.interior_light import Panel, Sun, panel
from core.scenes.parts.interior_room import Room
from core.scenes.spec import SceneSpec


@dataclass(frozen=True)
class Hour:
    """A time of day indoors: radiance of the sky and of the sun's beam (linear RGB; white paper in good
    light is 1), how bright lamps burn (0…1), how bright a white wall gets in the picture and how much of
    the light's colour the camera's white balance takes out; and what trees outside reflect."""

    sky: tuple[float, float, float]
    sun: tuple[float, float, float]
    lamps: float
    key: float
    balance: float
    leaves: tuple[float, float, float] = (0.5, 0.6, 0.34)


LEAVES: dict[str, tuple[float, float, float]] = {
    "spring": (0.54, 0.66, 0.36),
    "summer": (0.5, 0.6, 0.34),
    "autumn": (0.7, 0.47, 0.22),
    "winter": (0.6, 0.62, 0.66),
}
"""What the trees outside reflect by season, as a share of the sky's light."""
HOURS: dict[str, Hour] = {
    "morning": Hour((4.2, 4.5, 4.8), (3.7, 3.0, 2.15), 0.0, 0.84, 0.5),
    "day": Hour((4.6, 4.8, 5.0), (3.5, 3.2, 2.75), 0.0, 0.86, 0.65),
    "overcast": Hour((4.4, 4.6, 4.8), (0.0, 0.0, 0.0), 0.0, 0.78, 0.65),
    "foggy": Hour((4.4, 4.6, 4.7), (0.0, 0.0, 0.0), 0.0, 0.78, 0.65),
    "golden": Hour((3.2, 2.9, 2.5), (4.4, 2.65, 1.2), 0.15, 0.66, 0.5),
    "sunset": Hour((2.2, 1.6, 1.4), (4.2, 1.7, 0.7), 0.4, 0.5, 0.45),
    "dusk": Hour((0.52, 0.64, 0.95), (0.0, 0.0, 0.0), 0.8, 0.46, 0.55),
    "night": Hour((0.036, 0.039, 0.05), (0.0, 0.0, 0.0), 1.0, 0.38, 0.55),
}


def tinted(warmth: float) -> Array:
    """The colour that ``warmth`` -1…1 gives a light."""
    return np.array([1 + 0.28 * warmth, 1.0, 1 - 0.38 * warmth], np.float32)


def to_sun(spec: SceneSpec) -> Array:
    """A unit vector to the main light."""
    turn, rise = np.deg2rad(spec.light.direction), np.deg2rad(np.clip(spec.light.height, 8, 70))
    return np.array([np.sin(turn) * np.cos(rise), np.sin(rise), -np.cos(turn) * np.cos(rise)], np.float32)


def view_out(rng: Random, hour: Hour, wide: float, high: float, green: bool = True) -> Array:
    """What is seen through a window, far out of focus: sky over trees or over houses across the street;
    linear radiance."""
    rows, columns = 72, max(16, round(72 * wide / high))
    y = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    sky = np.array(hour.sky, np.float32)
    made = (sky * (1.05 - 0.15 * y[..., None]) * np.ones((rows, columns, 1), np.float32)).astype(np.float32)
    if green:
        low = ramp(f32(y + 0.1 * noise(rng, rows, columns, 3, 3)), 0.5, 0.72)
        clumps = np.clip(0.42 + 0.3 * noise(rng, rows, columns, 6, 3), 0.1, 1)
        tone = np.array(hour.leaves, np.float32)
        made = made * (1 - low[..., None]) + low[..., None] * sky * tone * clumps[..., None]
    else:
        at = -0.1
        while at < wide:
            across, top = float(rng.uniform(0.7, 1.6)), float(rng.uniform(0.2, 0.55))
            left, right = max(0, round(at / wide * columns)), max(0, round((at + across) / wide * columns))
            tone = np.array([0.3, 0.285, 0.27], np.float32) * rng.uniform(0.6, 1.25)
            made[round(top * rows) :, left:right] = sky * tone
            for row in range(round(top * rows) + 3, rows - 4, 7):
                for column in range(left + 2, right - 3, 5):
                    lit, shine = rng.random() < 0.4, rng.uniform(0.1, 0.55)
                    glass = sky * shine
                    if lit and hour.lamps > 0.3:
                        glass = np.array([0.9, 0.55, 0.25], np.float32) * (0.4 + hour.lamps)
                    made[row : row + 4, column : column + 3] = glass
            at += across
    return blur(f32(made), 1.5 if green else 2.1)


def back_window(
    room: Room,
    rng: Random,
    hour: Hour,
    x0: float,
    x1: float,
    low: float,
    high: float,
    frame: Array,
    *,
    bars: tuple[int, int] = (2, 2),
    green: bool = True,
    share: float = 1.0,
) -> Panel:
    """A window in the back wall with its frame, sill and glazing bars, as bright as ``share`` of the sky;
    returns the light it is."""
    z = room.back
    wide, tall = x1 - x0, high - low
    room.add(
        sheet(
            (x0, high, z - 0.004),
            (wide, 0, 0),
            (0, -tall, 0),
            lin("050505"),
            glow=share * view_out(rng, hour, wide, tall, green),
            cells=(1, 1),
            facing=(0, 0, -1),
        )
    )
    for i in range(bars[0] + 1):
        thick = 0.06 if i in (0, bars[0]) else 0.045
        room.block(
            (x0 + wide * i / bars[0], (low + high) / 2, z - 0.02), (thick, tall + 0.06, 0.05), frame, fine=0.6
        )
    for i in range(bars[1] + 1):
        thick = 0.06 if i in (0, bars[1]) else 0.03
        room.block(
            ((x0 + x1) / 2, low + tall * i / bars[1], z - 0.022), (wide, thick, 0.045), frame, fine=0.6
        )
    if low > 0.25:
        room.block(((x0 + x1) / 2, low - 0.03, z - 0.08), (wide + 0.16, 0.03, 0.16), frame, fine=0.6)
    made = panel(
        [x0, low, z - 0.06], [wide, 0, 0], [0, tall, 0], [0, 0, -1], np.array(hour.sky) * 0.85 * share
    )
    room.lights.panels.append(made)
    return made


def daylight(room: Room, spec: SceneSpec, hour: Hour, stand: float) -> None:
    """The main light as it comes from ``spec.light``: a large window outside the picture, and the sun's
    beam through it onto floor and wall; ``stand`` is the z at which the subject is."""
    light, tint = spec.light, tinted(spec.light.warmth)
    direction = light.direction
    sky = np.array(hour.sky, np.float32) * tint
    lift = 0.3 + 0.5 * light.height / 90
    up = np.array([0, 1.7, 0], np.float32)
    side = -1.0 if direction < 0 else 1.0
    if abs(direction) < 30:
        at, u, normal = (-1.4, lift + 0.3, -1.2), (2.8, 0, 0), (0, 0, 1)
    else:
        # From behind, the window is in the side wall too, only farther away: the beam comes forward.
        shift = np.clip(stand - 0.2 + 1.6 * (abs(direction) - 90) / 90, 0.4, room.back - 2.0)
        edge = room.left if side < 0 else room.right
        at, u, normal = (edge, lift, shift - 0.9), (0, 0, 2.4), (-side, 0, 0)
    made = panel(at, u, up, normal, sky * 1.15)
    room.lights.panels.insert(0, made)
    room.lights.fill += sky * np.float32(0.03 + 0.035 * (1 - light.hardness))
    strength = np.array(hour.sun, np.float32) * tint * (0.1 + 0.9 * light.hardness) * (light.hardness > 0.12)
    if strength.max() > 0.05:
        toward = to_sun(spec)
        name = light.pattern if light.pattern != "window" else "none"
        # The beam enters where it hits the floor beside the subject and the wall behind it.
        openings = tuple(_beam(room, toward, stand))
        room.lights.sun = Sun(toward, strength, openings, 0.012 + 0.09 * (1 - light.hardness) ** 2, name)


def _beam(room: Room, toward: Array, stand: float) -> list[Panel]:
    """Openings, across the light's way, through which it falls around the subject and on the wall behind."""
    level = np.array([toward[0], 0, toward[2]], np.float32)
    level /= np.linalg.norm(level)
    across = np.array([level[2], 0, -level[0]], np.float32)
    normal = (-level).astype(np.float32)
    rise = float(toward[1] / np.hypot(toward[0], toward[2]))
    target = np.array([-0.25 * np.sign(toward[0]), 0, stand + 0.35], np.float32)
    far = min(2.2, 2.3 / max(rise, 0.2))
    middle = target + level * far + np.array([0, far * rise, 0], np.float32)
    made: list[Panel] = []
    for shift in (-0.75, 0.55):
        corner = middle + across * (shift - 0.5) - np.array([0, 0.75, 0], np.float32)
        made.append(
            Panel(
                corner.astype(np.float32),
                (across * 1.05).astype(np.float32),
                np.array([0, 1.5, 0], np.float32),
                normal,
                np.zeros(3, np.float32),
            )
        )
    return made
