"""No password is ever shown, whatever kind of address it is part of, in no sentence."""

import pytest

from core.errors import ModelMissingError
from store.errors import StoreError, shown_address, without_secrets


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ada:s3cret@db.example/studio", "postgresql://db.example/studio"),
        ("postgresql+psycopg://ada:s3cret@db/x", "postgresql+psycopg://db/x"),
        ("HTTP://ada:s3cret@mlflow.example:5000", "HTTP://mlflow.example:5000"),
        ("at http://a:b:c@d.e/ and mysql://x:y@z", "at http://d.e/ and mysql://z"),
        ("http://token@h/a, then", "http://h/a, then"),
        ("postgresql://:s3cret@db/x", "postgresql://db/x"),
        ("postgresql://ada:s3cret@/studio?host=/run/pg", "postgresql:///studio"),
        ("postgresql:///studio?user=ada&password=s3cret&port=1", "postgresql:///studio"),
        ("postgresql://ada:s3/cr3t@db/x", "postgresql://db/x"),
        ("http://ada:s3?cr3t@db/x", "http://db/x"),
        ("http://ada:s3#cr3t@db/x", "http://db/x"),
        ("GET http://h/a?token=s3cret#s3cret failed", "GET http://h/a failed"),
    ],
)
def test_what_may_be_secret_is_left_out(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert str(StoreError(f"{text} x")) == f"{shown} x"
    assert str(ModelMissingError(f"x {text}")) == f"x {shown}"


@pytest.mark.parametrize(
    "text",
    [
        "http://mlflow.example:5000/a@b",
        "http://[::1]:5000/a@b",
        "http://a.example:5000/x http://b.example/c@d",
        "sqlite:////data/a@b/studio.db",
        "http://a:80 and ada@b",
        "write to ada:s3cret@example",
    ],
)
def test_what_holds_no_secret_stays_as_it_is(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (" http://ada:s3cret@H:1/x ", "http://h:1/x"),
        ("sqlite:////data/a@b/studio.db", "sqlite:////data/a@b/studio.db"),
        *((unclear, "it") for unclear in ("ada:s3cret@h/x", "http:/ada:s3cret@h/", "http://ada:s3 cret@h/")),
        ("http://ada:5/s3cret@h/", "it"),
    ],
)
def test_an_address_that_is_unclear_is_not_shown_at_all(address: str, shown: str) -> None:
    assert shown_address(address, "it") == shown
