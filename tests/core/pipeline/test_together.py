"""Backgrounds that are denoised together: which, and that each can be made again to the bit."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.errors import CancelledError
from core.models.profiles import ModelProfile
from core.models.resolved import ResolvedProfile
from core.pipeline.progress import Clock
from core.runtime.cancellation import Cancellation
from core.settings import Settings
from tests.counting import CountingStudio
from tests.photos import png, scene

FIRST, SECOND = png(scene(96, 64)), png(scene(92, 64))
"""Photos of other sizes, behind which the model paints at the same one."""


@pytest.fixture
def counted(tiny: ModelProfile, studio: Settings) -> CountingStudio:
    return CountingStudio(tiny, replace(studio, together=4))


def prepare(counted: CountingStudio, photo: bytes, clock: Clock | None = None, **changes: Any) -> None:
    profile = ResolvedProfile.of(counted.pipeline.profile)
    counted.pipeline.prepare(counted.asked(**changes), photo, clock or Clock(), profile=profile)


def test_a_picture_that_comes_next_is_denoised_with_the_one_before(counted: CountingStudio) -> None:
    prepare(counted, SECOND, prompt="snow", seed=2)
    first = counted.make(FIRST)
    called = counted.pipeline.inpainter.pipe
    counted.pipeline.inpainter.pipe.unet.register_forward_hook(lambda *_: pytest.fail("denoised again"))
    second = counted.make(SECOND, prompt="snow", seed=2)
    assert (first.together, second.together) == (2, 2)
    assert called is counted.pipeline.inpainter.pipe
    assert min(picture.seconds["inpaint"] for picture in (first, second)) > 0


def test_words_of_another_length_are_not_joined(counted: CountingStudio) -> None:
    """Their embeddings would be of another length."""
    long = "snow on every twig of the old birches behind the house, " * 6
    prepare(counted, SECOND, prompt=long, seed=2)
    assert counted.make(FIRST).together == 1
    assert counted.make(SECOND, prompt=long, seed=2).together == 1


def test_it_is_made_again_to_the_bit_and_alone_within_the_tolerance(counted: CountingStudio) -> None:
    prepare(counted, SECOND, prompt="snow", seed=2)
    counted.make(FIRST)
    second = counted.make(SECOND, prompt="snow", seed=2)
    asked = counted.asked(prompt="snow", seed=2)
    again = counted.pipeline.generate(asked, SECOND, together=2)
    alone = counted.pipeline.generate(asked, SECOND, together=1)
    assert (again.composite == second.composite).all()
    assert np.abs(alone.background.astype(int) - second.background).max() <= 6


@pytest.mark.parametrize(
    "changes", [{"num_inference_steps": 3}, {"guidance_scale": 2.0}, {"scheduler": "LCM"}]
)
def test_other_settings_are_denoised_apart(counted: CountingStudio, changes: dict[str, Any]) -> None:
    prepare(counted, SECOND, **changes)
    assert counted.make(FIRST).together == 1
    assert counted.make(SECOND, **changes).together == 1


def test_what_is_not_wanted_any_more_is_not_painted(counted: CountingStudio) -> None:
    stopped = Cancellation()
    prepare(counted, SECOND, Clock(cancellation=stopped))
    stopped.request()
    assert counted.make(FIRST).together == 1


def test_what_is_to_be_made_as_it_was_waits_for_its_turn(counted: CountingStudio) -> None:
    profile = ResolvedProfile.of(counted.pipeline.profile)
    counted.pipeline.prepare(counted.asked(), SECOND, Clock(), profile=profile, together=1)
    assert counted.make(FIRST).together == 1


def test_want_of_memory_has_them_denoised_one_by_one(
    counted: CountingStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted.pipeline.inpainter.backgrounds

    def short(shown: Any, *given: Any, **options: Any) -> Any:
        if len(shown) > 1:
            raise MemoryError
        return whole(shown, *given, **options)

    monkeypatch.setattr(counted.pipeline.inpainter, "backgrounds", short)
    prepare(counted, SECOND)
    assert counted.make(FIRST).together == 1
    assert counted.make(SECOND).together == 1


def test_those_that_are_coming_are_waited_for(counted: CountingStudio) -> None:
    prepare(counted, SECOND, prompt="snow", seed=2)
    counted.make(SECOND, prompt="snow", seed=2)
    asked = iter([True, False])

    def coming() -> bool:
        if more := next(asked):
            prepare(counted, SECOND, prompt="snow", seed=3)
        return more

    made = counted.pipeline.generate(counted.asked(), FIRST, Clock(coming=coming))
    assert made.together == 2


def test_nothing_is_waited_for_where_nothing_was_ever_expected(counted: CountingStudio) -> None:
    clock = Clock(coming=lambda: pytest.fail("waited"))
    assert counted.pipeline.generate(counted.asked(), FIRST, clock).together == 1


def test_who_waits_can_be_cancelled(counted: CountingStudio) -> None:
    prepare(counted, SECOND, prompt="snow", seed=2)
    cancellation = Cancellation()

    def coming() -> bool:
        cancellation.request()
        return True

    with pytest.raises(CancelledError):
        counted.pipeline.generate(counted.asked(), FIRST, Clock(None, cancellation, coming=coming))
