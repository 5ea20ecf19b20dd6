"""The version a file is stamped with is the project's."""

import tomllib

from core.settings import ROOT
from core.version import APP_VERSION


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == APP_VERSION
