"""Loading puts all parts of a profile in place, and says which profile's files cannot be used."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.diffusion.loading import load_inpaint_pipeline, readable_models, set_scheduler
from core.errors import ModelMissingError
from core.models.local import LocalModel, locate
from core.models.profiles import GenerationParameters, ModelProfile, Scheduler, resolve_profile
from core.runtime.device import choose_device
from core.settings import ROOT, Settings
from tests.core.conftest import tiny_profile
from tests.tiny import TinyModels

NAMES = ("DDIM", "DPMSolverMultistep", "UniPCMultistep", "EulerDiscrete", "EulerAncestralDiscrete")


def located(profile: ModelProfile, settings: Settings) -> dict[str, LocalModel]:
    return {ref.role: locate(ref, settings) for ref in profile.models}


def load(profile: ModelProfile, settings: Settings) -> Any:
    return load_inpaint_pipeline(profile, located(profile, settings), choose_device("cpu"))


def weights(module: Any) -> Any:
    import torch

    return torch.cat([parameter.flatten() for parameter in module.parameters()])


def scheduler_of(config: dict[str, Any], request: GenerationParameters, **options: Any) -> Any:
    from diffusers import DDIMScheduler

    pipe = SimpleNamespace(scheduler=DDIMScheduler.from_config(config))
    set_scheduler(pipe, request, options)
    return pipe.scheduler


def mini_config() -> dict[str, Any]:
    """v-prediction, zero terminal SNR and trailing spacing."""
    return json.loads((ROOT / "models" / "mini" / "scheduler" / "scheduler_config.json").read_text())


def test_a_plain_profile_is_whole_and_ready(studio: Settings, tiny: ModelProfile):
    pipe = load(tiny, studio)
    assert (pipe.unet.config["in_channels"], pipe.controlnet.config["in_channels"]) == (9, 4)
    assert pipe.safety_checker is None
    assert not any(module.training for module in (pipe.unet, pipe.vae, pipe.text_encoder, pipe.controlnet))


def test_convolutions_lie_channels_last_on_a_cpu(studio: Settings, tiny: ModelProfile):
    import torch

    pipe = load(tiny, studio)
    kernels = [
        weight
        for part in (pipe.unet, pipe.controlnet, pipe.vae)
        for weight in part.parameters()
        if weight.ndim == 4 and weight.shape[2] > 1
    ]
    assert kernels
    assert all(weight.is_contiguous(memory_format=torch.channels_last) for weight in kernels)


def test_another_autoencoder_takes_the_place_of_the_bases(
    studio: Settings, tiny: ModelProfile, tiny_models: TinyModels
):
    import torch

    vae = f'vae = {{ name = "{tiny_models.vae}", licence = "MIT" }}'
    (studio.data_dir / "profiles.toml").write_text(tiny_profile(tiny_models, more=vae))
    other = load(resolve_profile("tiny", studio), studio)
    plain = load(tiny, studio)
    assert not torch.equal(weights(other.vae), weights(plain.vae))
    assert torch.equal(weights(other.unet), weights(plain.unet))


def test_a_lora_is_fused_into_the_unet_and_leaves_no_layers_behind(
    studio: Settings, tiny: ModelProfile, tiny_models: TinyModels
):
    lora = f'lora = {{ name = "{tiny_models.lora}", licence = "MIT" }}'
    (studio.data_dir / "profiles.toml").write_text(tiny_profile(tiny_models, more=lora))
    fused, plain = load(resolve_profile("tiny", studio), studio), load(tiny, studio)
    assert list(fused.unet.state_dict()) == list(plain.unet.state_dict())
    changed = (weights(fused.unet) != weights(plain.unet)).float().mean()
    assert 0 < changed < 0.9


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "unet" / "config.json").write_text("{"),
        lambda folder: (folder / "model_index.json").write_text("[]"),
        lambda folder: (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"\0" * 100),
        lambda folder: shutil.copy(
            folder / "vae" / "diffusion_pytorch_model.safetensors",
            folder / "unet" / "diffusion_pytorch_model.safetensors",
        ),
        lambda folder: (folder / "tokenizer" / "vocab.json").write_text("half a fi"),
    ],
    ids=["config", "index", "weights", "another model's weights", "tokenizer"],
)
def test_damaged_files_are_told_with_the_command_to_get_them(
    studio: Settings, tiny: ModelProfile, tmp_path: Path, damage: Callable[[Path], object]
):
    models = located(tiny, studio)
    base = shutil.copytree(models["base"].path, tmp_path / "base")
    damage(base)
    models["base"] = LocalModel(ref=tiny.models[0], path=base, revision=None)
    with pytest.raises(ModelMissingError, match=r"models of tiny cannot be read .* fetch tiny$"):
        load_inpaint_pipeline(tiny, models, choose_device("cpu"))


def test_want_of_memory_is_not_taken_for_damage(tiny: ModelProfile):
    with pytest.raises(MemoryError), readable_models(tiny):
        raise MemoryError


@pytest.mark.parametrize("name", [*NAMES, "LCM"])
def test_a_scheduler_keeps_what_came_with_the_weights(name: Scheduler):
    config = mini_config()
    scheduler = scheduler_of(config, GenerationParameters(scheduler=name))
    assert type(scheduler).__name__ == f"{name}Scheduler"
    for key in ("beta_start", "beta_end", "prediction_type", "rescale_betas_zero_snr"):
        assert scheduler.config[key] == config[key]


def test_a_profiles_options_come_first_and_the_next_scheduler_starts_anew():
    from diffusers import DDIMScheduler

    pipe = SimpleNamespace(scheduler=DDIMScheduler.from_config(mini_config()))
    set_scheduler(pipe, GenerationParameters(scheduler="EulerDiscrete"), {"timestep_spacing": "leading"})
    assert pipe.scheduler.config["timestep_spacing"] == "leading"
    set_scheduler(pipe, GenerationParameters(scheduler="DDIM"), {})
    assert pipe.scheduler.config["timestep_spacing"] == "trailing"


def test_latents_are_not_clipped_unless_the_weights_want_it():
    from diffusers import PNDMScheduler

    pipe = SimpleNamespace(scheduler=PNDMScheduler())  # its configuration does not know clipping
    set_scheduler(pipe, GenerationParameters(), {})
    assert not pipe.scheduler.config["clip_sample"]
    set_scheduler(pipe, GenerationParameters(), {"clip_sample": True})
    assert pipe.scheduler.config["clip_sample"]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_steps_is_made_as_asked(name: Scheduler):
    config = mini_config()
    for steps in range(1, 151):
        scheduler = scheduler_of(config, GenerationParameters(scheduler=name, num_inference_steps=steps))
        scheduler.set_timesteps(steps)
        assert len(scheduler.timesteps) == steps
        assert min(scheduler.timesteps) >= 0


@pytest.mark.parametrize("eta", [1.0, 0.5, 0.0])
def test_ddim_stays_finite_at_zero_terminal_snr_for_every_number_of_steps(eta: float):
    import torch

    config, sample = mini_config(), torch.ones(1, 4, 2, 2)
    for steps in range(1, 151):
        scheduler = scheduler_of(config, GenerationParameters(num_inference_steps=steps, eta=eta))
        scheduler.set_timesteps(steps)
        for time in scheduler.timesteps[:3]:
            sample = scheduler.step(torch.ones_like(sample), time, sample, eta=eta).prev_sample
        assert bool(sample.isfinite().all()), steps


def test_ddim_is_diffusers_own_where_that_works():
    import torch
    from diffusers import DDIMScheduler

    config = mini_config()
    # With eta 1 it depends on the processor's rounding at which numbers of steps that is.
    ours = scheduler_of(config, GenerationParameters(num_inference_steps=20, eta=0.0))
    theirs: Any = DDIMScheduler.from_config(config)
    assert torch.equal(ours.alphas_cumprod, theirs.alphas_cumprod)
