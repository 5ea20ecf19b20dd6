"""The air of a place drawn over its picture: every effect that its spec has, the farthest first."""

from dataclasses import replace
from importlib import import_module

from core.scenes.airborne.air import Effect, air_of, over
from core.scenes.effects import EFFECTS, in_the_air
from core.scenes.painting import Painting
from core.scenes.parts.underlay import opened, shown
from core.scenes.spec import SceneSpec


def aired(spec: SceneSpec, painting: Painting) -> Painting:
    """The painting with the spec's effects in its air; the painting itself where it has none."""
    names = in_the_air(spec.props)
    if not names:
        return painting
    air, light = air_of(spec, painting), opened(painting.image)
    for name in names:
        light = over(light, _effect(name)(air))
    return replace(painting, image=shown(light))


def _effect(name: str) -> Effect:
    module, function = EFFECTS[name].painter.split(".")
    return getattr(import_module(f"core.scenes.airborne.{module}"), function)
