"""A group's report as CSV: a row for each picture, with what it was made of and what became of it."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

from core.groups.made import Made
from core.groups.plan import Plan

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.ASCII)
COLUMNS = (
    "number", "photo", "file", "became", "run", "sentence", "scene", "seed", "profile", "width", "height",
    "seconds", "error",
)  # fmt: skip


def report(plan: Plan, made: Sequence[Made], files: Mapping[int, str]) -> str:
    """The CSV's text. ``files`` are the exported files' names by a cell's position. A grid has a column for
    each axis."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([*COLUMNS, *(axis.title for axis in plan.axes)])
    for one in made:
        writer.writerow([_plain(value) for value in _row(plan, one, files.get(one.cell.position, ""))])
    return table.getvalue()


def _row(plan: Plan, one: Made, file: str) -> list[str]:
    request, outcome = one.cell.request, one.run.outcome if one.run is not None else None
    return [
        str(one.cell.position + 1),
        plan.photos[one.cell.photo].name,
        file,
        one.how,
        "" if one.run is None else one.run.id,
        request.prompt,
        "" if request.scene is None else request.scene.kind,
        str(request.seed),
        request.profile,
        "" if outcome is None else str(outcome.width),
        "" if outcome is None else str(outcome.height),
        "" if outcome is None else f"{sum(outcome.seconds.values()):.2f}",
        one.sentence,
        *plan.labels(one.cell),
    ]


def _plain(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula, and without bytes that are no text. A number is
    none."""
    told = text.encode(errors="replace").decode()
    if _NUMBER.fullmatch(told):
        return told
    return f"'{told}" if told.startswith(("=", "+", "-", "@", "\t", "\r")) else told
