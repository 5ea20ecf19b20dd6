from importlib.util import find_spec

import pytest

from bench import tracing
from core.scenes.traced import tracing as traced


@pytest.mark.skipif(
    find_spec("mitsuba") is None or find_spec("mitsuba_oidn") is None, reason="mitsuba is not installed"
)
def test_both_forms_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traced, "variant", lambda: "scalar_rgb")
    assert all(tracing.seconds(form, (), 1, 32) > 0 for form in (tracing.BEFORE, tracing.NEWEST_FORM))
