"""What a young person was in: sessions, activities, consultations."""

from datetime import datetime
from typing import Any

from bot.i18n import Speech
from bot.messages import kinds, partners
from bot.messages.mydata import shapes
from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.partners import PartnerKind
from bot.rules.policies import Kind


def meeting(_: Speech, one: Any) -> str:
    if not one.attended:
        spent = _("did not take place")
    else:
        spent = shapes.line(shapes.spent(_, one.minutes), kinds.name(_, Kind(one.kind)))
    with_others = [_("together with others")] if one.others else []
    note = [_("note: {note}", note=one.note)] if one.note else []
    return shapes.line(_.when(one.day, one.start), spent, one.mentor, *with_others, *note, *shapes.void(_, one))


def invited(_: Speech, one: Any) -> str:
    answers = {
        None: _("no answer yet"),
        SeatAnswer.COMING: _("coming"),
        SeatAnswer.NOT_COMING: _("not coming"),
        SeatAnswer.WAITING: _("on the waiting list"),
        SeatAnswer.TAKEN_BACK: _("invitation taken back"),
        SeatAnswer.HELD: _("waiting for a paper"),
    }
    where = [one.place] if one.place else []
    along = [_("comes along: {who}", who=one.comes_along)] if one.comes_along else []
    state = [_("cancelled")] if one.state == ActivityState.CANCELLED else []
    offers = [_("on offer: {times}", times=", ".join(_time(_, each) for each in one.offers))] if one.offers else []
    came = {None: [], True: [_("took part")], False: [_("did not take part")]}[one.attended]
    facts = (shapes.spent(_, one.minutes), kinds.name(_, Kind(one.kind)), *where, one.leader, *along)
    return shapes.line(_.when(one.day, one.start), one.title, *facts, *state, answers[one.answer], *offers, *came)


def _time(_: Speech, iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return _.when(at.date(), at.time())


def consulted(_: Speech, one: Any) -> str:
    return shapes.line(consultation(_, one), one.partner, partners.kinds(_)[PartnerKind(one.kind)])


def consultation(_: Speech, one: Any) -> str:
    spent = shapes.spent(_, one.minutes) if one.attended else _("did not take place")
    return shapes.line(_.when(one.day), spent)
