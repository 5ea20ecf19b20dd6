"""What is said of Ray beside the local engine; nothing here is timed."""

import pytest

from bench import ray
from bench.ray import LOCAL, RAY, Compared


def test_the_ratio_is_that_of_rounds_taken_together() -> None:
    compared = Compared({LOCAL: [1.0, 4.0, 2.0], RAY: [2.0, 4.0, 1.0]}, same=True)
    assert compared.ratio == 1.0
    assert compared.sentence("mini") == (
        "mini: local 30.0, Ray 30.0 pictures a minute: 1.00 times as many; the same pixels"
    )


@pytest.mark.parametrize(
    ("seconds", "same", "code"), [(1.1, True, 0), (1.2, True, 1), (1.0, False, 1)], ids=str
)
def test_ray_that_is_slow_or_paints_otherwise_fails(
    seconds: float, same: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"mini": Compared({LOCAL: [1.0], RAY: [seconds]}, same)}
    monkeypatch.setattr(ray, "installed", lambda: True)
    monkeypatch.setattr(ray, "measure", lambda *_: found)
    assert ray.main([]) == code


def test_without_ray_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray, "installed", lambda: False)
    assert ray.main([]) == 2
    assert "requirements-ray.txt" in capsys.readouterr().err
