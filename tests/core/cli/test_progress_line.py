"""One line that redraws itself on a terminal; a line per stage where stderr is a file."""

import io

import pytest

from core.cli.progress_line import SENTENCES, ProgressLine, bar
from core.pipeline.progress import STAGES, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def step(number: int, seconds: float = 0.0) -> Progress:
    return Progress("inpaint", number, 20, seconds)


def test_every_stage_has_its_sentence():
    assert tuple(SENTENCES) == STAGES


def test_a_file_gets_one_line_for_each_stage():
    stream = io.StringIO()
    line = ProgressLine(stream)
    for progress in (Progress("fit", 0, 0, 0.0), Progress("inpaint", 0, 0, 0.1), step(1), step(20)):
        line.show(progress)
    line.end()
    assert stream.getvalue() == "Fitting the photo …\nPainting the background …\n"


def test_a_terminal_is_drawn_over_and_left_on_a_new_line():
    stream = Terminal()
    line = ProgressLine(stream)
    line.show(Progress("fit", 0, 0, 0.0))
    line.show(step(20))
    line.end()
    drawn = stream.getvalue().split("\r\x1b[2K")
    assert drawn[1] == "Fitting the photo …"
    assert drawn[2].startswith("Painting the background [########################] step 20 of 20")
    assert drawn[2].endswith("\n")


def test_the_time_left_is_told_from_the_second_step_on():
    stream = Terminal()
    line = ProgressLine(stream)
    line.show(step(1, 10.0))
    assert "left" not in stream.getvalue()
    line._drawn = 0.0
    line.show(step(2, 12.0))
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
