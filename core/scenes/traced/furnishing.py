"""Where modelled things stand in a traced set: beside and behind the subject, whole in the picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scenes.modelled.catalogue import Group, group_named
from core.scenes.modelled.model import Model
from core.scenes.parts.canvas import Random, stream
from core.scenes.spec import is_anew, since
from core.scenes.traced import lights
from core.scenes.traced.lens import Lens
from core.scenes.traced.sets import Shot

LARGER = 1.3
"""How much larger than by the kind's metres things are shown: so are subjects, which fill their pictures."""
TRIES = 500
"""Places that are tried for each thing."""
FARTHEST = -2.2
"""The z behind which nothing is put: it would be all out of focus."""
UNSUITED, WORST = 3.0, 20.0
"""What a place may cost: at first, and where there is no better one, partly hidden or cut off."""
GAP = 0.012
"""Room between things, in heights of the picture."""
CROWDED = ((UNSUITED, 0.8), (UNSUITED, 0.8), (UNSUITED, 0.8), (WORST, 0.8))
"""What a place may cost at most, and what a thing is scaled by where there is none: again and again, until it
fits beside the subject."""
STEADY = ((UNSUITED, 0.9), (UNSUITED, 0.9), (WORST, 0.8), (WORST, 0.8), (WORST, 0.8))
"""The same from the seventh form on: what is made much smaller than the rest gives its size away, so that it
is rather cut off or partly hidden."""


PREFIX = "model"
"""What the names of modelled things' shapes begin with."""
CARD = 1.3
"""Radiance of the card at the camera, in shares of full exposure."""


def card(lens: Lens, things: Mapping[str, Any]) -> dict[str, Any]:
    """Where something modelled stands: a white card beside the camera. What was photographed was lit from the
    front, and what is beside it shall not be in its own shade."""
    if not any(name.startswith(PREFIX) for name in things):
        return {}
    place = np.array([0.0, lens.rise + 0.35, lens.away + 0.4], np.float32)
    target = np.array([0.0, 0.1, 0.0], np.float32)
    return {"card": lights.box_light(place, target, 1.2, np.full(3, CARD, np.float32), 0.5)}


@dataclass(frozen=True)
class Area:
    """Ground that things may stand on: its height ``level``, from z = ``far`` to ``near``, and discs (x, z,
    radius) in which something stands already."""

    level: float
    far: float
    near: float
    taken: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where a thing stands: its middle on the ground, its radius and height, in heights of the picture."""

    x: float
    z: float
    radius: float
    tall: float


def shapes_of(shot: Shot, area: Area) -> dict[str, Any]:
    """The spec's modelled props as mitsuba's shapes, in their places on the ``area``."""
    made: dict[str, Any] = {}
    for number, (model, spot, name) in enumerate(set_out(shot, area)):
        rng = stream(shot.spec, f"model {name} {number}")
        scale = spot.radius * 2 / model.wide
        turn = float(rng.uniform(-0.6, 0.6)) if model.tall > 0.05 else float(rng.uniform(-np.pi, np.pi))
        for part_number, part in enumerate(model.build(rng)):
            key = f"{PREFIX}{number}_{part_number}"
            mesh = part.mesh.turned(turn).scaled(scale).moved(spot.x, area.level, spot.z)
            made[key] = mesh.shape(key, part.bsdf)
    return made


def groups_of(shot: Shot) -> list[tuple[str, Group]]:
    """The spec's props that are modelled, none for older specs."""
    if not is_anew(shot.spec):
        return []
    found = [(name, group_named(name)) for name in shot.spec.props]
    return [(name, group) for name, group in found if group is not None]


def set_out(shot: Shot, area: Area) -> Iterator[tuple[Model, Spot, str]]:
    """Every unit of the spec's modelled props with its place: the tall ones first, then those about them."""
    groups = groups_of(shot)
    rng = stream(shot.spec, "model places")
    side = float(rng.choice([-1, 1]))
    placed: list[Spot] = []
    # Of what fits a hand the true size is guessed: things beside it are as large as they are.
    unit = (1.0 if shot.true is not None and since(shot.spec, 7) else LARGER) / shot.things
    groups.sort(key=lambda found: -max((model.tall for model in found[1].models), default=0.0))
    firsts: list[Spot | None] = []
    for order, (name, group) in enumerate(groups):
        first: Spot | None = None
        for model in group.models:
            spot = _found(shot, area, placed, model, unit, rng, side * (-1) ** order, first)
            if spot is None:
                continue
            placed.append(spot)
            first = first or spot
            yield model, spot, name
        firsts.append(first)
    # What is strewn finds room between what stands.
    for order, (name, group) in enumerate(groups):
        for strewn in [group.strewn] * group.count if group.strewn is not None else []:
            spot = _found(shot, area, placed, strewn, unit, rng, side * (-1) ** order, firsts[order])
            if spot is not None:
                placed.append(spot)
                yield strewn, spot, name


