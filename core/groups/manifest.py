"""A manifest: one picture or several in each row, as CSV or as JSON lines."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from core.errors import InputError, RequestError
from core.groups.further import ALSO, further_typed
from core.groups.requests import field_meant
from core.groups.scene_fields import FIELDS, scene_field_named, scene_values
from core.groups.values import Value, values_of

ENDINGS = (".csv", ".jsonl", ".ndjson")
MAX_ROWS = 100_000
PHOTO = ("photo", "source", "file", "image", "path")
"""What the column of photos may be called."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a manifest says of one photo: its name as it is written, the request's fields that are given
    (further subjects by their names, as ``further_typed`` has them), and where that stands, for whoever has
    to mend it."""

    photo: str
    values: Mapping[str, Any]
    where: str


def rows_of(path: Path) -> list[Row]:
    """The rows of a manifest. Raises ``RequestError`` that names the file and the row."""
    try:
        # Spreadsheets begin with a byte order mark.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or error
        raise RequestError(f"The manifest {path} cannot be read: {reason}.") from error
    return rows_in(path, text)


def rows_in(path: Path, text: str) -> list[Row]:
    """The rows of a manifest's text, which was named ``path``. Raises ``RequestError`` as ``rows_of``."""
    lines = _csv(path, text) if path.suffix.lower() == ".csv" else _json_lines(path, text)
    rows = [_row(where, cells) for where, cells in lines]
    if not rows:
        raise RequestError(f"The manifest {path.name} has no rows; write one for each photo.")
    if len(rows) > MAX_ROWS:
        raise RequestError(f"The manifest {path.name} has more than {MAX_ROWS:,} rows; divide it.")
    return rows


def _csv(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        # A spreadsheet in many countries separates by semicolons.
        head = text.partition("\n")[0]
        separator = ";" if head.count(";") > head.count(",") else "\t" if "\t" in head else ","
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        names = [name.strip() for name in next(reader, [])]
        for cells in reader:
            where = f"{path.name}, row {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                raise RequestError(
                    f"{where}: there are {len(cells)} cells for {len(names)} columns; "
                    "put quotes around text with commas."
                )
            yield (
                where,
                {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()},
            )
    except csv.Error as error:
        raise RequestError(f"{path.name} is no CSV that can be read ({error}).") from error


def _json_lines(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path.name}, row {number}"
        if not line.strip():
            continue
        try:
            told: object = json.loads(line)
        except ValueError as error:
            raise RequestError(f"{where}: this is no JSON ({error}).") from error
        if not isinstance(told, dict):
            raise RequestError(f'{where}: write an object with braces, such as {{"photo": "mug.jpg"}}.')
        yield where, cast(dict[str, Any], told)


def _row(where: str, cells: Mapping[str, Any]) -> Row:
    photo, values = "", dict[str, Any]()
    for name, cell in cells.items():
        if name.strip().lower() in PHOTO:
            photo = str(cell)
            continue
        field = field_meant(name, cell) or scene_field_named(name)
        if field is None:
            raise RequestError(f"{where}: there is no field {name!r}; see python -m core batch --help.")
        values[field] = _value(where, field, cell)
    if not photo:
        raise RequestError(f"{where}: the photo is missing; name it in the column photo.")
    return Row(photo=photo, values=values, where=where)


def _value(where: str, field: str, cell: Any) -> Any:
    """A cell in the field's own type: CSV has text alone."""
    if field == ALSO:
        try:
            return further_typed(cell)
        except RequestError as error:
            raise RequestError(f"{where}: {error}") from error
    if field == "scene" and isinstance(cell, dict):
        return json.dumps(cell)
    if field in FIELDS or (field == "room" and not isinstance(cell, dict)):
        cell = str(cell)
    if not isinstance(cell, str) or field in ("prompt", "negative_prompt", "scene"):
        return cell
    try:
        values: tuple[Value, ...] = scene_values(field, cell) if field in FIELDS else values_of(field, cell)
    except InputError as error:
        raise RequestError(f"{where}: {error}") from error
    if len(values) != 1:
        raise RequestError(f"{where}: {field} takes one value in a manifest (it is {cell!r}).")
    return values[0]
