"""Where things lie on this machine and which limits hold, read once from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError

ROOT = Path(__file__).resolve().parent.parent

PRIVATE_ENVIRONMENT = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DISABLE_TELEMETRY": "1",
}
"""Set before any library that phones home by default is imported."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Folders and limits of one installation.

    ``data_dir`` holds what a person makes (profiles.toml, memory of stages); ``weights_dir`` the
    cut-out models, in the layout rembg expects; ``models_dir`` the models that ship with the
    studio. ``max_pixels`` bounds a photo's width × height before it is decoded.
    """

    data_dir: Path = ROOT / "data"
    weights_dir: Path = ROOT / "data" / "weights"
    models_dir: Path = ROOT / "models"
    max_pixels: int = 64_000_000
    device: str | None = None

    @classmethod
    def from_environment(cls) -> "Settings":
        """Settings with ``STUDIO_DATA_DIR``, ``STUDIO_WEIGHTS_DIR``, ``STUDIO_MAX_PIXELS`` and
        ``STUDIO_DEVICE`` applied; raises ``InputError`` where a number is none."""
        data = Path(os.environ.get("STUDIO_DATA_DIR") or ROOT / "data").expanduser().resolve()
        weights = os.environ.get("STUDIO_WEIGHTS_DIR")
        return cls(
            data_dir=data,
            weights_dir=Path(weights).expanduser().resolve() if weights else data / "weights",
            max_pixels=_positive_integer("STUDIO_MAX_PIXELS", 64_000_000),
            device=os.environ.get("STUDIO_DEVICE") or None,
        )


def _positive_integer(name: str, default: int) -> int:
    text = os.environ.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise InputError(f"Set {name} to a whole number above 0 (it is {text!r}).")
    return int(text)


def keep_private() -> None:
    """Switch the libraries' telemetry off unless a person switched it on."""
    for name, value in PRIVATE_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
