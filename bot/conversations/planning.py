"""A mentor or a coordinator writes an item of the plan: a few taps, or one typed line.

month → what ─ a suggestion or a template ─────────→ card ─ save → (end)
          └─ a line → kind, pillar where not clear ─┘  ├─ change just this part
                                                       └─ save, the plan was shown → reason → (end)
"""

from typing import Any

from bot import messages, quicklog, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.i18n import Speech
from bot.rules.errors import Gone, NotUnderstood, ProgrammeIsOver
from bot.rules.periods import Period
from bot.rules.plans import Pillar, Plan, Suggestion, Wanted
from bot.rules.policies import Kind
from bot.rules.suggestions import Starter

PARTNERS = 40


async def first(context: Context, draft: Draft) -> str:
    """A new item, or one that is changed."""
    if "item" in draft:
        plan, item = await services.plans.item_of(
            context.db, by=context.person.id, item_id=draft["item"], today=context.said_on
        )
        row = await storage.plans.item(context.db, item.id)
        assert row is not None
        draft |= {
            "participation": plan.participation_id,
            "item": item.id,
            "month": item.month.key,
            "title": item.title,
            "kind": item.kind.value,
            "pillar": item.pillar.value,
            "days": item.days,
            "minutes": item.minutes,
            "partner": row.partner_id,
        }
    plan = await _plan(context, draft)
    ahead = _ahead(plan)
    if "month" not in draft and len(ahead) == 1:
        draft["month"] = ahead[0].key
    return _next(draft)


def _next(draft: Draft) -> str:
    """The first thing that is not known yet."""
    for step, field in (("month", "month"), ("what", "title"), ("kind", "kind"), ("pillar", "pillar")):
        if draft.get(field) is None:
            return step
    return "card"


async def _plan(context: Context, draft: Draft) -> Plan:
    """Raises Gone, ProgrammeIsOver."""
    plan = await services.plans.view(
        context.db, by=context.person.id, participation_id=draft["participation"], today=context.said_on
    )
    if plan.is_own:
        raise Gone
    if plan.last is not None:
        raise ProgrammeIsOver(plan.last)
    return plan


def _ahead(plan: Plan) -> list[Period]:
    """Months to plan for: from this one on, or all of them where none is left."""
    return [one for one in plan.months if one >= plan.this_month] or list(plan.months)


# --- month ---


async def ask_month(context: Context, draft: Draft) -> messages.Message:
    plan = await _plan(context, draft)
    return messages.planning.ask_month(context.speech, plan.name, _ahead(plan))


async def take_month(context: Context, draft: Draft, answer: Answer) -> Next:
    """A month, or a whole line that begins with one."""
    plan = await _plan(context, draft)
    if answer.choice is not None:
        draft["month"] = _checked(rules.periods.read_month(answer.choice), plan).key
        return _next(draft)
    words = answer.text or ""
    month = quicklog.read_month(words, today=context.said_on)
    if month is not None:
        draft["month"] = _checked(month, plan).key
    elif draft.get("title") is None:
        _take_line(context, draft, words, plan)
    else:
        raise NotUnderstood("month")
    return _next(draft)


def _checked(month: Period, plan: Plan) -> Period:
    """Raises OutsidePlan."""
    rules.plans.check_month(month, plan.months)
    return month


def _take_line(context: Context, draft: Draft, words: str, plan: Plan) -> None:
    """What one typed line says; what it leaves out stays open. Raises NotUnderstood, OutsidePlan."""
    line = quicklog.read_item(words, lang=context.speech.language, today=context.said_on)
    draft["title"] = rules.plans.clean_title(line.title)
    rules.plans.check_amount(line.days, line.minutes)
    if line.month is not None:
        draft["month"] = _checked(line.month, plan).key
    draft["days"], draft["minutes"] = line.days, line.minutes
    draft["kind"] = line.kind
    usual = rules.plans.USUAL_PILLAR.get(Kind(line.kind)) if line.kind else None
    draft["pillar"] = usual.value if usual else None


# --- what ---


