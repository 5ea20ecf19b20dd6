"""Names of exported files."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RequestError
from core.groups.naming import LONGEST, TEMPLATE, checked_template, named
from tests.groups import batch_of, planned_photo

PLAN = batch_of(("mug.large.jpg",), ("On oak, warm: light/dark",), seeds=2)


def names(template: str) -> list[str]:
    return [cell.name for cell in named(checked_template(template), PLAN.cells, PLAN.photos)]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        (TEMPLATE, ["mug.large-On-oak-warm-light-dark-1", "mug.large-On-oak-warm-light-dark-2"]),
        ("{number}", ["1", "2"]),
        ("{profile}_{steps}_{seed}", ["mini_2_1", "mini_2_2"]),
        ("same", ["same", "same-2"]),
        ("{sentence}{guidance_scale}-{seed}", ["On-oak-warm-light-dark3.5-1", "On-oak-warm-light-dark3.5-2"]),
        ("{{{seed}}}", ["1", "2"]),
        ("...{seed}...", ["1", "2"]),
    ],
)
def test_names_are_made_by_the_template(template: str, found: list[str]) -> None:
    assert names(template) == found


@pytest.mark.parametrize(
    "template", ["{nothing}", "a/{seed}", "{seed", "", "{seed:>9}", "{}", "{seed!r}", "{0}"]
)
def test_a_template_that_names_no_files_is_told(template: str) -> None:
    with pytest.raises(RequestError):
        checked_template(template)


@given(st.lists(st.text(max_size=200), min_size=1, max_size=6))
def test_whatever_photos_are_called_their_pictures_are_files_of_their_own(sources: list[str]) -> None:
    photos = [replace(planned_photo(), name=f"{name}.png") for name in sources]
    cells = [replace(PLAN.cells[0], photo=place, position=place) for place in range(len(photos))]
    found = [cell.name for cell in named("{source}", cells, photos)]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert name
        assert not set(name) & set('/\\:*?"<>|\0\n')
        assert name.strip(". ") == name
        assert len(name) <= LONGEST + 4
