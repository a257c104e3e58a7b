"""The little web server behind the webhook and `/health`."""

import contextlib
from collections.abc import AsyncIterator, Iterable

from aiohttp import web

from bot.settings import Address

MAX_BODY = 1 << 20  # Telegram's updates are a few kilobytes


@contextlib.asynccontextmanager
async def listening(address: Address, routes: Iterable[web.RouteDef]) -> AsyncIterator[None]:
    """Answer these routes at this address. Raises OSError where the address is taken."""
    application = web.Application(client_max_size=MAX_BODY)
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
        yield
    finally:
        await runner.cleanup()
