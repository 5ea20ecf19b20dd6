"""What the browser hands over is taken once, however often it sends it."""

from streamlit.testing.v1 import AppTest

from tests.photos import png, scene


def script() -> None:
    """An uploader whose callback is called twice, as for a file that a busy browser still sends."""
    import streamlit as st

    from pages.ui.shell.uploads import handed_over

    def take() -> None:
        for _ in range(2):
            names = [file.name for file in handed_over("files")]
            st.session_state["taken"] = [*st.session_state.get("taken", []), names]

    st.file_uploader("Files", key="files", accept_multiple_files=True, on_change=take)


def test_a_file_that_is_sent_once_more_is_not_taken_again() -> None:
    at = AppTest.from_function(script).run()
    cup, mug = (("cup.png", png(scene(8, 8)), "image/png"), ("mug.png", png(scene(9, 9)), "image/png"))
    at.file_uploader[0].set_value([cup]).run()
    assert at.session_state["taken"] == [["cup.png"], []]
    at.file_uploader[0].set_value([mug]).run()
    assert at.session_state["taken"][2:] == [["mug.png"], []]
