"""The city by night and by day: streets, cafe terraces, squares, rooftops."""

import cv2
import numpy as np

from core.scenes.parts.camera import defocus, develop, to_linear
from core.scenes.parts.canvas import Array, Random, blur, grid, jitter, ramp, rgb
from training.scenes.captioned import Scene, place
from training.scenes.daylight import HARDNESS, Day, day_sky, daytime, lit, shoot, terrain
from training.scenes.places import DAY, LAMPS, NIGHT, TONES, WET
from training.scenes.planes import floor_depth
from training.scenes.street import Facade, by_day, by_night, skyline, street
from training.scenes.underfoot import PLANKS, asphalt, cobbles, deck, slabs


def _spot(light: Array, x: float, y: float, colour: Array, energy: float) -> None:
    """Add one lamp at (x, y) px, if it is inside the picture."""
    row, column = int(y), int(x)
    if 0 <= row < light.shape[0] and 0 <= column < light.shape[1]:
        light[row, column] += colour * energy


def lamps(rng: Random, shape: tuple[int, int], horizon: float, kind: str) -> Array:
    """Linear light of the street's lamps as points far brighter than white: two rows of street lamps in
    perspective, cars' head and tail lights, signs and windows anywhere between."""
    height, width = shape
    light = np.zeros((height, width, 3), np.float32)
    colours = [rgb(code) ** 2.2 for code in LAMPS[kind]]
    middle, tall, half = rng.uniform(0.3, 0.7) * width, rng.uniform(2.5, 5), rng.uniform(2.5, 6)
    post = colours[rng.integers(2)]
    for away in np.geomspace(rng.uniform(4, 7), rng.uniform(30, 60), int(rng.integers(4, 9))):
        for side in (-1, 1):
            unit = height / away
            _spot(
                light,
                middle + side * half * unit,
                horizon * height - tall * unit,
                post,
                rng.uniform(0.5, 1.3),
            )
    for _ in range(int(rng.integers(3, 12))):
        unit, lane = height / rng.uniform(5, 40), rng.uniform(-1, 1) * half * 0.6
        tail = lane > 0
        for side in (-0.45, 0.45):
            at = (middle + (lane + side) * unit, (horizon + 0.4 * unit / height) * height)
            _spot(light, *at, rgb("ff2a1a") ** 2.2 if tail else rgb("fff2dc"), 0.8 if tail else 1.4)
    for _ in range(int(rng.integers(20, 90))):
        at = (rng.uniform(0, width), horizon * height * (1 - rng.beta(1.4, 2.2)))
        _spot(light, *at, colours[rng.integers(len(colours))], float(rng.gamma(1.5, 0.35)))
    return light


def discs_of(rng: Random, light: Array, radius: float) -> Array:
    """The lamps out of focus: discs of ``radius`` px, each as bright as its lamp, with a faint halo."""
    area = np.pi * radius**2
    discs = defocus(light * area, radius)
    return discs * rng.uniform(0.6, 1.1) + 0.12 * blur(discs, light.shape[0] * 0.06)


