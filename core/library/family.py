"""A family of runs: what changed from one to the next, and all of them on one sheet."""

import io
import textwrap
from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import ceil, sqrt
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from core.groups.contact import embedded, page
from core.request import ADDED
from store.records import Run, flat_fields

Thumbnail = Callable[[Run], bytes | None]
"""A run's small picture, in any format that Pillow reads; ``None`` where there is none."""
Words = Callable[[Run], Sequence[str]]
"""The lines under a run's picture."""
FIRST = ("prompt", "seed", "profile", "scene.kind", "negative_prompt")
"""The fields that are told first."""
LEFT_OUT = frozenset({"schema_version", "scene.seed", "scene.spec_version"})
"""Fields that others tell of, or that mean nothing to users."""
CELL, GAP, MAX_ACROSS, LINE = 256, 12, 10, 16
"""Px of a picture on a sheet, between two and of a line of text, and how many are side by side at most."""
_INK, _SOFT, _PAPER, _EMPTY = (24, 24, 27), (96, 96, 104), (255, 255, 255), (236, 236, 239)
_CARDS = """
main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 45%), 1fr)); }
figure { margin: 0; min-width: 0; }
figcaption { margin-top: .35rem; font-size: .85rem; overflow-wrap: anywhere; }
"""


def request_changes(parent: Run, run: Run) -> list[tuple[str, Any, Any]]:
    """Each field of the request (a scene's as ``scene.kind``) that differs, with its value then and now, the
    telling ones first; and the ``photo`` where it is another one."""
    before, after = _fields(parent), _fields(run)
    names = dict.fromkeys([*FIRST, *before, *after])
    changes = [
        (name, before.get(name), after.get(name))
        for name in names
        if name not in LEFT_OUT and before.get(name) != after.get(name)
    ]
    photos = [one.artifacts["upload"].sha256 if "upload" in one.artifacts else None for one in (parent, run)]
    return changes + ([("photo", parent.source_name, run.source_name)] if photos[0] != photos[1] else [])


def _fields(run: Run) -> Mapping[str, Any]:
    return flat_fields({**ADDED, **run.request})


def sheet_page(runs: Sequence[Run], thumbnail: Thumbnail, words: Words, title: str) -> str:
    """All pictures small on one HTML page that needs nothing else."""
    cards = [
        f"<figure>{embedded(thumbnail(run), run.prompt)}<figcaption>"
        f"{'<br>'.join(escape(line.encode(errors='replace').decode()) for line in words(run))}"
        f"</figcaption></figure>"
        for run in runs
    ]
    body = "\n".join(cards)
    return page(title, f"<p>{len(runs):,} pictures.</p>\n<main>\n{body}\n</main>", _CARDS)


def sheet_picture(runs: Sequence[Run], thumbnail: Thumbnail, words: Words) -> bytes:
    """All pictures small on one labelled PNG, row by row."""
    across = min(MAX_ACROSS, max(1, ceil(sqrt(len(runs)))))
    font = ImageFont.load_default(12)
    labels = [_lines(words(run)) for run in runs]
    under = LINE * max((len(lines) for lines in labels), default=1) + GAP
    step, rows = CELL + GAP, ceil(len(runs) / across)
    image = Image.new("RGB", (GAP + across * step, GAP + rows * (CELL + under)), _PAPER)
    draw = ImageDraw.Draw(image)
    for place, (run, lines) in enumerate(zip(runs, labels, strict=True)):
        left, top = GAP + place % across * step, GAP + place // across * (CELL + under)
        if (content := thumbnail(run)) is None:
            draw.rectangle((left, top, left + CELL - 1, top + CELL - 1), _EMPTY)
            draw.text((left + GAP, top + GAP), "There is no picture.", _SOFT, font)
        else:
            with Image.open(io.BytesIO(content)) as opened:
                small = opened.convert("RGB")
            small.thumbnail((CELL, CELL))
            image.paste(small, (left + (CELL - small.width) // 2, top + (CELL - small.height) // 2))
        for number, line in enumerate(lines):
            draw.text((left, top + CELL + 2 + number * LINE), line, _INK if number == 0 else _SOFT, font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _lines(words: Sequence[str]) -> list[str]:
    """Each of the words as at most two lines that fit under a picture."""
    found: list[str] = []
    for text in words:
        lines = textwrap.wrap(text, 40) or [""]
        found += lines if len(lines) <= 2 else [lines[0], f"{lines[1][:39]}…"]
    return found
