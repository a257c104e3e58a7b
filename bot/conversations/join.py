"""Joining by an invitation: language → privacy notice and consent → for youth birth date and status now.

language → consent ─ no → (end, nothing kept)
             │ yes, and who was invited without a name gives it: → name
             │ the invitation is used up, the account linked
             ├─ staff → (end: welcome)
             └─ youth → birth ─ outside the age, or a minor outside the chat → (end, nothing kept)
                         │├─ a minor without the guardian's consent → (end: waits)
                         │└─ status → (end: welcome; the doubtful goes to the coordinator)
                         └ the year was chosen → birth_month → birth_day ─ the same; a typed date is read at each
relink (a new phone) → (end)
"""

from datetime import date

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.i18n import LANGUAGES, Speech
from bot.rules.errors import Gone, NotUnderstood, TooYoungOrOld
from bot.rules.people import Eligibility, Role, StatusNow
from bot.rules.periods import Period
from bot.storage.models import Invitation


async def first(context: Context, draft: Draft) -> str:
    """From a link: the language. Going on after the guardian's consent: the birth date."""
    return "birth" if draft.get("goes_on") else "language"


async def ask_language(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_language(_speech(context, draft))


async def take_language(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in LANGUAGES:
        raise NotUnderstood("choice")
    draft["language"] = answer.choice
    return "relink" if draft.get("is_relink") else "consent"


async def ask_relink(context: Context, draft: Draft) -> messages.Message:
    invitation = await _invitation(context, draft)
    names = await storage.people.names_of(context.db, [invitation.person_id])
    return messages.joining.ask_relink(_speech(context, draft), names.get(invitation.person_id, ""))


async def take_relink(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "no":
        return Done(messages.joining.consent_refused(_speech(context, draft)))
    if answer.choice != "yes":
        raise NotUnderstood("choice")
    await services.joining.agree(
        context.db,
        draft["invitation"],
        telegram_id=context.chat_id,
        language=draft["language"],
        now=context.now,
    )
    await context.reload_caller()
    context.show_commands()
    return Done(messages.joining.relinked(context.speech))


async def ask_consent(context: Context, draft: Draft) -> messages.Message:
    invitation = await _invitation(context, draft)
    names = await storage.municipalities.names_of(context.db, [invitation.municipality_id])
    _ = _speech(context, draft)
    asked = messages.joining.ask_consent(_, names[invitation.municipality_id], Role(invitation.role))
    if context.is_stranger or context.person.id == invitation.person_id:
        return asked
    written = await _written_name(context, invitation)
    if not rules.text.is_name(written):
        return asked
    note = messages.joining.written_for(_, written, context.person.name)
    return asked.with_text(f"{note}\n\n{asked.text}")


async def take_consent(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "no":
        return Done(messages.joining.consent_refused(_speech(context, draft)))
    if answer.choice != "yes":
        raise NotUnderstood("choice")
    if context.is_stranger and not rules.text.is_name(await _written_name(context, await _invitation(context, draft))):
        return "name"
    return await _agree(context, draft)


async def ask_name(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_own_name(_speech(context, draft))


async def take_name(context: Context, draft: Draft, answer: Answer) -> Next:
    return await _agree(context, draft, name=answer.text or "")


async def _agree(context: Context, draft: Draft, name: str | None = None) -> Next:
    person, invitation = await services.joining.agree(
        context.db,
        draft["invitation"],
        telegram_id=context.chat_id,
        language=draft["language"],
        now=context.now,
        name=name,
    )
    await context.reload_caller()
    draft["municipality"] = invitation.municipality_id
    role = Role(invitation.role)
    if role is not Role.YOUTH:
        context.show_commands()
        await _tell_coordinators(context, invitation.municipality_id, "joined", person.id)
        return Done(messages.joining.welcome_staff(context.speech, role))
    return "birth"


async def ask_birth(context: Context, draft: Draft) -> messages.Message:
    policy = await storage.municipalities.policy(context.db, draft["municipality"], on=context.said_on)
    years = rules.people.birth_years(context.said_on, low=policy.age_low, high=policy.age_high)
    return messages.joining.ask_birth_date(_speech(context, draft), policy.age_low, policy.age_high, years)


async def take_birth(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        return await _take_typed_birth(context, draft, answer)
    _forget_the_tap(context)
    draft["year"] = _number(answer.choice, context.said_on.year - rules.people.OLDEST, context.said_on.year)
    return "birth_month"


async def ask_birth_month(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_birth_month(_speech(context, draft), draft["year"])


async def take_birth_month(context: Context, draft: Draft, answer: Answer) -> Next:
    """A button, the month's number, its name in whatever form; or the whole date after all."""
    said = (answer.choice or answer.text or "").rstrip(".")
    month = rules.calendar_words.month(rules.calendar_words.fold(said))
    if month is None and answer.choice is None and not said.isdigit():
        return await _take_typed_birth(context, draft, answer)
    draft["month"] = month or _number(said, 1, 12)
    _forget_the_tap(context)
    return "birth_day"


async def ask_birth_day(context: Context, draft: Draft) -> messages.Message:
    return messages.joining.ask_birth_day(_speech(context, draft), Period.month(draft["year"], draft["month"]))


async def take_birth_day(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        return await _take_typed_birth(context, draft, answer)
    period = Period.month(draft["year"], draft["month"])
    day = _number(answer.choice, 1, period.last.day)
    return await _take_birth_date(context, draft, period.first.replace(day=day))


async def _take_typed_birth(context: Context, draft: Draft, answer: Answer) -> Next:
    birth = rules.people.read_birth_date(answer.text or "", today=context.said_on)
    if birth is None:
        raise NotUnderstood("birth")
    return await _take_birth_date(context, draft, birth)


def _forget_the_tap(context: Context) -> None:
    """Half a date of birth stays in the draft alone, which is emptied at the end: it may turn out to be a minor's."""
    context.unit.forget = True


def _number(choice: str, low: int, high: int) -> int:
    """Raises NotUnderstood for what no button of ours says."""
    if not (choice.isascii() and choice.isdigit() and len(choice) <= 4 and low <= int(choice) <= high):
        raise NotUnderstood("choice")
    return int(choice)


async def _take_birth_date(context: Context, draft: Draft, birth: date) -> Next:
    _, place, person = _speech(context, draft), draft["municipality"], context.person
    try:
        found = await services.joining.take_birth_date(
            context.db,
            person_id=person.id,
            municipality_id=place,
            birth=birth,
            now=context.now,
            today=context.said_on,
        )
    except TooYoungOrOld as no:
        coordinators = await _coordinators(context, place)
        await _tell_coordinators(context, place, "outside_age", person.id)
        await _step_back_out(context)
        return Done(messages.joining.outside_age(_, no.low, no.high, coordinators))
    if found.stays_outside_chat:
        coordinators = await _coordinators(context, place)
        await _tell_coordinators(context, place, "minor_outside_chat", person.id)
        await _step_back_out(context)
        return Done(messages.joining.stays_outside_chat(_, coordinators))
    if found.waits_for_guardian:
        context.unit.forget = True  # the date that was typed is not kept either
        await _tell_coordinators(context, place, "guardian_needed", person.id)
        return Done(messages.joining.waits_for_guardian(_))
    return "status"


async def ask_status(context: Context, draft: Draft) -> messages.Message:
    ticked = {StatusNow(one) for one in draft.get("statuses", [])}
    return messages.joining.ask_status(_speech(context, draft), ticked)


async def take_status(context: Context, draft: Draft, answer: Answer) -> Next:
    ticked = {StatusNow(one) for one in draft.get("statuses", [])}
    if answer.choice == "done":
        return await _finish(context, draft, ticked)
    name, _, wanted = (answer.choice or "").partition(":")
    if name not in set(StatusNow) or wanted not in ("0", "1"):
        raise NotUnderstood("choice")
    draft["statuses"] = sorted(rules.people.ticked(ticked, StatusNow(name), is_wanted=wanted == "1"))
    return "status"


async def _finish(context: Context, draft: Draft, ticked: set[StatusNow]) -> Next:
    if not ticked:
        raise NotUnderstood("choice")
    person, place = context.person, draft["municipality"]
    result = await services.joining.take_status(
        context.db,
        person_id=person.id,
        municipality_id=place,
        statuses=ticked,
        now=context.now,
        today=context.said_on,
    )
    await context.reload_caller()
    context.show_commands()
    _ = context.speech
    if result is Eligibility.ELIGIBLE:
        await _tell_coordinators(context, place, "joined", person.id)
        return Done(messages.joining.welcome_youth(_))
    await _tell_coordinators(context, place, "approval_needed", person.id)
    return Done(messages.joining.welcome_doubtful(_))


async def _written_name(context: Context, invitation: Invitation) -> str:
    names = await storage.people.names_of(context.db, [invitation.person_id])
    return names.get(invitation.person_id, "")


async def _invitation(context: Context, draft: Draft) -> Invitation:
    found = await storage.invitations.get(context.db, draft["invitation"])
    if found is None:
        raise Gone
    return found


def _speech(context: Context, draft: Draft) -> Speech:
    """In the language that was chosen here; once they are somebody, in the one they read now."""
    chosen = draft.get("language") if context.is_stranger else None
    _ = Speech(chosen or context.speech.language, context.zone)
    return _.familiarly() if draft.get("role", Role.YOUTH) == Role.YOUTH else _


async def _coordinators(context: Context, municipality_id: int) -> str:
    holders = await storage.people.holders(context.db, Role.COORDINATOR, municipality_id)
    return ", ".join(one.name for one in holders) or "—"


async def _tell_coordinators(context: Context, municipality_id: int, kind: str, person_id: int) -> None:
    for one in await storage.people.holders(context.db, Role.COORDINATOR, municipality_id):
        if one.id != person_id:
            context.tell(one.id, kind, person_id)


async def _step_back_out(context: Context) -> None:
    """Nobody we know any more, unless they are here in another role: what they wrote goes with this commit."""
    context.unit.forget = True
    if await services.joining.step_back_out(context.db, person_id=context.person.id, now=context.now):
        context.unit.caller = None


CONVERSATION = Conversation(
    name="join",
    first=first,
    about=messages.joining.about_joining,
    stopped=messages.joining.stopped,
    steps={
        "language": Step(ask_language, take_language),
        "relink": Step(ask_relink, take_relink),
        "consent": Step(ask_consent, take_consent, is_final=True),
        "name": Step(ask_name, take_name),
        "birth": Step(ask_birth, take_birth),
        "birth_month": Step(ask_birth_month, take_birth_month),
        "birth_day": Step(ask_birth_day, take_birth_day),
        "status": Step(ask_status, take_status),
    },
)
