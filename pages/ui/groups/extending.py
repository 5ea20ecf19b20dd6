"""A grid gets one more column, row or sheet."""

import streamlit as st

from core.groups.axes import Axis
from core.groups.extend import (
    FURTHER_TITLE,
    PHOTO_TITLE,
    axis_name,
    extended,
    more_further,
    more_photos,
    more_values,
)
from core.groups.plan import Plan, PlannedPhoto
from core.groups.scene_fields import FIELDS
from core.request import GenerationRequest
from core.studio import Studio
from pages.ui.groups.cells import head_words
from pages.ui.groups.draft import planned
from pages.ui.groups.fields import PRESET, SCENE, options
from pages.ui.groups.photo_field import REFUSED_UNREAD, kept
from pages.ui.groups.planning import requests_of, stock_of
from pages.ui.shell.errors import show, show_errors
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import plain
from pages.ui.shell.uploads import handed_over

DIRECTIONS = ("columns", "rows", "sheets")
_WHICH, _TYPED, _PHOTOS, _FAULTS, _ROUND = (
    f"extend_{part}" for part in ("axis", "typed", "photos", "faults", "round")
)


def extending(studio: Studio, group: str, plan: Plan) -> None:
    """What is to be added, with a count of what that comes to."""
    names = {
        number: f"{head_words(axis).title}: more {DIRECTIONS[number]}"
        for number, axis in enumerate(plan.axes)
    }
    with st.expander("Add columns or rows", icon=":material/add:", key="extend"):
        which = st.selectbox("What gets longer", list(names), format_func=names.__getitem__, key=_WHICH)
        if _is_photos(plan, which):
            _photos_field(studio, group)
        elif listed := _listed(studio, plan, which):
            st.multiselect(
                "Values to add",
                list(listed),
                key=_chosen_key(which),
                format_func=listed.__getitem__,
                placeholder="Choose one or more",
            )
        else:
            st.text_input(
                "Values to add", key=_TYPED, placeholder="written as in a grid: 5, 6 or 10..20 step 5"
            )
        count = 0
        with show_errors():
            axis = _axis(studio, group, plan, which)
            if axis is not None:
                count = len(plan.cells) // len(plan.axes[which].labels) * len(axis.values)
                values = ", ".join(value.label for value in axis.values)
                noun = "picture" if count == 1 else "pictures"
                st.caption(plain(f"{count:,} more {noun}, for {values}."))
        st.button(
            f"Add {count:,} {'picture' if count == 1 else 'pictures'}" if count else "Add",
            icon=":material/add:",
            key="extend_add",
            disabled=not count,
            on_click=extend,
            args=(group, which),
        )


def extend(group: str, which: int) -> None:
    """Callback: put the longer grid in place of the group's own, and make what is new of it."""
    studio = opened_studio()
    with keep_message():
        _, plan = studio.groups.plan(group)
        axis = _axis(studio, group, plan, which)
        if axis is None:
            return
        studio.groups.extend(group, extended(plan, which, axis, requests_of(studio)))
        st.session_state.update({_TYPED: "", _PHOTOS: {}, _chosen_key(which): []})
        studio.group_runner.start(group)


def _is_photos(plan: Plan, which: int) -> bool:
    return plan.axes[which].title in (PHOTO_TITLE, FURTHER_TITLE)


def _axis(studio: Studio, group: str, plan: Plan, which: int) -> Axis | None:
    """What is to be added; ``None`` where nothing is said yet. Raises ``InputError``."""
    if _is_photos(plan, which):
        photos = _added(group)
        if photos and plan.axes[which].title == FURTHER_TITLE:
            return more_further(plan, which, photos, studio.library.group_photos.as_picture)
        return more_photos(plan, which, photos) if photos else None
    listed = _listed(studio, plan, which)
    typed = ", ".join(st.session_state.get(_chosen_key(which), [])) if listed else _typed()
    return more_values(plan, which, typed, stock_of(studio)) if typed else None


def _typed() -> str:
    return str(st.session_state.get(_TYPED) or "").strip()


def _chosen_key(which: int) -> str:
    return f"extend_chosen_{which}"


def _listed(studio: Studio, plan: Plan, which: int) -> dict[str, str]:
    """What the axis can still take, each with its title; nothing where values are typed."""
    head = plan.axes[which]
    name = axis_name(head)
    if name not in {PRESET, SCENE, *FIELDS, *GenerationRequest.model_fields}:
        return {}
    kinds = {cell.request.scene.kind for cell in plan.cells if cell.request.scene is not None}
    found = options(studio, name, kinds.pop() if len(kinds) == 1 else None) or {}
    return {value: title for value, title in found.items() if value not in head.labels}


def _added(group: str) -> list[PlannedPhoto]:
    """The photos that were uploaded to be added to this group."""
    return planned(st.session_state.get(_PHOTOS, {}).get(group))


def _photos_field(studio: Studio, group: str) -> None:
    widget = f"extend_upload_{st.session_state.setdefault(_ROUND, 0)}"

    def taken() -> None:
        uploads = handed_over(widget)
        if not uploads:
            return
        photos, faults = kept(opened_studio(), uploads)
        st.session_state[_ROUND] += 1
        st.session_state[_PHOTOS] = {group: [vars(one) for one in [*_added(group), *photos]]}
        st.session_state[_FAULTS] = {group: faults}

    st.file_uploader(
        "Photos to add",
        key=widget,
        accept_multiple_files=True,
        max_upload_size=REFUSED_UNREAD * studio.settings.max_upload_mb,
        on_change=taken,
    )
    for fault in st.session_state.get(_FAULTS, {}).get(group, []):
        show(fault)
