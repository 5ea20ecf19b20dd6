"""Downloads go on in the background, one at a time, and say how far they are."""

from pathlib import Path
from threading import Event

import pytest

from core.errors import ModelMissingError, ProfileError
from core.models.download_manager import Downloads, Fetchable, TransferRate, fetchable
from core.models.download_sources import OnBytes
from core.models.matting_models import MATTING_MODELS
from core.models.profiles import DEPTH_MODELS, PROFILES
from core.settings import Settings
from tests.fakes import PATIENCE, until


class Hub:
    """Fetches when its gate is open; fails profiles of ``broken``."""

    def __init__(self, *broken: str) -> None:
        self.broken, self.gate, self.fetched = broken, Event(), list[str]()

    def __call__(self, models: Fetchable, settings: Settings, on_bytes: OnBytes) -> None:
        on_bytes("base", 10, 100)
        assert self.gate.wait(PATIENCE)
        self.fetched.append(models.name)
        if models.name in self.broken:
            raise ModelMissingError("The hub cannot be reached.")


def downloads(hub: Hub, tmp_path: Path, done: list[bool]) -> Downloads:
    return Downloads(Settings(data_dir=tmp_path), lambda: done.append(True), hub)


def test_a_download_tells_how_far_it_is_and_ends(tmp_path: Path) -> None:
    hub, done = Hub(), list[bool]()
    here = downloads(hub, tmp_path, done)
    here.start("mini")
    until(lambda: here.states()["mini"].status == "running")
    state = here.states()["mini"]
    assert (state.model, state.done, state.total, state.active) == ("base", 10, 100, True)
    here.start("mini")
    hub.gate.set()
    until(lambda: done)
    assert here.states()["mini"].status == "finished"
    assert hub.fetched == ["mini"]


def test_a_second_one_waits_for_the_first(tmp_path: Path) -> None:
    hub, done = Hub(), list[bool]()
    here = downloads(hub, tmp_path, done)
    here.start("mini")
    until(lambda: here.states()["mini"].status == "running")
    here.start("photo-background")
    assert here.states()["photo-background"].status == "waiting"
    hub.gate.set()
    until(lambda: len(done) == 2)
    assert hub.fetched == ["mini", "photo-background"]


def test_what_stopped_it_is_a_sentence_and_it_can_be_tried_again(tmp_path: Path) -> None:
    hub, done = Hub("mini"), list[bool]()
    hub.gate.set()
    here = downloads(hub, tmp_path, done)
    here.start("mini")
    until(lambda: done)
    assert (here.states()["mini"].status, here.states()["mini"].problem) == (
        "failed",
        "The hub cannot be reached.",
    )
    hub.broken = ()
    here.start("mini")
    until(lambda: here.states()["mini"].status == "finished")


def test_what_nobody_foresaw_ends_it_too(tmp_path: Path) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("odd")

    here = Downloads(Settings(data_dir=tmp_path), lambda: None, stumble)
    here.start("mini")
    until(lambda: not here.states()["mini"].active)
    assert here.states()["mini"].problem == "Mini (built in) could not be fetched (KeyError: 'odd')."


@pytest.mark.parametrize("name", ["silueta", "dpt-large"])
def test_one_cut_out_or_depth_model_comes_alone(tmp_path: Path, name: str) -> None:
    hub, done = Hub(), list[bool]()
    hub.gate.set()
    here = downloads(hub, tmp_path, done)
    here.start(name)
    until(lambda: done)
    state = here.states()[name]
    assert (state.status, state.done, state.total) == ("finished", 10, 100)


def test_a_name_means_a_cut_out_model_a_profile_or_a_depth_model(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert fetchable("silueta", settings) is MATTING_MODELS["silueta"]
    assert fetchable("dpt-large", settings) == DEPTH_MODELS["dpt-large"]
    assert fetchable("mini", settings) == PROFILES["mini"]  # there is a depth model of that name, too
    with pytest.raises(ProfileError, match="There is no profile 'maxi'"):
        fetchable("maxi", settings)


def test_a_name_that_means_nothing_begins_nothing(tmp_path: Path) -> None:
    here = downloads(Hub(), tmp_path, [])
    with pytest.raises(ProfileError):
        here.start("maxi")
    assert here.states() == {}


def test_one_that_goes_on_can_be_stopped_and_begun_again(tmp_path: Path) -> None:
    def fetch(models: Fetchable, settings: Settings, on_bytes: OnBytes) -> None:
        while not free.is_set():
            on_bytes("base", 10, 100)
            free.wait(0.01)

    free, done = Event(), list[bool]()
    here = Downloads(Settings(data_dir=tmp_path), lambda: done.append(True), fetch)
    here.start("mini")
    until(lambda: here.states()["mini"].model == "base")
    here.cancel("mini")
    until(lambda: done)
    state = here.states()["mini"]
    assert (state.status, state.problem, state.active) == ("cancelled", None, False)
    free.set()
    here.start("mini")
    until(lambda: here.states()["mini"].status == "finished")


def test_one_that_waits_can_be_stopped_before_it_asks_anybody(tmp_path: Path) -> None:
    hub, done = Hub(), list[bool]()
    here = downloads(hub, tmp_path, done)
    here.start("mini")
    until(lambda: here.states()["mini"].status == "running")
    here.start("photo-background")
    here.cancel("photo-background")
    hub.gate.set()
    until(lambda: len(done) == 2)
    assert here.states()["photo-background"].status == "cancelled"
    assert hub.fetched == ["mini"]


def test_stopping_what_does_not_go_on_changes_nothing(tmp_path: Path) -> None:
    hub, done = Hub(), list[bool]()
    hub.gate.set()
    here = downloads(hub, tmp_path, done)
    here.cancel("mini")
    here.start("mini")
    until(lambda: done)
    here.cancel("mini")
    assert here.states()["mini"].status == "finished"


def test_the_pace_tells_when_a_model_is_here_and_begins_anew_with_the_next() -> None:
    now = iter((0.0, 1.0, 10.0, 11.0, 21.0)).__next__
    arrival = TransferRate(now)
    assert arrival.seconds_left("base", 400, 1_000) is None
    assert arrival.seconds_left("base", 450, 1_000) is None
    assert arrival.seconds_left("base", 500, 1_000) == 50
    assert arrival.seconds_left("depth", 0, 300) is None
    assert arrival.seconds_left("depth", 0, 300) is None
