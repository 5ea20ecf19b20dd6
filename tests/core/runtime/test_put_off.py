"""What libraries import for nothing that is done here is put off, and is had by whoever asks for it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.runtime.put_off import put_off
from core.settings import ROOT


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package that tells when it is imported."""
    folder = tmp_path / "heavy_one"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "import sys\nsys.heavy_times = getattr(sys, 'heavy_times', 0) + 1\nX = 7"
    )
    (folder / "part.py").write_text("Y = 8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "heavy_one"
    for name in ("heavy_one", "heavy_one.part"):
        sys.modules.pop(name, None)
    if hasattr(sys, "heavy_times"):
        delattr(sys, "heavy_times")


def test_a_module_is_imported_when_it_is_asked_for_what_it_was_not_given(heavy: str) -> None:
    with put_off({heavy: {"GIVEN": 5}}):
        stands = __import__(heavy)
        assert stands.GIVEN == 5
        assert not hasattr(sys, "heavy_times")
        assert stands.X == 7
        assert sys.modules[heavy] is not stands
    assert getattr(sys, "heavy_times") == 1  # noqa: B009
    assert __import__(heavy).X == stands.X == 7


def test_afterwards_it_is_imported_as_ever(heavy: str) -> None:
    with put_off({heavy: {}, "no_such_module": {}, "sys": {}}):
        assert __import__(f"{heavy}.part").part.Y == 8
    assert heavy not in sys.modules
    assert __import__(heavy).X == 7
    assert sys.modules["sys"] is sys


@pytest.mark.server
def test_models_are_loaded_without_compiler_adapters_and_training() -> None:
    program = """
import sys
from core.diffusion.loading import load_inpaint_pipeline
from core.models.local import locate
from core.models.profiles import all_profiles
from core.runtime.device import Device
from core.settings import Settings
from core.stages.depth import DepthEstimator
settings = Settings()
profile, device = all_profiles(settings)["mini"], Device("cpu", "float32", "CPU")
models = {ref.role: locate(ref, settings) for ref in profile.models}
load_inpaint_pipeline(profile, models, device)
DepthEstimator(models["depth"].path, device).load()
put_off = {"torch._dynamo", "torch.distributed.tensor", "peft", "scipy.stats", "scipy.optimize"}
print(*put_off & set(sys.modules))
import torch
assert torch.distributed.is_available()
assert torch._dynamo.config is not None
assert isinstance(torch.compile(torch.nn.Linear(1, 1)), torch._dynamo.eval_frame.OptimizedModule)
from scipy.optimize import linear_sum_assignment
from peft import LoraConfig
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
