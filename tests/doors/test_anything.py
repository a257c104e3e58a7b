"""Any text, any button, any order, any role: it always answers, never leaks a name, never breaks a limit."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.storage.models import InboxUpdate, OutboxRow
from tests.conftest import House, Someone
from tests.doors import towns
from tests.doors.towns import Town

COMMANDS = [
    "/start",
    "/help",
    "/log",
    "/hours",
    "/digest",
    "/invite",
    "/people",
    "/quiet",
    "/language",
    "/privacy",
    "/mydata",
    "/deletemydata",
    "/start abc",
    "/log yesterday 2h",
    "/activity",
    "/activity tomorrow 14:00 CV 2h",
    "/activities",
    "/partners",
    "/talk",
    "/unknown",
    "/",
    "/log@blakus_bot",
]
LINES = [
    "yesterday 1.5 h CV with {youth}",
    "2h {other}",
    "14-15:30 {youth} psychologist",
    "{foreign} 2 h today",
    "vakar 1h {youth}",
    "вчора 2 год {youth}",
    "90 min",
    "5",
    "done",
    "Back",
    "stop",
    "help",
    "yes",
    "3.5.2008",
    "29.02.2026",
    "1:30",
    "25:99",
    "99999999999999999999",
    "-5 h",
    "tomorrow 2h {youth}",
    "/activity tomorrow 14:00 CV with {youth}, 2h",
    "/activity tomorrow 14:00 CV with {foreign}, 2h",
    "tomorrow 14:00",
    "25.12. 15-16:30",
    "Library",
    "{youth}",
    "{foreign}",
    "no-show {youth} yesterday",
    "i want to die",
    "негрибу жити, тато мене б’є",
    "{youth} mani sit patēvs",
]
ANY_DATA = [
    "undo:1",
    "undo:2",
    "undo:999999999",
    "undo:x",
    "undo:",
    "change:1",
    "change:2",
    "person:1",
    "person:9",
    "do:end:1",
    "people:0",
    "people:-1",
    "hours:1",
    "digest:1",
    "digest:x:9",
    "c:1:when:x",
    "c:99:youth:1",
    "c:1",
    "c:::",
    "c:x:y:z",
    "menu:log",
    "menu:hours",
    "menu:people",
    "menu:digest",
    "menu:invite",
    "menu:quiet",
    "menu:privacy",
    "menu:join",
    "lang:xx",
    "lang:uk",
    "privacy:show",
    "quiet:",
    "why:1",
    "call:1",
    "menu:activity",
    "menu:activities",
    "menu:partners",
    "menu:partner",
    "menu:talk",
    "care:call",
    "care:talk",
    "care:mentor",
    "care:back:1",
    "care:back:x",
    "care:take:1",
    "care:reached:1",
    "care:reported:1",
    "activity:1",
    "activity:1:here",
    "activity:",
    "activities:7",
    "seat:coming:1",
    "seat:not_coming:1",
    "seat:move:1",
    "seat:none:1",
    "seat:pick:1:202611251430",
    "seat:pick:1:x",
    "seat:",
    "act:change:1",
    "act:times:1",
    "act:cancel:1",
    "act:cancel:1:yes",
    "act:attendance:1",
    "act:x",
    "came:1:all",
    "came:1:1:1",
    "came:1:log:1",
    "came:1:9:2",
    "calendar:1",
    "calendar:x",
    "partners:1",
    "partner:1",
    "partner:1:change",
    "partner:1:withdraw:yes",
    "consultation:log:1",
    "consultation:undo:1",
    "zzz",
    "recent:0",
    "reason:1:2026-11",
    "reason:2:2026-10",
    "reason:x:2026-13",
    "reason:",
    ":",
    "c:1:!stop",
    "=yes",
]
PAGES = (
    "activities:",
    "activity:",
    "partners:",
    "partner:",
    "act:",
    "came:",
    "lang:",
    "hours:",
    "people:",
    "digest:",
    "person:",
    "undo:",
    "do:",
    "quiet:",
    "recent:",
)
acts = st.lists(
    st.tuples(
        st.integers(0, 10),  # who
        st.one_of(
            st.tuples(st.just("text"), st.text(max_size=200)),
            st.tuples(st.just("text"), st.sampled_from(COMMANDS)),
            st.tuples(st.just("line"), st.sampled_from(LINES)),
            st.tuples(st.just("tap"), st.integers(0, 200)),
            st.tuples(st.just("tap"), st.integers(0, 12)),
            st.tuples(st.just("data"), st.sampled_from(ANY_DATA)),
            st.tuples(st.just("data"), st.text(min_size=1, max_size=20)),
            st.tuples(st.just("foreign tap"), st.integers(0, 200)),
            st.tuples(st.just("odd"), st.sampled_from(["photo", "sticker", "voice", "document", "contact", "edit"])),
        ),
    ),
    min_size=1,
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=acts)
async def test_whatever_people_do(two_towns: "Towns", acts: list[tuple[int, tuple[str, object]]]) -> None:
    for who, (what, how) in acts:
        await two_towns.does(who, what, how)
    await two_towns.check_all_well()


class Towns:
    """Both towns, a stranger, and what each of them may never see."""

    def __init__(self, house: House, smiltene: Town, valka: Town) -> None:
        self.house = house
        self.towns = (smiltene, valka)
        self.stranger = house.someone("Stranger", "en")
        self.everyone: list[Someone] = [*smiltene.people.values(), *valka.people.values(), self.stranger]
        self.never: dict[int, set[str]] = {}
        for here, there in ((smiltene, valka), (valka, smiltene)):
            foreign = set(there.names.values())
            for part, someone in here.people.items():
                unseen = set(foreign)
                if part in ("mentor", "youth"):
                    unseen.add(here.names["other_youth"])
                if part in ("colleague", "other_youth"):
                    unseen.add(here.names["youth"])
                self.never[someone.chat.id] = unseen
        self.never[self.stranger.chat.id] = {*smiltene.names.values(), *valka.names.values()}

    async def does(self, who: int, what: str, how: object) -> None:
        someone = self.everyone[who % len(self.everyone)]
        before = self._seen(someone)
        act, must_answer = self._act(someone, what, how)
        if act is None:
            return
        await someone.does(act)
        if must_answer:
            assert self._seen(someone) != before, f"no answer to {what} {how!r}"
        self._check_no_leak(someone, before)

    def _act(self, someone: Someone, what: str, how: object) -> tuple[Callable[[], object] | None, bool]:
        chat = someone.chat
        match what:
            case "text":
                text = str(how).strip().replace("\x00", "")
                return (lambda: chat.says(text), True) if text else (None, False)
            case "line":
                town = self.towns[0] if someone in self.towns[0].people.values() else self.towns[1]
                there = self.towns[1] if town is self.towns[0] else self.towns[0]
                text = str(how).format(
                    youth=town.names["youth"], other=town.names["other_youth"], foreign=there.names["youth"]
                )
                return lambda: chat.says(text), True
            case "tap":
                buttons = [
                    (message.message_id, button.data)
                    for message in chat.from_bot
                    for row in message.buttons
                    for button in row
                    if button.data
                ]
                if not buttons:
                    return None, False
                message_id, data = buttons[-1 - int(str(how)) % len(buttons)]
                return lambda: chat.taps_data(message_id, data), False
            case "foreign tap":
                data_of_all = [
                    button.data
                    for other in self.everyone
                    for message in other.chat.from_bot
                    for row in message.buttons
                    for button in row
                    if button.data
                ]
                if not data_of_all or not chat.messages:
                    return None, False
                data = data_of_all[int(str(how)) % len(data_of_all)]
                return lambda: chat.taps_data(chat.messages[-1].message_id, data), False
            case "data":
                if not chat.messages or len(str(how).encode()) > 64:
                    return None, False
                # A page that is on the screen already is edited into itself, which nobody can see.
                shows = not str(how).startswith(PAGES)
                return lambda: chat.taps_data(chat.messages[-1].message_id, str(how)), shows
            case _:
                return self._odd(someone, str(how)), True

    def _odd(self, someone: Someone, how: str) -> Callable[[], object] | None:
        chat = someone.chat
        if how == "edit":
            own = [message for message in chat.messages if not message.from_bot and message.kind == "text"]
            return (lambda: chat.edits(own[-1].message_id, "something else")) if own else None
        return {
            "photo": lambda: chat.sends_photo("a caption 2h"),
            "sticker": chat.sends_sticker,
            "voice": chat.sends_voice,
            "document": lambda: chat.sends_document(b"x", "x.txt"),
            "contact": chat.sends_contact,
        }[how]

    def _seen(self, someone: Someone) -> tuple[int, int, int]:
        chat = someone.chat
        edits = sum(len(message.earlier) for message in chat.from_bot)
        return len(chat.from_bot), edits, len(chat.toasts)

    def _check_no_leak(self, someone: Someone, before: tuple[int, int, int]) -> None:
        own = [message for message in someone.chat.messages if not message.from_bot]
        own_words = " ".join(text for one in own for text in (one.text, *(before.text for before in one.earlier)))
        shown = [message.text + " ".join(message.labels) for message in someone.chat.from_bot[-30:]]
        shown += [toast.text for toast in someone.chat.toasts[-10:]]
        for name in self.never[someone.chat.id]:
            if name not in own_words:  # what somebody typed themselves may be shown back to them
                assert not any(name in text for text in shown), f"{name} is on the screen of {someone.chat.user}"

    async def check_all_well(self) -> None:
        async with self.house.blakus.sessions() as db:
            troubled = await db.scalars(select(InboxUpdate.error).where(InboxUpdate.error.is_not(None)))
            refused = await db.scalars(select(OutboxRow.reason).where(OutboxRow.state == "failed"))
            unsettled = await db.scalar(
                select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(("sending", "unknown")))
            )
            assert list(troubled) == []
            assert list(refused) == []
            assert unsettled == 0


@pytest.fixture
async def two_towns(house: House) -> Towns:
    smiltene = await towns.built(house, "Smiltene", towns.SMILTENE)
    valka = await towns.built(house, "Valka", towns.VALKA)
    return Towns(house, smiltene, valka)
