"""What staff did here."""

from typing import Any

from bot.i18n import Speech
from bot.messages import kinds, partners
from bot.messages.mydata import shapes
from bot.rules.activities import ActivityState
from bot.rules.partners import PartnerKind
from bot.rules.policies import Kind


def pair(_: Speech, one: Any) -> str:
    stands_in = [_("as a stand-in")] if one.stands_in else []
    return shapes.line(one.municipality, shapes.days(_, one.started_on, one.ended_on), *stands_in)


def entry(_: Speech, one: Any) -> str:
    people = _("young people: {n}", n=_.number(one.young_people))
    return shapes.line(
        _.when(one.day, one.start),
        shapes.spent(_, one.minutes),
        kinds.name(_, Kind(one.kind)),
        people,
        *shapes.void(_, one),
    )


def led(_: Speech, one: Any) -> str:
    people = _("young people: {n}", n=_.number(one.young_people))
    state = [_("cancelled")] if one.state == ActivityState.CANCELLED else []
    facts = (shapes.spent(_, one.minutes), kinds.name(_, Kind(one.kind)), people)
    return shapes.line(_.when(one.day, one.start), *facts, *state)


def partner(_: Speech, one: Any) -> str:
    return shapes.line(
        one.name, partners.kinds(_)[PartnerKind(one.kind)], shapes.span(_, one.written_at, one.withdrawn_at)
    )


def group_message(_: Speech, one: Any) -> str:
    return shapes.line(_.moment(one.sent_at), one.addressees, one.state)
