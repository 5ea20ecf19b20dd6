"""Files that the browser hands over, each taken once.

Streamlit forgets an uploader that is no longer drawn, while a busy browser may go on sending what it held:
that looks like a new file, and calls its callback once more, minutes later.
"""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

_TAKEN = "uploads_taken"
"""Session key of the ids of the files that were taken."""


def handed_over(widget: str) -> list[UploadedFile]:
    """The files that the uploader of that key holds and that were not handed over before. Call it in the
    uploader's callback."""
    held = st.session_state[widget]
    files = held if isinstance(held, list) else [held] if held is not None else []
    taken = st.session_state.setdefault(_TAKEN, set())
    fresh = [file for file in files if file.file_id not in taken]
    taken.update(file.file_id for file in fresh)
    return fresh
