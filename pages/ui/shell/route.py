"""The address of recorded pictures, where the server has one. Imports nothing: app.py needs it before the
server listens."""

ROUTE = "/blob"

_served = False


def serve_by_route(served: bool = True) -> None:
    """Have pictures shown by their address: called by app.py, whose server answers ``/blob/…``; that of plain
    ``streamlit run Home.py`` does not."""
    global _served  # noqa: PLW0603
    _served = served


def is_served() -> bool:
    """Whether this server answers at ``ROUTE``."""
    return _served
