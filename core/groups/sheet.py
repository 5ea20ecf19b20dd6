"""A grid as it is looked at: tables of cells, and one labelled picture of them."""

import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from core.groups.made import Made
from core.groups.plan import AxisHead, Plan

Picture = Callable[[Made], Image.Image | None]
"""A cell's picture, of any size; ``None`` where there is none."""
MAX_SIDE, MAX_PIXELS = 24_000, 120_000_000
"""Of one labelled picture, in px: beyond it the cells are drawn smaller."""
LEAST_CELL = 24
THUMBNAIL_SIDE = 320
"""Px up to which a run's thumbnail serves as its cell."""
PARTS = re.compile(r"(?<=[\s_.,;/-])")
"""Where a label may be parted: file names have no spaces, and are parted behind what stands for one."""
_INK, _SOFT, _PAPER, _EMPTY = (24, 24, 27), (96, 96, 104), (255, 255, 255), (236, 236, 239)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet of a grid: ``title`` is the third axis' value, empty where there is none; ``columns`` are
    labels; ``rows`` have a label and a cell for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Made, ...]], ...]


def tables(plan: Plan, made: Sequence[Made]) -> list[Table]:
    """The grid's sheets, one behind the other; each cell stands where its own place on the axes says."""
    by_place: Mapping[tuple[int, ...], Made] = {one.cell.at: one for one in made}
    left = {cell.at: Made(cell=cell, how="left") for cell in plan.cells}
    found = {**left, **by_place}
    across, down, behind = (*plan.axes, *[AxisHead(title="", labels=("",))] * (3 - len(plan.axes)))
    count = len(plan.axes)
    return [
        Table(
            title=f"{behind.title}: {page}" if page or behind.title else "",
            columns=across.labels,
            rows=tuple(
                (row, tuple(found[(x, y, z)[:count]] for x in range(len(across.labels))))
                for y, row in enumerate(down.labels)
            ),
        )
        for z, page in enumerate(behind.labels)
    ]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A labelled picture, and where in it things are, in px: each cell's left, top, right and bottom by its
    place on the axes, and the left and top of each label by its sheet's number, ``column`` or ``row``, and
    text."""

    image: Image.Image
    boxes: Mapping[tuple[int, ...], tuple[int, int, int, int]]
    labels: Mapping[tuple[int, str, str], tuple[int, int]]


def labelled(plan: Plan, made: Sequence[Made], picture: Picture, *, cell: int = 256) -> Drawn:
    """The grid as one picture: labels above and at the left, sheets one under the other. ``cell`` is the
    longest side of a cell in px, less where the whole would be too large."""
    sheets = tables(plan, made)
    drawing = _Drawing(_Measures(plan, sheets, _fitting(sheets, cell)), picture)
    drawing.say_axes()
    for number, sheet in enumerate(sheets):
        drawing.sheet(sheet, number)
    return Drawn(image=drawing.image, boxes=drawing.boxes, labels=drawing.labels)


def as_png(image: Image.Image) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class _Measures:
    """How large everything is on a labelled picture, in px."""

    def __init__(self, plan: Plan, sheets: Sequence[Table], cell: int) -> None:
        self.cell, self.gap = cell, max(2, cell // 32)
        size = max(11, min(22, cell // 14))
        self.font = ImageFont.load_default(size)
        self.line = round(size * 1.35)
        self.letters = max(4, int(cell / (size * 0.52)))
        rows = [line for label, _ in sheets[0].rows for line in self.wrapped(label)]
        self.left = round(max(self.font.getlength(line) for line in rows)) + self.gap
        self.lines = max(len(self.wrapped(label)) for label in sheets[0].columns)
        self.axes = " · ".join(
            f"{axis.title} {way}"
            for axis, way in zip(plan.axes, ("across", "down", "by sheet"), strict=False)
        )
        self.title = self.line * 2 if any(sheet.title for sheet in sheets) else 0
        step = cell + self.gap
        self.head = self.title + self.line * self.lines + self.gap * 2
        self.sheet = self.head + step * len(sheets[0].rows) + self.gap
        width = self.left + self.gap + step * len(sheets[0].columns)
        self.top = self.line + self.gap * 2
        told = round(self.font.getlength(self.axes)) + self.gap * 2
        self.size = max(width, told), self.top + self.sheet * len(sheets)

    def wrapped(self, label: str) -> list[str]:
        """A label in lines that fit a cell; at most four."""
        lines = [""]
        for piece in PARTS.split(label):
            if lines[-1] and len(lines[-1] + piece.rstrip()) > self.letters:
                lines.append("")
            first, *more = textwrap.wrap(piece, self.letters, drop_whitespace=False) or [piece]
            lines[-1] += first
            lines += more
        lines = [line.strip() for line in lines]
        return lines if len(lines) <= 4 else [*lines[:3], f"{lines[3][: self.letters - 1]}…"]


def _fitting(sheets: Sequence[Table], cell: int) -> int:
    """The longest side of a cell with which the whole picture keeps its limits."""
    columns, rows = len(sheets[0].columns) + 1, len(sheets) * (len(sheets[0].rows) + 1)
    by_side = MAX_SIDE / max(columns, rows) / 1.1
    by_pixels = (MAX_PIXELS / (columns * rows)) ** 0.5 / 1.1
    return max(LEAST_CELL, int(min(cell, by_side, by_pixels)))


class _Drawing:
    """A labelled picture while it is drawn."""

    def __init__(self, measures: _Measures, picture: Picture) -> None:
        self.measures, self._picture = measures, picture
        self.image = Image.new("RGB", measures.size, _PAPER)
        self.boxes: dict[tuple[int, ...], tuple[int, int, int, int]] = {}
        self.labels: dict[tuple[int, str, str], tuple[int, int]] = {}
        self._draw = ImageDraw.Draw(self.image)

    def sheet(self, sheet: Table, number: int) -> None:
        """Draw the sheet of that number, below those before it."""
        its = self.measures
        top = its.top + number * its.sheet
        step, left = its.cell + its.gap, its.left + its.gap
        if sheet.title:
            self._write(its.gap, top + its.gap, sheet.title)
        for x, label in enumerate(sheet.columns):
            self._write(left + x * step, top + its.title + its.gap, label)
            self.labels[number, "column", label] = left + x * step, top + its.title + its.gap
        for y, (label, cells) in enumerate(sheet.rows):
            above = top + its.head + y * step
            self._write(its.gap, above, label)
            self.labels[number, "row", label] = its.gap, above
            for x, one in enumerate(cells):
                self.boxes[one.cell.at] = self._cell(one, left + x * step, above)

    def say_axes(self) -> None:
        """Write at the top what is varied, and in which direction."""
        its = self.measures
        self._draw.text((its.gap, its.gap), its.axes, _SOFT, its.font)

    def _write(self, left: int, top: int, label: str) -> None:
        self._draw.text((left, top), "\n".join(self.measures.wrapped(label)), _INK, self.measures.font)

    def _cell(self, one: Made, left: int, top: int) -> tuple[int, int, int, int]:
        """Draw a cell's picture, or why there is none; the box that it fills."""
        side, picture = self.measures.cell, self._picture(one)
        if picture is None:
            lines = "\n".join(self.measures.wrapped(one.sentence or "not made yet"))
            self._draw.rectangle((left, top, left + side - 1, top + side - 1), _EMPTY)
            self._draw.text(
                (left + self.measures.gap, top + self.measures.gap), lines, _SOFT, self.measures.font
            )
            return left, top, left + side, top + side
        small = picture.convert("RGB")
        scale = side / max(small.size)
        size = max(1, round(small.width * scale)), max(1, round(small.height * scale))
        small = small if size == small.size else small.resize(size, Image.Resampling.LANCZOS)
        self.image.paste(small, (left, top))
        return left, top, left + size[0], top + size[1]
