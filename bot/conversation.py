"""The engine of conversations: a place that is a row, one question at a time, nothing in memory.

A conversation is one file in `conversations/`: named steps, each *asks* (a message) and *takes* (one answer) and says
which step comes next. Its place and what was answered are stored in the transaction of the answer itself, so a
conversation goes on after a week, a restart or a change of language. A button names the conversation's row, its
step and the choice: a tap on an old card is recognised and answered kindly.
"""

import copy
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot import messages, storage
from bot.buttons import Choice, Link, Row
from bot.context import UNIT, Context
from bot.messages import Message
from bot.rules.errors import Gone, NotUnderstood
from bot.storage.conversations import Place

Draft = dict[str, Any]

SKIP = "!skip"
HAS_BACK = "_has_back"
_TRAIL = "_trail"  # the steps that *back* goes through


@dataclass(frozen=True)
class Voice:
    """A voice note as Telegram keeps it; nobody writes it down."""

    file_id: str
    seconds: int


@dataclass(frozen=True)
class Answer:
    """One answer: the choice that was tapped (or typed as its label), the words that were typed, or a voice note."""

    choice: str | None = None
    text: str | None = None
    voice: Voice | None = None


@dataclass(frozen=True)
class Done:
    """The conversation is over; the card says this."""

    message: Message


Next = str | Done
Ask = Callable[[Context, Draft], Awaitable[Message]]
Take = Callable[[Context, Draft, Answer], Awaitable[Next]]


@dataclass(frozen=True)
class Step:
    """`ask` may offer choices (`option(label, value)`); `take` changes the draft and names the next step.

    `is_final`: what it took stays, so *back* from the next step goes no further than there.
    Not `listens`: typed words go past this step (to the quick log, or to "I did not understand")."""

    ask: Ask
    take: Take
    can_skip: bool = False
    listens: bool = True
    is_final: bool = False
    takes_voice: bool = False


def option(label: str, value: str) -> Choice:
    """A choice of the step that is being asked; the engine gives it the place it belongs to."""
    return Choice(label, f"={value}")


