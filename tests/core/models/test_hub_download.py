import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import CancelledError, DiskFullError, ModelMissingError, OutputPathError
from core.models.hub_download import fetch, fetch_model
from core.models.local import disk_state, locate
from core.models.profiles import PROFILES, ModelRef
from core.settings import ROOT, Settings
from tests.hub_server import Hub, running
from tests.tiny import TinyModels
from tests.tiny_hub import commit_of, hub_cache

SEED = PROFILES["realistic-vision-depth"]
DEPTH = ModelRef(role="depth", name="Intel/dpt-large", licence="Apache-2.0", size_mb=1)


@pytest.fixture(scope="module")
def repositories(tiny_models: TinyModels, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The seed profile's repositories, with the duplicates that real ones hold."""
    root = tmp_path_factory.mktemp("hub")
    folders = (tiny_models.base, tiny_models.controlnet, tiny_models.depth)
    repositories = {ref.name: root / ref.role for ref in SEED.models}
    for source, target in zip(folders, repositories.values(), strict=True):
        shutil.copytree(source, target)
    base = repositories[SEED.models[0].name]
    (base / "safety_checker").mkdir()
    (base / "safety_checker" / "model.safetensors").write_bytes(b"x" * 5000)
    (base / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"x" * 5000)
    return repositories


def point_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What HF_ENDPOINT does where it is set before the library is imported."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", url)
    monkeypatch.setattr(
        constants, "HUGGINGFACE_CO_URL_TEMPLATE", url + "/{repo_id}/resolve/{revision}/{filename}"
    )


