"""The models to choose from: built-in profiles in one literal, and the user's own in profiles.toml.

Layouts, sizes and licences are those of the repositories' pages on huggingface.co.
"""

import difflib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.errors import ProfileError
from core.models.licences import LICENCES
from core.models.parameters import SCHEDULERS, GenerationParameters, Scheduler
from core.models.profile import ModelProfile, ModelRef, Role
from core.models.user_profiles import read_profiles
from core.settings import Settings

__all__ = [
    "DEPTH_MODELS",
    "PROFILES",
    "SCENE_PROFILE",
    "SCHEDULERS",
    "GenerationParameters",
    "ModelProfile",
    "ModelRef",
    "Scheduler",
    "all_profiles",
    "default_profile_name",
    "resolve_profile",
]


def _ref(role: Role, name: str, **more: Any) -> ModelRef:
    """A model of ours or on the hub, with its licence."""
    return ModelRef(role=role, name=name, licence=LICENCES[name].name, **more)


DEPTH_MODELS: Mapping[str, ModelRef] = {
    "mini": _ref(role="depth", name="mini", subfolder="depth", size_mb=2),
    "dpt-large": _ref(role="depth", name="Intel/dpt-large", size_mb=1_370),
    "depth-anything-v2-small": _ref(
        role="depth", name="depth-anything/Depth-Anything-V2-Small-hf", size_mb=99
    ),
}

QUALITY_NEGATIVE_PROMPT = (
    "lowres, blurry, out of focus, jpeg artifacts, noise, oversaturated, text, watermark, logo, "
    "drawing, cartoon, 3d render, deformed, disfigured, duplicate, extra limbs, cropped, worst quality"
)
"""Quality words as the Realistic Vision family is usually given, in our own selection, short enough
that a user's own words fit beside it into CLIP's 75 tokens."""

# Half precision weights; its safety checker (608 MB) and the .bin duplicates are left on the hub.
# Its model_index.json says StableDiffusionPipeline, although the UNet has the nine channels of inpainting.
_REALISTIC_VISION = _ref(
    role="base",
    name="Uminosachi/realisticVisionV51_v51VAE-inpainting",
    size_mb=2_135,
)
_SD_DEPTH = _ref(role="controlnet", name="lllyasviel/sd-controlnet-depth", size_mb=1_445)
_YAHOO = "yahoo-inc/photo-background-generation"

_MINI = ModelProfile(
    name="mini",
    title="Mini (built in)",
    description="Our own small model: soft backgrounds in seconds on any computer, no download.",
    base=_ref(role="base", name="mini", size_mb=79),
    controlnet=_ref(role="controlnet", name="mini", subfolder="controlnet", size_mb=11),
    depth=DEPTH_MODELS["mini"],
    upscaler=_ref(role="upscaler", name="mini", subfolder="upscaler", size_mb=1),
    # No eta: fresh noise in each step turns the colours of so small a model (its card has the figures).
    defaults=GenerationParameters(
        num_inference_steps=12, guidance_scale=3.5, scheduler="DDIM", depth_scope="subject"
    ),
    native_size=256,
    memory_gb=2.0,
)

SCENE_PROFILE = "scene"
"""The built-in profile whose places are scenes."""

