import re
import string

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.shell.text import JOINER, brief, brief_name, plain


def shown(markdown: str) -> str:
    """What Markdown shows of text in which every sign is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(JOINER, "")


@given(st.text())
def test_plain_text_shows_the_same_words_on_one_line(text: str) -> None:
    assert shown(plain(text)) == re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip().replace(
        JOINER, ""
    )


@given(st.text(alphabet=string.punctuation + "ab1 \n"))
def test_no_sign_of_markdown_is_left_unescaped(text: str) -> None:
    assert re.search(r"[!-/:-@\[-`{-~]", re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(text))) is None


@given(
    st.sampled_from([":smile:", ":material/home:", "a -> b", "x -- y", "www.a.b", "me@a.b", "https://a.b"])
)
def test_what_streamlit_replaces_afterwards_is_broken_up(text: str) -> None:
    assert text not in plain(text).replace("\\", "")


@given(st.text(), st.integers(2, 80))
def test_first_words_are_no_longer_than_asked_for(text: str, limit: int) -> None:
    assert len(brief(text, limit)) <= limit


def test_first_words_end_with_a_whole_one() -> None:
    assert brief("green forest, morning light", 20) == "green forest…"
    assert brief("green  forest\n", 20) == "green forest"
    assert brief("a" * 30, 20) == "a" * 19 + "…"


def test_a_long_file_name_keeps_its_end_by_which_a_series_differs() -> None:
    name = "landscape-2026-05-04-evening-at-the-lake-final-0042.jpg"
    assert brief_name(name) == "landscape-2026-05-0…-lake-final-0042.jpg"
    assert len(brief_name(name)) <= 40
    assert brief_name("cup.png") == "cup.png"
