"""What a group is exported as: a labelled picture, a page that needs nothing else, a table, an archive."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from core.errors import ImageError, InputError
from core.groups.contact import contact_sheet
from core.groups.grid_page import grid_page
from core.groups.made import Made
from core.groups.plan import Plan
from core.groups.report import report
from core.groups.sheet import THUMBNAIL_SIDE, as_png, labelled
from core.library.records import Records
from core.metadata.recipe import FILE_FORMATS, FileFormat
from core.output import on_white

if TYPE_CHECKING:
    from store.runs import Runs

CACHED = 128
"""Pictures that are kept at hand from one sheet to the next."""


class Pictures:
    """Cells' pictures in about the size in which they are drawn, ``cell`` px, each read once."""

    def __init__(self, runs: "Runs", cell: int) -> None:
        self._runs, self._cell = runs, cell
        self._read = lru_cache(CACHED)(self._reduced)

    def of(self, made: Made) -> Image.Image | None:
        """A cell's picture; ``None`` where it has none that can be read."""
        if made.run is None or made.run.outcome is None:
            return None
        return self._read(made.run.id)

    def small(self, made: Made) -> bytes | None:
        """A cell's thumbnail as a file, ``None`` where it is missing or damaged."""
        if made.run is None or "thumbnail" not in made.run.artifacts:
            return None
        try:
            return self._runs.artifact(made.run.id, "thumbnail")
        except InputError:
            return None

    def _reduced(self, run: str) -> Image.Image | None:
        try:
            small = self._cell <= THUMBNAIL_SIDE
            content = self._runs.artifact(run, "thumbnail" if small else "composite")
            with Image.open(io.BytesIO(content)) as image:
                image.load()
                picture = on_white(image)
        except (InputError, ImageError, OSError):
            return None
        picture.thumbnail((self._cell, self._cell), reducing_gap=2.0)
        return picture


def labelled_png(plan: Plan, made: Sequence[Made], pictures: Pictures, cell: int) -> bytes:
    """A grid as one picture with its labels, as PNG."""
    return as_png(labelled(plan, made, pictures.of, cell=cell).image)


def html(plan: Plan, made: Sequence[Made], pictures: Pictures, files: Mapping[int, str] | None = None) -> str:
    """A group as one HTML file that needs nothing else; ``files`` names the pictures' files beside it."""
    title = f"{plan.kind.capitalize()} of {len(plan.cells):,} pictures"
    if plan.axes:
        return grid_page(plan, made, pictures.of, files or {}, title)
    return contact_sheet(plan, made, pictures.small, files or {}, title)


def table(plan: Plan, made: Sequence[Made], files: Mapping[int, str] | None = None) -> bytes:
    """A group's report as CSV, which spreadsheets read as UTF-8."""
    return report(plan, made, files or {}).encode("utf-8-sig")


def archive(
    made: Iterable[Made],
    records: Records,
    beside: Mapping[str, Callable[[], bytes]],
    form: FileFormat = "png",
    *,
    with_recipe: bool = True,
) -> Iterator[bytes]:
    """A ZIP of every picture under its name, with the files ``beside``, piece by piece: no more than one
    picture is in memory at a time. One whose file is lost is left out."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w") as packed:  # stored: pictures are packed already
        for one in made:
            if one.run is None or one.run.outcome is None:
                continue
            try:
                content, _, _ = records.export(one.run.id, form, with_recipe)
            except InputError:
                continue
            packed.writestr(f"pictures/{file_name(one, form)}", content)
            yield pieces.taken()
        for name, make in beside.items():
            packed.writestr(name, make())
            yield pieces.taken()
    yield pieces.taken()


class _Pieces(io.RawIOBase):
    """What a ZIP writes, handed on as it comes: it cannot go back in it."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any, /) -> int:
        """Take more of the file."""
        content = bytes(data)
        self._written.append(content)
        return len(content)

    def taken(self) -> bytes:
        """What was written since the last time."""
        content = b"".join(self._written)
        self._written.clear()
        return content


def file_name(made: Made, form: FileFormat = "png") -> str:
    """The name of a cell's file."""
    return f"{made.cell.name}{FILE_FORMATS[form][0]}"
