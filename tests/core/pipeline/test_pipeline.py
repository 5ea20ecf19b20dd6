"""The stages in order: what is kept, what is remembered, where it can be cancelled, what it refuses."""

from dataclasses import replace
from pathlib import Path
from threading import current_thread
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import CancelledError, ModelMissingError, ProfileError, SubjectError
from core.models.matting_weights import is_present
from core.models.profiles import PROFILES, ModelProfile
from core.models.resolved import ResolvedProfile
from core.pipeline import stages
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.progress import Clock, Progress
from core.pipeline.stage_cache import StageCache
from core.pipeline.stages import Composite, ContactShadow, Depth, Edges, Inpaint, Load, Matte, Upscale
from core.request import GenerationRequest
from core.runtime.cancellation import Cancellation
from core.settings import Settings
from tests.counting import MODEL_STAGES, CountingStudio
from tests.photos import cutout, disc, png, saved, scene
from tests.places import few


@pytest.fixture
def counted(tiny: ModelProfile, studio: Settings) -> CountingStudio:
    return CountingStudio(tiny, studio)


def test_a_picture_keeps_its_subject_and_gets_a_new_background(counted: CountingStudio):
    picture = counted.make()
    certain = picture.matte == 255
    assert np.array_equal(picture.composite[certain], picture.source[certain])
    assert np.array_equal(picture.composite[picture.matte == 0], picture.background[picture.matte == 0])
    assert picture.subject_max_difference == 0
    assert picture.matte_coverage == pytest.approx((disc(320, 320) / 255).mean(), abs=0.01)


def test_every_stage_is_told_and_timed_in_order(counted: CountingStudio):
    told: list[Progress] = []
    picture = counted.pipeline.generate(counted.asked(), scene(96, 64), Clock(told.append))
    assert tuple(dict.fromkeys(progress.stage for progress in told)) == MODEL_STAGES
    assert tuple(picture.seconds) == MODEL_STAGES
    assert [(now.step, now.steps) for now in told if now.steps] == [(1, 2), (2, 2)]


def test_a_photo_a_file_and_its_bytes_make_the_same_picture(counted: CountingStudio, tmp_path: Path):
    path = saved(scene(96, 64), tmp_path / "photo.png")
    first = counted.make(scene(96, 64)).composite
    assert np.array_equal(counted.make(path).composite, first)
    assert np.array_equal(counted.make(path.read_bytes()).composite, first)


@pytest.mark.parametrize("size", [(131, 77), (64, 96), (300, 40)])
def test_a_picture_has_exactly_the_fitted_size(counted: CountingStudio, size: tuple[int, int]):
    picture = counted.make(cutout(*size), max_side=128)
    longest = max(size)
    expected = size if longest <= 128 else tuple(round(side * 128 / longest) for side in size)
    assert picture.composite.shape == (expected[1], expected[0], 3)
    assert (
        picture.control.shape == picture.background.shape == picture.source.shape == picture.composite.shape
    )


def test_a_second_prompt_asks_neither_cut_out_nor_depth_model(counted: CountingStudio):
    counted.make()
    counted.make(prompt="a forest", seed=2, scheduler="LCM", matte_feather=2.0)
    assert counted.calls == (1, 1)


def test_another_process_remembers_too(counted: CountingStudio, tiny: ModelProfile, studio: Settings):
    first = counted.make()
    later = CountingStudio(tiny, studio)
    assert np.array_equal(later.make().composite, first.composite)
    assert later.calls == (0, 0)


def test_another_photo_size_or_cut_out_model_is_not_confused(counted: CountingStudio):
    counted.make()
    counted.make(scene(96, 60))
    assert counted.calls == (2, 2)
    counted.make(max_side=80)
    assert counted.calls == (3, 3)
    counted.make(matting_model="u2netp")
    assert counted.calls == (4, 3)


def test_a_changed_depth_model_in_the_same_folder_is_read_and_asked_again(counted: CountingStudio):
    counted.make()
    analysis = counted.pipeline.analysis
    model = analysis.depth_model(counted.pipeline.profile)
    assert model is not None
    (model.path / "config.json").touch()
    picture = counted.make()
    assert counted.depth.calls == 1
    assert analysis.models.depth(model) is not counted.depth
    assert picture.subject_max_difference == 0


