"""The forms of grid and batch: each is a draft under its address, so that a reload loses nothing."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import StudioError
from core.groups.plan import PlannedPhoto
from core.studio import Studio
from pages.ui.runs.history_link import run_id
from pages.ui.shell.generate_address import UNKNOWN_FORM, is_given, new_draft
from pages.ui.shell.laid import lay_first
from pages.ui.shell.messages import set_message
from pages.ui.shell.whole_callbacks import unbroken


class Form:
    """One form of a session: its values by name, as its widgets have them. ``kind`` is the parameter of the
    address that names the draft, and how the session's keys begin; ``usual`` are the values of an empty
    form."""

    def __init__(self, kind: str, usual: Mapping[str, Any]) -> None:
        self._kind, self._usual = kind, usual

    def begin(self, studio: Studio, fill: Callable[[], Mapping[str, Any]] = dict) -> None:
        """Bring the form to the draft that the address names; a draft that is not there yet begins with what
        ``fill`` gives."""
        state = st.session_state
        asked = st.query_params.get(self._kind)
        draft = run_id(asked)
        if draft is None:
            if asked is not None:
                set_message(UNKNOWN_FORM)
            draft = str(state.setdefault(self._draft_key, new_draft()))
            st.query_params[self._kind] = draft
        state[self._draft_key] = draft
        if state.get(f"{self._kind}_opened") == draft:
            return
        kept = studio.drafts.load(draft)
        values = dict(self._usual)
        told = fill() if kept is None else kept.values
        if asked == draft and kept is None and not told and not is_given(draft):
            set_message(UNKNOWN_FORM)
        values |= {name: told[name] for name in values if name in told and _alike(told[name], values[name])}
        for name in values:
            state.pop(self._widget(name), None)
        state.update(
            {
                f"{self._kind}_opened": draft,
                f"{self._kind}_values": values,
                f"{self._kind}_saved": None if kept is None else json.dumps(values),
                f"{self._kind}_revision": None if kept is None else kept.revision,
            }
        )

    def key(self, name: str) -> str:
        """The key for a field's widget, which then shows the value kept."""
        lay_first(self._widget(name), self._values[name])
        return self._widget(name)

    def get(self, name: str) -> Any:
        """A field's value as it stands."""
        return st.session_state.get(self._widget(name), self._values[name])

    def put(self, **changed: Any) -> None:
        """Set fields; only before their widgets are drawn."""
        self._values.update(changed)
        st.session_state.update({self._widget(name): value for name, value in changed.items()})

    def keep(self, studio: Studio) -> None:
        """Keep the form as it stands, where it has changed. Where another tab goes on with the same draft,
        this one becomes a draft of its own."""
        state = st.session_state
        values = {name: self.get(name) for name in self._usual}
        state[f"{self._kind}_values"] = values
        written = json.dumps(values)
        before = state.get(f"{self._kind}_saved")
        if written == before or (before is None and values == self._usual):
            return
        # A form that cannot be kept for a reload is a form all the same.
        with suppress(StudioError), unbroken():
            seen, draft = state.get(f"{self._kind}_revision"), state[self._draft_key]
            revision = studio.drafts.save(draft, values, None, seen)
            if revision is None:
                draft = new_draft()
                state.update({self._draft_key: draft, f"{self._kind}_opened": draft})
                st.query_params[self._kind] = draft
                revision = studio.drafts.save(draft, values, None, None)
            state.update({f"{self._kind}_revision": revision, f"{self._kind}_saved": written})

    def photos(self, name: str) -> list[PlannedPhoto]:
        """The photos that a field holds."""
        return planned(self.get(name))

    @property
    def _draft_key(self) -> str:
        return f"{self._kind}_draft_id"

    @property
    def _values(self) -> dict[str, Any]:
        return st.session_state[f"{self._kind}_values"]

    def _widget(self, name: str) -> str:
        return f"{self._kind}_form_{name}"


def planned(values: Any) -> list[PlannedPhoto]:
    """Photos as a draft has them; what is none any more is left out."""
    found: list[PlannedPhoto] = []
    for value in values if isinstance(values, list) else []:
        with suppress(TypeError):
            found.append(PlannedPhoto(**value))
    return found


def _alike(value: Any, usual: Any) -> bool:
    return usual is None or isinstance(value, type(usual))
