"""The half-lived month that the try-out opens with, made by the same services and the same taps as real life.

It is a Tuesday morning in November. The three people of the page joined by their links. On her first evening Oksana
answered the questions of getting to know each other in Ukrainian; Anna got the digest on Monday, Ilze logged a session
with one line on her way home, and Oksana looked at her hours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot import services
from bot.demo import evening, lives
from bot.demo.botapi import PrivateChat
from bot.demo.cast import (
    ANNA,
    ELINA,
    ILZE,
    OKSANA,
    OKSANAS_LIFE,
    OTHER_LIVES,
    OTHER_MENTORS,
    PLACE,
    RIHARDS,
    RIHARDS_LIFE,
    Actor,
    Life,
)
from bot.demo.tryout import ZONE, TryOut
from bot.rules.people import StatusNow
from bot.rules.periods import Period
from bot.rules.plans import Wanted
from bot.rules.policies import Kind, Mode
from bot.storage import Database

BEGINS = datetime(2026, 10, 1, 9, tzinfo=ZONE)
OPENS = datetime(2026, 11, 17, 10, tzinfo=ZONE)
_KINDS = (tuple(Kind), (46, 18, 8, 6, 7, 4, 4, 3, 4))
_GROUP_NOTE = "Jauniešu centrā, galda spēles"
_LINE = "šodien 14-15:30 ar Oksanu, CV un motivācijas vēstule"


async def tell(tryout: TryOut) -> None:
    """Live through everything until the page opens."""
    story = _Story(tryout)
    await story.autumn()
    await story.monday()


def chat_of(tryout: TryOut, actor: Actor) -> PrivateChat:
    """The actor's chat with the bot, made on first sight."""
    return tryout.server.person(actor.telegram_id, actor.account, actor.language)


@dataclass(frozen=True)
class Entry:
    """What a mentor logged on the evening of `day`; no minutes: it did not take place."""

    day: date
    mentor: Actor
    youth: tuple[Actor, ...]
    minutes: int
    note: str | None
    kind: Kind