def night(rng: Random, height: int, width: int) -> Scene:
    """A street by night: discs of light before dark facades, mirrored in asphalt, often wet."""
    y, x = grid(height, width)
    day = daytime(rng, ("night", "night", "dusk"))
    horizon, kind = rng.uniform(0.52, 0.7), str(rng.choice(list(LAMPS), p=[0.5, 0.2, 0.3]))
    half = rng.uniform(3, 7)
    built = street(rng, y, x, horizon, half, rng.random() < 0.5)
    sky = (
        day_sky(rng, height, width, day, horizon) * 0.6
        + rgb("3a2a20") * 0.25 * ramp(y, 0, horizon)[..., None]
    )
    back = to_linear(by_night(rng, sky, built, day, rng.uniform(0.15, 0.45)))
    radius = height * rng.uniform(0.012, 0.05)
    light = defocus(back, radius * 0.8) + discs_of(rng, lamps(rng, (height, width), horizon, kind), radius)
    wet = rng.random() < 0.55
    rows = np.clip((2 * horizon - y[:, 0]) * height, 0, height - 1).astype(int)
    seen = cv2.GaussianBlur(
        light[rows], (0, 0), sigmaX=height * 0.012, sigmaY=height * (0.05 if wet else 0.12)
    )
    rough = np.clip(0.8 + 0.35 * terrain(rng, y, x, horizon, 0.3, 4, 0.8, 2), 0.1, 2)
    tone = rgb("3a3c42") if rng.random() < 0.6 else rgb("4a443e")
    floor = (
        cobbles(rng, y, x, horizon, [tone * 0.8, tone * 1.2])
        if rng.random() < 0.4
        else asphalt(rng, y, x, horizon, tone)
    )
    pool = 0.35 + blur(light, height * 0.1).mean() * 2.5
    road = (
        to_linear(shoot(floor, floor_depth(y, horizon), 0.6, height * 0.035, 3))
        * pool
        * (0.6 + 0.6 * rgb(LAMPS[kind][0]))
    )
    road = road + seen * ((0.5 if wet else 0.16) * rough)[..., None]
    edge = ramp(y, horizon - 0.01, horizon + 0.03)[..., None]
    whole = light * (1 - edge) + road * edge
    # A night full of lamps is metered down, so that night stays dark.
    metered = (0.36 / max(0.05, float(develop(whole).mean()))) ** 2.5
    made = develop(whole, min(rng.uniform(0.8, 1.2), metered))
    depth = np.where(y > horizon, floor_depth(y, horizon), built.depth * built.alpha * 0.8)
    extra: list[str | list[str]] = [TONES[kind], *([WET] if wet else [])]
    phrases = [*NIGHT, *(WET if wet else []), *(TONES["neon"] if kind == "neon" else [])]
    return place(made, depth, "city", phrases, horizon + 0.06, day, extra, 0.4, 0.35 if wet else 0.1)


def paving(rng: Random, y: Array, x: Array, horizon: float, kind: str, day: Day) -> Array:
    """The ground for a kind of place, in the day's light."""
    if kind in ("old", "cafe") and rng.random() < 0.75:
        tones = ("6f6860", "8f877c", "a39a8c") if rng.random() < 0.6 else ("5a5c60", "7c7e82", "94969a")
        return cobbles(rng, y, x, horizon, [lit(rgb(code), day.light) for code in tones])
    if kind == "rooftop" and rng.random() < 0.6:
        return deck(rng, y, x, horizon, lit(jitter(rng, PLANKS[str(rng.choice(list(PLANKS)))]), day.light))
    if kind == "modern":
        return asphalt(
            rng, y, x, horizon, lit(rgb(str(rng.choice(["6a6c70", "56585c", "7c7a78"]))), day.light)
        )
    return slabs(
        rng, y, x, horizon, lit(jitter(rng, rgb(str(rng.choice(["b8b0a4", "a09c96", "c8bca8"])))), day.light)
    )


def passers(rng: Random, image: Array, horizon: float, day: Day) -> Array:
    """People, parasols or cars far away, as mere dark and coloured shapes that the lens dissolves."""
    height, width = image.shape[:2]
    made = np.ascontiguousarray(np.clip(image, 0, 1.5).astype(np.float32))
    for _ in range(int(rng.integers(2, 12))):
        unit = height / rng.uniform(9, 24)
        at, foot = rng.uniform(0, width), horizon * height + unit
        tone = lit(
            rgb(str(rng.choice(["22262e", "3a2f2a", "6a2a2a", "2a3f5f", "c8c0b4", "5a5f66"]))), day.light
        )
        pen = tuple(float(c) for c in tone)
        cv2.ellipse(made, ((at, foot - 0.75 * unit), (0.5 * unit, 1.4 * unit), 0), pen, -1)
        cv2.circle(
            made,
            (int(at), int(foot - 1.6 * unit)),
            max(1, int(0.16 * unit)),
            tuple(float(c) for c in lit(rgb("c89a7c"), day.light)),
            -1,
        )
    return made


