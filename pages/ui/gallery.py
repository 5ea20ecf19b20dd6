"""Runs as a grid of small pictures, to open one or to choose several."""

from collections.abc import Sequence
from typing import Any

from pages.ui.media import blob_url
from pages.ui.parts import part
from pages.ui.text import brief
from store.records import Run, RunStatus

_gallery = part("gallery")


def gallery(
    runs: Sequence[Run], *, key: str, selected: str | None = None, label: str = "Pictures"
) -> str | None:
    """The runs as buttons; the id of the one that was pressed just now, else ``None``. ``selected`` is
    framed; ``label`` names the whole for those who hear the page."""
    return _draw(
        runs, key, {"selected": selected, "choosing": False, "chosen": [], "limit": 0, "label": label}
    )


def pick(
    runs: Sequence[Run], *, key: str, chosen: Sequence[str], limit: int = 4, label: str = "Pictures"
) -> list[str]:
    """The runs as buttons that are on or off: ``chosen`` as it is after the press of just now, in the
    order of choosing, never more than ``limit``. Keep what it returns (in the session or the address)
    and hand it in again; ids that are not among ``runs`` stay chosen."""
    kept = list(chosen)[:limit]
    given = {"selected": None, "choosing": True, "chosen": kept, "limit": limit, "label": label}
    pressed = _draw(runs, key, given)
    if pressed in kept:
        return [one for one in kept if one != pressed]
    return [*kept, pressed] if pressed and len(kept) < limit else kept


def _draw(runs: Sequence[Run], key: str, given: dict[str, Any]) -> str | None:
    result = _gallery(
        key=key, data={**given, "items": [_item(run) for run in runs]}, on_pressed_change=_nothing
    )
    pressed = result.get("pressed")
    # What comes from a browser is only believed where it is one of those that were offered.
    return pressed if pressed in {run.id for run in runs} else None


def _nothing() -> None:
    """A trigger has to be named by a callback to be there before the first press."""


def _item(run: Run) -> dict[str, Any]:
    thumbnail = run.artifacts.get("thumbnail") or run.artifacts.get("composite")
    words = brief(run.prompt) or "no words"
    return {
        "id": run.id,
        "url": blob_url(thumbnail) if thumbnail else "",
        "width": (thumbnail and thumbnail.width) or 256,
        "height": (thumbnail and thumbnail.height) or 256,
        "alt": brief(run.prompt, 200) or "A picture without words",
        "words": words,
        "line": f"seed {run.seed}",
        "starred": run.starred,
        "status": "" if run.status is RunStatus.FINISHED else run.status.value,
    }
