"""The studio's server: `streamlit run app.py`. Home.py and its pages, and the pictures' own address."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import StudioError
from pages.ui import errors, media
from pages.ui.resources import close_studio, studio

SHA256 = re.compile(r"[0-9a-f]{64}")
HEADERS = {
    # A name that is made from the content never means anything else.
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def blob(request: Request) -> Response:
    """The bytes of a recorded picture; 404 for whatever else is asked, without saying why."""
    sha256 = str(request.path_params["sha256"])
    if not SHA256.fullmatch(sha256):
        return _nothing()
    try:
        artifact = studio().runs.artifact_by_sha(sha256)
        if artifact is None or artifact.media_type not in media.SHOWN_TYPES:
            return _nothing()
        content = studio().blobs.get(sha256)
    except StudioError:
        return _nothing()
    return Response(content, media_type=artifact.media_type, headers=HEADERS)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """While the server runs: the studio opens while the browser still fetches the page; in the end what it
    was making is given back, to be asked for again."""
    Thread(target=open_ahead, name="open", daemon=True).start()
    yield
    await to_thread.run_sync(close_studio)


def open_ahead() -> None:
    """Open the studio; where it cannot be, every page tries again and says why."""
    with suppress(StudioError):
        studio()


def _nothing() -> Response:
    return Response("There is no such picture.", 404, {"Cache-Control": "no-store"}, "text/plain")


media.serve_by_route()
app = st.App(
    "Home.py",
    routes=[Route(f"{media.ROUTE}/{{sha256}}", blob, methods=["GET"])],
    lifespan=lifespan,
    on_script_error=errors.unexpected,
)
