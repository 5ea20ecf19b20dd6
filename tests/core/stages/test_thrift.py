"""In little memory: which of diffusers' ways are taken, and that the picture stays the same but for tiles."""

from typing import Any

import numpy as np
import pytest

from core.diffusion.loading import load_inpaint_pipeline, place
from core.models.local import locate
from core.models.profiles import PROFILES, ModelProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.runtime.device import Device, choose_device
from core.settings import Settings
from tests.photos import cutout


class Noting:
    """Stands for a diffusers pipeline with a large autoencoder; keeps the names of what is called."""

    def __init__(self) -> None:
        from diffusers import AutoencoderKL

        self.called: list[str] = []
        self.vae = AutoencoderKL.__new__(AutoencoderKL)
        for name in ("enable_slicing", "enable_tiling"):
            self.vae.__dict__[name] = lambda name=name: self.called.append(name)

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: self.called.append(name)


TILES = ["enable_slicing", "enable_tiling"]


@pytest.mark.parametrize(
    ("kind", "short", "low_memory", "expected"),
    [
        ("cpu", False, False, ["to"]),
        ("cpu", False, True, [*TILES, "to"]),
        ("mps", False, True, [*TILES, "enable_attention_slicing", "to"]),
        ("cuda", False, False, ["to"]),
        ("cuda", True, False, [*TILES, "enable_model_cpu_offload"]),
        ("cuda", False, True, [*TILES, "enable_model_cpu_offload"]),
        ("cuda", True, True, [*TILES, "enable_sequential_cpu_offload"]),
    ],
)
def test_each_kind_of_want_has_its_thrift(kind: str, short: bool, low_memory: bool, expected: list[str]):
    pipe = Noting()
    place(pipe, Device(kind, "float32", "a device"), short=short, low_memory=low_memory)
    assert pipe.called == expected


def test_a_frugal_large_autoencoder_works_in_tiles(tiny: ModelProfile, studio: Settings):
    models = {ref.role: locate(ref, studio) for ref in tiny.models}
    pipe = load_inpaint_pipeline(tiny, models, choose_device("cpu"), low_memory=True)
    assert pipe.vae.use_tiling
    assert pipe.vae.use_slicing


@pytest.mark.parametrize("size", [(300, 200), (200, 333)])
def test_mini_makes_the_very_same_picture_in_little_memory(studio: Settings, size: tuple[int, int]):
    request = GenerationRequest.for_profile(PROFILES["mini"], prompt="a beach", seed=1, num_inference_steps=1)
    analysis = Analysis(studio, stage_cache=StageCache())
    made = [
        BackgroundPipeline(PROFILES["mini"], studio, analysis=analysis, low_memory=low_memory).generate(
            request, cutout(*size)
        )
        for low_memory in (False, True)
    ]
    assert [picture.low_memory for picture in made] == [False, True]
    assert np.array_equal(made[0].composite, made[1].composite)


def test_a_low_memory_picture_leaves_no_depth_model_beside_the_diffusion_models(
    tiny: ModelProfile, studio: Settings
):
    pipeline = BackgroundPipeline(tiny, studio, low_memory=True)
    request = GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)
    picture = pipeline.generate(request, cutout())
    assert picture.low_memory
    assert pipeline.analysis.models.depth_folders == ()


def test_released_weights_are_read_again_for_the_same_picture(tiny: ModelProfile, studio: Settings):
    pipeline = BackgroundPipeline(tiny, studio)
    request = GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)
    first = pipeline.generate(request, cutout())
    pipeline.release()
    assert pipeline.inpainter._pipe is None
    assert pipeline.analysis.models.depth_folders != ()
    assert np.array_equal(pipeline.generate(request, cutout()).composite, first.composite)
