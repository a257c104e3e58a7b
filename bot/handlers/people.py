"""/people: the coordinator's roll page by page, one person's card, and what its buttons do.

Every tap asks again who taps and whose card it is: a keyboard stays tappable forever.
"""

from collections.abc import Awaitable, Callable
from datetime import date

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services, storage
from bot.buttons import MENU, PEOPLE_PAGE, PERSON, PERSON_ACTION
from bot.context import Context, number
from bot.i18n import Speech
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.roll import Action, Portrait, may
from bot.services.invitations import NewLink

Act = Callable[[Context, Portrait, tuple[str, ...]], Awaitable[None]]


async def show(update: Update, context: Context) -> None:
    await _page(context, 0, in_place=False)


async def turn(update: Update, context: Context) -> None:
    await _page(context, context.tapped(PEOPLE_PAGE), in_place=True)


async def _page(context: Context, page: int, *, in_place: bool) -> None:
    context.require(Role.COORDINATOR)
    roll = await services.roll.page(
        context.db, by=context.person.id, number=page, now=context.now, today=_today(context)
    )
    context.reply(messages.roll.page(context.speech.formally(), roll), in_place=in_place)


async def open_card(update: Update, context: Context) -> None:
    """In place of the list; below a notice, which stays to be read again."""
    person = await _portrait(context, context.tapped(PERSON))
    context.reply(
        messages.roll.card(context.speech.formally(), person), in_place=context.facts(PERSON)[1:] == ("here",)
    )


async def act(update: Update, context: Context) -> None:
    """A button of the card: only what may still be done."""
    match context.facts(PERSON_ACTION):
        case (name, person_id, *more) if name in set(Action):
            person = await _portrait(context, number(person_id))
            action = Action(name)
            if not may(person, action):
                raise Gone
            await ACTS[action](context, person, tuple(more))
        case _:
            raise Gone


async def _portrait(context: Context, person_id: int, *, is_seen_already: bool = False) -> Portrait:
    context.require(Role.COORDINATOR)
    return await services.roll.portrait(
        context.db,
        by=context.person.id,
        person_id=person_id,
        now=context.now,
        zone=context.zone,
        is_seen_already=is_seen_already,
    )


async def _done(context: Context, person: Portrait, said: str) -> None:
    """The card as it is now, below what was done."""
    fresh = await _portrait(context, person.id, is_seen_already=True)
    context.reply(messages.roll.card(context.speech.formally(), fresh, said=said), in_place=True)


# --- deciding ---


