"""Models on this machine: in a folder, or in the hub's cache. Never touches the network.

A model counts as present only with every file it needs, so that an interrupted download is reported
here, in one sentence, and not later by a library that misses some config.json.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path, PurePosixPath

from core.errors import ModelMissingError, ProfileError
from core.models.profiles import DEPTH_MODELS, ModelProfile, ModelRef, all_profiles
from core.settings import Settings

NEEDED_FILES = {
    "base": (
        "model_index.json",
        "scheduler/*.json",
        "tokenizer/*",
        "text_encoder/*.json",
        "text_encoder/*.safetensors",
        "unet/*.json",
        "unet/*.safetensors",
        "vae/*.json",
        "vae/*.safetensors",
    ),
    "controlnet": ("config.json", "*.safetensors"),
    "depth": ("config.json", "preprocessor_config.json", "*.safetensors"),
    "lora": ("*.safetensors",),
    "vae": ("config.json", "*.safetensors"),
    "upscaler": ("config.json", "*.safetensors"),
}
"""What each role needs, and all that is downloaded: no pickled or duplicate weights, no safety
checker. Each pattern must match a file; a star stays within its folder."""

_SHARD = re.compile(r"-\d+-of-\d+$")


@dataclass(frozen=True, kw_only=True)
class LocalModel:
    """A model on this machine: ``path`` is the folder to load, the subfolder included; ``revision``
    the hub commit, for a built-in folder a digest of its files (``sha256-…``), else ``None``."""

    ref: ModelRef
    path: Path
    revision: str | None


def locate(ref: ModelRef, settings: Settings) -> LocalModel:
    """Where the model lies on this machine.

    Raises ``ModelMissingError`` where it is not there, or not whole, with its size and the command
    to get it; ``ProfileError`` where its name cannot be one on the hub.
    """
    root = whole_folder(ref, settings)
    revision = None
    if ref.on_hub:
        revision = root.name
    # Else gigabytes at times: hashing them before every picture would cost more than it tells.
    elif not Path(ref.name).expanduser().is_absolute():
        files = [root / file for file in needed(ref, files_below(root))]
        revision = content_digest(
            tuple((file, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
        )
    return LocalModel(ref=ref, path=root / (ref.subfolder or ""), revision=revision)


def is_here(ref: ModelRef, settings: Settings) -> bool:
    """Whether the model is on this machine, whole."""
    try:
        locate(ref, settings)
    except ModelMissingError:
        return False
    return True


def disk_state(profile: ModelProfile, settings: Settings) -> list[tuple[ModelRef, Path | None]]:
    """Every model of the profile, with its folder where it is whole on this machine. For pages: nothing is
    hashed, and the hub's library is not imported for models of which its cache has nothing."""
    state: list[tuple[ModelRef, Path | None]] = []
    for ref in profile.models:
        folder = None
        if not ref.on_hub or repository_dir(ref).is_dir():
            with suppress(ModelMissingError):
                folder = whole_folder(ref, settings)
        state.append((ref, folder))
    return state


def folder_of(ref: ModelRef, settings: Settings) -> Path:
    """The folder that a model's name means, be it there or not; relative to ``settings.models_dir``."""
    return settings.models_dir / Path(ref.name).expanduser()


def repository_dir(ref: ModelRef) -> Path:
    """The folder of the model's repository in the hub's cache, be it there or not."""
    return cache_dir() / f"models--{ref.name.replace('/', '--')}"


def cache_dir() -> Path:
    """The hub's cache folder, from ``HF_HUB_CACHE`` as it is now, else as the library finds it."""
    from huggingface_hub import constants

    return Path(os.environ.get("HF_HUB_CACHE") or constants.HF_HUB_CACHE).expanduser()


def patterns(ref: ModelRef) -> tuple[str, ...]:
    """What the model needs of its repository: paths with ``/``, in which a star stays within its folder."""
    if ref.allow_patterns is not None:
        return ref.allow_patterns
    prefix = f"{ref.subfolder}/" if ref.subfolder else ""
    return tuple(prefix + pattern for pattern in NEEDED_FILES[ref.role])


