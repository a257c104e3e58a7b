"""What is measured more than once: kept, asked for in the programme's own rhythm, shown to the young person alone."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.lifelines import Cleared
from bot.rules.measures import NEEDS_OFFICIAL_TEXT, OWN_VERSION, Concern, Distance, Instrument, Moment, Taken, Wording
from bot.rules.notice_rules import Anchor, Hears
from bot.rules.notices import At
from bot.rules.people import Role
from bot.services import care, joining
from bot.storage import Database
from bot.storage.models import InstrumentText, Notice
from bot.storage.pairs import Beside
from bot.storage.reminders import Planned

KINDS = {Moment.MONTHLY: "measure_due", Moment.EXIT: "measure_exit"}
ANCHORS = {Moment.MONTHLY: Anchor.PROGRAMME_MONTH, Moment.EXIT: Anchor.PROGRAMME_END}


@dataclass(frozen=True)
class ToAnswer:
    """A young person may answer again; nothing about them is said here."""

    participation_id: int
    moment: Moment


# --- keeping ---


async def note(
    db: Database,
    *,
    person_id: int,
    instrument: Instrument | str,
    value: Any,
    language: str,
    moment: Moment | str,
    on: date,
    now: datetime,
) -> Concern:
    """Keep an answer, and say what it asks of us; a later answer of the same day replaces it.

    The ladder is a number from 0 to 10; confidence the same by item, or in the items' order with None where one was
    skipped; WHO-5 five numbers from 0 to 5, of which only the score is kept. Raises NotUnderstood; Gone for who takes
    part nowhere, and for an instrument whose official text was not supplied there.
    """
    instrument, moment = Instrument(instrument), Moment(moment)
    kept = rules.measures.checked(instrument, value)
    place = await care.place_of(db, person_id)
    version = OWN_VERSION
    if instrument in NEEDS_OFFICIAL_TEXT:
        text = await storage.measures.text_of(db, place, instrument=instrument.value, language=language)
        if text is None:
            raise Gone
        version = text.version
    await storage.measures.keep(
        db,
        person_id=person_id,
        instrument=instrument.value,
        version=version,
        language=language,
        moment=moment.value,
        on=on,
        value=kept,
    )
    await storage.audit.note(
        db, at=now, actor_id=person_id, action="measure.noted", person_id=person_id, subject=instrument.value
    )
    policy = await storage.municipalities.policy(db, place, on=on)
    return rules.measures.concern(instrument, kept, policy)


# --- the official wording ---


async def is_supplied(db: Database, municipality_id: int, instrument: Instrument | str, language: str) -> bool:
    """Whether it may be asked there in this language: what we word ourselves always, the rest once it is supplied."""
    if Instrument(instrument) not in NEEDS_OFFICIAL_TEXT:
        return True
    found = await storage.measures.text_of(db, municipality_id, instrument=Instrument(instrument), language=language)
    return found is not None


async def wording(db: Database, municipality_id: int, instrument: Instrument | str, language: str) -> Wording | None:
    """As it was supplied; None where it was not."""
    text = await storage.measures.text_of(db, municipality_id, instrument=Instrument(instrument), language=language)
    if text is None:
        return None
    said = text.wording
    return Wording(said["lead"], tuple(said["statements"]), tuple(said["answers"]), text.source)


async def supply(
    db: Database,
    *,
    municipality_id: int,
    instrument: Instrument,
    language: str,
    version: str,
    source: str,
    said: Wording,
    now: datetime,
) -> bool:
    """By the operator: from now on it may be asked there in this language; whether an earlier text was replaced."""
    is_replaced = await storage.measures.supply(
        db,
        municipality_id=municipality_id,
        instrument=instrument.value,
        language=language,
        version=version,
        source=source,
        wording=asdict(said),
        now=now,
    )
    await _note(db, "instrument.supplied", municipality_id, instrument, language, now)
    return is_replaced


async def withdraw(
    db: Database, *, municipality_id: int, instrument: Instrument, language: str, now: datetime
) -> InstrumentText:
    """By the operator: it is no longer asked there in this language; answers stay. Raises Gone."""
    text = await storage.measures.text_of(db, municipality_id, instrument=instrument.value, language=language)
    if text is None:
        raise Gone
    await storage.measures.withdraw(db, text)
    await _note(db, "instrument.withdrawn", municipality_id, instrument, language, now)
    return text


async def _note(
    db: Database, action: str, municipality_id: int, instrument: Instrument, language: str, now: datetime
) -> None:
    subject = f"municipality={municipality_id} {instrument.value} {language}"
    await storage.audit.note(db, at=now, actor_id=None, action=action, person_id=None, subject=subject)


# --- asking ---


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """Today's invitations: monthly on the day on which the programme began, at its end once.

    One that made room for something else (`_invited`) is planned again the next day; one that was said is not.
    """
    today = now.astimezone(zone).date()
    stays = await _stays(db, today)
    said = await storage.reminders.last_said(
        db,
        [one.youth_id for one in stays],
        kinds=tuple(KINDS.values()),
        subject_ids=[one.participation_id for one in stays],
    )
    said_on = {pair: moment.astimezone(zone).date() for pair, moment in said.items()}
    rules_of = await storage.municipalities.notice_rules(db, {one.municipality_id for one in stays}, on=today)
    return [
        Planned(
            key=f"{rule.kind}:participation={one.participation_id}:{detail}:{today}",
            person_id=one.youth_id,
            kind=rule.kind,
            subject_id=one.participation_id,
            detail=detail,
            due_at=datetime.combine(today, rule.time_for(Hears.YOUTH), tzinfo=zone),
            rule=rule.name,
        )
        for one, moment, detail in await _due(db, stays, today)
        if said_on.get((one.youth_id, one.participation_id), date.min) < date.fromisoformat(detail)
        for rule in rules_of[one.municipality_id].hanging_on(ANCHORS[moment])
    ]


async def to_answer(db: Database, *, person_id: int, participation_id: int, moment: str, today: date) -> Moment:
    """The button under an invitation, tapped now or later: whether there is still something to answer. Raises Gone."""
    stay = await storage.pairs.by_id(db, participation_id)
    if (
        stay is None
        or stay.youth_id != person_id
        or person_id not in await storage.measures.youth_in_chat(db, [person_id])
    ):
        raise Gone
    if moment == Moment.MONTHLY and stay.started_on <= today and (stay.ended_on is None or today <= stay.ended_on):
        return Moment.MONTHLY
    if moment == Moment.EXIT and rules.measures.is_exit_due(stay.ended_on, None, today):
        return Moment.EXIT
    raise Gone


async def _stays(db: Database, today: date) -> list[Beside]:
    """Running programmes, and those that ended so lately that their exit may still be answered."""
    first = date.fromordinal(today.toordinal() - rules.measures.EXIT_DAYS)
    found = await storage.pairs.running_everywhere(db, first=first, last=today)
    in_chat = await storage.measures.youth_in_chat(db, [one.youth_id for one in found])
    return [one for one in found if one.youth_id in in_chat]


async def _due(db: Database, stays: Sequence[Beside], today: date) -> list[tuple[Beside, Moment, str]]:
    """(stay, moment, the day it is about) of those who may be asked on a day."""
    people = [one.youth_id for one in stays]
    last = await storage.measures.last_answered(db, people, instrument=Instrument.LADDER.value)
    exits = await storage.measures.last_answered(
        db, people, instrument=Instrument.LADDER.value, moment=Moment.EXIT.value
    )
    pauses = await storage.pairs.pauses_of(db, [one.participation_id for one in stays])
    running = {one.youth_id for one in stays if one.ended_on is None or today <= one.ended_on}

    def found() -> Iterator[tuple[Beside, Moment, str]]:
        for one in stays:
            is_running = one.ended_on is None or today <= one.ended_on
            is_paused = any(
                start <= today and (end is None or today <= end) for start, end in pauses[one.participation_id]
            )
            if is_running and not is_paused:
                if rules.measures.is_monthly_due(one.started_on, last.get(one.youth_id), today):
                    yield one, Moment.MONTHLY, str(rules.measures.monthly_on(one.started_on, today))
            elif one.youth_id not in running and rules.measures.is_exit_due(
                one.ended_on, exits.get(one.youth_id), today
            ):
                yield one, Moment.EXIT, str(one.ended_on)

    return list(found())


# --- how far ---


async def distances(db: Database, person_id: int) -> list[Distance]:
    """From entry to the latest answer, in plain facts: for the young person's own eyes."""
    return rules.measures.distances(
        Taken(Instrument(one.instrument), Moment(one.moment), one.taken_on, one.value)
        for one in await storage.measures.of_person(db, person_id)
    )