async def approve(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    await services.people.approve(context.db, by=context.person.id, person_id=person.id, now=context.now)
    context.tell(person.id, "approved", person.id)
    await _done(context, person, messages.people.approved(context.speech))


async def refuse(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    if not _is_sure(more):
        context.reply(messages.people.ask_refuse(context.speech, person), in_place=True)
        return
    ended = await services.people.find_not_eligible(
        context.db, by=context.person.id, person_id=person.id, now=context.now, today=_today(context)
    )
    context.tell(person.id, "not_eligible", person.id)
    for mentor_id in ended.mentors:
        context.tell(mentor_id, "pair_ended", ended.participation.id)
    await _done(context, person, messages.people.refused(context.speech))


async def read(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    """What they said about themselves, below the card."""
    reading = await services.readings.for_coordinator(
        context.db, by=context.person.id, person_id=person.id, now=context.now, zone=context.zone
    )
    context.reply(messages.profiles.overview(context.speech.formally(), reading))


# --- pairs and days ---


async def unpair(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    assert person.stay is not None
    chosen = number(more[0]) if more else person.stay.mentors[0][0] if len(person.stay.mentors) == 1 else None
    if chosen is None:
        whom = messages.people.ask_unpair_whom(context.speech, person.id, person.stay.mentors)
        context.reply(whom, in_place=True)
        return
    mentor = next((one for one in person.stay.mentors if one[0] == chosen), None)
    if mentor is None:
        raise Gone
    if not _is_sure(more):
        context.reply(messages.people.ask_unpair(context.speech, person, mentor), in_place=True)
        return
    await services.pairs.end_pair(
        context.db,
        by=context.person.id,
        youth_id=person.id,
        mentor_id=chosen,
        now=context.now,
        today=_today(context),
    )
    context.tell(chosen, "pair_ended", person.stay.participation_id)
    await _tell_youth(context, person.stay.participation_id, mentor_id=chosen)
    await _done(context, person, messages.people.unpaired(context.speech))


async def _tell_youth(context: Context, participation_id: int, *, mentor_id: int) -> None:
    """That this mentor is beside them no more."""
    told = await services.programme_notices.concerned(context.db, participation_id, today=context.said_on)
    if told.youth_id is not None:
        context.tell(told.youth_id, "pair_ended", participation_id, detail=str(mentor_id))


async def resume(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    assert person.stay is not None
    await services.pairs.resume(
        context.db, by=context.person.id, youth_id=person.id, now=context.now, today=_today(context)
    )
    told = await services.programme_notices.concerned(context.db, person.stay.participation_id, today=context.said_on)
    for person_id in told.but(context.person.id):
        context.tell(person_id, "programme_resumed", person.stay.participation_id)
    await _done(context, person, messages.people.resumed(context.speech))


async def open_plan(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    assert person.stay is not None
    plan = await services.plans.look(
        context.db,
        by=context.person.id,
        participation_id=person.stay.participation_id,
        now=context.now,
        today=_today(context),
    )
    context.reply(messages.plans.plan(context.speech.formally(), plan))


def _asks(conversation: str) -> Act:
    """The rest is asked step by step."""

    async def begin(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
        await context.begin(conversation, {"person": person.id})

    return begin


async def note_reason(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    """Why a month that is still open is short of hours."""
    assert person.stay is not None
    keys = [one.key for one in person.short_months]
    if not more and len(keys) > 1:
        context.reply(messages.people.ask_month(context.speech, person), in_place=True)
        return
    month = more[0] if more else keys[0]
    if month not in keys:
        raise Gone
    draft = {"person": person.id, "participation": person.stay.participation_id, "month": month}
    await context.begin("explaining", draft)


# --- links and access ---


async def new_link(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    made = await services.invitations.new_link(context.db, by=context.person.id, person_id=person.id, now=context.now)
    link, until = _address(context, made)
    names = await storage.municipalities.names_of(context.db, [made.municipality_id])
    context.reply(messages.joining.invited(context.speech, person.name, until))
    theirs = _theirs(context, made)
    context.reply(messages.joining.invitation(theirs, made.role, names[made.municipality_id], link))


async def withdraw(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    """The link that was asked about: a newer one is not meant by an old yes."""
    assert person.open_link is not None
    if not _is_sure(more):
        context.reply(messages.people.ask_withdraw(context.speech, person), in_place=True)
        return
    if number(more[0]) != person.open_link:
        raise Gone
    await services.invitations.withdraw(context.db, person.open_link, by=context.person.id, now=context.now)
    await _done(context, person, messages.people.withdrawn(context.speech))


async def new_phone(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    if not _is_sure(more):
        context.reply(messages.people.ask_phone(context.speech, person), in_place=True)
        return
    made = await services.invitations.new_phone(context.db, by=context.person.id, person_id=person.id, now=context.now)
    link, until = _address(context, made)
    context.reply(messages.people.phone_link(context.speech, person.name, until), in_place=True)
    context.reply(messages.people.phone_invitation(_theirs(context, made), link))


async def revoke(context: Context, person: Portrait, more: tuple[str, ...]) -> None:
    if not _is_sure(more):
        context.reply(messages.people.ask_revoke(context.speech, person), in_place=True)
        return
    gone = await services.people.revoke(
        context.db, by=context.person.id, person_id=person.id, now=context.now, today=_today(context)
    )
    for participation_id in gone.participation_ids:
        await _tell_youth(context, participation_id, mentor_id=person.id)
    if gone.chat_id is not None:
        left = frozenset(role for role, _ in gone.roles)
        speech = Speech(gone.person.language, context.zone, familiar=left == {Role.YOUTH})
        context.reset_commands(gone.chat_id, speech, left)
    context.reply(messages.people.revoked(context.speech, person.name), in_place=True)


def _address(context: Context, made: NewLink) -> tuple[str, date]:
    link = f"https://t.me/{context.bot.username}?start={made.made.token}"
    return link, made.made.invitation.expires_at.astimezone(context.zone).date()


def _theirs(context: Context, made: NewLink) -> Speech:
    return Speech(made.person.language, context.zone, familiar=made.role is Role.YOUTH)


def _is_sure(more: tuple[str, ...]) -> bool:
    return more[1:] == ("yes",)


def _today(context: Context) -> date:
    return context.now.astimezone(context.zone).date()


ACTS: dict[Action, Act] = {
    Action.APPROVE: approve,
    Action.REFUSE: refuse,
    Action.GUARDIAN: _asks("guardian"),
    Action.PLAN: open_plan,
    Action.PROFILE: read,
    Action.PAIR: _asks("pairing"),
    Action.UNPAIR: unpair,
    Action.PLANNED_END: _asks("planned_end"),
    Action.PAUSE: _asks("pause"),
    Action.RESUME: resume,
    Action.END: _asks("ending"),
    Action.AGAIN: _asks("again"),
    Action.REASON: note_reason,
    Action.LINK: new_link,
    Action.WITHDRAW: withdraw,
    Action.PHONE: new_phone,
    Action.CORRECT: _asks("correcting"),
    Action.REVOKE: revoke,
}

HANDLERS = [
    CommandHandler("people", show),
    CallbackQueryHandler(show, f"^{MENU.name}:people$"),
    CallbackQueryHandler(turn, PEOPLE_PAGE.pattern),
    CallbackQueryHandler(open_card, PERSON.pattern),
    CallbackQueryHandler(act, PERSON_ACTION.pattern),
]
