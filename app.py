"""The studio's server: `streamlit run app.py`. Home.py and its pages, and the pictures' own address.

It listens before our own modules are imported: a browser takes a second to fetch and start Streamlit's
part of the page, and meanwhile they are.
"""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config

from pages.ui.shell.hosts import AllowedHosts
from pages.ui.shell.idle_loops import close_idle_loops
from pages.ui.shell.route import base_url_path, blob_path, serve_by_route
from pages.ui.shell.whole_callbacks import finish_callbacks

TAKEN_TO_REFUSE = 4
"""How many times as large as allowed a file may be to be told why it is refused."""


def blob(request: Request) -> Response:
    """The bytes of a recorded picture."""
    from pages.ui.shell.blob_route import picture

    return picture(request)


def difference(request: Request) -> Response:
    """The map of where two recorded pictures differ."""
    from pages.ui.shell.blob_route import difference

    return difference(request)


def group_zip(request: Request) -> Response:
    """A group with all its pictures as a ZIP."""
    from pages.ui.groups.export_route import group_zip

    return group_zip(request)


def unexpected(error: Exception) -> bool:
    """What a page shows in place of a traceback."""
    from pages.ui.shell import errors

    return errors.unexpected(error)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncGenerator[None]:
    """While the server runs: the studio opens while the browser still fetches the page; when the server
    stops, the studio is closed, and what it was making becomes interrupted."""
    Thread(target=open_ahead, name="open", daemon=True).start()
    yield
    await to_thread.run_sync(close)


def open_ahead() -> None:
    """Open the studio and find out what the machine has; where that fails, every page tries again and shows
    the error."""
    from core.errors import StudioError
    from pages.ui.shell.resources import studio

    with suppress(StudioError):
        studio().machine()


def close() -> None:
    """Close the studio, if it was opened."""
    from pages.ui.shell.resources import close_studio

    close_studio()


def take_large_uploads() -> None:
    """Have Streamlit take files a good deal larger than ``STUDIO_MAX_UPLOAD_MB`` allows, which are then
    refused by a sentence: it has none itself. Without that setting its own configuration does so."""
    megabytes = os.environ.get("STUDIO_MAX_UPLOAD_MB", "")
    if megabytes.isdecimal():  # anything else is refused with a sentence when the studio opens
        config.set_option("server.maxUploadSize", TAKEN_TO_REFUSE * int(megabytes))


serve_by_route()
finish_callbacks()
close_idle_loops()
take_large_uploads()
app = st.App(
    "Home.py",
    routes=[
        Route(f"{blob_path(base_url_path())}/{{sha256}}", blob, methods=["GET"]),
        Route(f"{blob_path(base_url_path())}/group/{{group}}", group_zip, methods=["GET"]),
        Route(f"{blob_path(base_url_path())}/{{sha256}}/{{other}}/{{gain}}", difference, methods=["GET"]),
    ],
    middleware=[Middleware(AllowedHosts)],
    lifespan=lifespan,
    on_script_error=unexpected,
)
