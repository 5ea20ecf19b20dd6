"""What a browser remembers of before a reload is taken where it makes sense, and nothing else of it."""

from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

DRAFT, GROUP, OWNER = "a" * 32, "b" * 32, "0123456789abcdef"


def script() -> None:
    """A session that is told something, and what it has the browser remember then."""
    import streamlit as st

    from pages.ui.shell.generate_address import found_form, left, take_left, to_the_form

    take_left(st.session_state["told"], is_form=st.session_state.get("is_form", False))
    st.session_state.update({"left": left(), "way": to_the_form(), "found": found_form()})


def told(what: object, **more: object) -> AppTest:
    at = AppTest.from_function(script)
    at.session_state["told"] = what
    for name, value in more.items():
        at.session_state[name] = value
    at.run()
    assert not at.exception
    return at


def test_a_form_and_whose_jobs_they_are_is_found_again() -> None:
    at = told(urlencode({"owner": OWNER, "draft": DRAFT, "group": GROUP, "batch": "c" * 32}))
    assert at.session_state["way"] == {"draft": DRAFT, "group": GROUP}
    assert at.session_state["batch_draft_id"] == "c" * 32
    assert f"owner={OWNER}" in at.session_state["left"]
    assert at.session_state["found"]


def test_the_page_of_the_form_goes_by_its_own_address() -> None:
    at = told(urlencode({"owner": OWNER, "draft": DRAFT}), is_form=True)
    assert at.session_state["way"] != {"draft": DRAFT}


def test_what_was_compared_is_found_again_but_not_in_place_of_what_is() -> None:
    at = told(urlencode({"owner": OWNER, "runs": f"{DRAFT},no id,{GROUP}"}))
    assert at.session_state["compared"] == [DRAFT, GROUP]
    assert at.session_state["found"]
    assert urlencode({"runs": f"{DRAFT},{GROUP}"}) in at.session_state["left"]
    other = told(urlencode({"owner": OWNER, "runs": DRAFT}), compared=[GROUP])
    assert other.session_state["compared"] == [GROUP]


def test_a_batch_that_is_open_stays() -> None:
    at = told(urlencode({"batch": DRAFT}), batch_opened=GROUP, batch_draft_id=GROUP)
    assert at.session_state["batch_draft_id"] == GROUP


@pytest.mark.parametrize(
    "what", [None, 3, "", "owner=<b>&draft=../x", "draft=short&group=" + GROUP, "\0" * 9, "&&==%zz"]
)
def test_what_makes_no_sense_is_nothing(what: object) -> None:
    at = told(what)
    assert not at.session_state["found"]
    assert set(at.session_state["way"]) == {"draft"}
    assert "group" not in at.session_state["left"]
