"""Tags and notes of two who write at once, and one spelling for each tag."""

import pytest

from store.errors import ChangedMeanwhileError
from store.records import RunQuery
from store.runs import Runs
from tests.store_runs import finished


def test_what_two_do_to_the_tags_of_one_run_is_all_kept(runs: Runs) -> None:
    run = finished(runs)
    runs.tag(run.id, ["shop", "draft"])
    runs.tag(run.id, ["shop", "draft", "mine"], was=["shop", "draft"])
    runs.tag(run.id, ["shop", "yours"], was=["shop", "draft"])
    assert runs.get(run.id).tags == ("mine", "shop", "yours")
    assert runs.search(RunQuery(words="mine yours")).total == 1
    assert runs.search(RunQuery(words="draft")).total == 0


def test_a_tag_that_another_took_away_stays_away(runs: Runs) -> None:
    run = finished(runs)
    runs.tag(run.id, ["shop", "draft"])
    runs.tag(run.id, ["shop"], was=["shop", "draft"])
    runs.tag(run.id, ["shop", "draft", "new"], was=["shop", "draft"])
    assert runs.get(run.id).tags == ("new", "shop")


def test_a_note_is_never_written_over_one_that_was_not_seen(runs: Runs) -> None:
    run = finished(runs)
    runs.note(run.id, "first", was="")
    with pytest.raises(ChangedMeanwhileError, match="changed meanwhile"):
        runs.note(run.id, "second", was="")
    assert runs.get(run.id).note == "first"
    runs.note(run.id, "second", was="first")
    runs.note(run.id, "second", was="long ago")
    assert runs.get(run.id).note == "second"


def test_a_note_that_the_database_keeps_otherwise_is_still_the_one_that_was_seen(runs: Runs) -> None:
    run = finished(runs)
    runs.note(run.id, "soft\0 edge", was="")
    runs.note(run.id, "softer", was="soft\0 edge")
    assert runs.get(run.id).note == "softer"


@pytest.mark.parametrize("typed", ["cafe\u0301", "CAFÉ", " café "])
def test_a_spelling_that_is_there_wins(runs: Runs, typed: str) -> None:
    one, other = finished(runs), finished(runs)
    runs.tag(one.id, ["café"])
    runs.tag(other.id, [typed])
    assert runs.get(other.id).tags == ("café",)
    assert runs.facets().tags == ("café",)


def test_the_only_run_of_a_tag_may_spell_it_anew(runs: Runs) -> None:
    run = finished(runs)
    runs.tag(run.id, ["sea"])
    runs.tag(run.id, ["Sea"], was=["sea"])
    assert runs.get(run.id).tags == ("Sea",)


def test_tags_that_only_look_alike_stay_apart(runs: Runs) -> None:
    run = finished(runs)
    runs.tag(run.id, ["cafe", "café", "🎄", "🎄🎄"])
    assert len(runs.get(run.id).tags) == 4
    assert runs.search(RunQuery(words="🎄")).total == 1
