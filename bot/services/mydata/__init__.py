"""Everything about one person, for that person: who, agreed to what, hours, meetings, who looked.

Other people's data stays out: a mentor is named to the young person who meets them anyway, but the young people of a
mentor are only counted, and a note about several people is nobody's alone to take along.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from bot import storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.services.mydata import letters, looks, people, programmes, said, taking_part, work
from bot.storage import Database


@dataclass(frozen=True)
class MyData:
    made_at: datetime
    person: people.Me
    accounts: tuple[people.Account, ...]
    roles: tuple[people.RoleHeld, ...]
    invitations: tuple[people.Invitation, ...]
    consents: tuple[people.Consent, ...]
    status_answers: tuple[people.StatusAnswer, ...]
    guardian_consents: tuple[people.GuardianConsent, ...]
    papers: tuple[people.Paper, ...]
    pauses: tuple[people.OwnPause, ...]
    programmes: tuple[programmes.Programme, ...]
    meetings: tuple[taking_part.Meeting, ...]
    measures: tuple[said.Measure, ...]
    calls: tuple[said.Call, ...]
    profiles: tuple[said.Profile, ...]
    pairs_as_mentor: tuple[work.Pair, ...]
    entries_as_mentor: tuple[work.Entry, ...]
    templates: tuple[work.Template, ...]
    activities: tuple[taking_part.Invited, ...]
    consultations: tuple[taking_part.Consulted, ...]
    activities_led: tuple[work.Led, ...]
    consultations_noted: tuple[work.ConsultationNoted, ...]
    partners_written: tuple[work.PartnerWritten, ...]
    messages_to_groups: tuple[work.GroupMessage, ...]
    notices: tuple[letters.Notice, ...]
    open_conversations: tuple[letters.OpenConversation, ...]
    written: tuple[letters.Written, ...]
    seen_or_changed: tuple[looks.Look, ...]


async def of(db: Database, person_id: int, *, now: datetime, today: date) -> MyData:
    """As it stands now; that it was looked at is written down. Raises Gone when there is nobody."""
    person = await storage.people.get(db, person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    await storage.audit.note(db, at=now, actor_id=person_id, action="data.seen", person_id=person_id)
    roles = await people.roles(db, person_id)
    is_staff = any(one.role != Role.YOUTH for one in roles)
    accounts = await storage.mydata.accounts(db, person_id)
    own = await storage.mydata.participations(db, person_id)
    stays = [one.id for one, _ in own]
    return MyData(
        made_at=now,
        person=people.me(person),
        accounts=people.accounts(accounts),
        roles=roles,
        invitations=await people.invitations(db, person_id),
        consents=await people.consents(db, person_id),
        status_answers=await people.status_answers(db, person_id),
        guardian_consents=await people.guardian_consents(db, person_id),
        papers=await people.papers(db, person_id),
        pauses=await people.pauses(db, person_id),
        programmes=tuple([await programmes.programme(db, one, place, today) for one, place in own]),
        meetings=await taking_part.meetings(db, stays),
        measures=await said.measures(db, person_id),
        calls=await said.calls(db, person_id),
        profiles=tuple(
            [await said.profile(db, one, place) for one, place in await storage.mydata.profiles(db, person_id)]
        ),
        pairs_as_mentor=await work.pairs(db, person_id),
        entries_as_mentor=await work.entries(db, person_id),
        templates=await work.templates(db, person_id),
        activities=await taking_part.activities(db, stays),
        consultations=await taking_part.consultations(db, stays),
        activities_led=await work.activities(db, person_id),
        consultations_noted=await work.consultations(db, person_id),
        partners_written=await work.partners(db, person_id),
        messages_to_groups=await work.group_messages(db, person_id),
        notices=await letters.notices(db, person_id),
        open_conversations=await letters.open_conversations(db, person_id, is_staff=is_staff),
        written=await letters.written(db, [one.telegram_id for one in accounts], is_staff=is_staff),
        seen_or_changed=await looks.looks(db, person_id),
    )


def as_json(data: MyData) -> bytes:
    """For a machine: names of fields in English, days and moments in ISO form."""
    return json.dumps(asdict(data), default=_in_iso, ensure_ascii=False, indent=2).encode()


def _in_iso(value: Any) -> str:
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    raise TypeError(f"cannot be written down: {type(value).__name__}")
