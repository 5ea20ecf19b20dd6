"""History's link: read with suspicion, written short."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.runs.history_link import LAYOUTS, MAX_WORDS, View, run_id, run_ids
from store.records import SORTS, RunStatus
from tests.pages.finding import BAD_IDS, LONG

ID = "0123456789abcdef" * 2
OTHER = "f" * 32

views = st.builds(
    View,
    words=st.text("abc é", max_size=20).map(str.strip),
    profile=st.none() | st.just("mini"),
    seed=st.none() | st.integers(0, 2**32 - 1),
    status=st.none() | st.sampled_from(RunStatus),
    since=st.none() | st.dates(date(1970, 1, 1), date(9998, 12, 31)),
    until=st.none() | st.dates(date(1970, 1, 1), date(9998, 12, 31)),
    starred=st.booleans(),
    tag=st.none() | st.just("shop & co"),
    group=st.none() | st.just(ID),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 1_000_000),
    bin=st.booleans(),
    layout=st.sampled_from(LAYOUTS),
)


@given(views)
def test_a_view_survives_its_link(view: View) -> None:
    assert View.from_params(view.params()) == view
    assert view.query(ZoneInfo("Pacific/Auckland")).page == view.page - 1


@given(st.dictionaries(st.sampled_from([*View().__dataclass_fields__, "star"]), st.text()))
def test_no_link_breaks_the_page(params: dict[str, str]) -> None:
    View.from_params(params).query(UTC)


def test_the_plain_list_has_a_plain_link() -> None:
    assert View().params() == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("page", text) for text in ("0", "-1", "²", "9" * 5000)),
        *(("seed", text) for text in ("1e3", "4294967296")),
        *(("since", text) for text in ("2026-13-01", "0001-01-01")),
        ("until", "9999-12-31"),
        ("status", "done"),
        ("group", "../.."),
        ("sort", "created; --"),
        ("look", "<script>"),
        ("star", "yes"),
        ("bin", "true"),
    ],
)
def test_what_makes_no_sense_in_a_link_is_left_out(name: str, text: str) -> None:
    assert View.from_params({name: text}) == View()


def test_the_layout_keeps_its_name_in_the_link() -> None:
    assert View.from_params({"look": "table"}) == View(layout="table")
    assert View(layout="table").params() == {"look": "table"}


def test_a_long_search_is_cut() -> None:
    assert View.from_params({"words": LONG}).words == "a" * MAX_WORDS


def test_days_begin_and_end_at_the_readers_midnight() -> None:
    zone = ZoneInfo("Europe/Vienna")
    query = View(since=date(2026, 3, 29), until=date(2026, 3, 29)).query(zone)
    assert query.since == datetime(2026, 3, 28, 23, tzinfo=UTC)
    # That night the clocks are set forward: the day has 23 hours.
    assert query.until == datetime(2026, 3, 29, 22, tzinfo=UTC)


@pytest.mark.parametrize("text", [*BAD_IDS[:8], ID.upper(), ID + "\n", None])
def test_only_an_id_is_an_id(text: str | None) -> None:
    assert run_id(text) is None


def test_ids_of_a_link_come_once_and_in_order() -> None:
    assert run_ids(f"{ID},{OTHER},{ID},,../..,x") == ((ID, OTHER), 2)
    assert run_ids(None) == ((), 0)


def test_narrowing_is_told_from_order_and_layout() -> None:
    assert not View(sort="oldest", layout="table", page=3, bin=True).narrowed
    assert View(words="sea").narrowed
    assert View(words="sea", sort="rating", bin=True).cleared() == View(sort="rating", bin=True)
