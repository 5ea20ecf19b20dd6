"""Shapes are closed, face outward and are smooth."""

import numpy as np
import pytest

from core.scenes.modelled import shapes
from core.scenes.modelled.heaps import dropped
from core.scenes.traced.meshes import Mesh

TURN = np.linspace(0, 2 * np.pi, 30, endpoint=False)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)], 1).astype(np.float32)
CLOSED = {
    "ball": (shapes.ball((1, 1, 1)), 4 / 3 * np.pi),
    "lathe": (shapes.lathe([(0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (0, 1)]), np.pi),
    "box": (shapes.superquadric((1, 1, 1), 0.3, 0.3), 7.3),
    "tube": (shapes.tube(shapes.curve([(0, 0, 0), (1, 0, 0), (1, 1, 0)], 30), 0.1), 0.0615),
    "slab": (shapes.slab(CIRCLE, 0.2, 0.05), np.pi * 0.2),
    "slab the other way round": (shapes.slab(CIRCLE[::-1], 0.2, 0.05), np.pi * 0.2),
}


def volume(mesh: Mesh) -> float:
    """The volume that the faces enclose, negative where they face inward."""
    a, b, c = (mesh.points[mesh.faces[:, corner]].astype(np.float64) for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def edges(mesh: Mesh) -> dict[tuple[int, int], int]:
    """How often each directed edge occurs, points in one place taken as one."""
    size = float(np.ptp(mesh.points, axis=0).max())
    _, same = np.unique(np.round(mesh.points / (size * 1e-5)).astype(int), axis=0, return_inverse=True)
    faces = same.ravel()[mesh.faces]
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])]
    found: dict[tuple[int, int], int] = {}
    for face in faces.tolist():
        for first, second in ((0, 1), (1, 2), (2, 0)):
            edge = face[first], face[second]
            found[edge] = found.get(edge, 0) + 1
    return found


@pytest.mark.parametrize("name", CLOSED)
def test_shapes_are_closed_and_face_outward(name: str) -> None:
    mesh, expected = CLOSED[name]
    known = edges(mesh)
    assert all(known.get((second, first), 0) == count for (first, second), count in known.items())
    assert volume(mesh) == pytest.approx(expected, rel=0.12)


def test_normals_are_those_of_the_body() -> None:
    ball = shapes.ball((1, 1, 1))
    assert ball.normals is not None
    assert (ball.normals * ball.points).sum(1).min() > 0.99
    wide = shapes.stretched(ball, 2.0, 1.0, 1.0)
    assert wide.normals is not None
    assert np.linalg.norm(wide.normals, axis=1) == pytest.approx(1, abs=1e-4)


def test_turning_keeps_normals_and_points_together() -> None:
    ball = shapes.ball((1, 1, 1)).turned(0.7)
    lying = shapes.tilted(ball, 1.1, (1, 0, 0.3))
    assert lying.normals is not None
    assert (lying.normals * lying.points).sum(1).min() > 0.99


def test_joined_keeps_what_all_have() -> None:
    one = shapes.coloured(shapes.ball((1, 1, 1)), shapes.tone("c0392b"))
    both = shapes.joined([one, one.moved(3, 0, 0)])
    assert both.colours is not None
    assert both.normals is not None
    assert len(both.colours) == len(both.points)
    assert shapes.joined([one, shapes.ball((1, 1, 1))]).colours is None


def test_noise_is_even_and_repeats() -> None:
    points = np.random.default_rng(1).uniform(-1, 1, (4000, 3))
    made = [shapes.noise(points, 0.2, np.random.default_rng(5)) for _ in range(2)]
    assert np.array_equal(made[0], made[1])
    assert abs(float(made[0].mean())) < 0.15
    assert float(made[0].std()) == pytest.approx(1, abs=0.3)


def test_what_is_heaped_does_not_lie_in_one_another() -> None:
    places = dropped(np.random.default_rng(3), 0.01, 40, 0.06, lambda r: 0.0)
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + np.eye(40)
    assert apart.min() > 0.0175
    assert places[:, 1].min() == pytest.approx(0.01)
