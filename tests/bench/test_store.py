"""The measurement of the store on few runs; nothing here is timed."""

import warnings
from pathlib import Path

import pytest

from bench import mlflow_search, store
from bench.store import Reading, compare, main, table, verdict
from store.blobs import Blobs
from store.database import Database
from store.runs import Runs


def test_every_question_is_asked_and_shown(tmp_path: Path) -> None:
    text, _ = compare(tmp_path, 60, 0, 1)
    for name in (
        "newest",
        "slowest, last page",
        "one tag",
        "a word that few have",
        "what there is to filter by",
    ):
        assert f"\n{name} " in text
    assert "60 runs in the store" in text


@pytest.mark.slow
def test_mlflow_is_asked_the_same_and_finds_as_much(tmp_path: Path) -> None:
    database, blobs = Database(None, tmp_path), Blobs(tmp_path / "blobs")
    store.fill(database, blobs, 30, thumbnails=2)
    runs = Runs(database, blobs)
    total = runs.facets().total
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked = mlflow_search.prepare(tmp_path, runs, total)
        found = {name: len(ask()) for name, ask in asked.items()}
    queries = store.questions(runs)
    # The others ask for the profile, seed or group of some run, each of another one.
    same = [name for name in asked if not name.startswith("one ")]
    ours = {name: runs.search(queries[name]).total for name in same}
    database.close()
    assert {name: found[name] for name in same} == ours


def test_the_table_gives_the_ratio_and_the_verdict_the_dearest() -> None:
    ours = {"newest": Reading((0.002, 0.004, 0.003), 10_000), "facets": Reading((0.001,), None)}
    shown = table(ours, {"newest": Reading((0.3,), None)})
    assert "10,000" in shown
    assert "100 ×" in shown
    assert verdict(ours) == "All are within 50.0 ms; the dearest is “newest” with 4.0 ms."
    assert verdict({"slow": Reading((0.06,), 1)}).startswith("Not all")


def test_a_question_beyond_the_limit_fails_the_measurement(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(store, "LIMIT", 0.0)
    assert main(["--runs", "20", "--mlflow", "0", "--rounds", "1"]) == 1
    assert "Not all are within" in capsys.readouterr().out
