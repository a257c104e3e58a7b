"""Who may do what to whose record: a table made of roles, doors and records; every "no" in it is a test.

The doors are found in the house itself: a new command or button that is neither in the table nor named as for everyone
fails here. A no changes nothing, and a foreign record gets the same answer as a missing one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from sqlalchemy import Table, select
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import buttons, handlers, services, storage
from bot.buttons import MENU, Button
from bot.rules.partners import PartnerKind
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import PaperKind, Pillar, Wanted
from bot.rules.policies import Kind
from bot.rules.roll import Action
from bot.storage.models import (
    Base,
    Broadcast,
    Call,
    Conversation,
    LoggedSession,
    Notice,
    Participation,
    Person,
    Profile,
    ProfileAnswer,
)
from tests.conftest import House, Someone, joined_staff
from tests.doors import towns
from tests.doors.towns import Town

LETTERBOX = {"inbox", "outbox", "card", "stored_file", "notice", "notice_event"}
SHOWN_AGAIN = {"shown_at", "version"}  # an own question that comes to the bottom of the chat is not changed by it
MISSING = 987654

MENTORS = {"mentor", "colleague", "stranger's mentor"}
COORDINATORS = {"coordinator", "stranger's coordinator"}
STAFF = {*MENTORS, *COORDINATORS}
THEIRS = {"mentor", "colleague", "coordinator"}  # of the municipality
MEMBERS = {*MENTORS, *COORDINATORS, "youth", "other_youth", "revoked"}  # whoever was once in can still see their data
YOUTH = {"youth", "other_youth"}
NOBODY: set[str] = set()
# Each door with its knocks, and who may knock so. A record in braces is Smiltene's own, and missing for everyone.
TABLE: dict[str, dict[str, set[str]]] = {
    "/log": {"/log": MENTORS},
    "/invite": {"/invite": COORDINATORS},
    "/people": {"/people": COORDINATORS},
    "/digest": {"/digest": COORDINATORS},
    "/broadcast": {"/broadcast": COORDINATORS},
    "menu:broadcast": {"menu:broadcast": COORDINATORS},
    "cast": {
        "cast:new": COORDINATORS,
        "cast:open:{broadcast}": {"coordinator"},
        "cast:got:{broadcast}:1": {"coordinator"},
        "cast:missed:{broadcast}:1:here": {"coordinator"},
        "cast:stop:{broadcast}": {"coordinator"},
        "cast:forged:{broadcast}": NOBODY,
    },
    "/hours": {"/hours": MEMBERS},
    "/quiet": {"/quiet": MEMBERS},
    "/mydata": {"/mydata": MEMBERS},
    "/deletemydata": {"/deletemydata": MEMBERS},
    "/profile": {"/profile": {*MENTORS, "youth", "other_youth"}},
    "menu:log": {"menu:log": MENTORS},
    "menu:invite": {"menu:invite": COORDINATORS},
    "menu:people": {"menu:people": COORDINATORS},
    "menu:digest": {"menu:digest": COORDINATORS},
    "menu:hours": {"menu:hours": MEMBERS},
    "menu:quiet": {"menu:quiet": MEMBERS},
    "menu:join": {"menu:join": MEMBERS},
    "menu:birth": {"menu:birth": MEMBERS},
    "menu:consent": {"menu:consent": YOUTH},
    "menu:profile": {"menu:profile": {*MENTORS, "youth", "other_youth"}},
    "profile": {"profile:{person}:1": {"coordinator"}, "profile:{person}:2:here": {"coordinator"}},
    "youth": {"youth:{person}": {"mentor"}},
    "voice": {
        "voice:{person}:dream": {"coordinator", "mentor"},
        "voice:{person}:last_studies.why": {"coordinator"},
        "voice:{person}:goal": NOBODY,
    },
    "decide": {
        "decide:{profile}:anew:a{stamp}": {"coordinator"},
        "decide:{profile}:ask:a{stamp}": {"coordinator"},
        "decide:{profile}:forged:a{stamp}": NOBODY,
    },
    "asked": {"asked:{profile}": {"youth"}},
    "later": {"later:{profile}": {"youth"}},
    "recent": {"recent": MENTORS},
    "undo": {"undo:{session}": {"mentor"}},
    "change": {"change:{session}": {"mentor"}},
    "people": {"people:0": COORDINATORS, "people:1": COORDINATORS},
    "person": {"person:{person}": {"coordinator"}, "person:{person}:here": {"coordinator"}},
    "do": {f"do:{action}:{{person}}": {"coordinator"} for action in Action},
    "hours": {
        "hours:mentor:0:1": MENTORS,
        "hours:all:{place}:1": {"coordinator"},
        "hours:youth:{person}:1": NOBODY,
    },
    "digest": {"digest:{place}:1": {"coordinator"}},
    "/unsent": {"/unsent": COORDINATORS},
    "menu:unsent": {"menu:unsent": COORDINATORS},
    "unsaid": {"unsaid:{place}:1": {"coordinator"}, "unsaid:{place}:forged": NOBODY},
    "why": {"why:{notice}": {"coordinator"}},
    "care": {
        "care:call": YOUTH,
        "care:talk": YOUTH,
        "care:mentor": YOUTH,
        "care:back:{other_call}": {"other_youth"},
        "care:reported:{call}": NOBODY,  # no child is threatened
        "care:take:{call}": {"coordinator"},
        "care:reached:{call}": {"coordinator"},
        "care:forged": NOBODY,
    },
    "measure": {
        "measure:monthly:{participation}": {"youth"},
        "measure:exit:{participation}": NOBODY,
        "measure:entry:{participation}": NOBODY,
    },
    "/talk": {"/talk": YOUTH},
    "menu:talk": {"menu:talk": YOUTH},
    "/progress": {"/progress": YOUTH},
    "menu:progress": {"menu:progress": YOUTH},
    "reason": {"reason:{participation}:2026-11": {"coordinator"}},
    "propose": {
        "propose:{participation}:202611251500:120": {"coordinator", "mentor"},
        "propose:{participation}:forged:120": NOBODY,
    },
    "tolog": {"tolog:{activity}": {"mentor"}},
    "week": {"week:good": YOUTH, "week:hard": YOUTH, "week:forged": NOBODY},
    "month": {"month:{place}:2026-11:1": {"coordinator"}, "month:{place}:forged:1": NOBODY},
    "chart": {"chart:{place}:2026-11": {"coordinator"}, "chart:0:now": MENTORS, "chart:{place}:forged": NOBODY},
    "work": {"work:{participation}": {"coordinator"}},
    "wdo": {
        "wdo:remind:{participation}": {"coordinator"},
        "wdo:seen:{participation}": {"coordinator"},
        "wdo:forged:{participation}": NOBODY,
    },
    "/plan": {"/plan": MEMBERS},
    "menu:plan": {"menu:plan": MEMBERS},
    "plans": {"plans:mentor:0:1": MENTORS, "plans:all:{place}:1": {"coordinator"}, "plans:youth:0:1": NOBODY},
    "plan": {"plan:{participation}:1": {"coordinator", "mentor", "youth"}},
    "pdo": {
        "pdo:add:{participation}": {"coordinator", "mentor"},
        "pdo:show:{participation}:1": {"coordinator", "mentor"},
        "pdo:back:{participation}:1": {"coordinator", "mentor"},
        "pdo:goal:{participation}": {"coordinator", "mentor", "youth"},
        "pdo:picture:{participation}": {"coordinator", "mentor", "youth"},
        "pdo:agree:{version}": {"youth"},
        "pdo:noted:{version}": NOBODY,
        "pdo:approve:{version}": {"coordinator"},
        "pdo:forged:{participation}": NOBODY,
    },
    "item": {"item:{item}": {"coordinator", "mentor", "youth"}},
    "ido": {
        "ido:talk:{item}": {"youth"},
        "ido:time:{item}": {"coordinator", "mentor"},
        "ido:goal:{item}": {"coordinator", "mentor", "youth"},
        "ido:change:{item}": {"coordinator", "mentor"},
        "ido:drop:{item}": {"coordinator", "mentor"},
        "ido:keep:{item}": {"coordinator", "mentor"},
        "ido:paper:{item}": {"coordinator"},
        "ido:papers:{item}": {"coordinator"},
        "ido:done:{item}": {"coordinator", "mentor"},
        "ido:reopen:{item}": {"coordinator", "mentor"},
        "ido:forged:{item}": NOBODY,
    },
    "paper": {"paper:withdraw:{paper}": {"coordinator"}, "paper:forged:{paper}": NOBODY},
    "library": {"library:1": {*MENTORS, *COORDINATORS}},
    "template": {
        "template:open:{template}": {"coordinator", "mentor", "colleague"},
        "template:starter:cv": {*MENTORS, *COORDINATORS},
        "template:share:{template}": {"coordinator"},
        "template:unshare:{template}": {"coordinator"},
        "template:withdraw:{template}": {"coordinator"},
        "template:forged:{template}": NOBODY,
    },
    "privacy": {
        "privacy:mydata": MEMBERS,
        "privacy:withdraw": MEMBERS,
        "privacy:erase": MEMBERS,
        "privacy:forged": NOBODY,
    },
    "quiet": {
        "quiet:show": MEMBERS,
        "quiet:hours": MEMBERS,
        "quiet:set:2100:0900": MEMBERS,
        "quiet:set:2500:0900": NOBODY,
        "quiet:change": MEMBERS,
        "quiet:days": MEMBERS,
        "quiet:day:sat:1": MEMBERS,
        "quiet:day:someday:1": NOBODY,
        "quiet:day:sat:2": NOBODY,
        "quiet:holidays:0": MEMBERS,
        "quiet:most": MEMBERS,
        "quiet:most:2": MEMBERS,
        "quiet:most:9": NOBODY,
        "quiet:most:0": STAFF,
        "quiet:default": MEMBERS,
        "quiet:forged": NOBODY,
    },
    "/pause": {"/pause": {*MENTORS, *YOUTH}},
    "menu:pause": {"menu:pause": {*MENTORS, *YOUTH}},
    "/resume": {"/resume": MEMBERS},
    "rest": {
        "rest:agree:{time_off}": {"coordinator"},
        "rest:decline:{time_off}": {"coordinator"},
        "rest:cover:{absence}": {"coordinator"},
        "rest:by:{absence}:{stand_in}": {"coordinator"},
        "rest:end:{absence}": {"coordinator"},
        "rest:resume": MEMBERS,
        "rest:forged": NOBODY,
    },
    "/activity": {"/activity": STAFF},
    "/activities": {"/activities": MEMBERS},
    "/partners": {"/partners": STAFF},
    "menu:activity": {"menu:activity": STAFF},
    "menu:activities": {"menu:activities": MEMBERS},
    "menu:partners": {"menu:partners": STAFF},
    "menu:partner": {"menu:partner": COORDINATORS},
    "activities": {"activities:1": STAFF},
    "activity": {
        "activity:{activity}": {"mentor", "coordinator", "youth"},
        "activity:{activity}:here": {"mentor", "coordinator", "youth"},
    },
    "calendar": {"calendar:{activity}": {"mentor", "coordinator", "youth"}, "calendar:all": {"mentor", "youth"}},
    "seat": {
        "seat:coming:{activity}": {"youth"},
        "seat:not_coming:{activity}:here": {"youth"},
        "seat:none:{activity}": {"youth"},
        "seat:move:{activity}": {"youth"},
        "seat:pick:{activity}:202611251430": NOBODY,
        "seat:forged:{activity}": NOBODY,
    },
    "act": {
        "act:take:{activity}": {"mentor", "coordinator"},
        "act:take:{activity}:here": {"mentor", "coordinator"},
        "act:off:{activity}": {"mentor", "coordinator"},
        "act:times:{activity}": {"mentor", "coordinator"},
        "act:change:{activity}": {"mentor", "coordinator"},
        "act:attendance:{activity}": {"mentor", "coordinator"},
        "act:cancel:{activity}": {"mentor", "coordinator"},
        "act:cancel:{activity}:yes": {"mentor", "coordinator"},
        "act:forged:{activity}": NOBODY,
    },
    "came": {
        "came:{activity}:all": {"mentor", "coordinator"},
        "came:{activity}:{participation}:1": {"mentor", "coordinator"},
        "came:{activity}:log:1": NOBODY,  # nobody has come yet
    },
    "partners": {"partners:1": STAFF},
    "partner": {
        "partner:{partner}": THEIRS,
        "partner:{partner}:here": THEIRS,
        "partner:{partner}:consulted": THEIRS,
        "partner:{partner}:change": {"coordinator"},
        "partner:{partner}:withdraw": {"coordinator"},
        "partner:{partner}:withdraw:yes": {"coordinator"},
    },
    "consultation": {
        "consultation:log:{consultation}": {"mentor"},
        "consultation:undo:{consultation}": {"mentor"},
    },
    # A button of the mentor's open question: taps and ways out.
    "c": {"c:{row}:day:2026-11-18": {"mentor"}, "c:{row}:day:!stop": {"mentor"}, "c:{row}:card:save": {"mentor"}},
}
FOR_EVERYONE = {
    "/start", "/help", "/menu", "/language", "/privacy", "/stop", "/back", "/skip",
    "menu:help", "menu:language", "menu:privacy", "lang",
}  # fmt: skip
RECORDS = (
    "session",
    "person",
    "place",
    "row",
    "participation",
    "call",
    "other_call",
    "version",
    "item",
    "paper",
    "template",
    "profile",
    "stamp",
    "activity",
    "partner",
    "consultation",
    "broadcast",
    "notice",
    "time_off",
    "absence",
    "stand_in",
)
YOUTH_HERE, OTHER_HERE = towns.SMILTENE["youth"], towns.SMILTENE["other_youth"]
NO_WORDS = ("not among your tasks", "no longer there", "opens with an invitation", "no longer works")


def the_doors() -> set[str]:
    """Every command, every entry of the menu, every button, and the questions of conversations."""
    all_buttons = [one for one in vars(buttons).values() if isinstance(one, Button)]
    by_pattern = {one.pattern.pattern: one.name for one in all_buttons if one != MENU}
    found = {*by_pattern.values(), "c"}
    for handler in (*handlers.FIRST, *handlers.KNOCKS, *handlers.WORDS):
        if isinstance(handler, CommandHandler):
            found |= {f"/{command}" for command in handler.commands}
        elif isinstance(handler, CallbackQueryHandler) and handler.pattern is not None:
            pattern = getattr(handler.pattern, "pattern", str(handler.pattern))
            found.add(by_pattern.get(pattern, pattern.strip("^$")))
    return found


def test_every_door_is_in_the_table_or_for_everyone() -> None:
    assert {"/log", "menu:log", "undo", "c"} <= the_doors(), "they are found"
    assert the_doors() == TABLE.keys() | FOR_EVERYONE
    assert not TABLE.keys() & FOR_EVERYONE


@dataclass
class Cast:
    house: House
    smiltene: Town
    valka: Town
    roles: dict[str, Someone]
    records: dict[str, int]
    """Smiltene's own, by what the table calls them."""

    def knock(self, template: str) -> str:
        return template.format_map(self.records)

    @staticmethod
    def missing(template: str) -> str:
        return template.format_map(dict.fromkeys(RECORDS, MISSING))