def test_a_full_disk_costs_the_memory_and_not_the_picture(
    tiny: ModelProfile, studio: Settings, caplog: pytest.LogCaptureFixture
):
    (studio.data_dir / "memo").write_text("in the way")
    assert CountingStudio(tiny, studio).make().subject_max_difference == 0
    assert "is not kept on disk" in caplog.text


def test_raising_one_stages_version_forgets_nothing_of_the_others(
    counted: CountingStudio, monkeypatch: pytest.MonkeyPatch
):
    counted.make()
    for stage in (Edges, Inpaint, Upscale, ContactShadow, Composite):
        monkeypatch.setattr(stage, "version", stage.version + 1)
    counted.make(seed=2)
    assert counted.calls == (1, 1)
    monkeypatch.setattr(Depth, "version", Depth.version + 1)
    counted.make(seed=3)
    assert counted.calls == (1, 2)
    monkeypatch.setattr(Matte, "version", Matte.version + 1)
    counted.make(seed=4)
    assert counted.calls == (2, 2)


def test_a_photo_is_decoded_once_for_its_inspection_and_all_variations(
    counted: CountingStudio, monkeypatch: pytest.MonkeyPatch
):
    decoded: list[object] = []
    real = stages.read_image

    def reading(photo: bytes, **limits: int) -> Image.Image:
        decoded.append(photo)
        return real(photo, **limits)

    monkeypatch.setattr(stages, "read_image", reading)
    photo, other = png(scene(96, 64)), png(scene(96, 60))
    analysis = counted.pipeline.analysis
    analysis.inspect(photo, counted.asked())
    for seed in (1, 2):
        counted.make(bytes(bytearray(photo)), seed=seed)
    assert len(decoded) == 1
    counted.make(other)
    assert len(decoded) == 2


def test_the_original_photo_goes_all_the_way(counted: CountingStudio):
    photo = scene(200, 120)
    request = counted.asked(max_side=80, margin=0.25)
    profile = ResolvedProfile.of(counted.pipeline.profile)
    state = counted.pipeline.analysis.look(photo, request, profile, Clock())
    assert state.original is photo
    assert state.frame.scale == pytest.approx(state.frame.photo_size[0] / 200)
    assert state.frame.to_frame(200, 120) == pytest.approx(
        (state.frame.left + state.frame.photo_size[0], state.frame.top + state.frame.photo_size[1]), abs=0.5
    )


def test_the_same_request_twice_gives_the_same_picture_and_another_seed_another(counted: CountingStudio):
    first = counted.make().composite
    assert not np.array_equal(counted.make(seed=2).composite, first)
    assert np.array_equal(counted.make().composite, first)


@pytest.mark.parametrize("stage", few(MODEL_STAGES, "matte", "depth", "inpaint", "composite"))
def test_it_can_be_cancelled_at_every_stage_without_a_trace(counted: CountingStudio, stage: str):
    reached: list[str] = []
    undisturbed = counted.make(seed=5).composite
    with pytest.raises(CancelledError):
        counted.pipeline.generate(
            counted.asked(prompt="a forest"),
            scene(90, 60),
            Clock(
                lambda progress: reached.append(progress.stage),
                Cancellation(lambda: len(set(reached)) == MODEL_STAGES.index(stage)),
            ),
        )
    assert tuple(dict.fromkeys(reached)) == MODEL_STAGES[: MODEL_STAGES.index(stage)]
    assert np.array_equal(counted.make(seed=5).composite, undisturbed)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_it_can_be_cancelled_at_every_step(counted: CountingStudio, step: int):
    steps: list[int] = []
    with pytest.raises(CancelledError):
        counted.pipeline.generate(
            counted.asked(num_inference_steps=3),
            scene(96, 64),
            Clock(
                lambda progress: steps.append(progress.step),
                Cancellation(
                    lambda: max(steps, default=0) == step - 1 and len(steps) > MODEL_STAGES.index("inpaint")
                ),
            ),
        )
    assert max(steps) == step - 1


def test_a_photos_own_alpha_is_its_matte_and_no_model_cuts_out(counted: CountingStudio):
    picture = counted.make(cutout())
    assert counted.predictor.calls == 0
    assert np.array_equal(picture.matte, disc(96, 64))
    assert picture.matting_model is None


