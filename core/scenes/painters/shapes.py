"""Sets of coloured card: arches within arches, discs, waves, each a layer that shades the next."""

import numpy as np

from core.scenes.painters.sets import Room, Thing, staged
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.illumination import Stage, stage_of
from core.scenes.parts.panels import Panel, arch_outline, disc_outline, ring_outline, wave_outline
from core.scenes.parts.swatches import PAPERS, pick, shaded
from core.scenes.spec import SceneSpec

CARD = 0.003
"""Thickness of card in m."""


def paper_shapes(spec: SceneSpec, view: View) -> Painting:
    """A card floor and wall with layers of cut card behind the subject."""
    stage = stage_of(spec, view.aspect, 0.86, behind=0.75)
    rng = stream(spec, "shapes")
    wall = spec.colours.wall or spec.colours.ground or pick(rng, PAPERS)
    ground = spec.colours.ground or shaded(wall, float(rng.uniform(0.9, 1.05)))
    accent = spec.colours.accent or _beside(rng, wall)
    chosen = [name for name in ("disc", "arch", "waves") if name in spec.props]
    if not chosen:
        chosen = [str(rng.choice(["disc", "arch", "waves"], p=[0.3, 0.4, 0.3]))]
    layers: list[Thing] = []
    for name in chosen:
        made = {"disc": _discs, "arch": _arches, "waves": _waves}[name]
        layers += made(spec, stage, (wall, ground, accent))
    layers.sort(key=lambda layer: -layer.z if isinstance(layer, Panel) else 0.0)
    return staged(spec, view, stage, Room(wall=("paper", wall), floor=("paper", ground)), layers)


def _beside(rng: Random, wall: str) -> str:
    """An accent that goes with the wall: much lighter or deeper, now and then another colour."""
    if rng.random() < 0.5:
        return shaded(wall, float(rng.choice([0.72, 0.8, 1.16])))
    return pick(rng, PAPERS)


def _card(spec: SceneSpec, part: str, outline: Array, z: float, colour: str) -> Panel:
    return Panel(outline, z, CARD, "paper", spec.stream(part), colour)


def _discs(spec: SceneSpec, stage: Stage, colours: tuple[str, str, str]) -> list[Thing]:
    """A large disc like a sun, and a smaller one before it."""
    rng = stream(spec, "discs")
    unit, side = stage.across, float(rng.choice([-1, 1]))
    large, small = float(rng.uniform(0.4, 0.5)) * unit, float(rng.uniform(0.14, 0.24)) * unit
    gap = stage.wall - stage.subject
    sun = disc_outline(-side * 0.06 * unit, large * float(rng.uniform(0.95, 1.25)), large)
    moon = disc_outline(side * float(rng.uniform(0.4, 0.5)) * unit, small, small)
    return [
        _card(spec, "sun", sun, stage.subject + 0.7 * gap, colours[2]),
        _card(spec, "moon", moon, stage.subject + 0.48 * gap, shaded(colours[0], 0.86)),
    ]


def _arches(spec: SceneSpec, stage: Stage, colours: tuple[str, str, str]) -> list[Thing]:
    """Arched frames one behind the other, smaller towards the wall, deeper in colour."""
    rng = stream(spec, "arches")
    unit, count = stage.across, int(rng.integers(2, 5))
    gap = stage.wall - stage.subject
    made: list[Thing] = []
    for index in range(count):
        share = index / max(count - 1, 1)
        z = stage.subject + (0.85 - 0.4 * share) * gap
        tone = shaded(colours[2] if index % 2 == 0 else colours[0], 0.8 + 0.14 * share)
        half = (0.25 + 0.085 * index) * unit * z / stage.subject
        spring = (0.36 + 0.035 * index) * unit
        if index == 0:
            made.append(_card(spec, f"arch {index}", arch_outline(0, half, spring), z, tone))
        else:
            band = (0.09 if index < count - 1 else 0.9) * unit
            made.append(_card(spec, f"arch {index}", ring_outline(0, half, spring, band), z, tone))
    return made


def _waves(spec: SceneSpec, stage: Stage, colours: tuple[str, str, str]) -> list[Thing]:
    """Hills of card across the set, lower ones in front."""
    rng = stream(spec, "waves")
    unit, count = stage.across, int(rng.integers(3, 5))
    gap = stage.wall - stage.subject
    made: list[Thing] = []
    x = np.linspace(0, 1, 160)
    for index in range(count):
        share = index / (count - 1)
        z = stage.subject + (0.8 - 0.5 * share) * gap
        high = (0.5 - 0.32 * share) * unit
        waves = np.zeros_like(x)
        for cycles in (1.5, 2.7):
            waves += np.sin(2 * np.pi * (cycles * x + rng.random())) / cycles
        heights = (high + 0.09 * unit * waves).astype(np.float32)
        tone = shaded(colours[2] if index % 2 else colours[0], 0.78 + 0.18 * share)
        made.append(_card(spec, f"wave {index}", wave_outline(stage, heights, z), z, tone))
    return made
