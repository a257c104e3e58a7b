"""Catalog files: read, brought in step with the code, filled and written whole, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from tools.catalog.texts import YOUTH, Key, Text

LANGUAGES = ("lv", "uk", "en")
# The last line of each takes fractions (1,5); Babel's own header for Latvian has another order.
PLURALS = {
    "lv": "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 ? 1 : 2);",
    "uk": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = {"lv": 3, "uk": 4, "en": 2}

Filled = str | list[str]


class CatalogProblem(Exception):
    """A catalog that cannot be read."""


def path_of(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "bot.po"


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Several people fill catalogs at once; each reads and writes while the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read(path: Path, language: str) -> Catalog:
    """The catalog, empty where there is no file yet. Raises CatalogProblem."""
    if not path.exists():
        return _empty(language)
    try:
        return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError) as error:
        raise CatalogProblem(f"{path.name} of {language} cannot be read: {error}") from None


def _empty(language: str) -> Catalog:
    """Babel would give Ukrainian three forms and write no fourth."""
    catalog = Catalog(locale=language)
    catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalog


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {(message.context, _first(message)): message for message in catalog if message.id}


def forms(message: Message) -> list[str]:
    """The translation, form by form."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def in_step(old: Catalog, texts: Mapping[Key, Text], language: str) -> Catalog:
    """What the code says now, in its order, with the translations there were; English translates itself."""
    known = entries(old)
    new = _empty(language)
    for key, text in texts.items():
        count = FORMS[language] if len(text.ids) > 1 else 1
        said = forms(known[key]) if key in known else []
        if len(said) != count:
            said = [""] * count
        if language == "en":
            said = [form or english for form, english in zip(said, text.ids, strict=True)]
        new.add(
            text.ids if len(text.ids) > 1 else text.ids[0],
            tuple(said) if len(text.ids) > 1 else said[0],
            locations=[(place, 0) for place in sorted(text.places)],
            auto_comments=[*text.comments, *_hints(text)],
            context=text.context,
            flags=known[key].flags & {"fuzzy"} if key in known else (),
        )
    return new


def fill(catalog: Catalog, given: Mapping[str, Filled], language: str) -> list[str]:
    """Writes translations into the catalog; returns the keys without an entry or with other forms."""
    known = entries(catalog)
    refused = []
    for written, said in given.items():
        message = known.get(key_from(written))
        texts = said if isinstance(said, list) else [said]
        if message is None or len(texts) != (FORMS[language] if message.pluralizable else 1):
            refused.append(written)
            continue
        message.string = tuple(texts) if message.pluralizable else texts[0]
        message.flags.discard("fuzzy")
    return refused


def key_from(written: str) -> Key:
    context, separator, text = written.rpartition("\u0004")
    return (context, text) if separator else (None, text)


def written(key: Key) -> str:
    return f"{key[0]}\u0004{key[1]}" if key[0] else key[1]


def write(path: Path, catalog: Catalog, language: str) -> None:
    """Whole or not at all. No dates and line numbers in it, so that a change shows only what changed."""
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(header(language).encode() + body.getvalue().rstrip() + b"\n")
    beside.replace(path)


def header(language: str) -> str:
    fields = (
        "Project-Id-Version: Blakus",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields) + "\n"


def _hints(text: Text) -> list[str]:
    """What a translator must know of every such entry."""
    familiar = ["To youth: tu / ти."] if text.context == YOUTH else []
    button = ["Button: 32 characters at most, no full stop."] if text.is_button else []
    return familiar + button


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id
