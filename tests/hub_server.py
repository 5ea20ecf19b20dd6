"""A hub on this machine: the few answers of huggingface.co that a download needs, over real HTTP."""

import hashlib
import json
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.tiny_hub import commit_of

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Hub:
    """What the server has and was asked; ``changed`` may spoil what it sends of a file."""

    repositories: Mapping[str, Path]
    url: str = ""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    changed: Callable[[str, bytes], bytes] = lambda _, content: content

    def answer(self, path: str) -> Answer:
        """Status, headers and content for one request path."""
        self.asked.append(path)
        if self.status != 200:
            return self.status, {}, b""
        for name, folder in self.repositories.items():
            if path.startswith((f"/api/models/{name}/tree/", f"/api/models/{name}/revision/")):
                if path.rsplit("/", 1)[1] not in ("main", commit_of(name)):
                    return 404, {"X-Error-Code": "RevisionNotFound"}, b"{}"
                return _json(_tree(folder) if "/tree/" in path else _info(name, folder))
            if path == f"/api/models/{name}":
                return _json(_info(name, folder))
            if path.startswith(f"/{name}/resolve/{commit_of(name)}/"):
                return self._file(name, folder, path.split("/", 5)[5])
        return 404, {"X-Error-Code": "RepoNotFound"}, b"{}"

    def _file(self, name: str, folder: Path, file: str) -> Answer:
        content = (folder / file).read_bytes()
        headers = {
            "X-Repo-Commit": commit_of(name),
            "ETag": f'"{_described(folder, folder / file)["oid"]}"',
            "X-Linked-Size": str(len(content)),
        }
        return 200, headers, self.changed(file, content)


@contextmanager
def running(repositories: Mapping[str, Path]) -> Generator[Hub]:
    """A hub with these repositories (hub id to folder), every file above 1 kB kept as LFS."""
    hub = Hub(repositories)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, content = hub.answer(unquote(urlsplit(self.path).path))
            self.send_response(status)
            for key, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _json(value: Any) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


def _described(folder: Path, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    entry: dict[str, Any] = {
        "type": "file",
        "path": path.relative_to(folder).as_posix(),
        "size": len(content),
        "oid": hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest(),
    }
    if len(content) > 1000:
        sha256 = hashlib.sha256(content).hexdigest()
        entry |= {"oid": sha256, "lfs": {"oid": sha256, "size": len(content), "pointerSize": 130}}
    return entry


def _tree(folder: Path) -> list[dict[str, Any]]:
    return [_described(folder, path) for path in sorted(folder.rglob("*")) if path.is_file()]


def _info(name: str, folder: Path) -> dict[str, Any]:
    siblings: list[dict[str, Any]] = []
    for entry in _tree(folder):
        sibling = {"rfilename": entry["path"], "size": entry["size"], "blobId": entry["oid"]}
        if "lfs" in entry:
            sibling["lfs"] = {"sha256": entry["oid"], "size": entry["size"], "pointerSize": 130}
        siblings.append(sibling)
    return {"id": name, "modelId": name, "sha": commit_of(name), "siblings": siblings}
