"""Which names this server answers to: those of ``server.allowedHosts``, on every route. Streamlit itself asks
for them only where a page's connection begins, so that pictures would be handed to any name that another site
points at this machine."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

REFUSED = (
    "This studio does not go by that name. Open it by the address it was started with, or start it with "
    "--server.allowedHosts and the name."
)


class AllowedHosts:
    """Refuses every HTTP request whose ``Host`` is none of the allowed ones, by Streamlit's own rule; with no
    such setting it lets all pass."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have it answered."""
        if scope["type"] == "http" and not is_host_allowed(Headers(scope=scope).get("host")):
            await PlainTextResponse(REFUSED, 403, {"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)
