"""A carpet's cut pile seen from above: tufts, fibres, and the nap that feet have brushed about."""

import numpy as np

from core.scenes.parts.canvas import Random, blur, noise, ramp
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief

PILED = frozenset({"carpet", "wool rug"})
"""Grounds of it, by their names in a spec."""
FLAT, KEPT = 0.3, 0.35
"""What is left of the loops' height and of their shades: as deep as they are drawn they look like pebbles."""
TUFT, FIBRE, NAP = 0.0034, 0.0014, 0.11
"""How broad each is, in metres."""


def piled(ground: Relief, high: float, rng: Random) -> Relief:
    """The ground's relief, of which ``high`` metres are seen from top to bottom, as cut pile."""
    tall, wide = ground.height.shape
    tufts = noise(rng, tall, wide, high / TUFT, 2, gain=0.6)
    fibres = noise(rng, tall, wide, high / FIBRE, 1, stretch=2.2) + noise(
        rng, tall, wide, high / FIBRE, 1, stretch=0.5
    )
    nap = noise(rng, tall, wide, high / NAP, 3, stretch=1.6, gain=0.55)
    brushed = ramp(f32(nap + 0.25 * tufts), -0.22, 0.22) - 0.5
    broad = blur(ground.albedo, 0.012 / high * tall)
    shade = 1 + 0.05 * tufts + 0.065 * fibres + 0.07 * brushed
    albedo = (broad + KEPT * (ground.albedo - broad)) * shade[..., None]
    raised = FLAT * ground.height + (0.00045 * tufts + 0.0002 * fibres) / high
    return Relief(f32(np.clip(albedo, 0, 1)), f32(raised), 0.0)