async def ask_what(context: Context, draft: Draft) -> messages.Message:
    plan = await _plan(context, draft)
    found = await _suggested(context, plan)
    month = Period.parse(draft["month"])
    return messages.planning.ask_what(context.speech, plan.name, month, found)


async def take_what(context: Context, draft: Draft, answer: Answer) -> Next:
    plan = await _plan(context, draft)
    if answer.choice is None:
        _take_line(context, draft, answer.text or "", plan)
        return _next(draft)
    if answer.choice == "library":
        draft["page"] = 1
        return "library"
    found = await _suggested(context, plan)
    chosen = next((one for one in found if f"s{one.code}" == answer.choice), None)
    if chosen is None:
        raise Gone
    _take_over(draft, chosen)
    return "card"


async def _suggested(context: Context, plan: Plan) -> list[Suggestion]:
    """What the profile and the library suggest, filled up with starters of the pillars that the plan has least of."""
    found = await services.suggestions.open_to(context.db, plan.participation_id)
    known = {one.casefold() for one in (*(it.title for it in found), *(it.title for it in plan.items))}
    theirs = _theirs(context, plan)
    starters = [_from_starter(theirs, one) for one in rules.suggestions.starters_for(plan.items)]
    return [*found, *(one for one in starters if one.title.casefold() not in known)][: services.suggestions.MOST]


def _from_starter(theirs: Speech, one: Starter) -> Suggestion:
    title = messages.suggestions.title(theirs, one.key)
    return Suggestion(one.source, one.pillar, one.kind, title, minutes=one.minutes, days=one.days)


def _theirs(context: Context, plan: Plan) -> Speech:
    return Speech(plan.language, context.zone, familiar=True)


def _take_over(draft: Draft, chosen: Suggestion) -> None:
    draft |= {
        "title": chosen.title,
        "kind": chosen.kind.value,
        "pillar": chosen.pillar.value,
        "minutes": chosen.minutes,
        "days": chosen.days,
        "source": chosen.source,
    }


async def ask_library(context: Context, draft: Draft) -> messages.Message:
    plan = await _plan(context, draft)
    library = await services.templates.page(
        context.db, by=context.person.id, number=draft.get("page", 1), language=plan.language
    )
    return messages.planning.ask_template(context.speech, _theirs(context, plan), plan.name, library)


async def take_library(context: Context, draft: Draft, answer: Answer) -> Next:
    plan = await _plan(context, draft)
    if answer.choice is None:
        _take_line(context, draft, answer.text or "", plan)
        return _next(draft)
    if answer.choice.startswith("p"):
        draft["page"] = number(answer.choice[1:])
        return "library"
    if answer.choice.startswith("k") and (starter := rules.suggestions.starter(answer.choice[1:])) is not None:
        _take_over(draft, _from_starter(_theirs(context, plan), starter))
        return "card"
    if not answer.choice.startswith("t"):
        raise NotUnderstood("choice")
    one = await services.templates.get(context.db, by=context.person.id, template_id=number(answer.choice[1:]))
    _take_over(
        draft, Suggestion(f"template:{one.id}", one.pillar, one.kind, one.title, minutes=one.minutes, days=one.days)
    )
    return "card"


# --- what the line left open ---