class _Story:
    """Remembers who became which person in the database."""

    def __init__(self, tryout: TryOut) -> None:
        self.tryout = tryout
        self.ids: dict[Actor, int] = {}
        self.stays: dict[Actor, int] = {}
        self.entries: list[Entry] = []
        self.dice = Random(2026)

    # --- what happened ---

    async def autumn(self) -> None:
        """People are invited and join; mentors log what they do."""
        await self._joins(ANNA, at=_at(2026, 10, 1, 9, 10), taps=("en", "yes"))
        await self._joins(ILZE, at=_at(2026, 10, 1, 10, 5), taps=("lv", "yes"))
        async with self.tryout.blakus.sessions.begin() as db:
            for actor in OTHER_MENTORS:
                await self._joined(db, actor, at=_at(2026, 10, 1, 10, 30))
        await self._joins(OKSANA, at=_at(2026, 10, 5, 11, 0), taps=("uk", "yes"), life=OKSANAS_LIFE)
        await self._say(OKSANA, f"{OKSANAS_LIFE.birth:%d.%m.%Y}")
        await self._tap(OKSANA, "none:1")
        await self._tap(OKSANA, "done")
        await self._first_evening()
        async with self.tryout.blakus.sessions.begin() as db:
            for life in OTHER_LIVES:
                await self._lived(db, life)
        self.entries = sorted(self._entries(), key=lambda entry: entry.day)
        await self._log_until(date(2026, 11, 12))
        await self._walk(_at(2026, 11, 13, 15, 30))
        await self._say(ANNA, "/hours")
        await self._log_until(date(2026, 11, 15))

    async def _first_evening(self) -> None:
        """Oksana answers the questions in one go, and sends them to Anna."""
        await self._walk(_at(2026, 10, 5, 18, 40))
        await self._say(OKSANA, "/profile")
        while (step := self._asked(OKSANA)) != "summary":
            if step in evening.ANSWERS:
                await self._answer(OKSANA, step)
            else:  # the welcome, and the pauses between the sittings
                await self._tap(OKSANA, f"{step}:go")
        await self._tap(OKSANA, "summary:send")
        await self._tap(OKSANA, "sees:done")
        await self._confirmed_and_planned()

    async def _confirmed_and_planned(self) -> None:
        """Anna reads and confirms on the next morning; what the answers suggest becomes the plan, shown and agreed."""
        await self._walk(_at(2026, 10, 6, 9, 20))
        annas = chat_of(self.tryout, ANNA)
        annas.taps_data(annas.from_bot[-1].message_id, f"profile:{self.ids[OKSANA]}:1")
        await self.tryout.settled()
        [confirm] = [one for row in annas.from_bot[-1].buttons for one in row if ":programme:" in (one.data or "")]
        annas.taps_data(annas.from_bot[-1].message_id, confirm.data or "")
        await self.tryout.settled()
        now = self.tryout.clock.now()
        stay, anna, oksana = self.stays[OKSANA], self.ids[ANNA], self.ids[OKSANA]
        async with self.tryout.blakus.sessions.begin() as db:
            found = await services.suggestions.open_to(db, stay)
            for n, one in enumerate(found[:6]):
                wanted = Wanted(
                    Period.month(2026, 10 + n // 2),
                    one.pillar,
                    one.kind,
                    one.title,
                    minutes=one.minutes,
                    source=one.source,
                )
                await services.planning.write(
                    db, by=anna, participation_id=stay, wanted=wanted, now=now, today=now.date()
                )
            shown = await services.planning.propose(db, by=anna, participation_id=stay, number=1, now=now)
            await services.planning.agree(db, by=oksana, version_id=shown.id, now=now, today=now.date())
            await services.planning.approve(db, by=anna, version_id=shown.id, now=now, today=now.date())

    async def _answer(self, actor: Actor, question: str) -> None:
        said = evening.ANSWERS[question]
        for value in said.taps:
            await self._tap(actor, f"{question}:{value}")
        if said.words:
            await self._say(actor, said.words)
        elif not said.taps:
            await self._tap(actor, f"{question}:!skip")

    def _asked(self, actor: Actor) -> str:
        """The question on the newest card of a phone."""
        for message in reversed(chat_of(self.tryout, actor).from_bot):
            for button in (button for row in message.buttons for button in row):
                if button.data and button.data.startswith("c:"):
                    return button.data.split(":")[2]
        raise LookupError(f"no question on the phone of {actor.name}")

    async def monday(self) -> None:
        """The digest at nine, somebody who is doubtful, one line from the bus, a look at the hours."""
        await self._walk(_at(2026, 11, 15, 23, 50))
        await self._walk(_at(2026, 11, 16, 9, 1))
        await self._joins(RIHARDS, at=_at(2026, 11, 16, 11, 20), taps=("lv", "yes"), life=RIHARDS_LIFE)
        await self._say(RIHARDS, f"{RIHARDS_LIFE.birth:%d.%m.%Y}")
        await self._tap(RIHARDS, "studying:1")
        await self._tap(RIHARDS, "done")
        await self._walk(_at(2026, 11, 16, 15, 42))
        await self._say(ILZE, _LINE)
        await self._walk(_at(2026, 11, 16, 15, 43))
        await self._tap(ILZE, "save")
        await self._walk(_at(2026, 11, 16, 18, 20))
        await self._say(OKSANA, "/hours")
        await self._walk(OPENS)

    # --- on the phones ---

    async def _joins(self, actor: Actor, *, at: datetime, taps: Sequence[str], life: Life | None = None) -> None:
        """An invitation as the coordinator would make it, opened on the person's own phone."""
        await self._walk(at)
        async with self.tryout.blakus.sessions.begin() as db:
            token = await self._invited(db, actor, at)
            if life is not None:
                await self._begun(db, life, at)
        chat_of(self.tryout, actor).starts(token)
        await self.tryout.settled()
        for value in taps:
            await self._tap(actor, value)

    async def _say(self, actor: Actor, text: str) -> None:
        chat_of(self.tryout, actor).says(text)
        await self.tryout.settled()
        await self._a_moment_later()

    async def _tap(self, actor: Actor, value: str) -> None:
        """Tap the choice that stands for this value, whatever it says in the language of the phone."""
        chat = chat_of(self.tryout, actor)
        for message in reversed(chat.from_bot):
            for button in (button for row in message.buttons for button in row):
                if (button.data or "").endswith(f":{value}"):
                    chat.taps_data(message.message_id, button.data or "")
                    await self.tryout.settled()
                    await self._a_moment_later()
                    return
        raise LookupError(f"no button for {value!r} on the phone of {actor.name}")

    async def _a_moment_later(self) -> None:
        """People take a few seconds, and so does Telegram."""
        self.tryout.clock.turn_to(self.tryout.clock.now() + timedelta(seconds=8))

    async def _walk(self, moment: datetime) -> None:
        """Before the page opens nobody watches: only Monday's digest is waited for."""
        if moment > _at(2026, 11, 16, 0, 0):
            await self.tryout.walk_to(moment)
        elif moment > self.tryout.clock.now():
            self.tryout.clock.turn_to(moment)

    # --- written down by the services ---

    async def _invited(self, db: Database, actor: Actor, at: datetime) -> str:
        place = await services.people.municipality(db, name=PLACE)
        person = await services.people.write_down(db, name=actor.name, language=actor.language, now=at)
        self.ids[actor] = person.id
        made = await services.invitations.invite(
            db,
            person_id=person.id,
            role=actor.role,
            municipality_id=place.id,
            invited_by=self.ids.get(ANNA) if actor is not ANNA else None,
            now=at,
        )
        return made.token

    async def _joined(self, db: Database, actor: Actor, *, at: datetime) -> None:
        """Somebody whose phone is not on the page: the same consent, without the taps."""
        token = await self._invited(db, actor, at)
        invitation = await services.invitations.opened(db, token, now=at)
        await services.joining.agree(db, invitation.id, telegram_id=actor.telegram_id, language=actor.language, now=at)
        chat_of(self.tryout, actor).started = True

    async def _begun(self, db: Database, life: Life, at: datetime) -> None:
        place = await services.people.municipality(db, name=PLACE)
        stay = await services.pairs.start_participation(
            db,
            youth_id=self.ids[life.youth],
            municipality_id=place.id,
            started_on=life.started_on,
            planned_end_on=life.planned_end_on,
            by=self.ids[ANNA],
            now=at,
        )
        self.stays[life.youth] = stay.id
        if life.mentor is not None:
            await services.pairs.pair(
                db,
                participation_id=stay.id,
                mentor_id=self.ids[life.mentor],
                started_on=life.started_on,
                by=self.ids[ANNA],
                now=at,
            )

    async def _lived(self, db: Database, life: Life) -> None:
        at = datetime.combine(life.started_on, time(10), tzinfo=ZONE)
        await self._joined(db, life.youth, at=at)
        await self._begun(db, life, at)
        place = await services.people.municipality(db, name=PLACE)
        await services.joining.take_birth_date(
            db, person_id=self.ids[life.youth], municipality_id=place.id, birth=life.birth, now=at, today=at.date()
        )
        await services.joining.take_status(
            db,
            person_id=self.ids[life.youth],
            municipality_id=place.id,
            statuses={StatusNow.NONE},
            now=at,
            today=at.date(),
        )

    def _entries(self) -> Iterator[Entry]:
        """All that mentors logged before the page opens, young person by young person."""
        yield Entry(date(2026, 11, 14), ILZE, (OKSANA, ELINA), 90, _GROUP_NOTE, Kind.NGO_YOUTH_CENTRE)
        for life in (OKSANAS_LIFE, *OTHER_LIVES):
            assert life.mentor is not None
            for day, minutes in _days(life):
                note = self.dice.choice(lives.NOTES[life.mentor.language]) if minutes else None
                yield Entry(day, life.mentor, (life.youth,), minutes, note, self.dice.choices(*_KINDS)[0])

    async def _log_until(self, last: date) -> None:
        """Each entry was made on its own evening."""
        async with self.tryout.blakus.sessions.begin() as db:
            while self.entries and self.entries[0].day <= last:
                entry = self.entries.pop(0)
                evening = datetime.combine(entry.day, time(19, 30), tzinfo=ZONE)
                await services.sessions.log(
                    db,
                    mentor_id=self.ids[entry.mentor],
                    participation_ids=[self.stays[one] for one in entry.youth],
                    day=entry.day,
                    start=None,
                    minutes=entry.minutes,
                    kind=entry.kind,
                    mode=Mode.IN_PERSON,
                    attended=entry.minutes > 0,
                    note=entry.note,
                    said_at=evening,
                    now=evening,
                    zone=ZONE,
                )


def _days(life: Life) -> Iterator[tuple[date, int]]:
    for month, written in ((10, life.october), (11, life.november)):
        for met in written.split():
            day, _, minutes = met.partition(":")
            yield date(2026, month, int(day)), int(minutes)


def _at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)
