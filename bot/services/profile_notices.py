"""What a young person hears about what they said of themselves: what was decided, what is asked back, a reminder.

By profile, for its own young person only; what was decided or answered since is left out.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import storage
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.participations import EndReason
from bot.rules.people import Role
from bot.rules.profiles import Decision, Referral
from bot.services import joining, nudges
from bot.storage import Database
from bot.storage.models import Notice, Profile


@dataclass(frozen=True)
class OfProfile:
    """Facts of a young person's own profile; only what the kind of notice is about is filled in."""

    profile_id: int
    coordinators: tuple[str, ...]
    decision: Decision | None = None
    referral: Referral | None = None
    question: str | None = None
    words: str | None = None
    nudge: int = 0
    last: date | None = None
    """The last day of a programme that ended with the decision, where it had begun."""


async def decided(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProfile]:
    """Holds while that is the decision."""
    facts = {}
    for notice, row in await _own(db, notices, at):
        if row.state == "decided" and row.outcome is not None and row.outcome == notice.detail:
            decision = Decision(row.outcome)
            facts[notice.id] = OfProfile(
                row.id,
                await _coordinators(db, row),
                decision=decision,
                referral=Referral(row.referred_to) if row.referred_to else None,
                words=row.decision_note if decision is Decision.REFERRED else None,
                last=await _last_day(db, row) if decision is Decision.NOT_ELIGIBLE else None,
            )
    return facts


async def _last_day(db: Database, row: Profile) -> date | None:
    for one in await storage.pairs.of_youth(db, row.person_id):
        stay = await storage.pairs.participation(db, one.participation_id)
        if stay is not None and stay.municipality_id == row.municipality_id and stay.ended_on is not None:
            ended_with_it = stay.end_reason == EndReason.NOT_ELIGIBLE and stay.started_on <= stay.ended_on
            return stay.ended_on if ended_with_it else None
    return None


async def asked_back(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProfile]:
    """Holds while that answer is waited for."""
    return {
        notice.id: OfProfile(row.id, await _coordinators(db, row), question=row.asked_back, words=row.asked_back_note)
        for notice, row in await _own(db, notices, at)
        if row.state == "answering" and row.asked_back is not None and row.asked_back == notice.detail
    }


async def nudge(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProfile]:
    """Holds while nothing was answered since, and the programme runs and does not pause."""
    facts = {}
    for notice, row in await _own(db, notices, at):
        which = int((notice.detail or "0").partition(":")[0])
        is_stuck = row.state == "answering" and row.asked_back is None
        if is_stuck and await joining.has_declined(db, row.person_id):
            continue
        if is_stuck and notice.detail == nudges.detail(which, row.touched_at) and await _takes_part(db, row, at):
            facts[notice.id] = OfProfile(row.id, await _coordinators(db, row), nudge=which)
    return facts


async def _own(db: Database, notices: Sequence[Notice], at: At) -> list[tuple[Notice, Profile]]:
    """Of the reader, who still is a young person there."""
    found = []
    for notice in notices:
        row = await storage.profiles.get(db, notice.subject_id) if notice.subject_id is not None else None
        if row is not None and row.person_id == at.reader_id and (Role.YOUTH, row.municipality_id) in at.roles:
            found.append((notice, row))
    return found


async def _takes_part(db: Database, row: Profile, at: At) -> bool:
    stays = [
        one for one in await storage.pairs.of_youth(db, row.person_id) if one.municipality_id == row.municipality_id
    ]
    running = [one for one in stays if one.ended_on is None or one.ended_on >= at.today]
    pauses = [await storage.pairs.pause_from(db, one.participation_id, today=at.today) for one in running]
    is_paused = any(one is not None and one.first_on <= at.today for one in pauses)
    return (bool(running) or not stays) and not is_paused


async def _coordinators(db: Database, row: Profile) -> tuple[str, ...]:
    holders = await storage.people.holders(db, Role.COORDINATOR, row.municipality_id)
    return tuple(one.name for one in holders)


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    own = await _own(db, [notice], at)
    if not own:
        return Cleared.NOT_YOURS
    [(_, row)] = own
    if notice.kind == nudges.KIND:
        which = int((notice.detail or "0").partition(":")[0])
        is_stuck = row.state == "answering" and notice.detail == nudges.detail(which, row.touched_at)
        return Cleared.PAUSED if is_stuck and not await _takes_part(db, row, at) else Cleared.ANSWERED
    return Cleared.ANSWERED if notice.kind == "profile_asked_back" else Cleared.CHANGED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, OfProfile]]]] = {
    "profile_decided": decided,
    "profile_asked_back": asked_back,
    nudges.KIND: nudge,
}
