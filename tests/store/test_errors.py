"""No password is ever shown, whatever kind of address it is part of."""

import pytest

from store.errors import without_password


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ada:s3cret@db.example/studio", "postgresql://ada:***@db.example/studio"),
        ("postgresql+psycopg://ada:s3cret@db/x", "postgresql+psycopg://ada:***@db/x"),
        ("http://ada:s3cret@mlflow.example:5000", "http://ada:***@mlflow.example:5000"),
        ("at http://a:b:c@d.e/ and mysql://x:y@z", "at http://a:***@d.e/ and mysql://x:***@z"),
        ("postgresql://:s3cret@db/x", "postgresql://:***@db/x"),
        ("postgresql://ada:s3cret@/studio?host=/run/pg", "postgresql://ada:***@/studio?host=/run/pg"),
        (
            "postgresql:///studio?user=ada&password=s3cret&port=1",
            "postgresql:///studio?user=ada&password=***&port=1",
        ),
        ("postgresql://ada:s3/cr3t@db/x", "postgresql://ada:***@db/x"),
    ],
)
def test_passwords_are_starred_out(text: str, shown: str) -> None:
    assert without_password(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "http://mlflow.example:5000/a@b",
        "http://[::1]:5000/a@b",
        "http://a.example:5000/x http://b.example/c@d",
        "sqlite:////data/studio.db",
        "postgresql://ada@db/x",
        "write to ada:s3cret@example",
    ],
)
def test_what_holds_no_password_stays_as_it_is(text: str) -> None:
    assert without_password(text) == text
