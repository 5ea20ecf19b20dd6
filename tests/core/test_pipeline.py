"""The stages in order: what is kept, what is remembered, where it can be cancelled, what it refuses."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import Cancelled, ModelMissingError, ProfileError, SubjectError
from core.memo import Memo
from core.pipeline import BackgroundPipeline, Picture
from core.profiles import PROFILES, ModelProfile
from core.progress import STAGES, Progress
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.depth import DepthEstimator
from core.stages.matting import Matter
from core.weights import is_present
from tests.photos import CountingPredictor, cutout, disc, saved, scene


class CountingDepth(DepthEstimator):
    """A real estimator that counts how often it looks."""

    calls = 0

    def nearness(self, image: Image.Image) -> np.ndarray:
        self.calls += 1
        return super().nearness(image)


class Bench:
    """A pipeline whose cut-out model is replaced and whose models are counted."""

    def __init__(self, profile: ModelProfile, settings: Settings) -> None:
        self.pipeline = BackgroundPipeline(profile, settings)
        self.predictor = CountingPredictor()
        assert profile.depth is not None
        folder = Path(profile.depth.name)
        self.depth = CountingDepth(folder, self.pipeline.device)
        self.pipeline._depths[folder] = self.depth
        for name in ("u2net", "u2netp"):
            self.pipeline._matters[name] = Matter(name, settings.weights_dir, predictor=self.predictor)

    @property
    def calls(self) -> tuple[int, int]:
        return self.predictor.calls, self.depth.calls

    def make(self, photo: Any = None, **changes: Any) -> Picture:
        return self.pipeline.generate(self.asked(**changes), scene(96, 64) if photo is None else photo)

    def asked(self, **changes: Any) -> GenerationRequest:
        values: dict[str, Any] = {"prompt": "a beach", "seed": 1, **changes}
        return GenerationRequest.for_profile(self.pipeline.profile, **values)


@pytest.fixture
def bench(tiny: ModelProfile, studio: Settings) -> Bench:
    return Bench(tiny, studio)


def test_a_picture_keeps_its_subject_and_gets_a_new_background(bench: Bench):
    picture = bench.make()
    certain = picture.matte == 255
    assert np.array_equal(picture.composite[certain], picture.source[certain])
    assert np.array_equal(picture.composite[picture.matte == 0], picture.background[picture.matte == 0])
    assert picture.subject_max_difference == 0
    assert picture.matte_coverage == pytest.approx((disc(320, 320) / 255).mean(), abs=0.01)


def test_every_stage_is_told_and_timed_in_order(bench: Bench):
    told: list[Progress] = []
    picture = bench.pipeline.generate(bench.asked(), scene(96, 64), on_progress=told.append)
    assert tuple(dict.fromkeys(progress.stage for progress in told)) == STAGES
    assert tuple(picture.seconds) == STAGES
    assert [(now.step, now.steps) for now in told if now.steps] == [(1, 2), (2, 2)]


def test_a_photo_a_file_and_its_bytes_make_the_same_picture(bench: Bench, tmp_path: Path):
    path = saved(scene(96, 64), tmp_path / "photo.png")
    first = bench.make(scene(96, 64)).composite
    assert np.array_equal(bench.make(path).composite, first)
    assert np.array_equal(bench.make(path.read_bytes()).composite, first)


@pytest.mark.parametrize("size", [(131, 77), (64, 96), (300, 40)])
def test_a_picture_has_exactly_the_fitted_size(bench: Bench, size: tuple[int, int]):
    picture = bench.make(cutout(*size), max_side=128)
    longest = max(size)
    expected = size if longest <= 128 else tuple(round(side * 128 / longest) for side in size)
    assert picture.composite.shape == (expected[1], expected[0], 3)
    assert (
        picture.control.shape == picture.background.shape == picture.source.shape == picture.composite.shape
    )


def test_a_second_prompt_asks_neither_cut_out_nor_depth_model(bench: Bench):
    bench.make()
    bench.make(prompt="a forest", seed=2, scheduler="LCM", matte_feather=2.0)
    assert bench.calls == (1, 1)


def test_another_process_remembers_too(bench: Bench, tiny: ModelProfile, studio: Settings):
    first = bench.make()
    later = Bench(tiny, studio)
    assert np.array_equal(later.make().composite, first.composite)
    assert later.calls == (0, 0)


def test_another_photo_size_or_cut_out_model_is_not_confused(bench: Bench):
    bench.make()
    bench.make(scene(96, 60))
    assert bench.calls == (2, 2)
    bench.make(max_side=80)
    assert bench.calls == (3, 3)
    bench.make(matting_model="u2netp")
    assert bench.calls == (4, 3)


def test_a_changed_depth_model_in_the_same_folder_is_asked_again(bench: Bench, studio: Settings):
    bench.make()
    request = bench.asked()
    model = bench.pipeline._depth_model(request)
    assert model is not None
    (model.path / "config.json").touch()
    picture = bench.make()
    assert bench.depth.calls == 2
    assert picture.subject_max_difference == 0


def test_a_full_disk_costs_the_memory_and_not_the_picture(
    tiny: ModelProfile, studio: Settings, caplog: pytest.LogCaptureFixture
):
    (studio.data_dir / "memo").write_text("in the way")
    assert Bench(tiny, studio).make().subject_max_difference == 0
    assert "is not kept on disk" in caplog.text


def test_the_same_request_twice_gives_the_same_picture_and_another_seed_another(bench: Bench):
    first = bench.make().composite
    assert not np.array_equal(bench.make(seed=2).composite, first)
    assert np.array_equal(bench.make().composite, first)


@pytest.mark.parametrize("stage", STAGES)
def test_it_can_be_cancelled_at_every_stage_without_a_trace(bench: Bench, stage: str):
    reached: list[str] = []
    undisturbed = bench.make(seed=5).composite
    with pytest.raises(Cancelled):
        bench.pipeline.generate(
            bench.asked(prompt="a forest"),
            scene(90, 60),
            on_progress=lambda progress: reached.append(progress.stage),
            cancelled=lambda: len(reached) == STAGES.index(stage),
        )
    assert tuple(dict.fromkeys(reached)) == STAGES[: STAGES.index(stage)]
    assert np.array_equal(bench.make(seed=5).composite, undisturbed)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_it_can_be_cancelled_at_every_step(bench: Bench, step: int):
    steps: list[int] = []
    with pytest.raises(Cancelled):
        bench.pipeline.generate(
            bench.asked(num_inference_steps=3),
            scene(96, 64),
            on_progress=lambda progress: steps.append(progress.step),
            cancelled=lambda: max(steps, default=0) == step - 1 and len(steps) > STAGES.index("inpaint"),
        )
    assert max(steps) == step - 1


def test_a_photos_own_alpha_is_its_matte_and_no_model_cuts_out(bench: Bench):
    picture = bench.make(cutout())
    assert bench.predictor.calls == 0
    assert np.array_equal(picture.matte, disc(96, 64))
    assert picture.matting_model is None


def test_an_own_alpha_needs_no_weights_and_without_it_they_are_missing(tiny: ModelProfile, studio: Settings):
    pipeline, photo = BackgroundPipeline(tiny, studio), cutout()
    request = GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)
    assert pipeline.generate(request, photo).subject_max_difference == 0
    with pytest.raises(ModelMissingError, match="fetch u2net"):
        pipeline.generate(request.model_copy(update={"keep_source_alpha": False}), photo)


def test_an_own_alpha_can_be_set_aside(bench: Bench):
    picture = bench.make(cutout(), keep_source_alpha=False)
    assert bench.predictor.calls == 1
    assert picture.matting_model == "u2net"


def test_a_cut_outs_own_edge_colours_stay(bench: Bench):
    photo = np.dstack([np.full((64, 96, 3), (150, 90, 60)), disc(96, 64)]).astype(np.uint8)
    photo[photo[..., 3] == 0] = 0
    picture = bench.make(Image.fromarray(photo))
    alpha = picture.matte[..., None] / 255
    expected = alpha * (150, 90, 60) + (1 - alpha) * picture.background
    assert np.abs(picture.composite - expected).max() <= 1


def test_the_old_backgrounds_colour_leaves_the_edges_unless_that_is_not_wanted(bench: Bench):
    clean, raw = bench.make(matte_feather=2.0), bench.make(matte_feather=2.0, decontaminate=False)
    different = (clean.composite != raw.composite).any(axis=2)
    assert different.any()
    assert not different[(clean.matte == 255) | (clean.matte == 0)].any()


def test_depth_can_be_kept_to_the_subject(bench: Bench):
    near, whole = bench.make(depth_scope="subject"), bench.make(depth_scope="frame")
    assert (near.control <= whole.control).all()
    assert near.control.sum() < whole.control.sum()
    assert bench.depth.calls == 1


@pytest.mark.parametrize(("level", "said"), [(0, "No subject was found"), (255, "fills the whole frame")])
def test_an_alpha_without_subject_or_background_is_refused(bench: Bench, level: int, said: str):
    photo = scene(96, 64)
    photo.putalpha(level)
    with pytest.raises(SubjectError, match=said):
        bench.make(photo)


def test_a_missing_depth_model_is_told_before_any_work(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    with pytest.raises(ModelMissingError, match=r"Intel/dpt-large.*fetch realistic-vision-depth"):
        bench.make(depth_model="dpt-large")
    assert bench.calls == (0, 0)


def test_a_missing_base_is_told_at_once(studio: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    with pytest.raises(ModelMissingError, match=r"2\.1 GB is not on this machine; .* fetch realistic-vision"):
        BackgroundPipeline(PROFILES["realistic-vision-depth"], studio)


def test_scheduler_options_that_diffusers_does_not_know_are_told(bench: Bench, studio: Settings):
    profile = bench.pipeline.profile.model_copy(update={"scheduler_options": {"timestep_spacing": "odd"}})
    with pytest.raises(ProfileError, match="scheduler DDIM cannot work so: odd is not supported"):
        Bench(profile, studio).make()


def test_memory_can_be_shared_between_pipelines(tiny: ModelProfile, studio: Settings):
    memo = Memo()
    BackgroundPipeline(tiny, studio, memo=memo).generate(
        GenerationRequest.for_profile(tiny, prompt="a", seed=1), cutout()
    )
    assert len(memo._held) == 1
    assert not (studio.data_dir / "memo").exists()


@pytest.mark.weights
def test_a_real_photo_goes_through_the_real_cut_out_model(tiny: ModelProfile, studio: Settings):
    from core.samples import load_sample

    folder = Settings().weights_dir
    if not is_present("u2netp", folder):
        pytest.skip("the weights of u2netp are not here; make setup fetches them")
    pipeline = BackgroundPipeline(tiny, replace(studio, weights_dir=folder))
    request = GenerationRequest.for_profile(
        tiny, prompt="a beach", seed=1, matting_model="u2netp", max_side=256
    )
    picture = pipeline.generate(request, load_sample("coffee"))
    assert 0.2 < picture.matte_coverage < 0.7
    assert picture.subject_max_difference == 0
