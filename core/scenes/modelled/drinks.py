"""Drinks in their glasses and cups."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import Profile, coloured, joined, lathe, mixed, noise, rounded, tone, tube, curve
from core.scenes.parts.canvas import Random


def filled(profile: Profile, wall: float, level: float) -> list[tuple[float, float]]:
    """The profile of what fills a vessel of the outer ``profile`` and that ``wall`` up to the height
    ``level``, a hair inside of the glass."""
    line = np.asarray(profile)
    inside = np.stack([np.clip(line[:, 0] - wall, 0, None), line[:, 1]], 1)
    low = inside[inside[:, 0] > 0]
    floor = low[0, 1] + wall * 2
    heights = np.linspace(floor, level, 12)
    radii = np.interp(heights, low[:, 1], low[:, 0]) - 0.0002
    body = [(float(r), float(y)) for r, y in zip(radii, heights, strict=True)]
    # The drink climbs a little where it meets the glass.
    rim = [(radii[-1], level), (radii[-1] - 0.0012, level - 0.0012), (radii[-1] - 0.004, level - 0.0018)]
    return [(0.0, floor), (radii[0] * 0.8, floor), *body, *rim, (0.0, level - 0.0018)]


def vessel(profile: Profile, wall: float, floor: float) -> list[tuple[float, float]]:
    """A closed shell: the outer profile up to the rim, over it, and down again inside to ``floor``."""
    line = np.asarray(profile)
    inner = [(float(max(r - wall, 0.0)), float(y)) for r, y in line[::-1] if y > floor and r > wall]
    rim = (float(line[-1, 0] - wall / 2), float(line[-1, 1] + wall * 0.5))
    last = inner[-1][0] if inner else 0.01
    return [(0.0, float(line[0, 1])), *map(tuple, line), rim, *inner, (last * 0.7, floor), (0.0, floor)]


def orange_juice(rng: Random) -> tuple[Part, ...]:
    """A tumbler of orange juice."""
    tall, low, high = 0.125, 0.029, 0.036
    y = np.linspace(0.0, tall, 14)
    outer = [(float(low + (high - low) * (v / tall) ** 0.8), float(v)) for v in y]
    outer = [(low * 0.9, 0.0), (low * 0.985, 0.0012), *outer[1:]]
    glass = lathe(vessel(outer, 0.0016, 0.009), 56)
    juice = lathe(filled(outer, 0.0016, tall * float(rng.uniform(0.78, 0.86))), 56)
    base = mixed(tone("f29a1a"), tone("f7b733"), 0.5 + 0.35 * noise(juice.points, 0.03, rng))
    return Part(coloured(juice, base), finish.satin(0.3, 0.4)), Part(glass, finish.glass())
