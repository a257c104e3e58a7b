"""What a handler sees: who speaks, in which language, the database, the time, and a way to answer.

A handler never sends, commits or reads the clock. What it says is collected here and queued by the unit of work in
the transaction that also keeps what it did.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot import messages, outbox, storage
from bot.buttons import Button
from bot.i18n import Speech
from bot.messages import Message
from bot.rules.errors import Gone, NotAllowed, NotAMember
from bot.rules.people import Role
from bot.settings import Settings
from bot.storage import Database
from bot.storage.conversations import Place
from bot.storage.letters import Letter
from bot.storage.people import Caller
from bot.toolbox.clock import Clock


class Begins(Protocol):
    """A conversation, as far as one who starts it must know it."""

    async def begin(self, context: "Context", draft: dict[str, Any]) -> None: ...

    async def begin_anew(self, context: "Context", row: Place, draft: dict[str, Any]) -> None: ...

    async def show_again(self, context: "Context", row: Place) -> None: ...

    async def take_label(self, context: "Context", row: Place, text: str) -> bool: ...

    async def take_way_out(self, context: "Context", row: Place, way: str) -> None: ...


@dataclass(frozen=True)
class House:
    """What was put together at start: handed to every update through PTB's `bot_data`."""

    settings: Settings
    clock: Clock
    conversations: Mapping[str, Begins]

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.time_zone


@dataclass(frozen=True)
class Told:
    """A notice to be planned when the unit commits."""

    person_id: int
    kind: str
    subject_id: int | None
    detail: str | None
    due_at: datetime
    is_urgent: bool


@dataclass
class Unit:
    """One update's work: what it may use, and what it wants to happen with the commit."""

    db: Database
    update: Update
    update_id: int
    chat_id: int
    now: datetime
    said_at: datetime
    caller: Caller | None
    open: list[Place]
    speech: Speech
    letters: list[Letter] = field(default_factory=list)
    # Sent behind everything else: a card is shown by the engine only after its step has spoken.
    afterwards: list[Letter] = field(default_factory=list)
    # What the step's old card folds into where words come between it and the next question; None: edited in place.
    fold_into: str | None = None
    told: list[Told] = field(default_factory=list)
    # Whether something waits for the sender to look.
    is_queued: bool = False
    alert: str | None = None
    # What was read already and will be asked for again before the commit; whoever changes it puts the new one here.
    memory: dict[str, object] = field(default_factory=dict)
    # Set by PTB's error handler, because PTB itself swallows what a handler raises.
    failure: Exception | None = None
    # What a stranger or a refused person wrote is erased with the commit.
    forget: bool = False
    # Words of crisis were answered: "I did not understand" would be cold beside that.
    has_answered_crisis: bool = False

    async def keep(self, departure: outbox.Departure | None) -> None:
        """Queue what was said; the first of it leaves with this very commit, where it may."""
        for n, one in enumerate(self.told):
            key = f"told:{self.update_id}:{n}"
            await storage.notices.plan(
                self.db,
                key=key,
                person_id=one.person_id,
                kind=one.kind,
                subject_id=one.subject_id,
                detail=one.detail,
                due_at=one.due_at,
                now=self.now,
                is_urgent=one.is_urgent,
                planned_by=None if self.caller is None else self.caller.id,
            )
        letters = [*self.letters, *self.afterwards]
        if letters and departure is not None and departure.may_leave(letters[0].chat_id):
            departure.row, rows = await storage.outbox.queue_and_claim(self.db, letters, now=self.now)
            self.is_queued = rows > 1
        elif letters:
            await storage.outbox.queue(self.db, letters, now=self.now)
            self.is_queued = True


