"""What the machine has, asked without torch and without asking the disk each time."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.models.matting_weights import matting_path
from core.models.missing import MissingModel
from core.models.profile import ModelProfile
from core.models.profiles import PROFILES
from core.runtime import machine
from core.runtime.device import Device, choose_device
from core.runtime.machine import LOOKING, MachineProbe, cores, expects_cuda
from core.settings import ROOT, Settings
from tests.fakes import until


@pytest.mark.parametrize(("wanted", "expected"), [("cuda", True), ("cpu", False), ("mps", False)])
def test_what_a_person_wants_decides(wanted: str, expected: bool) -> None:
    assert expects_cuda(wanted) == expected


def test_the_cheap_look_says_what_torch_says() -> None:
    assert expects_cuda(None) == (choose_device().kind == "cuda")


def test_the_default_profile_needs_no_torch() -> None:
    program = """
import sys
from core.runtime.machine import MachineProbe
from core.settings import Settings
print(MachineProbe(Settings()).default_profile)
sys.exit("torch" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.strip() in PROFILES


def test_the_default_profile_follows_the_device() -> None:
    outlook = MachineProbe(Settings(device="cpu"))
    assert outlook.default_profile == "scene"
    outlook.found(Device("cuda", "float16", "a card"))
    assert outlook.default_profile == "realistic-vision-depth"


def test_the_device_is_looked_for_in_the_background() -> None:
    outlook = MachineProbe(Settings(device="cpu"))
    assert outlook.device == (LOOKING, None)
    outlook.look()
    until(lambda: outlook.device[1] == "cpu")


def test_a_device_that_is_not_there_is_a_sentence() -> None:
    outlook = MachineProbe(Settings(device="tpu"))
    outlook.look()
    until(lambda: outlook.device[0] != LOOKING)
    assert "Set STUDIO_DEVICE to one of" in outlook.device[0]


def test_weights_that_came_are_seen_once_the_disk_is_looked_at_again(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, weights_dir=tmp_path)
    outlook, mini = MachineProbe(settings), PROFILES["mini"]
    assert [model.role for model in outlook.state(mini).missing] == ["matting"]
    path = matting_path("u2net", tmp_path)
    path.parent.mkdir(parents=True)
    path.touch()
    assert not outlook.state(mini).ready
    outlook.forget_disk()
    assert outlook.state(mini).ready
    assert outlook.state(mini).missing_mb == 0


def test_the_disk_is_looked_at_only_for_the_profile_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def counted(profile: ModelProfile, settings: Settings) -> list[MissingModel]:
        looked.append(profile.name)
        return []

    monkeypatch.setattr(machine, "missing_models", counted)
    found = MachineProbe(Settings(data_dir=tmp_path)).machine(PROFILES)
    assert set(found.profiles) == set(PROFILES)
    assert not looked
    assert found.profiles["mini"].ready
    assert looked == ["mini"]


def test_the_machine_has_a_core_and_a_disk(tmp_path: Path) -> None:
    assert cores() >= 1
    assert MachineProbe(Settings(data_dir=tmp_path / "not" / "yet")).free_disk_gb() > 0
