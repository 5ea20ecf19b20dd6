"""What stands about in a painted set, as geometry: panels, balls, and plants as cut-outs."""

from typing import Any

import cv2
import numpy as np

from core.scenes.painters.sets import Thing
from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Stage
from core.scenes.parts.panels import Ball, Panel
from core.scenes.parts.placed import Plant
from core.scenes.traced import meshes
from core.scenes.traced.body import cut_sheet
from core.scenes.traced.materials import Material, picture, plain
from core.scenes.traced.meshes import Mesh
from core.scenes.traced.sets import Shot

LEAVES = 420
"""Rows of the grid on which a plant is cut out."""


def shapes_of(things: list[Thing], shot: Shot, stage: Stage, level: float = 0.0) -> dict[str, Any]:
    """The things of a painted set as mitsuba's shapes; ``level`` is the floor's height in the traced one."""
    made: dict[str, Any] = {}
    for number, thing in enumerate(things):
        name = f"prop{number}"
        if isinstance(thing, Panel):
            mesh, bsdf = _panel(thing, shot, stage)
        elif isinstance(thing, Ball):
            mesh, bsdf = _ball(thing, stage)
        elif isinstance(thing, Plant):
            mesh, bsdf = _plant(thing, stage)
        else:
            continue
        made[name] = mesh.moved(0, level, 0).shape(name, bsdf)
    return made


def depth_of(stage: Stage, z: float) -> float:
    """The traced z of what is ``z`` m from the camera."""
    return (stage.subject - z) / stage.across


def _panel(panel: Panel, shot: Shot, stage: Stage) -> tuple[Mesh, dict[str, Any]]:
    known = Material(panel.name, panel.seed, panel.colour, shot.texels, shot.metres)
    outline = (panel.outline / stage.across).astype(np.float32)
    mesh = meshes.plate(outline, max(panel.thick / stage.across, 0.004), known.tile)
    return mesh.moved(0, 0, depth_of(stage, panel.z)), known.bsdf()


def _ball(ball: Ball, stage: Stage) -> tuple[Mesh, dict[str, Any]]:
    x, y, z = ball.centre
    radius = ball.radius / stage.across
    mesh = meshes.ball(radius).moved(x / stage.across, y / stage.across - radius, depth_of(stage, z))
    return mesh, plain(ball.colour)


def _plant(plant: Plant, stage: Stage) -> tuple[Mesh, dict[str, Any]]:
    """The painted plant's picture cut out and stood up; its middle column is at ``x``."""
    drawn = plant.picture
    height, width = drawn.cover.shape
    rows = min(LEAVES, height)
    cover = cv2.resize(
        drawn.cover, (max(2, round(width * rows / height)), rows), interpolation=cv2.INTER_AREA
    )
    tall = plant.tall / stage.across

    def placed(column: Array, row: Array) -> Array:
        x = (column - width / height / 2) * tall
        return np.stack([x, (1 - row) * tall, np.zeros_like(x)], -1)

    mesh = cut_sheet(np.asarray(cover, np.float32), placed)
    at = mesh.moved(plant.x / stage.across, 0, depth_of(stage, plant.z))
    return at, picture(np.asarray(drawn.colour, np.float32))
