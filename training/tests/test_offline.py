"""The product's guard holds here too."""

import socket

import pytest

from tests.conftest import OutsideNetworkError


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(OutsideNetworkError):
        outside.connect(("192.0.2.1", 9))