@pytest.fixture
async def cast(house: House) -> Cast:
    smiltene = await towns.built(house, "Smiltene", towns.SMILTENE)
    valka = await towns.built(house, "Valka", towns.VALKA)
    revoked = await joined_staff(house, "Revokata", Role.MENTOR, smiltene.place, "en")
    async with house.blakus.sessions.begin() as db:
        known = await storage.people.caller(db, revoked.chat.id)
        boss = await storage.people.caller(db, smiltene.coordinator.chat.id)
        assert known is not None and boss is not None
        now = house.clock.now()
        await services.people.revoke(db, by=boss.id, person_id=known.id, now=now, today=now.date())
    made = await _planned(house, smiltene)
    await smiltene.mentor.says("/log")  # an open question
    await smiltene.youth.says("/start")
    for someone in (smiltene.youth, smiltene.other_youth):
        await someone.taps_data(someone.last.message_id, "care:call")  # an open call
    records = {"place": smiltene.place, **made}
    async with house.blakus.sessions() as db:
        mentor = await storage.people.caller(db, smiltene.mentor.chat.id)
        assert mentor is not None
        for name, wanted in (
            ("session", select(LoggedSession.id).where(LoggedSession.mentor_id == mentor.id)),
            ("person", select(Person.id).where(Person.name == towns.SMILTENE["youth"])),
            (
                "participation",
                select(Participation.id)
                .join(Person, Person.id == Participation.youth_id)
                .where(Person.name == towns.SMILTENE["youth"]),
            ),
            ("call", select(Call.id).join(Person, Person.id == Call.person_id).where(Person.name == YOUTH_HERE)),
            ("other_call", select(Call.id).join(Person, Person.id == Call.person_id).where(Person.name == OTHER_HERE)),
            (
                "notice",
                select(Notice.id)
                .join(Call, Call.id == Notice.subject_id)
                .join(Person, Person.id == Call.person_id)
                .where(Notice.kind == "asked_to_call", Person.name == YOUTH_HERE),
            ),
            ("row", select(Conversation.id).where(Conversation.closed_at.is_(None))),
        ):
            records[name] = (await db.scalars(wanted)).one()
    records |= await _a_plan(house, smiltene, records)
    records["broadcast"] = await _a_broadcast(house, smiltene.place)
    records |= await _asked_back(house, smiltene.place, records["person"])
    records |= await _paused(house, smiltene)
    roles = {
        "stranger": house.someone("Somebody", "en"),
        "revoked": revoked,
        "stranger's coordinator": valka.coordinator,
        "stranger's mentor": valka.mentor,
        **smiltene.people,
    }
    assert set(roles) == {"stranger", *MEMBERS}
    return Cast(house, smiltene, valka, roles, records)


