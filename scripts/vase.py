"""A photo that no camera took: a glazed vase on a table, rendered here for pictures that may be committed."""

import numpy as np
import numpy.typing as npt
from PIL import Image

Floats = npt.NDArray[np.float64]

KNOTS = ((0.24, 0.085), (0.30, 0.07), (0.40, 0.10), (0.55, 0.19), (0.68, 0.20), (0.80, 0.14), (0.86, 0.12))
"""The vase's outline: height in the frame (0 = top) and radius, both as shares of the frame's side."""

FOOT = 0.016
"""How far the round foot reaches below its widest line, seen from a little above."""

LIGHT = np.array([-0.55, -0.65, 0.52])


def radius(y: Floats) -> Floats:
    """The vase's radius at each height, smooth through the knots; 0 above and below it."""
    from scipy.interpolate import PchipInterpolator

    heights, radii = (np.array(values) for values in zip(*KNOTS, strict=True))
    inside = (y >= heights[0]) & (y <= heights[-1] + FOOT)
    return np.where(inside, PchipInterpolator(heights, radii)(np.clip(y, heights[0], heights[-1])), 0.0)


def render_vase(side: int = 768) -> Image.Image:
    """side×side RGB, four times supersampled."""
    fine = 2 * side
    y, x = (np.mgrid[0:fine, 0:fine] + 0.5) / fine
    picture = room(y, x)
    r = radius(y)
    across = (x - 0.5) / np.maximum(r, 1e-6)
    foot = KNOTS[-1][0] + FOOT * np.sqrt(np.clip(1 - across**2, 0, 1))
    solid = (np.abs(across) < 1) & (r > 0) & (y < foot)
    glazed = glaze(y, np.clip(across, -1, 1), r)
    picture[solid] = glazed[solid]
    rim = ((x - 0.5) / KNOTS[0][1]) ** 2 + ((y - KNOTS[0][0]) / 0.018) ** 2
    picture[rim < 1] = np.array([0.13, 0.2, 0.21])
    picture[(rim >= 1) & (rim < 1.22) & (y < KNOTS[0][0] + 0.02)] = np.array([0.62, 0.75, 0.74])
    image = Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def room(y: Floats, x: Floats) -> Floats:
    """A grey wall and a pale table with the vase's shadow, fine×fine×3."""
    wall = (0.62 + 0.16 * np.exp(-(((x - 0.25) / 0.5) ** 2 + ((y - 0.3) / 0.5) ** 2)))[..., None]
    table = (0.74 - 0.25 * (1 - y))[..., None] * np.array([1.0, 0.97, 0.93])
    picture = np.where((y > 0.72)[..., None], table, wall * np.array([0.98, 0.99, 1.0]))
    shadow = np.exp(-(((x - 0.585) / 0.2) ** 2 + ((y - 0.862) / 0.03) ** 2))
    return picture * (1 - 0.62 * shadow)[..., None]


def glaze(y: Floats, across: Floats, r: Floats) -> Floats:
    """Teal glaze with a cream band and a highlight, shaded as a body of revolution."""
    slope = np.gradient(r, y[:, 0], axis=0)
    normal = np.stack([across, -slope, np.sqrt(1 - across**2)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    light = LIGHT / np.linalg.norm(LIGHT)
    diffuse = np.clip(normal @ light, 0, 1)[..., None]
    half = light + np.array([0, 0, 1.0])
    shine = np.clip(normal @ (half / np.linalg.norm(half)), 0, 1)[..., None] ** 60
    waves = np.sin(np.arcsin(across) * 9) * 0.012
    band = (np.abs(y - 0.55 - waves) < 0.03)[..., None]
    colour = np.where(band, np.array([0.93, 0.88, 0.76]), np.array([0.07, 0.42, 0.44]))
    return colour * (0.28 + 0.85 * diffuse) + 0.55 * shine
