"""Writing a plan in chat: an item step by step or in one line, dropping one, a goal, keeping a template."""

from collections.abc import Sequence
from typing import Any

from bot import rules
from bot.buttons import LABEL, Choice, Row
from bot.i18n import Speech
from bot.messages import kinds, papers, pillars, plan_items, plans, suggestions
from bot.messages.message import Message
from bot.rules.periods import Period
from bot.rules.plans import PaperKind, Plan, PlanAction, PlannedItem, Suggestion, Template, Wanted
from bot.rules.suggestions import Starter


def about(_: Speech) -> str:
    return _(
        "An item of the plan: a month, what it is, perhaps how often and how long. The young person sees it when it is "
        "shown to them."
    )


def example(_: Speech) -> str:
    """Of the one typed line."""
    return _("December: CV workshop, 2 times, 3 h")


def ask_month(_: Speech, name: str, months: Sequence[Period]) -> Message:
    text = _("{name}\nOr all in one line: {example}\nWhich month?", name=name, example=example(_))
    return Message(text, tuple(Choice(_.month(one.first), f"={one.key}") for one in months))


def ask_what(_: Speech, name: str, month: Period, found: Sequence[Suggestion]) -> Message:
    """What could be planned, with the reason where there is one; or the writer's own line."""
    lines = [name, _.month(month.first)]
    # A title that a button cuts off stands in full here.
    lines += [
        f"– {one.title}: {one.reason}" if one.reason else f"– {one.title}"
        for one in found
        if one.reason or len(one.title) > LABEL
    ]
    lines.append(_("Choose, or write a line, for example: ‘CV workshop, 2 times, 3 h’. What is planned?"))
    rows = [Choice(plan_items.cut(one.title), f"=s{one.code}") for one in found]
    # Translators: button
    return Message("\n".join(lines), (*rows, Choice(_("From the library"), "=library")))


def ask_template(_: Speech, theirs: Speech, name: str, library: Any) -> Message:
    """A page of the library to choose from; starters are in the young person's language, who will read them."""
    lines = [name, *(template_line(_, one) for one in library.templates)]
    lines += [starter_line(_, one, suggestions.title(theirs, one.key)) for one in library.starters]
    lines.append(_("Which template?"))
    rows: list[Row | Choice] = [Choice(plan_items.cut(one.title), f"=t{one.id}") for one in library.templates]
    rows += [Choice(plan_items.cut(suggestions.title(theirs, one.key)), f"=k{one.key}") for one in library.starters]
    turning = [Choice("‹", f"=p{library.number - 1}")] if library.number > 1 else []
    turning += [Choice("›", f"=p{library.number + 1}")] if library.number < library.of else []
    rows += [tuple(turning)] if turning else []
    return Message("\n".join(lines), tuple(rows))


def template_line(_: Speech, one: Template) -> str:
    facts = [one.title, pillars.name(_, one.pillar), *plan_items.amount(_, one.days, one.minutes)]
    if not one.is_ours:
        facts.append(one.municipality)
    return f"– {' · '.join(facts)}"


def starter_line(_: Speech, one: Starter, title: str) -> str:
    return f"– {' · '.join([title, pillars.name(_, one.pillar), *plan_items.amount(_, one.days, one.minutes)])}"


def ask_kind(_: Speech, title: str) -> Message:
    text = _("{title}\nWhat kind of activity is it?", title=title)
    return Message(text, tuple(Choice(label, f"={kind.value}") for kind, label in kinds.names(_).items()))


def ask_pillar(_: Speech, title: str) -> Message:
    text = _("{title}\nWhich pillar does it serve most?", title=title)
    return Message(text, tuple(Choice(label, f"={pillar.value}") for pillar, label in pillars.names(_).items()))


def ask_title(_: Speech, title: str) -> Message:
    return Message(_("Title now: {title}\nWhat should it be called?", title=title))


def ask_amount(_: Speech) -> Message:
    text = _("All of it together, for example: ‘2 times, 3 h’. How much is planned?")
    # Translators: button
    return Message(text, (Choice(_("Not known yet"), "=none"),))