async def _a_plan(house: House, town: Town, records: dict[str, int]) -> dict[str, int]:
    """Shown to a young person of 16, with the contract that its volunteering needs; and a template of the town's."""
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        person = await storage.people.get(db, records["person"])
        mentor = await storage.people.caller(db, town.mentor.chat.id)
        boss = await storage.people.caller(db, town.coordinator.chat.id)
        assert person is not None and mentor is not None and boss is not None
        person.birth_date = "2010-02-03"
        wanted = Wanted(Period.month(2026, 12), Pillar.TOGETHER, Kind.VOLUNTEERING, "Animal shelter")
        item = await services.planning.write(
            db, by=mentor.id, participation_id=records["participation"], wanted=wanted, now=now, today=now.date()
        )
        version = await services.planning.propose(
            db, by=mentor.id, participation_id=records["participation"], number=1, now=now
        )
        await services.papers.record(
            db, by=boss.id, item_id=item.id, kind=PaperKind.VOLUNTEERING_CONTRACT, signed_on=now.date(),
            place="file 12", now=now, today=now.date(),
        )  # fmt: skip
        template = await services.templates.keep(db, by=boss.id, item_id=item.id, now=now)
        [paper] = await storage.plans.papers_of(db, person.id)
        return {"item": item.id, "version": version.id, "paper": paper.id, "template": template.id}


