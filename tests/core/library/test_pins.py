"""A re-run loads the recorded commits of its models where they are still on this machine."""

import shutil
from pathlib import Path

import pytest

from core.library.pins import recorded_revisions
from core.models.local import locate
from core.models.profiles import DEPTH_MODELS, PROFILES
from core.models.resolved import resolve
from core.pipeline.analysis import Analysis
from core.settings import Settings
from tests.tiny_hub import commit_of

NAME = "realistic-vision-depth"
OLDER = "0" * 40
BASE = PROFILES[NAME].models[0].name


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


def revisions(
    settings: Settings, models: list[dict[str, str | None]], depth: str | None = None
) -> dict[str, str]:
    return recorded_revisions(resolve(NAME, depth, settings), models, settings)


def test_an_older_commit_on_this_machine_is_loaded(updated: Settings) -> None:
    profile = resolve(NAME, None, updated)
    pinned = profile.pinned(recorded_revisions(profile, rows(OLDER), updated))
    loaded = {ref.role: locate(ref, updated).revision for ref in pinned.models}
    assert loaded["base"] == OLDER
    assert loaded["controlnet"] == commit_of(PROFILES[NAME].models[1].name)


def test_so_is_the_depth_model_that_the_request_chose(updated: Settings) -> None:
    used: list[dict[str, str | None]] = [{"role": "depth", "name": DEPTH, "revision": OLDER, "licence": "x"}]
    profile = resolve(NAME, "depth-anything-v2-small", updated)
    found = Analysis(updated).depth_model(profile.pinned(recorded_revisions(profile, used, updated)))
    assert found is not None
    assert (found.ref.name, found.revision) == (DEPTH, OLDER)


def test_a_depth_model_that_was_not_chosen_is_no_pin(updated: Settings) -> None:
    used: list[dict[str, str | None]] = [{"role": "depth", "name": DEPTH, "revision": OLDER, "licence": "x"}]
    assert revisions(updated, used) == {}


def test_today_s_commit_needs_no_pin(updated: Settings) -> None:
    assert revisions(updated, rows(commit_of(BASE))) == {}


def test_a_commit_that_is_gone_cannot_be_loaded(updated: Settings) -> None:
    assert revisions(updated, rows("f" * 40)) == {}


def test_another_repository_s_commit_is_no_pin(updated: Settings) -> None:
    assert (
        revisions(updated, [{"role": "base", "name": "other/owner", "revision": OLDER, "licence": "x"}]) == {}
    )


def test_a_profile_without_hub_models_is_never_pinned(studio: Settings) -> None:
    assert recorded_revisions(resolve("tiny", None, studio), rows(OLDER), studio) == {}