async def ask_kind(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_kind(context.speech, draft["title"])


async def take_kind(context: Context, draft: Draft, answer: Answer) -> Next:
    """The pillar follows the kind, unless it was chosen already."""
    if answer.choice not in set(Kind):
        raise NotUnderstood("choice")
    usual = rules.plans.USUAL_PILLAR.get(Kind(answer.choice))
    draft["kind"] = answer.choice
    draft["pillar"] = usual.value if usual else draft.get("pillar")
    return _next(draft)


async def ask_pillar(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_pillar(context.speech, draft["title"])


async def take_pillar(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(Pillar):
        raise NotUnderstood("choice")
    draft["pillar"] = answer.choice
    return _next(draft)


async def ask_title(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_title(context.speech, draft["title"])


async def take_title(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["title"] = rules.plans.clean_title(answer.text or "")
    return "card"


async def ask_amount(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_amount(context.speech)


async def take_amount(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "none":
        draft["days"] = draft["minutes"] = None
        return "card"
    days, minutes = quicklog.read_amount(answer.text or "")
    if days is None and minutes is None:
        raise NotUnderstood("amount")
    rules.plans.check_amount(days, minutes)
    draft["days"], draft["minutes"] = days, minutes
    return "card"


async def ask_partner(context: Context, draft: Draft) -> messages.Message:
    partners = await _partners(context, draft)
    return messages.planning.ask_partner(context.speech, list(partners.items())[:PARTNERS])


async def take_partner(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("choice")
    if answer.choice == "none":
        draft["partner"] = None
        return "card"
    chosen = number(answer.choice)
    if chosen not in await _partners(context, draft):
        raise Gone
    draft["partner"] = chosen
    return "card"


async def _partners(context: Context, draft: Draft) -> dict[int, str]:
    """Of the young person's municipality, by id."""
    beside = await storage.pairs.by_id(context.db, draft["participation"])
    if beside is None:
        raise Gone
    return {one.id: one.name for one in await storage.plans.partners_of(context.db, beside.municipality_id)}


# --- card ---


async def ask_card(context: Context, draft: Draft) -> messages.Message:
    plan = await _plan(context, draft)
    wanted = _wanted(draft)
    partners = await _partners(context, draft)
    return messages.planning.card(
        context.speech,
        plan.name,
        wanted,
        partner=partners.get(draft.get("partner") or 0),
        missing=await services.papers.needed(
            context.db, plan, wanted, item_id=draft.get("item"), today=context.said_on
        ),
        has_partners=bool(partners),
    )


async def take_card(context: Context, draft: Draft, answer: Answer) -> Next:
    """Typed words are another line in place of this one."""
    if answer.choice is None:
        _take_line(context, draft, answer.text or "", await _plan(context, draft))
        return _next(draft)
    if answer.choice in ("month", "title", "kind", "pillar", "amount", "partner"):
        return answer.choice
    if answer.choice != "save":
        raise NotUnderstood("choice")
    if await services.planning.needs_reason(context.db, draft["participation"]):
        await _plan(context, draft)
        return "reason"
    return await _save(context, draft, None)


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_reason(context.speech, (await _plan(context, draft)).name)


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.text is None:
        raise NotUnderstood("words")
    return await _save(context, draft, answer.text)


async def _save(context: Context, draft: Draft, reason: str | None) -> Done:
    facts: dict[str, Any] = {
        "by": context.person.id,
        "wanted": _wanted(draft),
        "reason": reason,
        "now": context.now,
        "today": context.said_on,
    }
    if "item" in draft:
        row = await services.planning.change(context.db, item_id=draft["item"], **facts)
    else:
        row = await services.planning.write(context.db, participation_id=draft["participation"], **facts)
    plan, item = await services.plans.item_of(context.db, by=context.person.id, item_id=row.id, today=context.said_on)
    if reason is not None:  # a change has begun: nobody should forget to show it
        by = context.person.id
        due_at = await services.plan_notices.to_be_shown_by(
            context.db, plan.participation_id, now=context.now, today=context.said_on
        )
        context.tell(by, "plan_unshown", plan.participation_id, detail=str(plan.number), due_at=due_at)
    return Done(messages.planning.saved(context.speech, plan, item))


def _wanted(draft: Draft) -> Wanted:
    return Wanted(
        month=Period.parse(draft["month"]),
        pillar=Pillar(draft["pillar"]),
        kind=Kind(draft["kind"]),
        title=draft["title"],
        days=draft.get("days"),
        minutes=draft.get("minutes"),
        partner_id=draft.get("partner"),
        source=draft.get("source"),
    )


CONVERSATION = Conversation(
    name="planning",
    about=messages.planning.about,
    first=first,
    steps={
        "month": Step(ask_month, take_month),
        "what": Step(ask_what, take_what),
        "library": Step(ask_library, take_library),
        "kind": Step(ask_kind, take_kind),
        "pillar": Step(ask_pillar, take_pillar),
        "title": Step(ask_title, take_title),
        "amount": Step(ask_amount, take_amount),
        "partner": Step(ask_partner, take_partner),
        "card": Step(ask_card, take_card),
        "reason": Step(ask_reason, take_reason),
    },
)
