"""What is committed holds on every machine, and the tests themselves reach none but this one."""

import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import OutsideNetworkError

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not name them itself.
HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("download", "pytorch", "org"),
    ]
]
FOLDERS = [f"/{name}/" for name in ("work", "root", "opt/wheels", "opt/pypi")]
PATTERN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.\-*}}]){folder}" for folder in FOLDERS)]))


def committed_texts() -> list[tuple[str, str]]:
    """Path and text of all files that are or could be committed, without binary ones."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    files = [(name, ROOT / name) for name in names if name and (ROOT / name).is_file()]
    contents = [(name, path.read_bytes()) for name, path in files]
    return [(name, data.decode(errors="replace")) for name, data in contents if b"\0" not in data[:8192]]


def test_no_file_names_a_registry_host_or_this_machines_folders() -> None:
    found = [f"{name}: {hit[0]}" for name, text in committed_texts() for hit in PATTERN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", [f"see https://{HOSTS[0]}/x", f'Path("{FOLDERS[0]}main")', f"{FOLDERS[1]}.cache"]
)
def test_the_pattern_finds_what_it_looks_for(text: str) -> None:
    assert PATTERN.search(text)


@pytest.mark.parametrize("text", ["training" + FOLDERS[0], "../work/x", "a/root/b"])
def test_the_pattern_leaves_folders_of_our_own_alone(text: str) -> None:
    assert not PATTERN.search(text)


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_test_reaches_another_machine(method: str) -> None:
    with socket.socket() as outside, pytest.raises(OutsideNetworkError):
        getattr(outside, method)(("192.0.2.1", 9))


def test_whoever_chooses_a_class_by_a_models_own_word_refuses_its_code() -> None:
    """transformers' ``Auto`` classes and diffusers' pipelines look into the model's folder for code."""
    calls = re.compile(
        r"(?:Auto[A-Z]\w+|Pipeline|pipeline_class)\.from_pretrained\(((?:[^()]|\([^()]*\))*)\)"
    )
    ours = re.compile(r"trust_remote_code=False|\*\*ours_alone")
    files = {
        path: path.read_text()
        for folder in ("core", "pages", "store")
        for path in (ROOT / folder).rglob("*.py")
    }
    asked = [(path.name, call) for path, text in files.items() for call in calls.findall(text)]
    asked = [(name, call) for name, call in asked if "vae" not in call]  # AutoencoderKL is a class of its own
    assert len(asked) >= 3
    assert [name for name, call in asked if not ours.search(call)] == []
    assert not any(
        "trust_remote_code=True" in text or '"trust_remote_code": True' in text for text in files.values()
    )
