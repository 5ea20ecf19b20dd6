"""A preview shows the colours that latents stand for, without decoding them."""

import inspect
from typing import Any

import diffusers
import numpy as np
import pytest
import torch

from core.diffusion.preview import PREVIEW_SIDE, CleanLatents, LatentPreview, SubjectPreview
from core.models.parameters import SCHEDULERS
from tests.tiny import TinyModels


class LinearVae:
    """Encodes RGB to four latents by a fixed matrix: the case that the preview must get right."""

    device, dtype = "cpu", None

    class config:
        scaling_factor = 0.5

    def encode(self, patch: Any) -> Any:
        matrix = torch.tensor([[1.0, 0, 0], [0, 2, 0], [0, 0, 3], [1, 1, 1]])
        latents = torch.nn.functional.avg_pool2d(torch.einsum("lc,bchw->blhw", matrix, patch), 8)
        return type("Encoded", (), {"latents": latents})


def test_the_colours_of_a_linear_autoencoder_come_back():
    torch.manual_seed(0)
    colours = torch.rand(1, 3, 5, 7)
    pixels = torch.nn.functional.interpolate(colours * 2 - 1, scale_factor=8)
    latents = LinearVae().encode(pixels).latents * LinearVae.config.scaling_factor
    preview = LatentPreview(LinearVae(), 8)(latents)
    assert preview.shape == (5, 7, 3)
    expected = np.round(colours[0].permute(1, 2, 0).numpy() * 255)
    assert np.abs(preview - expected).max() <= 1


@pytest.mark.parametrize("size", [(3, 5), (8, 8)])
def test_previews_of_a_real_autoencoder_have_the_latents_size(tiny_models: TinyModels, size: tuple[int, int]):
    import torch
    from diffusers import AutoencoderKL

    preview = LatentPreview(AutoencoderKL.from_pretrained(tiny_models.vae), 8)
    shown = preview(torch.randn(1, 4, *size))
    assert (shown.shape, shown.dtype) == ((*size, 3), np.uint8)


def test_the_subject_is_seen_before_a_background_of_any_size():
    source, matte = np.full((900, 600, 3), 40, np.uint8), np.zeros((900, 600), np.uint8)
    matte[300:600, 200:400] = 255
    seen = SubjectPreview(source, matte)(np.full((32, 24, 3), 200, np.uint8))
    assert seen.shape[0] == PREVIEW_SIDE
    assert seen[PREVIEW_SIDE // 2, seen.shape[1] // 2].tolist() == [40] * 3
    assert seen[5, 5].tolist() == [200] * 3


def test_a_photo_smaller_than_the_preview_is_not_enlarged():
    source, matte = np.zeros((40, 30, 3), np.uint8), np.zeros((40, 30), np.uint8)
    assert SubjectPreview(source, matte)(np.full((5, 4, 3), 9, np.uint8)).shape == (40, 30, 3)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_the_clean_latents_are_what_the_noise_was_added_to(name: str):
    scheduler = getattr(diffusers, f"{name}Scheduler")(num_train_timesteps=1000)
    scheduler.set_timesteps(8)
    seeded = torch.Generator().manual_seed(1)
    clean, noise = (torch.randn(1, 4, 6, 8, generator=seeded) * share for share in (0.2, 1.0))
    when = scheduler.timesteps[2]
    noisy = scheduler.add_noise(clean, noise, when[None])
    found, step = CleanLatents(), scheduler.step
    with found.of(scheduler):
        scheduler.scale_model_input(noisy, when)
        assert inspect.signature(scheduler.step) == inspect.signature(step)  # which diffusers asks for
        (made,) = scheduler.step(noise, when, noisy, return_dict=False)
        assert made.shape == clean.shape
        assert torch.allclose(found.latest, clean, atol=1e-3)
    assert found.latest is None
