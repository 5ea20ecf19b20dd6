"""The measurement of the store on few runs; nothing here is timed."""

from pathlib import Path

import pytest

from bench import store
from bench.store import Reading, main, report, table, verdict


def test_every_question_is_asked_and_shown(tmp_path: Path) -> None:
    text, _ = report(tmp_path, 60, 1)
    for name in (
        "newest",
        "slowest, last page",
        "one tag",
        "a word that few have",
        "what there is to filter by",
    ):
        assert f"\n{name} " in text
    assert "60 runs in the store" in text


def test_the_table_gives_medians_and_the_verdict_the_dearest() -> None:
    ours = {"newest": Reading((0.002, 0.004, 0.003), 10_000), "facets": Reading((0.001,), None)}
    assert [line.split() for line in table(ours).splitlines()[1:]] == [
        ["newest", "10,000", "3.0", "ms", "4.0", "ms"],
        ["facets", "1.0", "ms", "1.0", "ms"],
    ]
    assert verdict(ours) == "All are within 50.0 ms; the dearest is “newest” with 4.0 ms."
    assert verdict({"slow": Reading((0.06,), 1)}).startswith("Not all")


def test_a_question_beyond_the_limit_fails_the_measurement(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(store, "LIMIT", 0.0)
    assert main(["--runs", "20", "--rounds", "1"]) == 1
    assert "Not all are within" in capsys.readouterr().out
