"""Runs ``generate`` in this process, as a person would on a command line."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.__main__ import main
from tests.photos import cutout, saved

OLDER = b"an older picture"
REMARKS = ("The photo is ", "It is enlarged ")
"""How remarks on a small photo begin."""


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str
    errors: list[str]
    """The lines on stderr other than those that tell of a stage, or remark on how small a photo is."""
    remarks: list[str] = field(default_factory=list[str])
    """Those remarks."""


class Line:
    """``photo`` and ``output`` lie in a folder of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.photo = saved(cutout(), folder / "photo.png")
        self.output = folder / "out.png"

    def run(self, *words: str) -> Outcome:
        code = main(list(words))
        out, err = self.capsys.readouterr()
        lines = [line for line in err.splitlines() if not line.endswith("…")]
        remarks = [line for line in lines if line.startswith(REMARKS)]
        return Outcome(code, out, [line for line in lines if line not in remarks], remarks)

    def generate(self, *more: str, photo: Path | None = None, output: Path | None = None) -> Outcome:
        words = ["generate", str(photo or self.photo), "--output", str(output or self.output)]
        defaults = {"--prompt": "a beach", "--profile": "tiny", "--seed": "1"}
        given = [word for name, value in defaults.items() if name not in more for word in (name, value)]
        return self.run(*words, *given, *more)

    def refuses(
        self, *more: str, photo: Path | None = None, output: Path | None = None, code: int = 2
    ) -> str:
        """The sentence behind that exit code; what was under the output's name is still there."""
        self.output.write_bytes(OLDER)
        outcome = self.generate(*more, photo=photo, output=output)
        assert outcome.code == code
        assert self.output.read_bytes() == OLDER
        assert len(outcome.errors) == 1, outcome.errors
        assert outcome.errors[0].startswith("Error: ")
        assert outcome.errors[0].endswith(".")
        assert outcome.said == ""
        return outcome.errors[0].removeprefix("Error: ")
