"""Downloading models from the hub into its cache, each file checked before the model is used."""

import glob
import hashlib
import logging
import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import DiskFullError, ModelMissingError
from core.models.local import cache_dir, needed, readable_size, repository_dir, unmatched
from core.models.profiles import ModelProfile, ModelRef
from core.output import unwritable

Progress = Callable[[int, int, str], object]
"""Told the bytes that are there, the bytes there will be, and the model's name."""

ANSWER_SECONDS = 10.0
"""How long the hub may take to say what a repository holds. Asked once, where the library's own
loading tries for 23 seconds before it says that there is no network."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A model that is now whole on this machine, at this hub commit; ``size`` in bytes."""

    ref: ModelRef
    path: Path
    revision: str
    size: int


@dataclass(frozen=True, kw_only=True)
class _File:
    """One file as the hub describes it; large files by sha256, small ones by git's own hash."""

    name: str
    size: int
    sha256: str | None
    git_hash: str | None


def fetch(profile: ModelProfile, progress: Progress | None = None) -> list[Fetched]:
    """All models of the profile that come from the hub; nothing is asked of folders.

    What is there already is not downloaded again, but checked. Raises what ``fetch_model`` raises.
    """
    return [fetch_model(ref, progress) for ref in profile.models if ref.on_hub]


def fetch_model(ref: ModelRef, progress: Progress | None = None) -> Fetched:
    """The files a model needs, at the newest commit of its revision, checked by their hashes.

    The revision's name points to the new commit only when all is there and right. Raises
    ``ModelMissingError`` where the hub cannot be reached, has no such model, or sent something
    damaged; ``DiskFullError``, or ``OutputPathError`` where the cache cannot be written.
    """
    with _translated(ref), _quiet():
        commit, files = _description(ref)
        size = sum(file.size for file in files)
        folder = repository_dir(ref) / "snapshots" / commit
        present = sum(file.size for file in files if (folder / file.name).is_file())
        _check_space(ref, size - present)
        _download(ref, commit, files, _Counter(progress, present, size, ref.name))
        _verify(ref, folder, files)
        _point_to(ref, folder)
    return Fetched(ref=ref, path=folder / (ref.subfolder or ""), revision=commit, size=size)


def _description(ref: ModelRef) -> tuple[str, list[_File]]:
    from huggingface_hub import HfApi

    info = HfApi().model_info(ref.name, revision=ref.revision, files_metadata=True, timeout=ANSWER_SECONDS)
    siblings = {sibling.rfilename: sibling for sibling in info.siblings or []}
    lacking = unmatched(ref, siblings)
    if lacking or info.sha is None:
        raise ModelMissingError(
            f"{ref.name} on the hub has no {lacking[0] if lacking else 'commit'}, so it is no {ref.role} "
            "model the studio can load (weights must be .safetensors)."
        )
    return info.sha, [_file(name, siblings[name]) for name in needed(ref, siblings)]


def _file(name: str, sibling: Any) -> _File:
    sha256 = sibling.lfs.sha256 if sibling.lfs else None
    return _File(name=name, size=sibling.size or 0, sha256=sha256, git_hash=sibling.blob_id)


def _check_space(ref: ModelRef, wanted: int) -> None:
    folder = cache_dir()
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise DiskFullError(
            f"{ref.name} needs {readable_size(wanted / 1e6)} more in {folder}, where "
            f"{readable_size(free / 1e6)} are free; free some space or set HF_HOME to a larger disk."
        )


class _Counter:
    """Turns the library's bars into calls of ``progress``."""

    def __init__(self, progress: Progress | None, present: int, total: int, name: str) -> None:
        self.progress, self.present, self.total, self.name = progress, present, total, name
        self.bars: dict[int, int] = {}
        self.told(0)

    def told(self, done: int) -> None:
        if self.progress is not None:
            self.progress(min(self.present + done, self.total), self.total, self.name)

    def moved(self, bar: int, amount: int) -> None:
        # One bar counts what comes over the network, another what is written: the further one counts.
        self.bars[bar] = self.bars.get(bar, 0) + amount
        self.told(max(self.bars.values()))


def _bar_class(counter: _Counter) -> type:
    from tqdm import tqdm

    class SilentBar(tqdm):  # pyright: ignore[reportMissingTypeArgument, reportUntypedBaseClass]
        def __init__(self, *args: Any, **options: Any) -> None:
            self.of_bytes = options.get("unit") == "B"
            super().__init__(*args, **{**options, "disable": True})

        def update(self, n: float | None = 1) -> bool | None:
            if self.of_bytes and n:
                counter.moved(id(self), int(n))
            return None

    return SilentBar


def _download(ref: ModelRef, commit: str, files: Sequence[_File], counter: _Counter) -> None:
    from huggingface_hub import snapshot_download

    snapshot_download(
        ref.name,
        revision=commit,
        cache_dir=cache_dir(),
        allow_patterns=[glob.escape(file.name) for file in files],
        tqdm_class=_bar_class(counter),
        etag_timeout=ANSWER_SECONDS,
    )
    counter.present = counter.total
    counter.told(0)


def _verify(ref: ModelRef, folder: Path, files: Sequence[_File]) -> None:
    damaged = [file.name for file in files if not _is_whole(folder / file.name, file)]
    for path in (folder / name for name in damaged):
        path.resolve().unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    if damaged:
        raise ModelMissingError(
            f"{ref.name} arrived damaged ({', '.join(damaged)}), which was removed; "
            "run the same command again."
        )


def _is_whole(path: Path, file: _File) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as stream:
        if file.sha256 is not None:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
        content = stream.read()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == file.git_hash


def _point_to(ref: ModelRef, folder: Path) -> None:
    """As the library does, but only now: an interrupted update leaves the older commit usable."""
    name = folder.parents[1] / "refs" / (ref.revision or "main")
    if ref.revision != folder.name:
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_text(folder.name)


@contextmanager
def _quiet() -> Generator[None]:
    """Without the library's own lines on stderr: a person gets one sentence."""
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _translated(ref: ModelRef) -> Generator[None]:
    import httpx2
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError as error:
        raise ModelMissingError(
            f"{ref.name} asks for an agreement first: accept it on https://huggingface.co/{ref.name}, "
            "then log in with: hf auth login"
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise ModelMissingError(f"The hub has no model {ref.name} that it shows to you.") from error
    except errors.RevisionNotFoundError as error:
        raise ModelMissingError(f"{ref.name} on the hub has no revision {ref.revision!r}.") from error
    except errors.HFValidationError as error:
        raise ModelMissingError(f"{ref.name!r} cannot be the name of a model on the hub.") from error
    except errors.OfflineModeIsEnabled as error:
        raise ModelMissingError(
            f"{ref.name} cannot be fetched while HF_HUB_OFFLINE is set; unset it and try again."
        ) from error
    except (httpx2.HTTPError, errors.HfHubHTTPError, errors.LocalEntryNotFoundError, RuntimeError) as error:
        raise ModelMissingError(
            f"{ref.name} could not be fetched from the hub ({_cause(error)}); check the network and "
            "run the same command again, it continues where it stopped."
        ) from error
    except OSError as error:
        text = f"{ref.name} cannot be kept in {cache_dir()}: {error.strerror or error}."
        raise unwritable(error, text) from error


def _cause(error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status is not None:
        return f"it answered {status}"
    first = str(error.__cause__ or error).strip().splitlines()
    return first[0][:100] if first else type(error).__name__
