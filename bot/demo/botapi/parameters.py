"""The parameters of one call, whatever way they came: query string, form, JSON or multipart.

The real server knows only texts and files; a number or an object in a JSON body becomes its text, and a
parameter that should be an object is JSON inside a text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.demo.botapi.refusals import Refused, bad_request

FORM = "application/x-www-form-urlencoded"
LARGEST_BODY = 50 * 1024 * 1024  # Telegram's limit for uploads by a bot


@dataclass(frozen=True)
class Upload:
    """A file that came inside the call."""

    name: str
    content: bytes
    mime_type: str


@dataclass
class Parameters:
    """Texts and files of one call, read the way the real server reads them."""

    texts: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A missing parameter is an empty text."""
        return self.texts.get(name, "")

    def flag(self, name: str) -> bool:
        """True for the same words as the real server: true, yes, 1."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """A number, or the default where there is none; out of range is pulled to the border."""
        try:
            number = int(self.text(name))
        except ValueError:
            number = default
        if low is not None:
            number = max(number, low)
        return number if high is None else min(number, high)

    def decoded(self, name: str, what: str) -> Any:
        """The JSON inside a text, None where there is none; `what` names it in the refusal."""
        text = self.text(name)
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError:
            raise bad_request(f"Can't parse {what} JSON object") from None


async def read(request: web.BaseRequest) -> Parameters:
    """Everything the caller sent, the body's value before the query string's."""
    texts: dict[str, str] = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Parameters(texts)
    kind = request.content_type
    if kind == FORM:
        body = (await request.read()).decode("utf-8", "replace")
        texts.update(parse_qsl(body, keep_blank_values=True))
        return Parameters(texts)
    if kind == "application/json":
        return Parameters(texts | _from_json(await request.read()))
    if kind == "multipart/form-data":
        return await _from_multipart(request, texts)
    return Parameters(texts)


def from_object(fields: Mapping[str, Any]) -> Parameters:
    """A call that came as an object: a JSON body, or a webhook's answer."""
    return Parameters({name: _as_text(value) for name, value in fields.items() if value is not None})


def _from_json(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body) if body else {}
    except ValueError:
        raise Refused(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(fields, dict):
        raise Refused(400, "Bad Request: JSON object expected")
    return from_object(fields).texts


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


async def _from_multipart(request: web.BaseRequest, texts: dict[str, str]) -> Parameters:
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            texts[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return Parameters(texts, uploads)