UNIT: ContextVar[Unit] = ContextVar("unit")


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context with the unit of work behind it."""

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> Self:
        return cls(application)

    @classmethod
    def from_error(cls, update: object, error: Exception, application: Any, *_: Any, **__: Any) -> Self:
        context = cls(application)
        context.error = error
        return context

    @property
    def unit(self) -> Unit:
        return UNIT.get()

    @property
    def house(self) -> House:
        house: House = self.bot_data["house"]
        return house

    @property
    def db(self) -> Database:
        return self.unit.db

    @property
    def now(self) -> datetime:
        """For deadlines."""
        return self.unit.now

    @property
    def said_at(self) -> datetime:
        """When the person said it: *yesterday* is read against this, even after two days of downtime."""
        return self.unit.said_at

    @property
    def said_on(self) -> Any:
        """The local day on which the person said it."""
        return self.said_at.astimezone(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        return self.house.zone

    @property
    def chat_id(self) -> int:  # the private chat, which carries the person's own id
        return self.unit.chat_id

    @property
    def is_stranger(self) -> bool:
        return self.unit.caller is None

    @property
    def person(self) -> Caller:
        """Whose update this is. Raises NotAMember for a stranger, who then hears what Blakus is."""
        if self.unit.caller is None:
            raise NotAMember
        return self.unit.caller

    def require(self, *roles: Role) -> Caller:
        """The person, when they hold one of these roles; raises NotAMember or NotAllowed."""
        if not self.person.has(*roles):
            raise NotAllowed
        return self.person

    @property
    def speech(self) -> Speech:
        return self.unit.speech

    def tapped(self, button: Button) -> int:
        """The id a button carries; raises Gone for a forged one."""
        facts = self.facts(button)
        return number(facts[0] if facts else "")

    def facts(self, button: Button) -> tuple[str, ...]:
        query = self.unit.update.callback_query
        return button.facts(query.data) if query is not None and query.data else ()

    @property
    def words(self) -> str:
        """The text of the message, without its command; a caption counts."""
        message = self.unit.update.effective_message
        text = (message.text or message.caption or "") if message else ""
        return text.partition(" ")[2].strip() if text.startswith("/") else text.strip()

    @property
    def command(self) -> str:
        """The command of the message, bare: "stop" of "/stop@blakus_bot now"."""
        message = self.unit.update.effective_message
        text = (message.text or "") if message else ""
        return text.split()[0].removeprefix("/").partition("@")[0].lower() if text.startswith("/") else ""

    # --- answering ---

    def reply(
        self, message: Message, *, card: str | None = None, in_place: bool = False, folded: str | None = None
    ) -> None:
        """Answer the person: at the bottom of the chat, or in place of what was tapped or of the card."""
        payload = outbox.written(message)
        if card is not None and self.unit.fold_into is not None:
            in_place, folded = False, self.unit.fold_into
        tap = self.unit.update.callback_query
        method = "sendDocument" if message.file else "sendMessage"
        if in_place and card is None and tap is not None and tap.message is not None and not message.file:
            method, payload = "editMessageText", {**payload, "message_id": tap.message.message_id}
        file = (message.file.name, message.file.content) if message.file else None
        self.unit.letters.append(
            Letter(self.chat_id, method, payload, card=card, to_bottom=not in_place, folded=folded, file=file)
        )

    def before(self, message: Message, *, folded: str) -> None:
        """One more message, above the card that this step is about to show: read first, while the next question stands
        at the bottom. The card of now folds into `folded`."""
        self.unit.letters.append(Letter(self.chat_id, "sendMessage", outbox.written(message)))
        self.unit.fold_into = folded

    def after(self, message: Message) -> None:
        """One more message, below the card that this step is about to show."""
        self.unit.afterwards.append(Letter(self.chat_id, "sendMessage", outbox.written(message)))

    def call(self, method: str, **payload: Any) -> None:
        """Queue another call to Telegram about this chat, such as its menu of commands."""
        self.unit.letters.append(Letter(self.chat_id, method, payload, when_unknown="resend"))

    def pop_up(self, text: str) -> None:
        """Answer a tap with an alert of at most 200 characters; typed words are answered by a message."""
        if self.unit.update.callback_query is None:
            self.reply(Message(text))
        else:
            self.unit.alert = text

    def show_commands(self) -> None:
        """Queue the menu of commands in this person's chat, for their roles and language."""
        roles = frozenset(role for role, _ in self.person.roles)
        commands = [{"command": name, "description": text} for name, text in messages.commands.of(self.speech, roles)]
        self.call("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": self.chat_id})

    def reset_commands(self, chat_id: int, speech: Speech, roles: frozenset[Role]) -> None:
        """Queue another chat's menu of commands, after what its person may do has changed; none without a role."""
        self.unit.letters.append(outbox.menu(chat_id, speech, roles))

    def tell(
        self,
        person_id: int,
        kind: str,
        subject_id: int | None = None,
        *,
        detail: str | None = None,
        due_at: datetime | None = None,
        is_urgent: bool = False,
    ) -> None:
        """Let someone know: worded later, in the language they read then, never in their quiet hours unless urgent."""
        self.unit.told.append(Told(person_id, kind, subject_id, detail, due_at or self.now, is_urgent))

    async def begin(self, conversation: str, draft: dict[str, Any] | None = None) -> None:
        """Open a conversation in this chat and ask its first question."""
        await self.house.conversations[conversation].begin(self, draft or {})

    async def begin_anew(self, conversation: str, draft: dict[str, Any] | None = None) -> None:
        """Open a conversation of which there is one at a time: what is open of it begins anew, at the bottom."""
        open_ = next((row for row in self.unit.open if row.name == conversation), None)
        if open_ is None:
            await self.begin(conversation, draft)
        else:
            await self.house.conversations[conversation].begin_anew(self, open_, draft or {})

    async def show_open(self) -> None:
        """Show the conversation last shown again, at the bottom; nothing when none is open."""
        for row in self.unit.open:
            if row.name in self.house.conversations:
                await self.house.conversations[row.name].show_again(self, row)
                return

    async def take_way_out(self, way: str) -> bool:
        """/stop, /back or /skip in the conversation last shown; False when none is open."""
        for row in self.unit.open:
            if row.name in self.house.conversations:
                await self.house.conversations[row.name].take_way_out(self, row, way)
                return True
        return False

    async def take_label(self) -> bool:
        """Whether the words are a button's of the conversation last shown, which then took them as its tap."""
        for row in self.unit.open:
            if row.name in self.house.conversations:
                return await self.house.conversations[row.name].take_label(self, row, self.words)
        return False

    async def reload_caller(self) -> Caller | None:
        """After joining, a new role or another language: see the person as they are now."""
        self.unit.caller = await storage.people.caller(self.db, self.chat_id)
        if self.unit.caller is not None:
            self.unit.speech = Speech(self.unit.caller.language, self.zone, self.unit.caller.is_familiar)
        return self.unit.caller


def number(text: str) -> int:
    """An id out of a button; raises Gone for anything that cannot be one."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Gone
    return int(text)
