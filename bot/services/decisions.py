"""What becomes of a profile: the programme, another place, not yet decided, not eligible; or one answer is asked back.

Two coordinators may decide at once: a decision carries the stamp of what its coordinator was shown, and where something
was decided since, it changes nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone, ReasonNeeded
from bot.rules.participations import EndReason
from bot.rules.profiles import Decision, Referral
from bot.rules.questionnaire import VERSIONS
from bot.services import pairs, readings
from bot.storage import Database
from bot.storage.models import Profile

MOST_WORDS = 300  # characters of a coordinator's words


async def decide(
    db: Database,
    *,
    by: int,
    profile_id: int,
    decision: Decision,
    stamp: str,
    now: datetime,
    referral: Referral | None = None,
    words: str | None = None,
) -> Profile | None:
    """None where somebody has decided since. Raises NotAllowed, Gone; ReasonNeeded for another place without words."""
    row = await readings.in_charge_of(db, by=by, profile_id=profile_id)
    if readings.stamp(row) != stamp:
        return None
    if (decision is Decision.REFERRED) is (referral is None):
        raise Gone
    note = rules.text.clean_note(words or "", limit=MOST_WORDS) or None
    if referral is Referral.OTHER and note is None:
        raise ReasonNeeded
    row.state, row.outcome, row.referred_to = "decided", decision.value, referral.value if referral else None
    row.decision_note, row.decided_by, row.decided_at = note, by, now
    row.asked_back = row.asked_back_note = None
    await _note(db, row, "profile.decided", decision.value, by=by, now=now)
    return row


@dataclass(frozen=True)
class NotEligible:
    """What was found, and the programme that ended with it; None where it goes on or none ran."""

    profile: Profile
    ended: pairs.Ended | None


async def find_not_eligible(
    db: Database,
    *,
    by: int,
    profile_id: int,
    stamp: str,
    words: str | None,
    ends_programme: bool,
    now: datetime,
    today: date,
) -> NotEligible | None:
    """With `ends_programme` the one that runs ends today, in the same step. None where somebody has decided since.
    Raises NotAllowed, Gone."""
    row = await decide(
        db, by=by, profile_id=profile_id, decision=Decision.NOT_ELIGIBLE, stamp=stamp, now=now, words=words
    )
    if row is None:
        return None
    if not ends_programme or await readings.running(db, row) is None:
        return NotEligible(row, None)
    ended = await pairs.end_programme(
        db, by=by, youth_id=row.person_id, last=today, reason=EndReason.NOT_ELIGIBLE, now=now, today=today
    )
    return NotEligible(row, ended)


async def ask_back(
    db: Database, *, by: int, profile_id: int, question: str, words: str, stamp: str, now: datetime
) -> Profile | None:
    """One answer is asked about once more; what was decided before holds no longer. None where somebody has decided
    since. Raises NotAllowed, Gone, ReasonNeeded."""
    row = await readings.in_charge_of(db, by=by, profile_id=profile_id)
    if readings.stamp(row) != stamp:
        return None
    if question not in {one.key for one in VERSIONS[row.version] if not one.known}:
        raise Gone
    note = rules.text.clean_note(words, limit=MOST_WORDS)
    if not note:
        raise ReasonNeeded
    row.state, row.asked_back, row.asked_back_note = "answering", question, note
    row.outcome = row.referred_to = row.decision_note = row.decided_by = row.decided_at = None
    await _note(db, row, "profile.asked_back", question, by=by, now=now)
    return row


async def _note(db: Database, row: Profile, action: str, what: str, *, by: int, now: datetime) -> None:
    subject = f"profile={row.id} {what}"
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=row.person_id, subject=subject)
    await db.flush()
