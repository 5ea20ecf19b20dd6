"""The mirror on a real MLflow database: what it says of our runs, and says only once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.mlflow.local import erase
from store.mlflow.mirror import Mirror
from store.records import Failure, Run
from store.runs import Runs
from tests.mlflows import Studio, open_studio
from tests.store_runs import blob_file, finished, new_run, png, queued


@pytest.fixture
def studio(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from open_studio(tmp_path, tmp_path_factory)


def mirrored(studio: Studio, **changes) -> Run:
    run = finished(studio.runs, **changes)
    assert studio.mirror.sync().sentence is None
    return run


def test_a_finished_run_is_told_with_its_own_times(studio: Studio):
    run = mirrored(studio)
    told = studio.mirrored(run)
    assert run.started is not None
    assert run.ended is not None
    assert told.info.status == "FINISHED"
    assert told.info.start_time == round(run.started.timestamp() * 1000)
    assert told.info.end_time == round(run.ended.timestamp() * 1000)
    assert told.info.run_name == "on an oak table · seed 7"
    assert told.data.params["prompt"] == "on an oak table"
    assert told.data.metrics["seconds/inpaint"] == 4.0
    assert told.data.tags["studio.run"] == run.id
    assert studio.runs.unmirrored(10) == []


def test_the_picture_the_request_and_a_thumbnail_go_along(studio: Studio):
    files = studio.files(mirrored(studio))
    assert files["composite.png"] == png("teal")
    assert b'"prompt": "on an oak table"' in files["request.json"]
    assert sum(name.startswith("images/") for name in files) == 2


def test_nothing_of_a_picture_is_in_the_systems_temporary_folder(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(studio.folder / "nowhere"))
    assert "composite.png" in studio.files(mirrored(studio))
    assert list((studio.folder / "tmp").rglob("*.png")) == []


def test_what_a_killed_mirror_left_goes_with_the_next_copy(studio: Studio):
    left = studio.folder / "tmp" / "mirror" / "of-a-killed-one" / "composite.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(png("teal"))
    mirrored(studio)
    assert not left.parent.exists()


def test_failed_and_cancelled_runs_are_told_too(studio: Studio):
    failed, cancelled = queued(studio.runs, new_run(seed=1), new_run(seed=2))
    studio.runs.fail(failed.id, Failure(kind="DeviceError", sentence="There was not enough memory."))
    studio.runs.cancel(cancelled.id)
    assert studio.mirror.sync().done == 2
    assert studio.mirrored(failed).info.status == "FAILED"
    assert studio.mirrored(failed).data.tags["error"] == "There was not enough memory."
    assert studio.mirrored(cancelled).info.status == "KILLED"
    assert studio.files(failed).keys() == {"request.json"}


def test_a_change_updates_the_same_mlflow_run(studio: Studio):
    run = mirrored(studio)
    studio.runs.star(run.id, True)
    studio.runs.tag(run.id, ["keep"])
    studio.runs.rate(run.id, 4)
    assert studio.mirror.sync().done == 1
    (told,) = studio.all_mirrored()
    assert (told.data.tags["star"], told.data.tags["tags"]) == ("true", "keep")
    assert told.data.metrics["rating"] == 4.0


def test_a_rating_taken_back_is_gone(studio: Studio):
    run = finished(studio.runs)
    studio.runs.rate(run.id, 4)
    studio.mirror.sync()
    studio.runs.rate(run.id, None)
    studio.mirror.sync()
    assert "rating" not in studio.mirrored(run).data.tags
    assert studio.mirrored(run).data.metrics["rating"] == 0.0


def test_the_bin_is_mlflows_bin_and_back(studio: Studio):
    run = mirrored(studio)
    studio.runs.delete([run.id])
    studio.mirror.sync()
    assert studio.mirrored(run).info.lifecycle_stage == "deleted"
    studio.runs.restore([run.id])
    studio.mirror.sync()
    assert studio.mirrored(run).info.lifecycle_stage == "active"
    assert len(studio.all_mirrored(deleted=True)) == 1


def test_a_purged_run_leaves_mlflow_with_its_files(studio: Studio):
    run, kept = mirrored(studio), mirrored(studio)
    mlflow_id = studio.mirrored(run).info.run_id
    studio.runs.delete([run.id])
    studio.runs.purge([run.id])
    assert studio.mirror.sync().sentence is None
    assert [told.data.tags["studio.run"] for told in studio.all_mirrored(deleted=True)] == [kept.id]
    assert not (studio.folder / "mlflow-artifacts" / mlflow_id / "artifacts").exists()
    assert studio.runs.purged_mirrors() == []


def test_a_run_purged_while_it_is_told_leaves_nothing(studio: Studio):
    class PurgedMeanwhile(Runs):
        def mark_mirrored(self, run_id: str, mlflow_run_id: str, *, revision: int | None = None) -> None:
            self.delete([run_id])
            self.purge([run_id])
            super().mark_mirrored(run_id, mlflow_run_id, revision=revision)

    finished(studio.runs)
    purged = PurgedMeanwhile(studio.store.database, studio.store.blobs)
    assert Mirror(purged, uri=None, folder=studio.folder).sync().sentence is None
    assert studio.all_mirrored(deleted=True) == []


def test_a_run_that_mlflow_lost_is_made_again(studio: Studio):
    run = mirrored(studio)
    erase(studio.folder, [studio.mirrored(run).info.run_id])
    studio.runs.star(run.id, True)
    assert studio.mirror.sync().done == 1
    (told,) = studio.all_mirrored()
    assert (told.data.tags["star"], told.data.metrics["seconds/total"]) == ("true", 4.5)
    assert "composite.png" in studio.files(run)


def test_a_crash_between_making_and_noting_makes_no_second(studio: Studio):
    class Killed(BaseException):
        pass

    class DiesBeforeNoting(Runs):
        def mark_mirrored(self, run_id: str, mlflow_run_id: str, *, revision: int | None = None) -> None:
            raise Killed

    run = finished(studio.runs)
    dying = DiesBeforeNoting(studio.store.database, studio.store.blobs)
    with pytest.raises(Killed):
        Mirror(dying, uri=None, folder=studio.folder).sync()
    assert studio.runs.mirror_id(run.id) is None
    assert studio.mirror.sync().done == 1
    assert len(studio.all_mirrored(deleted=True)) == 1


def test_a_run_queued_again_after_it_was_told_gets_its_new_times(studio: Studio):
    (run,) = queued(studio.runs)
    studio.runs.interrupt(run.id)
    studio.mirror.sync()
    studio.runs.requeue(run.id, "another worker")
    studio.runs.start(run.id, "another worker")
    studio.runs.cancel(run.id)
    studio.mirror.sync()
    (told,) = studio.all_mirrored()
    started = studio.runs.get(run.id).started
    assert started is not None
    assert told.info.start_time == round(started.timestamp() * 1000)


def test_a_rerun_hangs_under_its_parent(studio: Studio):
    parent = mirrored(studio)
    child = mirrored(studio, new=new_run(parent=parent.id))
    assert studio.mirrored(child).data.tags["mlflow.parentRunId"] == studio.runs.mirror_id(parent.id)


def test_one_damaged_picture_does_not_stop_the_others(studio: Studio):
    damaged, sound = finished(studio.runs, colour="red"), finished(studio.runs)
    blob_file(studio.store.blobs, damaged.artifacts["composite"].sha256).write_bytes(b"not the picture")
    result = studio.mirror.sync()
    assert (result.done, result.failed) == (1, 1)
    assert result.sentence is not None
    assert result.sentence.startswith("1 of the runs could not be mirrored")
    assert studio.runs.mirror_id(sound.id) is not None
    assert [run.id for run in studio.runs.unmirrored(10)] == [damaged.id]


def test_a_limit_is_kept_and_progress_told(studio: Studio):
    for seed in range(3):
        finished(studio.runs, new_run(seed=seed))
    told: list[int] = []
    assert studio.mirror.sync(limit=2, on_progress=told.append).done == 2
    assert told == [1, 2]
    assert len(studio.runs.unmirrored(10)) == 1


def test_everything_is_told_again_to_an_mlflow_that_is_new(studio: Studio):
    run = mirrored(studio)
    binned = mirrored(studio)
    studio.runs.delete([binned.id])
    studio.mirror.sync()
    elsewhere = Mirror(studio.runs, uri=None, folder=studio.folder, experiment="elsewhere")
    assert elsewhere.sync().done == 0
    assert elsewhere.sync(everything=True).done == 1
    assert studio.mirrored(run).info.experiment_id != _experiment(studio)


def test_an_experiment_deleted_in_mlflow_comes_back(studio: Studio):
    mirrored(studio)
    studio.client.delete_experiment(_experiment(studio))
    mirrored(studio)
    assert len(studio.all_mirrored()) == 2


def test_with_nothing_to_tell_no_database_is_made(tmp_path: Path, studio: Studio):
    assert Mirror(studio.runs, uri=None, folder=tmp_path / "other").sync().sentence is None
    assert not (tmp_path / "other" / "mlflow.db").exists()


def _experiment(studio: Studio) -> str:
    found = studio.client.get_experiment_by_name("backdrop-studio")
    assert found is not None
    return found.experiment_id
