"""The people's side over HTTP, for a server in its own process: `/control/...`, JSON in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.demo.botapi.world import World


class Control:
    """Answers control addresses."""

    def __init__(self, world: World) -> None:
        self._world = world

    def stop(self) -> None:
        """End whatever runs."""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One control call."""
        return web.json_response({}, status=404)
