"""What the address of recorded pictures, ``/blob/<sha256>``, answers."""

import re

from starlette.requests import Request
from starlette.responses import Response

from core.errors import StudioError
from pages.ui.shell.media import SHOWN_TYPES
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
    missing = Response("There is no such picture.", 404, {"Cache-Control": "no-store"}, "text/plain")
    if not SHA256.fullmatch(sha256):
        return missing
    try:
        artifact = studio().runs.artifact_by_sha(sha256)
        if artifact is None or artifact.media_type not in SHOWN_TYPES:
            return missing
        content = studio().blobs.get(sha256)
    except StudioError:
        return missing
    return Response(content, media_type=artifact.media_type, headers=HEADERS)
