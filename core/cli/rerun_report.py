"""What became of pictures that were made again, as CSV or JSON: written as it goes, so that a check that was
stopped can be gone on with."""

import csv
import io
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.output import check_writable, write_whole

LEFT = "left"
"""The verdict of a run that was not made again yet."""
COLUMNS = ("run", "again", "verdict", "psnr", "reasons")
EVERY_SECONDS = 5.0
"""How often a report is written while the check goes on."""


@dataclass(frozen=True)
class Again:
    """A run and the one that made it again: ``verdict`` is ``identical``, ``near``, ``explained`` (different,
    and what is known to have changed says why), ``different``, ``failed`` or ``left``; ``reasons`` say why it
    is not identical, ``psnr`` in dB how far it is from that."""

    parent: str
    verdict: str = LEFT
    run: str = ""
    psnr: float | None = None
    reasons: tuple[str, ...] = ()


class Report:
    """A check's report at ``path``, or nowhere: a row for each run, those that are left too."""

    def __init__(self, path: Path | None, rows: Sequence[Again]) -> None:
        self._path, self._rows = path, {row.parent: row for row in rows}
        self._written = 0.0

    @property
    def rows(self) -> list[Again]:
        """All rows, in the order in which they were asked for."""
        return list(self._rows.values())

    @property
    def left(self) -> list[str]:
        """The runs that are not made again yet."""
        return [row.parent for row in self._rows.values() if row.verdict == LEFT]

    def add(self, row: Again) -> None:
        """Note down what became of a run, on the disk within ``EVERY_SECONDS``."""
        self._rows[row.parent] = row
        if time.monotonic() - self._written >= EVERY_SECONDS:
            self.write()

    def write(self) -> None:
        """Write the file now, whole. Raises ``OutputPathError``."""
        if self._path is not None:
            write_whole(self._path, _encoded(self._path, self.rows))
        self._written = time.monotonic()


def check_report(path: Path) -> None:
    """Raise ``InputError`` now where ``path`` cannot become a report."""
    if path.suffix.lower() not in {".csv", ".json"}:
        raise InputError(f"Name a report that ends in .csv or .json (it is {path.name!r}).")
    check_writable(path)


def read_report(path: Path) -> list[Again]:
    """The rows of a report that was written before; none where there is no such file. Raises ``InputError``
    for one that is no report."""
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows: list[dict[str, Any]] = (
            json.loads(text)["runs"]
            if path.suffix.lower() == ".json"
            else list(csv.DictReader(io.StringIO(text)))
        )
        return [_row(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is no report of rerun --verify; leave --resume out to write it anew."
        ) from error


def _row(told: dict[str, Any]) -> Again:
    reasons: Any = told["reasons"]
    listed = [reasons] if isinstance(reasons, str) and reasons else list(reasons)
    row = Again(str(told["run"]), str(told["verdict"]), str(told["again"]), reasons=tuple(map(str, listed)))
    return replace(row, psnr=float(told["psnr"]) if told["psnr"] not in (None, "") else None)


def _encoded(path: Path, rows: Sequence[Again]) -> bytes:
    if path.suffix.lower() == ".json":
        told = [{"run": row.parent, "again": row.run, **_facts(row)} for row in rows]
        return json.dumps({"runs": told}, indent=1).encode()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        psnr = "" if row.psnr is None else f"{row.psnr:.2f}"
        writer.writerow([row.parent, row.run, row.verdict, psnr, " ".join(row.reasons)])
    return table.getvalue().encode("utf-8-sig")


def _facts(row: Again) -> dict[str, Any]:
    facts = asdict(row)
    return {name: facts[name] for name in ("verdict", "psnr", "reasons")}