def matches(ref: ModelRef, pattern: str, path: str) -> bool:
    """Whether the file at ``path`` in the model's repository is one that ``pattern`` asks for: weights only
    of the variant that ``ref`` names."""
    expected, file = PurePosixPath(pattern), PurePosixPath(path)
    if expected.parent != file.parent or not fnmatch(file.name, expected.name):
        return False
    if file.suffix != ".safetensors" or ref.allow_patterns is not None:
        return True
    # fp16 of model.fp16.safetensors and of model.fp16-00001-of-00002.safetensors.
    inner = file.name.split(".")[1:-1]
    return (_SHARD.sub("", inner[0]) if inner else None) == ref.variant


def needed(ref: ModelRef, files: Iterable[str]) -> list[str]:
    """Those of a repository's ``files`` (paths with ``/``) that the model needs."""
    return [file for file in files if any(matches(ref, pattern, file) for pattern in patterns(ref))]


def unmatched(ref: ModelRef, files: Iterable[str]) -> list[str]:
    """The patterns of needed files that none of ``files`` fulfils; empty where the model is whole."""
    present = list(files)
    return [pattern for pattern in patterns(ref) if not any(matches(ref, pattern, file) for file in present)]


def readable_size(megabytes: float) -> str:
    """``12 MB`` or ``1.4 GB``, in powers of ten as the hub counts."""
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes:.0f} MB"


def whole_folder(ref: ModelRef, settings: Settings) -> Path:
    """The folder with all files of the model, without its subfolder; raises as ``locate``."""
    root = _snapshot(ref, settings) if ref.on_hub else folder_of(ref, settings)
    lacking = unmatched(ref, files_below(root))
    if lacking and ref.on_hub:
        raise _missing(ref, settings, f"is here only in part ({lacking[0]} is lacking)")
    if lacking:
        problem = f"lacks {lacking[0]}" if root.is_dir() else "does not exist"
        raise ModelMissingError(f"The folder {root} of the {ref.role} model {problem}.")
    return root


def _snapshot(ref: ModelRef, settings: Settings) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        # No patterns: whether the snapshot is whole is judged by what this role needs.
        folder = snapshot_download(
            ref.name, revision=ref.revision, cache_dir=cache_dir(), local_files_only=True, allow_patterns=[]
        )
    except LocalEntryNotFoundError as error:
        raise _missing(ref, settings, "is not on this machine") from error
    except HFValidationError as error:
        raise ProfileError(f"{ref.name!r} cannot be the name of a model on the hub.") from error
    return Path(folder)


def _missing(ref: ModelRef, settings: Settings, problem: str) -> ModelMissingError:
    size = f", {readable_size(ref.size_mb)}" if ref.size_mb else ""
    # A depth model by itself where it can be had so: the profiles that use it are many times as large.
    owners = [name for name, depth in DEPTH_MODELS.items() if depth == ref]
    owners += [name for name, profile in all_profiles(settings).items() if ref in profile.models]
    command = f"; get it with: python -m core fetch {owners[0]}" if owners else "."
    return ModelMissingError(f"The {ref.role} model {ref.name}{size} {problem}{command}")


def files_below(root: Path) -> list[str]:
    """The paths of all files below the folder, relative to it, with ``/``; none where there is no folder."""
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file()]


@lru_cache(maxsize=16)
def content_digest(files: tuple[tuple[Path, int, int], ...]) -> str:
    """``sha256-…`` over the files' names and contents; size in bytes and time of change in ns only tell the
    cache that a file is another one."""
    total = hashlib.sha256()
    for path, _, _ in files:
        with path.open("rb") as stream:
            total.update(path.name.encode() + hashlib.file_digest(stream, "sha256").digest())
    return f"sha256-{total.hexdigest()[:16]}"
