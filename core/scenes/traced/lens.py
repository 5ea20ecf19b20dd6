"""The camera of a traced set. World units are heights of the picture where the subject stands: x right, y up,
z towards the camera; there, at z = 0, the picture maps to the world one to one."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scenes.painting import View
from core.scenes.parts.canvas import Array

AWAY = 2.2
"""Distance from the camera to what it faces, in heights of the picture: a short telephoto lens, 26° high."""
LOWEST = 0.05
"""How far, in heights, the horizon stays above the subject's foot."""


@dataclass(frozen=True)
class Lens:
    """A level camera with a shifted film, so that uprights stay upright. ``vanish`` is the row (share of the
    height) on the optical axis, ``rise`` the camera's height above the ground, ``away`` its distance to
    z = 0, ``aperture`` the radius of its lens."""

    view: View
    vanish: float
    rise: float
    away: float
    aperture: float

    def place(self, column: Array, row: Array, depth: Array) -> Array:
        """World points, N×3, of what is seen at ``column`` and ``row`` (shares of the height) at ``depth``
        from the camera."""
        scale = depth / self.away
        x = (column - self.view.aspect / 2) * scale
        return np.stack([x, self.rise - (row - self.vanish) * scale, self.away - depth], -1).astype(
            np.float32
        )

    def ground_depth(self, row: Array | float) -> Array:
        """Depth from the camera at which the ground is seen in ``row``."""
        below = np.maximum(np.asarray(row, np.float32) - self.vanish, 1e-3)
        return np.asarray(self.rise * self.away / below, np.float32)

    def row(self, y: float, z: float) -> float:
        """The row in which the world's height ``y`` at ``z`` is seen."""
        return self.vanish + (self.rise - y) * self.away / (self.away - z)

    def behind(self, row: float, below: float = 0.0) -> float:
        """The z at which the ground, or a plane ``below`` it, is seen in ``row``."""
        if not below:
            return self.away - float(self.ground_depth(row))
        return self.away - (self.rise + below) * self.away / max(row - self.vanish, 1e-3)

    def nearest(self) -> float:
        """Depth of the ground at the picture's lower edge, which has disparity 1; of a surface faced straight
        on, a third of its distance, so that there is room before it."""
        if not self.rise:
            return self.away / 3
        return self.rise * self.away / max(1 - self.vanish, 1e-3)

    def sensor(self, *, pinhole: bool = False, even: int = 0) -> dict[str, Any]:
        """The sensor as mitsuba's plugin; a ``pinhole`` has all in focus and looks through pixel centres.
        ``even`` spreads that many samples evenly over pixel and lens."""
        import mitsuba as mi

        width, height = self.view.width, self.view.height
        axis = round(self.vanish * height)
        tall = 2 * max(axis, height - axis)
        film = {
            "type": "hdrfilm",
            "width": width,
            "height": tall,
            "crop_offset_x": 0,
            "crop_offset_y": tall // 2 - axis,
            "crop_width": width,
            "crop_height": height,
            "rfilter": {"type": "box"},
            "pixel_format": "rgb",
            "component_format": "float32",
        }
        made = {
            "type": "perspective" if pinhole or self.aperture <= 0 else "thinlens",
            "fov": float(np.degrees(2 * np.arctan(self.view.aspect / 2 / self.away))),
            "fov_axis": "x",
            "near_clip": 0.05,
            "far_clip": 100.0,
            "to_world": mi.ScalarTransform4f().look_at(
                origin=[0, self.rise, self.away], target=[0, self.rise, 0], up=[0, 1, 0]
            ),
            "film": film,
            "sampler": {"type": "stratified", "jitter": False, "sample_count": 1}
            if pinhole
            else {"type": "multijitter", "sample_count": even}
            if even
            else {"type": "independent"},
        }
        if made["type"] == "thinlens":
            made |= {"aperture_radius": self.aperture, "focus_distance": self.away}
        return made


def standing_lens(view: View, vanish: float, foot: float, away: float, blur: float) -> Lens:
    """The lens ``away`` from the subject that sees flat ground vanish in row ``vanish`` and the ground at
    z = 0 in row ``foot``; its aperture by the spec's ``blur``."""
    axis = round(min(vanish, foot - LOWEST) * view.height) / view.height
    return Lens(view, axis, foot - axis, away, 0.05 * blur)


def facing_lens(view: View) -> Lens:
    """The lens that looks straight at a wall or down at a table; y = 0 is the picture's middle."""
    return Lens(view, round(0.5 * view.height) / view.height, 0.0, AWAY, 0.0)
