"""From answers to advice: five to eight activities of at least three pillars, the pillars by weight, the tasks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.rules.plans import Pillar
from bot.rules.questionnaire.questions import Facts, chosen
from bot.rules.suggestions.offers import ALONE, FIRST, NO_LEARNING, OFFERS, USUAL, Offer, Reason
from bot.rules.suggestions.tasks import TASKS

FEWEST, MOST = 5, 8
FEWEST_PILLARS = 3


@dataclass(frozen=True)
class Suggested:
    """An offer that fits, with the reasons that hold, the strongest first."""

    offer: Offer
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return self.reasons[0].weight

    def seen_through(self, questions: Collection[str]) -> Reason | None:
        """The strongest reason that tells nothing but answers to these questions; None where each tells more."""
        return next((one for one in self.reasons if one.of is None or one.of in questions), None)


@dataclass(frozen=True)
class Advice:
    """What is made of the answers; nothing of it becomes part of a plan by itself."""

    pillars: tuple[Pillar, ...]
    activities: tuple[Suggested, ...]
    tasks: tuple[str, ...]


def advice(answers: Mapping[str, Any], facts: Facts) -> Advice:
    """For answers of questions that are shown."""
    fitting = sorted(_fitting(answers, facts), key=lambda one: -one.weight)
    picked = _with_enough_pillars(_picked(fitting), fitting)
    if ALONE.holds(answers, facts):  # one to one first, groups later
        picked.sort(key=lambda one: one.offer.in_group)
    tasks = tuple(one.key for one in TASKS if one.when.holds(answers, facts))
    return Advice(_by_weight(picked), tuple(picked), tasks)


def _fitting(answers: Mapping[str, Any], facts: Facts) -> Iterable[Suggested]:
    for offer in OFFERS:
        if offer.unless is not None and offer.unless.holds(answers, facts):
            continue
        if offer.is_learning and NO_LEARNING.holds(answers, facts):
            continue
        reasons = [_as_chosen(one, answers) for one in offer.reasons if one.when.holds(answers, facts)]
        if reasons:
            reasons.sort(key=lambda one: -one.weight)
            yield Suggested(offer, tuple(reasons))


def _as_chosen(reason: Reason, answers: Mapping[str, Any]) -> Reason:
    """With those of its options that were chosen."""
    if reason.of is None:
        return reason
    return replace(reason, options=tuple(one for one in reason.options if one in chosen(answers, reason.of)))


def _picked(fitting: Sequence[Suggested]) -> list[Suggested]:
    """Everything that an answer speaks for, up to the most; filled up to the fewest."""
    of_answers = [one for one in fitting if one.weight >= USUAL]
    return list(of_answers[:MOST]) if len(of_answers) >= FEWEST else list(fitting[:FEWEST])


def _with_enough_pillars(picked: list[Suggested], fitting: Sequence[Suggested]) -> list[Suggested]:
    """The best of a missing pillar comes in; where there is no room, the weakest of a pillar that has several goes."""
    while len(_pillars(picked)) < FEWEST_PILLARS:
        comes = next(one for one in fitting if one.offer.pillar not in _pillars(picked))
        if len(picked) == MOST:
            picked.remove(_dispensable(picked))
        picked.append(comes)
    return sorted(picked, key=lambda one: -one.weight)


def _dispensable(picked: Sequence[Suggested]) -> Suggested:
    several = [one for one in picked if sum(other.offer.pillar is one.offer.pillar for other in picked) > 1]
    return min((one for one in several if one.weight < FIRST), key=lambda one: one.weight, default=several[-1])


def _pillars(picked: Iterable[Suggested]) -> set[Pillar]:
    return {one.offer.pillar for one in picked}


def _by_weight(picked: Sequence[Suggested]) -> tuple[Pillar, ...]:
    weights = {pillar: sum(one.weight for one in picked if one.offer.pillar is pillar) for pillar in Pillar}
    return tuple(sorted(_pillars(picked), key=lambda pillar: (-weights[pillar], list(Pillar).index(pillar))))
