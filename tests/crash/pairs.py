"""Mentors with a young person each, in an empty database."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import services
from bot.rules.people import NOTICE_VERSION, Role
from bot.storage.models import Account, Consent
from bot.toolbox.database import session_maker
from tests.crash import youth as youth_crowd
from tests.crash.mentors import FIRST_TELEGRAM_ID, LINES

LANGUAGES = tuple(LINES)


async def fill(engine: AsyncEngine, mentors: int, *, now: datetime, today: date) -> None:
    """Joined and paired a month ago."""
    began = today - timedelta(days=30)
    async with session_maker(engine).begin() as db:
        place = (await services.people.municipality(db, name="Smiltene")).id
        for number in range(mentors):
            language = LANGUAGES[number % len(LANGUAGES)]
            mentor = await services.people.write_down(db, name=f"Mentor {number}", language=language, now=now)
            youth = await services.people.write_down(db, name=f"Youth {number}", language="lv", now=now)
            db.add(Account(telegram_id=FIRST_TELEGRAM_ID + number, person_id=mentor.id, linked_at=now))
            db.add(Account(telegram_id=youth_crowd.FIRST_TELEGRAM_ID + number, person_id=youth.id, linked_at=now))
            for person, role in ((mentor, Role.MENTOR), (youth, Role.YOUTH)):
                person.joined_at = now
                db.add(
                    Consent(
                        person_id=person.id, purpose=services.joining.PURPOSE, version=NOTICE_VERSION,
                        language=person.language, given_at=now,
                    )
                )  # fmt: skip
                await services.people.give_role(db, person_id=person.id, role=role, municipality_id=place, now=now)
            participation = await services.pairs.start_participation(
                db,
                youth_id=youth.id,
                municipality_id=place,
                started_on=began,
                planned_end_on=began + timedelta(days=90),
                by=None,
                now=now,
            )
            await services.pairs.pair(
                db, participation_id=participation.id, mentor_id=mentor.id, started_on=began, by=None, now=now
            )
