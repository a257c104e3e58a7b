"""One phone on the page: a real chat with the real bot, drawn as it changes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from babel.dates import format_date
from nicegui import ui

from bot.demo.botapi import Button, Chat, ChatMessage, PrivateChat, Toast
from bot.demo.tryout import ZONE, TryOut
from bot.i18n import LANGUAGE_NAMES

_LINK = re.compile(r"(https?://[^\s<>]+|(?<![\w/])/[a-z][a-z0-9_]+)")
_TOAST_SECONDS = 4.0


@dataclass(frozen=True)
class Owner:
    """Whose phone it is: the account's name, and who that is in the story."""

    telegram_id: int
    account: str
    language: str
    about: str


@dataclass
class Phone:
    """What one browser sees of one chat. `opens` is called with the address of a link that was tapped."""

    tryout: TryOut
    owner: Owner
    opens: Callable[[str], None]
    on_news: Callable[[], None]
    _bubbles: dict[int, tuple[object, ui.element]] = field(default_factory=dict)
    _last_day: date | None = None
    _toasts: int = 0
    _commands: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        owner = self.owner
        self.chat: PrivateChat = self.tryout.server.person(owner.telegram_id, owner.account, owner.language)

    def draw(self) -> ui.element:
        """Everything, once; afterwards only what changes."""
        with ui.element("section").classes("phone").props(f'aria-label="{self.owner.account}"') as phone:
            self._draw_head()
            with ui.element("div").classes("scroll") as self._scroll:
                self._list = ui.element("div").classes("messages").props("role=log")
            self._overlay = ui.element("div").classes("overlay")
            self._draw_writing()
        self._toasts = len(self.chat.toasts)
        self.refresh()
        return phone

    def changed(self, chat: Chat) -> None:
        """Something happened in some chat."""
        if chat is self.chat:
            self.refresh()

    def refresh(self) -> None:
        """Draw what is new and what was edited; what is new is brought into view."""
        drawn = len(self._bubbles)
        for message in self.chat.messages:
            self._draw(message)
        if 0 < drawn < len(self._bubbles):
            self._scroll.run_method("scrollTo", 0, 0)
        for toast in self.chat.toasts[self._toasts :]:
            self._pop_up(toast)
        self._toasts = len(self.chat.toasts)
        self._draw_commands()

    # --- the frame ---

    def _draw_head(self) -> None:
        with ui.element("header").classes("head"):
            ui.label(self.owner.account[0]).classes("avatar")
            with ui.element("div").classes("who"):
                ui.label(self.owner.account).classes("name")
                ui.label(f"{self.owner.about} · {LANGUAGE_NAMES[self.owner.language]}").classes("role")

    def _draw_writing(self) -> None:
        with ui.element("footer").classes("writing"):
            with (
                ui.button(icon="menu").props('flat round dense aria-label="Commands"'),
                ui.menu().props('anchor="top left" self="bottom left"'),
            ):
                self._menu = ui.element("div").classes("commands")
            self._text = (
                ui.input(placeholder="Message")
                .props('borderless dense autocomplete=off maxlength=4000 aria-label="Message"')
                .classes("text")
                .on("keydown.enter", self._send)
            )
            ui.button(icon="send", on_click=self._send).props('flat round dense aria-label="Send"')

    def _draw_commands(self) -> None:
        """The menu that the bot set for this chat and language."""
        commands = self.tryout.server.menu(self.chat)
        if commands == self._commands:
            return
        self._commands = commands
        self._menu.clear()
        with self._menu:
            for one in commands:
                with ui.menu_item(on_click=partial(self._say, f"/{one['command']}")).classes("command"):
                    ui.label(f"/{one['command']}").classes("word")
                    ui.label(one["description"]).classes("about")

    # --- messages ---

    def _draw(self, message: ChatMessage) -> None:
        seen = (message.text, message.buttons, message.edited_at, message.deleted)
        drawn = self._bubbles.get(message.message_id)
        if drawn is not None and drawn[0] == seen:
            return
        if drawn is None:
            with self._list:
                self._draw_day(message.sent_at)
                bubble = ui.element("div").classes("message").props(f'data-message="{message.message_id}"')
                bubble.classes("from-bot" if message.from_bot else "from-me")
            if message.from_bot:
                self.on_news()
        else:
            bubble = drawn[1]
            bubble.clear()
        self._bubbles[message.message_id] = (seen, bubble)
        if message.deleted:
            bubble.set_visibility(False)
            return
        with bubble:
            self._draw_bubble(message)

    def _draw_day(self, moment: datetime) -> None:
        day = moment.astimezone(ZONE).date()
        if day != self._last_day:
            self._last_day = day
            ui.label(format_date(day, "EEEE, d MMMM", locale=self.owner.language)).classes("day")

    def _draw_bubble(self, message: ChatMessage) -> None:
        with ui.element("div").classes("bubble"):
            if message.document is not None:
                with ui.element("button").classes("file").on("click", partial(_download, message)):
                    ui.icon("description")
                    ui.label(message.document.name)
            with ui.element("div").classes("words"):
                self._draw_text(_as_shown(message))
                sent = message.sent_at.astimezone(ZONE).strftime("%H:%M")
                ui.label(f"edited {sent}" if message.edited_at else sent).classes("time")
        if message.buttons:
            with ui.element("div").classes("buttons"):
                for row in message.buttons:
                    with ui.element("div").classes("row"):
                        for button in row:
                            self._draw_button(message, button)

    def _draw_button(self, message: ChatMessage, button: Button) -> None:
        with ui.element("button").classes("choice").on("click", partial(self._tap, message.message_id, button)):
            ui.label(button.label)
            if button.url is not None:
                ui.icon("north_east").classes("leads-out")

    def _draw_text(self, text: str) -> None:
        """Words; commands and links in them can be tapped, as in Telegram."""
        for piece in _LINK.split(text):
            if piece.startswith("/") and _LINK.fullmatch(piece):
                ui.label(piece).classes("tappable").on("click", partial(self._say, piece))
            elif piece.startswith("http"):
                ui.label(piece).classes("tappable").on("click", partial(self.opens, piece))
            elif piece:
                ui.label(piece)

    def _pop_up(self, toast: Toast) -> None:
        if not toast.text:
            return
        with self._overlay, ui.element("div").classes("alert" if toast.alert else "toast").props("role=alert") as shown:
            ui.label(toast.text)
            if toast.alert:
                ui.button("OK", on_click=shown.delete).props("flat dense no-caps")
            else:
                ui.timer(_TOAST_SECONDS, shown.delete, once=True)

    # --- what the person does ---

    def _send(self) -> None:
        text = (self._text.value or "").strip()
        self._text.set_value("")
        if text:
            self._say(text)

    def _say(self, text: str) -> None:
        self.chat.says(text)

    def _tap(self, message_id: int, button: Button) -> None:
        if button.url is not None:
            self.opens(button.url)
            return
        message = self.chat.message(message_id)
        if message is not None and not message.deleted:
            self.chat.taps_data(message_id, button.data or "")


def _as_shown(message: ChatMessage) -> str:
    """Telegram shows the word of a deep link without its secret."""
    if not message.from_bot and message.text.startswith("/start "):
        return "/start"
    return message.text


def _download(message: ChatMessage) -> None:
    if message.document is not None:
        ui.download.content(message.document.content, message.document.name)
