"""One line that redraws itself on a terminal; a line per stage where stderr is a file."""

import io
from typing import Any

import pytest

from core.cli.progress_line import ProgressLine, bar
from core.engine.jobs import JobState


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at(stage: str, number: int = 0, left: float | None = None) -> JobState:
    where: dict[str, Any] = {"id": "a", "owner": "ann", "prompt": "x", "profile": "mini", "seed": 1}
    return JobState(
        **where, status="running", position=0, stage=stage, step=number, steps=20, seconds_left=left
    )


def step(number: int, left: float | None = None) -> JobState:
    return at("inpaint", number, left)


def test_a_file_gets_one_line_for_each_stage():
    stream = io.StringIO()
    line = ProgressLine(stream)
    for progress in (at(""), at("fit"), step(0), step(1), step(20), at("save")):
        line.show(progress)
    line.end()
    assert stream.getvalue() == "Fitting the photo …\nPainting the background …\n"


def test_a_file_gets_the_same_line_where_the_first_step_went_by_unseen():
    stream = io.StringIO()
    ProgressLine(stream).show(step(2, 1.0))
    assert stream.getvalue() == "Painting the background …\n"


def test_a_terminal_is_drawn_over_and_left_on_a_new_line():
    stream = Terminal()
    line = ProgressLine(stream)
    line.show(at("fit"))
    line.show(step(20))
    line.end()
    drawn = stream.getvalue().split("\r\x1b[2K")
    assert drawn[1] == "Fitting the photo …"
    assert drawn[2].startswith("Painting the background [########################] step 20 of 20")
    assert drawn[2].endswith("\n")


def test_the_time_left_is_told_once_it_is_known():
    stream = Terminal()
    ProgressLine(stream).show(step(1))
    assert "left" not in stream.getvalue()
    ProgressLine(stream).show(step(2, 36.2))
    assert stream.getvalue().endswith("step 2 of 20, 36 s left")


def test_a_line_never_wraps(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "30")
    stream = Terminal()
    ProgressLine(stream).show_bytes("a-model-with-a-name-that-is-longer-than-the-line", 5, 10)
    assert len(stream.getvalue().removeprefix("\r\x1b[2K")) == 29


def test_a_download_shows_its_size():
    stream = io.StringIO()
    ProgressLine(stream).show_bytes("u2net", 500_000_000, 1_000_000_000)
    assert stream.getvalue() == "u2net [############------------] 500 MB of 1.0 GB\n"


@pytest.mark.parametrize(("done", "total", "filled"), [(0, 0, 0), (0, 5, 0), (5, 5, 24), (9, 5, 24)])
def test_a_bar_is_as_full_as_the_work_is_done(done: int, total: int, filled: int):
    assert bar(done, total).count("#") == filled
    assert len(bar(done, total)) == 26
