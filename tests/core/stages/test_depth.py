"""Depth models of any family give disparity at the photo's size; the control image is made of it."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from core.errors import ModelMissingError
from core.runtime.device import Device, choose_device
from core.stages.depth import DepthEstimator, control_image, limit_to_subject, stretch
from tests.photos import disc, scene
from tests.tiny import TinyModels


@pytest.fixture(scope="module")
def device() -> Device:
    return choose_device("cpu")


@pytest.mark.parametrize("family", ["depth", "depth_anything"])
@pytest.mark.parametrize("size", [(97, 65), (64, 64), (24, 96)])
def test_nearness_has_the_photos_size_and_full_range(
    tiny_models: TinyModels, device: Device, family: str, size: tuple[int, int]
):
    disparity = DepthEstimator(getattr(tiny_models, family), device).disparity(scene(*size))
    assert (disparity.shape, disparity.dtype) == (size[::-1], np.uint8)
    assert (disparity.min(), disparity.max()) == (0, 255)


def test_the_model_is_loaded_once(tiny_models: TinyModels, device: Device):
    estimator = DepthEstimator(tiny_models.depth, device)
    first = estimator.disparity(scene(64, 48))
    model = estimator._model
    assert np.array_equal(estimator.disparity(scene(64, 48)), first)
    assert estimator._model is model


@pytest.mark.parametrize("damage", ["config.json", "preprocessor_config.json", "model.safetensors"])
def test_a_damaged_model_is_told(tiny_models: TinyModels, device: Device, tmp_path: Path, damage: str):
    folder = shutil.copytree(tiny_models.depth, tmp_path / "depth")
    (folder / damage).write_bytes(b"{")
    with pytest.raises(ModelMissingError, match=r"The depth model in .* cannot be loaded"):
        DepthEstimator(folder, device).disparity(Image.new("RGB", (64, 64)))


@pytest.mark.parametrize("file", ["config.json", "preprocessor_config.json"])
@pytest.mark.parametrize("known", [True, False])
def test_a_models_own_code_never_runs_whatever_is_answered(
    tiny_models: TinyModels,
    device: Device,
    tmp_path: Path,
    *,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    known: bool,
):
    folder = shutil.copytree(tiny_models.depth, tmp_path / "depth")
    (folder / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Own: pass\n")
    config = json.loads((folder / file).read_text())
    kinds = ("AutoConfig", "AutoModelForDepthEstimation", "AutoImageProcessor")
    config["auto_map"] = dict.fromkeys(kinds, "own.Own")
    if not known:
        config |= {"model_type": "own", "image_processor_type": "Own"}
    (folder / file).write_text(json.dumps(config))
    monkeypatch.setattr("builtins.input", lambda _="": "y")
    with suppress(ModelMissingError):
        DepthEstimator(folder, device).load()
    assert not (tmp_path / "ran").exists()


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=st.floats(-1e6, 1e6, width=32)))
def test_stretching_keeps_the_order_and_fills_the_range(depth: np.ndarray):
    stretched = stretch(depth)
    assert stretched.dtype == np.uint8
    assert (np.diff(stretched.ravel()[np.argsort(depth, axis=None)].astype(int)) >= 0).all()
    flat = depth.min() == depth.max()
    assert (stretched.min(), stretched.max()) == (0, 0 if flat else 255)


def test_depth_is_kept_on_the_subject_and_gone_far_from_it():
    alpha, disparity = np.zeros((200, 200), np.uint8), np.full((200, 200), 200, np.uint8)
    alpha[80:120, 80:120] = 255
    limited = limit_to_subject(disparity, alpha)
    assert (limited[90:110, 90:110] > 190).all()
    assert not limited[:40].any()
    assert (np.diff(limited[100, 120:].astype(int)) <= 0).all()


@given(arrays(np.uint8, (12, 17)))
def test_limited_depth_is_never_nearer(disparity: np.ndarray):
    assert (limit_to_subject(disparity, disc(17, 12)) <= disparity).all()


def test_a_control_image_shows_the_same_in_three_channels():
    disparity = disc(9, 7)
    control = control_image(disparity)
    assert control.shape == (7, 9, 3)
    assert all(np.array_equal(control[..., channel], disparity) for channel in range(3))
