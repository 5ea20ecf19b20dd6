"""Page buttons follow the page that is kept elsewhere, whoever turned it."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from pages.ui.widgets.pagination import pagination

    def turn(page: int) -> None:
        st.session_state["kept"] = page

    pagination(st.session_state["pages"], st.session_state["kept"], key="list", on_turn=turn)


def opened(pages: int, page: int) -> AppTest:
    at = AppTest.from_function(script)
    at.session_state["pages"], at.session_state["kept"] = pages, page
    return at.run()


def test_a_press_turns_the_page() -> None:
    at = opened(pages=5, page=2)
    at.pagination[0].set_value(4).run()
    assert (at.session_state["kept"], at.pagination[0].value) == (4, 4)


def test_a_page_turned_from_outside_is_marked() -> None:
    at = opened(pages=5, page=2)
    at.pagination[0].set_value(4).run()
    at.session_state["kept"] = 1
    assert at.run().pagination[0].value == 1
    at.pagination[0].set_value(3).run()
    assert (at.session_state["kept"], at.pagination[0].value) == (3, 3)


def test_a_page_that_is_gone_is_not_marked_any_more() -> None:
    at = opened(pages=5, page=5)
    at.session_state["pages"], at.session_state["kept"] = 2, 2
    assert at.run().pagination[0].value == 2


def test_one_page_needs_no_buttons() -> None:
    assert not opened(pages=1, page=1).pagination