def _found(
    shot: Shot,
    area: Area,
    placed: Sequence[Spot],
    model: Model,
    unit: float,
    rng: Random,
    side: float,
    near: Spot | None,
) -> Spot | None:
    """The best of many places for a thing on that ``side`` of the subject, ``near`` another of its group;
    made smaller where it is too large to be seen beside the subject."""
    feet, lens = shot.footprint, shot.lens
    radius, tall = model.wide * unit / 2, model.tall * unit

    def nearest(reach: float) -> float:
        return max(min(feet.near, area.near), area.far + reach + 0.01)

    steps = STEADY if since(shot.spec, 7) else CROWDED
    for most, shrunk in steps:
        z = rng.uniform(max(area.far + radius, FARTHEST), nearest(radius), TRIES)
        column = rng.uniform(-0.03, 1.03, TRIES) * lens.view.aspect
        x = (column - lens.view.aspect / 2) * (lens.away - z) / lens.away
        cost = _cost(shot, placed, area, (x, z), (radius, tall), (side, near))
        cost = cost + rng.uniform(0, 0.08, TRIES)
        best = int(np.argmin(cost))
        if cost[best] < most:
            return Spot(float(x[best]), float(z[best]), radius, tall)
        radius, tall = radius * shrunk, tall * shrunk
    return None


def _cost(
    shot: Shot,
    placed: Sequence[Spot],
    area: Area,
    at: tuple[Any, Any],
    size: tuple[float, float],
    by: tuple[float, Spot | None],
) -> Any:
    """How unsuited each place is: hidden by the subject, cut off by the picture's edge, too near others, on
    the wrong side, far from the subject or from its group."""
    feet, lens = shot.footprint, shot.lens
    (x, z), (radius, tall), (side, near) = at, size, by
    aspect = lens.view.aspect
    scale = lens.away / (lens.away - z)
    left, right = aspect / 2 + (x - radius) * scale, aspect / 2 + (x + radius) * scale
    wide = right - left
    foot = lens.vanish + (lens.rise - area.level) * scale
    top = foot - tall * scale
    cut = (np.clip(-left, 0, None) + np.clip(right - aspect, 0, None)) / wide
    cut = cut + np.clip(foot + radius * 0.3 - 0.985, 0, None) * 20
    cut = cut + np.clip(0.02 - top, 0, None)
    own = aspect / 2 + feet.left - 0.012, aspect / 2 + feet.right + 0.012
    behind = np.clip(np.minimum(right, own[1]) - np.maximum(left, own[0]), 0, None) / wide
    head = lens.row(feet.top, 0.0)
    seen_above = np.clip(head - top, 0, None) / np.maximum(foot - top, 1e-4)
    hidden = behind * np.clip(1 - seen_above, 0, 1)
    before = (z + radius > feet.far) & (behind > 0)
    off = np.clip(np.maximum(feet.left - x, x - feet.right), 0, None) - radius
    cost = 2.5 * cut + 40 * np.clip(cut - 0.12, 0, None) + 6 * hidden + 30 * np.clip(hidden - 0.3, 0, None)
    cost = cost + 100 * before + 1.2 * np.abs(off - 0.06) + 0.5 * (x * side < 0)
    liked = (feet.near + feet.far) / 2 - 0.1 - 0.9 * tall
    cost = cost + 1.1 * np.abs(z - liked)
    for spot in placed:
        apart = np.hypot(x - spot.x, z - spot.z) - radius - spot.radius - GAP
        cost = cost + 100 * (apart < 0)
        over = aspect / 2 + (spot.x - spot.radius) * lens.away / (lens.away - spot.z)
        till = aspect / 2 + (spot.x + spot.radius) * lens.away / (lens.away - spot.z)
        shared = np.clip(np.minimum(right, till) - np.maximum(left, over), 0, None) / np.minimum(
            wide, till - over
        )
        cost = cost + 4.0 * shared * (spot.tall > 0.06)
    for cx, cz, reach in area.taken:
        cost = cost + 100 * (np.hypot(x - cx, z - cz) < radius + reach)
    if near is not None:
        cost = cost + 0.9 * np.abs(np.hypot(x - near.x, z - near.z) - radius - near.radius - 0.05)
    return cost
