"""Expected seconds follow steps and size, and one odd picture does not sway them."""

import pytest

from core.engine.estimates import Pace, StepTimer, expected_seconds, of_kind, pace_key
from core.scenes.drawing import scene_for
from store.records import Timing
from tests.studios import asked


def timing(step: float = 2.0, rest: float = 3.0, *, steps: int = 10, pixels: int = 1_000) -> Timing:
    return Timing(steps=steps, pixels=pixels, seconds={"matte": rest, "load": 60.0, "inpaint": step * steps})


def test_nothing_known_says_nothing() -> None:
    assert expected_seconds([], 20) is None


def test_steps_and_the_rest_add_up_without_the_loading_of_weights() -> None:
    assert expected_seconds([timing()], 20) == pytest.approx(2.0 * 20 + 3.0)


def test_one_odd_picture_does_not_count() -> None:
    assert expected_seconds([timing(), timing(90.0, 90.0), timing()], 1) == pytest.approx(5.0)


def test_twice_the_pixels_take_twice_as_long() -> None:
    assert expected_seconds([timing()], 10, 2_000) == pytest.approx(2 * 23.0)


def test_where_it_paints_in_one_size_only_the_rest_grows() -> None:
    assert expected_seconds([timing()], 10, 2_000, fixed_size=True) == pytest.approx(20.0 + 2 * 3.0)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def after(self, seconds: float) -> None:
        self.now += seconds


def painted(watch: Watch, known: Pace | None, seconds: float = 2.0) -> StepTimer:
    """The timer of a picture without denoising, all of it made."""
    timer = StepTimer(watch, known, 0)
    for stage in ("orient", "fit", "place", "scene", "composite"):
        timer.reached(stage)
    watch.after(seconds)
    timer.reached("scene", 1, 2)
    timer.reached("save")
    return timer


def test_a_picture_without_denoising_is_all_before_it() -> None:
    timer = painted(Watch(), None)
    assert timer.pace() == Pace(2.0, 0.0, 0.0)
    assert timer.step == 0


def test_the_next_one_without_denoising_counts_down_until_it_takes_longer() -> None:
    watch = Watch()
    timer = StepTimer(watch, painted(watch, None).pace(), 0)
    assert timer.seconds_left() == pytest.approx(2.0)
    watch.after(1.5)
    timer.reached("scene", 1, 2)
    assert timer.seconds_left() == pytest.approx(0.5)
    watch.after(9.0)
    assert timer.seconds_left() is None


def test_nothing_tells_how_long_the_first_one_takes() -> None:
    assert StepTimer(Watch(), None, 0).seconds_left() is None


def test_what_waits_without_denoising_takes_as_long_as_the_last_one() -> None:
    request = asked("on a beach", profile="scene", num_inference_steps=30)
    assert Pace(2.0, 0.0, 0.0).expect(request) == 2.0


def test_a_picture_with_denoising_still_tells_its_steps() -> None:
    watch = Watch()
    timer = StepTimer(watch, None, 3)
    for stage in ("orient", "place", "scene", "load", "inpaint"):
        timer.reached(stage)
        watch.after(1.0)
    for step in (1, 2, 3):
        timer.reached("inpaint", step, 3)
        watch.after(0.5)
    timer.reached("save")
    assert timer.pace() == Pace(3.0, 0.5, 0.5)


def test_pictures_without_denoising_are_expected_by_their_size() -> None:
    scenes = [Timing(steps=30, pixels=1_000, seconds={"matte": 1.0, "scene": 3.0})]
    assert expected_seconds(scenes, 30) == pytest.approx(4.0)
    assert expected_seconds(scenes, 90, 2_000) == pytest.approx(8.0)


def test_a_traced_place_does_not_tell_how_long_a_colour_takes() -> None:
    place = Timing(steps=30, pixels=1_000, seconds={"place": 1.0, "scene": 39.0})
    colour = Timing(steps=30, pixels=1_000, seconds={"place": 1.0, "own_background": 0.5})
    assert expected_seconds(of_kind([place, place, colour], own=True), 30) == pytest.approx(1.5)
    assert expected_seconds(of_kind([colour, place, colour], own=False), 30) == pytest.approx(40.0)
    assert expected_seconds(of_kind([place], own=True), 30) is None


def test_a_painted_place_does_not_tell_how_long_a_traced_one_takes() -> None:
    painted = Timing(steps=30, pixels=1_000, seconds={"scene": 2.0})
    traced = Timing(steps=30, pixels=1_000, seconds={"scene": 30.0}, traced=True)
    made = [painted, painted, traced]
    assert expected_seconds(of_kind(made, own=False, traced=True), 30) == pytest.approx(30.0)
    assert expected_seconds(of_kind(made, own=False), 30) == pytest.approx(2.0)


def test_where_no_picture_was_traced_yet_the_painted_ones_tell() -> None:
    """As of a table's photos that were all seen from above."""
    painted = Timing(steps=30, pixels=1_000, seconds={"scene": 2.0})
    assert expected_seconds(of_kind([painted], own=False, traced=True), 30) == pytest.approx(2.0)


def test_a_place_that_is_traced_has_a_pace_of_its_own() -> None:
    table, meadow = (
        asked(profile="scene", scene=scene_for("", 1, kind=kind)) for kind in ("table", "meadow")
    )
    assert pace_key(table) != pace_key(meadow)
    assert pace_key(table.model_copy(update={"scene_painter": "painted"})) == pace_key(meadow)
