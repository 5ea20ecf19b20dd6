"""How long a picture takes from the start of a program: what is told of the measurements."""

import os
import sys
from pathlib import Path

import pytest

from bench.start import Taken, same_pixels, sentence, started
from core.errors import StudioError


def test_the_ratios_are_medians_over_the_rounds():
    rounds = [(Taken(2.0, 1.0, "a"), Taken(4.0, 4.0, "a")), (Taken(9.0, 3.0, "a"), Taken(3.0, 3.0, "a"))]
    rounds.append((Taken(4.0, 2.0, "a"), Taken(4.0, 4.0, "a")))
    told = sentence("mini", "another", rounds)
    assert told.startswith(
        "mini: 4.0 s from the start to the picture, 2.0 s of the processor: 1.00 and 0.50 "
    )
    assert told.endswith("of another; the same pixels")


def test_other_pixels_are_told_and_an_alternative_without_a_picture_is_not_compared():
    assert not same_pixels([(Taken(1, 1, "a"), Taken(1, 1, "b"))])
    assert same_pixels([(Taken(1, 1, "a"), Taken(1, 1))])


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path):
    with pytest.raises(StudioError, match="it is broken"):
        started([sys.executable, "-c", "import sys; sys.exit('it is broken')"], tmp_path, os.environ)


def test_a_command_s_seconds_of_the_processor_are_its_own(tmp_path: Path):
    clock, processor = started([sys.executable, "-c", "sum(range(10**7))"], tmp_path, os.environ)
    assert clock > 0
    assert 0 < processor <= 4 * clock
