"""The diffusion stage: diffusers' own pixels, any size, any scheduler, and no trace of what was cancelled."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.diffusion.inpainting import Inpainter
from core.diffusion.loading import lay_out
from core.models.local import LocalModel, locate
from core.models.profiles import PROFILES, SCHEDULERS, GenerationParameters, ModelProfile, Scheduler
from core.request import GenerationRequest
from core.runtime.device import choose_device, settle_threads
from core.settings import Settings
from tests.photos import disc, scene
from tests.places import at_first
from tests.tiny import TinyModels

Pixels = np.ndarray
MINI = PROFILES["mini"]


def models_of(profile: ModelProfile) -> dict[str, LocalModel]:
    refs = profile.models[:2]
    return {ref.role: locate(ref, Settings()) for ref in refs}


@pytest.fixture(scope="module")
def tiny(tiny_models: TinyModels) -> Inpainter:
    profile = ModelProfile.model_validate(
        {
            "name": "tiny",
            "title": "tiny",
            "base": {"role": "base", "name": str(tiny_models.base), "licence": "MIT"},
            "controlnet": {"role": "controlnet", "name": str(tiny_models.controlnet), "licence": "MIT"},
            "depth": {"role": "depth", "name": str(tiny_models.depth), "licence": "MIT"},
            "defaults": GenerationParameters(num_inference_steps=2),
            "memory_gb": 1,
        }
    )
    return Inpainter(profile, models_of(profile), choose_device("cpu"))


@pytest.fixture(scope="module")
def mini() -> Inpainter:
    return Inpainter(MINI, models_of(MINI), choose_device("cpu"))


def asked(inpainter: Inpainter, **changes: Any) -> GenerationRequest:
    values: dict[str, Any] = {"prompt": "a beach at sunset", "seed": 1, **changes}
    return GenerationRequest.for_profile(inpainter.profile, **values)


def inputs(width: int = 64, height: int = 48) -> tuple[Pixels, Pixels, Pixels]:
    """Photo, mask and control image."""
    alpha = disc(width, height)
    return np.asarray(scene(width, height)), 255 - alpha, np.repeat(alpha[..., None], 3, axis=2)


def background(inpainter: Inpainter, size: tuple[int, int] = (64, 48), **changes: Any) -> Pixels:
    return inpainter.background(*inputs(*size), asked(inpainter, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"scheduler": "UniPCMultistep", "guidance_scale": 1.0},
        {"num_inference_steps": 6, "strength": 0.5, "eta": 1.0, "negative_prompt": "night"},
        {"num_inference_steps": 4, "control_guidance_start": 0.3, "controlnet_conditioning_scale": 0.4},
    ],
)
def test_the_pixels_are_those_of_a_bare_diffusers_call(
    tiny: Inpainter, tiny_models: TinyModels, changes: dict[str, Any]
):
    import diffusers
    import torch

    request = asked(tiny, **changes)
    dtype = tiny.device.torch_dtype
    controlnet = diffusers.ControlNetModel.from_pretrained(tiny_models.controlnet, dtype=dtype)
    pipe: Any = diffusers.StableDiffusionControlNetInpaintPipeline.from_pretrained(
        tiny_models.base, controlnet=controlnet, dtype=dtype, safety_checker=None, feature_extractor=None
    )
    lay_out(pipe, tiny.device)  # the same weights in another layout round otherwise
    scheduler: Any = getattr(diffusers, f"{request.scheduler}Scheduler")
    pipe.scheduler = scheduler.from_config(pipe.scheduler.config, clip_sample=False)
    pipe.set_progress_bar_config(disable=True)
    photo, mask, control = (Image.fromarray(part) for part in inputs())
    settle_threads()  # a test before this one may have brought numba in
    ours_alone = {"scheduler", "max_side", "matting_model", "depth_scope"}
    shared = set(GenerationParameters.model_fields) - ours_alone
    bare = pipe(
        prompt=request.prompt,
        image=photo,
        mask_image=mask,
        control_image=control,
        width=64,
        height=48,
        generator=torch.Generator("cpu").manual_seed(1),
        **{name: getattr(request, name) for name in shared},
    )
    assert np.array_equal(background(tiny, **changes), np.asarray(bare.images[0]))


@pytest.mark.parametrize(
    ("name", "scheduler"),
    at_first(len(SCHEDULERS) + 1, [(name, one) for name in ("tiny", "mini") for one in SCHEDULERS]),
)
def test_every_scheduler_paints_a_picture(name: str, scheduler: Scheduler, request: pytest.FixtureRequest):
    inpainter: Inpainter = request.getfixturevalue(name)
    for steps in (1, 3, 6) if name == "tiny" else (1, 3):
        made = background(inpainter, scheduler=scheduler, num_inference_steps=steps, guidance_scale=1.5)
        assert made.std() > 3, steps
        assert 20 < made.mean() < 235, steps


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_the_same_seed_paints_the_same_and_another_another(tiny: Inpainter, scheduler: Scheduler):
    first = background(tiny, scheduler=scheduler)
    assert not np.array_equal(background(tiny, scheduler=scheduler, seed=2), first)
    assert np.array_equal(background(tiny, scheduler=scheduler), first)


@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": "a forest at night"},
        {"prompt": "a (beach:1.5) at sunset"},
        {"negative_prompt": "blurry"},
        {"guidance_scale": 2.0},
        {"num_inference_steps": 3},
        {"strength": 0.5},
        {"eta": 1.0},
        {"scheduler": "LCM"},
        {"controlnet_conditioning_scale": 0.3},
        {"control_guidance_start": 0.6},
        {"control_guidance_end": 0.4},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_every_parameter_reaches_the_picture(tiny: Inpainter, changes: dict[str, Any]):
    assert not np.array_equal(background(tiny, **changes), background(tiny))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(17, 90), st.integers(17, 90))
def test_a_background_has_exactly_the_photos_size(tiny: Inpainter, width: int, height: int):
    assert background(tiny, (width, height)).shape == (height, width, 3)


@pytest.mark.parametrize("size", [(1021, 67), (333, 517), (40, 33), (16, 90)])
def test_a_profile_with_a_native_size_paints_at_it(mini: Inpainter, size: tuple[int, int]):
    small = mini.working_size(size)
    made = background(mini, size, num_inference_steps=1)
    assert made.shape == (small[1], small[0], 3)
    assert small[0] * small[1] == pytest.approx(256**2, rel=0.02)
    assert small[0] / small[1] == pytest.approx(size[0] / size[1], rel=0.02)


def test_without_a_native_size_the_photos_own_is_used(tiny: Inpainter):
    assert tiny.working_size((4000, 3000)) == (4000, 3000)
    assert tiny.working_size((40, 30)) == (40, 30)


@pytest.mark.parametrize(
    ("size", "working"),
    [
        ((256, 256), (256, 256)),
        ((240, 232), (240, 232)),
        ((100, 100), (256, 256)),
        ((200, 50), (512, 128)),
        ((16, 256), (64, 1024)),
    ],
)
def test_behind_a_small_photo_a_native_size_is_painted_as_well(
    mini: Inpainter, size: tuple[int, int], working: tuple[int, int]
):
    assert mini.working_size(size) == working


def test_each_step_is_told_with_a_preview_at_latent_size(tiny: Inpainter):
    told: list[tuple[int, int, tuple[int, ...]]] = []
    request = asked(tiny, num_inference_steps=4, strength=0.5)
    tiny.background(
        *inputs(), request, lambda step, steps, preview: told.append((step, steps, preview().shape))
    )
    assert told == [(1, 2, (6, 8, 3)), (2, 2, (6, 8, 3))]


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_watching_does_not_change_the_picture(tiny: Inpainter, scheduler: Scheduler):
    previews: list[Pixels] = []

    def on_step(step: int, steps: int, preview: Callable[[], Pixels]) -> None:
        previews.append(preview())

    watched = tiny.background(*inputs(), asked(tiny, scheduler=scheduler), on_step)
    assert np.array_equal(watched, background(tiny, scheduler=scheduler))
    assert len(previews) == 2


def test_what_is_shown_is_the_picture_that_is_foreseen_not_the_noise_that_is_left(tiny: Inpainter):
    first: list[Pixels] = []

    def on_step(step: int, steps: int, preview: Callable[[], Pixels]) -> None:
        if step == 1:
            first.append(preview())

    for eta in (0.0, 1.0):  # how much noise a step adds, which no prediction before it knows
        tiny.background(*inputs(), asked(tiny, eta=eta, num_inference_steps=4), on_step)
    assert np.array_equal(first[0], first[1])
    assert "step" not in vars(tiny.pipe.scheduler)


@pytest.mark.parametrize(
    ("last", "scheduler"),
    at_first(len(SCHEDULERS), [(step, one) for step in (1, 3) for one in SCHEDULERS]),
)
def test_after_a_cancelled_picture_the_next_is_as_if_nothing_was(
    tiny: Inpainter, scheduler: Scheduler, last: int
):
    undisturbed = background(tiny, scheduler=scheduler, num_inference_steps=4)

    def stop(step: int, steps: int, preview: Any) -> None:
        if step == last:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tiny.background(*inputs(), asked(tiny, scheduler=scheduler, seed=9, num_inference_steps=4), stop)
    assert np.array_equal(background(tiny, scheduler=scheduler, num_inference_steps=4), undisturbed)


def test_models_are_loaded_once(tiny: Inpainter):
    pipe = tiny.pipe
    background(tiny)
    assert tiny.pipe is pipe


def counted(inpainter: Inpainter, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often sentence and photo are encoded from here on."""
    counts = {"words": 0, "photo": 0}
    inpainter.forget()
    for name, model, method in (
        ("words", inpainter.pipe.text_encoder, "forward"),
        ("photo", inpainter.pipe.vae, "encode"),
    ):
        call = getattr(model, method)

        def counting(*given: Any, name: str = name, call: Any = call, **more: Any) -> Any:
            counts[name] += 1
            return call(*given, **more)

        monkeypatch.setattr(model, method, counting)
    return counts


