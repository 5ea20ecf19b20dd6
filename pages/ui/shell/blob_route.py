"""What the addresses of recorded pictures, ``/blob/<sha256>``, and of the map of where two of them differ,
``/blob/<sha256>/<sha256>/<gain>``, answer."""

import re

from starlette.requests import Request
from starlette.responses import Response

from core.comparing.difference import GAINS
from core.errors import StudioError
from pages.ui.shell.media import SHOWN_TYPES, difference_png
from pages.ui.shell.resources import studio

SHA256 = re.compile(r"[0-9a-f]{64}")
HEADERS = {
    # A name that is made from the content never means anything else.
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def picture(request: Request) -> Response:
    """The bytes of a recorded picture; 404 for whatever else is asked, without saying why."""
    sha256 = str(request.path_params["sha256"])
    try:
        media_type = _recorded_type(sha256)
        if media_type is None:
            return _missing()
        content = studio().blobs.get(sha256)
    except StudioError:
        return _missing()
    return Response(content, media_type=media_type, headers=HEADERS)


def difference(request: Request) -> Response:
    """The map of where two recorded pictures differ; 404 for whatever else is asked, and for pictures of
    different shapes."""
    pair = [str(request.path_params[name]) for name in ("sha256", "other")]
    gain = str(request.path_params["gain"])
    if gain not in {str(one) for one in GAINS}:
        return _missing()
    try:
        if None in [_recorded_type(sha256) for sha256 in pair]:
            return _missing()
        content = difference_png(pair[0], pair[1], int(gain))
    except (StudioError, OSError, ValueError):
        return _missing()
    if content is None:
        return _missing()
    # How a map is drawn may change with the next version of the studio.
    headers = {**HEADERS, "Cache-Control": "private, max-age=86400"}
    return Response(content, media_type="image/png", headers=headers)


def _missing() -> Response:
    """What is answered for all that is not there."""
    return Response("There is no such picture.", 404, {"Cache-Control": "no-store"}, "text/plain")


def _recorded_type(sha256: str) -> str | None:
    """The kind of a recorded picture that a browser shows; ``None`` for anything else."""
    artifact = studio().runs.artifact_by_sha(sha256) if SHA256.fullmatch(sha256) else None
    return artifact.media_type if artifact is not None and artifact.media_type in SHOWN_TYPES else None
