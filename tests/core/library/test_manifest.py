"""What a run says about itself: whole, JSON-ready, with the very figures of its picture."""

import hashlib
import json

import numpy as np
import pytest

from core.errors import InputError
from core.library.manifest import environment, manifest, outcome_of
from core.pipeline.stages import STAGE_NAMES
from core.runtime.device import Device
from core.runtime.processor import processor_name
from core.version import APP_VERSION
from tests.fakes import FAKE_DEVICE, FakeGenerators, fake_profile
from tests.photos import cutout, png
from tests.studios import Opening, asked, made, submitted


def test_an_outcome_has_the_pictures_own_figures() -> None:
    picture = FakeGenerators()(fake_profile()).generate(asked(), png(cutout()))
    outcome = outcome_of(picture, FAKE_DEVICE)
    assert (outcome.width, outcome.height) == (picture.matte.shape[1], picture.matte.shape[0])
    assert outcome.pixels_sha256 == hashlib.sha256(picture.composite.tobytes()).hexdigest()
    assert outcome.matte_coverage == pytest.approx(float(np.mean(picture.matte)) / 255, abs=1e-6)
    assert outcome.subject_max_difference == 0
    assert outcome.environment["studio"] == APP_VERSION
    assert tuple(outcome.environment["stages"]) == STAGE_NAMES
    assert outcome.environment["libraries"]["diffusers"]
    assert all(row["licence"] for row in outcome.models)


def test_what_decides_pixels_on_a_cpu_is_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATEN_CPU_CAPABILITY", "avx2")
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA", raising=False)
    told = environment(Device("cpu", "float32", "CPU, 2 threads", capability="AVX2", threads=2))
    assert (told["cpu_capability"], told["threads"]) == ("AVX2", 2)
    assert told["variables"] == {"ATEN_CPU_CAPABILITY": "avx2"}
    assert told["processor"] == processor_name()
    on_a_card = environment(Device("cuda", "float16", "a card"))
    assert not on_a_card.keys() & {"cpu_capability", "threads"}


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
