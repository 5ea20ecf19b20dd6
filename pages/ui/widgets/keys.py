"""Keys that hold for the whole of Generate: pasting a picture, and Ctrl+Enter."""

from pages.ui.parts import part

_keys = part("keys")


def take_keys(uploader: str) -> None:
    """A picture that is pasted anywhere reaches the uploader whose key begins with ``photo_upload``;
    Ctrl+Enter presses the button ``generate``, once it can be pressed. Call it once a page; ``uploader`` is
    the whole key, by which the browser learns that there is another one."""
    _keys(key="keys", data={"uploader": uploader})
