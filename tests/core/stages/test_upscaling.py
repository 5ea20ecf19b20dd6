"""The upscaling stage: any size, the same pixels again, nothing where none is wanted, grain of the photo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.models.local import locate
from core.models.profiles import PROFILES, ModelProfile
from core.pipeline.pipeline import BackgroundPipeline
from core.request import GenerationRequest
from core.runtime.device import choose_device
from core.settings import Settings
from core.stages.frame import Frame
from core.stages.upscaling import GRAIN, GRAIN_GAIN, Upscaler, enlarged, grain_beside, grained, noise_level
from tests.photos import cutout, scene

FOLDER = Path("models/mini/upscaler")


@pytest.fixture(scope="module")
def upscaler() -> Upscaler:
    return Upscaler(FOLDER, choose_device("cpu"))


def pixels(width: int, height: int) -> np.ndarray:
    return np.asarray(scene(width, height))


def grey(width: int = 128, height: int = 96, level: int = 128) -> np.ndarray:
    return np.full((height, width, 3), level, np.uint8)


def error(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.square(one.astype(np.float64) - other).mean())


@pytest.mark.parametrize("size", [(33, 20), (64, 40), (101, 77), (128, 80), (300, 190)])
def test_it_makes_exactly_the_photos_size(upscaler: Upscaler, size: tuple[int, int]):
    assert enlarged(pixels(32, 20), pixels(*size), Frame(size), 1, upscaler).shape == (size[1], size[0], 3)


def test_a_background_of_the_pictures_size_is_left_alone(upscaler: Upscaler):
    small = pixels(32, 20)
    assert enlarged(small, pixels(32, 20), Frame((32, 20)), 1, upscaler) is small
    assert enlarged(small, pixels(32, 20), Frame((32, 20)), 1, None) is small


def test_a_background_larger_than_the_picture_is_reduced_without_the_upscaler(upscaler: Upscaler):
    reduced = Image.fromarray(pixels(64, 40)).resize((32, 20), Image.Resampling.BICUBIC)
    assert np.array_equal(
        enlarged(pixels(64, 40), pixels(32, 20), Frame((32, 20)), 1, upscaler), np.asarray(reduced)
    )


def test_without_an_upscaler_it_is_bicubic_and_nothing_else():
    bicubic = Image.fromarray(pixels(32, 20)).resize((64, 40), Image.Resampling.BICUBIC)
    assert np.array_equal(
        enlarged(pixels(32, 20), pixels(64, 40), Frame((64, 40)), 1, None), np.asarray(bicubic)
    )


def test_the_same_seed_gives_the_same_pixels_and_another_one_other_grain(upscaler: Upscaler):
    first = enlarged(pixels(32, 20), pixels(64, 40), Frame((64, 40)), 1, upscaler)
    assert np.array_equal(enlarged(pixels(32, 20), pixels(64, 40), Frame((64, 40)), 1, upscaler), first)
    assert not np.array_equal(enlarged(pixels(32, 20), pixels(64, 40), Frame((64, 40)), 2, upscaler), first)


def test_it_is_nearer_to_what_was_made_small_than_bicubic_enlargement(upscaler: Upscaler):
    rings = np.asarray(Image.radial_gradient("L")) % 48 < 24
    true = Image.fromarray((rings * 230).astype(np.uint8)).convert("RGB")
    small = true.resize((64, 64), Image.Resampling.BOX)
    bicubic = small.resize((256, 256), Image.Resampling.BICUBIC)
    made = upscaler.enlarge(np.asarray(small), (256, 256))
    assert error(made, np.asarray(true)) < 0.9 * error(np.asarray(bicubic), np.asarray(true))


@pytest.mark.parametrize("size", [(150, 130), (101, 77), (200, 170)])
def test_sizes_between_are_what_four_times_the_size_is_when_reduced(
    upscaler: Upscaler, size: tuple[int, int]
):
    small = pixels(64, 56)
    largest = Image.fromarray(upscaler.enlarge(small, (256, 224)))
    reduced = np.asarray(largest.resize(size, Image.Resampling.LANCZOS))
    assert error(upscaler.enlarge(small, size), reduced) < 6


def test_more_than_four_times_the_size_is_still_made(upscaler: Upscaler):
    assert upscaler.enlarge(pixels(32, 20), (200, 125)).shape == (125, 200, 3)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_even_wall_stays_even_up_to_its_borders(upscaler: Upscaler, level: int):
    made = upscaler.enlarge(grey(24, 16, level), (96, 64)).astype(int)
    assert np.abs(made - level).max() <= 2


@pytest.mark.parametrize("deviation", [1.5, 3.0])
def test_the_grain_is_as_strong_as_the_noise_it_was_measured_from(deviation: float):
    photo = grained(grey(), deviation, seed=7)
    assert photo.std() == pytest.approx(deviation, rel=0.1)
    assert noise_level(photo) * GRAIN_GAIN == pytest.approx(deviation, rel=0.25)


def test_a_small_photo_gets_less_grain_than_a_large_one_of_the_same_noise():
    small, large = (grained(grey(side, side), 3.0, seed=7) for side in (256, 1024))
    assert grain_beside(small) == pytest.approx(1.0)
    assert grain_beside(large) == pytest.approx(3.0, rel=0.25)


def test_the_grain_is_that_of_the_photo_and_not_of_the_room_around_it(upscaler: Upscaler):
    photo, frame = grained(grey(400, 400), 1.5, seed=7), Frame((400, 400), 200, 200, 200, 200)
    made = enlarged(grey(128, 128), frame.pad_blurred(photo), frame, 1, upscaler)
    assert made[10:-10, 10:-10].std() == pytest.approx(1.5, rel=0.25)


@pytest.mark.parametrize(("asked", "given"), [(0.0, GRAIN[0]), (90.0, GRAIN[1])])
def test_the_grain_stays_within_bounds(asked: float, given: float):
    assert grained(grey(), asked, seed=1).std() == pytest.approx(given, rel=0.1)


def test_the_grain_breaks_the_bands_of_a_smooth_wall():
    ramp = np.repeat(np.linspace(120, 124, 200).round().astype(np.uint8)[None, :, None], 3, axis=2)
    wall = np.repeat(ramp, 50, axis=0)
    assert np.unique(wall[:, 20]).size == 1
    assert np.unique(grained(wall, 0.0, seed=1)[:, 20]).size > 2


@pytest.mark.parametrize("photo", [grey(8, 8), grey(1, 1), grey(level=255), grey(level=0)])
def test_a_photo_that_tells_nothing_has_no_noise(photo: np.ndarray):
    assert noise_level(photo) == 0


@pytest.fixture(scope="module")
def small_tiny(tiny_models: object) -> ModelProfile:
    """The tiny models with a native size, and the built-in upscaler."""
    folders = {role: str(getattr(tiny_models, role)) for role in ("base", "controlnet", "depth")}
    return ModelProfile.model_validate(
        {role: {"role": role, "name": name, "licence": "MIT"} for role, name in folders.items()}
        | {"name": "tiny", "title": "tiny", "native_size": 64, "memory_gb": 1}
        | {"defaults": {"num_inference_steps": 2}, "upscaler": PROFILES["mini"].upscaler}
    )


@pytest.mark.parametrize(("size", "runs"), [((150, 100), True), ((60, 48), False)])
def test_a_picture_names_it_only_where_it_ran(
    small_tiny: ModelProfile, studio: Settings, size: tuple[int, int], runs: bool
):
    request = GenerationRequest.for_profile(small_tiny, prompt="a beach", seed=1)
    picture = BackgroundPipeline(small_tiny, studio).generate(request, cutout(*size))
    assert ("upscaler" in {model.ref.role for model in picture.models}) == runs
    assert picture.seconds["upscale"] >= 0
    assert picture.background.shape == (size[1], size[0], 3)


def test_mini_names_its_upscaler_with_licence_and_it_is_there():
    ref = PROFILES["mini"].upscaler
    assert ref is not None
    assert ref.licence == "MIT"
    assert locate(ref, Settings()).path.name == "upscaler"