def fairy_lights(rng: Random, shape: tuple[int, int], horizon: float) -> Array:
    """Strings of warm bulbs hanging across, as linear points."""
    height, width = shape
    light = np.zeros((height, width, 3), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        top, sag = rng.uniform(0.03, 0.6) * horizon, rng.uniform(0.03, 0.15)
        for t in np.linspace(0, 1, int(rng.integers(8, 16))):
            row = (top + sag * (1 - (2 * t - 1) ** 2)) * height
            _spot(light, t * (width - 1), row, rgb("ffca7a") ** 2.2, rng.uniform(0.8, 1.6))
    return light


def built_up(rng: Random, y: Array, x: Array, horizon: float, kind: str) -> list[Facade]:
    """The buildings of a kind of place, far ones first."""
    if kind == "rooftop":
        return [skyline(rng, y, x, horizon, layer) for layer in (0.0, 0.5, 1.0)]
    half = rng.uniform(8, 16) if kind == "plaza" else rng.uniform(3, 6)
    return [street(rng, y, x, horizon, half, kind in ("old", "cafe") or rng.random() < 0.3)]


def haze(day: Day) -> float:
    """How much of the air is seen before the farthest houses; little of it on a sunny day."""
    return 0.35 if HARDNESS[day.key] > 0.5 else 0.6


def sunlit(rng: Random, floor: Array, y: Array, x: Array, day: Day, horizon: float) -> Array:
    """The street's ground with warm sun on it, and the shade of the houses on the sun's side."""
    if HARDNESS[day.key] < 0.5:
        return floor
    # A shade's edge runs along the street, to the point where everything along it meets.
    across = (x - x.max() / 2) / np.maximum(y - horizon, 0.02)
    inside = across * (1 if day.sun < 0.5 else -1)
    light = ramp(inside, -rng.uniform(0.2, 1.6), -rng.uniform(-0.1, 0.1))[..., None]
    sun, shade = np.float32([1.22, 1.13, 0.98]), np.float32([0.62, 0.66, 0.76])
    return floor * (shade + (sun - shade) * light)


def by_daylight(rng: Random, height: int, width: int) -> Scene:
    """A street, cafe terrace, square or rooftop between morning and dusk, facades out of focus."""
    y, x = grid(height, width)
    kind = str(rng.choice(list(DAY), p=[0.26, 0.26, 0.16, 0.12, 0.2]))
    day = daytime(
        rng,
        ("noon", "noon", "morning", "golden", "overcast", "dusk" if kind in ("cafe", "rooftop") else "noon"),
    )
    horizon = rng.uniform(0.5, 0.68)
    image, depth = day_sky(rng, height, width, day, horizon), np.zeros_like(y)
    evening = day.light.strength < 0.6
    for built in built_up(rng, y, x, horizon, kind):
        image = (
            by_night(rng, image, built, day, 0.4) if evening else by_day(rng, image, built, day, haze(day))
        )
        depth = np.maximum(depth, built.depth * built.alpha * 0.8)
    if kind != "rooftop":
        image = passers(rng, image, horizon, day)
    radius = height * rng.uniform(0.014, 0.035)
    light = defocus(to_linear(image), radius)
    if kind == "cafe" or (kind == "rooftop" and evening):
        light = light + discs_of(rng, fairy_lights(rng, (height, width), horizon), radius * 0.8)
    floor = paving(rng, y, x, horizon, kind, day)
    start = horizon + (rng.uniform(0.03, 0.12) if kind == "rooftop" else 0.0)
    edge = ramp(y, start - 0.008, start + 0.02)[..., None]
    floor = sunlit(rng, floor, y, x, day, horizon)
    floor_light = to_linear(shoot(floor, floor_depth(y, horizon), 0.6, height * 0.035, 3))
    made = develop(light * (1 - edge) + floor_light * edge, 1.1)
    depth = np.where(y > start, floor_depth(y, horizon), depth)
    return place(made, depth, "city", DAY[kind], start + 0.06, day, None, 0.45)


def city(rng: Random, height: int, width: int) -> Scene:
    """A city by day (a little more often) or by night."""
    return (night if rng.random() < 0.46 else by_daylight)(rng, height, width)
