"""What a run says about itself: whole, JSON-ready, with the very figures of its picture."""

import hashlib
import json
import pickle
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from core.engine.ray.worker import Made, _Outcome
from core.errors import InputError
from core.library.comparison import changes
from core.library.manifest import environment, manifest, models, outcome_of
from core.models.matting_weights import matting_path
from core.models.profile import ModelProfile
from core.pipeline.pipeline import Picture
from core.pipeline.stages import STAGE_NAMES
from core.runtime.device import Device
from core.runtime.host import this_host
from core.runtime.processor import VARIABLES, processor_name
from core.settings import Settings
from core.version import APP_VERSION
from tests.counting import CountingStudio
from tests.fakes import FAKE_DEVICE, FakeGenerators, fake_job, fake_profile
from tests.photos import cutout, png
from tests.scenes import SCENE_STAGES, Studio
from tests.scenes import asked as in_scene
from tests.studios import Opening, asked, made, submitted


def test_an_outcome_has_the_pictures_own_figures() -> None:
    picture = FakeGenerators()(fake_profile()).generate(asked(), png(cutout()))
    outcome = outcome_of(picture, FAKE_DEVICE)
    assert (outcome.width, outcome.height) == (picture.matte.shape[1], picture.matte.shape[0])
    assert outcome.pixels_sha256 == hashlib.sha256(picture.composite.tobytes()).hexdigest()
    assert outcome.matte_coverage == pytest.approx(float(np.mean(picture.matte)) / 255, abs=1e-6)
    assert outcome.subject_max_difference == 0
    assert outcome.environment["studio"] == APP_VERSION
    assert set(outcome.environment["stages"]) == picture.seconds.keys() <= set(STAGE_NAMES)
    assert outcome.environment["libraries"]["diffusers"]
    assert all(row["licence"] for row in outcome.models)


def test_what_decides_pixels_on_a_cpu_is_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATEN_CPU_CAPABILITY", "avx2")
    for name in VARIABLES[1:]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "AVX512F")
    told = environment(Device("cpu", "float32", "CPU, 2 threads", capability="AVX2", threads=2))
    assert (told["cpu_capability"], told["threads"]) == ("AVX2", 2)
    assert told["variables"] == {"ATEN_CPU_CAPABILITY": "avx2", "NPY_DISABLE_CPU_FEATURES": "AVX512F"}
    assert told["processor"] == processor_name()
    on_a_card = environment(Device("cuda", "float16", "a card"))
    assert not on_a_card.keys() & {"cpu_capability", "threads"}


def test_what_a_worker_says_of_its_machine_is_what_is_recorded() -> None:
    elsewhere = {**this_host(), "processor": "another processor", "libraries": {"torch": "9"}}
    told = environment(Device("cpu", "float32", "CPU, 2 threads", host=elsewhere))
    assert (told["processor"], told["libraries"]) == ("another processor", {"torch": "9"})
    outcome = _Outcome()
    outcome.finished(fake_job("1"), cast(Picture, None), Device("cpu", "float32", "CPU, 2 threads"))
    assert isinstance(outcome.told, Made)
    assert pickle.loads(pickle.dumps(outcome.told)).device.host == this_host()


def test_cut_out_weights_that_were_swapped_are_recorded_and_told(
    tiny: ModelProfile, studio: Settings
) -> None:
    path = matting_path("u2net", studio.weights_dir)
    path.parent.mkdir(parents=True)
    recorded: list[list[dict[str, str | None]]] = []
    for content in (b"the weights", b"others in their place"):
        path.write_bytes(content)
        recorded.append(models(CountingStudio(tiny, studio).make()))
        assert recorded[-1][0]["revision"] == f"sha256-{hashlib.sha256(content).hexdigest()}"
    first, second = recorded
    (said,) = changes(first, second, {}, {})
    assert said.startswith("The matting model was u2net (")


def test_weights_that_are_replaced_before_they_are_hashed_are_not_claimed(
    tiny: ModelProfile, studio: Settings
) -> None:
    path = matting_path("u2net", studio.weights_dir)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"the weights")
    picture = CountingStudio(tiny, studio).make()
    path.write_bytes(b"others in their place")
    assert models(picture)[0] == {**models(picture)[0], "name": "u2net", "revision": None}


def test_a_runs_manifest_is_whole_and_can_be_written_as_json(opening: Opening) -> None:
    (run,) = made(opening())
    account = manifest(run)
    assert json.loads(json.dumps(account)) == account
    assert (account["run"], account["digest"], account["seed"]) == (run.id, run.digest, 1)
    assert set(account["seconds"]) <= set(STAGE_NAMES)


def test_a_run_without_a_picture_has_none(opening: Opening) -> None:
    studio = opening()
    (run_id,) = submitted(studio)
    with pytest.raises(InputError, match="has no picture"):
        manifest(studio.runs.get(run_id))


def test_a_scene_is_in_the_environment_with_the_stages_that_it_passed(tmp_path: Path) -> None:
    picture = Studio(tmp_path).make(in_scene())
    outcome = outcome_of(picture, FAKE_DEVICE)
    told = outcome.environment["scene"]
    assert (told["pose"], told["painter"]) == ("stands", "painted")
    assert told["painted"]["kind"] == "beach"
    assert tuple(outcome.environment["stages"]) == SCENE_STAGES
    assert outcome.models == ()
    assert outcome.environment["libraries"]["opencv-python-headless"]
    assert json.loads(json.dumps(dict(outcome.environment))) == outcome.environment


def test_without_a_scene_none_is_in_the_environment() -> None:
    picture = FakeGenerators()(fake_profile()).generate(asked(), png(cutout()))
    assert "scene" not in outcome_of(picture, FAKE_DEVICE).environment