def test_an_own_alpha_needs_no_weights_and_without_it_they_are_missing(tiny: ModelProfile, studio: Settings):
    pipeline, photo = BackgroundPipeline(tiny, studio), cutout()
    request = GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)
    assert pipeline.generate(request, photo).subject_max_difference == 0
    with pytest.raises(ModelMissingError, match="fetch u2net"):
        pipeline.generate(request.model_copy(update={"keep_source_alpha": False}), photo)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("max_side", [96, 64])
def test_colours_under_alpha_0_decide_nothing(counted: CountingStudio, max_side: int, keep: bool):
    photos = [np.array(cutout()) for _ in range(2)]
    for photo, hidden in zip(photos, (0, 255), strict=True):
        photo[photo[..., 3] == 0, :3] = hidden
    black, white = (
        counted.make(Image.fromarray(photo), max_side=max_side, keep_source_alpha=keep) for photo in photos
    )
    assert black.layers.keys() == white.layers.keys()
    for name, layer in black.layers.items():
        assert np.array_equal(layer, white.layers[name]), name


@pytest.mark.parametrize("changes", [{}, {"matte_feather": 2.0, "matte_grow": 2}, {"margin": 0.3}])
def test_glass_is_a_subject(counted: CountingStudio, changes: dict[str, Any]):
    photo = scene(96, 64)
    photo.putalpha(Image.fromarray(disc(96, 64) // 255 * np.uint8(110)))
    picture = counted.make(photo, **changes)
    assert counted.predictor.calls == 0
    assert picture.matte.max() == 110


def test_an_own_alpha_can_be_set_aside(counted: CountingStudio):
    picture = counted.make(cutout(), keep_source_alpha=False)
    assert counted.predictor.calls == 1
    assert picture.matting_model == "u2net"


def test_a_cut_outs_own_edge_colours_stay(counted: CountingStudio):
    photo = np.dstack([np.full((64, 96, 3), (150, 90, 60)), disc(96, 64)]).astype(np.uint8)
    photo[photo[..., 3] == 0] = 0
    picture = counted.make(Image.fromarray(photo))
    alpha = picture.matte[..., None] / 255
    expected = alpha * (150, 90, 60) + (1 - alpha) * picture.background
    assert np.abs(picture.composite - expected).max() <= 1


def test_the_old_backgrounds_colour_leaves_the_edges_unless_that_is_not_wanted(counted: CountingStudio):
    clean, raw = counted.make(matte_feather=2.0), counted.make(matte_feather=2.0, decontaminate=False)
    different = (clean.composite != raw.composite).any(axis=2)
    assert different.any()
    assert not different[(clean.matte == 255) | (clean.matte == 0)].any()


def test_room_around_the_photo_leaves_its_subject_and_asks_no_model_again(counted: CountingStudio):
    narrow = counted.make()
    wide = counted.make(margin=0.25)
    assert wide.composite.shape == wide.source.shape == wide.control.shape == (64 + 48, 96 + 48, 3)
    assert wide.subject_max_difference == 0
    assert np.array_equal(wide.source[24:-24, 24:-24], narrow.source)
    assert np.array_equal(wide.matte[24:-24, 24:-24], narrow.matte)
    assert wide.matte.sum() == narrow.matte.sum()
    assert counted.calls == (1, 1)


@pytest.mark.parametrize("keep", [True, False])
def test_where_the_photo_shows_nothing_is_told(counted: CountingStudio, keep: bool):
    photo = cutout()
    made = counted.make(photo, keep_source_alpha=keep)
    assert made.photo_alpha is not None
    assert np.array_equal(made.photo_alpha > 127, np.asarray(photo.getchannel("A")) > 127)
    assert counted.make(photo.convert("RGB")).photo_alpha is None
    around = counted.make(photo.convert("RGB"), margin=0.25).photo_alpha
    assert around is not None
    assert around[0, 0] == 0
    assert around[around.shape[0] // 2, around.shape[1] // 2] == 255


def test_a_picture_with_room_is_no_longer_than_max_side(counted: CountingStudio):
    assert max(counted.make(cutout(200, 120), margin=0.3, max_side=128).composite.shape) in (127, 128)


@pytest.mark.parametrize("scope", ["subject", "frame"])
def test_depth_goes_on_into_the_room(counted: CountingStudio, scope: str):
    narrow, wide = (counted.make(margin=margin, depth_scope=scope).control for margin in (0.0, 0.25))
    assert wide.shape == (112, 144, 3)
    middle = np.abs(wide[44:-44, 64:-64].astype(int) - narrow[20:-20, 40:-40]).max()
    assert middle == 0
    if scope == "frame":
        assert np.array_equal(wide[0], np.pad(narrow[0], ((24, 24), (0, 0)), mode="edge"))


def test_depth_can_be_kept_to_the_subject(counted: CountingStudio):
    near, whole = counted.make(depth_scope="subject"), counted.make(depth_scope="frame")
    assert (near.control <= whole.control).all()
    assert near.control.sum() < whole.control.sum()
    assert counted.depth.calls == 1


@pytest.mark.parametrize(("level", "said"), [(0, "No subject was found"), (255, "fills the whole frame")])
def test_an_alpha_without_subject_or_background_is_refused(counted: CountingStudio, level: int, said: str):
    photo = scene(96, 64)
    photo.putalpha(level)
    with pytest.raises(SubjectError, match=said):
        counted.make(photo)


def test_a_missing_depth_model_is_told_before_any_work(
    counted: CountingStudio, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    with pytest.raises(ModelMissingError, match=r"Intel/dpt-large.*fetch dpt-large"):
        counted.make(depth_model="dpt-large")
    assert counted.calls == (0, 0)


def test_a_missing_base_is_told_at_once(studio: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    with pytest.raises(ModelMissingError, match=r"2\.1 GB is not on this machine; .* fetch realistic-vision"):
        BackgroundPipeline(PROFILES["realistic-vision-depth"], studio)


def test_scheduler_options_that_diffusers_does_not_know_are_told(counted: CountingStudio, studio: Settings):
    profile = counted.pipeline.profile.model_copy(update={"scheduler_options": {"timestep_spacing": "odd"}})
    with pytest.raises(ProfileError, match="scheduler DDIM cannot work so: odd is not supported"):
        CountingStudio(profile, studio).make()


def test_memory_can_be_shared_between_pipelines(tiny: ModelProfile, studio: Settings):
    stage_cache = StageCache()
    BackgroundPipeline(tiny, studio, stage_cache=stage_cache).generate(
        GenerationRequest.for_profile(tiny, prompt="a", seed=1), cutout()
    )
    assert stage_cache.held == 1
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


def test_cleaning_the_edges_works_on_a_ready_made_cut_out(counted: CountingStudio):
    y, x = np.mgrid[:96, :96]
    alpha = np.clip((30 - np.hypot(y - 48, x - 48)) / 6 + 0.5, 0, 1)[..., None]
    clean, dark = (
        Image.fromarray(np.dstack([colours, alpha * 255]).round().astype(np.uint8))
        for colours in (np.full((96, 96, 3), 240.0), 240.0 * alpha.repeat(3, 2))
    )
    rim = (alpha[..., 0] > 0.3) & (alpha[..., 0] < 1)
    for cleaning in (True, False):
        made, wanted = (
            counted.make(photo, decontaminate=cleaning).source[rim].astype(int) for photo in (dark, clean)
        )
        assert (np.abs(made - wanted).max() <= 6) == cleaning


def test_small_parts_are_remembered_apart(counted: CountingStudio):
    for keep in (False, True, True, False):
        counted.make(keep_small_parts=keep)
    assert counted.predictor.calls == 2


def test_weights_are_read_beside_the_first_cut_out_and_a_failure_is_told_where_they_are_needed(
    counted: CountingStudio, monkeypatch: pytest.MonkeyPatch
):
    threads: list[str] = []
    whole = Load.load

    def load(stage: Load) -> None:
        threads.append(current_thread().name)
        if len(threads) == 1:
            raise ModelMissingError("They are damaged.")
        whole(stage)

    monkeypatch.setattr(Load, "load", load)
    counted.make()
    assert threads[0] == "weights"
    assert threads[1:] == ["MainThread"]
    counted.make(seed=2)
    assert threads[2:] == ["MainThread"]
