"""The address of recorded pictures, where the server has one. Imports nothing: app.py needs it before the
server listens."""

ROUTE = "/blob"

_served = False


def base_url_path() -> str:
    """What this server was told to have before every address (``--server.baseUrlPath``)."""
    from streamlit import config

    return str(config.get_option("server.baseUrlPath") or "")


def blob_path(base: str) -> str:
    """The address of pictures on a server with so much before every address: ``/studio/blob``."""
    within = base.strip("/")
    return f"/{within}{ROUTE}" if within else ROUTE


def serve_by_route(served: bool = True) -> None:
    """Have pictures shown by their address: called by app.py, whose server answers ``/blob/…``; that of plain
    ``streamlit run Home.py`` does not."""
    global _served  # noqa: PLW0603
    _served = served


def is_served() -> bool:
    """Whether this server answers at ``ROUTE``."""
    return _served
