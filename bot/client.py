"""How we call Telegram: python-telegram-bot's request interface on one aiohttp session.

Two things matter beyond speed. The sender must know whether a failed call may have reached Telegram, because
the Bot API has no way to say "the same again". And the address of each call holds the bot's token, so no
error may quote it.
"""

import io
import os
import re
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Timeout = Any  # python-telegram-bot passes a number, None or its own DEFAULT_NONE, whose type is private

# httpx closes an idle connection after 5 s, so a quiet bot pays for a new TLS handshake with most replies.
KEEP_ALIVE = 90.0
_TOKEN_IN_ADDRESS = re.compile(r"/bot[^/\s'\"]+")


class NotSent(NetworkError):
    """The call certainly never reached Telegram: no connection was free or none could be made."""


def was_surely_not_sent(error: BaseException) -> bool:
    """Whether the same call can be made again without any risk of doing it twice."""
    return isinstance(error, NotSent)


class AiohttpRequest(BaseRequest):
    """One session with its pool of connections; proxies are taken from the environment as usual.

    Timeouts are in seconds, None means none. A long upload has `upload_timeout` in place of `write_timeout`.
    """

    def __init__(
        self,
        *,
        connections: int = 32,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 10.0,
        connect_timeout: float | None = 10.0,
        pool_timeout: float | None = 5.0,
        upload_timeout: float | None = 60.0,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._upload_timeout = upload_timeout
        self._proxies: dict[str, str | None] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        # python-telegram-bot warns at every RetryAfter unless this says that we expect a timedelta.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("The client to Telegram has not been started.")
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeout(
            connect=_given(connect_timeout, self._connect_timeout),
            pool=_given(pool_timeout, self._pool_timeout),
            write=_given(write_timeout, self._upload_timeout if uploads else self._write_timeout),
            read=_given(read_timeout, self._read_timeout),
            bounded=method == "POST",
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=timeout,
                proxy=self._proxy_for(url),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except _NOT_SENT as error:
            raise NotSent(_described(error)) from None
        except TimeoutError as error:
            raise TimedOut(_described(error)) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_described(error)) from None

    def _proxy_for(self, url: str) -> str | None:
        """What the environment says, asked once: aiohttp's own way hops to a thread twice for each call."""
        server = url[: url.find("/", len("https://"))]
        if server not in self._proxies:
            self._proxies[server] = _proxy_from_environment(server)
        return self._proxies[server]


# A connection that could not be had or made. A proxy's refusal comes before our call, too.
_NOT_SENT = (
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectorError,
    aiohttp.ClientConnectorCertificateError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


def _body(request_data: RequestData | None) -> aiohttp.FormData | aiohttp.JsonPayload | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return aiohttp.JsonPayload(request_data.parameters)
    # Telegram's server does not read the quoted form of a file's name (filename*), so it gets plain UTF-8.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (file_name, content, mime_type) in request_data.multipart_data.items():
        # aiohttp sends a stream in pieces, but bytes at once, stopping the loop for a large one.
        piece = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, piece, filename=file_name, content_type=mime_type)
    return form


def _proxy_from_environment(server: str) -> str | None:
    parts = urlsplit(server)
    if proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _given(timeout: Timeout, default: float | None) -> float | None:
    return default if timeout is BaseRequest.DEFAULT_NONE else timeout


def _timeout(
    *, connect: float | None, pool: float | None, write: float | None, read: float | None, bounded: bool
) -> aiohttp.ClientTimeout:
    """aiohttp has no timeout for writing: the sum of all bounds a call whose upload stalls."""
    return aiohttp.ClientTimeout(
        total=_sum(connect, pool, write, read) if bounded else None,
        connect=_sum(connect, pool),
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*timeouts: float | None) -> float | None:
    known = [timeout for timeout in timeouts if timeout is not None]
    return sum(known) if len(known) == len(timeouts) else None


def _described(error: BaseException) -> str:
    return _TOKEN_IN_ADDRESS.sub("/bot<token>", f"{type(error).__name__}: {error}")