async def _a_broadcast(house: House, place: int) -> int:
    """Still under way: its only reader rests for another day."""
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        boss, mentor = [
            (await db.scalars(select(Person.id).where(Person.name == towns.SMILTENE[part]))).one()
            for part in ("coordinator", "colleague")
        ]
        row = Broadcast(
            municipality_id=place, sent_by=boss, addressees="mentors", texts={"en": "Closed"}, fallback="en",
            last_day=now.date() + timedelta(days=7), sent_at=now, state="running", people=1, planned_to=None,
        )  # fmt: skip
        await storage.broadcasts.begin(db, row)
        await storage.notices.plan(
            db, key="broadcast", person_id=mentor, kind="broadcast", subject_id=row.id, detail=None,
            due_at=now + timedelta(days=1), now=now,
        )  # fmt: skip
        return row.id


async def _asked_back(house: House, place: int, person_id: int) -> dict[str, int]:
    """A profile that was sent, with two voice notes, and one answer asked back."""
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        row = Profile(
            person_id=person_id, municipality_id=place, version=1, state="answering", started_at=now, touched_at=now,
            nudges=0, sent_at=now, asked_back="goal", asked_back_note="Which school?", mentor_sees=["goals"],
        )  # fmt: skip
        db.add(row)
        await db.flush()
        said: dict[str, object] = {
            "last_studies": {"chosen": ["left"]},
            "last_studies.why": {"voice": "one", "seconds": 3},
            "dream": {"voice": "two", "seconds": 3},
            "goal": {"chosen": ["school"]},
        }
        for question, value in said.items():
            db.add(ProfileAnswer(profile_id=row.id, question=question, value=value, language="en", answered_at=now))
        return {"profile": row.id, "stamp": int(now.timestamp())}


