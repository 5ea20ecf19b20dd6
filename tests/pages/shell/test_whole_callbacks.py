"""A callback that was begun is ended, whatever is pressed meanwhile."""

from collections.abc import Generator
from functools import wraps
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from pages.ui.shell.whole_callbacks import finish_callbacks


@pytest.fixture(autouse=True)
def _as_the_server_runs_pages(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    with monkeypatch.context() as patched:
        for owner, name in (
            (ScriptRunner, "_maybe_handle_execution_control_request"),
            (SafeSessionState, "on_script_will_rerun"),
        ):
            patched.setattr(owner, name, getattr(owner, name))
        finish_callbacks()
        yield


def script() -> None:
    """A button in whose callback another press arrives, and the number of the page's runs."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

    def callback() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        st.session_state["begun"] = True
        context.script_requests.request_rerun(RerunData())
        st.toast("half of it is done")
        st.session_state["ended"] = True

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.button("Do it", on_click=callback)
    st.text("the end of the page")


def test_another_press_does_not_cut_a_callback_off() -> None:
    at = AppTest.from_function(script).run()
    at.button[0].click().run()
    assert at.session_state["begun"]
    assert at.session_state["ended"]
    assert not at.exception


def test_the_other_press_is_answered_as_soon_as_the_callback_is_done() -> None:
    at = AppTest.from_function(script).run()
    at.button[0].click().run()
    assert at.session_state["runs"] == 2, "the page was not drawn twice for the two presses"
    assert [text.value for text in at.text] == ["the end of the page"]


def test_a_press_is_answered_although_another_run_is_wanted_before_its_own_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = AppTest.from_function(script).run()
    call = SafeSessionState.on_script_will_rerun

    @wraps(call)
    def call_late(state: SafeSessionState, *states: Any, **more: Any) -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(RerunData())
        call(state, *states, **more)

    monkeypatch.setattr(SafeSessionState, call.__name__, call_late)
    at.button[0].click().run()
    assert at.session_state["ended"]
    assert [text.value for text in at.text] == ["the end of the page"]


def body() -> None:
    """A page in which another press arrives while it writes two things that are only right together."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

    from pages.ui.shell.whole_callbacks import unbroken

    context = get_script_run_ctx()
    assert context is not None
    assert context.script_requests is not None
    if "first" not in st.session_state:
        with unbroken():
            st.session_state["first"] = True
            context.script_requests.request_rerun(RerunData())
            st.toast("half of it is done")
            st.session_state["second"] = True
        st.session_state["after"] = True
    st.text("the end of the page")


def test_what_is_only_right_together_is_done_to_its_end() -> None:
    at = AppTest.from_function(body).run()
    assert at.session_state["second"]
    assert "after" not in at.session_state, "the other press waited for longer than it had to"
    assert [text.value for text in at.text] == ["the end of the page"]
