"""A coordinator corrects what is stored about a person, and sees what changes before it is saved.

what ─ name ───────────────────────────┬─ sure ─ yes → (end: saved, those concerned are told)
  ├─ first ─ a length beyond the rule ─┤    └ no  → (end: nothing was changed)
  │    └ reason ───────────────────────┤
  └─ birth ────────────────────────────┘
       └ a minor whose date may not be kept → (end: what comes first)
"""

from datetime import date

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import Gone, NotUnderstood, OutsideMonths
from bot.services.corrections import ByBirth, Correctable


async def first(context: Context, draft: Draft) -> str:
    """Of most people only the name."""
    now = await _now(context, draft)
    if now.first is not None or now.birth is not None:
        return "what"
    draft["what"] = "name"
    return "name"


async def ask_what(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.corrections.ask_what(context.speech, await _now(context, draft)))


async def take_what(context: Context, draft: Draft, answer: Answer) -> Next:
    now = await _now(context, draft)
    offered = {"name": now.name, "first": now.first, "birth": now.birth}
    if answer.choice is None or offered.get(answer.choice) is None:
        raise NotUnderstood("choice")
    draft["what"] = answer.choice
    return answer.choice


# --- what it shall be ---


async def ask_name(context: Context, draft: Draft) -> messages.Message:
    now = await _now(context, draft)
    return await named(context, draft, messages.corrections.ask_name(context.speech, now.name))


async def take_name(context: Context, draft: Draft, answer: Answer) -> Next:
    new = rules.text.clean_name(answer.text or "")
    return await _meant(context, draft, new, (await _now(context, draft)).name)


async def ask_first(context: Context, draft: Draft) -> messages.Message:
    now = await _now(context, draft)
    return await named(context, draft, messages.corrections.ask_first(context.speech, _still(now.first)))


