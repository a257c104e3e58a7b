"""What has been kept long enough goes, once a day: chat texts after days, records years after a programme's end.

Every step finds only what is still there, so running it twice or late does no harm.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.policies import DEFAULT, Policy
from bot.rules.questionnaire import VERSIONS
from bot.services import privacy
from bot.storage import Database

AT_ONCE = 200  # rows of a table
PEOPLE_AT_ONCE = 5  # erasing one takes about 50 ms, and on SQLite everybody's answers wait meanwhile
STRANGERS = timedelta(days=2)  # to open a link and answer its first questions
NEVER_CAME = timedelta(days=30)  # after an invitation expired
PARTNERS = timedelta(days=365)  # after they left the directory, where nothing names them
WELLBEING = frozenset(one.key for version in VERSIONS.values() for one in version if one.is_wellbeing)
NOTICES = timedelta(days=400)  # "why did I hear this": a little more than a year


async def due(db: Database, *, now: datetime, zone: ZoneInfo, inbox_days: int, at_once: int = AT_ONCE) -> int:
    """One batch; how many rows or people it concerned. Call it again, in a transaction of its own, until 0."""
    today = now.astimezone(zone).date()
    policies = await _policies(db, today)
    everywhere = list(policies.values()) or [DEFAULT]
    # A chat belongs to no municipality: the shortest of their times holds for all chats.
    texts_before = now - timedelta(days=min(one.chat_text_days for one in everywhere))
    gone = await _chat(db, now, texts_before, now - timedelta(days=inbox_days), at_once)
    gone += await storage.broadcasts.forget_words(db, over_before=texts_before, limit=at_once)
    gone += await storage.retention.drop_broadcasts(db, over_before=now - NOTICES, limit=at_once)
    gone += await storage.retention.drop_old_invitations(db, expired_before=now - NEVER_CAME, limit=at_once)
    for place, policy in policies.items():
        before = rules.measures.kept_since(today, policy.wellbeing_months_after_exit)
        gone += await storage.retention.drop_wellbeing(db, place, ended_before=before, limit=at_once)
        gone += await storage.retention.drop_answers(db, place, questions=WELLBEING, ended_before=before, limit=at_once)
    forgotten = rules.time_off.last_day(texts_before.astimezone(zone).date())
    gone += await storage.time_off.forget_reasons(db, ended_before=forgotten, limit=at_once)
    gone += await storage.retention.drop_partners(db, withdrawn_before=now - PARTNERS, limit=at_once)
    people = min(at_once, PEOPLE_AT_ONCE)
    over = await storage.retention.never_came(db, expired_before=now - NEVER_CAME, limit=people)
    over += await _records_over(db, policies, today, now, people)
    over = list(dict.fromkeys(over))[:people]
    for person_id in over:
        await _expire(db, person_id, now, zone)
    return gone + len(over)


async def _policies(db: Database, today: date) -> dict[int, Policy]:
    return {
        one.id: await storage.municipalities.policy(db, one.id, on=today)
        for one in await storage.municipalities.all_of_them(db)
    }


async def _chat(db: Database, now: datetime, texts_before: datetime, updates_before: datetime, limit: int) -> int:
    retention = storage.retention
    gone = await retention.forget_strangers(db, shown_before=now - STRANGERS, now=now, limit=limit)
    gone += await retention.close_conversations(db, shown_before=texts_before, now=now, limit=limit)
    gone += await retention.drop_conversations(db, closed_before=texts_before, limit=limit)
    gone += await retention.drop_updates(db, settled_before=updates_before, limit=limit)
    gone += await retention.drop_letters(db, settled_before=texts_before, limit=limit)
    gone += await retention.drop_files(db, created_before=texts_before, limit=limit)
    gone += await retention.drop_jobs(db, settled_before=texts_before, limit=limit)
    gone += await retention.drop_cards(db, limit=limit)
    return gone + await retention.drop_notices(db, settled_before=now - NOTICES, limit=limit)


async def _records_over(db: Database, policies: dict[int, Policy], today: date, now: datetime, limit: int) -> list[int]:
    """Young people and former staff about whom nothing must be kept any more."""
    years = [one.records_years_after_exit for one in policies.values()]
    longest = rules.erasure.kept_since(today, max(years, default=DEFAULT.records_years_after_exit))
    over: list[int] = []
    for place, policy in policies.items():
        here = rules.erasure.kept_since(today, policy.records_years_after_exit)
        over += await storage.retention.youth_over(db, place, ended_before=here, longest=longest, limit=limit)
    revoked_before = now - (today - longest)
    return over + await storage.retention.staff_over(
        db, ended_before=longest, revoked_before=revoked_before, limit=limit
    )


async def _expire(db: Database, person_id: int, now: datetime, zone: ZoneInfo) -> None:
    """Erased by the clock; of somebody who was erased before, the name that stood beside the hours goes now."""
    person = await storage.people.get(db, person_id)
    assert person is not None
    if person.erased_at is None:
        await privacy.erase(db, person_id=person_id, by=None, now=now, zone=zone)
    else:
        await storage.retention.rename(db, person_id, rules.erasure.label(person_id))
        await storage.audit.note(db, at=now, actor_id=None, action="data.expired", person_id=person_id)
