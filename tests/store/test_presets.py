"""Form values kept under a name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import InvalidValueError, NotFoundError
from store.presets import Presets
from tests.store_runs import Store

VALUES = st.dictionaries(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    max_size=5,
)


@pytest.fixture
def presets(store: Store) -> Presets:
    return store.presets


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(values=VALUES)
def test_values_come_back_as_they_were_saved(presets: Presets, values: dict[str, object]) -> None:
    saved = presets.save("night", values)
    assert saved.values == values
    assert presets.get("night") == saved


def test_saving_again_replaces_the_values_and_keeps_the_first_day(presets: Presets) -> None:
    first = presets.save(" night ", {"eta": 0.5})
    again = presets.save("night", {"eta": 1.0})
    assert presets.all() == [again]
    assert (again.name, again.values, again.created) == ("night", {"eta": 1.0}, first.created)
    assert again.changed >= first.changed


def test_presets_are_in_the_order_of_their_names(presets: Presets) -> None:
    for name in ("b", "A", "ä", "a", "C"):
        presets.save(name, {})
    assert [preset.name for preset in presets.all()] == ["A", "a", "b", "C", "ä"]


def test_a_deleted_preset_is_gone(presets: Presets) -> None:
    presets.save("night", {})
    presets.delete("night")
    assert presets.all() == []
    for use in (presets.get, presets.delete):
        with pytest.raises(NotFoundError, match="no preset named 'night'"):
            use("night")


@pytest.mark.parametrize(("name", "sentence"), [(" \0 ", "needs a name"), ("x" * 81, "has 81 characters")])
def test_a_name_has_bounds(presets: Presets, name: str, sentence: str) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        presets.save(name, {})


def test_a_name_is_kept_as_it_is_written(presets: Presets) -> None:
    name = "**bold** <b>'; DROP TABLE presets; -- 🐦"
    presets.save(name, {})
    assert [preset.name for preset in presets.all()] == [name]
