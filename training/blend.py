"""Blends models that were trained on from the same one: ``python -m training.blend A=0.6 B=0.4 --output C``.

The UNet's and the ControlNet's weights become means of those in the folders, by their shares (Wortsman et
al. 2022, "Model soups"); all else is the first folder's. What one round of training forgot and another
learned is then there in part, at no cost when the model runs.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from training.export import write_sums

BLENDED = ("unet", "controlnet")


def blend(parts: Sequence[tuple[Path, float]], output: Path) -> None:
    """Write the mean of the models in the folders ``parts``, each with its share, to a new folder.

    Raises ``FileExistsError`` where ``output`` is there, and ``KeyError``, ``RuntimeError`` or
    ``FileNotFoundError`` where the models are not of the same kind. The shares are made to add up to 1.
    """
    shutil.copytree(parts[0][0], output)
    for name in BLENDED:
        for path in sorted((output / name).glob("*.safetensors")):
            given = [(load_file(folder / name / path.name), share) for folder, share in parts]
            save_file(mean(given), path, metadata={"format": "pt"})
    write_sums(output)


def mean(given: Sequence[tuple[dict[str, torch.Tensor], float]]) -> dict[str, torch.Tensor]:
    """The weighted mean of tensors of the same names, in the first one's precision."""
    whole = sum(share for _, share in given)
    return {
        name: sum(tensors[name].float() * (share / whole) for tensors, share in given).to(tensor.dtype)
        for name, tensor in given[0][0].items()
    }


def part(said: str) -> tuple[Path, float]:
    """``FOLDER=SHARE``; raises ``ArgumentTypeError``."""
    folder, _, share = said.rpartition("=")
    try:
        parsed = float(share)
    except ValueError:
        parsed = 0.0
    if not parsed > 0 or not (Path(folder) / "unet").is_dir():
        raise argparse.ArgumentTypeError(f"must be a model's folder, = and a share above 0 (it is {said!r})")
    return Path(folder), parsed


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.blend", description=__doc__)
    parser.add_argument("parts", nargs="+", type=part, metavar="FOLDER=SHARE")
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args(arguments)
    if parsed.output.exists():
        parser.error(f"{parsed.output} is there already; choose another folder")
    try:
        blend(parsed.parts, parsed.output)
    except (FileNotFoundError, KeyError, RuntimeError):
        shutil.rmtree(parsed.output, ignore_errors=True)
        parser.error("the folders hold models of different kinds; blend those that went on from the same one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
