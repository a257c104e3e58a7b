"""Spelling by Hunspell's dictionaries; what only we know stands in locales/words.<language>.txt."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from tools.catalog import files

DICTIONARIES = {"lv": "lv_LV", "uk": "uk_UA", "en": "en_GB"}
# Facts, commands, addresses and tags are no words of ours, and a quotation mark is no part of a word.
_NO_WORDS = re.compile(r"\{\w*\}|/\w+|https?://\S+|<[^>]+>|@\w+|\d+(?:-\d+)*|[‘’](?!\w)|(?<!\w)[‘’]")


class NotHere(Exception):
    """This machine has no Hunspell, or not this dictionary."""


def problems(catalog: Catalog, language: str, allowed: Path) -> Iterator[str]:
    """Words that are neither in the dictionary nor in the list. Raises NotHere.

    In the list, `mentors/direktors` takes the endings of the second word.
    """
    words = allowed.read_text(encoding="utf-8").splitlines() if allowed.exists() else []
    if words != sorted(set(words)):
        yield f"{allowed.name} must be sorted, each word once"
    said = [_NO_WORDS.sub(" ", form) for message in catalog if message.id for form in files.forms(message)]
    for word in sorted(unknown(said, language, allowed)):
        yield f"“{word}” is no word that Hunspell or {allowed.name} knows"


def unknown(texts: Iterable[str], language: str, allowed: Path | None = None) -> set[str]:
    """Words that Hunspell does not know. Raises NotHere."""
    program = shutil.which("hunspell")
    dictionary = DICTIONARIES[language]
    if program is None:
        raise NotHere(f"Spelling of {language} is not checked: there is no hunspell here.")
    own = ["-p", str(allowed.resolve())] if allowed and allowed.exists() else []
    asked = [program, "-d", dictionary, "-i", "utf-8", *own, "-l"]
    answer = subprocess.run(
        asked, input="\n".join(texts), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if answer.returncode != 0 or "Can't open" in answer.stderr:
        raise NotHere(f"Spelling of {language} is not checked: there is no dictionary {dictionary} here.")
    return set(answer.stdout.split())
