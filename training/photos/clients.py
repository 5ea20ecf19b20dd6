"""Brings a package through its registry's ordinary client and takes it apart. Each function raises
``Unavailable`` with one sentence when that cannot be done here."""

import subprocess
import tarfile
from pathlib import Path

from training.photos.manifest import File


class Unavailable(Exception):
    """A package or a file that cannot be had on this machine; the message says why and what to do."""


def run(command: list[str], cwd: Path) -> str:
    """What the command printed; a missing client or a failure becomes ``Unavailable``."""
    try:
        done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True, timeout=900)
    except FileNotFoundError:
        raise Unavailable(f"The program {command[0]} is not installed here.") from None
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "it gave no reason").strip().splitlines()
        raise Unavailable(f"{command[0]} could not do it: {lines[-1]}") from None
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{command[0]} took longer than 15 minutes.") from None
    return done.stdout


def apt_of_release(suite: str, folder: Path) -> list[str]:
    """Options by which apt looks into Debian release ``suite`` at the archive this system already uses,
    with lists of its own under ``folder``: the system's apt stays as it is."""
    targets = run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"], folder)
    archive = next((line for line in targets.splitlines() if "security" not in line), "")
    if not archive:
        raise Unavailable("apt knows no Debian archive here; run apt-get update first.")
    (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    key = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (folder / "sources.list").write_text(f"deb [signed-by={key}] {archive} {suite} main\n")
    options = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": folder / "lists",
        "APT::Sandbox::User": "root",
    }
    return [part for name, value in options.items() for part in ("-o", f"{name}={value}")]


def apt(file: File, folder: Path) -> None:
    """Downloads the Debian package into ``folder`` and extracts it there; asks ``file.suite`` when the
    system's own release lacks it."""
    try:
        run(["apt-get", "download", file.package], folder)
    except Unavailable:
        if not file.suite:
            raise
        options = apt_of_release(file.suite, folder)
        run(["apt-get", *options, "update"], folder)
        run(["apt-get", *options, "download", file.package], folder)
    archive = next(folder.glob("*.deb"))
    run(["dpkg-deb", "-x", str(archive), str(folder)], folder)


def npm(file: File, folder: Path) -> None:
    """Downloads the npm package into ``folder`` and extracts it there."""
    run_npm(f"{file.package}@{file.version}", folder)


def run_npm(package: str, folder: Path) -> None:
    """Downloads ``package`` (name@version) into ``folder`` and extracts it there."""
    folder.mkdir(parents=True, exist_ok=True)
    run(["npm", "pack", "--silent", package], folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")


CLIENTS = {"apt": apt, "npm": npm}
