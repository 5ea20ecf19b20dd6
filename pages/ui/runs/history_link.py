"""History's link: what it shows, kept in the address so that reload and back work."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal, Self, get_args

import streamlit as st

from core.request import MAX_SEED
from store.records import RUN_ID, SORTS, RunQuery, RunStatus, Sort

Layout = Literal["gallery", "table"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
MAX_WORDS = 200
"""Characters of a search; longer links are cut."""
SEARCH = "Words, photo, seed"
"""What stands in a field for a search, on any page."""
MAX_NAME = 200
"""Characters of a profile's or a tag's name in a link; longer ones are cut."""
MAX_PAGE = 1_000_000


def run_id(text: str | None) -> str | None:
    """``text`` where it has the form of a run's id (32 hex digits), else ``None``."""
    return text if text is not None and RUN_ID.fullmatch(text) else None


def run_ids(text: str | None) -> tuple[tuple[str, ...], int]:
    """The ids in a comma-separated link, each once and in order, and how many parts were none."""
    parts = [part for part in (text or "").split(",") if part]
    good = [part for part in parts if run_id(part)]
    return tuple(dict.fromkeys(good)), len(parts) - len(good)


@dataclass(frozen=True, kw_only=True)
class View:
    """What History shows: a query as the user sees it. ``since`` and ``until`` are days in the reader's
    own time, both included; ``page`` counts from 1; ``group`` is a group's id, ``photo`` the sha256 of a
    photo's bytes, ``rating`` the least one; ``selecting`` has the gallery's pictures chosen, not opened."""

    words: str = ""
    profile: str | None = None
    seed: int | None = None
    status: RunStatus | None = None
    since: date | None = None
    until: date | None = None
    starred: bool = False
    rating: int | None = None
    tag: str | None = None
    scene: str | None = None
    photo: str | None = None
    group: str | None = None
    sort: Sort = "newest"
    page: int = 1
    bin: bool = False
    layout: Layout = "gallery"
    selecting: bool = False

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """What a link asks for; anything in it that makes no sense is left out."""
        read = {name: reader(params.get(_PARAMS.get(name, name), "")) for name, reader in _READERS.items()}
        return cls(**{name: value for name, value in read.items() if value is not None})

    def params(self) -> dict[str, str]:
        """The link's parameters: only what differs from the plain list."""
        plain, written = View(), dict[str, str]()
        for field in fields(self):
            value = getattr(self, field.name)
            if value == getattr(plain, field.name):
                continue
            text = "1" if value is True else value.isoformat() if isinstance(value, date) else str(value)
            written[_PARAMS.get(field.name, field.name)] = text
        return written

    def query(self, zone: tzinfo) -> RunQuery:
        """The same for the store, with days turned into times by the reader's ``zone``."""
        since = self.since and datetime.combine(self.since, time(), zone)
        until = self.until and datetime.combine(self.until + timedelta(days=1), time(), zone)
        return RunQuery(
            words=self.words,
            profile=self.profile,
            seed=self.seed,
            statuses=(self.status,) if self.status else (),
            since=since,
            until=until,
            starred=True if self.starred else None,
            rating=self.rating,
            tag=self.tag,
            scene=self.scene,
            photo=self.photo,
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
        """The first page of everything, in the same order and layout."""
        return View(sort=self.sort, bin=self.bin, layout=self.layout, selecting=self.selecting)


def go(view: View, run: str | None = None) -> None:
    """Put ``view``, and the run opened in it, into the link; only in callbacks or before ``st.rerun``."""
    st.query_params.from_dict(view.params() | ({"run": run} if run else {}))


# Readers of a link's parameters: the value, or None for text that makes no sense.


def _text_reader(limit: int) -> Callable[[str], str | None]:
    """Reads any text, cut to ``limit`` characters; ``None`` for an empty one."""

    def read(text: str) -> str | None:
        return text.replace("\0", "").strip()[:limit] or None

    return read


def _choice_reader(options: tuple[str, ...]) -> Callable[[str], str | None]:
    """Reads one of ``options``."""

    def read(text: str) -> str | None:
        return text if text in options else None

    return read


def _number_reader(low: int, high: int) -> Callable[[str], int | None]:
    """Reads a whole number, ``low``…``high``."""

    def read(text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(high))):
            return None
        return int(text) if low <= int(text) <= high else None

    return read


def _read_day(text: str) -> date | None:
    """A date as ISO 8601 writes it, 1970…9998."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # A day's midnight in any zone, and the day after it, must stay within what a date can say.
    return day if 1970 <= day.year < 9999 else None


def _read_status(text: str) -> RunStatus | None:
    """A run's status."""
    return RunStatus(text) if text in set(RunStatus) else None


def _read_switch(text: str) -> bool | None:
    """``True`` where it is on."""
    return text == "1" or None


def _sha256_reader(text: str) -> str | None:
    """What names a photo's bytes."""
    return text if _SHA256.fullmatch(text) else None


_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PARAMS = {"starred": "star", "layout": "look", "selecting": "select"}
"""The parameter's name where it is another than the field's."""
_READERS: Mapping[str, Callable[[str], Any]] = {
    "words": _text_reader(MAX_WORDS),
    "profile": _text_reader(MAX_NAME),
    "seed": _number_reader(0, MAX_SEED),
    "status": _read_status,
    "since": _read_day,
    "until": _read_day,
    "starred": _read_switch,
    "rating": _number_reader(1, 5),
    "tag": _text_reader(MAX_NAME),
    "scene": _text_reader(MAX_NAME),
    "photo": _sha256_reader,
    "group": run_id,
    "sort": _choice_reader(SORTS),
    "page": _number_reader(1, MAX_PAGE),
    "bin": _read_switch,
    "layout": _choice_reader(LAYOUTS),
    "selecting": _read_switch,
}
