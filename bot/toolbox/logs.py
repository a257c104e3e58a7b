"""The log on standard error: plain lines or JSON lines, and never the bot's token."""

import json
import logging
import sys
from datetime import UTC, datetime
from urllib.parse import quote

_HIDDEN = "<token>"
# These write the address of each call at INFO, and the address holds the token.
_TALKATIVE = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "alembic")
_PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up(log_format: str, token: str) -> None:
    """Send all logging to standard error as `log_format` ("plain" or "json") says, without `token`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(token) if log_format == "json" else PlainLines(token))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def without(token: str, text: str) -> str:
    """`text` with every spelling of the token hidden: whole, as part of an address, and its secret half."""
    for spelling in filter(None, (token, quote(token, safe=""), token.partition(":")[2])):
        text = text.replace(spelling, _HIDDEN)
    return text


class PlainLines(logging.Formatter):
    """A line a person can read; a traceback follows it."""

    def __init__(self, token: str) -> None:
        super().__init__(_PLAIN)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        return without(self._token, super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line, with the `extra` fields of the call."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD},
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return without(self._token, json.dumps(line, ensure_ascii=False, default=str))


_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
