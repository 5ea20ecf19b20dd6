"""Blended weights lie between those of the models that they are made of."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from training.blend import main


def model(folder: Path, value: float) -> Path:
    for name in ("unet", "controlnet"):
        (folder / name).mkdir(parents=True)
        save_file({"w": torch.full((2, 3), value).half()}, folder / name / "part.safetensors")
    return folder


def test_a_blend_is_the_mean_by_shares_in_half_precision(tmp_path: Path) -> None:
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 5.0)
    assert main([f"{first}=3", f"{second}=1", "--output", str(tmp_path / "c")]) == 0
    made = load_file(tmp_path / "c" / "unet" / "part.safetensors")["w"]
    assert made.dtype is torch.float16
    assert made.unique().tolist() == [2.0]
    assert (tmp_path / "c" / "SHA256SUMS.json").is_file()


@pytest.mark.parametrize("said", ["nowhere=1", "{a}=0", "{a}=x", "{a}"])
def test_what_cannot_be_blended_is_refused(tmp_path: Path, said: str, capsys: pytest.CaptureFixture[str]):
    folder = model(tmp_path / "a", 1.0)
    with pytest.raises(SystemExit) as end:
        main([said.format(a=folder), "--output", str(tmp_path / "c")])
    assert end.value.code == 2
    assert "share above 0" in capsys.readouterr().err


def test_models_of_different_kinds_are_refused_and_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 1.0)
    save_file({"w": torch.zeros(5, 7)}, second / "controlnet" / "part.safetensors")
    with pytest.raises(SystemExit) as end:
        main([f"{first}=1", f"{second}=1", "--output", str(tmp_path / "c")])
    assert end.value.code == 2
    assert "different kinds" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_nothing_is_written_over(tmp_path: Path):
    folder = model(tmp_path / "a", 1.0)
    with pytest.raises(SystemExit):
        main([f"{folder}=1", "--output", str(folder)])