@pytest.fixture
def hub(repositories: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    from huggingface_hub import constants

    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with running(repositories) as hub:
        point_to(hub.url, monkeypatch)
        yield hub


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def message(ref: ModelRef = DEPTH, answer_seconds: float = 10.0) -> str:
    with pytest.raises(ModelMissingError) as caught:
        fetch_model(ref, answer_seconds=answer_seconds)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_profile_is_fetched_whole_lean_and_at_known_commits(hub: Hub, settings: Settings):
    fetched = fetch(SEED)
    assert [model.revision for model in fetched] == [commit_of(ref.name) for ref in SEED.models]
    assert [place for _, place in disk_state(SEED, settings)] == [model.path for model in fetched]
    sent = [path for path in hub.asked if "/resolve/" in path]
    assert sent
    assert not [path for path in sent if "safety_checker" in path or path.endswith(".bin")]


def test_progress_ends_at_the_size_of_the_files(hub: Hub):
    seen: list[tuple[str, int, int]] = []
    fetched = fetch_model(DEPTH, lambda *step: seen.append(step))
    sizes = sum(path.stat().st_size for path in fetched.path.iterdir())
    assert fetched.size == sizes
    assert seen[0] == (DEPTH.name, 0, sizes)
    assert seen[-1] == (DEPTH.name, sizes, sizes)
    assert [step[1] for step in seen] == sorted(step[1] for step in seen)


def test_what_is_there_is_checked_but_not_sent_again(hub: Hub):
    fetch_model(DEPTH)
    hub.asked.clear()
    seen: list[int] = []
    fetch_model(DEPTH, lambda name, done, total: seen.append(done))
    assert not [path for path in hub.asked if "/resolve/" in path]
    assert min(seen) == max(seen) > 0


def test_a_damaged_file_is_refused_removed_and_fetched_again(hub: Hub, settings: Settings):
    hub.changed = lambda file, content: b"\0" * len(content) if file.endswith(".safetensors") else content
    assert message() == (
        "Intel/dpt-large arrived damaged (model.safetensors), which was removed; run the same command again."
    )
    with pytest.raises(ModelMissingError, match="is not on this machine"):
        locate(DEPTH, settings)
    hub.changed = lambda _, content: content
    assert locate(fetch_model(DEPTH).ref, settings).revision == commit_of(DEPTH.name)


def test_a_damaged_small_file_is_noticed_too(hub: Hub):
    hub.changed = lambda file, content: (
        content.replace(b"0", b"1") if file == "preprocessor_config.json" else content
    )
    assert "arrived damaged (preprocessor_config.json)" in message()


def test_an_update_that_fails_leaves_the_older_commit_usable(
    hub: Hub, settings: Settings, repositories: dict[str, Path], tmp_path: Path
):
    older = hub_cache(tmp_path / "cache", {DEPTH.name: repositories[DEPTH.name]}) / "models--Intel--dpt-large"
    (older / "snapshots" / commit_of(DEPTH.name)).rename(older / "snapshots" / ("a" * 40))
    (older / "refs" / "main").write_text("a" * 40)
    hub.changed = lambda _, content: content[:-1] + b"\0"
    assert "arrived damaged" in message()
    assert locate(DEPTH, settings).revision == "a" * 40
    hub.changed = lambda _, content: content
    fetch_model(DEPTH)
    assert locate(DEPTH, settings).revision == commit_of(DEPTH.name)


def test_an_unknown_model_and_revision_are_told_apart(hub: Hub):
    assert "The hub has no model some/thing" in message(DEPTH.model_copy(update={"name": "some/thing"}))
    assert "has no revision 'v9'" in message(DEPTH.model_copy(update={"revision": "v9"}))


def test_a_repository_without_safetensors_is_refused(hub: Hub):
    ref = DEPTH.model_copy(update={"name": SEED.models[1].name})
    assert "has no preprocessor_config.json, so it is no depth model" in message(ref)


def test_a_hub_in_trouble_is_told_with_its_answer(hub: Hub):
    hub.status = 503
    assert "could not be fetched from the hub (it answered 503)" in message()


def test_a_hub_that_refuses_the_connection_is_told_at_once(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        point_to(f"http://127.0.0.1:{free.getsockname()[1]}", monkeypatch)
        started = time.monotonic()
        assert "could not be fetched from the hub" in message()
        assert time.monotonic() - started < 3


def test_a_hub_that_never_answers_is_given_up(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        point_to(f"http://127.0.0.1:{silent.getsockname()[1]}", monkeypatch)
        assert "could not be fetched from the hub (timed out)" in message(answer_seconds=0.2)


def test_offline_mode_is_named(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "while HF_HUB_OFFLINE is set" in message()


def test_a_full_disk_is_told_before_anything_is_sent(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(DiskFullError, match="free some space or set HF_HOME"):
        fetch_model(DEPTH)
    assert not [path for path in hub.asked if "/resolve/" in path]


def test_a_cache_that_cannot_be_written_is_told(hub: Hub, tmp_path: Path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(OutputPathError, match="cannot be kept in"):
        fetch_model(DEPTH)


def test_folders_are_not_fetched(hub: Hub):
    assert fetch(PROFILES["mini"]) == []
    assert hub.asked == []


def test_without_a_network_the_real_hub_is_one_sentence(tmp_path: Path):
    """The real address, from a fresh process; a name server that answers is all it could need."""
    code = (
        "from core.models.hub_download import fetch; from core.models.profiles import PROFILES\n"
        "from core.errors import ModelMissingError\n"
        "try: fetch(PROFILES['realistic-vision-depth'])\n"
        "except ModelMissingError as error: print(error)"
    )
    private = {"HF_HUB_OFFLINE": "0", "HF_HUB_CACHE": str(tmp_path), "HF_ENDPOINT": "http://hub.invalid"}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **private},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Uminosachi/realisticVisionV51_v51VAE-inpainting could not be fetched")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert time.monotonic() - started < 15


def test_a_download_that_is_stopped_keeps_the_model_out_of_sight_and_can_be_begun_again(
    hub: Hub, settings: Settings
):
    def stop(name: str, done: int, total: int) -> None:
        if done:
            raise CancelledError("The download was stopped.")

    with pytest.raises(CancelledError):
        fetch_model(DEPTH, stop)
    with pytest.raises(ModelMissingError):
        locate(DEPTH, settings)
    fetch_model(DEPTH)
    assert locate(DEPTH, settings).revision == commit_of(DEPTH.name)
