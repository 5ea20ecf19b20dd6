"""A re-run loads the recorded commits of its models where they are still on this machine."""

import shutil
from pathlib import Path

import pytest

from core.errors import ProfileError, RequestError
from core.library.pins import Pins
from core.models.local import locate
from core.models.profiles import DEPTH_MODELS, PROFILES
from core.pipeline.analysis import Analysis
from core.request import request_of
from core.settings import Settings
from tests.studios import asked
from tests.tiny_hub import commit_of

NAME = "realistic-vision-depth"
OLDER = "0" * 40
BASE = PROFILES[NAME].base.name


def rows(commit: str) -> list[dict[str, str | None]]:
    return [{"role": "base", "name": BASE, "revision": commit, "licence": "x"}]


DEPTH = DEPTH_MODELS["depth-anything-v2-small"].name


@pytest.fixture
def updated(hub: Path, studio: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The base model was fetched at an older commit first."""
    cache = tmp_path / "hub"
    shutil.copytree(hub, cache)
    snapshots = cache / f"models--{BASE.replace('/', '--')}" / "snapshots"
    shutil.copytree(snapshots / commit_of(BASE), snapshots / OLDER)
    depth = cache / f"models--{DEPTH.replace('/', '--')}" / "snapshots"
    shutil.copytree(depth / commit_of(DEPTH), depth / OLDER)
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    return studio


def test_a_recorded_request_comes_back() -> None:
    request = asked("a beach", seed=7)
    assert request_of(request.model_dump(mode="json")) == request


@pytest.mark.parametrize("version", [0, 2, None, "1"])
def test_another_version_s_request_is_refused(version: object) -> None:
    with pytest.raises(RequestError, match="begin a new picture from its settings"):
        request_of({**asked().model_dump(mode="json"), "schema_version": version})


def test_an_older_commit_on_this_machine_is_loaded(updated: Settings) -> None:
    pins = Pins(updated)
    name = pins.name(asked(profile=NAME), rows(OLDER))
    assert name is not None
    revisions = {ref.role: locate(ref, updated).revision for ref in pins.profile(name).models}
    assert revisions["base"] == OLDER
    assert revisions["controlnet"] == commit_of(PROFILES[NAME].controlnet.name)


def test_so_is_the_depth_model_that_the_request_chose(updated: Settings) -> None:
    request = asked(profile=NAME, depth_model="depth-anything-v2-small")
    used = [{"role": "depth", "name": DEPTH, "revision": OLDER, "licence": "x"}]
    pins = Pins(updated)
    name = pins.name(request, used)
    assert name is not None
    found = Analysis(updated).depth_model(pins.profile(name), request)
    assert found is not None
    assert (found.ref.name, found.revision) == (DEPTH, OLDER)


def test_a_depth_model_that_was_not_chosen_is_no_pin(updated: Settings) -> None:
    used = [{"role": "depth", "name": DEPTH, "revision": OLDER, "licence": "x"}]
    assert Pins(updated).name(asked(profile=NAME), used) is None


def test_today_s_commit_needs_no_pin(updated: Settings) -> None:
    assert Pins(updated).name(asked(profile=NAME), rows(commit_of(BASE))) is None


def test_a_commit_that_is_gone_cannot_be_loaded(updated: Settings) -> None:
    assert Pins(updated).name(asked(profile=NAME), rows("f" * 40)) is None


def test_another_repository_s_commit_is_no_pin(updated: Settings) -> None:
    other = [{"role": "base", "name": "somebody/else", "revision": OLDER, "licence": "x"}]
    assert Pins(updated).name(asked(profile=NAME), other) is None


def test_a_profile_without_hub_models_is_never_pinned(studio: Settings) -> None:
    assert Pins(studio).name(asked(profile="tiny"), rows(OLDER)) is None
    with pytest.raises(ProfileError):
        Pins(studio).profile("minni")