def ask_partner(_: Speech, partners: Sequence[tuple[int, str]]) -> Message:
    text = _("Who provides it? Choose from the directory.")
    # Translators: button
    return Message(
        text,
        (
            *(Choice(plan_items.cut(name), f"={one}") for one, name in partners),
            Choice(_("Nobody in particular"), "=none"),
        ),
    )


def card(
    _: Speech, name: str, wanted: Wanted, *, partner: str | None, missing: Sequence[PaperKind], has_partners: bool
) -> Message:
    """What will be saved, and a button for each part that may be changed first."""
    lines = [name, *plan_items.facts(_, _Shown(wanted, partner)), *papers.missing(_, missing)]
    lines.append(_("Is this right?"))
    parts = [
        # Translators: button
        Choice(_("Month"), "=month"),
        # Translators: button
        Choice(_("Title"), "=title"),
        # Translators: button
        Choice(_("Kind"), "=kind"),
        # Translators: button
        Choice(_("Pillar"), "=pillar"),
        # Translators: button
        Choice(_("How much"), "=amount"),
        # Translators: button
        *([Choice(_("With whom"), "=partner")] if has_partners else []),
    ]
    rows = [tuple(parts[n : n + 2]) for n in range(0, len(parts), 2)]
    return Message("\n".join(lines), (Choice(_("Save"), "=save"), *rows))


class _Shown:
    """A wanted item with its partner's name, as `plans.facts` reads it."""

    def __init__(self, wanted: Wanted, partner: str | None) -> None:
        self.month, self.title, self.pillar, self.kind = wanted.month, wanted.title, wanted.pillar, wanted.kind
        self.days, self.minutes, self.goal, self.partner = wanted.days, wanted.minutes, wanted.goal, partner


def ask_reason(_: Speech, name: str) -> Message:
    text = _(
        "{name}\nThe plan was shown already. The young person will read the reason. A few kind words, no health "
        "details: why does the plan change?",
        name=name,
    )
    return Message(text)


def saved(_: Speech, plan: Plan, item: PlannedItem) -> Message:
    """With what usually comes next; what was shown already needs nothing more."""
    lines = [
        _("Saved: {item}", item=" · ".join([item.title, _.month(item.month.first)])),
        *papers.missing(_, item.missing),
    ]
    return Message("\n".join(lines), (plans.add_button(_, plan.participation_id), *_then(_, plan)))


def _then(_: Speech, plan: Plan) -> tuple[Choice, ...]:
    show = (plans.show_button(_, plan),) if PlanAction.SHOW in rules.plans.actions(plan) else ()
    return (*show, plan_items.open_button(_, plan.participation_id, is_own=False))


# --- dropping ---


def about_dropping(_: Speech) -> str:
    return _("What is dropped is planned no more. What was shown stays in the records with the reason.")


def ask_drop(_: Speech, name: str, title: str) -> Message:
    text = _("{name}\n{title}\nDrop this item?", name=name, title=title)
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("No"), "=no")),))


def dropped(_: Speech, plan: Plan, title: str) -> Message:
    return Message(_("No longer planned: {item}", item=title), _then(_, plan))


# --- a goal ---


def about_goal(_: Speech) -> str:
    return _(
        "A goal is in the young person’s own words. It is no change of the plan, and can be written anew at any time."
    )


def ask_goal_month(_: Speech, months: Sequence[Period]) -> Message:
    text = _("Which month is the goal for?")
    return Message(text, tuple(Choice(_.month(one.first), f"={one.key}") for one in months))


def ask_goal(_: Speech, of: str, goal: str | None, *, is_own: bool) -> Message:
    """`of` is the month or the item."""
    lines = [of, *([_("Goal: {goal}", goal=goal)] if goal else [])]
    if is_own:
        lines.append(_.you("In your own words; please leave out anything about health. What would you like to reach?"))
    else:
        lines.append(_("In the young person’s words; no health details please. What would they like to reach?"))
    # Translators: button
    return Message("\n".join(lines), (Choice(_("Without a goal"), "=none"),) if goal else ())


def goal_saved(_: Speech, goal: str | None, *, participation_id: int, is_own: bool) -> Message:
    text = _("Goal: {goal}", goal=goal) if goal else _("The goal was taken away.")
    return Message(text, (plan_items.open_button(_, participation_id, is_own=is_own),))
