"""What MLflow is told about a run."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.mlflow.projection import difference, file_names, project, request_json
from store.records import Failure, Run, RunStatus, flat_fields
from tests.store_runs import Store, compared, finished, new_run, open_store, queued


@pytest.fixture
def store(tmp_path: Path):
    store = open_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def run(store: Store) -> Run:
    return finished(store.runs, new_run("on an oak table", 7, guidance_scale=7.5))


def test_every_field_of_the_request_is_a_param(run: Run):
    params = project(run).params
    assert params.keys() == run.request.keys()
    assert params["prompt"] == "on an oak table"
    assert params["guidance_scale"] == "7.5"
    assert params["decontaminate"] == "true"
    assert params["depth_model"] == "null"


def test_seconds_of_each_stage_and_the_figures_are_metrics(run: Run):
    assert project(replace(run, rating=4)).metrics == {
        "seconds/matte": 0.5,
        "seconds/inpaint": 4.0,
        "seconds/total": 4.5,
        "matte_coverage": 0.25,
        "subject_max_difference": 0.0,
        "width": 64.0,
        "height": 48.0,
        "rating": 4.0,
    }


def test_a_comparison_with_the_parent_is_a_tag_and_its_psnr_a_metric(store: Store):
    again = project(finished(store.runs, comparison=compared().comparison))
    assert again.tags["comparison"] == "near"
    assert again.metrics["psnr"] == 52.5


def test_tags_say_who_and_what_it_is(run: Run):
    marked = replace(run, starred=True, rating=5, note="too dark", tags=("keep", "shop"), parent="ab" * 16)
    tags = project(marked, parent="mlflow-id").tags
    assert tags["studio.run"] == run.id
    assert tags["group"] == run.group
    assert (tags["profile"], tags["star"], tags["status"]) == ("mini", "true", "finished")
    assert (tags["rating"], tags["note"], tags["tags"]) == ("5", "too dark", "keep, shop")
    assert (tags["parent"], tags["mlflow.parentRunId"]) == ("ab" * 16, "mlflow-id")


def test_a_persons_words_are_not_given_where_mlflow_draws_markdown(run: Run):
    tags = project(replace(run, note="![](http://elsewhere/x.png)")).tags
    assert "mlflow.note.content" not in tags


def test_the_name_is_readable_and_short(run: Run):
    long = replace(run, request={**run.request, "prompt": "a table of oak in the morning light " * 20})
    assert project(run).name == "on an oak table · seed 7"
    assert len(project(long).name) < 80


def test_a_note_too_long_for_mlflow_is_cut(run: Run):
    assert len(project(replace(run, note="x" * 9_000)).tags["note"]) == 8_000


@pytest.mark.parametrize(
    ("status", "word"),
    [("finished", "FINISHED"), ("failed", "FAILED"), ("cancelled", "KILLED"), ("interrupted", "KILLED")],
)
def test_each_end_has_mlflows_word(run: Run, status: str, word: str):
    assert project(replace(run, status=RunStatus(status))).status == word


def test_times_are_the_runs_own(run: Run):
    moved = replace(
        run, started=datetime(2026, 1, 2, tzinfo=UTC), ended=datetime(2026, 1, 2, 0, 1, tzinfo=UTC)
    )
    assert project(moved).end - project(moved).start == 60_000
    assert project(moved).start == 1_767_312_000_000


def test_a_run_cancelled_in_the_queue_starts_when_it_was_asked_for(store: Store):
    (waiting,) = queued(store.runs)
    store.runs.cancel(waiting.id)
    run = store.runs.get(waiting.id)
    assert project(run).start == round(run.created.timestamp() * 1000)


def test_a_failed_run_says_why_and_has_no_figures(run: Run):
    failure = Failure(kind="DeviceError", sentence="There was not enough memory.", traceback="long")
    failed = project(replace(run, status=RunStatus.FAILED, outcome=None, failure=failure))
    assert failed.tags["error"] == "There was not enough memory."
    assert failed.metrics == {}


def test_nothing_is_written_where_mlflow_says_the_same(run: Run):
    wanted = project(run)
    same = difference(wanted, wanted.params, wanted.metrics, wanted.tags)
    assert not same.written
    assert same.untag == ()


def test_only_what_changed_is_written(run: Run):
    before, after = project(run), project(replace(run, starred=True))
    change = difference(after, before.params, before.metrics, before.tags)
    assert change.tags == {"star": "true"}
    assert (change.params, change.metrics, change.untag) == ({}, {}, ())


def test_what_a_person_took_back_is_taken_away(run: Run):
    before = project(replace(run, rating=4, note="nice", tags=("keep",)))
    change = difference(project(run), before.params, before.metrics, before.tags)
    assert change.untag == ("note", "rating", "tags")
    assert change.metrics == {"rating": 0.0}


def test_tags_of_others_are_left_alone(run: Run):
    wanted = project(run)
    assert difference(wanted, wanted.params, wanted.metrics, {**wanted.tags, "team": "blue"}).untag == ()


def test_the_thumbnail_is_named_as_mlflows_image_grid_wants_it(run: Run):
    grid = [name for name, role in file_names(run).items() if role == "thumbnail"]
    assert all(name.startswith("images/composite+step+0+timestamp+") for name in grid)
    assert [name.endswith("+compressed.webp") for name in grid] == [False, True]


def test_a_failed_run_has_no_pictures_to_send(run: Run):
    assert file_names(replace(run, artifacts={})) == {}


def test_the_request_is_readable_json(run: Run):
    asked = replace(run, request={"prompt": "Käse", "seed": 7})
    assert request_json(asked).decode() == '{\n  "prompt": "Käse",\n  "seed": 7\n}\n'


def test_every_field_of_a_scene_is_a_param_of_its_own(store: Store):
    scene = {"kind": "beach", "seed": 3, "light": {"direction": 40, "height": 20}, "props": ["shells"]}
    run = finished(store.runs, new_run("on a beach", profile="scene", scene=scene, pose="lies"))
    params = project(run).params
    assert params["scene.kind"] == "beach"
    assert params["scene.seed"] == "3"
    assert params["scene.light.direction"] == "40.0"
    assert params["scene.colours.ground"] == "null"
    assert params["scene.props"] == '["shells"]'
    assert params["pose"] == "lies"
    assert "scene" not in params


def test_fields_side_by_side_are_named_by_their_way():
    assert flat_fields({"a": 1, "b": {"c": None, "d": {"e": [1]}}, "f": {}}) == {
        "a": 1,
        "b.c": None,
        "b.d.e": [1],
    }
