"""Our soft edges are at least twice as true as those of plain alpha blending; ΔE2000 is as published."""

import numpy as np
import pytest

from bench.edges import delta_e, measured


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colours_are_as_far_apart_as_published(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    assert delta_e(np.array([one]), np.array([other]))[0] == pytest.approx(apart, abs=1e-4)


def test_our_edges_are_at_least_twice_as_true_as_blended_ones() -> None:
    y, x = np.mgrid[:120, :120]
    cover = np.clip((40 - np.hypot(x - 60, y - 60)) / 8 + 0.5, 0, 1)[..., None]
    subject, grass = np.full((120, 120, 3), (150, 90, 70)), np.array((70, 160, 50))
    photo = np.rint(subject * cover + grass * (1 - cover)).astype(np.uint8)
    found = measured(photo, np.rint(cover[..., 0] * 255).astype(np.uint8), subject.astype(np.uint8))
    assert found["foreground, rims, despill"] <= found["plain alpha blending"] / 2
