"""Families of runs."""

from store.runs import Runs
from tests.store_runs import finished, new_run, queued


def child(runs: Runs, parent: str, seed: int) -> str:
    return finished(runs, new_run(f"child {seed}", seed, parent=parent)).id


def test_a_family_is_the_first_forebear_and_all_that_came_of_it(runs: Runs) -> None:
    first = finished(runs).id
    two, three = child(runs, first, 2), child(runs, first, 3)
    four = child(runs, two, 4)
    queued(runs, new_run("a stranger"))
    assert runs.forebears(four) == [two, first]
    for one in (first, two, three, four):
        assert [run.id for run in runs.family(one)] == [first, two, three, four]
    runs.delete([three])
    assert [run.id for run in runs.family(four)] == [first, two, four]
    assert [run.id for run in runs.family(four, limit=2)] == [first, four]


def test_a_parent_that_is_purged_begins_no_family(runs: Runs) -> None:
    first = finished(runs).id
    two = child(runs, first, 2)
    three = child(runs, two, 3)
    runs.delete([first])
    runs.purge([first])
    assert runs.forebears(three) == [two, first]
    assert [run.id for run in runs.family(three)] == [two, three]


def test_a_circle_that_a_damaged_database_may_hold_ends(runs: Runs) -> None:
    first = finished(runs).id
    two = child(runs, first, 2)
    with runs._database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET parent = id WHERE number = 1")
    assert runs.forebears(two) == [first]
    assert [run.id for run in runs.family(two)] == [first, two]
