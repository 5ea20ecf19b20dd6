"""Where a person stands in History: what is asked for, kept in the link so that reload and back work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal, Self, cast, get_args

import streamlit as st

from store.records import SORTS, RunQuery, RunStatus, Sort

Look = Literal["gallery", "table"]
LOOKS: tuple[Look, ...] = get_args(Look)
MAX_WORDS = 200
"""Characters of a search; longer links are cut."""
MAX_NAME = 200
MAX_PAGE = 1_000_000
MAX_SEED = 2**32 - 1

_RUN_ID = re.compile(r"[0-9a-f]{32}")
_SWITCHES = {"starred": "star", "bin": "bin"}


def run_id(text: str | None) -> str | None:
    """``text`` where it has the form of a run's id (32 hex digits), else ``None``."""
    return text if text is not None and _RUN_ID.fullmatch(text) else None


def run_ids(text: str | None) -> tuple[tuple[str, ...], int]:
    """The ids in a comma-separated link, each once and in order, and how many parts were none."""
    parts = [part for part in (text or "").split(",") if part]
    good = [part for part in parts if run_id(part)]
    return tuple(dict.fromkeys(good)), len(parts) - len(good)


@dataclass(frozen=True, kw_only=True)
class View:
    """What History shows: a query as a person sees it. ``since`` and ``until`` are days in the reader's
    own time, both included; ``page`` counts from 1; ``group`` is a group's id."""

    words: str = ""
    profile: str | None = None
    seed: int | None = None
    status: RunStatus | None = None
    since: date | None = None
    until: date | None = None
    starred: bool = False
    tag: str | None = None
    group: str | None = None
    sort: Sort = "newest"
    page: int = 1
    bin: bool = False
    look: Look = "gallery"

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """What a link asks for; anything in it that makes no sense is left out."""
        read = {name: _READERS[name](params.get(_SWITCHES.get(name, name), "")) for name in _READERS}
        return cls(**{name: value for name, value in read.items() if value is not None})

    def params(self) -> dict[str, str]:
        """The link's parameters: only what differs from the plain list."""
        plain = View()
        return {
            _SWITCHES.get(field.name, field.name): _written(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(plain, field.name)
        }

    def query(self, zone: tzinfo) -> RunQuery:
        """The same for the store, with days turned into times by the reader's ``zone``."""
        return RunQuery(
            words=self.words,
            profile=self.profile,
            seed=self.seed,
            statuses=(self.status,) if self.status else (),
            since=_midnight(self.since, zone),
            until=_midnight(self.until + timedelta(days=1), zone) if self.until else None,
            starred=True if self.starred else None,
            tag=self.tag,
            group=self.group,
            bin=self.bin,
            sort=self.sort,
            page=self.page - 1,
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is searched or filtered for."""
        return self.cleared() != replace(self, page=1)

    def cleared(self) -> "View":
        """The first page of everything, in the same order and look."""
        return View(sort=self.sort, bin=self.bin, look=self.look)


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)


def _written(value: Any) -> str:
    if value is True:
        return "1"
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(limit: int) -> Any:
    def read(text: str) -> str | None:
        return text.replace("\0", "").strip()[:limit] or None

    return read


def _one_of(options: tuple[str, ...]) -> Any:
    return lambda text: text if text in options else None


def _whole(low: int, high: int) -> Any:
    def read(text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(high))):
            return None
        return int(text) if low <= int(text) <= high else None

    return read


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # A day's midnight in any zone, and the day after it, must stay within what a date can say.
    return day if 1970 <= day.year < 9999 else None


def _status(text: str) -> RunStatus | None:
    return RunStatus(text) if text in set(RunStatus) else None


_READERS: Mapping[str, Any] = {
    "words": _text(MAX_WORDS),
    "profile": _text(MAX_NAME),
    "seed": _whole(0, MAX_SEED),
    "status": _status,
    "since": _day,
    "until": _day,
    "starred": lambda text: cast(str, text) == "1" or None,
    "tag": _text(MAX_NAME),
    "group": run_id,
    "sort": _one_of(SORTS),
    "page": _whole(1, MAX_PAGE),
    "bin": lambda text: cast(str, text) == "1" or None,
    "look": _one_of(LOOKS),
}


def go(view: View, run: str | None = None) -> None:
    """Put ``view``, and the run opened in it, into the link; only in callbacks or before ``st.rerun``."""
    st.query_params.from_dict(view.params() | ({"run": run} if run else {}))
