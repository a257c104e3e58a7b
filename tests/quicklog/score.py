"""`make quicklog-score`: how often the quick log reads right, per language, on the labelled lines.

`messy.jsonl` and `heldout.jsonl` were written by people who had not seen the code. The first score on `heldout.jsonl`,
taken before anybody who works on the code had read a line of it, is in docs/quicklog.md.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.quicklog.cases import HELDOUT, MESSY, SAMPLE, Case

PUBLISHED = [*SAMPLE, *MESSY, *HELDOUT]
_HURTS = ("youth", "date", "minutes", "attended")  # a wrong kind or start is seen on the card, and changes no hours


@dataclass
class Score:
    """Lines of one language: all, and what became of each sort."""

    lines: int = 0
    to_accept: int = 0
    accepted_right: int = 0
    wrongly_accepted: int = 0
    to_ask: int = 0
    asked_right: int = 0
    no_logs: int = 0
    no_log_right: int = 0

    def add(self, case: Case) -> None:
        got, expected = case.labelled(case.read()), case.expect
        right = got == expected
        self.lines += 1
        if "ask" in expected:
            self.to_ask += 1
            self.asked_right += right
        elif "not_a_log" in expected:
            self.no_logs += 1
            self.no_log_right += right
        else:
            self.to_accept += 1
            self.accepted_right += right
        if "youth" in got:
            self.wrongly_accepted += "youth" not in expected or any(got[key] != expected[key] for key in _HURTS)


def scores(cases: Iterable[Case]) -> dict[str, Score]:
    """By language, and all together under `all`."""
    found: defaultdict[str, Score] = defaultdict(Score)
    for case in cases:
        found[case.lang].add(case)
        found["all"].add(case)
    return {lang: found[lang] for lang in ("lv", "uk", "en", "all")}


def table(cases: Iterable[Case]) -> str:
    """As it stands in the README."""
    rows = [
        ("", "lines", "accepted and right", "wrongly accepted", "asked rightly", "not-a-log rightly"),
        ("---",) * 6,
    ]
    rows += [
        (
            lang,
            str(score.lines),
            _share(score.accepted_right, score.to_accept),
            _share(score.wrongly_accepted, score.lines),
            _share(score.asked_right, score.to_ask),
            _share(score.no_log_right, score.no_logs),
        )
        for lang, score in scores(cases).items()
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _share(some: int, of: int) -> str:
    return f"{100 * some / of:.1f} % ({some}/{of})"


if __name__ == "__main__":
    print(table(PUBLISHED))
