"""(h) The one-line log: lines a second on one core, and the longest that any text of Telegram's length takes."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from statistics import median

from benchmarks.databases import Place
from benchmarks.table import Line, shown
from bot import quicklog
from tests.quicklog.cases import EVERYTHING, Case

LONGEST = 4096  # characters of a Telegram message
A_SECOND = 1000  # lines
AT_MOST = 20.0  # milliseconds
NOW = datetime.fromisoformat("2026-11-18T15:30:00")
ROSTER = tuple(
    quicklog.Name(number, name) for number, name in enumerate(("Anna Bērziņa", "Jānis Kalniņš", "Олена Гай"))
)

# What regular expressions, look-backs and pairs of pairs stumble over.
REPEATED = (
    *("1", "1 ", "12", "1h ", "1:1", "12.10 ", "10-12 ", "1/2 ", "9999-99-99 ", "+37120000000 ", "½", "٣ "),
    *("Anna ", "ar Annu ", "Anna un ", "Anna, Jānis & ", "Anita ", "Anaa ", "Оленаа ", "Annu vai Jāni "),
    *("- ", ",", ".", "?", "2h? ", "(", "|", '"', "' ", "\n", "🙂", "a'a", "a\u0304", "@a.", "www."),
    *("pirmdien ", "pagājušajā nedēļā ", "vakar, rīt, ", "pirms 3 dienām ", "stunda un ", "no 2 līdz ", "о пів на "),
    *("par ", "не ", "planned 2h ", "total 1h, ", "CV ", "bez, ", "a ", "abcdefgh ", "minnutes ", "stunda" * 9 + " "),
)


async def run(_place: Place, *, short: bool) -> str:
    """The table. Neither a database nor a bot takes part."""
    turns = 3 if short else 9
    _read_all(EVERYTHING[:50])  # the vocabulary is read once
    rate = median(len(EVERYTHING) / _processor(lambda: _read_all(EVERYTHING)) for _turn in range(turns))
    times = {pattern: min(_processor(partial(_read, pattern)) for _turn in range(turns)) for pattern in REPEATED}
    worst = max(times, key=lambda pattern: times[pattern])
    longest = times[worst] * 1000
    return shown(
        "(h) The one-line log, on one core",
        [
            Line(f"{len(EVERYTHING)} labelled lines", f"{rate:,.0f}/s", "", f"≥ {A_SECOND:,}/s", rate >= A_SECOND),
            Line(
                f"{LONGEST:,} characters, the worst of {len(REPEATED)} repeats: {worst.strip()[:20]!r}",
                f"{longest:.1f} ms",
                "",
                f"≤ {AT_MOST:.0f} ms",
                longest <= AT_MOST,
            ),
        ],
    )


def _read_all(cases: list[Case]) -> None:
    for case in cases:
        case.read()


def _read(pattern: str) -> None:
    text = (pattern * LONGEST)[:LONGEST]
    quicklog.read(text, lang="lv", now=NOW, roster=ROSTER)


def _processor(work: Callable[[], None]) -> float:
    """Seconds of processor time, so that others on the machine do not count."""
    before = time.process_time()
    work()
    return time.process_time() - before
