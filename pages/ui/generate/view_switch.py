"""What the right side of Generate shows: the subject in its scene, the cut-out, the depth, or the pictures of
a group."""

import streamlit as st

from pages.ui.shell.laid import lay

PICTURES, CUTOUT, DEPTH, STAGING = "Pictures", "Cut-out", "Depth", "Staging"
VIEWS, SCENE_VIEWS = (CUTOUT, DEPTH, PICTURES), (STAGING, CUTOUT, PICTURES)
GROUP, CHOSEN, GROUP_PAGE = "group", "chosen", "group_page"
"""Session keys of the group in sight, the run of it that is shown large, and the page of its gallery (from
1)."""
_VIEW, _VIEW_KEPT, _UNSEEN = "view", "view_kept", "view_unseen"


def show_group(group: str, chosen: str | None = None) -> None:
    """Turn the page to a group's pictures."""
    st.session_state.update({GROUP: group, CHOSEN: chosen, GROUP_PAGE: 1})
    turn_to(PICTURES)


def group() -> str:
    """The id of the group in sight, empty for none."""
    return st.session_state.get(GROUP) or ""


def leave_group() -> None:
    """Turn the page from a group's pictures to what is shown of the photo."""
    st.session_state.update({GROUP: None, CHOSEN: None})
    turn_to_photo()


def turn_to_photo() -> None:
    """Turn the right side to what is shown of a photo first; only before it is drawn."""
    for key in (_VIEW, _VIEW_KEPT):
        st.session_state.pop(key, None)


def turn_to(view: str) -> None:
    """Turn the right side to one of ``VIEWS``; only before it is drawn."""
    st.session_state.update({_VIEW_KEPT: view, _UNSEEN: False})
    lay(_VIEW, view)


def staging_changed() -> None:
    """Callback: the subject's scene is another now. Where pictures are in sight they stay there, and a line
    says where the change is to be seen: it would seem to have done nothing."""
    st.session_state[_UNSEEN] = True


def is_staging() -> bool:
    """Whether the subject in its scene is what was shown last, or what the page was turned to since."""
    return st.session_state.get(_VIEW, st.session_state.get(_VIEW_KEPT)) == STAGING


def view_switch(*, is_scene: bool) -> str:
    """The control that turns the right side; returns the one of ``SCENE_VIEWS`` or ``VIEWS`` that it
    shows."""
    views = SCENE_VIEWS if is_scene else VIEWS
    turned = st.session_state.get(_VIEW, st.session_state.get(_VIEW_KEPT))
    lay(_VIEW, turned if turned in views else views[0])
    shown = st.segmented_control(
        "Show", views, key=_VIEW, required=True, label_visibility="collapsed", wrap=True
    )
    st.session_state[_VIEW_KEPT] = shown
    if shown != PICTURES or not group():
        st.session_state[_UNSEEN] = False
    elif is_scene and st.session_state.get(_UNSEEN):
        st.caption(f"{STAGING} shows what you changed. These pictures stay as they were made.")
    return str(shown)
