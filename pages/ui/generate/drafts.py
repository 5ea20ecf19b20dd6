"""The form as a draft: kept at the end of every run of the page, found again by the address."""

import json
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.generate import form_state, photo, view_switch
from pages.ui.runs.history_link import run_id
from pages.ui.shell import begun
from pages.ui.shell.generate_address import DRAFT, new_draft
from pages.ui.shell.whole_callbacks import unbroken
from store.errors import NotFoundError

_FORMER = "draft_former"
"""Session key of the draft that another form took the place of, with what was said of that."""
_REVISION, _SAVED, _CLEAN, _SENT = "draft_revision", "draft_saved", "draft_clean", "draft_sent"
"""Session keys of the revision of the draft that the form goes on from, of the form as it was saved last, as
it was when the page filled it (what equals that is not worth keeping), and as it was when the pictures beside
it were asked for."""


def restore(studio: Studio, link: str) -> bool:
    """Lay the draft of that id into the form, photo included; ``False`` where there is none. Either way the
    form is that draft from now on."""
    asked = run_id(link)
    st.session_state.update({DRAFT: asked or new_draft(), _REVISION: None, _SAVED: None, _SENT: None})
    draft = studio.drafts.load(asked) if asked else None
    if draft is None:
        return False
    st.session_state[_REVISION] = draft.revision
    _fill(studio, draft.values, draft.photo)
    st.session_state[_SAVED] = _written()
    return True


def fork() -> None:
    """The form goes on as a draft of its own; the one that it was stays as it was saved last."""
    st.session_state.update({DRAFT: new_draft(), _REVISION: None, _SAVED: None, _SENT: None})


def begin_another(studio: Studio, said: str) -> None:
    """Another form takes this one's place, as a draft of its own. This one is kept as it stands, untouched or
    with what was entered with the press itself: Back brings it again, and so does ``put_back``, as long as
    the page is at the other one; ``said`` says of that what was done."""
    is_worth_it, state = is_touched() or photo.content() is not None, st.session_state
    _keep(studio, _written())
    former = {"draft": state[DRAFT], "group": state.get(view_switch.GROUP), "said": said}
    fork()
    state[_FORMER] = {**former, "by": state[DRAFT]} if is_worth_it else None


def replaced() -> str | None:
    """What was done when the form that is shown took another's place; ``None`` where it did not."""
    former = st.session_state.get(_FORMER)
    return former["said"] if former and former["by"] == st.session_state.get(DRAFT) else None


def put_back(studio: Studio) -> None:
    """Callback: the form that was replaced is there again, with the pictures beside it. Raises
    ``StoreError``."""
    former = st.session_state.pop(_FORMER)
    save(studio)
    if not restore(studio, former["draft"]):
        raise NotFoundError("What was in the form before is not kept any more.")
    if former["group"]:
        view_switch.show_group(former["group"])
        made_from()
    else:
        view_switch.leave_group()


def sent(studio: Studio) -> None:
    """The form was sent off and goes on as a draft of its own. Where there were pictures beside it already,
    their draft becomes again what they were made from: what was changed since belongs to the new ones."""
    state, before = st.session_state, st.session_state.get(_SENT)
    if before is None:
        save(studio)  # words that were entered with the press itself
    else:
        values = json.loads(before)
        sha256 = values["photo"]["sha256"]
        held = (sha256, b"") if sha256 else None  # the runs hold its bytes
        with suppress(StudioError):
            studio.drafts.save(state[DRAFT], values, held, state.get(_REVISION))
    begun.sent_off(state[DRAFT])
    fork()
    made_from()


def made_from() -> None:
    """The form is what the pictures beside it were made from."""
    st.session_state[_SENT] = _written()


def clean() -> None:
    """The form is as the page filled it: there is nothing yet that a reload would lose."""
    st.session_state[_CLEAN] = _written()


def is_touched() -> bool:
    """Whether the form holds something that only a draft brings back."""
    return _written() != st.session_state.get(_CLEAN)


def is_kept() -> bool:
    """Whether the form is kept, or was."""
    return st.session_state.get(_SAVED) is not None


def holds_work() -> bool:
    """Whether there is a photo or a sentence in the form: what else there is is soon set again."""
    return photo.content() is not None or bool(str(form_state.get("prompt") or "").strip())


def save(studio: Studio) -> None:
    """Keep the form, where it has changed since. Another tab that goes on with the same draft keeps its own:
    this one becomes a new draft."""
    written, saved = _written(), st.session_state.get(_SAVED)
    if saved is not None or is_touched():
        _keep(studio, written)


def _keep(studio: Studio, written: str) -> None:
    if written == st.session_state.get(_SAVED):
        return
    content = photo.content()
    held = None if content is None else (photo.digest(), content)
    # A form that cannot be kept for a reload is a form all the same.
    with suppress(StudioError), unbroken():
        values = json.loads(written)
        state = st.session_state
        revision = studio.drafts.save(state[DRAFT], values, held, state.get(_REVISION))
        if revision is None:
            fork()
            revision = studio.drafts.save(state[DRAFT], values, held, None)
        state.update({_REVISION: revision, _SAVED: written})


def _written() -> str:
    """The form as JSON: its values, the photo's name and the run that it descends from."""
    values = {**form_state.values(), **{name: form_state.get(name) for name in form_state.EXTRAS}}
    kept = {
        "form": values,
        "photo": {"sha256": photo.digest(), "name": photo.name(), "note": photo.note()},
        "parent": st.session_state.get(form_state.PARENT),
    }
    return json.dumps(kept, sort_keys=True)


def _fill(studio: Studio, values: Any, content: bytes | None) -> None:
    """Lay what ``_written`` wrote, maybe in an earlier version, into the form; what makes no sense any more
    is left as it is."""
    form = values.get("form")
    form = form if isinstance(form, dict) else {}
    about = values.get("photo")
    about = about if isinstance(about, dict) else {}
    extras = {
        name: form[name]
        for name, usual in form_state.EXTRAS.items()
        if isinstance(form.get(name), type(usual))
    }
    with suppress(StudioError):
        form_state.put(**form_state.valid(form, studio.profiles()), **extras)
    photo.drop()
    if content is not None:
        photo.take(studio, content, str(about.get("name", "")), str(about.get("note", "")))
    parent = values.get("parent")
    st.session_state[form_state.PARENT] = run_id(parent) if isinstance(parent, str) else None
