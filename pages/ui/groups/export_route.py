"""What ``/blob/group/<id>`` answers: a group with all its pictures as a ZIP, sent as it is read."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import StudioError
from pages.ui.groups.exports import pieces
from pages.ui.shell.resources import studio
from store.records import RUN_ID


def group_zip(request: Request) -> Response:
    """The archive; 404 for whatever else is asked, without saying why."""
    asked = str(request.path_params["group"])
    try:
        if RUN_ID.fullmatch(asked) is None:
            return _missing()
        group, plan = studio().groups.plan(asked)
        content = pieces(studio(), group, plan)
    except StudioError:
        return _missing()
    headers = {
        "Content-Disposition": f'attachment; filename="{plan.kind}-{group[:8]}.zip"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return StreamingResponse(content, media_type="application/zip", headers=headers)


def _missing() -> Response:
    return Response("There is no such group.", 404, {"Cache-Control": "no-store"}, "text/plain")
