"""Paved ground in the light of day or of lamps: lit relief, stains, damp and what it mirrors."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, blur, rgb, stream
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.pavement import ALBEDO, paving_tile, stains
from core.scenes.parts.perspective import Lens, ground_plane, lay
from core.scenes.spec import SceneSpec


@dataclass(frozen=True)
class Paving:
    """Ground from pixel row ``first`` down: reflectance (linear, rows×W×3), slopes across and along, and how
    wet it is 0…1."""

    first: int
    tone: Array
    slope: Array
    damp: Array

    def under(self, light: Array, toward: tuple[float, float, float], hard: float) -> Array:
        """Linear light that the ground sends back under ``light`` (broadcast to rows×W×3) from ``toward``
        (right, up, away); grazing hard light shows every grain."""
        right, up, away = toward
        graze = np.clip(1.0 / max(up, 0.25), 1, 3.2) * (0.25 + 0.75 * hard)
        lift = self.slope[..., 0] * -right + self.slope[..., 1] * -away
        shade = 1 + np.float32(0.5 * graze) * lift
        # Seen against the light, facets that lean away from the camera shine.
        shade = np.clip(shade, 0.35, 2.2)
        return f32(self.tone * shade[..., None] * light)


def pave(
    spec: SceneSpec, lens: Lens, material: str, first: int, wet: float, colour: str | None = None
) -> Paving:
    """The ground of that material. ``wet`` 0 dry … 1 puddles."""
    rng = stream(spec, "paving")
    plane = ground_plane(lens, first)
    variant, shift = int(rng.integers(1 << 30)), (float(rng.uniform(0, 30)), float(rng.uniform(0, 30)))
    seen = lay(paving_tile(material, variant, lens.height), plane, shift)
    broad = lay(stains(spec.stream("stains")), plane, (shift[1], shift[0]))
    wear, dirt = broad[..., 0], broad[..., 2]
    base = to_linear(rgb(colour[1:] if colour else ALBEDO.get(material, ALBEDO["asphalt"])))
    tone = seen[..., 0] * (1 + 0.11 * wear + 0.05 * dirt)
    hue = (seen[..., 3] - 0.5)[..., None] * np.array([0.16, 0.0, -0.2], np.float32) * HUES.get(material, 0.4)
    damp = (
        ramp(broad[..., 1] + 0.35 * broad[..., 3] * 0.3, 0.9 - 2.6 * wet, 1.6 - 2.2 * wet)
        if wet
        else 0 * wear
    )
    damp = np.clip(damp * (1 - 0.12 * seen[..., 0].clip(0, 2)) + 0.1 * wet, 0, 1).astype(np.float32)
    colours = base * (tone * (1 - 0.5 * damp))[..., None] * (1 + hue)
    slope = seen[..., 1:3] * (1 - 0.8 * damp)[..., None]
    return Paving(first, colours.astype(np.float32), slope.astype(np.float32), damp)


HUES = {"cobbles": 1.0, "slabs": 0.5, "deck": 0.7, "asphalt": 0.5, "wet asphalt": 0.4}


def upside_down(above: Array, lens: Lens, first: int, smear: float) -> Array:
    """``above`` (H×W×3, linear) mirrored at the horizon for the rows from ``first`` down, drawn out upright
    by ``smear`` of the height."""
    height, width = above.shape[:2]
    factor = max(1, round(height / 128))
    small = cv2.resize(above, (width // factor, height // factor), interpolation=cv2.INTER_AREA)
    rows = (2 * lens.vanish - lens.rows[first:]) * small.shape[0] - 0.5
    count = small.shape[0]
    soft = cv2.GaussianBlur(small, (0, 0), sigmaX=0.008 * count + 0.3, sigmaY=smear * count + 0.3)
    columns = (np.arange(width, dtype=np.float32) + 0.5) * small.shape[1] / width - 0.5
    at = np.repeat(np.clip(rows, 0, count - 1)[:, None].astype(np.float32), width, 1)
    return f32(cv2.remap(soft, np.repeat(columns[None], len(rows), 0), at, cv2.INTER_LINEAR))


def grazing(lens: Lens, first: int, polish: float) -> Array:
    """Share that a wet or polished ground mirrors by row: Schlick's Fresnel at the row's angle, rows×1."""
    down = np.maximum(lens.rows[first:] - lens.vanish, 0.002)
    sine = down / np.hypot(down, lens.focal)
    share = 0.03 + 0.97 * (1 - sine) ** 5
    return (polish * share)[:, None].astype(np.float32)


def mirror_on(ground: Array, paving: Paving, seen: Array, share: Array, gloss: float) -> Array:
    """``ground`` with what it mirrors: ``seen`` (rows×W×3) by ``share`` (rows×1) where it is damp, and a
    little (``gloss``) where it is dry; uneven with the grain."""
    grain = 1 + 0.35 * paving.slope[..., 1] + 0.2 * paving.slope[..., 0]
    amount = np.clip(share * (gloss + (1 - gloss) * paving.damp) * grain, 0, 1)[..., None]
    return (ground * (1 - 0.6 * amount) + seen * amount).astype(np.float32)


def contact(dark: Array, radius: float) -> Array:
    """A soft dark from coverage ``dark`` (H×W): what is left of the light."""
    return 1 - np.clip(blur(dark, radius * dark.shape[0]), 0, 1)


def tint_of(day: Day, lamp: Array | None = None, share: float = 0.0) -> tuple[float, float, float]:
    """The light on a white thing in sRGB, brightest channel 1: the day's with a ``share`` of lamps'."""
    made = np.asarray(day.tint, np.float32)
    if lamp is not None:
        own = np.clip(lamp, 1e-3, None) ** (1 / 2.2)
        made = made * (1 - share) + own / own.max() * share
    made = made / made.max()
    return float(made[0]), float(made[1]), float(made[2])
