"""How often the words of crisis are wrong: misses and false alarms of each list and language.

`python -m tests.crisis.score [LIST]` prints the figures and every line that went wrong.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.rules import crisis

LINES = Path(__file__).parent / "lines"
LISTS = tuple(sorted(one.name for one in LINES.iterdir()))
LANGUAGES = ("lv", "uk", "ru", "en")


@dataclass(frozen=True)
class Line:
    sign: str
    clarity: str
    text: str

    @property
    def is_alarm(self) -> bool:
        return self.clarity == "plain"

    @property
    def is_nothing(self) -> bool:
        return self.sign == "none"


@dataclass
class Score:
    """Of one list in one language; `offers`: harmless lines that were answered with numbers, telling nobody."""

    alarms: int = 0
    nothings: int = 0
    misses: list[str] = field(default_factory=list)
    veiled: int = 0
    veiled_missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    other_sign: list[str] = field(default_factory=list)


def lines(name: str, language: str) -> Iterator[Line]:
    for written in (LINES / name / f"{language}.txt").read_text("utf-8").splitlines():
        if written and not written.startswith("#"):
            label, _, text = written.partition(" | ")
            sign, clarity = label.split()
            yield Line(sign, clarity, text)


def score(name: str, language: str) -> Score:
    found = Score()
    for line in lines(name, language):
        heard = crisis.heard(line.text)
        if line.is_alarm:
            found.alarms += 1
            if not heard.sure:
                found.misses.append(line.text)
            elif crisis.Sign(line.sign) not in heard.sure:
                found.other_sign.append(line.text)
        elif line.is_nothing:
            found.nothings += 1
            if heard.sure:
                found.false_alarms.append(line.text)
            elif heard.unsure:
                found.offers.append(line.text)
        else:
            found.veiled += 1
            if not heard:
                found.veiled_missed.append(line.text)
    return found


def table(names: tuple[str, ...]) -> str:
    rows = [f"{'list':8} {'':4} {'missed':>12} {'false alarms':>14} {'only offered':>14} {'veiled missed':>14}"]
    wrong = []
    for name in names:
        for language in LANGUAGES:
            one = score(name, language)
            rows.append(
                f"{name:8} {language:4} {len(one.misses):5} of {one.alarms:3} {len(one.false_alarms):7} of "
                f"{one.nothings:3} {len(one.offers):7} of {one.nothings:3} {len(one.veiled_missed):7} of {one.veiled:3}"
            )
            for what in ("misses", "false_alarms", "offers", "veiled_missed", "other_sign"):
                wrong += [f"{language} {what}: {text}" for text in getattr(one, what)]
    return "\n".join([*rows, "", *wrong])


if __name__ == "__main__":
    print(table(tuple(sys.argv[1:]) or LISTS))  # noqa: T201  (a command)
