"""The weekly digest: a worklist, worst first, in pages of at most thirty lines."""

from collections.abc import Sequence
from typing import Any

from bot import rules
from bot.buttons import DIGEST_PAGE, LABEL, MENU, PERSON, Choice, Row
from bot.i18n import Speech
from bot.messages import hours, pages
from bot.messages.message import Message

MOST_LINES = 30
_HEADING = 3  # the place, the week, the page


def page(_: Speech, digest: Any, number: int) -> Message:
    """One page of `services.digests.Digest`; a page that is no more becomes the last one."""
    lines = _lines(_, digest)
    each = MOST_LINES - _HEADING
    last = max(1, -(-len(lines) // each))
    number = pages.within(number, last)
    week = f"{_.short_date(digest.first)} – {_.short_date(digest.last)}"
    heading = [digest.municipality, _("Weekly digest: {week}", week=week), *pages.place(_, number, last)]
    shown = lines[(number - 1) * each : number * each]
    turning = pages.turning(_, number, last, lambda n: DIGEST_PAGE.data(digest.municipality_id, n))
    return Message("\n".join([*heading, *shown]), (*turning, *_buttons(_, digest)))


def last_entry(_: Speech, facts: Any) -> str:
    """`facts` has a name and the last logged day, if any."""
    if facts.last_logged is None:
        return _("{name}: no entry yet", name=facts.name)
    return _("{name}: last entry – {when}", name=facts.name, when=_.when(facts.last_logged))


def _lines(_: Speech, digest: Any) -> list[str]:
    """Sections with a heading each, a blank line above it; what is empty is left out."""
    sections = [
        (_("Waiting for you:"), _waiting(_, digest)),
        (_("Hours this month:"), _hours(_, digest)),
        (_("No entry for a week or longer:"), [_silent(_, one) for one in digest.silent]),
        (_("The programme ends soon:"), [_ending(_, one) for one in digest.ending]),
        (_("Cannot be reached in Telegram:"), list(digest.unreachable)),
    ]
    lines = [line for heading, content in sections if content for line in ("", heading, *content)]
    return lines or [_("Nobody takes part yet.")]


def _hours(_: Speech, digest: Any) -> list[str]:
    lines = [hours.short_by(_, one.beside.name, one.standing) for one in digest.short]
    if digest.reached:
        lines.append(_("Target reached: {count}", count=_.number(digest.reached)))
    return lines


def _silent(_: Speech, month: Any) -> str:
    name = month.beside.name
    if month.last_logged is None:
        return _("{name}: no entry yet", name=name)
    return _("{name}: last entry – {when}", name=name, when=_.when(month.last_logged))


def _ending(_: Speech, month: Any) -> str:
    return _("{name}: {when}", name=month.beside.name, when=_.when(month.beside.planned_end_on))


def _waiting(_: Speech, digest: Any) -> list[str]:
    return [
        *(_("{name}: the answer about studies and work", name=name) for _id, name in digest.doubtful),
        *(_("{name}: the legal representative’s consent", name=name) for _id, name in digest.guardians),
        *(
            _("{name}: invitation open, valid until – {when}", name=one.name, when=_.short_date(one.expires_on))
            for one in digest.invitations
        ),
    ]


def _buttons(_: Speech, digest: Any) -> Sequence[Row | Choice]:
    """Those who wait are one tap away, five at most."""
    labels = rules.people.told_apart((*digest.doubtful, *digest.guardians), width=LABEL)
    people = [Choice(label, PERSON.data(one)) for one, label in labels.items()]
    return (*people[:5], Choice(_("Hours"), MENU.data("hours")))
