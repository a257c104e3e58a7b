"""The page of the try-out: a clock to turn, and the phones below it. Every browser that opens it sees the same."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from nicegui import ui

from bot.demo import turns
from bot.demo.cast import ON_STAGE, Actor
from bot.demo.phone import Owner, Phone
from bot.demo.tryout import TryOut
from bot.i18n import LANGUAGE_NAMES, LANGUAGES
from bot.rules.people import Role

TITLE = "Blakus · try-out"
ROLE_NAMES = {Role.YOUTH: "young person", Role.MENTOR: "mentor", Role.COORDINATOR: "coordinator"}
_STYLE = Path(__file__).parent / "page.css"
_NEWCOMERS = 520_000_000  # account numbers that nobody in the story has
_WATCH = 0.35  # seconds in which one sees what has just arrived, before the clock goes on


@dataclass
class Stage:
    """What all browsers share: the try-out, who has a phone, how far the clock has come."""

    tryout: TryOut
    owners: list[Owner] = field(default_factory=lambda: [_owner(actor) for actor in ON_STAGE])
    progress: float | None = None
    on_owner: list[Callable[[Owner], None]] = field(default_factory=list)

    def add_phone(self, language: str) -> Owner:
        """Somebody new, on a phone of their own."""
        number = len(self.owners) - len(ON_STAGE) + 1
        owner = Owner(_NEWCOMERS + number, f"Guest {number}", language, "new phone")
        self.owners.append(owner)
        for added in list(self.on_owner):
            added(owner)
        return owner

    async def walk_to(self, moment: datetime) -> None:
        """Turn the clock so that one can watch. Does nothing while it is being turned."""
        if self.tryout.is_walking or moment <= self.tryout.now:
            return
        began, arrived = self.tryout.now, len(self.tryout.server.calls)

        async def step(now: datetime) -> None:
            nonlocal arrived
            self.progress = min((now - began) / (moment - began), 1.0)
            if len(self.tryout.server.calls) != arrived:
                await asyncio.sleep(_WATCH)
            arrived = len(self.tryout.server.calls)

        self.progress = 0.0
        try:
            await self.tryout.walk_to(moment, step)
        finally:
            self.progress = None


def draw(stage: Stage) -> None:
    """The page for one browser."""
    ui.add_css(_STYLE)
    ui.colors(primary="#2a7f74")
    with ui.element("div").classes("page"):
        _draw_top(stage)
        _Phones(stage).draw()


# --- the clock ---


def _draw_top(stage: Stage) -> None:
    with ui.element("header").classes("top"):
        with ui.element("div").classes("brand"):
            ui.label("Blakus").classes("title")
            ui.label("The real bot, made-up people. Nothing leaves this computer.").classes("subtitle")
        with ui.element("div").classes("clock"):
            shown = ui.label().classes("now").props('data-testid="clock" aria-live=polite')
            bar = ui.linear_progress(0, show_value=False, size="3px").classes("bar")
        with ui.element("nav").classes("turns").props('aria-label="Turn the clock"'):
            buttons = [
                _turn("+1 hour", lambda: _walk(stage, stage.tryout.now + timedelta(hours=1))),
                _turn("Next morning", lambda: _walk(stage, turns.next_morning(stage.tryout.now))),
                _turn("Next Monday 9:00", lambda: _walk(stage, turns.next_monday(stage.tryout.now))),
                _turn("End of month", lambda: _walk(stage, turns.end_of_month(stage.tryout.now))),
                _draw_picker(stage),
            ]

    def look() -> None:
        now = stage.tryout.now
        shown.set_text(f"{now:%a} {now.day} {now:%B %Y}, {now:%H:%M}")
        bar.set_value(stage.progress or 0)
        bar.classes(
            add="walking" if stage.progress is not None else "", remove="walking" if stage.progress is None else ""
        )
        for button in buttons:
            button.set_enabled(stage.progress is None)

    look()
    ui.timer(0.2, look)


def _turn(label: str, walk: Callable[[], object]) -> ui.button:
    return ui.button(label, on_click=walk).props("unelevated no-caps dense").classes("turn")


def _draw_picker(stage: Stage) -> ui.button:
    """Any later day, at nine in the morning."""
    with ui.button("Date", icon="event").props("unelevated no-caps dense").classes("turn") as button, ui.menu() as menu:
        today = stage.tryout.now.date()
        picker = ui.date(value=today.isoformat()).props("minimal first-day-of-week=1")
        picker.props(f""":options="day => day > '{today:%Y/%m/%d}'" """)

        async def chosen() -> None:
            if not picker.value:
                return
            day = date.fromisoformat(str(picker.value))
            menu.close()
            await _walk(stage, turns.morning_of(day))

        picker.on_value_change(chosen)
    return button


async def _walk(stage: Stage, moment: datetime) -> None:
    try:
        await stage.walk_to(moment)
    except TimeoutError:
        ui.notify("The bot did not finish in time: look at the terminal.", type="negative")


# --- the phones ---


class _Phones:
    """The phones as one browser shows them: side by side, or one at a time where it is narrow."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.client = ui.context.client
        self.phones: list[Phone] = []
        self.drawn: list[tuple[ui.element, ui.element]] = []  # each phone with its tab
        self.shown = 0

    def draw(self) -> None:
        self.tabs = ui.element("nav").classes("tabs").props('role=tablist aria-label="Phones"')
        self.row = ui.element("main").classes("phones")
        for owner in self.stage.owners:
            self._add(owner)
        self._show(0)
        self.stage.on_owner.append(self._add)
        self.client.on_delete(lambda: self.stage.on_owner.remove(self._add))

    def _add(self, owner: Owner) -> None:
        number = len(self.phones)
        phone = Phone(self.stage.tryout, owner, self._open, partial(self._news, number))
        with self.tabs, ui.element("button").classes("tab").props("role=tab") as tab:
            ui.label(owner.account)
            ui.label(owner.about).classes("role")
        tab.on("click", partial(self._show, number))
        with self.row:
            drawn = phone.draw()
        self.phones.append(phone)
        self.drawn.append((drawn, tab))
        self.client.on_delete(self.stage.tryout.server.on_change(phone.changed))

    def _show(self, number: int) -> None:
        self.shown = number
        for n, pair in enumerate(self.drawn):
            for element in pair:
                element.classes(**{"add" if n == number else "remove": "chosen"})
        self.drawn[number][1].classes(remove="news")

    def _news(self, number: int) -> None:
        """A message on a phone that a narrow screen does not show; the first drawing is no news."""
        if number < len(self.drawn) and number != self.shown:
            self.drawn[number][1].classes(add="news")

    def _open(self, address: str) -> None:
        """A link to the bot opens on one of the phones here; others would leave this computer and do not open."""
        parts = urlsplit(address)
        payload = parse_qs(parts.query).get("start", [""])[0]
        if parts.netloc != "t.me" or parts.path.strip("/") != self.stage.tryout.server.world.settings.username:
            ui.notify(f"Outside of the try-out: {address}")
            return
        with ui.dialog() as dialog, ui.card().classes("opening"):
            ui.label("Who opens this link?").classes("title")
            for number, phone in enumerate(self.phones):
                _choice(f"{phone.owner.account}, {phone.owner.about}", dialog, partial(self._start, number, payload))
            for language in LANGUAGES:
                label = f"Somebody new · {LANGUAGE_NAMES[language]}"
                _choice(label, dialog, partial(self._start_anew, language, payload))
        dialog.open()

    def _start(self, number: int, payload: str) -> None:
        self._show(number)
        self.drawn[number][0].run_method("scrollIntoView", {"behavior": "smooth", "inline": "center"})
        self.phones[number].chat.starts(payload)

    def _start_anew(self, language: str, payload: str) -> None:
        self.stage.add_phone(language)
        self._start(len(self.phones) - 1, payload)


def _choice(label: str, dialog: ui.dialog, chosen: Callable[[], None]) -> None:
    def take() -> None:
        dialog.close()
        chosen()

    ui.button(label, on_click=take).props("flat no-caps align=left").classes("full-width")


def _owner(actor: Actor) -> Owner:
    return Owner(actor.telegram_id, actor.account, actor.language, ROLE_NAMES[actor.role])
