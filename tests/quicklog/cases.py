"""Labelled lines, all in the form of the shared sample, which is `sample.jsonl`.

`more.jsonl` grew with the code; `messy.jsonl` and `heldout.jsonl` were written by people who had not seen it.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import quicklog

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One labelled line; `expect` is written as in the files."""

    id: str
    lang: str
    now: datetime
    roster: tuple[quicklog.Name, ...]
    text: str
    expect: dict[str, Any]

    def read(self, text: str | None = None) -> quicklog.Answer:
        """What the reader makes of the line, or of another text said at the same moment."""
        said = self.text if text is None else text
        return quicklog.read(said, lang=self.lang, now=self.now, roster=self.roster)

    def labelled(self, answer: quicklog.Answer) -> dict[str, Any]:
        """An answer in the words of the files."""
        if isinstance(answer, quicklog.NotALog):
            return {"not_a_log": True}
        if isinstance(answer, quicklog.Ask):
            return {"ask": sorted(answer.fields)}
        names = {name.id: name.name for name in self.roster}
        return {
            "youth": sorted(names[each] for each in answer.youth),
            "date": answer.day.isoformat(),
            "start": answer.start.strftime("%H:%M") if answer.start else None,
            "minutes": answer.minutes,
            "kind": answer.kind,
            "attended": answer.attended,
        }


def load(name: str) -> list[Case]:
    rows = [json.loads(line) for line in (_HERE / name).read_text("utf-8").splitlines() if line]
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    roster = tuple(quicklog.Name(number, name) for number, name in enumerate(row["roster"], 1))
    expect = {key: sorted(value) if isinstance(value, list) else value for key, value in row["expect"].items()}
    return Case(row["id"], row["lang"], datetime.fromisoformat(row["now"]), roster, row["text"], expect)


SAMPLE = load("sample.jsonl")
MORE = load("more.jsonl")
MESSY = load("messy.jsonl")
HELDOUT = load("heldout.jsonl")
EXACT = SAMPLE + MORE
EVERYTHING = EXACT + MESSY + HELDOUT
