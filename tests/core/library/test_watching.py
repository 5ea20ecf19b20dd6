"""Watched folders: photos are made once they are whole, each once, also over restarts."""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from core.errors import InputError, OutputPathError
from core.groups.batch import Wishes
from core.library import watching
from core.library.watch_book import Note, WatchBook, WatchWish
from core.studio import Studio
from store.records import RunQuery, RunStatus
from tests.fakes import FakeGenerators, until
from tests.groups import photo_content
from tests.studios import Opening

BASE: Mapping[str, Any] = {"profile": "mini", "num_inference_steps": 2}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECONDS", 0.05)


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.png").write_bytes(photo_content("a.png"))
    return folder


def wish_of(folder: Path, prompt: str = "a beach") -> WatchWish:
    wishes = Wishes(prompts=(prompt,), seeds=(1, 2), base=BASE)
    return WatchWish(folders=(str(folder),), wishes=wishes, template="{source}-{number}")


def made(studio: Studio) -> int:
    return studio.runs.search(RunQuery(statuses=(RunStatus.FINISHED,))).total


def looked_over(studio: Studio) -> None:
    """Wait until the folder was looked at a few times more."""
    time.sleep(0.4)


def test_photos_are_made_once_they_are_whole(opening: Opening, incoming: Path) -> None:
    studio = opening()
    (incoming / "half.png").write_bytes(photo_content("half.png")[:40])
    studio.watching.watch(wish_of(incoming))
    until(lambda: made(studio) == 2)
    (incoming / "half.png").write_bytes(photo_content("half.png"))
    until(lambda: made(studio) == 4)
    (watched,) = studio.watching.watches()
    assert (watched.working, watched.photos, len(watched.left_out)) == (True, 2, 1)
    studio.watching.unwatch(str(incoming))
    until(lambda: not studio.watching.watches()[0].working)


def test_a_file_that_is_touched_is_not_another_photo(opening: Opening, incoming: Path) -> None:
    studio = opening()
    studio.watching.watch(wish_of(incoming))
    until(lambda: made(studio) == 2)
    (incoming / "a.png").touch()
    looked_over(studio)
    assert studio.watching.watches()[0].photos == 1
    (group,) = studio.groups.listed()[0]
    assert len(studio.groups.plan(group.id)[1].cells) == 2


def test_watching_is_gone_on_with_after_a_restart_as_the_same_group(
    opening: Opening, incoming: Path, tmp_path: Path
) -> None:
    first = opening(folder=tmp_path / "data")
    first.watching.watch(wish_of(incoming))
    until(lambda: made(first) == 2)
    (incoming / "a.png").unlink()  # taken away: its pictures stay in the sheet
    first.close()
    (incoming / "d.png").write_bytes(photo_content("d.png"))
    studio = opening(folder=tmp_path / "data")
    assert studio.watching.watches() == ()
    studio.watching.resume()
    until(lambda: made(studio) == 4)
    (watched,) = studio.watching.watches()
    assert (watched.photos, watched.left_out) == (2, ())
    (group,) = studio.groups.listed()[0]
    plan = studio.groups.plan(group.id)[1]
    assert [cell.name for cell in plan.cells] == ["a-1", "a-2", "d-3", "d-4"]
    assert studio.runs.search(RunQuery()).total == 4


def test_what_was_cut_short_is_made_after_the_restart_and_nothing_twice(
    opening: Opening, incoming: Path, tmp_path: Path
) -> None:
    generators = FakeGenerators(gate=Event())
    first = opening(generators, folder=tmp_path / "data")
    first.watching.watch(wish_of(incoming))
    assert generators.reached.wait(20)
    first.close(0)
    assert generators.gate is not None
    generators.gate.set()
    studio = opening(folder=tmp_path / "data")
    studio.watching.resume()
    until(lambda: made(studio) == 2)
    looked_over(studio)
    assert studio.runs.search(RunQuery()).total == 2


@pytest.mark.parametrize("how", ["unwatched", "stopped", "binned"])
def test_what_was_stopped_by_hand_is_not_gone_on_with(
    opening: Opening, incoming: Path, tmp_path: Path, how: str
) -> None:
    generators = FakeGenerators(gate=Event() if how == "stopped" else None)
    first = opening(generators, folder=tmp_path / "data")
    first.watching.watch(wish_of(incoming))
    until(lambda: bool(first.watching.watches()[0].group))
    group = first.watching.watches()[0].group
    if how == "stopped":
        assert generators.reached.wait(20)
        first.group_runner.stop(group)
        assert generators.gate is not None
        generators.gate.set()
    elif how == "binned":
        first.watching.leave(group)
    else:
        first.watching.unwatch(str(incoming))
    until(lambda: not first.watching.watches()[0].working)
    first.close()
    studio = opening(folder=tmp_path / "data")
    studio.watching.resume()
    assert studio.watching.watches() == ()


