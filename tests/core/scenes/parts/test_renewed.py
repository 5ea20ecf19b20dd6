import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.parts.coverings import COVERINGS
from core.scenes.parts.renewed import RENEWED, renewed
from core.scenes.parts.surfaces import SURFACES
from core.scenes.spec import SceneSpec

LOOKS = [
    ("flat_lay", "oak"),
    ("flat_lay", "carpet"),
    ("leaf", "banana leaf"),
    ("flower_field", "lavender"),
]


def _spec(kind: str, ground: str, version: int) -> SceneSpec:
    drawn = scene_for("", 7, kind=kind).model_dump()
    changes = {"spec_version": version, "materials": {"ground": ground}, "colours": {}, "props": ()}
    return SceneSpec.parse({**drawn, **changes})


@pytest.mark.parametrize(("kind", "ground"), LOOKS)
def test_older_scenes_keep_the_older_drawing(kind: str, ground: str) -> None:
    first, second, third = (paint(_spec(kind, ground, version), View(96, 96)).image for version in (1, 2, 3))
    assert not np.array_equal(second, third)
    if ground != "carpet":
        assert np.array_equal(first, second)


def test_every_newer_drawing_is_known_and_only_meant_by_newer_scenes() -> None:
    for name, newer in RENEWED.items():
        assert newer in SURFACES or newer in COVERINGS
        assert renewed(_spec("flat_lay", "oak", 2), name) == name
        assert renewed(_spec("flat_lay", "oak", 3), name) == newer
