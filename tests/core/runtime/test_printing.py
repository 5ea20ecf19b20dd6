"""A line that cannot be written costs nothing else, and no text steers the terminal."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.__main__ import main
from core.runtime import printing
from core.settings import ROOT
from tests.command_line import Line


class Broken(io.StringIO):
    """A stream that refuses all that is written."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, _text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x9bc", "a [31mb c"),
        ("two\nlines\r\u2028", "two lines  "),
        ("caf\u00e9 \U0001f384 \u6d77", "caf\u00e9 \U0001f384 \u6d77"),
        ("\udcff\u202egnp", "\ufffd\ufffdgnp"),
    ],
)
def test_a_line_is_one_and_steers_nothing(text: str, shown: str) -> None:
    assert printing.one_line(text) == shown


def test_a_progress_that_cannot_be_shown_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Broken(errno.ENOSPC))
    printing.tell("Seed 7")
    assert not printing.draw(sys.stderr, "\r")
    assert printing.close_streams() is None


@pytest.mark.parametrize(("number", "lost"), [(errno.EPIPE, False), (errno.ENOSPC, True)])
def test_a_result_that_cannot_be_written_is_a_loss_but_where_the_reader_went(
    monkeypatch: pytest.MonkeyPatch, number: int, lost: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", Broken(number))
    printing.say("a run")
    assert (printing.close_streams() is not None) == lost


def test_a_picture_is_made_where_nothing_can_be_told_of_it(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", Broken(errno.EPIPE))
    monkeypatch.setattr(sys, "stdout", Broken(errno.EPIPE))
    words = ["--prompt", "a beach", "--profile", "tiny", "--pictures", "2"]
    assert main(["generate", str(line.photo), "--output", str(line.output), *words]) == 0
    assert len(list(line.folder.glob("out-*.png"))) == 2


def test_a_list_that_a_full_disk_does_not_take_is_told(
    line: Line, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Broken(errno.ENOSPC))
    assert main(["profiles"]) == 1
    assert capsys.readouterr().err == "Error: The output cannot be written (No space left on device).\n"


@pytest.mark.server
@pytest.mark.parametrize("redirection", ["2>&-", ">&- 2>&-", "| true", "2>/dev/full"])
def test_closed_streams_end_in_silence(tmp_path: Path, redirection: str) -> None:
    command = f"{sys.executable} -m core profiles {redirection}; echo ${{PIPESTATUS[0]}} >{tmp_path}/code"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ((tmp_path / "code").read_text(), done.stderr) == ("0\n", "")


@pytest.mark.server
def test_no_file_takes_the_place_of_a_stream_that_is_closed() -> None:
    program = (
        "from core.runtime.printing import open_streams; open_streams(); print(open('/dev/null').fileno())"
    )
    done = subprocess.run(
        ["bash", "-c", f'{sys.executable} -c "{program}" 2>&- <&-'],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert int(done.stdout) > 2