def test_a_watch_that_trips_over_the_studio_says_so(
    opening: Opening, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = opening()

    def trips(*_: Any, **__: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(watching, "batch", trips)
    studio.watching.watch(wish_of(incoming))
    until(lambda: not studio.watching.watches()[0].working)
    assert "watch the folder again" in (studio.watching.watches()[0].problem or "")


def test_a_folder_that_is_not_there_says_so_and_is_watched_once_it_is(
    opening: Opening, incoming: Path, tmp_path: Path
) -> None:
    studio = opening(folder=tmp_path / "data")
    studio.watching.watch(wish_of(tmp_path / "gone"))
    until(lambda: "is not there now" in (studio.watching.watches()[0].problem or ""))
    incoming.rename(tmp_path / "gone")
    until(lambda: made(studio) == 2)
    assert studio.watching.watches()[0].problem is None
    assert len(studio.library.watch_book.kept("page")) == 1
    studio.watching.unwatch(str(tmp_path / "gone"))
    assert studio.library.watch_book.kept("page") == []


def test_notes_of_watched_folders_are_read_as_they_were_written_and_damaged_ones_left_out(
    tmp_path: Path,
) -> None:
    book, wish = WatchBook(tmp_path / "watches"), wish_of(tmp_path / "in \udcff")
    book.keep(wish, "")
    book.keep(wish, "ab12", "one")
    assert book.note(wish) == Note(wish=wish, group="ab12", worker="one")
    book.keep(replace(wish, by="command line"), "cd34")
    (tmp_path / "watches" / "torn.json").write_text('{"folders": [')
    assert book.kept("page") == [Note(wish=wish, group="ab12", worker="one")]
    book.forget(wish)
    assert (book.kept("page"), book.note(wish)) == ([], None)


def test_who_stops_while_the_folder_is_looked_at_gets_no_picture(
    opening: Opening, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, looked, go_on = opening(), Event(), Event()
    look = watching.Watch.look

    def slowly(watch: watching.Watch) -> Any:
        found = look(watch)
        if found:
            looked.set()
            assert go_on.wait(20)
        return found

    monkeypatch.setattr(watching.Watch, "look", slowly)
    studio.watching.watch(wish_of(incoming))
    assert looked.wait(20)
    studio.watching.unwatch(str(incoming))
    go_on.set()
    until(lambda: not studio.watching.watches()[0].working)
    assert (made(studio), studio.groups.listed()[1], studio.library.watch_book.kept("page")) == (0, 0, [])


def test_what_cannot_be_noted_is_not_watched_and_can_be_later(
    opening: Opening, incoming: Path, tmp_path: Path
) -> None:
    studio = opening(folder=tmp_path / "data")
    in_the_way = tmp_path / "data" / "watches"
    in_the_way.write_text("no folder")
    with pytest.raises(OutputPathError):
        studio.watching.watch(wish_of(incoming))
    (watched,) = studio.watching.watches()
    assert (watched.working, bool(watched.problem)) == (False, True)
    in_the_way.unlink()
    studio.watching.watch(wish_of(incoming))
    with pytest.raises(InputError, match="watched already"):
        studio.watching.watch(wish_of(incoming, "a forest"))
    until(lambda: made(studio) == 2)
    studio.watching.unwatch(str(incoming))


def test_of_two_servers_one_watches_and_either_stops_it(
    opening: Opening, incoming: Path, tmp_path: Path
) -> None:
    first, second = opening(folder=tmp_path / "data"), opening(folder=tmp_path / "data")
    first.watching.watch(wish_of(incoming))
    second.watching.resume()
    assert second.watching.watches() == ()
    until(lambda: made(first) == 2)
    second.watching.watch(wish_of(incoming))  # takes it over
    until(lambda: not first.watching.watches()[0].working)
    (incoming / "b.png").write_bytes(photo_content("b.png"))
    until(lambda: made(second) == 4)
    assert second.groups.listed()[1] == 1
    second.watching.unwatch(str(incoming))
    until(lambda: not second.watching.watches()[0].working)
