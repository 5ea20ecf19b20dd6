"""Scenes through the studio, with the real painters: recorded, found, made again, handed out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.groups.batch import Item, Wishes, batch
from core.groups.requests import Requests
from core.library.comparison import pixels_of
from core.metadata.recipe import read_recipe
from core.models.profiles import PROFILES
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.settings import Settings
from core.studio import Studio
from store.mlflow.projection import project
from store.records import Run, RunQuery, RunStatus
from tests.groups import planned_photo
from tests.photos import png
from tests.scenes import SCENE_STAGES, asked, bottle
from tests.store_runs import finished, new_run
from tests.studios import ended

PHOTO = png(bottle())


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    settings = Settings(data_dir=tmp_path / "data", weights_dir=tmp_path / "weights", device="cpu")
    studio = Studio.open(settings, preload=False, mirror=False)
    yield studio
    studio.close()


def painted(kind: str = "", **changes: Any) -> GenerationRequest:
    values: dict[str, Any] = {"scene_painter": "painted", **changes}
    return asked(kind, **values)


def made(studio: Studio, *requests: GenerationRequest) -> list[Run]:
    ids = studio.submit(requests, PHOTO, source_name="bottle.png", owner="ann")
    return [ended(studio, run_id) for run_id in ids]


def facts(run: Run) -> dict[str, Any]:
    assert run.status == RunStatus.FINISHED, run.failure
    assert run.outcome is not None
    return dict(run.outcome.environment)


def test_a_scene_is_recorded_with_all_that_made_it(studio: Studio) -> None:
    (run,) = made(studio, painted())
    scene = scene_for("on a beach", 3)
    assert run.request["scene"] == scene.model_dump(mode="json")
    assert facts(run)["scene"] == {
        "pose": "stands",
        "size": "life",
        "painter": "painted",
        "painted": scene.model_dump(mode="json"),
        "remarks": [
            "The photo is 96 × 96 px, too small to sell with: shops ask for 1,000 px or more.",
        ],
    }
    assert tuple(facts(run)["stages"]) == SCENE_STAGES
    assert run.outcome is not None
    assert tuple(run.outcome.seconds) == SCENE_STAGES
    assert run.outcome.subject_max_difference == 0
    assert list(studio.library.records.verify()) == []


def test_a_re_run_is_identical(studio: Studio) -> None:
    (run,) = made(studio, painted(pose="lies"))
    again = ended(studio, studio.rerun(run.id, "ben"))
    assert again.outcome is not None
    assert again.outcome.comparison is not None
    assert (again.outcome.comparison.verdict, again.outcome.comparison.changes) == ("identical", ())
    assert (again.request, again.digest) == (run.request, run.digest)


def test_pictures_of_one_wish_are_different_places(studio: Studio) -> None:
    runs = made(studio, painted(seed=3), painted(seed=4))
    assert len({run.artifacts["composite"].sha256 for run in runs}) == 2
    assert {run.request["scene"]["kind"] for run in runs} == {"beach"}


def test_runs_are_found_by_the_kind_that_their_words_drew(studio: Studio) -> None:
    beach, meadow = made(studio, painted(), painted(prompt="in a meadow"))
    assert studio.runs.facets().scenes == ("beach", "meadow")
    assert [run.id for run in studio.runs.search(RunQuery(scene="meadow")).runs] == [meadow.id]
    assert beach.request["scene"]["kind"] == "beach"


def test_the_mirror_has_each_field_of_the_scene(studio: Studio) -> None:
    (run,) = made(studio, painted())
    params = project(run).params
    assert params["scene.kind"] == "beach"
    assert float(params["scene.light.height"]) == run.request["scene"]["light"]["height"]
    assert params["scene_painter"] == "painted"
    assert "seconds/scene" in project(run).metrics


@pytest.mark.parametrize("form", ["png", "webp"])
def test_a_picture_carries_its_scene_and_which_painter_made_it(studio: Studio, form: Any) -> None:
    (run,) = made(studio, painted())
    assert studio.recipe(run)["environment"]["scene"]["painter"] == "painted"
    restored = read_recipe(studio.export(run.id, form)[0], studio.profiles())
    assert restored is not None
    assert restored.remarks == ()
    assert restored.values["scene"] == run.request["scene"]


def test_what_cannot_be_traced_fails_by_a_sentence_and_can_be_asked_for_again(studio: Studio) -> None:
    (run,) = made(studio, painted(scene_painter="traced"))
    assert run.status == RunStatus.FAILED
    assert run.failure is not None
    assert run.failure.sentence == (
        "The scene cannot be traced, since Beach has no set for it; choose the scene painter auto."
    )


def test_scenes_and_models_take_turns(studio: Studio) -> None:
    runs = made(studio, painted(), painted(prompt="in a meadow"))
    expected = studio.expected_seconds("scene", 30)
    assert {run.status for run in runs} == {RunStatus.FINISHED}
    assert expected is not None
    assert 0 < expected < 60


def test_a_queued_scene_has_no_steps_to_count(studio: Studio) -> None:
    ids = studio.submit([painted(), painted(seed=4)], PHOTO, source_name="bottle.png", owner="ann")
    jobs = [job for job in (studio.job(run_id) for run_id in ids) if job is not None]
    for run_id in ids:
        ended(studio, run_id)
    assert all((job.step, job.steps) == (0, 0) for job in jobs)


def test_the_preview_is_of_the_picture_that_is_made(studio: Studio) -> None:
    request = painted("beach", max_side=128)
    shown = studio.stage(PHOTO, "a photo", request, 128)
    (run,) = made(studio, request)
    composite = pixels_of(studio.runs.artifact(run.id, "composite"))
    assert shown.image.shape == composite.shape
    assert np.abs(shown.image.astype(int) - composite).mean() < 3


def test_which_pictures_are_traced_is_known_before(studio: Studio) -> None:
    beach = painted("beach", scene_painter="auto")
    assert beach.scene is not None
    assert not studio.traces(beach, beach.scene)
    table = painted("table")
    assert table.scene is not None
    assert not studio.traces(table, table.scene)


def test_a_batch_of_traced_places_is_expected_by_those_that_were_traced(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio._painters, "_variant", lambda: "llvm_ad_rgb")
    size: dict[str, Any] = {"width": 256, "height": 168}

    def taken(painter: str, seconds: float) -> None:
        asked = new_run("on a table", 1, profile="scene")
        told: dict[str, Any] = {"scene": {"painter": painter}}
        finished(studio.runs, asked, seconds={"scene": seconds}, environment=told, **size)

    for _ in range(3):
        taken("painted", 2.0)
    base = {"profile": "scene", "max_side": 256}
    wishes = Wishes(prompts=("on an oak table",), seeds=(1, 2), base=base)
    requests = Requests(lambda name: PROFILES[name], "scene")
    photo = replace(planned_photo(), width=52, height=32)
    plan = batch([Item(photo=photo)], wishes, requests, template="{source}-{seed}", lists=Path("none"))
    assert studio.expects(plan).seconds == pytest.approx(4.0)  # nothing nearer is known
    taken("traced", 40.0)
    assert studio.expects(plan).seconds == pytest.approx(80.0)
