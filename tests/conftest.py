"""Every test runs offline and private: only addresses of this machine can be reached."""

import gc
import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from core.settings import keep_private, share_cores
from tests.tiny import TinyModels, build_all

# Before any test module imports a library that reads them.
keep_private()
share_cores()
os.environ["HF_HUB_OFFLINE"] = "1"
# Two workers share two cores, and models this small gain nothing from a second one.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Laws, not times: beside other work any example may take longer than the fifth of a second that is allowed.
settings.register_profile("shared cores", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared cores")

OTHER_PROGRAMS = ("browser", "server")
"""Tests that look at what other programs do, a browser or a cluster, each in its own time: on a machine that
has much to do one of six hundred meets a moment that nobody foresaw. They are tried up to three times; what
needed it is listed (``RERUN``), to be looked into."""
AT_ONE_STUDIO = tuple(
    f"tests/browser/test_{name}.py"
    for name in ("coming_back", "giving_a_photo", "screens", "sharing", "story")
)
"""Files whose tests ask for the server that ``tests/browser/conftest.py`` has once in each process; one that
is left out here costs another server, no more."""
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What ``make test`` shares out to two workers: whole files, for the sake of what a file's tests share,
    and those together whose people are at one studio, for its one server."""
    from xdist.scheduler import LoadFileScheduling

    class Sharing(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "one studio" if file.endswith(AT_ONE_STUDIO) else file

    return Sharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what ``make test`` leaves out: pages in a browser, the database server, and what only a training
    changes."""
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
        if "/tests/models/" in item.path.as_posix():
            item.add_marker(pytest.mark.trained)
        # A test for two databases has a case for each: only the one on a server is left out.
        kind = getattr(item, "callspec", None) and item.callspec.params.get("database_url")  # pyright: ignore[reportAttributeAccessIssue]
        if kind == "postgresql" or "postgresql_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)
        if any(item.get_closest_marker(name) for name in OTHER_PROGRAMS):
            item.add_marker(pytest.mark.flaky(reruns=2))


class OutsideNetworkError(RuntimeError):
    """No OSError, so that no library's retry swallows it."""


def _guarded(method: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise OutsideNetworkError(f"a test wanted to reach {address[0]}")
        return method(self, address)

    return connect


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


@pytest.fixture(autouse=True, scope="module")
def no_garbage_of_others() -> None:
    """Letting go of models collects garbage, which takes 1.5 s with all libraries' objects to look at: what
    is here before a module's tests begin is not looked at again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> TinyModels:
    """Tiny models of the real classes, built once; treat their folders as read-only."""
    return build_all(tmp_path_factory.mktemp("tiny"))
