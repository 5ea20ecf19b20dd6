"""Finding runs again: words, filters, orders and pages, the same on both databases."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from store.errors import InvalidValueError
from store.records import SORTS, Run, RunQuery, RunStatus, Sort
from store.runs import Runs
from store.search import ORDERS
from store.tables import runs as table
from store.words import words_in
from tests.store_runs import Store, fill, finished, new_run, open_store, outcome, queued

OTHER = "realistic-vision-depth"
START = datetime(2026, 1, 31, 12, tzinfo=UTC)
PROPERTY = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


@pytest.fixture
def ticking(store: Store) -> Runs:
    """Runs of a store whose clock goes on by a minute each time it is read."""
    minutes = itertools.count()
    return Runs(store.database, store.blobs, clock=lambda: START + timedelta(minutes=next(minutes)))


def found(runs: Runs, **query: object) -> list[str]:
    """The prompts a query finds, in its order."""
    return [run.prompt for run in runs.search(RunQuery(**query)).runs]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "typed",
    [
        "table",
        "TABLE",
        "tab",
        "oak tab",
        "tab oak",
        "café",
        "CAFE",
        "cafe\u0301",
        "oak*",
        '"oak',
        '"oak table"',
        "oak AND",
        "bea",
    ],
)
def test_words_are_found_by_their_beginning_whatever_their_case_and_accents(runs: Runs, typed: str) -> None:
    queued(runs, new_run("An Oak Table and Café, at sea"), new_run("a BEACH and an oak tablet in a cafe"))
    queued(runs, new_run("snow"))
    assert runs.search(RunQuery(words=typed)).total in (1, 2)
    assert "snow" not in found(runs, words=typed)


@pytest.mark.parametrize("typed", ["able", "oak snow", "xyz", "NOT table", "oak OR snow"])
def test_words_that_are_not_there_find_nothing(runs: Runs, typed: str) -> None:
    queued(runs, new_run("an oak table"), new_run("snow"))
    assert found(runs, words=typed) == []


@pytest.mark.parametrize("typed", ["", "  "])
def test_spaces_narrow_nothing(runs: Runs, typed: str) -> None:
    queued(runs, new_run("an oak table"), new_run("snow"))
    assert len(found(runs, words=typed)) == 2


@pytest.mark.parametrize("typed", ["\0", "\ud800", "\u200b", "\ufe0f", "\x07 \u00ad"])
def test_what_cannot_be_seen_finds_nothing(runs: Runs, typed: str) -> None:
    queued(runs, new_run("an oak table"))
    assert found(runs, words=typed) == []


@pytest.mark.parametrize(
    "sign", ["🎄", "❤️", "👩‍🍳", "%", '"', "*", "-", "'", ";", "\\", "€", "°", "‽", "\U0001fae9", "ि"]
)
def test_every_sign_that_can_be_typed_is_searched(runs: Runs, sign: str) -> None:
    queued(runs, new_run("an oak table"), new_run(f"snow {sign}"))
    assert found(runs, words=sign) == found(runs, words=f"sn {sign}") == [f"snow {sign}"]
    assert found(runs, words=f"oak {sign}") == []


@pytest.mark.parametrize(
    ("typed", "prompts"),
    [
        ("50%", ["50% grey"]),
        ("50", ["50 cups", "50% grey"]),
        ("-50", ["oak, red"]),
        ("cups -oak", ["50 cups"]),
        ("-cups -grey", ["oak, red"]),
        ('-"50 cups"', ["oak, red", "50% grey"]),
        ("-", []),
        ("oak, (red)", ["oak, red"]),
        (",", ["oak, red"]),
    ],
)
def test_a_minus_leaves_out_and_punctuation_beside_words_is_not_meant(
    ticking: Runs, typed: str, prompts: list[str]
) -> None:
    for prompt in ("50% grey", "50 cups", "oak, red"):
        queued(ticking, new_run(prompt))
    assert found(ticking, words=typed) == prompts


def test_photos_names_and_seeds_are_words_too(runs: Runs) -> None:
    queued(runs, new_run("one", seed=4711, source_name="IMG_0042 Becher rot.jpeg"), new_run("two", seed=5))
    for typed in ("0042", "becher", "4711", "img jpeg 47"):
        assert found(runs, words=typed) == ["one"]


def test_runs_are_found_by_their_photo_whatever_its_name(runs: Runs) -> None:
    queued(runs, new_run("one", source_name="image.png"), upload=b"a cup")
    queued(runs, new_run("two", source_name="image.png"), upload=b"a dog")
    (three,) = queued(runs, new_run("three", source_name="cup.png"), upload=b"a cup")
    cup, dog = runs.facets().photos
    assert [(photo.name, photo.runs) for photo in (cup, dog)] == [("cup.png", 2), ("image.png", 1)]
    assert set(found(runs, photo=cup.sha256)) == {"one", "three"}
    runs.cancel(three.id)
    runs.delete([three.id])
    assert [(photo.name, photo.runs) for photo in runs.facets().photos] == [
        ("image.png", 1),
        ("image.png", 1),
    ]


def test_a_file_name_is_the_same_however_its_accents_are_encoded(runs: Runs) -> None:
    queued(runs, new_run("one", source_name="cafe\u0301.jpg"))
    assert runs.facets().photos[0].name == "caf\xe9.jpg"


def test_runs_are_found_by_their_rating_and_among_others(ticking: Runs) -> None:
    made = [finished(ticking, new_run(str(stars), seed=stars)) for stars in range(1, 6)]
    for stars, run in enumerate(made, start=1):
        ticking.rate(run.id, stars)
    queued(ticking, new_run("none"))
    assert found(ticking, rating=4) == ["5", "4"]
    assert found(ticking, rating=1) == ["5", "4", "3", "2", "1"]
    assert found(ticking, ids=(made[0].id, made[4].id, "x")) == ["5", "1"]
    assert found(ticking, ids=(made[0].id,), rating=4) == found(ticking, ids=()) == []


@pytest.mark.parametrize("named", ["cafe\u0301", "CAFÉ", "Café"])
def test_a_tag_is_found_by_any_of_its_spellings(runs: Runs, named: str) -> None:
    runs.tag(finished(runs, new_run("one")).id, ["café"])
    assert found(runs, tag=named) == ["one"]


@pytest.mark.parametrize("named", ["cafe", "caf", "c%", ""])
def test_a_tag_is_not_found_by_another(runs: Runs, named: str) -> None:
    runs.tag(finished(runs, new_run("one")).id, ["café"])
    assert found(runs, tag=named) == []


def test_words_are_looked_for_in_notes_and_tags_as_they_are_now(runs: Runs) -> None:
    run = finished(runs)
    runs.note(run.id, "the handle is soft")
    runs.tag(run.id, ["Client A"])
    assert len(found(runs, words="hand client oak")) == 1
    runs.note(run.id, "fine")
    runs.tag(run.id, ["shop"])
    assert [len(found(runs, words=word)) for word in ("handle", "client", "fine", "shop")] == [0, 0, 1, 1]


def test_the_negative_prompt_is_not_searched(runs: Runs) -> None:
    queued(runs, new_run("snow", negative_prompt="unmistakable"))
    assert found(runs, words="unmistakable") == []


def test_words_written_without_spaces_are_found_inside(runs: Runs) -> None:
    queued(runs, new_run("朝の森のテーブル"))
    assert [len(found(runs, words=word)) for word in ("森", "テーブル", "海")] == [1, 1, 0]


@PROPERTY
@given(prompt=st.text(min_size=1, max_size=60).filter(str.strip), typed=st.text(max_size=40))
def test_no_text_is_ever_an_error_and_a_prompt_finds_itself(runs: Runs, prompt: str, typed: str) -> None:
    new = new_run(prompt.encode(errors="ignore").decode() or "x")
    (run,) = queued(runs, new)
    runs.note(run.id, typed)
    runs.search(RunQuery(words=typed, tag=typed, profile=typed, owner=typed, digest=typed, group=typed))
    said = " ".join(term.lstrip("-") for term in prompt.replace('"', " ").split())
    if words_in(said):
        assert run.id in {one.id for one in runs.search(RunQuery(words=said, page_size=500)).runs}


def test_very_long_words_and_very_many_are_searched_too(runs: Runs) -> None:
    queued(runs, new_run("x" * 5000))
    assert len(found(runs, words="x" * 4000)) == 1
    assert found(runs, words=" ".join(map(str, range(100)))) == []
    with pytest.raises(InvalidValueError, match="at most 100 words at once \\(there are 5,000\\)"):
        runs.search(RunQuery(words=" ".join(map(str, range(5000)))))


def test_each_filter_keeps_what_it_names(ticking: Runs) -> None:
    parent = finished(ticking, new_run("parent", seed=1))
    child, other = queued(
        ticking,
        new_run("child", seed=2, parent=parent.id, owner="me"),
        new_run("other", seed=2**32 - 1, profile=OTHER),
    )
    ticking.star(other.id, True)
    ticking.tag(other.id, ["shop", "draft"])
    ticking.cancel(other.id)
    expected = {
        "child": [{"seed": 2}, {"parent": parent.id}, {"owner": "me"}, {"statuses": (RunStatus.QUEUED,)}],
        "other": [
            {"starred": True},
            {"tag": "shop"},
            {"profile": OTHER},
            {"seed": 2**32 - 1},
        ],
        "parent": [{"group": parent.group}, {"digest": parent.digest}, {"until": child.created}],
    }
    for prompt, queries in expected.items():
        for query in queries:
            assert found(ticking, **query) == [prompt]
    assert found(ticking, since=child.created) == ["other", "child"]
    assert found(ticking, starred=False, profile="mini") == ["child", "parent"]
    assert found(ticking, statuses=(RunStatus.QUEUED, RunStatus.FINISHED)) == ["child", "parent"]
    assert found(ticking, tag="shops") == found(ticking, seed=-1) == found(ticking, seed=2**70) == []


def test_times_of_other_zones_are_compared_as_moments(ticking: Runs) -> None:
    queued(ticking, new_run("noon"))
    (run,) = ticking.search(RunQuery()).runs
    there = run.created.astimezone(tz=datetime.now().astimezone().tzinfo)
    assert found(ticking, since=there) == ["noon"]
    assert found(ticking, since=there + timedelta(microseconds=1)) == []


def test_each_order_puts_what_has_no_value_last_and_the_newer_first(ticking: Runs) -> None:
    for prompt, seconds in (("three", 3.0), ("one", 1.0), ("two", 2.0), ("two again", 2.0)):
        finished(ticking, new_run(prompt), seconds={"inpaint": seconds})
    queued(ticking, new_run("none"))
    rated = {run.prompt: run.id for run in ticking.search(RunQuery()).runs}
    ticking.rate(rated["one"], 2)
    ticking.rate(rated["two"], 5)
    orders: dict[Sort, list[str]] = {
        "newest": ["none", "two again", "two", "one", "three"],
        "oldest": ["three", "one", "two", "two again", "none"],
        "fastest": ["one", "two again", "two", "three", "none"],
        "slowest": ["three", "two again", "two", "one", "none"],
        "rating": ["two", "one", "none", "two again", "three"],
    }
    assert {sort: found(ticking, sort=sort) for sort in SORTS} == orders


def test_pages_cut_the_order_and_the_last_one_is_the_end(ticking: Runs) -> None:
    queued(ticking, *[new_run(str(number)) for number in range(7)])
    whole = found(ticking)
    pages = [ticking.search(RunQuery(page=number, page_size=3)) for number in range(3)]
    assert [run.prompt for page in pages for run in page.runs] == whole
    assert {(page.total, page.pages) for page in pages} == {(7, 3)}
    for number, expected in ((99, 2), (-5, 0), (10**30, 2)):
        assert ticking.search(RunQuery(page=number, page_size=3)).page == expected
    assert len(ticking.search(RunQuery(page_size=0)).runs) == 1
    assert ticking.search(RunQuery(words="zzz")).pages == 1


def test_the_bin_is_looked_at_alone(runs: Runs) -> None:
    kept, binned = finished(runs, new_run("kept")), finished(runs, new_run("binned"))
    runs.delete([binned.id])
    assert (found(runs), found(runs, bin=True)) == (["kept"], ["binned"])
    assert found(runs, bin=True, words="kept") == []
    assert runs.get(kept.id).deleted is None


def test_facets_name_what_is_used_most_first(runs: Runs) -> None:
    for prompt, profile, tags in (
        ("a", "mini", ["z", "shop"]),
        ("b", "mini", ["shop"]),
        ("c", OTHER, ["draft"]),
    ):
        runs.tag(finished(runs, new_run(prompt, profile=profile)).id, tags)
    binned = finished(runs, new_run("d"))
    runs.tag(binned.id, ["gone"])
    runs.delete([binned.id])
    known = runs.facets()
    assert known.profiles == ("mini", OTHER)
    assert known.tags == ("shop", "draft", "z")
    assert (known.total, known.binned) == (3, 1)


def test_timings_are_those_of_the_latest_finished_runs_of_a_profile(runs: Runs) -> None:
    for seconds in (1.0, 2.0, 3.0):
        finished(runs, new_run(num_inference_steps=11), seconds={"inpaint": seconds})
    finished(runs, new_run(profile=OTHER))
    queued(runs)
    known = runs.timings("mini", limit=2)
    assert [timing.seconds for timing in known] == [{"inpaint": 3.0}, {"inpaint": 2.0}]
    assert (known[0].steps, known[0].pixels) == (11, outcome().width * outcome().height)
    assert runs.timings("none") == []


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("filled"))
    fill(store.database, store.blobs, 300, thumbnails=4)
    yield store
    store.close()


QUERIES = st.builds(
    RunQuery,
    words=st.sampled_from(["", "oak", "mor tab", "caf", "handle", "client"]),
    profile=st.sampled_from([None, "mini"]),
    statuses=st.sampled_from([(), (RunStatus.FINISHED,), (RunStatus.FAILED, RunStatus.CANCELLED)]),
    since=st.sampled_from([None, datetime.now(UTC) - timedelta(days=200)]),
    starred=st.sampled_from([None, True, False]),
    tag=st.sampled_from([None, "keep"]),
    owner=st.sampled_from([None, "session 1"]),
    bin=st.booleans(),
    sort=st.sampled_from(SORTS),
    page_size=st.just(500),
)


def wanted(run: Run, query: RunQuery) -> bool:
    """The same question asked of one record in plain Python."""
    said = (
        f"{run.prompt} {run.note} {' '.join(run.tags)}".casefold().replace("é", "e").replace(",", " ").split()
    )
    return (
        all(any(word.startswith(typed) for word in said) for typed in query.words.split())
        and (query.profile in (None, run.profile))
        and (not query.statuses or run.status in query.statuses)
        and (query.since is None or run.created >= query.since)
        and (query.starred in (None, run.starred))
        and (query.tag is None or query.tag in run.tags)
        and (query.owner in (None, run.owner))
        and query.bin == (run.deleted is not None)
    )


@pytest.fixture
def every(filled: Store) -> list[Run]:
    """All runs there are, in the bin and out of it."""
    return [
        run
        for binned in (True, False)
        for run in filled.runs.search(RunQuery(bin=binned, page_size=500)).runs
    ]


@PROPERTY
@given(query=QUERIES)
def test_a_search_finds_what_a_look_at_every_run_finds(
    filled: Store, every: list[Run], query: RunQuery
) -> None:
    assert len(every) == 300
    expected = {run.id for run in every if wanted(run, query)}
    page = filled.runs.search(query)
    assert {run.id for run in page.runs} == expected
    assert page.total == len(expected)
    parts = [
        filled.runs.search(replace(query, page=number, page_size=50))
        for number in range(page.total // 50 + 1)
    ]
    assert [run.id for part in parts for run in part.runs][: page.total] == [run.id for run in page.runs]


def test_a_filled_store_holds_together(filled: Store) -> None:
    assert list(filled.runs.verify(settled=0)) == []


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_is_read_from_an_index_without_sorting(tmp_path: Path, sort: Sort) -> None:
    """What makes History quick; judged by SQLite's own plan, not by a clock."""
    store = open_store(tmp_path)
    query = select(table.c.number).where(table.c.deleted.is_(None)).order_by(*ORDERS[sort])
    with store.database.reading() as connection:
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {query.compile(dialect=sqlite.dialect())}")).all()
    store.close()
    assert "USING COVERING INDEX" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


