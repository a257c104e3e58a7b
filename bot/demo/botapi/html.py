"""Telegram's HTML, read as strictly as its own parser reads it (`parse_html` of tdlib)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.entities import utf16_length

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_BARE_VALUE = re.compile(r"[A-Za-z0-9.-]*")


class BadMarkup(Exception):
    """The text cannot be read; the message says where, as Telegram does."""


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int


def parse(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises BadMarkup."""
    return _Reader(source).read()


class _Reader:
    """One pass over the source, with the tags that are still open."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._write(self._characters())
        if self.open:
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _characters(self) -> str:
        character = _CHARACTER.match(self.source, self.at)
        if character:
            self.at = character.end()
            return _decoded(character)
        start = self.at
        self.at += 1
        while self.at < len(self.source) and self.source[self.at] not in "<&":
            self.at += 1
        return self.source[start : self.at]

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        while self._here() not in ("", ">") and not self._here().isspace():
            self.at += 1
        if self._here() == "":
            raise BadMarkup(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in _KINDS:
            raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = self._attributes(tag, begin)
        self.open.append(_Open(tag, argument, self.length))

    def _attributes(self, tag: str, begin: int) -> str:
        """The one attribute that matters: a link, a language, a spoiler's class, an emoji's id."""
        argument = ""
        while True:
            self._skip_space()
            if self._here() == ">":
                self.at += 1
                break
            name_at = self.at
            while self._here() not in ("", "=", ">") and not self._here().isspace():
                self.at += 1
            name = self.source[name_at : self.at].lower()
            where = self._bytes(begin)
            if not name:
                raise BadMarkup(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            if (tag, name) == ("blockquote", "expandable") and self._here() != "=":
                argument = name  # the one attribute that needs no value
                continue
            self._skip_space()
            if self._here() != "=":
                raise BadMarkup(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {where}'
                )
            self.at += 1
            self._skip_space()
            if self._here() == "":
                raise BadMarkup(f'Unclosed start tag "{tag}" at byte offset {where}')
            value = self._value(begin)
            if (tag, name) in (("a", "href"), ("code", "class"), ("span", "class"), ("tg-emoji", "emoji-id")):
                argument = value
        if tag == "span" and argument != "tg-spoiler":
            raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        return argument

    def _value(self, begin: int) -> str:
        quote = self._here()
        if quote not in ("'", '"'):
            bare = _BARE_VALUE.match(self.source, self.at)
            start, self.at = self.at, bare.end() if bare else self.at
            if self._here() != ">" and not self._here().isspace():
                raise BadMarkup(f"Unexpected end of name token at byte offset {self._bytes(start)}")
            return self.source[start : self.at].lower()
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise BadMarkup(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        value = _CHARACTER.sub(_decoded, self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise BadMarkup(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.at += 2
        while self._here() not in ("", ">") and not self._here().isspace():
            self.at += 1
        name = self.source[begin + 2 : self.at].lower()
        self._skip_space()
        if self._here() != ">":
            raise BadMarkup(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise BadMarkup(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.length - opened.offset
        if not length:
            return
        entity: dict[str, Any] = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            address = opened.argument or "".join(self.text)[-length:]
            if not re.match(r"(https?|tg|mailto|ton)://|mailto:", address):
                return  # Telegram leaves the words and drops a link that leads nowhere
            entity["url"] = address
        if opened.argument == "expandable":
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        self.entities.append(entity)

    def _here(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip_space(self) -> None:
        while self._here().isspace():
            self.at += 1

    def _bytes(self, index: int) -> int:
        return len(self.source[:index].encode())


def _decoded(match: re.Match[str]) -> str:
    sixteen, ten, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(sixteen, 16) if sixteen else int(ten)
    return chr(number) if 0 < number <= 0x10FFFF else match.group()
