"""Cut-out and depth before any generation: the very ones that a picture begins with, for many threads."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageError, ModelMissingError, ProfileError, SubjectError
from core.models.matting_weights import matting_path
from core.models.profiles import PROFILES, ModelProfile, resolve_profile
from core.pipeline.analysis import Analysis
from core.pipeline.models import PhotoModels
from core.pipeline.pipeline import BackgroundPipeline
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.depth import DepthEstimator
from core.stages.matting import Matting
from tests.counting import CountingDepth, CountingPredictor, counting_models
from tests.photos import cutout, disc, png, scene

Counted = tuple[PhotoModels, CountingPredictor, CountingDepth]


@pytest.fixture
def counted(studio: Settings, tiny: ModelProfile) -> Counted:
    """Models whose cut-out and depth count how often they are asked."""
    return counting_models(studio, tiny)


@pytest.fixture
def analysis(studio: Settings, counted: Counted) -> Analysis:
    return Analysis(studio, models=counted[0])


@pytest.fixture
def request_(tiny: ModelProfile) -> GenerationRequest:
    return GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)


def together(count: int, work: Callable[[], object]) -> list[object]:
    """What ``work`` gives in so many threads that begin at once."""
    barrier = Barrier(count)

    def begin(_: int) -> object:
        barrier.wait(20)
        return work()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def test_a_photo_is_inspected_as_a_picture_of_it_begins(
    analysis: Analysis, tiny: ModelProfile, studio: Settings, request_: GenerationRequest
):
    request = request_.model_copy(update={"max_side": 80, "matte_feather": 2.0, "depth_scope": "subject"})
    seen = analysis.inspect(png(scene(120, 90)), request)
    picture = BackgroundPipeline(tiny, studio, analysis=analysis).generate(request, png(scene(120, 90)))
    for name in ("source", "matte", "control"):
        assert np.array_equal(getattr(seen, name), getattr(picture, name))
    assert seen.matte.shape == (60, 80)
    assert seen.coverage == picture.matte_coverage


def test_a_picture_finds_what_was_inspected_remembered(
    analysis: Analysis, tiny: ModelProfile, studio: Settings, request_: GenerationRequest, counted: Counted
):
    _, predictor, depth = counted
    analysis.inspect(scene(96, 64), request_)
    BackgroundPipeline(tiny, studio, analysis=analysis).generate(request_, scene(96, 64))
    assert (predictor.calls, depth.calls) == (1, 1)


def test_a_photos_own_alpha_is_shown_as_its_matte(analysis: Analysis, request_: GenerationRequest):
    seen = analysis.inspect(png(cutout()), request_)
    assert seen.own_alpha
    assert np.array_equal(seen.matte, disc(96, 64))


def test_a_profile_that_is_shown_the_mask_needs_no_depth_model(analysis: Analysis):
    request = GenerationRequest.for_profile(PROFILES["photo-background"], prompt="a beach", seed=1)
    seen = analysis.inspect(cutout(), request)
    assert np.array_equal(seen.control, np.dstack([255 - seen.matte] * 3))
    assert seen.depth_model is None


def test_what_cannot_be_inspected_is_told_in_a_sentence(
    studio: Settings, request_: GenerationRequest, monkeypatch: pytest.MonkeyPatch
):
    analysis = Analysis(studio)
    with pytest.raises(ImageError, match="not a photo"):
        analysis.inspect(b"no photo", request_)
    with pytest.raises(ModelMissingError, match="fetch u2net"):
        analysis.inspect(scene(96, 64), request_)
    with pytest.raises(ProfileError, match="no profile 'gone'"):
        analysis.inspect(cutout(), request_.model_copy(update={"profile": "gone"}))
    empty = cutout()
    empty.putalpha(0)
    with pytest.raises(SubjectError, match="No subject"):
        analysis.inspect(empty, request_)
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    with pytest.raises(ModelMissingError, match="dpt-large"):
        analysis.inspect(cutout(), request_.model_copy(update={"depth_model": "dpt-large"}))


def test_threads_that_ask_for_the_same_at_once_wait_for_one_answer(
    analysis: Analysis, tiny: ModelProfile, request_: GenerationRequest, counted: Counted
):
    _, predictor, depth = counted
    seen = together(6, lambda: analysis.inspect(scene(96, 64), request_))
    assert len(seen) == 6
    assert (predictor.calls, depth.calls) == (1, 1)


def test_each_model_is_loaded_once_for_all_threads(
    analysis: Analysis, request_: GenerationRequest, monkeypatch: pytest.MonkeyPatch
):
    loaded: list[DepthEstimator] = []
    load = DepthEstimator.load

    def counting(self: DepthEstimator) -> None:
        if self._model is None:
            loaded.append(self)
        load(self)

    monkeypatch.setattr(DepthEstimator, "load", counting)
    sizes = iter([(96, 64), (90, 64), (80, 64), (70, 64)])
    together(4, lambda: analysis.inspect(cutout(*next(sizes)), request_))
    assert len(loaded) == 1


def test_released_models_are_loaded_again_when_a_photo_asks(analysis: Analysis, request_: GenerationRequest):
    first = analysis.inspect(cutout(96, 64), request_)
    analysis.models.release()
    analysis.stage_cache.empty()
    assert np.array_equal(analysis.inspect(cutout(96, 64), request_).control, first.control)


@pytest.mark.parametrize("kept", ["tiny", "photo-background", "realistic-vision-depth"])
def test_depth_models_go_that_a_profile_does_not_take(
    analysis: Analysis, tiny: ModelProfile, request_: GenerationRequest, kept: str, counted: Counted
):
    models, _, depth = counted
    other = request_.model_copy(update={"depth_model": "depth-anything-v2-small"})
    for request in (request_, other):
        analysis.inspect(cutout(), request)
    assert len(models.depth_folders) == 2
    models.keep_depth_of(resolve_profile(kept, analysis.settings))
    assert models.depth_folders == ((depth.folder,) if kept == "tiny" else ())


def test_a_profile_whose_depth_model_is_not_here_keeps_none(
    analysis: Analysis, tiny: ModelProfile, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    analysis.models.keep_depth_of(PROFILES["realistic-vision-depth"])
    assert analysis.models.depth_folders == ()


def test_an_analysis_costs_nothing_before_it_is_asked(studio: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "core.pipeline.models.choose_device", lambda _: pytest.fail("torch would be imported")
    )
    analysis = Analysis(studio)
    assert analysis.models.depth_folders == ()


def test_another_model_in_the_same_folder_is_read_anew(analysis: Analysis, tiny: ModelProfile):
    model = analysis.depth_model(tiny)
    assert model is not None
    first = analysis.models.depth(model)
    assert analysis.models.depth(model) is first
    (model.path / "config.json").touch()
    assert analysis.models.depth(model) is not first


def test_a_cut_out_model_that_a_user_replaces_is_read_anew_and_cuts_out_again(
    tmp_path: Path, tiny: ModelProfile, studio: Settings, request_: GenerationRequest
):
    settings = replace(studio, weights_dir=tmp_path / "weights")
    weights = matting_path("u2net", settings.weights_dir)
    weights.parent.mkdir(parents=True)
    read: list[Matting] = []

    def make_matting(name: str, folder: Path) -> Matting:
        read.append(Matting(name, folder, predictor=CountingPredictor()))
        return read[-1]

    analysis = Analysis(settings, models=PhotoModels(settings, make_matting=make_matting))
    for turn in (1, 2, 2):
        weights.write_bytes(bytes(turn))
        os.utime(weights, ns=(turn, turn))
        analysis.inspect(png(scene(96, 64)), request_)
    assert len(read) == 2


def test_the_old_backgrounds_rim_goes_where_clean_edges_are_wanted(
    analysis: Analysis, tiny: ModelProfile, request_: GenerationRequest, counted: Counted
):
    _, predictor, _ = counted
    y, x = np.mgrid[:90, :120]
    # A little less than the ellipse that the model believes in.
    subject = np.hypot((x - 60) / 37, (y - 45) / 27.5) < 1
    photo = png(
        Image.fromarray(np.where(subject[..., None], np.array((40, 120, 60), np.uint8), np.uint8(250)))
    )
    asked = (request_.model_copy(update={"decontaminate": wanted}) for wanted in (False, True))
    raw, clean = (analysis.inspect(photo, request).matte for request in asked)
    assert (clean <= raw).all()
    rim = ~subject & (raw == 255)
    assert rim.any()
    assert clean[rim].mean() < 127
    assert predictor.calls == 1
