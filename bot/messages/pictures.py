"""The picture of a plan: every word in it, its caption, and what is said while it is drawn."""

from dataclasses import dataclass

from bot import rules
from bot.i18n import Speech
from bot.messages import pages, pillars, plan_items
from bot.messages.message import File, Message
from bot.rules.plans import ItemState, Pillar, Plan

CAPTION = 1024  # Telegram's limit under a picture, in UTF-16 units


@dataclass(frozen=True)
class PictureRow:
    """One item in the picture."""

    title: str
    pillar: Pillar
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class PictureMonth:
    name: str
    goal: str | None
    rows: tuple[PictureRow, ...]


@dataclass(frozen=True)
class Picture:
    """Every word of the picture, in the reader's language; what draws it knows no sentence."""

    title: str
    days: str
    done: str
    pillars: dict[Pillar, str]
    months: tuple[PictureMonth, ...]
    marks: tuple[str, str, str]
    """What the marks mean: done, next, planned."""


def of_plan(_: Speech, plan: Plan) -> Picture:
    ahead = {one.id for one in rules.plans.next_items(plan)}
    months = []
    for month in dict.fromkeys(one.month for one in plan.items):
        rows = tuple(
            PictureRow(one.title, one.pillar, one.state is ItemState.DONE, one.id in ahead)
            for one in plan.items
            if one.month == month
        )
        months.append(PictureMonth(_.month(month.first), plan.goals.get(month), rows))
    return Picture(
        title=_.you("My plan") if plan.is_own else _("{name}: plan", name=plan.name),
        days=f"{_.date(plan.first)} – {_.date(plan.last or plan.planned_last)}",
        done=_done_of(_, plan),
        pillars=pillars.names(_),
        months=tuple(months),
        marks=(_("done"), _("next"), _("planned")),
    )


def _done_of(_: Speech, plan: Plan) -> str:
    done = sum(one.state is ItemState.DONE for one in plan.items)
    return _("Done: {done} of {items}", done=_.number(done), items=_.number(len(plan.items)))


def photo(_: Speech, plan: Plan, content: bytes) -> Message:
    """The caption says what the picture shows, for those who hear the screen."""
    return Message(caption(_, plan), file=File("plan.png", content))


def caption(_: Speech, plan: Plan) -> str:
    done = [one for one in plan.items if one.state is ItemState.DONE]
    ahead = rules.plans.next_items(plan)
    later = [one for one in plan.items if one.state is ItemState.PLANNED and one not in ahead]
    head = [_.you("My plan") if plan.is_own else _("{name}: plan", name=plan.name), _done_of(_, plan)]
    groups = [(_("Next:"), ahead), (_("Done:"), done), (_("Later:"), later)]
    lines = [*head]
    for title, group in groups:
        lines += [title, *(f"– {plan_items.short(_, one)}" for one in group)] if group else []
    return _within_caption(_, lines)


def _within_caption(_: Speech, lines: list[str]) -> str:
    text = "\n".join(lines)
    more = _("All of it: /plan")
    while pages.units(text) > CAPTION:
        lines = lines[:-1]
        text = "\n".join([*lines, more])
    return text


def begun(_: Speech) -> Message:
    return Message(_("The picture is being made. It takes a few seconds."))


def waits(_: Speech) -> str:
    return _("The picture is being made already.")


def failed(_: Speech) -> Message:
    return Message(_("The picture could not be made this time. The plan itself is here: /plan"))
