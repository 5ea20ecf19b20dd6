"""What keeps a studio from its cluster is one sentence; and without Ray nothing changes."""

import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from core.engine.ray.cluster import check_reachable, connect, explained, token_file
from core.errors import EngineError
from core.settings import ROOT, Settings

MISMATCH = (
    "Version mismatch: The cluster was started with:\n    Ray: 2.59.0\n    Python: 3.11.7\n"
    "This process on node 192.0.2.2 was started with:\n    Ray: 2.60.0\n    Python: 3.11.7\n"
)
WITHOUT = """
import sys
sys.modules["ray"] = None
from pathlib import Path
from core.settings import Settings
from core.studio import Studio
from tests.studios import made, opened
studio = opened(Path(sys.argv[1]))
(run,) = made(studio)
studio.close()
print(run.status, [name for name in sys.modules if name.startswith("core.engine.ray")])
"""


def test_ray_that_is_missing_is_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.engine.ray.cluster.find_spec", lambda _: None)
    with pytest.raises(EngineError, match=r"requirements-ray\.txt") as raised:
        connect(Settings(engine="ray"))
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("address", ["somewhere", "ray://head:10001", "head:many"])
def test_an_address_of_another_form_is_refused(address: str) -> None:
    with pytest.raises(EngineError, match="STUDIO_RAY_ADDRESS"):
        check_reachable(address)


def test_an_address_where_nobody_answers_is_told_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(EngineError, match="No Ray cluster answers"):
            check_reachable(f"127.0.0.1:{taken.getsockname()[1]}")


def test_another_version_names_both() -> None:
    said = str(explained(RuntimeError(MISMATCH), "head:6379"))
    assert "at head:6379" in said
    assert "Ray: 2.59.0" in said
    assert "Ray: 2.60.0" in said


def test_a_cluster_that_refuses_wants_another_token() -> None:
    assert "same token" in str(explained(ConnectionError("Failed to connect to Ray cluster"), "head:6379"))


def test_the_token_is_made_once_for_nobody_else_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAY_AUTH_TOKEN_PATH", raising=False)
    settings = Settings(data_dir=tmp_path / "data")
    path = token_file(settings)
    token = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(token) == 64
    assert token_file(settings).read_text() == token
    assert list(path.parent.iterdir()) == [path]


class SlowRay(ModuleType):
    """Ray where the machine is so busy that it gives up so many times."""

    def __init__(self, fails: int) -> None:
        super().__init__("ray")
        self.fails, self.begun, self.ended = fails, 0, 0

    def is_initialized(self) -> bool:
        return False

    def init(self, **_: object) -> None:
        self.begun += 1
        if self.begun <= self.fails:
            raise RuntimeError("The current node timed out during startup. This could happen because …")

    def shutdown(self) -> None:
        self.ended += 1


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], SlowRay]:
    monkeypatch.setenv("RAY_AUTH_TOKEN", "a token")

    def put(fails: int) -> SlowRay:
        ray, private = SlowRay(fails), ModuleType("ray._private")
        setattr(private, "worker", ModuleType("worker"))  # noqa: B010
        monkeypatch.setitem(sys.modules, "ray", ray)
        monkeypatch.setitem(sys.modules, "ray._private", private)
        monkeypatch.setattr("core.engine.ray.cluster.find_spec", lambda _: True)
        return ray

    return put


def test_a_cluster_that_begins_too_slowly_is_begun_once_more(slow: Callable[[int], SlowRay]) -> None:
    ray = slow(1)
    assert connect(Settings(engine="ray"))
    assert (ray.begun, ray.ended) == (2, 1)


def test_a_machine_that_stays_too_slow_is_told_of(slow: Callable[[int], SlowRay]) -> None:
    ray = slow(9)
    with pytest.raises(EngineError, match="did not start in time on this machine"):
        connect(Settings(engine="ray"))
    assert (ray.begun, ray.ended) == (2, 2)


@pytest.mark.server
def test_without_ray_nothing_changes(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.stdout.strip() == "finished []", ended.stderr


FROM_A_PAGE = """
import sys
import threading
from pathlib import Path
from core.engine.ray.cluster import connect, disconnect
from core.settings import Settings
settings = Settings(data_dir=Path(sys.argv[1]), engine="ray", ray_workers=1)
page = threading.Thread(target=connect, args=(settings,))
page.start()
page.join()
import ray
from ray._private.worker import global_worker
server = global_worker.node.all_processes["gcs_server"][0].process
try:
    server.wait(3)
except Exception:
    print("it stands")
disconnect()
"""
"""A program of which a thread, as a page's run is, begins the cluster and ends."""


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
def test_a_cluster_outlives_the_thread_that_began_it(tmp_path: Path) -> None:
    program = [sys.executable, "-c", FROM_A_PAGE, str(tmp_path)]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=250, check=False)
    assert "it stands" in ended.stdout, ended.stderr