PROFILES: Mapping[str, ModelProfile] = {
    SCENE_PROFILE: ModelProfile(
        name=SCENE_PROFILE,
        title="Scene (built in)",
        description="A place that we paint ourselves, or a background of your own; no model, no download.",
        pipeline="ScenePipeline",
        control="mask",
        memory_gb=1.5,
    ),
    "mini": _MINI,
    # A solver of higher order needs fewer steps; it adds no noise on its way, so eta has no say.
    "mini-fast": _MINI.model_copy(
        update={
            "name": "mini-fast",
            "title": "Mini, fast (built in)",
            "description": "The same small model in 6 steps, not 12: half the time, hardly another picture.",
            "defaults": _MINI.defaults.model_copy(
                update={"num_inference_steps": 6, "scheduler": "UniPCMultistep"}
            ),
        }
    ),
    "realistic-vision-depth": ModelProfile(
        name="realistic-vision-depth",
        title="Realistic Vision with depth",
        description="Photographic backgrounds that keep the depth of the photo; needs a graphics card.",
        base=_REALISTIC_VISION,
        controlnet=_SD_DEPTH,
        depth=DEPTH_MODELS["dpt-large"],
        defaults=GenerationParameters(
            negative_prompt=QUALITY_NEGATIVE_PROMPT,
            num_inference_steps=42,
            guidance_scale=7.5,
            eta=1.0,
            scheduler="DDIM",
            controlnet_conditioning_scale=0.5,
        ),
        memory_gb=7.0,
    ),
    "realistic-vision-lcm": ModelProfile(
        name="realistic-vision-lcm",
        title="Realistic Vision, fast",
        description="The same in 6 steps instead of 42, by a latent consistency LoRA; a little less detail.",
        base=_REALISTIC_VISION,
        controlnet=_SD_DEPTH,
        depth=DEPTH_MODELS["dpt-large"],
        lora=_ref(role="lora", name="latent-consistency/lcm-lora-sdv1-5", size_mb=135),
        defaults=GenerationParameters(
            negative_prompt=QUALITY_NEGATIVE_PROMPT,
            num_inference_steps=6,
            guidance_scale=1.5,
            scheduler="LCM",
            controlnet_conditioning_scale=0.5,
        ),
        memory_gb=7.0,
    ),
    # The ControlNet's config.json says in_channels 9, conditioning_channels 3, and the pipeline.py beside
    # it (also github.com/yahoo/photo-background-generation, pipeline_controlnet_inpaint.py) hands it the
    # UNet's whole nine-channel input: noisy latents, mask, masked image's latents. diffusers' own pipeline
    # hands it four, hence a pipeline of ours. The model card's example shows it the very mask (white is
    # repainted) as RGB, with UniPC, 20 steps, conditioning scale 1, guidance 7.5, at 512 pixels; text encoder
    # and UNet are those of Stable Diffusion 2 inpainting. Only full precision weights are published.
    "photo-background": ModelProfile(
        name="photo-background",
        title="Photo background (Yahoo)",
        description="Trained on masks so that it never grows the subject; best where outlines matter.",
        base=_ref(role="base", name=_YAHOO, size_mb=5_157),
        controlnet=_ref(role="controlnet", name=_YAHOO, subfolder="controlnet", size_mb=1_460),
        pipeline="MaskControlNetInpaintPipeline",
        control="mask",
        defaults=GenerationParameters(
            negative_prompt=QUALITY_NEGATIVE_PROMPT, num_inference_steps=20, scheduler="UniPCMultistep"
        ),
        memory_gb=7.0,
    ),
}


def all_profiles(settings: Settings) -> Mapping[str, ModelProfile]:
    """Built-in profiles, then those of ``settings.data_dir / "profiles.toml"`` where there is one; that is
    read again only once it has changed.

    Raises ``ProfileError`` for a mistake in that file, also for a name that is built in.
    """
    path = settings.data_dir / "profiles.toml"
    try:
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    except OSError:  # most of all: there is none; what else is wrong with it, reading tells
        version = None
    return _profiles_with(path, version)


@lru_cache(maxsize=8)
def _profiles_with(path: Path, version: tuple[int, int, int] | None) -> Mapping[str, ModelProfile]:
    """All profiles with those of ``path``; ``version`` only tells the cache that the file has changed."""
    return MappingProxyType({**PROFILES, **read_profiles(path, PROFILES)})


def resolve_profile(name: str, settings: Settings) -> ModelProfile:
    """The profile of that name; raises ``ProfileError`` with the names there are for any other."""
    profiles = all_profiles(settings)
    if name in profiles:
        return profiles[name]
    close = difflib.get_close_matches(name, profiles, n=1)
    hint = f" (did you mean {close[0]!r}?)" if close else ""
    raise ProfileError(f"There is no profile {name!r}{hint}; there are {', '.join(profiles)}.")


def default_profile_name(cuda: bool) -> str:
    """The profile of a user who chose none, with and without a CUDA graphics card."""
    return "realistic-vision-depth" if cuda else SCENE_PROFILE
