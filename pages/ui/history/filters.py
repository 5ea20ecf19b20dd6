"""History's row of search, filters and order. The link holds their values; widgets show and change it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from core.request import MAX_SEED
from core.scenes.kinds import KINDS
from pages.ui.runs.history_link import MAX_WORDS, SEARCH, View, go
from pages.ui.runs.names import field_title, value_words
from pages.ui.shell.laid import lay
from pages.ui.shell.words import STATUS_WORDS, stars_text
from store.records import SORTS, Facets, RunStatus

_PREFIX = "history_"
_FOLDED = ("seed", "since", "until", "scene", "photo", "rating")
"""The filters that are always in the popover."""
SORT_WORDS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "fastest": "Fastest first",
    "slowest": "Slowest first",
    "rating": "Best rated first",
}


def draw(view: View, facets: Facets) -> None:
    """The whole row; a change anywhere goes to the first page of what it finds."""
    hidden = sum(getattr(view, field) is not None for field in _FOLDED)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        st.text_input(
            "Search",
            type="search",
            max_chars=MAX_WORDS,
            placeholder=SEARCH,
            label_visibility="collapsed",
            **_bound(view, "words"),
        )
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", gap="xsmall", key="filters_wide"
        ):
            _common_filters(view, facets, "wide", (140, 130, 120))
        with st.popover(f"Filters ({hidden})" if hidden else "Filters", icon=":material/tune:"):
            with st.container(key="filters_narrow"):
                _common_filters(view, facets, "narrow", ["stretch"] * 3)
            seed: dict[str, Any] = {"min_value": 0, "max_value": MAX_SEED, "step": 1, "placeholder": "Any"}
            st.number_input("Seed", value=None, **seed, **_bound(view, "seed"))
            _photo_filter(view, facets)
            _scene_filter(view, facets)
            stars: dict[str, Any] = {"index": None, "placeholder": "Any", "format_func": _rating_words}
            st.selectbox("Rating", range(5, 0, -1), **stars, **_bound(view, "rating"))
            days: dict[str, Any] = {"value": None, "format": "YYYY-MM-DD"}
            st.date_input("Made from", **days, **_bound(view, "since"))
            st.date_input("Made until", **days, **_bound(view, "until"))
        st.selectbox(
            "Order",
            SORTS,
            format_func=SORT_WORDS.__getitem__,
            label_visibility="collapsed",
            width=150,
            **_bound(view, "sort"),
        )


def clear_button(view: View, label: str = "Clear filters", **style: Any) -> None:
    """A button that shows everything again."""
    st.button(
        label,
        icon=":material/filter_alt_off:",
        key=f"{_PREFIX}clear",
        on_click=go,
        args=[view.cleared()],
        **style,
    )


def _common_filters(view: View, facets: Facets, place: str, widths: Sequence[Any]) -> None:
    """The filters that stand in the row where it is ``wide`` enough, else in the popover (``narrow``); both
    are drawn, and the style sheet hides one. ``widths`` are those of the three selects."""
    # A link may name what no run has any more; it is offered all the same.
    profiles, tags = (
        [*options, *([chosen] if chosen and chosen not in options else [])]
        for chosen, options in ((view.profile, facets.profiles), (view.tag, facets.tags))
    )
    selects = (
        ("profile", "Any model", profiles),
        ("status", "Any status", list(RunStatus)),
        ("tag", "Any tag", tags),
    )
    for (field, nothing, options), width in zip(selects, widths, strict=True):
        st.selectbox(
            nothing,
            options,
            index=None,
            placeholder=nothing,
            format_func=partial(_option_words, field),
            label_visibility="collapsed",
            width=width,
            **_bound(view, field, place),
        )
    st.toggle("Starred", **_bound(view, "starred", place))


def _option_words(field: str, option: str) -> str:
    """What a filter's option is called: models as in the form, a status as on tiles, a tag as it is."""
    if field == "status":
        return STATUS_WORDS[RunStatus(option)]
    return value_words(field, option) or option


def _rating_words(stars: int) -> str:
    """The least rating, in words."""
    return "★★★★★" if stars == 5 else f"{stars_text(stars)} and better"


def _photo_filter(view: View, facets: Facets) -> None:
    """Which photo the pictures are of."""
    names = {photo.sha256: f"{photo.name} ({photo.runs:,})" for photo in facets.photos}
    chosen = [view.photo] if view.photo and view.photo not in names else []
    st.selectbox(
        "Photo",
        [*names, *chosen],
        index=None,
        placeholder="Any",
        format_func=lambda sha256: names.get(sha256, f"Photo {sha256[:8]}"),
        **_bound(view, "photo"),
    )


def _scene_filter(view: View, facets: Facets) -> None:
    """Which kind of scene; not there before any run has one."""
    kinds = [*facets.scenes, *([view.scene] if view.scene and view.scene not in facets.scenes else [])]
    if kinds:
        st.selectbox(
            field_title("scene.kind"),
            kinds,
            index=None,
            placeholder="Any",
            format_func=lambda kind: KINDS[kind].title if kind in KINDS else str(kind),
            **_bound(view, "scene"),
        )


def _bound(view: View, field: str, place: str = "") -> dict[str, Any]:
    """Key and callback of the widget for one field, which then shows what the link says."""
    key = f"{_PREFIX}{field}_{place}".removesuffix("_")
    value = getattr(view, field)
    lay(key, value)

    def changed() -> None:
        new = st.session_state[key]
        go(replace(view, page=1, **{field: new.strip() if field == "words" else new}))

    return {"key": key, "on_change": changed}