async def _paused(house: House, town: Town) -> dict[str, int]:
    """Another young person who asked to be left alone, another mentor who is away, and who could stand in."""
    today = house.clock.now().date()
    async with house.blakus.sessions.begin() as db:
        ids = {}
        for name, someone in (("time_off", town.other_youth), ("absence", town.colleague)):
            known = await storage.people.caller(db, someone.chat.id)
            assert known is not None
            begun = await services.time_off.begin(
                db, person_id=known.id, roles=known.roles, first=today, last=today, reason=None,
                now=house.clock.now(), today=today,
            )  # fmt: skip
            ids[name] = begun.time_off.id
        mentor = await storage.people.caller(db, town.mentor.chat.id)
        assert mentor is not None
        return {**ids, "stand_in": mentor.id}


async def _planned(house: House, town: Town) -> dict[str, int]:
    """An activity whose time the young person would like to change, a partner, a consultation that the mentor noted."""
    now, zone = house.clock.now(), house.blakus.settings.time_zone
    async with house.blakus.sessions.begin() as db:
        mentor, boss, youth = [
            (await storage.people.caller(db, one.chat.id)) for one in (town.mentor, town.coordinator, town.youth)
        ]
        assert mentor is not None and boss is not None and youth is not None
        [stay] = await storage.pairs.of_youth(db, youth.id)
        plan = services.activities.Plan(
            (stay.participation_id,), "Class", Kind.EVENT, date(2026, 11, 27), time(14), minutes=60
        )
        activity = (await services.activities.plan(db, plan, by=mentor.id, now=now, zone=zone)).gathering.activity
        await services.seats.ask_to_move(db, activity.id, youth_id=youth.id, now=now)
        described = services.partners.Described(PartnerKind.COACH, "Coach", None, ("en",))
        partner = await services.partners.write(db, described, municipality_id=town.place, by=boss.id, now=now)
        noted = await services.partners.log(
            db, participation_id=stay.participation_id, partner_id=partner.id, day=date(2026, 11, 17), minutes=45,
            attended=True, by=mentor.id, now=now, zone=zone,
        )  # fmt: skip
        return {"activity": activity.id, "partner": partner.id, "consultation": noted.consultation.id}


