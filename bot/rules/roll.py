"""What a coordinator sees of a person and may do about them: plain values, so that a rule can be asked about them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.participations import EndReason
from bot.rules.people import Role, StatusNow
from bot.rules.periods import Period

PAGE = 8  # people on one page of the roll


class Reach(StrEnum):
    """How far a person has come into the chat."""

    IN_CHAT = "in_chat"
    HALF_JOINED = "half_joined"
    INVITED = "invited"
    NOT_INVITED = "not_invited"
    """No link is open: it expired, was revoked, or the person takes part without the chat."""


class Action(StrEnum):
    """What the buttons of a person's card do."""

    APPROVE = "approve"
    REFUSE = "refuse"
    GUARDIAN = "guardian"
    PLAN = "plan"
    PROFILE = "profile"
    PAIR = "pair"
    UNPAIR = "unpair"
    PLANNED_END = "until"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    AGAIN = "again"
    REASON = "reason"
    LINK = "link"
    WITHDRAW = "withdraw"
    PHONE = "phone"
    CORRECT = "correct"
    REVOKE = "revoke"


@dataclass(frozen=True)
class Stay:
    """A participation with the mentors beside it and the pause that holds or comes next."""

    participation_id: int
    municipality_id: int
    municipality: str
    first: date
    planned_last: date
    last: date | None
    reason: EndReason | None
    mentors: tuple[tuple[int, str], ...]
    pause: tuple[date, date | None] | None
    begun_again: date | None = None
    stand_ins: tuple[str, ...] = ()
    """Who stands in today for a mentor who is away."""

    @property
    def has_ended(self) -> bool:
        return self.last is not None

    @property
    def counts_from(self) -> date:
        """Its length is counted from here: a re-entry begins anew."""
        return self.begun_again or self.first


@dataclass(frozen=True)
class Undecided:
    """What a young person said about themselves, waiting for the coordinator."""

    age: int | None
    statuses: tuple[StatusNow, ...]


@dataclass(frozen=True)
class Portrait:
    """One person, as far as this coordinator's municipalities reach."""

    id: int
    name: str
    reach: Reach
    joined_on: date | None
    invited_until: date | None
    is_unreachable: bool
    has_account: bool
    stay: Stay | None
    undecided: Undecided | None
    waits_for_guardian: bool
    guardian_is_recorded: bool
    staff_roles: tuple[Role, ...]
    was_staff: bool
    youth_count: int
    max_youth: int
    works_elsewhere: bool
    """Holds a role outside these municipalities: a new phone is then the operator's task."""
    open_link: int | None = None
    """The invitation that is open, where it leads to one of these municipalities."""
    is_for_new_phone: bool = False
    """What the open link is for."""
    short_months: tuple[Period, ...] = ()
    """Open months in which hours are missing."""
    is_outside_age: bool = False
    """By the date of birth, as it was corrected."""
    has_profile: bool = False
    """What they said about themselves was sent here."""


def actions(person: Portrait) -> list[Action]:
    """What may be done, the most pressing first."""
    found = [Action.PROFILE] if person.has_profile else []
    if person.stay is not None and not person.stay.has_ended:
        found += _about_stay(person, person.stay)
    if person.stay is not None and person.stay.has_ended:
        found.append(Action.AGAIN)
    if person.short_months:
        found.append(Action.REASON)
    is_outside = person.reach in (Reach.INVITED, Reach.NOT_INVITED)
    if not is_outside and not person.works_elsewhere:
        found.append(Action.PHONE)
    if not person.has_account or is_outside or (person.was_staff and not person.staff_roles):
        found.append(Action.LINK)
    if person.open_link is not None:
        found.append(Action.WITHDRAW)
    found.append(Action.CORRECT)
    if person.staff_roles:
        found.append(Action.REVOKE)
    return found


def may(person: Portrait, action: Action) -> bool:
    """A paper of the legal representative may be recorded although the card does not ask for it: a date of birth that
    was wrong may need it first."""
    if action is Action.GUARDIAN:
        return person.stay is not None and not person.guardian_is_recorded
    return action in actions(person)


def _about_stay(person: Portrait, stay: Stay) -> list[Action]:
    found = [Action.APPROVE, Action.REFUSE] if person.undecided is not None else []
    if person.reach is not Reach.IN_CHAT and not person.guardian_is_recorded:
        found.append(Action.GUARDIAN)
    found += [Action.PLAN, Action.PAIR]
    found += [Action.UNPAIR] if stay.mentors else []
    found += [Action.PLANNED_END, Action.RESUME if stay.pause else Action.PAUSE, Action.END]
    return found


@dataclass(frozen=True)
class OnRoll:
    """A person on the roll, in one line."""

    person_id: int
    name: str
    reach: Reach
    waits: bool = False
    ended_on: date | None = None
    mentors: tuple[str, ...] | None = None
    """None for staff."""
    roles: tuple[Role, ...] = ()
    youth_count: int = 0
    max_youth: int = 0


@dataclass(frozen=True)
class Page:
    """A page of the roll: those who wait, those who take part, those who have ended, then staff."""

    places: tuple[str, ...]
    lines: tuple[OnRoll, ...]
    number: int
    of: int
    youth: int
    staff: int
