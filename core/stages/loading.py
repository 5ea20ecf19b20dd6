"""Puts a profile's models together: one diffusers pipeline, ready on the device."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from core.device import Device, is_out_of_memory
from core.errors import ModelMissingError
from core.hub import Located
from core.profile_model import ModelProfile
from core.quiet import quiet_libraries
from core.stages.mask_controlnet import mask_classes

LEAST_ALPHA = 2.0**-20
"""Share of signal left at the noisiest step, as diffusers' Euler schedulers leave 2⁻²⁴."""


def load_inpaint_pipeline(profile: ModelProfile, models: Mapping[str, Located], device: Device) -> Any:
    """The profile's inpainting pipeline with ControlNet, LoRA and autoencoder in place.

    ``models`` maps role to place on disk; nothing is fetched. Where the device is short of memory
    the models visit it one at a time (offload) and the autoencoder works in tiles. Raises
    ``ModelMissingError`` for weights that cannot be read.
    """
    quiet_libraries()
    with readable_models(profile):
        pipe = _assemble(profile, models, device)
        if "lora" in models:
            pipe.load_lora_weights(str(models["lora"].path))
            pipe.fuse_lora()
            pipe.unload_lora_weights()
        _settle(pipe, profile, device)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _assemble(profile: ModelProfile, models: Mapping[str, Located], device: Device) -> Any:
    from diffusers import AutoencoderKL, ControlNetModel, StableDiffusionControlNetInpaintPipeline

    common: dict[str, Any] = {"dtype": device.torch_dtype, "local_files_only": True}
    controlnet_class: Any = ControlNetModel
    pipeline_class: Any = StableDiffusionControlNetInpaintPipeline
    if profile.pipeline == "MaskControlNetInpaintPipeline":
        controlnet_class, pipeline_class = mask_classes()
    parts: dict[str, Any] = {
        "controlnet": controlnet_class.from_pretrained(models["controlnet"].path, **common)
    }
    if "vae" in models:
        parts["vae"] = AutoencoderKL.from_pretrained(models["vae"].path, **common)
    return pipeline_class.from_pretrained(
        models["base"].path,
        **parts,
        variant=profile.base.variant,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
        **common,
    )


def _settle(pipe: Any, profile: ModelProfile, device: Device) -> None:
    if not device.is_short_of(profile.memory_gb):
        pipe.to(device.kind)
        return
    pipe.enable_model_cpu_offload()
    pipe.vae.enable_slicing()
    pipe.vae.enable_tiling()


def set_scheduler(pipe: Any, name: str, options: Mapping[str, Any], steps: int) -> None:
    """Give the pipeline diffusers' scheduler ``name`` (without ``Scheduler``) for so many ``steps``, made
    from the configuration that came with the weights, ``options`` laid over it."""
    import diffusers

    if not hasattr(pipe, "original_scheduler_config"):
        pipe.original_scheduler_config = pipe.scheduler.config
    scheduler_class = getattr(diffusers, f"{name}Scheduler")
    # Latents go beyond ±1. Configurations written for another scheduler may not say so, and DDIM clips then.
    config = {"clip_sample": False, **pipe.original_scheduler_config, **options}
    if config.get("timestep_spacing") == "trailing" and _miscounts(config["num_train_timesteps"], steps):
        config["timestep_spacing"] = "linspace"
    pipe.scheduler = scheduler_class.from_config(config)
    if name == "DDIM":
        # At zero terminal SNR and eta 1 rounding may put a number below 0 under DDIM's root; all is NaN then.
        pipe.scheduler.alphas_cumprod.clamp_(min=LEAST_ALPHA)


def _miscounts(train_steps: int, steps: int) -> bool:
    """Whether diffusers' trailing spacing adds a step numbered −1, by rounding: of 1000 for 61, 103, 121
    and 122."""
    return len(np.arange(train_steps, 0, -train_steps / steps)) != steps


@contextmanager
def readable_models(profile: ModelProfile) -> Generator[None]:
    """What the libraries raise for missing, damaged or mismatched files as ``ModelMissingError``."""
    try:
        yield
    # safetensors, diffusers, transformers and peft have no common root for files they cannot use.
    except Exception as error:
        if is_out_of_memory(error):
            raise
        raise ModelMissingError(
            f"The models of {profile.title} cannot be read ({error.__class__.__name__}); "
            f"get them again with: python -m core fetch {profile.name}"
        ) from error
