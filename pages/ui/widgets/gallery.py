"""Runs as a grid of small pictures, to open one or to choose several."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from pages.ui.parts import part
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief, brief_name
from pages.ui.shell.words import STATUS_WORDS, stars_text
from store.records import Run, RunStatus

MAX_NAME = 28
"""Characters of a photo's name under a small picture."""
MIN_SHARED = 4
"""Words with which two prompts must begin alike for the second to be told by what differs."""

_gallery = part("gallery")


def gallery(
    runs: Sequence[Run], *, key: str, selected: str | None = None, label: str = "Pictures"
) -> str | None:
    """The runs as buttons; returns the id of the one that was pressed just now, else ``None``. ``selected``
    is framed; ``label`` names the whole for screen readers."""
    state = _draw(runs, key, label, selected=selected)
    return _pressed_in(state, runs)


def pick(
    runs: Sequence[Run],
    *,
    key: str,
    chosen: Callable[[], Sequence[str]],
    on_choose: Callable[[list[str]], None],
    limit: int = 4,
    label: str = "Pictures",
) -> None:
    """The runs as buttons that are on or off. ``chosen`` gives those that are on; ``on_choose`` is called
    back with those that are on after a press, in the order of choosing, at most ``limit``, before the page
    is drawn again. Ids that are not among ``runs`` stay chosen."""

    def pressed() -> None:
        on_choose(_toggled(list(chosen())[:limit], st.session_state.get(key), runs, limit))

    _draw(runs, key, label, choosing=True, chosen=list(chosen())[:limit], limit=limit, on_press=pressed)


def unused() -> None:
    """A trigger has to be named by a callback to be there before the first press."""


@dataclass(frozen=True, kw_only=True)
class Thumbnail:
    """A small picture that is no run's: its id, address, the words below it, and what it shows."""

    id: str
    url: str
    words: str
    alt: str
    width: int = 192
    height: int = 144


def thumbnails(
    items: Sequence[Thumbnail],
    *,
    key: str,
    selected: str | None = None,
    label: str,
    on_press: Callable[[], None] = unused,
) -> str | None:
    """Small pictures as buttons; returns the id of the one that was pressed just now, which is ``pressed`` in
    the state of ``key`` when ``on_press`` is called. ``selected`` is framed."""
    shown = [{**asdict(item), "line": "", "starred": False, "status": ""} for item in items]
    data = {"items": shown, "label": label, "selected": selected}
    data |= {"choosing": False, "chosen": [], "limit": 0, "small": True}
    state = _gallery(key=key, data=data, on_pressed_change=on_press)
    pressed = state.get("pressed")
    return pressed if pressed in {item.id for item in items} else None


def _toggled(chosen: list[str], state: Any, runs: Sequence[Run], limit: int) -> list[str]:
    """``chosen`` after the press that a component's state tells of: without that run, or with it at the end
    if there is room."""
    pressed = str((None if state is None else state.get("pressed")) or "")
    run_id = pressed[1:]
    if run_id not in {run.id for run in runs}:
        return chosen
    if pressed.startswith("-"):
        return [one for one in chosen if one != run_id]
    return [*chosen, run_id] if run_id not in chosen and len(chosen) < limit else chosen


def _draw(
    runs: Sequence[Run],
    key: str,
    label: str,
    *,
    selected: str | None = None,
    choosing: bool = False,
    chosen: Sequence[str] = (),
    limit: int = 0,
    on_press: Callable[[], None] = unused,
) -> Any:
    """The component of parts/gallery.*; returns its state, which the browser sets."""
    data = {"items": _items(runs), "label": label, "selected": selected}
    data |= {"choosing": choosing, "chosen": list(chosen), "limit": limit}
    return _gallery(key=key, data=data, on_pressed_change=on_press)


def _pressed_in(state: Any, runs: Sequence[Run]) -> str | None:
    """The id of the run that was pressed by a component's state, which comes from the browser: believed
    only where it is one of ``runs``."""
    pressed = None if state is None else state.get("pressed")
    return pressed if pressed in {run.id for run in runs} else None


def _items(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """The runs as parts/gallery.js reads them, each with what tells it from the one before."""
    before = ["", *(run.prompt for run in runs)]
    told = zip(runs, before, lines_of(runs), strict=False)
    return [_item(run, told_apart(run.prompt, earlier), line) for run, earlier, line in told]


def lines_of(runs: Sequence[Run]) -> list[str]:
    """What tells each of several pictures from the others besides its words: the seed; where they are of
    several photos the photo's name, and the seed where two of one photo have the same words."""
    if len({run.source_name for run in runs}) < 2:
        return [f"seed {run.seed}" for run in runs]
    alike = Counter((run.source_name, run.prompt) for run in runs)
    return [
        f"{brief_name(run.source_name, MAX_NAME) or 'a photo without a name'}"
        f"{f' · seed {run.seed}' if alike[run.source_name, run.prompt] > 1 else ''}"
        for run in runs
    ]


def told_apart(prompt: str, before: str) -> str:
    """The words under a picture: the prompt's first ones; after a picture whose prompt begins as this one
    does those that come then, and none where it is the same."""
    if prompt == before:
        return ""
    words, earlier = prompt.split(), before.split()
    pairs = enumerate(zip(words, earlier, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(words), len(earlier)))
    if same < MIN_SHARED or same >= len(words):
        return brief(prompt) or "no words"
    return f"… {brief(' '.join(words[same - 1 :]))}"


def _item(run: Run, words: str, line: str) -> dict[str, Any]:
    """One run as parts/gallery.js reads it, with ``words`` and a ``line`` under it; sizes in px."""
    thumbnail = run.artifacts.get("thumbnail") or run.artifacts.get("composite")
    return {
        "id": run.id,
        "url": blob_url(thumbnail) if thumbnail else "",
        "width": (thumbnail and thumbnail.width) or 256,
        "height": (thumbnail and thumbnail.height) or 256,
        "alt": brief(run.prompt, 200) or "A picture without words",
        "words": words,
        "line": line,
        "rating": stars_text(run.rating),
        "starred": run.starred,
        "status": "" if run.status is RunStatus.FINISHED else STATUS_WORDS[run.status],
    }
