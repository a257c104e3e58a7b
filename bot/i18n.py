"""The reader's language: sentences from the catalogs, plurals, dates, numbers, durations.

`Speech` is passed to every message as `_`. Catalogs are read from the .po files themselves, so there is nothing to
compile and nothing to forget. Facts go in by name and stand alone: Latvian and Ukrainian inflect names, we cannot.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

LANGUAGES = ("lv", "uk", "en")
LANGUAGE_NAMES = {"lv": "Latviešu", "uk": "Українська", "en": "English"}
# The order of msgstr[…] in our catalogs, by CLDR category.
PLURAL_ORDER = {"lv": ("zero", "one", "other"), "uk": ("one", "few", "many", "other"), "en": ("one", "other")}
_NEAREST = {"ru": "uk"}
NO_BREAK = "\u00a0"


def guess_language(language_code: str | None) -> str:
    """The nearest of our languages to Telegram's `language_code`; Latvian when it says nothing.

    Many who fled Ukraine have a phone in Russian: they read Ukrainian sooner than English. Whoever else has one reads
    Latvian, and the first message names the language buttons in all three."""
    tag = (language_code or "").split("-")[0].lower()
    return tag if tag in LANGUAGES else _NEAREST.get(tag, "en" if tag else "lv")


@dataclass(frozen=True)
class Speech:
    """How one reader is spoken to. `familiar` is tu / ти (youth); otherwise Jūs / Ви."""

    language: str
    zone: ZoneInfo
    familiar: bool = False

    def __call__(self, text: str, **facts: object) -> str:
        return _filled(_catalog(self.language).gettext(text), facts)

    def you(self, text: str, **facts: object) -> str:
        """The same English sentence, said familiarly to youth and formally to staff."""
        catalog = _catalog(self.language)
        said = catalog.pgettext("youth", text) if self.familiar else catalog.gettext(text)
        return _filled(str(said), facts)

    def plural(self, one: str, many: str, n: int, **facts: object) -> str:
        return _filled(_catalog(self.language).ngettext(one, many, n), {"n": self.number(n), **facts})

    def you_plural(self, one: str, many: str, n: int, **facts: object) -> str:
        catalog = _catalog(self.language)
        said = catalog.npgettext("youth", one, many, n) if self.familiar else catalog.ngettext(one, many, n)
        return _filled(str(said), {"n": self.number(n), **facts})

    # --- facts ---

    def number(self, value: float | Decimal) -> str:
        if isinstance(value, int) and 0 <= value < 1000:
            return str(value)  # the same in all of them, and most numbers are so small
        return format_decimal(value, locale=self.language)

    def percent(self, value: int) -> str:
        """65 % · 65 % · 65%"""
        return f"{value}%" if self.language == "en" else f"{value}{NO_BREAK}%"

    def weekday_and_date(self, day: dt.date) -> str:
        """trešdiena, 4. marts · середа, 4 березня · Wednesday 4 March"""
        pattern = {"lv": "EEEE, d. MMMM", "uk": "EEEE, d MMMM", "en": "EEEE d MMMM"}[self.language]
        return self._shaped(day, pattern)

    def date(self, day: dt.date) -> str:
        """04.03.2026. · 04.03.2026 · 4 March 2026"""
        pattern = {"lv": "dd.MM.yyyy.", "uk": "dd.MM.yyyy", "en": "d MMMM yyyy"}[self.language]
        return self._shaped(day, pattern)

    def short_date(self, day: dt.date) -> str:
        """04.03. · 04.03 · 4 Mar"""
        return self._shaped(day, {"lv": "dd.MM.", "uk": "dd.MM", "en": "d MMM"}[self.language])

    def month(self, day: dt.date) -> str:
        """2026. gada marts · березень 2026 року · March 2026"""
        pattern = {"lv": "yyyy. 'gada' LLLL", "uk": "LLLL yyyy 'року'", "en": "LLLL yyyy"}[self.language]
        return self._shaped(day, pattern)

    def weekday(self, number: int) -> str:
        """pirmdiena · понеділок · Monday; 0 is Monday."""
        return self._shaped(dt.date(2024, 1, 1 + number), "cccc")

    def month_name(self, month: int) -> str:
        """marts · березень · March"""
        return self._shaped(dt.date(2000, month, 1), "LLLL")

    def time(self, moment: dt.time) -> str:
        """plkst. 16.00 · 16:00 · 16:00"""
        return format_time(moment, {"lv": "'plkst.' H.mm"}.get(self.language, "HH:mm"), locale=self.language).replace(
            " ", NO_BREAK
        )

    def hours_between(self, start: dt.time, end: dt.time) -> str:
        """16.00–17.30 · 16:00–17:30"""
        separator = "." if self.language == "lv" else ":"
        return "–".join(f"{moment.hour:02}{separator}{moment.minute:02}" for moment in (start, end))

    def when(self, day: dt.date, start: dt.time | None = None) -> str:
        return self.weekday_and_date(day) + (f", {self.time(start)}" if start else "")

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return f"{self.date(local.date())}, {self.time(local.time())}"

    def duration(self, spent: timedelta) -> str:
        """1 h 30 min · 1 год 30 хв · 1 h 30 min"""
        minutes = round(spent.total_seconds() / 60)
        hour, minute = {"uk": ("год", "хв")}.get(self.language, ("h", "min"))
        hours, rest = divmod(abs(minutes), 60)
        parts = [f"{hours}{NO_BREAK}{hour}"] if hours or not rest else []
        if rest:
            parts.append(f"{rest}{NO_BREAK}{minute}")
        return ("−" if minutes < 0 else "") + NO_BREAK.join(parts)

    def familiarly(self) -> "Speech":
        return Speech(self.language, self.zone, familiar=True)

    def formally(self) -> "Speech":
        return Speech(self.language, self.zone)

    def _shaped(self, day: dt.date, pattern: str) -> str:
        shaped = format_date(day, pattern, locale=self.language)
        # Babel writes п’ятниця with U+02BC; our texts use U+2019 throughout.
        shaped = shaped.replace("\u02bc", "\u2019")
        if self.language == "lv":
            shaped = shaped.replace(". ", f".{NO_BREAK}")
        return shaped


def _filled(text: str, facts: dict[str, object]) -> str:
    return text.format(**facts) if facts else text.replace("{{", "{").replace("}}", "}")


@cache
def _catalog(language: str) -> Translations:
    with (_locales() / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    translations = Translations(compiled, domain="bot")
    # gettext's own rule chooses wrongly for 1,5.
    translations.plural = _plural(language)
    return translations


def _plural(language: str) -> Callable[[float | Decimal], int]:
    form = Locale.parse(language).plural_form
    return lambda n: PLURAL_ORDER[language].index(form(n))


def _locales() -> Path:
    """Beside the code in the wheel, at the top of a checkout."""
    packed = Path(__file__).parent / "locales"
    return packed if packed.is_dir() else Path(__file__).parent.parent / "locales"
