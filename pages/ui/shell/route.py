"""The pictures' own address, where there is one. Imports nothing: the server waits for it to listen."""

ROUTE = "/blob"

_served = False


def serve_by_route(served: bool = True) -> None:
    """Said by app.py, which answers ``/blob/…``; plain ``streamlit run Home.py`` does not."""
    global _served  # noqa: PLW0603
    _served = served


def is_served() -> bool:
    """Whether somebody answers there."""
    return _served
