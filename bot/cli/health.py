"""`blakus health`: ask the Blakus that runs how it is, for a supervisor or a container."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable

from bot.cli import front
from bot.cli.front import Trouble

PATIENCE = 8  # seconds; the answer itself waits at most 5 for the database


def health() -> None:
    """Ask the Blakus that runs here; the exit code is 0 when all is well."""
    found = front.read_settings()
    address = found.health_listen or (found.webhook_listen if found.webhook_url else None)
    if address is None:
        raise Trouble("BLAKUS_HEALTH_LISTEN is turned off: set it to an address like 127.0.0.1:8081.")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 (compared, not used)
    url = f"http://{f'[{host}]' if ':' in host else host}:{address.port}/health"
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy
    try:
        with ask.open(url, timeout=PATIENCE) as answer:
            print(answer.read().decode())
    except urllib.error.HTTPError as ill:
        body = ill.read().decode(errors="replace")
        print(body)
        raise Trouble(f"Blakus is not well: {_trouble(body)}.") from None
    except OSError as error:
        raise Trouble(
            f"Nothing answers at {url} ({getattr(error, 'reason', error)}): is `blakus run` running?"
        ) from None


def _trouble(body: str) -> str:
    try:
        return "; ".join(json.loads(body)["trouble"])
    except (ValueError, KeyError, TypeError):
        return "it does not say why"


COMMANDS: list[Callable[..., None]] = [health]
