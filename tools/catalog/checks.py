"""What a reviewer should not have to see with their own eyes in a catalog. Every check says what it found."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from babel.messages.catalog import Catalog, Message

from tools.catalog import files, language_rules
from tools.catalog.texts import YOUTH, Key, Text, placeholders

LONGEST_BUTTON = 32  # more is cut off on a narrow phone
LONGEST_TEXT = 4096  # Telegram's limit


def problems(catalog: Catalog, texts: Mapping[Key, Text], language: str) -> Iterator[str]:
    """Sentences, none for a catalog that is in order."""
    known = files.entries(catalog)
    said = catalog.mime_headers
    if dict(said).get("Plural-Forms", "").rstrip(";") != files.PLURALS[language].rstrip(";"):
        yield "the Plural-Forms line is not the project's"
    for key in texts.keys() - known.keys():
        yield f"{_shown(key)}: not extracted: run make translations"
    for key, message in known.items():
        text = texts.get(key)
        if text is None:
            yield f"{_shown(key)}: stale, no code says it: run make translations"
        else:
            yield from (f"{_shown(key)}: {problem}" for problem in _in_entry(message, text, language))


def _in_entry(message: Message, text: Text, language: str) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    wanted = files.FORMS[language] if len(text.ids) > 1 else 1
    said = files.forms(message)
    if len(said) != wanted:
        yield f"{len(said)} forms instead of {wanted}"
    if not all(said):
        yield "empty"
    found = (
        _in_form(form, text, language, text.ids[min(place, len(text.ids) - 1) if language == "en" else -1])
        for place, form in enumerate(said)
        if form
    )
    yield from dict.fromkeys(chain.from_iterable(found))


def _in_form(form: str, text: Text, language: str, original: str) -> Iterator[str]:
    yield from _facts(form, original)
    yield from _shape(form, original)
    if text.is_button:
        yield from _button(form)
    if len(form) > LONGEST_TEXT:
        yield f"{len(form)} characters, Telegram takes {LONGEST_TEXT}"
    for name, pattern in language_rules.BANNED[language]:
        if found := pattern.search(form):
            yield f"“{found.group()}”: {name}"
    reader, wrong = ("youth", language_rules.FORMAL) if text.context == YOUTH else ("staff", language_rules.FAMILIAR)
    if language in wrong and (found := wrong[language].search(form)):
        yield f"“{found.group()}” to {reader}"


def _facts(form: str, original: str) -> Iterator[str]:
    try:
        named, wanted = placeholders(form), placeholders(original)
    except ValueError:
        yield "braces that do not match"
        return
    yield from (f"lost {{{name}}}" for name in sorted(wanted - named))
    yield from (f"invented {{{name}}}" for name in sorted(named - wanted))


def _shape(form: str, original: str) -> Iterator[str]:
    if re.search(r"[ \u00a0]{2}", form):
        yield "two spaces"
    if form != form.strip() and original == original.strip():
        yield "a space at an end"
    if form.count("\n") != original.count("\n"):
        yield "another number of lines than the English"


def _button(form: str) -> Iterator[str]:
    length = len(re.sub(r"\{\w+\}", "", form))
    if length > LONGEST_BUTTON:
        yield f"a button of {length} characters, {LONGEST_BUTTON} at most"
    if form.endswith("."):
        yield "a button with a full stop"


def _shown(key: Key) -> str:
    context, text = key
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”{' (youth)' if context else ''}".replace("\n", "↵")
