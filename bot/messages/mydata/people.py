"""Who somebody is here: accounts, roles, invitations, consents and signed papers."""

from datetime import date
from typing import Any

from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import papers, quiet, time_off
from bot.messages.mydata import shapes
from bot.rules.people import Eligibility, Role, StatusNow
from bot.rules.plans import PaperKind
from bot.rules.quiet import Weekday
from bot.rules.time_off import TimeOffDecision, TimeOffReason


def person(_: Speech, data: Any) -> list[str]:
    me = data.person
    lines = [
        _("Name: {name}", name=me.name),
        *([_("Written before as: {names}", names=", ".join(me.former_names))] if me.former_names else []),
        _("Language: {language}", language=LANGUAGE_NAMES[me.language]),
        _("Written down: {when}", when=_.moment(me.written_down_at)),
    ]
    if me.joined_at:
        lines.append(_("Joined: {when}", when=_.moment(me.joined_at)))
    if me.birth_date:
        lines.append(_("Date of birth: {when}", when=_.date(date.fromisoformat(me.birth_date))))
    if me.quiet_from and me.quiet_until:
        lines.append(_("Quiet hours: {span}", span=_.hours_between(me.quiet_from, me.quiet_until)))
    if me.days_off is not None:
        days = ", ".join(_.weekday(Weekday(one).number) for one in me.days_off)
        lines.append(_("Days off: {days}", days=days or _("none")))
    if me.holidays_off is not None:
        lines.append(_("Public holidays: days off") if me.holidays_off else _("Public holidays: like other days"))
    if me.most_a_day is not None:
        lines.append(quiet.a_day(_, me.most_a_day or None))
    if me.unreachable_since:
        lines.append(_("Cannot be reached since: {when}", when=_.moment(me.unreachable_since)))
    lines += [
        _(
            "Telegram account number: {number}, linked: {when}",
            number=one.telegram_number,
            when=shapes.span(_, one.linked_at, one.cut_off_at),
        )
        for one in data.accounts
    ]
    return lines


def role_name(_: Speech, role: str) -> str:
    return {
        Role.YOUTH: _("Young person"),
        Role.MENTOR: _("Mentor"),
        Role.COORDINATOR: _("Coordinator"),
    }[Role(role)]


def role(_: Speech, one: Any) -> str:
    return shapes.line(role_name(_, one.role), one.municipality, shapes.span(_, one.given_at, one.revoked_at))


def invitation(_: Speech, one: Any) -> str:
    if one.used_at:
        end = _("used: {when}", when=_.moment(one.used_at))
    elif one.revoked_at:
        end = _("revoked: {when}", when=_.moment(one.revoked_at))
    else:
        end = _("valid until: {until}", until=_.moment(one.expires_at))
    waits = [_("said to be under 18, waits for the legal representative")] if one.waits_for_guardian else []
    return shapes.line(_.moment(one.made_at), role_name(_, one.role), one.municipality, end, *waits)


def consent(_: Speech, one: Any) -> str:
    version = _("text of: {version}", version=one.version)
    return shapes.line(version, LANGUAGE_NAMES[one.language], shapes.span(_, one.given_at, one.withdrawn_at))


def status(_: Speech, one: Any) -> str:
    said = {
        StatusNow.STUDYING: _("I study"),
        StatusNow.WORKING: _("I work"),
        StatusNow.TRADE: _("I learn a trade"),
        StatusNow.NVA: _("I am registered with the NVA"),
        StatusNow.NONE: _("None of these"),
        StatusNow.UNSURE: _("Not sure"),
    }
    found = {
        Eligibility.ELIGIBLE: _("can take part"),
        Eligibility.DOUBTFUL: _("the coordinator looks into it"),
        Eligibility.NOT_ELIGIBLE: _("another programme fits better"),
        Eligibility.OUTSIDE_AGE: _("outside the age of the programme"),
    }
    words = ", ".join(said[StatusNow(status)] for status in one.statuses)
    return shapes.line(_.moment(one.said_at), words, found[Eligibility(one.result)])


def paper(_: Speech, one: Any) -> str:
    signed = _("signed: {date}", date=_.date(one.signed_on))
    back = [_("taken back: {when}", when=_.moment(one.withdrawn_at))] if one.withdrawn_at else []
    return shapes.line(papers.name(_, PaperKind(one.kind)), signed, *back)


def own_pause(_: Speech, one: Any) -> str:
    counts = {
        TimeOffDecision.ASKED: _("asked whether it counts for the programme"),
        TimeOffDecision.AGREED: _("counts as a pause of the programme"),
        TimeOffDecision.DECLINED: _("does not count for the programme"),
    }
    reason = [time_off.reasons(_)[TimeOffReason(one.reason)]] if one.reason else []
    ended = [_("ended: {when}", when=_.moment(one.ended_at))] if one.ended_at else []
    decided = [counts[TimeOffDecision(one.counts)]] if one.counts else []
    return shapes.line(shapes.days(_, one.first_on, one.last_on), *reason, *decided, *ended)
