"""A coordinator invites a mentor or a young person.

role → (municipality, when there are several) → name → language ─ mentor → (end: the link)
                                                          └─ youth → start → length → mentor → (end: the link)
"""

from datetime import date

from bot import messages, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.i18n import LANGUAGES, Speech
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role
from bot.rules.periods import Period


async def ask_role(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_role(context.speech)


async def take_role(context: Context, draft: Draft, answer: Answer) -> Next:
    places = context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR)
    if answer.choice not in (Role.YOUTH, Role.MENTOR):
        raise NotUnderstood("choice")
    draft["role"] = answer.choice
    if len(places) > 1:
        return "place"
    draft["place"] = places[0]
    return "name"


async def ask_place(context: Context, draft: Draft) -> messages.Message:
    places = context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR)
    return messages.joining.ask_municipality(context.speech, await storage.municipalities.names_of(context.db, places))


async def take_place(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("choice")
    draft["place"] = number(answer.choice)
    await _check(context, draft)
    return "name"


async def ask_name(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_name(context.speech)


async def take_name(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["name"] = rules.text.clean_name(answer.text or "")
    return "language"


async def ask_language(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_their_language(context.speech)


async def take_language(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in LANGUAGES:
        raise NotUnderstood("choice")
    draft["language"] = answer.choice
    return "start" if draft["role"] == Role.YOUTH else await _finish(context, draft)


async def ask_start(context: Context, draft: Draft) -> messages.Message:
    today = context.said_on
    return messages.joining.ask_start(context.speech, today, Period.containing(today).next().first)


async def take_start(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    draft["start"] = day.isoformat()
    return "length"


async def ask_length(context: Context, draft: Draft) -> messages.Message:
    policy = await storage.municipalities.policy(context.db, draft["place"], on=context.said_on)
    return messages.joining.ask_length(context.speech, range(policy.min_months, policy.max_months + 1))


async def take_length(context: Context, draft: Draft, answer: Answer) -> Next:
    said = (answer.choice or answer.text or "").strip()
    if not (said.isascii() and said.isdigit() and len(said) < 3):
        raise NotUnderstood("length")
    start = date.fromisoformat(draft["start"])
    policy = await storage.municipalities.policy(context.db, draft["place"], on=context.said_on)
    end = rules.participations.default_end(start, int(said))
    rules.participations.check_span(start, end, policy=policy)
    rules.participations.check_not_over(end, today=context.said_on)
    draft["end"] = end.isoformat()
    return "mentor"


async def ask_mentor(context: Context, draft: Draft) -> messages.Message:
    mentors = await services.roll.mentors_to_choose(context.db, draft["place"])
    return messages.joining.ask_mentor(context.speech, list(mentors.items())[:40])


async def take_mentor(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("name")
    draft["mentor"] = None if answer.choice == "later" else number(answer.choice)
    return await _finish(context, draft)


async def _finish(context: Context, draft: Draft) -> Done:
    """Everything is written down in one go, so a stopped invitation leaves nothing behind."""
    await _check(context, draft)
    by, place, role, db, now = context.person.id, draft["place"], Role(draft["role"]), context.db, context.now
    person = await services.people.write_down(db, name=draft["name"], language=draft["language"], now=now)
    if role is Role.YOUTH:
        start = date.fromisoformat(draft["start"])
        participation = await services.pairs.start_participation(
            db,
            youth_id=person.id,
            municipality_id=place,
            started_on=start,
            planned_end_on=date.fromisoformat(draft["end"]),
            by=by,
            now=now,
        )
        if draft["mentor"] is not None:
            await services.pairs.pair(
                db,
                participation_id=participation.id,
                mentor_id=draft["mentor"],
                started_on=start,
                by=by,
                now=now,
            )
            context.tell(draft["mentor"], "paired", participation.id)
    made = await services.invitations.invite(
        db, person_id=person.id, role=role, municipality_id=place, invited_by=by, now=now
    )
    link = f"https://t.me/{context.bot.username}?start={made.token}"
    names = await storage.municipalities.names_of(db, [place])
    theirs = Speech(draft["language"], context.zone, familiar=role is Role.YOUTH)
    context.after(messages.joining.invitation(theirs, role, names[place], link))
    expires_on = made.invitation.expires_at.astimezone(context.zone).date()
    invited = messages.joining.invited(context.speech, person.name, expires_on)
    return Done(invited.with_text(f"{invited.text}\n{await _programme(context, draft)}".strip()))


async def _programme(context: Context, draft: Draft) -> str:
    """What was chosen on the way, to be seen once more: a mistyped year would stay unnoticed."""
    if Role(draft["role"]) is not Role.YOUTH:
        return ""
    names = await storage.people.names_of(context.db, [draft["mentor"]]) if draft["mentor"] is not None else {}
    first, last = date.fromisoformat(draft["start"]), date.fromisoformat(draft["end"])
    return messages.pairs.programme(context.speech, first, last, mentor=names.get(draft["mentor"]))


async def _check(context: Context, draft: Draft) -> None:
    await services.people.check_coordinates(
        context.db, coordinator_id=context.person.id, municipality_id=draft["place"]
    )


CONVERSATION = Conversation(
    name="invite",
    about=messages.joining.about_inviting,
    steps={
        "role": Step(ask_role, take_role),
        "place": Step(ask_place, take_place),
        "name": Step(ask_name, take_name),
        "language": Step(ask_language, take_language),
        "start": Step(ask_start, take_start),
        "length": Step(ask_length, take_length),
        "mentor": Step(ask_mentor, take_mentor),
    },
)
