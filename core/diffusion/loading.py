"""A profile's models put together: one diffusers pipeline, ready on the device, with its scheduler."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from core.diffusion.mask_controlnet import mask_classes
from core.errors import ModelMissingError, ProfileError
from core.models.local import LocalModel
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile
from core.runtime.device import Device, is_out_of_memory
from core.runtime.lean_imports import lean_imports
from core.runtime.loading_lock import loading_lock, unpainted
from core.runtime.put_off import put_off

LEAST_ALPHA = 2.0**-20
"""Share of signal left at the noisiest step, as diffusers' Euler schedulers leave 2⁻²⁴."""


def load_inpaint_pipeline(
    profile: ModelProfile, models: Mapping[str, LocalModel], device: Device, *, low_memory: bool = False
) -> Any:
    """The profile's inpainting pipeline with ControlNet, LoRA and autoencoder in place.

    ``models`` maps a role to the model on disk; nothing is fetched. Where the device is short of memory, or
    ``low_memory`` says so, the models visit a CUDA device one at a time (offload) and the autoencoder works
    in tiles. Raises ``ModelMissingError`` for weights that cannot be read.
    """
    with unpainted(), loading_lock(), readable_models(profile):
        with lean_imports():
            pipe = assemble(profile, models, device)
        if "lora" in models:
            # Left out where models are loaded; peft takes it for imported with torch.
            import_module("torch.distributed.tensor")
            pipe.load_lora_weights(str(models["lora"].path))
            pipe.fuse_lora()
            pipe.unload_lora_weights()
        lay_out(pipe, device)
        place(pipe, device, short=device.is_short_of(profile.memory_gb), low_memory=low_memory)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def assemble(profile: ModelProfile, models: Mapping[str, LocalModel], device: Device) -> Any:
    """The diffusers pipeline of the profile's base model, ControlNet and autoencoder, on the CPU."""
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
        variant=models["base"].ref.variant,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
        trust_remote_code=False,
        **common,
    )


def lay_out(pipe: Any, device: Device) -> None:
    """Keep a diffusers pipeline's weights as the device computes fastest with them: on a CPU channels last,
    where convolutions need no reordering. Another layout rounds otherwise: a level, in a pixel of 10,000."""
    import torch

    if device.kind == "cpu":
        for part in (pipe.unet, pipe.controlnet, pipe.vae):
            part.to(memory_format=torch.channels_last)


def place(pipe: Any, device: Device, *, short: bool, low_memory: bool) -> None:
    """Bring the pipeline to the device as its memory allows: ``short`` says that the device has less than the
    models need, ``low_memory`` that less is to be taken than usual."""
    if short or low_memory:
        from diffusers import AutoencoderKL

        # Not AutoencoderTiny: it takes little as it is, and its tiles fit an eightfold reduction only.
        if isinstance(pipe.vae, AutoencoderKL):
            pipe.vae.enable_slicing()
            pipe.vae.enable_tiling()
        # Elsewhere torch's own attention is the thriftier one: sliced, 8,192 tokens on a CPU take six times
        # the memory (638 MB for 106 MB) and three times the seconds.
        if device.kind == "mps":
            pipe.enable_attention_slicing("max")
    if short and low_memory:
        # Whole models in turn were too much already: layer by layer, the slowest way there is.
        pipe.enable_sequential_cpu_offload(device=device.place)
    elif device.kind == "cuda" and (short or low_memory):
        pipe.enable_model_cpu_offload(device=device.place)
    else:
        pipe.to(device.place)


@cache
def scheduler_named(name: str) -> Any:
    """diffusers' class of that scheduler, such as ``DDIM``."""
    import diffusers

    with put_off():
        return getattr(diffusers, f"{name}Scheduler")


def set_scheduler(pipe: Any, request: GenerationParameters, options: Mapping[str, Any]) -> None:
    """Give the pipeline the scheduler that ``request`` names, made from the configuration that came with
    the weights, ``options`` laid over it. It is diffusers' own wherever that gives a picture.

    Raises ``ProfileError`` for options it cannot work with.
    """
    if not hasattr(pipe, "original_scheduler_config"):
        pipe.original_scheduler_config = pipe.scheduler.config
    scheduler_class = scheduler_named(request.scheduler)
    # Latents go beyond ±1. Configurations written for another scheduler may not say so, and DDIM clips then.
    config = {"clip_sample": False, **pipe.original_scheduler_config, **options}
    steps = request.num_inference_steps
    if config.get("timestep_spacing") == "trailing" and miscounts(config["num_train_timesteps"], steps):
        config["timestep_spacing"] = "linspace"
    try:
        pipe.scheduler = scheduler_class.from_config(config)
        pipe.scheduler.set_timesteps(steps)
    except (ValueError, TypeError, NotImplementedError) as error:
        raise ProfileError(f"The scheduler {request.scheduler} cannot work so: {error}") from error
    if request.scheduler == "DDIM" and has_no_root(pipe.scheduler, steps, request.eta):
        pipe.scheduler.alphas_cumprod.clamp_(min=LEAST_ALPHA)


def has_no_root(ddim: Any, steps: int, eta: float) -> bool:
    """Whether rounding makes DDIM's first step take the root of a number below 0 and all of the picture
    NaN, as it does at zero terminal SNR and eta 1 for a third of all step counts."""
    last = len(ddim.alphas_cumprod) - 1
    before = max(0, last - len(ddim.alphas_cumprod) // steps)
    spread = eta * ddim._get_variance(last, before) ** 0.5
    return bool(1 - ddim.alphas_cumprod[before] - spread**2 < 0)


def miscounts(train_steps: int, steps: int) -> bool:
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
