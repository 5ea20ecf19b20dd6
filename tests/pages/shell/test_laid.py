"""What the program lays into a widget is sent with every run for a while: the browser may miss some."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.shell import laid


def script() -> None:
    """A switch that follows what is asked for."""
    import streamlit as st

    from pages.ui.shell.laid import lay

    lay("switch", st.session_state.get("asked", True))
    st.toggle("Switch", key="switch")


def sent(at: AppTest) -> tuple[bool, bool]:
    """Whether the switch is on, and whether the browser is told so."""
    proto = at.toggle(key="switch").proto
    return proto.value, proto.set_value


def test_a_value_is_sent_again_until_it_is_sure_to_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    at = AppTest.from_function(script).run()
    assert sent(at) == (True, True)
    assert sent(at.run()) == (True, True)
    monkeypatch.setattr(laid.time, "monotonic", lambda: float("inf"))
    assert not sent(at.run())[1]


def test_another_value_is_sent_at_once() -> None:
    at = AppTest.from_function(script).run()
    at.session_state["asked"] = False
    assert sent(at.run()) == (False, True)


def field() -> None:
    """A field that is empty at first."""
    import streamlit as st

    from pages.ui.shell.laid import lay_first

    lay_first("field", "")
    st.text_input("Field", key="field")


def test_nothing_is_not_sent_again_over_what_is_typed_meanwhile() -> None:
    at = AppTest.from_function(field).run().run()
    assert not at.text_input(key="field").proto.set_value
