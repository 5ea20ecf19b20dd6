"""What several subjects take is measured of pictures that keep the law."""

import sys

import pytest

from bench.subjects import picture


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is reset by Linux alone")
def test_a_picture_is_measured_and_its_subjects_are_their_photos() -> None:
    made = picture(2, 240, 160)
    assert (made.subjects, made.difference) == (2, 0)
    assert made.seconds > 0
    assert made.above_gb < 0.5
