"""Why a message came that nobody asked for, and why another one did not: life lines and rules in plain words."""

from collections.abc import Sequence
from typing import Any

from bot.buttons import UNSAID, WHY, Choice
from bot.i18n import Speech
from bot.messages import pages
from bot.messages.lifeline_words import CLEARED, HELD, KINDS, WORDS
from bot.messages.message import Message


def button(_: Speech, notice_id: int) -> Choice:
    """Under every message that nobody asked for."""
    # Translators: button
    return Choice(_("Why this message?"), WHY.data(notice_id))


def why(_: Speech, explained: Any) -> Message:
    """`services.lifelines.Explained`: reasons, each with whom it is about; what happened; a way to fewer."""
    return Message("\n\n".join([*_reasons(_, explained.reasons), "\n".join(_life(_, explained)), _less(_)]))


def unsaid(_: Speech, page: Any) -> Message:
    """`services.lifelines.UnsaidPage`: for whom, what about, why it did not go."""
    heading = [page.municipality, _("Not sent in the last two weeks"), *pages.place(_, page.number, page.of)]
    if not page.lines:
        return Message("\n".join([*heading, "", _("Everything that was planned went out.")]))
    blocks = ["\n".join(heading), *(_unsaid(_, one) for one in page.lines)]
    turning = pages.turning(_, page.number, page.of, lambda n: UNSAID.data(page.municipality_id, n))
    return Message("\n\n".join(blocks), turning)


# --- why it came ---


def _reasons(_: Speech, reasons: Sequence[Any]) -> list[str]:
    """The same reason once, with everyone it is about."""
    about: dict[str, list[str]] = {}
    for one in reasons:
        names = about.setdefault(WORDS[one.kind](_, one.rule), [])
        if one.about is not None and one.about not in names:
            names.append(one.about)
    return ["\n".join([*([", ".join(names)] if names else []), reason]) for reason, names in about.items()]


def _life(_: Speech, explained: Any) -> list[str]:
    lines = [_("Started by: {names}", names=", ".join(explained.by))] if explained.by else []
    lines.append(_("Planned: {when}", when=_.moment(explained.planned_at)))
    lines += [_held(_, one) for one in explained.held]
    if explained.sent_at is not None:
        lines.append(_("Sent: {when}", when=_.moment(explained.sent_at)))
    if explained.answered_at is not None:
        lines.append(_("Answered: {when}", when=_.moment(explained.answered_at)))
    return lines


def _less(_: Speech) -> str:
    return _("Quiet hours can be chosen here: /quiet. What is settled in time is not sent at all.")


def _held(_: Speech, why: str) -> str:
    return _("Held back: {why}", why=HELD[why](_) if why in HELD else why)


# --- why it did not go ---


def _unsaid(_: Speech, one: Any) -> str:
    what = KINDS[one.kind](_)
    first = f"{one.reader} · {what}: {one.about}" if one.about else f"{one.reader} · {what}"
    return f"{first}\n{_end(_, one)}"


def _end(_: Speech, one: Any) -> str:
    if one.state == "waiting":
        return _("Waits: {why}. Next try: {when}", why=_because(_, one.reason), when=_.moment(one.due_at))
    if one.state == "failed":
        return _("Could not be sent, {when}: {why}", when=_.moment(one.at), why=_because(_, one.reason))
    return _("Not needed any more, {when}: {why}", when=_.moment(one.at), why=_because(_, one.reason))


def _because(_: Speech, code: str | None) -> str:
    words = {**HELD, **CLEARED}.get(code or "")
    return words(_) if words is not None else _("Telegram did not take it")
