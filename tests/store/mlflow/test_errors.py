"""Where MLflow is, as the user may see it."""

from pathlib import Path

import pytest

from store.mlflow.errors import display_uri


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("http://mlflow.example:5000/base", "http://mlflow.example:5000/base"),
        ("https://ada:s3cret@MLflow.example/?token=x", "https://mlflow.example/"),
        ("https://s3cret@mlflow.example", "https://mlflow.example"),
        ("http://ada:s3cret@[::1]:5000/", "http://[::1]:5000/"),
        ("postgresql+psycopg://ada:s3cret@db:5432/mlflow", "postgresql+psycopg://db:5432/mlflow"),
        ("postgresql://ada:s3cret@/mlflow?host=/run/pg", "postgresql://ada:***@/mlflow?host=/run/pg"),
        ("postgresql:///mlflow?user=ada&password=s3cret", "postgresql:///mlflow?user=ada&password=***"),
        ("postgresql://ada:s3/cr3t@db/mlflow", "postgresql://db/mlflow"),
        ("sqlite:////data/mlflow.db", "sqlite:////data/mlflow.db"),
    ],
)
def test_the_address_is_shown_without_what_is_secret(uri: str, shown: str) -> None:
    assert display_uri(uri, Path("data")) == shown


def test_no_address_is_the_database_in_the_data_folder() -> None:
    assert display_uri(None, Path("data")) == str(Path("data") / "mlflow.db")
