"""The library on its first day: four good beginnings for each pillar, ready to be planned with one tap.

Each is an offer of `offers.py` (kind and pillar from there, words in `messages.suggestions`), with how often and how
much of it one plans at first. `days` are times in a month, `minutes` all of them together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.rules.plans import Pillar
from bot.rules.policies import Kind
from bot.rules.suggestions.offers import OFFERS, Offer


@dataclass(frozen=True)
class Starter:
    """Something that most plans have in one form or another."""

    key: str
    days: int
    minutes: int

    @property
    def source(self) -> str:
        """Stays with the item that is made of it."""
        return f"starter:{self.key}"

    @property
    def pillar(self) -> Pillar:
        return _OFFERS[self.key].pillar

    @property
    def kind(self) -> Kind:
        return _OFFERS[self.key].kind


class HasPillar(Protocol):
    @property
    def pillar(self) -> Pillar: ...


_OFFERS: Mapping[str, Offer] = {one.key: one for one in OFFERS}

STARTERS = (
    # to be
    Starter("strengths_talk", days=1, minutes=60),
    Starter("small_steps", days=4, minutes=240),
    Starter("movement", days=4, minutes=360),
    Starter("ask_help", days=1, minutes=60),
    # to live together
    Starter("near_with_mentor", days=1, minutes=120),
    Starter("youth_centre", days=1, minutes=120),
    Starter("culture", days=1, minutes=180),
    Starter("volunteering", days=1, minutes=240),
    # to do
    Starter("cv", days=1, minutes=120),
    Starter("job_search", days=2, minutes=180),
    Starter("company_visit", days=1, minutes=120),
    Starter("on_time", days=5, minutes=60),
    # to know
    Starter("career_talk", days=1, minutes=60),
    Starter("school_visit", days=1, minutes=120),
    Starter("e_services", days=1, minutes=90),
    Starter("money_plan", days=1, minutes=60),
)


def starter(key: str) -> Starter | None:
    return next((one for one in STARTERS if one.key == key), None)


def starters_for(planned: Iterable[HasPillar]) -> list[Starter]:
    """All of them, those of the pillars first of which a plan has least; each pillar in turn."""
    pillars = [one.pillar for one in planned]
    turn = dict.fromkeys(Pillar, 0)
    ranked = []
    for n, one in enumerate(STARTERS):
        ranked.append((pillars.count(one.pillar) + turn[one.pillar], n, one))
        turn[one.pillar] += 1
    return [one for _rank, _n, one in sorted(ranked, key=lambda each: each[:2])]
