"""The programme says no: one class for each refusal, carrying facts and never words.

The words are found in `messages/refusals.py`, in the language of whoever is refused. A refusal prints as its
name alone, because its facts may name a person and logs must not.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from bot.rules.calendar_months import Period

Understandable = Literal[
    "date",
    "ahead",
    "birth",
    "duration",
    "time",
    "moment",
    "name",
    "month",
    "number",
    "choice",
    "length",
    "item",
    "amount",
    "words",
]


class RuleBroken(Exception):
    """A rule of the programme was about to be broken; nothing was changed."""

    def __str__(self) -> str:
        return type(self).__name__


@dataclass(eq=False)
class Gone(RuleBroken):
    """Missing, foreign or used up: from outside all three look the same."""


@dataclass(eq=False)
class NotAllowed(RuleBroken):
    """The person holds no role that may do this."""


@dataclass(eq=False)
class NotAMember(RuleBroken):
    """Somebody who has not joined: they hear what Blakus is, and nothing about them is kept."""


@dataclass(eq=False)
class AgreeFirst(RuleBroken):
    """What was about to be kept is not in the text of the notice that this person agreed to."""


@dataclass(eq=False)
class NotUnderstood(RuleBroken):
    """Typed words that are no answer to the question; `what` says which kind of answer was hoped for."""

    what: Understandable


@dataclass(eq=False)
class MonthIsLocked(RuleBroken):
    month: Period


@dataclass(eq=False)
class InFuture(RuleBroken):
    day: date


@dataclass(eq=False)
class OutsideParticipation(RuleBroken):
    """The day lies before `first` or after `last` (None: not ended) of this young person's participation."""

    first: date
    last: date | None
    youth_name: str


@dataclass(eq=False)
class OutsidePair(RuleBroken):
    """The mentor was not yet, or no longer, beside this young person: from `first` to `last` (None: still is)."""

    first: date
    last: date | None
    youth_name: str


@dataclass(eq=False)
class TooLong(RuleBroken):
    limit_minutes: int


@dataclass(eq=False)
class NothingToLog(RuleBroken):
    """No minutes although the young person came, or nobody chosen."""


@dataclass(eq=False)
class RosterEmpty(RuleBroken):
    """The mentor has no young person to log for."""


@dataclass(eq=False)
class EndBeforeStart(RuleBroken):
    """An end that lies before its start."""


@dataclass(eq=False)
class LoggedBefore(RuleBroken):
    """A programme cannot begin later than its entries: (day, mentor) of each before the `first` day meant."""

    first: date
    entries: tuple[tuple[date, str], ...]


@dataclass(eq=False)
class OverAlready(RuleBroken):
    """A programme that would have ended on `last`, before anybody could take part: a mistyped year, most likely."""

    last: date


@dataclass(eq=False)
class NotAfterEnd(RuleBroken):
    """A programme is begun again after its `last` day only."""

    last: date


@dataclass(eq=False)
class OutsideMonths(RuleBroken):
    """Programmes last from `low` to `high` months; others need the coordinator's reason."""

    low: int
    high: int


@dataclass(eq=False)
class TooYoungOrOld(RuleBroken):
    """On the day of joining the age must be `low` at least and below `high`, in years."""

    low: int
    high: int


@dataclass(eq=False)
class NameNeeded(RuleBroken):
    """No letter was left of the name."""


@dataclass(eq=False)
class LinkExpired(RuleBroken):
    """The invitation was good, and its days are over."""


@dataclass(eq=False)
class LinkUsed(RuleBroken):
    """The invitation was already used."""


@dataclass(eq=False)
class AlreadyMember(RuleBroken):
    """The person already holds this role in this municipality."""


@dataclass(eq=False)
class AlreadyPaired(RuleBroken):
    youth_name: str


@dataclass(eq=False)
class PhoneTaken(RuleBroken):
    """The account that asks belongs to somebody else already."""


@dataclass(eq=False)
class TakenAlready(RuleBroken):
    """Another coordinator has said that they will call this young person."""

    by_name: str


