"""History and Compare as one browser tab sees them, and runs of every kind to be found there."""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any, cast

from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.shell.text import JOINER
from store.records import Failure, Run, RunQuery
from tests.pages.studios import ROOT
from tests.store_runs import finished, new_run, queued

HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) $\\LaTeX$ :red[hi] ![p](http://x/y.png) <b>b</b> | a "
    + "word" * 60
)
LONG = "a" * 10_000
BAD_IDS = ("../..", "'; DROP TABLE runs;--", '"', "<script>", LONG, "", "0" * 31, "G" * 32, "0" * 32, "\0")


def opened_page(name: str, **params: str) -> AppTest:
    """One of the pages, run once, with a link's parameters."""
    at = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=30)
    at.switch_page(f"pages/{name}.py")
    for key, value in params.items():
        at.query_params[key] = value
    return again(at)


def history(**params: str) -> AppTest:
    """History, run once."""
    return opened_page("history", **params)


def compare(**params: str) -> AppTest:
    """Compare, run once."""
    return opened_page("compare", **params)


def again(at: AppTest) -> AppTest:
    """Run it once more; a page that fails fails the test."""
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    """Press the button of that key, and see what comes."""
    at.button(key=key).click()
    return again(at)


def has(at: AppTest, key: str) -> bool:
    """Whether there is a button of that key."""
    return any(button.key == key for button in at.button)


def link(at: AppTest) -> dict[str, str]:
    """The link's parameters as they stand."""
    return {name: one if isinstance(one, str) else one[0] for name, one in at.query_params.items()}


def said(at: AppTest) -> str:
    """All words on the page but those of widgets, as a person reads them."""
    kinds = (at.title, at.subheader, at.text, at.markdown, at.caption, at.error, at.warning, at.info)
    whole = "\n".join(str(element.value) for kind in kinds for element in kind)
    return whole.replace("\\", "").replace(JOINER, "")


def parts(at: AppTest) -> list[str]:
    """Names of our own components on the page, in order, without those that are never seen."""
    names = [str(part.proto.component_name) for part in at.get("bidi_component")]
    return [name for name in names if name not in ("studio_place", "studio_steps", "studio_everywhere")]


def bodies(at: AppTest) -> list[str]:
    """All HTML on the page."""
    return [str(cast(Any, html).value) for html in at.get("html")]


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def table(at: AppTest, caption: str) -> dict[str, tuple[str, ...]]:
    """The table of that caption, by the first cell of each row; only a table's own tags are in it."""
    (body,) = (html for html in bodies(at) if f"<caption>{caption}</caption>" in html)
    cells = _Cells()
    cells.feed(body)
    assert cells.tags <= {
        "style",
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "mark",
    }
    return {row[0]: tuple(row[1:]) for row in cells.rows}


def ticked(studio: Studio, *rows: int, **params: str) -> AppTest:
    """History's table with rows ticked."""
    at = history(look="table", **params)
    key = str(at.dataframe[0].key)
    at.session_state[key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return again(at)


def failed(studio: Studio, sentence: str, traceback: str = "the log") -> Run:
    """A run that went wrong."""
    (run,) = queued(studio.runs, new_run("on a bridge"))
    studio.runs.fail(run.id, Failure(kind="StudioError", sentence=sentence, traceback=traceback))
    return studio.runs.get(run.id)


def several(studio: Studio, count: int) -> list[Run]:
    """Finished runs with the seeds 0, 1, 2 …"""
    return [finished(studio.runs, new_run(f"picture number {seed}", seed)) for seed in range(count)]


def all_runs(studio: Studio, **query: Any) -> Sequence[Run]:
    """The runs a query finds."""
    return studio.runs.search(RunQuery(**query)).runs
