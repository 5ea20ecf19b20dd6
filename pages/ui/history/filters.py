"""History's row of search, filters and order. The link holds their values; widgets show and change it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui.runs.describe import STATUS_WORDS
from pages.ui.runs.history_link import MAX_SEED, MAX_WORDS, View, go
from store.records import SORTS, Facets, RunStatus

_PREFIX = "history_"
SORT_WORDS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "fastest": "Fastest first",
    "slowest": "Slowest first",
    "rating": "Best rated first",
}
_STYLE = """<style>
.st-key-filters > .st-key-history_words { flex: 1 1 11rem; min-width: 9rem; }
.st-key-filters_narrow { display: none; }
@media (max-width: 1100px) {
  .st-key-filters_wide { display: none; }
  .st-key-filters_narrow { display: flex; }
}
</style>"""


def draw(view: View, facets: Facets) -> None:
    """The whole row; a change anywhere goes to the first page of what it finds."""
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        st.text_input(
            "Search prompts, notes and tags",
            type="search",
            max_chars=MAX_WORDS,
            placeholder="Search prompts, notes and tags",
            label_visibility="collapsed",
            **_bound(view, "words"),
        )
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", gap="xsmall", key="filters_wide"
        ):
            _often(view, facets, "wide", (140, 130, 120))
        with st.popover(_more_label(view), icon=":material/tune:"):
            with st.container(key="filters_narrow"):
                _often(view, facets, "narrow", ["stretch"] * 3)
            _seldom(view)
        _order(view)


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


def _often(view: View, facets: Facets, place: str, widths: Sequence[Any]) -> None:
    fields = (
        ("profile", "Any model", _with(view.profile, facets.profiles)),
        ("status", "Any status", list(RunStatus)),
        ("tag", "Any tag", _with(view.tag, facets.tags)),
    )
    for (field, nothing, options), width in zip(fields, widths, strict=True):
        st.selectbox(
            nothing,
            options,
            index=None,
            placeholder=nothing,
            format_func=lambda option: STATUS_WORDS.get(option, option),
            label_visibility="collapsed",
            width=width,
            **_bound(view, field, place),
        )
    st.toggle("Starred", **_bound(view, "starred", place))


def _seldom(view: View) -> None:
    st.number_input(
        "Seed", min_value=0, max_value=MAX_SEED, step=1, placeholder="Any", **_bound(view, "seed", none=True)
    )
    st.date_input("Made from", format="YYYY-MM-DD", **_bound(view, "since", none=True))
    st.date_input("Made until", format="YYYY-MM-DD", **_bound(view, "until", none=True))


def _order(view: View) -> None:
    st.selectbox(
        "Order",
        SORTS,
        format_func=SORT_WORDS.__getitem__,
        label_visibility="collapsed",
        width=150,
        **_bound(view, "sort"),
    )


def _bound(view: View, field: str, place: str = "", none: bool = False) -> dict[str, Any]:
    """Key and callback of the widget for one field, which then shows what the link says."""
    key = f"{_PREFIX}{field}_{place}".removesuffix("_")
    value = getattr(view, field)
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    extra = {"value": None} if none else {}
    return {"key": key, "on_change": _changed, "args": [view, field, key], **extra}


def _changed(view: View, field: str, key: str) -> None:
    value = st.session_state[key]
    go(
        replace(
            view, page=1, **{field: value.strip() if isinstance(value, str) and field == "words" else value}
        )
    )


def _with(chosen: str | None, options: Sequence[str]) -> list[str]:
    """A link may name what no run has any more; it is shown all the same."""
    return [*options, *([chosen] if chosen and chosen not in options else [])]


def _more_label(view: View) -> str:
    hidden = sum(value is not None for value in (view.seed, view.since, view.until))
    return f"Filters ({hidden})" if hidden else "Filters"