@dataclass(eq=False)
class LastCoordinator(RuleBroken):
    """Nobody would be left to coordinate the municipality."""


@dataclass(eq=False)
class NotYet(RuleBroken):
    """Only what has happened can be written down here; the day is still to come."""

    day: date


@dataclass(eq=False)
class ReasonNeeded(RuleBroken):
    """A few words are needed to say why."""


@dataclass(eq=False)
class ProgrammeIsOver(RuleBroken):
    """What ended on `last` is not planned any more."""

    last: date


@dataclass(eq=False)
class OutsidePlan(RuleBroken):
    """The month lies outside the programme, which touches the months from `first` to `last`."""

    first: Period
    last: Period


@dataclass(eq=False)
class PlanIsEmpty(RuleBroken):
    """Nothing is planned yet, so there is nothing to show or to agree to."""


@dataclass(eq=False)
class PlanIsFull(RuleBroken):
    """A plan holds at most `most` items."""

    most: int


@dataclass(eq=False)
class PlanHasChanged(RuleBroken):
    """The version that the button meant is not the newest any more, or has gone another way meanwhile."""


@dataclass(eq=False)
class PapersMissing(RuleBroken):
    """(title of the item, kind of paper) of what has to be recorded before the plan can be agreed."""

    papers: tuple[tuple[str, str], ...]


@dataclass(eq=False)
class PapersComeFirst(RuleBroken):
    """(name, kinds of paper) of the minors who may not volunteer before they are recorded; to who plans it."""

    people: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(eq=False)
class PaperComesFirst(RuleBroken):
    """The same to the young person: the kinds of paper."""

    papers: tuple[str, ...]


@dataclass(eq=False)
class NameInTemplate(RuleBroken):
    """What others may take over must not name the young person it was written for."""


@dataclass(eq=False)
class NotAhead(RuleBroken):
    """An activity is planned for a time to come, within a year."""

    day: date
    start: time


@dataclass(eq=False)
class ActivityIsOver(RuleBroken):
    """It has begun or is over: no answer and no change can matter any more."""

    day: date
    start: time


@dataclass(eq=False)
class ActivityIsCancelled(RuleBroken):
    day: date
    start: time


@dataclass(eq=False)
class NobodyAsked(RuleBroken):
    """An activity without a young person."""


@dataclass(eq=False)
class OnePlaceOnly(RuleBroken):
    """Young people of several municipalities in one activity."""


@dataclass(eq=False)
class TooFewTimes(RuleBroken):
    """From `low` to `high` times are offered to choose from."""

    low: int
    high: int


@dataclass(eq=False)
class AlreadyLogged(RuleBroken):
    """What was planned has its session already: nothing is counted twice."""


@dataclass(eq=False)
class RemindedAlready(RuleBroken):
    """A mentor was reminded of the same young person within the last day; `by` is who did so."""

    youth_name: str
    by: str


@dataclass(eq=False)
class LanguageNeeded(RuleBroken):
    """A partner speaks at least one language."""


@dataclass(eq=False)
class TextTooLong(RuleBroken):
    """More than fits: `units` of UTF-16 where there is room for `most`."""

    units: int
    most: int


@dataclass(eq=False)
class NobodyThere(RuleBroken):
    """A group in which nobody can be written to."""


@dataclass(eq=False)
class BroadcastIsOver(RuleBroken):
    """Nothing of it is left to be stopped."""


@dataclass(eq=False)
class NoDayLeft(RuleBroken):
    """Seven days off a week: nothing would ever come, and nobody would notice."""


@dataclass(eq=False)
class PauseTooLong(RuleBroken):
    """People pause by themselves for so many days at most; longer is agreed with the coordinator. `until` would be the
    latest day of return."""

    most_days: int
    until: date


@dataclass(eq=False)
class PausedAlready(RuleBroken):
    """One pause at a time: this one holds or comes next. `until` is the day of return."""

    until: date
