"""What guides the denoiser has no noise of its own: it would be taken for detail."""

from importlib.util import find_spec

import numpy as np
import pytest

from core.scenes.traced.denoising import clean_guide, clean_within, denoised

pytestmark = pytest.mark.skipif(find_spec("mitsuba_oidn") is None, reason="the denoiser is not installed")
SIDE = 96


def out_of_focus(seed: int = 1) -> np.ndarray:
    """Two boards H×W×3 of which few samples were taken through a wide lens."""
    boards = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    boards[:, SIDE // 2 :] = 0.4
    noise = np.random.default_rng(seed).normal(0, 0.06, (SIDE, SIDE, 1))
    return np.clip(boards + noise, 0, 1).astype(np.float32)


def test_a_guide_loses_its_noise_and_keeps_its_edges() -> None:
    clean = clean_guide(out_of_focus(), "albedo")
    left, right = clean[8:-8, 8:40], clean[8:-8, 56:-8]
    assert left.std() < 0.02
    assert left.mean() == pytest.approx(0.7, abs=0.03)
    assert left.mean() - right.mean() == pytest.approx(0.3, abs=0.03)


def test_light_guided_by_clean_albedo_is_smooth() -> None:
    noisy, light = out_of_focus(), out_of_focus(seed=2)
    normal = np.zeros((SIDE, SIDE, 3), np.float32)
    normal[..., 2] = 1
    rough = denoised(light, noisy, normal)[8:-8, 8:40].std()
    smooth = denoised(light, clean_guide(noisy, "albedo"), normal)[8:-8, 8:40].std()
    assert smooth < 0.5 * rough


def test_cleaning_within_a_box_leaves_the_rest() -> None:
    noisy = out_of_focus()
    box = slice(20, 70), slice(8, 40)
    made = clean_within(noisy, "albedo", box)
    assert made[box].std() < 0.5 * noisy[box].std()
    made[box] = noisy[box]
    assert np.array_equal(made, noisy)
