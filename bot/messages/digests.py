"""The weekly digest: a worklist, worst first, in pages of at most thirty lines.

A page that goes on with a section repeats its heading, and whom a page names is one tap away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot import rules
from bot.buttons import DIGEST_PAGE, HOURS_PICTURE, LABEL, MENU, PERSON, WORK_LINE, Choice, Row
from bot.i18n import Speech
from bot.messages import hours, months, pages
from bot.messages.message import Message
from bot.messages.mydata import looks

MOST_LINES = 30
MOST_PEOPLE = 8  # buttons under a page
MOST_SETTLED = 10  # lines about what was done
MOST_WORDS = 40  # characters of a coordinator's own words in a line
_HEADING = 3  # the place, the week, the page
_LABEL = 32  # characters of a button


@dataclass(frozen=True)
class _Line:
    """A line, and what may be done about it: whose (id, name), and the young person's line or the person's card."""

    text: str
    person: tuple[int, str] | None = None
    opens: str = ""


_Page = list[_Line]


def page(_: Speech, digest: Any, number: int) -> Message:
    """One page of `services.digests.Digest`; a page that is no more becomes the last one."""
    heading = [digest.municipality, _title(_, digest)]
    room = pages.MOST_UNITS - pages.units("\n".join([*heading, pages.widest_place(_)]))
    found = _pages(_sections(_, digest), room=room)
    number = pages.within(number, len(found))
    shown = found[number - 1] if found else [_Line(_("Nobody takes part yet."))]
    lines = [*heading, *pages.place(_, number, len(found)), *(line.text for line in shown)]
    turning = pages.turning(_, number, len(found), lambda n: DIGEST_PAGE.data(digest.municipality_id, n))
    return Message("\n".join(lines), (*turning, *_people(shown), _more(_, digest)))


def _title(_: Speech, digest: Any) -> str:
    if digest.is_daily:
        return _("What cannot wait: {day}", day=_.weekday_and_date(digest.as_of))
    return _("Weekly digest: {week}", week=f"{_.short_date(digest.first)} – {_.short_date(digest.last)}")


def _more(_: Speech, digest: Any) -> Row:
    # Translators: button
    picture = Choice(_("As a picture"), HOURS_PICTURE.data(digest.municipality_id, "now"))
    # Translators: button
    return (Choice(_("Hours"), MENU.data("hours")), picture, Choice(_("Not sent"), MENU.data("unsent")))


def last_entry(_: Speech, facts: Any) -> str:
    """`facts` has a name and the last logged day, if any."""
    if facts.last_logged is None:
        return _("{name}: no entry yet", name=facts.name)
    return _("{name}: last entry – {when}", name=facts.name, when=_.when(facts.last_logged))


# --- sections ---


def _sections(_: Speech, digest: Any) -> list[tuple[str, Sequence[_Line]]]:
    """What waits first; a section without a line is left out."""
    sections = [
        (_("Waiting for you:"), _waiting(_, digest)),
        (_("Hours this month:"), _hours(_, digest)),
        (_("No entry for a week or longer:"), [_about(one, last_entry_of(_, one)) for one in digest.silent]),
        (_("The programme ends soon:"), [_about(one, _ending(_, one)) for one in digest.ending]),
        (_("Cannot be reached in Telegram:"), [_Line(name) for name in digest.unreachable]),
        (_("Done in the last week:"), [_settled(_, name, one) for name, one in digest.settled[:MOST_SETTLED]]),
    ]
    return [(heading, lines) for heading, lines in sections if lines]


def _waiting(_: Speech, digest: Any) -> list[_Line]:
    return [
        *(
            _Line(_("{name}: the answer about studies and work", name=name), (one, name))
            for one, name in digest.doubtful
        ),
        *(
            _Line(_("{name}: the legal representative’s consent", name=name), (one, name))
            for one, name in digest.guardians
        ),
        *(
            _Line(_("{name}: answers to read and decide about", name=name), (one, name))
            for one, name in digest.profiles
        ),
        *(_about(one, _overdue(_, one)) for one in digest.overdue),
        *(_about(one, _("{name}: no mentor at present", name=one.beside.name)) for one in digest.without_mentor),
        *(
            _Line(_("{name}: invitation open, valid until – {when}", name=one.name, when=_.short_date(one.expires_on)))
            for one in digest.invitations
        ),
    ]


def _hours(_: Speech, digest: Any) -> list[_Line]:
    lines = [_about(one, _short(_, one)) for one in digest.short]
    if digest.on_course:
        lines.append(_Line(_("On course by plans and forecast: {count}", count=_.number(digest.on_course))))
    if digest.reached:
        lines.append(_Line(_("Target reached: {count}", count=_.number(digest.reached))))
    return lines


def _short(_: Speech, month: Any) -> str:
    line = _short_by(_, month)
    if month.reason is None:
        return line
    return f"{line} · {months.said(_, month.reason, most=MOST_WORDS)}"


def _short_by(_: Speech, month: Any) -> str:
    """In one line, with the forecast where more is to be expected."""
    standing, forecast = month.standing, month.forecast
    if forecast is None or forecast.expected <= standing.done:
        return hours.short_by(_, month.beside.name, standing)
    return _(
        "{name}: {done} of {target}, short by: {missing}, forecast: {expected}",
        name=month.beside.name, done=_.duration(standing.done), target=_.duration(standing.target),
        missing=_.duration(standing.missing), expected=_.duration(forecast.expected),
    )  # fmt: skip


def _settled(_: Speech, name: str, one: Any) -> _Line:
    return _Line(_("{name}: {what} – {who}", name=name, what=looks.action(_, one.action), who=one.by))


def _overdue(_: Speech, month: Any) -> str:
    return _(
        "{name}: planned end passed – {when}", name=month.beside.name, when=_.short_date(month.beside.planned_end_on)
    )


def last_entry_of(_: Speech, month: Any) -> str:
    name = month.beside.name
    if month.last_logged is None:
        return _("{name}: no entry yet", name=name)
    return _("{name}: last entry – {when}", name=name, when=_.when(month.last_logged))


def _ending(_: Speech, month: Any) -> str:
    return _("{name}: {when}", name=month.beside.name, when=_.when(month.beside.planned_end_on))


def _about(month: Any, text: str) -> _Line:
    """Whose programme has ended may be erased by now, so no button leads there."""
    beside = month.beside
    if beside.ended_on is not None:
        return _Line(text)
    return _Line(text, (beside.youth_id, beside.name), WORK_LINE.data(beside.participation_id))


# --- pages ---


def _pages(sections: Iterable[tuple[str, Sequence[_Line]]], *, room: int) -> list[_Page]:
    """No page ends with a heading; `room` is for the UTF-16 units of its lines."""
    found: list[_Page] = []
    for heading, lines in sections:
        headed = [_Line(""), _Line(heading)]
        more: _Page = headed
        for line in lines:
            if not found or not _fits([*found[-1], *more, line], room):
                found.append([])
                more = headed
            found[-1] += [*more, line]
            more = []
    return found


def _fits(lines: _Page, room: int) -> bool:
    return len(lines) <= MOST_LINES - _HEADING and sum(pages.units(line.text) + 1 for line in lines) <= room


def _people(shown: _Page) -> list[Choice]:
    named = [line for line in shown if line.person is not None]
    people = dict(line.person for line in named if line.person is not None)
    opens = {line.person[0]: line.opens for line in reversed(named) if line.person is not None}
    labels = rules.people.told_apart(list(people.items())[:MOST_PEOPLE], width=LABEL)
    return [Choice(label, opens[one] or PERSON.data(one)) for one, label in labels.items()]