BEACH, MEADOW = ({"kind": kind, "seed": 3} for kind in ("beach", "meadow"))


def test_runs_are_found_by_the_kind_of_their_scene(store: Store) -> None:
    plain = finished(store.runs, new_run("plain"))
    first = finished(store.runs, new_run("one", profile="scene", scene=BEACH))
    second = finished(store.runs, new_run("two", profile="mini", scene=BEACH))
    finished(store.runs, new_run("three", profile="scene", scene=MEADOW))
    beaches = store.runs.search(RunQuery(scene="beach")).runs
    assert [run.id for run in beaches] == [second.id, first.id]
    assert store.runs.search(RunQuery(scene="beach", profile="mini")).total == 1
    assert store.runs.search(RunQuery(scene="moon")).total == 0
    assert plain.id in {run.id for run in store.runs.search(RunQuery()).runs}


def test_the_kinds_there_are_to_filter_by_are_counted_outside_the_bin(store: Store) -> None:
    assert store.runs.facets().scenes == ()
    for seed in range(2):
        finished(store.runs, new_run("on a beach", seed, profile="scene", scene=BEACH))
    only = finished(store.runs, new_run("in a meadow", profile="scene", scene=MEADOW))
    finished(store.runs, new_run("plain"))
    assert store.runs.facets().scenes == ("beach", "meadow")
    store.runs.delete([only.id])
    assert store.runs.facets().scenes == ("beach",)