@dataclass(frozen=True)
class Conversation:
    """Named steps; the first one begins. `about` is what *help* says in this conversation."""

    name: str
    steps: Mapping[str, Step]
    about: Callable[[Any], str]
    first: Callable[[Context, Draft], Awaitable[str]] | None = None
    stopped: Callable[[Any], str] | None = None
    # Where *back* leads, when that follows from what was answered and not from the way here. `ask` then says with
    # `draft[HAS_BACK]` whether there is a way back.
    previous: Callable[[Context, Draft, str], Awaitable[str | None]] | None = None

    async def begin(self, context: Context, draft: Draft) -> None:
        draft.setdefault(_TRAIL, [])
        step = await self.first(context, draft) if self.first else next(iter(self.steps))
        place_id = await storage.conversations.start(
            context.db,
            chat_id=context.chat_id,
            person_id=_person_id(context),
            name=self.name,
            step=step,
            draft=draft,
            now=context.now,
        )
        await self._show(context, place_id, step, draft, in_place=False)

    async def begin_anew(self, context: Context, row: Place, draft: Draft) -> None:
        """From its first question, in the same place; what the old card asked folds into a line."""
        old = await self._asked(context, row.id, row.step, copy.deepcopy(row.draft)) if row.step in self.steps else None
        draft.setdefault(_TRAIL, [])
        step = await self.first(context, draft) if self.first else next(iter(self.steps))
        await storage.conversations.move(
            context.db, row.id, step=step, draft=draft, shown_at=context.now, person_id=_person_id(context)
        )
        folded = messages.conversation.folded(old.text) if old else None
        await self._show(context, row.id, step, draft, in_place=False, folded=folded)

    async def show_again(self, context: Context, row: Place) -> None:
        """The current question, at the bottom of the chat, in the language of now."""
        draft = copy.deepcopy(row.draft)
        asked = await self._asked(context, row.id, row.step, draft)
        await storage.conversations.move(
            context.db,
            row.id,
            step=row.step,
            draft=draft,
            shown_at=context.now,
            person_id=_person_id(context),
        )
        context.reply(asked, card=_card(row.id), folded=messages.conversation.folded(asked.text))

    async def take_tap(self, context: Context, row: Place, step_name: str, value: str) -> None:
        if step_name != row.step:
            context.pop_up(messages.conversation.old_button(context.speech).text)
            await self.show_again(context, row)
            return
        await self._take(context, row, Answer(choice=value), in_place=True)

    async def take_text(self, context: Context, row: Place, text: str) -> None:
        """Typed words: a word of an option counts as its tap."""
        asked = await self._asked(context, row.id, row.step, copy.deepcopy(row.draft))
        typed = _tapped_by_words(asked, text, row.id)
        answer = Answer(choice=typed) if typed is not None else Answer(text=text)
        await self._take(context, row, answer, in_place=False, old=asked)

    async def take_voice(self, context: Context, row: Place, voice: Voice) -> None:
        asked = await self._asked(context, row.id, row.step, copy.deepcopy(row.draft))
        await self._take(context, row, Answer(voice=voice), in_place=False, old=asked)

    async def take_way_out(self, context: Context, row: Place, way: str) -> None:
        """A command that means a button of every card: /stop, /back, /skip."""
        if row.step not in self.steps:
            raise Gone
        asked = await self._asked(context, row.id, row.step, copy.deepcopy(row.draft))
        await self._take(context, row, Answer(choice=f"!{way}"), in_place=False, old=asked)

    async def take_label(self, context: Context, row: Place, text: str) -> bool:
        """Only a word of an option; other words are not for a step that does not listen."""
        if row.step not in self.steps:
            return False
        asked = await self._asked(context, row.id, row.step, copy.deepcopy(row.draft))
        typed = _tapped_by_words(asked, text, row.id)
        if typed is not None:
            await self._take(context, row, Answer(choice=typed), in_place=False, old=asked)
        return typed is not None

    async def _take(
        self, context: Context, row: Place, answer: Answer, *, in_place: bool, old: Message | None = None
    ) -> None:
        draft = copy.deepcopy(row.draft)
        step = self.steps[row.step]
        folded = messages.conversation.folded(old.text) if old else None
        match answer.choice:
            case "!help":
                context.pop_up(self.about(context.speech))
                return
            case "!stop":
                await storage.conversations.close(context.db, row.id, now=context.now)
                said = self.stopped(context.speech) if self.stopped else messages.conversation.stopped(context.speech)
                context.reply(Message(said), card=_card(row.id), in_place=in_place, folded=folded)
                return
            case "!back":
                following: Next = await self._back(context, draft, row.step)
            case "!skip" if not step.can_skip:
                raise NotUnderstood("choice")
            case _:
                following = await step.take(
                    context, draft, replace(answer, choice=None) if answer.choice == SKIP else answer
                )
                if isinstance(following, str) and following != row.step and self.previous is None:
                    draft[_TRAIL] = [] if step.is_final else [*draft[_TRAIL], row.step]
        if isinstance(following, Done):
            await storage.conversations.close(context.db, row.id, now=context.now)
            context.reply(following.message, card=_card(row.id), in_place=in_place, folded=folded)
            return
        await storage.conversations.move(
            context.db,
            row.id,
            step=following,
            draft=draft,
            shown_at=context.now,
            person_id=_person_id(context),
        )
        await self._show(context, row.id, following, draft, in_place=in_place, folded=folded)

    async def _back(self, context: Context, draft: Draft, step: str) -> str:
        """Nowhere further back than where it began."""
        if self.previous is not None:
            return await self.previous(context, draft, step) or step
        return str(draft[_TRAIL].pop()) if draft[_TRAIL] else step

    async def _show(
        self,
        context: Context,
        place_id: int,
        step: str,
        draft: Draft,
        *,
        in_place: bool,
        folded: str | None = None,
    ) -> None:
        asked = await self._asked(context, place_id, step, draft)
        context.reply(asked, card=_card(place_id), in_place=in_place, folded=folded)

    async def _asked(self, context: Context, place_id: int, step_name: str, draft: Draft) -> Message:
        """The step's question with its choices placed, and the ways out below them."""
        step = self.steps[step_name]
        draft.pop(HAS_BACK, None)
        asked = await step.ask(context, draft)
        rows: list[Row] = [tuple(_placed(one, place_id, step_name) for one in row) for row in asked.rows]
        _ = context.speech
        ways = [messages.conversation.back(_)] if draft.get(_TRAIL) or draft.get(HAS_BACK) else []
        ways += [messages.conversation.skip(_)] if step.can_skip else []
        always = [messages.conversation.help_(_), messages.conversation.stop(_)]
        rows += [
            tuple(_placed(option(label, value), place_id, step_name) for label, value in row)
            for row in (ways, always)
            if row
        ]
        return replace(asked, buttons=tuple(rows))


