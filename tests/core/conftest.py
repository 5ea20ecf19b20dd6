"""A studio on tiny models: hub repositories in a cache of their own, a person's profile in TOML."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from core.models.profiles import DEPTH_MODELS, PROFILES, ModelProfile, resolve_profile
from core.settings import Settings
from core.studio import Studio
from tests.command_line import Line
from tests.studios import Opening, opened
from tests.tiny import TinyModels
from tests.tiny_hub import hub_cache

YAHOO = PROFILES["photo-background"].models[0].name
LCM = PROFILES["realistic-vision-lcm"]


@pytest.fixture(scope="session")
def hub(tiny_models: TinyModels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub cache with every repository that a built-in profile names; treat it as read-only."""
    assert LCM.depth is not None
    assert LCM.lora is not None
    repositories = {
        LCM.models[0].name: tiny_models.base,
        LCM.models[1].name: tiny_models.controlnet,
        LCM.depth.name: tiny_models.depth,
        LCM.lora.name: tiny_models.lora,
        DEPTH_MODELS["depth-anything-v2-small"].name: tiny_models.depth_anything,
        YAHOO: tiny_models.base,
    }
    cache = hub_cache(tmp_path_factory.mktemp("hub"), repositories)
    snapshot = next((cache / f"models--{YAHOO.replace('/', '--')}" / "snapshots").iterdir())
    shutil.copytree(tiny_models.mask_controlnet, snapshot / "controlnet")
    return cache


@pytest.fixture
def studio(hub: Path, tiny_models: TinyModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings, in the environment too, without cut-out weights; profiles.toml has the profile ``tiny``."""
    data = tmp_path / "studio"
    data.mkdir()
    (data / "profiles.toml").write_text(tiny_profile(tiny_models))
    monkeypatch.setenv("HF_HUB_CACHE", str(hub))
    monkeypatch.setenv("STUDIO_DATA_DIR", str(data))
    monkeypatch.setenv("STUDIO_DEVICE", "cpu")
    monkeypatch.delenv("STUDIO_WEIGHTS_DIR", raising=False)
    return Settings.from_environment()


@pytest.fixture
def tiny(studio: Settings) -> ModelProfile:
    return resolve_profile("tiny", studio)


def tiny_profile(models: TinyModels, name: str = "tiny", more: str = "") -> str:
    """TOML of a profile on local folders; two steps are enough to see all there is."""
    return f"""
[profiles.{name}]
memory_gb = 1
base = {{ name = "{models.base}", licence = "MIT" }}
controlnet = {{ name = "{models.controlnet}", licence = "MIT" }}
depth = {{ name = "{models.depth}", licence = "MIT" }}
{more}
[profiles.{name}.defaults]
num_inference_steps = 2
"""


@pytest.fixture
def line(studio: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path, capsys)


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Opens studios on one folder of this test (or on ``folder``); all are closed at its end."""
    with ExitStack() as open_ones:

        def opening(*generators: Any, folder: Path = tmp_path / "data", **options: Any) -> Studio:
            studio = opened(folder, *generators, **options)
            open_ones.callback(studio.close, 5.0)
            return studio

        yield opening