def the_table(cast: Cast, role: str) -> Iterator[str]:
    """Every knock at which this role must hear no."""
    for template, may in (one for knocks in TABLE.values() for one in knocks.items()):
        if "{" in template:
            yield cast.missing(template)
        if role not in may:
            yield cast.knock(template)


@pytest.mark.parametrize("role", sorted({"stranger", *MEMBERS}))
async def test_every_no(cast: Cast, role: str, subtests: pytest.Subtests) -> None:
    knocks, someone = list(the_table(cast, role)), cast.roles[role]
    assert len(knocks) > 30, "the table is there"
    await someone.says("/help")  # so that there is a message to forge a tap on
    before = await _records(cast.house)
    for knock in knocks:
        with subtests.test(knock=knock):
            said = await _knocks(someone, knock)
            unchanged, before = before, await _records(cast.house)
            assert any(words in said for words in NO_WORDS), said
            assert before == unchanged, "a no changes nothing"


async def test_foreign_and_missing_look_the_same(cast: Cast) -> None:
    looked = 0
    for role, someone in cast.roles.items():
        await someone.says("/help")
        for template, may in (one for knocks in TABLE.values() for one in knocks.items()):
            if "{" in template and role not in may:
                missing = await _knocks(someone, cast.missing(template))
                assert await _knocks(someone, cast.knock(template)) == missing, template
                looked += 1
    assert looked > 100


USE_UP = ("act", "paper", "change", "undo")


async def test_what_may_be_done_is_done(cast: Cast, subtests: pytest.Subtests) -> None:
    """The same doors open for those they are for: the table's noes are not noes to everyone."""
    for someone in cast.roles.values():
        await someone.says("/help")
    in_order = ["c", *sorted(TABLE.keys() - {"c", "do", *USE_UP}), *USE_UP]  # some use a record up
    for template, may in (one for door in in_order for one in TABLE[door].items()):
        if template.startswith("c:") and "!stop" not in template:
            continue  # the question is answered once
        for role in sorted(may & {"mentor", "coordinator", "youth"}):
            with subtests.test(role=role, knock=template):
                said = await _knocks(cast.roles[role], cast.knock(template))
                assert not any(words in said for words in NO_WORDS), said
    said = await _knocks(cast.roles["coordinator"], cast.knock("person:{person}"))
    assert towns.SMILTENE["youth"] in said


async def _knocks(someone: Someone, knock: str) -> str:
    """Knock, and read everything that came back: new messages, changed ones, pop-ups."""
    chat = someone.chat
    texts = {message.message_id: message.text for message in chat.from_bot}
    toasts = len(chat.toasts)
    if knock.startswith("/"):
        await someone.says(knock)
    else:
        await someone.taps_data(chat.from_bot[-1].message_id, knock)
    new = [message.text for message in chat.from_bot if texts.get(message.message_id) != message.text]
    return "\n".join([*new, *(toast.text for toast in chat.toasts[toasts:])])


async def _records(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the letterbox's own."""
    tables: list[Table] = [table for table in Base.metadata.sorted_tables if table.name not in LETTERBOX]
    async with house.blakus.sessions() as db:
        return {
            table.name: [
                tuple(row)
                for row in await db.execute(select(*(column for column in table.c if column.name not in SHOWN_AGAIN)))
            ]
            for table in tables
        }
