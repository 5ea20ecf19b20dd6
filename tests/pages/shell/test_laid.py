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


def panel() -> None:
    """A slider that follows what is asked for, with what its callback hears."""
    import streamlit as st

    from pages.ui.shell.laid import begun_with, entered

    def changed() -> None:
        if entered("amount", st.session_state.widget):
            st.session_state.asked = st.session_state[st.session_state.widget]
            st.session_state.heard.append(st.session_state.asked)

    st.session_state.setdefault("heard", [])
    asked = st.session_state.setdefault("asked", 0.3)
    st.session_state.widget = begun_with("amount", asked)
    st.slider("Amount", 0.0, 1.0, asked, key=st.session_state.widget, on_change=changed)
    # What Streamlit calls where it has forgotten what the slider told, and the browser sends it again.
    changed()


def test_what_was_shown_is_not_taken_for_the_users_own() -> None:
    at = AppTest.from_function(panel).run()
    at.session_state["asked"] = 0.7
    assert at.run().slider[0].value == 0.7
    assert at.slider[0].key == "amount_1"
    assert not at.slider[0].proto.set_value
    assert at.session_state["heard"] == []


def test_what_the_user_enters_is_heard_once_and_keeps_its_widget() -> None:
    at = AppTest.from_function(panel).run()
    at.slider[0].set_value(0.6).run()
    at.slider[0].set_value(0.3).run()
    assert at.session_state["heard"] == [0.6, 0.3]
    assert at.slider[0].key == "amount"


def test_what_an_older_widget_still_sends_is_not_heard() -> None:
    at = AppTest.from_function(panel).run()
    at.session_state["asked"] = 0.7
    at.run()
    at.session_state["widget"] = "amount"
    at.session_state["amount"] = 0.5
    assert at.run().session_state["heard"] == []
