"""Runs as a grid of small pictures, to open one or to choose several."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.ui.parts import part
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief
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
    # Asked before it is drawn, so that it is drawn as it is now.
    kept = toggled(list(chosen)[:limit], _pressed(runs, st.session_state.get(key)), limit)
    _draw(runs, key, {"selected": None, "choosing": True, "chosen": kept, "limit": limit, "label": label})
    return kept


def toggled(chosen: Sequence[str], pressed: str | None, limit: int) -> list[str]:
    """``chosen`` without ``pressed`` where it was among them, else with it at the end if there is room."""
    if pressed in chosen:
        return [one for one in chosen if one != pressed]
    return [*chosen, pressed] if pressed and len(chosen) < limit else list(chosen)


def _draw(runs: Sequence[Run], key: str, given: dict[str, Any]) -> str | None:
    data = {**given, "items": [_item(run) for run in runs]}
    return _pressed(runs, _gallery(key=key, data=data, on_pressed_change=_nothing))


def _pressed(runs: Sequence[Run], state: Any) -> str | None:
    """What comes from a browser is only believed where it is one of those that were offered."""
    pressed = None if state is None else state.get("pressed")
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