async def take_first(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    draft.pop("reason", None)
    following = await _meant(context, draft, day.isoformat(), _still((await _now(context, draft)).first).isoformat())
    if isinstance(following, Done):
        return following
    try:
        await _check_first_day(context, draft)
    except OutsideMonths:
        return "reason"
    return following


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    day = date.fromisoformat(draft["new"])
    stay = (
        await services.roll.youth(context.db, by=context.person.id, person_id=draft["person"], today=context.said_on)
    ).stay
    policy = await storage.municipalities.policy(context.db, stay.municipality_id, on=day)
    asked = messages.pairs.ask_length_reason(context.speech, stay.planned_last, policy.min_months, policy.max_months)
    return await named(context, draft, asked)


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["reason"] = answer.text or ""
    await _check_first_day(context, draft)
    return "sure"


async def _check_first_day(context: Context, draft: Draft) -> None:
    await services.corrections.check_first_day(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        first=date.fromisoformat(draft["new"]),
        reason=draft.get("reason"),
        today=context.said_on,
    )


async def ask_birth(context: Context, draft: Draft) -> messages.Message:
    now = await _now(context, draft)
    return await named(context, draft, messages.corrections.ask_birth(context.speech, _still(now.birth)))


async def take_birth(context: Context, draft: Draft, answer: Answer) -> Next:
    birth = rules.people.read_birth_date(answer.text or "", today=context.said_on)
    if birth is None:
        raise NotUnderstood("birth")
    following = await _meant(context, draft, birth.isoformat(), _still((await _now(context, draft)).birth).isoformat())
    found = await _weighed(context, draft, birth)
    if found.keeps_out is None:
        return following
    context.unit.forget = True  # the date that was typed is not kept either
    return Done(await named(context, draft, messages.corrections.not_kept(context.speech, draft["person"], found)))


async def _meant(context: Context, draft: Draft, new: str, was: str) -> Next:
    if new == was:
        return Done(await named(context, draft, messages.Message(messages.corrections.same(context.speech))))
    draft["new"] = new
    return "sure"


# --- saving it ---


async def ask_sure(context: Context, draft: Draft) -> messages.Message:
    _, now, new = context.speech, await _now(context, draft), draft["new"]
    hears = now.hears
    if draft["what"] == "name":
        changes = messages.corrections.name_changes(_, now.name, new)
    elif draft["what"] == "first":
        changes = messages.corrections.first_changes(_, _still(now.first), date.fromisoformat(new))
        hears = bool(await _concerned(context, draft))
    else:
        birth = date.fromisoformat(new)
        found = await _weighed(context, draft, birth)
        changes = messages.corrections.birth_changes(_, _still(now.birth), birth, found)
    return await named(context, draft, messages.corrections.ask_sure(_, changes, hears=hears))


async def take_sure(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "no":
        return Done(await named(context, draft, messages.Message(messages.pairs.nothing_changed(context.speech))))
    if answer.choice != "yes":
        raise NotUnderstood("choice")
    saved = await SAVES[draft["what"]](context, draft)
    name = await services.roll.name_of(context.db, by=context.person.id, person_id=draft["person"])
    card = messages.corrections.card_of(context.speech, name, draft["person"])
    return Done(await named(context, draft, messages.Message(saved, (card,))))


async def _save_name(context: Context, draft: Draft) -> str:
    person_id = draft["person"]
    hears = (await _now(context, draft)).hears
    name = await services.corrections.correct_name(
        context.db, by=context.person.id, person_id=person_id, name=draft["new"], now=context.now
    )
    if hears:
        context.tell(person_id, "name_corrected", person_id)
    return messages.corrections.name_corrected(context.speech, name)


async def _save_first(context: Context, draft: Draft) -> str:
    stay = await services.corrections.correct_first_day(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        first=date.fromisoformat(draft["new"]),
        reason=draft.get("reason"),
        now=context.now,
        today=context.said_on,
    )
    told = await services.programme_notices.concerned(context.db, stay.id, today=context.said_on)
    for person_id in told.but(context.person.id):
        context.tell(person_id, "programme_start_corrected", stay.id, detail=stay.started_on.isoformat())
    return messages.corrections.first_corrected(context.speech, stay.started_on)


async def _save_birth(context: Context, draft: Draft) -> str:
    birth, person_id = date.fromisoformat(draft["new"]), draft["person"]
    hears = (await _now(context, draft)).hears
    await services.corrections.correct_birth_date(
        context.db,
        by=context.person.id,
        person_id=person_id,
        birth=birth,
        now=context.now,
        today=context.said_on,
        zone=context.zone,
    )
    if hears:
        context.tell(person_id, "birth_corrected", person_id)
    return messages.corrections.birth_corrected(context.speech, birth)


SAVES = {"name": _save_name, "first": _save_first, "birth": _save_birth}


async def _now(context: Context, draft: Draft) -> Correctable:
    return await services.corrections.correctable(context.db, by=context.person.id, person_id=draft["person"])


async def _weighed(context: Context, draft: Draft, birth: date) -> ByBirth:
    return await services.corrections.weigh_birth_date(
        context.db,
        by=context.person.id,
        person_id=draft["person"],
        birth=birth,
        today=context.said_on,
        zone=context.zone,
    )


async def _concerned(context: Context, draft: Draft) -> list[int]:
    youth = await services.roll.youth(
        context.db, by=context.person.id, person_id=draft["person"], today=context.said_on
    )
    told = await services.programme_notices.concerned(context.db, youth.stay.participation_id, today=context.said_on)
    return told.but(context.person.id)


def _still(day: date | None) -> date:
    """What stood there when it was chosen. Raises Gone where it no longer does."""
    if day is None:
        raise Gone
    return day


CONVERSATION = Conversation(
    name="correcting",
    first=first,
    about=messages.corrections.about,
    steps={
        "what": Step(ask_what, take_what),
        "name": Step(ask_name, take_name),
        "first": Step(ask_first, take_first),
        "reason": Step(ask_reason, take_reason),
        "birth": Step(ask_birth, take_birth),
        "sure": Step(ask_sure, take_sure),
    },
)