class Conversations(BaseHandler[Update, Context, None]):
    """Hands taps and typed words to the conversation they belong to."""

    def __init__(self, conversations: Mapping[str, Conversation]) -> None:
        super().__init__(self._handle)
        self._conversations = conversations

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update):
            return False
        if update.callback_query is not None:
            return (update.callback_query.data or "").startswith("c:")
        if update.message is None or (row := self._listening()) is None:
            return False
        takes_voice = self._conversations[row.name].steps[row.step].takes_voice
        return (update.message.voice is not None and takes_voice) or _typed(update) != ""

    def _listening(self) -> Place | None:
        """The conversation last shown, when its step listens."""
        for row in UNIT.get().open:
            conversation = self._conversations.get(row.name)
            if conversation is not None and row.step in conversation.steps:
                return row if conversation.steps[row.step].listens else None
        return None

    async def _handle(self, update: Update, context: Context) -> None:
        if update.callback_query is not None:
            await self._tap(context, update.callback_query.data or "")
            return
        row = self._listening()
        assert row is not None
        assert update.message is not None
        if update.message.voice is not None and self._conversations[row.name].steps[row.step].takes_voice:
            voice = Voice(update.message.voice.file_id, _seconds(update.message.voice.duration))
            await self._conversations[row.name].take_voice(context, row, voice)
            return
        await self._conversations[row.name].take_text(context, row, _typed(update))

    async def _tap(self, context: Context, data: str) -> None:
        _, _, rest = data.partition(":")
        place_id, _, rest = rest.partition(":")
        step, _, value = rest.partition(":")
        row = next((one for one in context.unit.open if str(one.id) == place_id), None)
        if row is None or row.name not in self._conversations:
            await self._old_tap(context)
            return
        conversation = self._conversations[row.name]
        if row.step not in conversation.steps:  # renamed since: begin that conversation's question again
            await storage.conversations.move(
                context.db,
                row.id,
                step=next(iter(conversation.steps)),
                draft=row.draft,
                shown_at=context.now,
                person_id=_person_id(context),
            )
            await self._old_tap(context)
            return
        await conversation.take_tap(context, row, step, value)

    async def _old_tap(self, context: Context) -> None:
        """A card that is over, somebody else's, or forged: all look the same."""
        context.pop_up(messages.conversation.old_button(context.speech).text)
        await context.show_open()


def _seconds(duration: int | timedelta) -> int:
    """python-telegram-bot says a duration either way, as its settings ask."""
    return round(duration.total_seconds()) if isinstance(duration, timedelta) else duration


def _person_id(context: Context) -> int | None:
    return context.unit.caller.id if context.unit.caller else None


def _card(place_id: int) -> str:
    return f"c{place_id}"


def _placed(one: Choice | Link, place_id: int, step: str) -> Choice | Link:
    if isinstance(one, Choice) and one.data.startswith("="):
        return Choice(one.label, f"c:{place_id}:{step}:{one.data[1:]}")
    return one


def _typed(update: Update) -> str:
    message = update.message
    text = (message.text or message.caption or "") if message is not None else ""
    return "" if text.startswith("/") else text.strip()


def _tapped_by_words(asked: Message, text: str, place_id: int) -> str | None:
    """The choice whose label was typed, whatever its case and its tick."""
    wanted = _folded(text)
    for row in asked.rows:
        for one in row:
            if isinstance(one, Choice) and one.data.startswith(f"c:{place_id}:") and _folded(one.label) == wanted:
                return one.data.split(":", 3)[3]
    return None


def _folded(label: str) -> str:
    return "".join(one for one in label.casefold() if one.isalnum() or one == " ").strip()
