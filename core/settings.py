"""Where things lie on this machine and which limits hold, read once from the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
MOST_DIGITS = 15
"""Of a limit: more, Python may refuse to read, and no photo comes near."""
MOST_TOGETHER = 16
"""Backgrounds that a command may ask to be denoised at once."""

PRIVATE_ENVIRONMENT = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DISABLE_TELEMETRY": "1",
}
"""Set before any library that phones home by default is imported. ``store/mlflow/client.py`` sets MLflow's
two of them again, to the same values: it may be used without core, which it cannot import."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Folders and limits of one installation.

    ``data_dir`` holds what the user makes (profiles.toml, runs and their pictures, memory of
    stages); ``weights_dir`` the cut-out models, in the layout rembg expects; ``models_dir`` the
    models that ship with the studio. ``max_pixels`` bounds a photo's width × height before it is
    decoded, ``max_upload_mb`` its file (10⁶ bytes). ``database_url`` is SQLAlchemy's, ``None`` a
    file of its own in ``data_dir``; ``mlflow_uri`` likewise. Both may hold a password and are left
    out when settings are shown; see ``store.errors.shown_address``. ``preload`` has the pages' server read
    the default profile's weights as soon as it starts. ``engine`` names what makes the pictures;
    ``ray_address`` is its cluster's HOST:PORT, ``None`` one on this machine, ``ray_workers`` how many it
    has at most, ``None`` one per graphics card, or per core where there is none. ``together`` is how many
    small backgrounds are denoised at once at most.
    """

    data_dir: Path = ROOT / "data"
    weights_dir: Path = ROOT / "data" / "weights"
    models_dir: Path = ROOT / "models"
    max_pixels: int = 64_000_000
    max_upload_mb: int = 50
    device: str | None = None
    database_url: str | None = field(default=None, repr=False)
    mlflow_uri: str | None = field(default=None, repr=False)
    mlflow_experiment: str = "backdrop-studio"
    preload: bool = True
    engine: str = "local"
    ray_address: str | None = None
    ray_workers: int | None = None
    together: int = 1

    @property
    def max_upload_bytes(self) -> int:
        """The most bytes that a photo's file may have."""
        return self.max_upload_mb * 1_000_000

    @classmethod
    def from_environment(cls) -> "Settings":
        """Settings with ``STUDIO_DATA_DIR``, ``STUDIO_WEIGHTS_DIR``, ``STUDIO_MAX_PIXELS``,
        ``STUDIO_MAX_UPLOAD_MB``, ``STUDIO_DEVICE``, ``STUDIO_DATABASE_URL``, ``STUDIO_MLFLOW_URI``,
        ``STUDIO_MLFLOW_EXPERIMENT``, ``STUDIO_ENGINE``, ``STUDIO_RAY_ADDRESS``, ``STUDIO_RAY_WORKERS``,
        ``STUDIO_TOGETHER`` and ``STUDIO_PRELOAD`` (0: no) applied; raises ``InputError`` where a number or a
        folder is none. What the others say is judged where it is used."""
        data = _folder("STUDIO_DATA_DIR", ROOT / "data")
        return cls(
            data_dir=data,
            weights_dir=_folder("STUDIO_WEIGHTS_DIR", data / "weights"),
            max_pixels=_positive_integer("STUDIO_MAX_PIXELS", 64_000_000),
            max_upload_mb=_positive_integer("STUDIO_MAX_UPLOAD_MB", 50),
            device=os.environ.get("STUDIO_DEVICE") or None,
            database_url=os.environ.get("STUDIO_DATABASE_URL") or None,
            mlflow_uri=os.environ.get("STUDIO_MLFLOW_URI") or None,
            mlflow_experiment=os.environ.get("STUDIO_MLFLOW_EXPERIMENT") or cls.mlflow_experiment,
            preload=os.environ.get("STUDIO_PRELOAD") != "0",
            engine=os.environ.get("STUDIO_ENGINE") or cls.engine,
            ray_address=os.environ.get("STUDIO_RAY_ADDRESS") or None,
            together=_positive_integer("STUDIO_TOGETHER", cls.together),
            ray_workers=_positive_integer("STUDIO_RAY_WORKERS", 0) or None,
        )


def _positive_integer(name: str, default: int) -> int:
    text = os.environ.get(name)
    if not text:
        return default
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) == 0:
        raise InputError(f"Set {name} to a whole number above 0 (it is {text[:40]!r}).")
    return int(text)


def _folder(name: str, default: Path) -> Path:
    text = os.environ.get(name)
    try:
        # Bytes that are no UTF-8 are in no database's address and in no recorded text.
        (text or "").encode()
        return Path(text or default).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"Set {name} to a folder that can be there (it is {text!r}).") from error


def share_cores() -> None:
    """Have PyTorch's threads give their core back while they wait, unless the user decided otherwise; to be
    called before PyTorch is imported.

    They spin by default. On two cores a picture of ``mini`` then takes 2.3 s in place of 2.7 s beside a
    browser that looks on, but 3 to 15 s in place of 1.7 s beside another program that computes.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def keep_private() -> None:
    """Switch the libraries' telemetry off unless the user switched it on."""
    for name, value in PRIVATE_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
