"""A run among its relatives, as a small graph: rows of pictures, joined by lines from parent to child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.ui.parts import part
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief
from pages.ui.shell.words import STATUS_WORDS
from pages.ui.widgets.gallery import unused
from store.records import Run, RunStatus

FOLD = 6
"""Pictures of one row that are shown before the others are asked for."""

_tree = part("lineage")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A generation: what it is to the run in the middle, its runs, and what is said under each."""

    title: str
    runs: Sequence[Run]
    words: Mapping[str, str]


def family_tree(rows: Sequence[Row], *, current: str, key: str, label: str) -> str | None:
    """The rows from above to below; returns the id of the run that was pressed just now, else ``None``.
    ``current`` is marked; ``label`` names the whole for screen readers."""
    runs = {run.id: run for row in rows for run in row.runs}
    data = {
        "label": label,
        "fold": FOLD,
        "rows": [
            {
                "title": row.title,
                "items": [_item(run, row.words.get(run.id, ""), current) for run in row.runs],
            }
            for row in rows
        ],
        "edges": [[run.parent, run.id] for run in runs.values() if run.parent in runs],
    }
    state: Any = _tree(key=key, data=data, on_pressed_change=unused)
    pressed = None if state is None else state.get("pressed")
    return pressed if pressed in runs and pressed != current else None


def _item(run: Run, words: str, current: str) -> dict[str, Any]:
    """One run as parts/lineage.js reads it."""
    thumbnail = run.artifacts.get("thumbnail") or run.artifacts.get("composite")
    return {
        "id": run.id,
        "url": blob_url(thumbnail) if thumbnail else "",
        "alt": brief(run.prompt, 200) or "A picture without words",
        "words": words,
        "line": f"seed {run.seed}",
        "status": "" if run.status is RunStatus.FINISHED else STATUS_WORDS[run.status],
        "current": run.id == current,
    }
