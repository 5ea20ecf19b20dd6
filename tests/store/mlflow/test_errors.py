"""Where MLflow is, as the user may see it."""

from pathlib import Path

import pytest

from store.mlflow.errors import address_problem, display_uri, reason


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("http://mlflow.example:5000/base", "http://mlflow.example:5000/base"),
        ("https://ada:s3cret@MLflow.example/?token=x", "https://mlflow.example/"),
        ("https://s3cret@mlflow.example", "https://mlflow.example"),
        ("http://ada:s3cret@[::1]:5000/", "http://[::1]:5000/"),
        ("postgresql+psycopg://ada:s3cret@db:5432/mlflow", "postgresql+psycopg://db:5432/mlflow"),
        ("postgresql://ada:s3cret@/mlflow?host=/run/pg", "postgresql:///mlflow"),
        ("postgresql:///mlflow?user=ada&password=s3cret", "postgresql:///mlflow"),
        ("postgresql://ada:s3/cr3t@db/mlflow", "postgresql://db/mlflow"),
        ("sqlite:////data/mlflow.db", "sqlite:////data/mlflow.db"),
    ],
)
def test_the_address_is_shown_without_what_is_secret(uri: str, shown: str) -> None:
    assert display_uri(uri, Path("data")) == shown


def test_no_address_is_the_database_in_the_data_folder() -> None:
    assert display_uri(None, Path("data")) == str(Path("data") / "mlflow.db")


@pytest.mark.parametrize(
    "uri",
    [
        *(
            "http://[bad",
            "http://h:99999/",
            "http://h:abc/",
            "http://h:0",
            "http://",
            "http://a b/",
            "http://ada:s3 cret@h/",
            "http://./",
        ),
        *(
            "h:5000",
            "mlflow",
            "ftp://h/",
            "postgresql://[bad/x",
            "postgresql://h:abc/x",
            "postgresql://h:99999/x",
        ),
        *("http://ada:s3cret@[bad", "postgresql://ada:s3[cret@h:99999/x", "http://h/\udcff"),
    ],
)
def test_what_can_be_no_address_is_a_sentence_that_names_the_variable(uri: str) -> None:
    problem = address_problem(uri)
    assert problem is not None
    assert "STUDIO_MLFLOW_URI must look like" in problem
    assert "s3" not in problem + display_uri(uri, Path("data"))


@pytest.mark.parametrize(
    "uri",
    [
        *(None, "http://h", "https://ada:s3cret@h:5000/base", "http://[::1]:5000", "http://büro.example"),
        *("sqlite:////data/mlflow.db", "postgresql://ada:s3[cret@h:5432/x", "postgresql:///x?host=/run/pg"),
    ],
)
def test_what_can_be_an_address_is_tried(uri: str | None) -> None:
    assert address_problem(uri) is None
    assert "s3" not in display_uri(uri, Path("data"))


def test_what_a_library_says_of_an_address_is_told_without_what_is_secret() -> None:
    error = RuntimeError("API request to http://ada:s3cret@h:5000/api/2.0/runs?token=s3cret failed with 500")
    assert reason(error) == "API request to http://h:5000/api/2.0/runs failed with 500"
