"""Downloading models from the hub into its cache, each file checked before the model is used."""

import glob
import hashlib
import logging
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import DiskFullError, ModelMissingError
from core.models.download_sources import OnBytes
from core.models.local import cache_dir, needed, readable_size, repository_dir, unmatched
from core.models.profiles import ModelProfile, ModelRef
from core.output import unwritable

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
class HubFile:
    """One file as the hub describes it, ``size`` in bytes; large files by sha256, small ones by git's."""

    name: str
    size: int
    sha256: str | None
    git_hash: str | None

    def is_at(self, path: Path) -> bool:
        """Whether the file at ``path`` is this one, to the byte."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as stream:
            if self.sha256 is not None:
                return hashlib.file_digest(stream, "sha256").hexdigest() == self.sha256
            content = stream.read()
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == self.git_hash


def fetch(profile: ModelProfile, on_bytes: OnBytes | None = None) -> list[Fetched]:
    """All models of the profile that come from the hub; nothing is asked of folders.

    What is there already is not downloaded again, but checked. Raises what ``fetch_model`` raises.
    """
    return [fetch_model(ref, on_bytes) for ref in profile.models if ref.on_hub]


def fetch_model(
    ref: ModelRef, on_bytes: OnBytes | None = None, *, answer_seconds: float = ANSWER_SECONDS
) -> Fetched:
    """The files a model needs, at the newest commit of its revision, checked by their hashes.

    The revision's name points to the new commit only when all is there and right. ``answer_seconds`` is
    how long the hub may take to describe the model. Raises ``ModelMissingError`` where the hub cannot be
    reached, has no such model, or sent something damaged; ``DiskFullError``, or ``OutputPathError`` where
    the cache cannot be written.
    """
    from huggingface_hub import snapshot_download

    with hub_errors(ref), quiet_hub():
        commit, files = describe(ref, answer_seconds)
        size = sum(file.size for file in files)
        folder = repository_dir(ref) / "snapshots" / commit
        present = sum(file.size for file in files if (folder / file.name).is_file())
        check_space(ref, size - present)
        counter = ByteCounter(on_bytes, ref.name, present, size)
        snapshot_download(
            ref.name,
            revision=commit,
            cache_dir=cache_dir(),
            allow_patterns=[glob.escape(file.name) for file in files],
            tqdm_class=counter.bar_class(),
            etag_timeout=answer_seconds,
        )
        counter.tell(size)
        remove_damaged(ref, folder, files)
        # As the library does, but only now: an interrupted update leaves the older commit usable.
        if ref.revision != commit:
            name = repository_dir(ref) / "refs" / (ref.revision or "main")
            name.parent.mkdir(parents=True, exist_ok=True)
            name.write_text(commit)
    return Fetched(ref=ref, path=folder / (ref.subfolder or ""), revision=commit, size=size)


def describe(ref: ModelRef, answer_seconds: float) -> tuple[str, list[HubFile]]:
    """The newest commit of the model's revision and the files of it that the model needs.

    Raises ``ModelMissingError`` where its role needs others than there are, and the hub library's errors.
    """
    from huggingface_hub import HfApi

    info = HfApi().model_info(ref.name, revision=ref.revision, files_metadata=True, timeout=answer_seconds)
    siblings = {sibling.rfilename: sibling for sibling in info.siblings or []}
    lacking = unmatched(ref, siblings)
    if lacking or info.sha is None:
        raise ModelMissingError(
            f"{ref.name} on the hub has no {lacking[0] if lacking else 'commit'}, so it is no {ref.role} "
            "model the studio can load (weights must be .safetensors)."
        )
    described = [(name, siblings[name]) for name in needed(ref, siblings)]
    return info.sha, [
        HubFile(
            name=name,
            size=sibling.size or 0,
            sha256=sibling.lfs.sha256 if sibling.lfs else None,
            git_hash=sibling.blob_id,
        )
        for name, sibling in described
    ]


def check_space(ref: ModelRef, lacking: int) -> None:
    """Raise ``DiskFullError`` where the cache's disk has no room for ``lacking`` bytes more."""
    folder = cache_dir()
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < lacking:
        raise DiskFullError(
            f"{ref.name} needs {readable_size(lacking / 1e6)} more in {folder}, where "
            f"{readable_size(free / 1e6)} are free; free some space or set HF_HOME to a larger disk."
        )


def remove_damaged(ref: ModelRef, folder: Path, files: list[HubFile]) -> None:
    """Remove those of ``files`` below ``folder`` that have another hash; ``ModelMissingError`` for any."""
    damaged = [file.name for file in files if not file.is_at(folder / file.name)]
    for path in (folder / name for name in damaged):
        path.resolve().unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    if damaged:
        raise ModelMissingError(
            f"{ref.name} arrived damaged ({', '.join(damaged)}), which was removed; "
            "run the same command again."
        )


class ByteCounter:
    """Turns the hub library's progress bars into calls of ``on_bytes``; ``present`` of the ``total`` bytes
    were here before."""

    def __init__(self, on_bytes: OnBytes | None, name: str, present: int, total: int) -> None:
        self.on_bytes, self.name, self.present, self.total = on_bytes, name, present, total
        self.bars: dict[int, int] = {}
        self.tell(present)

    def tell(self, done: int) -> None:
        """Say that ``done`` bytes are here."""
        if self.on_bytes is not None:
            self.on_bytes(self.name, min(done, self.total), self.total)

    def advance(self, bar: int, amount: int) -> None:
        """Add ``amount`` bytes to a bar's count."""
        # One bar counts what comes over the network, another what is written: the further one counts.
        self.bars[bar] = self.bars.get(bar, 0) + amount
        self.tell(self.present + max(self.bars.values()))

    def bar_class(self) -> type:
        """A class of bars that draw nothing and count bytes here."""
        from tqdm import tqdm

        counter = self

        class SilentBar(tqdm):  # pyright: ignore[reportMissingTypeArgument, reportUntypedBaseClass]
            def __init__(self, *args: Any, **options: Any) -> None:
                self.of_bytes = options.get("unit") == "B"
                super().__init__(*args, **{**options, "disable": True})

            def update(self, n: float | None = 1) -> bool | None:
                if self.of_bytes and n:
                    counter.advance(id(self), int(n))
                return None

        return SilentBar


@contextmanager
def quiet_hub() -> Generator[None]:
    """Keep the hub library's own lines off stderr, where the user gets one sentence."""
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def hub_errors(ref: ModelRef) -> Generator[None]:
    """What the hub library raises about ``ref`` as ``ModelMissingError``, ``DiskFullError`` or
    ``OutputPathError``, in one sentence."""
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
