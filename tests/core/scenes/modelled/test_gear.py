"""Each modelled thing that is worn, carried or worked with is sound: finite, on the ground, as declared."""

import numpy as np
import pytest

from core.scenes.modelled.gear import GEAR
from core.scenes.modelled.making import block, hoop, rectangle, sheet
from core.scenes.modelled.model import Part
from core.scenes.traced.meshes import Mesh

pytest.importorskip("mitsuba")
MOST = 150_000
"""Triangles that one thing may have."""


@pytest.fixture(autouse=True)
def _variant() -> None:
    import mitsuba as mi

    if mi.variant() is None:
        mi.set_variant("scalar_rgb")


def built(name: str, seed: int) -> tuple[Part, ...]:
    return GEAR[name].build(np.random.default_rng(seed))


@pytest.mark.parametrize("name", GEAR)
def test_thing_is_sound(name: str) -> None:
    model, parts = GEAR[name], built(name, 2)
    points = np.concatenate([part.mesh.points for part in parts])
    assert np.isfinite(points).all()
    assert abs(float(points[:, 1].min())) < 1e-4
    assert 0.55 * model.tall < float(points[:, 1].max()) < 1.09 * model.tall
    across = 2 * float(np.hypot(points[:, 0], points[:, 2]).max())
    assert 0.55 * model.wide < across < 1.09 * model.wide
    assert sum(len(part.mesh.faces) for part in parts) < MOST
    for part in parts:
        asks = "vertex_color" in str(part.bsdf)
        assert (part.mesh.colours is not None) or not asks
        assert int(part.mesh.faces.max()) < len(part.mesh.points)


@pytest.mark.parametrize("name", ["sneakers", "wicker basket", "mushrooms", "gift boxes", "magazine"])
def test_same_numbers_same_thing(name: str) -> None:
    first, second = built(name, 7), built(name, 7)
    assert all(np.array_equal(a.mesh.points, b.mesh.points) for a, b in zip(first, second, strict=True))


def _open_edges(mesh: Mesh) -> int:
    """How many edges have a face on one side only, points in one place taken as one."""
    _, same = np.unique(np.round(mesh.points * 1e6).astype(np.int64), axis=0, return_inverse=True)
    faces = same.ravel()[mesh.faces]
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])]
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    _, counts = np.unique(edges, axis=0, return_counts=True)
    return int((counts % 2).sum())


def test_what_things_are_made_of_is_closed() -> None:
    u, v = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 7))
    cloth = sheet(np.stack([u, 0.1 * np.sin(3 * u), v], -1), 0.02)
    for mesh in (block(0.2, 0.1, 0.3), hoop(0.1, 0.01), cloth):
        assert _open_edges(mesh) == 0


def test_a_rectangle_keeps_its_size() -> None:
    outline = rectangle(0.4, 0.2, 0.03)
    assert np.ptp(outline, axis=0) == pytest.approx([0.4, 0.2])
