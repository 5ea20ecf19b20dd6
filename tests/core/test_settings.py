"""Settings come from the environment, and passwords are never shown."""

import os

import pytest

from core.errors import InputError
from core.settings import Settings, share_cores

URL = "postgresql://ada:s3cret@db.example/studio"


def test_the_database_and_mlflow_are_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_DATABASE_URL", URL)
    monkeypatch.setenv("STUDIO_MLFLOW_URI", "http://ada:s3cret@mlflow.example")
    monkeypatch.setenv("STUDIO_MLFLOW_EXPERIMENT", "shop")
    settings = Settings.from_environment()
    assert (settings.database_url, settings.mlflow_experiment) == (URL, "shop")
    assert "s3cret" not in repr(settings)


def test_without_them_everything_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STUDIO_DATABASE_URL", "STUDIO_MLFLOW_URI", "STUDIO_MLFLOW_EXPERIMENT"):
        monkeypatch.setenv(name, "")
    settings = Settings.from_environment()
    assert (settings.database_url, settings.mlflow_uri) == (None, None)
    assert settings.mlflow_experiment == "backdrop-studio"


def test_the_largest_upload_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_MAX_UPLOAD_MB", "5")
    assert Settings.from_environment().max_upload_mb == 5
    monkeypatch.setenv("STUDIO_MAX_UPLOAD_MB", "much")
    with pytest.raises(InputError, match="STUDIO_MAX_UPLOAD_MB"):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STUDIO_MAX_PIXELS", "9" * 5000),
        ("STUDIO_DATA_DIR", "~nobody-of-that-name/studio"),
        ("STUDIO_WEIGHTS_DIR", "~nobody-of-that-name"),
        ("STUDIO_DATA_DIR", "/tmp/\udcff"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=f"^Set {name} to a .{{0,120}}$"):
        Settings.from_environment()


@pytest.mark.parametrize(("chosen", "then"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_waiting_threads_give_their_core_back_unless_told_otherwise(
    chosen: str | None, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", chosen or "")
    if chosen is None:
        monkeypatch.delenv("OMP_WAIT_POLICY")
    share_cores()
    assert os.environ["OMP_WAIT_POLICY"] == then
