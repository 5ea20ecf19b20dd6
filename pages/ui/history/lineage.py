"""Where a run comes from and what came of it, as a small graph, and what changed on the way."""

from collections.abc import Sequence

import streamlit as st

from core.library.family import request_changes
from core.studio import Studio
from pages.ui.runs.describe import value_text, verdict
from pages.ui.runs.history_link import View, go
from pages.ui.runs.names import field_title
from pages.ui.shell.text import brief, plain
from pages.ui.widgets.family_tree import Row, family_tree
from store.records import Comparison, Run, RunQuery

MAX_SHOWN = 48
"""Runs in one row of the graph; the family's sheet has all."""
MAX_FOREBEARS = 3
MAX_TOLD = 5
"""Changes that the line about the parent names."""
FAMILY = "family"
"""The address' parameter of a family's sheet."""
ICONS = {
    "identical": ":material/check_circle:",
    "near": ":material/check:",
    "different": ":material/difference:",
}


def lineage(studio: Studio, view: View, run: Run) -> None:
    """The runs that ``run`` came from, those made from the same one or together with it, and what was made
    from it; nothing where there are none. A press opens one of them within ``view``."""
    line = studio.runs.forebears(run.id) if run.parent else []
    older = studio.runs.many(reversed(line[:MAX_FOREBEARS]))
    known = {one.id: one for one in older}
    siblings = studio.runs.children(run.parent) if run.parent else []
    group = studio.runs.search(RunQuery(group=run.group, sort="oldest", page_size=MAX_SHOWN + 1))
    beside = {one.id: one for one in [*siblings, *group.runs] if one.id != run.id and one.id not in known}
    children = studio.runs.children(run.id)
    if not (run.parent or beside or children):
        return
    st.subheader("Where it belongs", anchor=False)
    _told(studio, run, known)
    middle = [run, *list(beside.values())[: MAX_SHOWN - 1]]
    rows = [
        Row(title="Made from" if one is older[-1] else "Before that", runs=[one], words={}) for one in older
    ]
    # Siblings of an unknown parent, and of the group, have no line to say what changed.
    words = {one.id: _since(known.get(one.parent or ""), one) for one in middle}
    rows.append(Row(title=_beside_title(len(beside)), runs=middle, words=words))
    if children:
        since = {one.id: _since(run, one) for one in children}
        title = f"Made from this one: {len(children):,}"
        rows.append(Row(title=title, runs=children[:MAX_SHOWN], words=since))
    if pressed := family_tree(rows, current=run.id, key=f"lineage_{run.id}", label="Its family"):
        go(view, pressed)
        st.rerun()
    with st.container(horizontal=True, gap="small", key="lineage_more"):
        if run.parent or children:
            st.button("The family's sheet", icon=":material/grid_on:", key="family", on_click=to_family,
                      args=(view, run.id))  # fmt: skip
        if group.total > 1:
            label = f"All {group.total:,} of the group"
            st.button(label, key="whole_group", on_click=go, args=(View(group=run.group),))


def to_family(view: View, run_id: str) -> None:
    """Callback: turn to the sheet of a run's family."""
    st.query_params.from_dict({**view.params(), "run": run_id, FAMILY: "1"})


def _beside_title(others: int) -> str:
    return "This one" if not others else f"This one, and made beside it: {others:,}"


def _told(studio: Studio, run: Run, known: dict[str, Run]) -> None:
    """One line on what is another one than at the parent, or that it is gone."""
    if not run.parent:
        return
    if run.parent not in known:
        st.caption("The picture it was made from has been deleted for good.")
        return
    st.markdown(plain(f"Since its parent: {changes_line(known[run.parent], run) or 'nothing was changed'}."))


def _since(parent: Run | None, run: Run) -> str:
    """The same, in the few words that fit under a small picture."""
    if parent is None:
        return ""
    if run.outcome is not None and run.outcome.comparison is not None:
        return f"re-run, {run.outcome.comparison.verdict}"
    return brief(changes_line(parent, run, 2), 70) or "as it was"


def changes_line(parent: Run, run: Run, most: int = MAX_TOLD) -> str:
    """What is asked for otherwise than by the parent, as the form calls it: ``Seed 5 → 9 · Steps 12 → 20``;
    empty where nothing is."""
    changes = request_changes(parent, run)
    told = [
        f"{field_title(name)} {brief(value_text(before, name), 60)} → {brief(value_text(after, name), 60)}"
        for name, before, after in changes[:most]
    ]
    more = len(changes) - len(told)
    return " · ".join([*told, *([f"{more} more"] if more else [])])


def compared(found: Comparison) -> None:
    """How a re-run compares with its parent, and what has changed in between."""
    st.markdown(f"{ICONS[found.verdict]} {plain(verdict(found))}")
    for change in found.changes:
        st.markdown(f"- {plain(change)}")
    if found.verdict != "identical" and not found.changes:
        st.caption("Nothing that was recorded of models and environment has changed in between.")


def foretold(sentences: Sequence[str]) -> None:
    """What is likely to differ where the run is made again here, folded."""
    if sentences:
        with st.expander("A re-run here may differ", icon=":material/info:"):
            for sentence in sentences:
                st.markdown(f"- {plain(sentence)}")
