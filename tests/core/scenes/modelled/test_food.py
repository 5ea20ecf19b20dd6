"""Each modelled thing is sound: finite, smooth, on the ground, as large as declared, and light."""

import numpy as np
import pytest

from core.scenes.modelled.breakfast import BREAKFAST
from core.scenes.modelled.food import FOOD as PLAIN
from core.scenes.modelled.model import Part

FOOD = {**PLAIN, **BREAKFAST}

MOST = 150_000
"""Triangles that one thing may have: a picture with six of them is still traced within its time."""


def built(name: str, seed: int) -> tuple[Part, ...]:
    return FOOD[name].build(np.random.default_rng(seed))


@pytest.mark.parametrize("name", FOOD)
def test_thing_is_sound(name: str) -> None:
    model = FOOD[name]
    for seed in (1, 2):
        parts = built(name, seed)
        points = np.concatenate([part.mesh.points for part in parts])
        assert np.isfinite(points).all()
        assert abs(float(points[:, 1].min())) < 0.0015
        assert 0.55 * model.tall < float(points[:, 1].max()) < 1.09 * model.tall
        across = 2 * float(np.hypot(points[:, 0], points[:, 2]).max())
        assert 0.55 * model.wide < across < 1.09 * model.wide
        assert sum(len(part.mesh.faces) for part in parts) < MOST


@pytest.mark.parametrize("name", FOOD)
def test_meshes_have_normals_and_the_colours_they_are_asked_for(name: str) -> None:
    for part in built(name, 3):
        assert part.mesh.normals is not None
        assert np.linalg.norm(part.mesh.normals, axis=1) == pytest.approx(1, abs=1e-3)
        asks = "vertex_color" in str(part.bsdf)
        assert (part.mesh.colours is not None) or not asks
        if part.mesh.colours is not None:
            assert np.isfinite(part.mesh.colours).all()
            assert part.mesh.colours.min() >= 0
            assert part.mesh.colours.max() <= 0.9 + 1e-5


@pytest.mark.parametrize("name", ["croissant", "bowl of blueberries", "coffee cup", "mint"])
def test_same_numbers_same_thing(name: str) -> None:
    first, second = built(name, 7), built(name, 7)
    assert all(np.array_equal(a.mesh.points, b.mesh.points) for a, b in zip(first, second, strict=True))
    other = built(name, 8)
    assert any(
        a.mesh.points.shape != b.mesh.points.shape or not np.allclose(a.mesh.points, b.mesh.points)
        for a, b in zip(first, other, strict=True)
    )
