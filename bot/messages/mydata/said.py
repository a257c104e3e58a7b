"""What a young person said about themselves."""

from typing import Any

from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import decisions, getting_to_know, measures, profiles
from bot.messages.mydata import shapes
from bot.rules.care import Wish
from bot.rules.profiles import Decision, Referral


def measure(_: Speech, one: Any) -> list[str]:
    """A line an item."""
    when = (_.date(one.day), measures.moment_name(_, one.moment))
    if isinstance(one.value, dict):
        return [shapes.line(*when, f"{measures.items(_)[item]}: {step}") for item, step in one.value.items()]
    name = measures.items(_).get(one.instrument) or _("Well-being, WHO-5, 0 to 100")
    return [shapes.line(*when, f"{name}: {one.value}")]


def call(_: Speech, one: Any) -> str:
    wish = {
        Wish.CALL: _("asked to be called"),
        Wish.TALK: _("asked to talk to a person"),
        Wish.LOOK_IN: _("somebody was asked to get in touch"),
    }[Wish(one.wish)]
    taken = [_("taken by: {name}", name=one.taken_by)] if one.taken_by else []
    reached = [_("reached: {when}", when=_.moment(one.reached_at))] if one.reached_at else []
    back = [_("taken back: {when}", when=_.moment(one.withdrawn_at))] if one.withdrawn_at else []
    heard = [_("words of crisis heard: {when}", when=_.moment(one.heard_at))] if one.heard_at else []
    duty = [_("reported to a child protection body: {when}", when=_.moment(one.reported_at))] if one.reported_at else []
    mentor = [_("the mentor was told too: {when}", when=_.moment(one.mentor_told_at))] if one.mentor_told_at else []
    about = [_("written: {about}", about=one.about)] if one.about else []
    return shapes.line(_.moment(one.asked_at), wish, *about, *heard, *mentor, *taken, *reached, *duty, *back)


def profile(_: Speech, one: Any) -> list[str]:
    lines = [shapes.line(one.municipality, _("begun: {when}", when=_.moment(one.started_at)))]
    if one.sent_at:
        lines.append(_("Sent: {when}", when=_.moment(one.sent_at)))
    if one.decision and one.decided_at:
        facts = [decisions.names(_)[Decision(one.decision)]]
        if one.referred_to:
            facts.append(decisions.place(_, Referral(one.referred_to), one.decision_note))
        elif one.decision_note:
            facts.append(one.decision_note)
        lines.append(_("Decision: {decision}", decision=shapes.line(*facts, _.moment(one.decided_at))))
    if one.asked_back:
        question = profiles.about(_, one.asked_back)
        lines.append(shapes.line(_("Asked back: {question}", question=question), one.asked_back_note or "–"))
    labels = getting_to_know.parts(_)
    seen = ", ".join(labels[part] for part in one.mentors_see if part in labels) or "–"
    lines.append(_("What mentors may see: {parts}", parts=seen))
    return lines + [
        shapes.line(
            f"{profiles.about(_, said.question)}: {profiles.answered(_, said.question, said.value)}",
            LANGUAGE_NAMES[said.language],
            _.moment(said.answered_at),
        )
        for said in one.answers
    ]