# --- still true? ---


async def _invited(db: Database, notices: Sequence[Notice], at: At) -> Mapping[int, ToAnswer | Cleared]:
    """Holds while that answer is still missing and the programme stands where it stood; to the young person.

    It may wait a day: where a reminder comes later today, that one has today's message.
    """
    tonight = datetime.combine(at.today + timedelta(days=1), time(0), tzinfo=at.zone)
    if await storage.notices.comes_later(db, at.reader_id, after=at.now, before=tonight):
        return dict.fromkeys((notice.id for notice in notices), Cleared.WAITS)
    if await joining.has_declined(db, at.reader_id):
        return dict.fromkeys((notice.id for notice in notices), Cleared.WITHDRAWN)
    stays = [
        one
        for one in await storage.pairs.by_ids(db, {one.subject_id for one in notices if one.subject_id is not None})
        if one.youth_id == at.reader_id and (Role.YOUTH, one.municipality_id) in at.roles
    ]
    due = {
        (one.participation_id, KINDS[moment], detail): moment for one, moment, detail in await _due(db, stays, at.today)
    }
    return {
        notice.id: ToAnswer(notice.subject_id, due[notice.subject_id, notice.kind, notice.detail])
        for notice in notices
        if notice.subject_id is not None
        and notice.detail is not None
        and (notice.subject_id, notice.kind, notice.detail) in due
    }


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[Mapping[int, Any]]]] = dict.fromkeys(
    KINDS.values(), _invited
)
