"""What was worked out by other libraries, threads or instructions is not taken for what these work out."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from core.models.profile import ModelProfile
from core.pipeline import computing
from core.pipeline.analysis import Analysis
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.runtime.device import Device
from core.settings import Settings
from tests.counting import counting_models
from tests.photos import png, scene

CPU = Device("cpu", "float32", "CPU, 1 threads", capability="AVX2", threads=1)
CARD = Device("cuda", "float16", "a card")


@pytest.mark.parametrize(
    "other", [replace(CPU, threads=2), replace(CPU, capability="AVX512"), CARD, replace(CARD, name="another")]
)
def test_the_device_is_in_the_key_of_depth(other: Device):
    first = CARD if other.name == "another" else CPU
    assert computing.depth_facts(first, "torch.float32") != computing.depth_facts(other, "torch.float32")


def test_how_sums_round_is_in_the_key_of_depth(monkeypatch: pytest.MonkeyPatch):
    before = computing.depth_facts(CPU, "torch.float32")
    assert computing.depth_facts(CPU, "torch.float16") != before
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    assert computing.depth_facts(CPU, "torch.float32") != before


@pytest.mark.parametrize("variable", ["NPY_DISABLE_CPU_FEATURES", "OPENCV_CPU_DISABLE", "NUMBA_CPU_NAME"])
def test_what_holds_instructions_back_is_in_every_key(variable: str, monkeypatch: pytest.MonkeyPatch):
    every = computing.matting_facts, computing.foreground_facts, partial(computing.depth_facts, CPU, "x")
    before = [facts() for facts in every]
    monkeypatch.setenv(variable, "AVX2")
    assert all(facts() != former for facts, former in zip(every, before, strict=True))


def test_the_processor_is_in_every_key(monkeypatch: pytest.MonkeyPatch):
    every = computing.matting_facts, computing.foreground_facts, partial(computing.depth_facts, CPU, "x")
    before = [facts() for facts in every]
    monkeypatch.setattr(computing, "processor_name", lambda: "another one")
    assert all(facts() != former for facts, former in zip(every, before, strict=True))


def test_threads_have_no_say_in_what_a_card_computes():
    assert computing.depth_facts(CARD, "x") == computing.depth_facts(replace(CARD, threads=2), "x")


def test_a_library_of_another_version_looks_again_and_an_unchanged_one_does_not(
    studio: Settings, tiny: ModelProfile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    request = GenerationRequest.for_profile(tiny, prompt="a beach", seed=1)
    counts: list[tuple[int, int]] = []
    for versions in ("1", "1", "2"):
        monkeypatch.setattr(computing, "version_of", lambda name, said=versions: said)
        models, predictor, depth = counting_models(studio, tiny)
        cache = StageCache(tmp_path / "memo")
        Analysis(studio, stage_cache=cache, models=models).inspect(png(scene(96, 64)), request)
        counts.append((predictor.calls, depth.calls))
    assert counts == [(1, 1), (0, 0), (1, 1)]