def test_pictures_of_one_photo_and_sentence_encode_them_once(
    mini: Inpainter, monkeypatch: pytest.MonkeyPatch
):
    apart: list[Pixels] = []
    for seed in (1, 2):
        mini.forget()
        apart.append(background(mini, seed=seed, num_inference_steps=1))
    counts = counted(mini, monkeypatch)
    together = [background(mini, seed=seed, num_inference_steps=1) for seed in (1, 2)]
    assert counts == {"words": 2, "photo": 1}
    assert all(np.array_equal(one, other) for one, other in zip(apart, together, strict=True))


def test_another_sentence_or_photo_is_encoded_for_itself(mini: Inpainter, monkeypatch: pytest.MonkeyPatch):
    counts = counted(mini, monkeypatch)
    background(mini, num_inference_steps=1)
    background(mini, num_inference_steps=1, negative_prompt="night")
    assert counts == {"words": 4, "photo": 1}
    background(mini, (80, 64), num_inference_steps=1, negative_prompt="night")
    assert counts == {"words": 4, "photo": 2}


def test_a_photo_whose_encoding_draws_numbers_is_encoded_each_time(
    tiny: Inpainter, monkeypatch: pytest.MonkeyPatch
):
    counts = counted(tiny, monkeypatch)
    background(tiny)
    background(tiny)
    assert counts["photo"] == 2
