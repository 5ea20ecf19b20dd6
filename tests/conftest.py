"""Every test runs offline and private: only addresses of this machine can be reached."""

import os
import socket
from typing import Any

import pytest

from core.settings import keep_private
from tests.tiny import TinyModels, build_all

# Before any test module imports a library that reads them.
keep_private()
os.environ["HF_HUB_OFFLINE"] = "1"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


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


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> TinyModels:
    """Tiny models of the real classes, built once; treat their folders as read-only."""
    return build_all(tmp_path_factory.mktemp("tiny"))
