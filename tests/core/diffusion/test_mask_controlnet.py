"""Yahoo's ControlNet sees noisy latents, mask and masked image's latents, as its authors' pipeline does."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.diffusion.mask_controlnet import mask_classes
from tests.photos import disc, scene
from tests.tiny import TinyModels


@pytest.fixture(scope="module")
def pipe(tiny_models: TinyModels) -> Any:
    controlnet_class, pipeline_class = mask_classes()
    controlnet: Any = controlnet_class
    pipeline: Any = pipeline_class
    made = pipeline.from_pretrained(
        tiny_models.base,
        controlnet=controlnet.from_pretrained(tiny_models.mask_controlnet),
        safety_checker=None,
        feature_extractor=None,
    )
    made.set_progress_bar_config(disable=True)
    return made


def call(pipe: Any, mask: np.ndarray) -> np.ndarray:
    import torch

    shown = Image.fromarray(mask)
    made = pipe(
        "a beach",
        image=scene(64, 48),
        mask_image=shown,
        control_image=shown.convert("RGB"),
        width=64,
        height=48,
        num_inference_steps=2,
        generator=torch.Generator().manual_seed(0),
    )
    return np.asarray(made.images[0])


def test_the_controlnet_receives_what_the_unet_receives(pipe: Any, monkeypatch: pytest.MonkeyPatch):
    import torch
    from diffusers import ControlNetModel

    seen: list[Any] = []
    forward = ControlNetModel.forward
    monkeypatch.setattr(
        ControlNetModel,
        "forward",
        lambda self, sample, *a, **k: seen.append(sample) or forward(self, sample, *a, **k),
    )
    unet_forward = pipe.unet.forward
    monkeypatch.setattr(
        pipe.unet, "forward", lambda sample, *a, **k: seen.append(sample) or unet_forward(sample, *a, **k)
    )
    call(pipe, 255 - disc(64, 48))
    assert len(seen) == 2 * pipe.num_timesteps
    for controlnet_input, unet_input in zip(seen[::2], seen[1::2], strict=True):
        assert controlnet_input.shape == (2, 9, 6, 8)
        assert torch.equal(controlnet_input, unet_input)


def test_it_gives_what_concatenating_by_hand_gives(pipe: Any, tiny_models: TinyModels):
    import torch
    from diffusers import ControlNetModel

    sample, mask_latents = torch.randn(2, 4, 6, 8), torch.randn(2, 5, 6, 8)
    rest = {
        "timestep": torch.tensor(500),
        "encoder_hidden_states": torch.randn(2, 7, 32),
        "controlnet_cond": torch.randn(2, 3, 48, 64),
        "return_dict": False,
    }
    pipe.controlnet.mask_latents = mask_latents
    plain = ControlNetModel.from_pretrained(tiny_models.mask_controlnet)
    with torch.no_grad():
        ours = pipe.controlnet(sample, **rest)
        by_hand = plain(torch.cat([sample, mask_latents], 1), **rest)
    assert torch.equal(ours[1], by_hand[1])
    assert all(torch.equal(a, b) for a, b in zip(ours[0], by_hand[0], strict=True))


def test_the_mask_matters_and_the_last_one_is_not_kept(pipe: Any):
    first = call(pipe, 255 - disc(64, 48))
    other = call(pipe, np.full((48, 64), 255, np.uint8))
    assert not np.array_equal(first, other)
    assert np.array_equal(call(pipe, 255 - disc(64, 48)), first)


def test_outside_its_pipeline_it_says_so(tiny_models: TinyModels):
    import torch

    controlnet: Any = mask_classes()[0]
    alone = controlnet.from_pretrained(tiny_models.mask_controlnet)
    with pytest.raises(RuntimeError, match="inside MaskControlNetInpaintPipeline only"):
        alone(torch.randn(1, 4, 6, 8))
