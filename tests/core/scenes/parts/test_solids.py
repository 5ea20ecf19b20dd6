"""Faces and round walls stand where their measures say, hide and shade each other and the ground."""

import numpy as np

from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.solid_light import Mood, in_depths, lit_solids, set_among, shade_below, skin_of
from core.scenes.parts.solids import Round, blocked, box, seen_of, wall
from core.scenes.parts.viewpoint import FOCAL, Viewpoint
from core.scenes.spec import SceneSpec

VIEW = Viewpoint(96, 96, 0.45, 0.86, 3.0, 0.02)
PLAIN = skin_of((np.zeros((8, 8), np.float32), np.full((8, 8, 3), 0.5, np.float32), 1.0))


def day(direction: float) -> Day:
    light = {"direction": direction, "height": 30, "hardness": 0.9}
    return day_of(SceneSpec.parse({"kind": "village", "seed": 1, "light": light}))


def test_a_wall_is_seen_at_its_height_and_distance() -> None:
    seen = seen_of(VIEW, [wall((-1.0, 12.0), (1.0, 12.0), 0.0, 2.0, "plain")])
    rows, columns = np.nonzero(np.isfinite(seen.depth))
    unit = FOCAL / 12.0
    assert abs((rows.max() + 1) / 96 - (VIEW.vanish + VIEW.eye * unit)) < 0.02
    assert abs((rows.max() + 1 - rows.min()) / 96 - 2.0 * unit) < 0.02
    assert abs((columns.max() + 1 - columns.min()) / 96 - 2.0 * unit) < 0.02
    assert np.allclose(seen.depth[rows, columns], 12.0, atol=1e-3)
    assert 0 <= seen.u[rows, columns].min() < seen.u[rows, columns].max() <= 2.0
    assert np.allclose(seen.normal[rows, columns], (0, 0, -1))


def test_what_is_nearer_hides_what_is_behind_it() -> None:
    tower = Round(middle=(0.0, 9.0), low=0.0, high=2.0, base=0.5, top=0.5, skin="plain")
    seen = seen_of(VIEW, [wall((-3.0, 12.0), (3.0, 12.0), 0.0, 3.0, "plain"), tower])
    middle = seen.which[:, 48]
    assert 1 in middle
    assert (seen.depth[seen.which == 1] < 9.0).all()
    assert (seen.depth[seen.which == 1] > 8.4).all()
    assert seen.normal[seen.which == 1][:, 2].min() < -0.9


def test_a_wall_takes_the_sun_off_what_is_behind_it_and_off_the_ground() -> None:
    block = box((-1.0, 1.0), (0.0, 3.0), (10.0, 11.0), "plain")
    points = np.array([[0.0, 1.0, 12.0], [0.0, 1.0, 8.0], [6.0, 1.0, 12.0]], np.float32)
    assert blocked(points, day(0).toward, block).tolist() == [1.0, 0.0, 0.0]
    dark, close = shade_below(VIEW, day(180), block, 0.46)
    row = int(96 * (VIEW.vanish + FOCAL * VIEW.eye / 8.5))
    assert dark[row, 48] > 0.6
    assert dark[row, 4] < 0.1
    assert close[-4:].max() < 0.1 < close.max()


def test_light_falls_on_the_side_that_faces_the_sun() -> None:
    block = [wall((-3.0, 10.0), (3.0, 10.0), 0.0, 3.0, "plain")]
    front, rear = (lit_solids(VIEW, day(turn), block, {"plain": PLAIN}, Mood())[0] for turn in (20, 160))
    there = front[..., 3] > 0
    assert front[there][:, :3].mean() > 1.5 * rear[there][:, :3].mean()


def test_depths_leave_no_seam_and_plants_stand_among_them() -> None:
    lane = [wall((1.5, 8.0), (1.5, 60.0), 0.0, 3.0, "plain")]
    layer, depth = lit_solids(VIEW, day(20), lane, {"plain": PLAIN}, Mood())
    alpha = np.zeros(layer.shape[:2])
    for part in in_depths(VIEW, layer, depth, (12.0, 20.0)):
        alpha = alpha * (1 - part[..., 3]) + part[..., 3]
    inside = np.zeros_like(alpha, bool)
    inside[44:48, 60:90] = np.isfinite(depth)[44:48, 60:90]
    assert alpha[inside].min() > 0.5
    own = np.zeros_like(layer)
    own[40:50, 50:90] = 1.0
    nearer = depth < 15.0
    set_among(layer, depth, 15.0, own)
    assert (layer[40:50, 50:90][~nearer[40:50, 50:90]] == 1).all()
    assert not (depth[nearer] == 15.0).any()
    assert not own.any()
