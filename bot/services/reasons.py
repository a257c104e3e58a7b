"""Why a month could not bring its hours, as a coordinator notes it."""

from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.hours import ShortReason
from bot.rules.periods import Period
from bot.services import roll
from bot.services.months import Reason
from bot.storage import Database
from bot.storage.models import MonthReason
from bot.storage.pairs import Beside

REASON_LIMIT = 200  # characters of a coordinator's own words


async def to_explain(db: Database, *, by: int, participation_id: int, month: str, today: date) -> tuple[Beside, Period]:
    """The young person and the month ("2026-11") that `by` may note a reason for. Raises NotAllowed; Gone, the same for
    foreign, missing and not begun."""
    places = await roll.places_of(db, by=by)
    beside = await storage.pairs.by_id(db, participation_id)
    try:
        period = Period.parse(month)
    except ValueError:
        raise Gone from None
    if beside is None or beside.municipality_id not in places:
        raise Gone
    if beside.started_on > period.last or today < period.first or (beside.ended_on or today) < period.first:
        raise Gone
    return beside, period


async def note(
    db: Database,
    *,
    by: int,
    participation_id: int,
    month: str,
    kind: ShortReason,
    words: str | None,
    now: datetime,
    today: date,
) -> Reason:
    """Why the month could not bring its hours; noted again, the latest holds. Raises NotAllowed, Gone."""
    await storage.pairs.locked_participations(db, [participation_id])
    beside, period = await to_explain(db, by=by, participation_id=participation_id, month=month, today=today)
    reason = Reason(kind, rules.text.clean_note(words or "", limit=REASON_LIMIT) or None)
    noted = (await storage.months.reasons_of(db, [participation_id], period.key)).get(participation_id)
    if noted is None:
        noted = MonthReason(participation_id=participation_id, month=period.key)
        db.add(noted)
    noted.reason, noted.words, noted.noted_by, noted.noted_at = kind.value, reason.words, by, now
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=by, action="month.explained", person_id=beside.youth_id, subject=period.key
    )
    return reason
