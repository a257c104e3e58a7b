"""/plan: each sees what is theirs; showing a plan, agreeing, approving; its items, their papers, the library.

Every tap asks again who taps and whose plan it is: a keyboard stays tappable forever.
"""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, rules, services
from bot.buttons import (
    ITEM,
    ITEM_ACTION,
    LIBRARY,
    MENU,
    PAPER,
    PLAN,
    PLAN_ACTION,
    PLANS_PAGE,
    TEMPLATE,
)
from bot.context import Context, number
from bot.messages import Message
from bot.rules.errors import Gone
from bot.rules.people import STAFF, Role
from bot.rules.plans import ItemAction, PlanAction, item_actions

Act = Callable[[Context, int, tuple[str, ...]], Awaitable[None]]


async def show(update: Update, context: Context) -> None:
    """A view for each role: one's own plan, one's young people's, one's municipality's."""
    person = context.person
    if person.has(Role.MENTOR):
        context.reply(await _of_mentor(context, 1))
    for place in person.municipalities(Role.COORDINATOR):
        context.reply(await _of_municipality(context, place, 1))
    if person.has(Role.YOUTH):
        participation_id = await services.plans.own(context.db, youth_id=person.id)
        shown = messages.plans.no_plan(context.speech) if participation_id is None else None
        context.reply(shown or await _plan(context, participation_id or 0))
    if not person.roles:
        context.reply(messages.common.help_(context.speech, frozenset()))


async def turn(update: Update, context: Context) -> None:
    """Another page of a list, as the plans stand now."""
    match context.facts(PLANS_PAGE):
        case ("mentor", _, page):
            context.require(Role.MENTOR)
            message = await _of_mentor(context, number(page))
        case ("all", place, page) if number(place) in context.person.municipalities(Role.COORDINATOR):
            message = await _of_municipality(context, number(place), number(page))
        case _:
            raise Gone
    context.reply(message, in_place=True)


async def open_plan(update: Update, context: Context) -> None:
    """Below what was tapped, which may be a notice that is to be read again; pages turn in place."""
    match context.facts(PLAN):
        case (participation_id, page):
            plan = await _plan(context, number(participation_id), page=number(page))
            context.reply(plan, in_place=number(page) > 1)
        case _:
            raise Gone


async def _of_mentor(context: Context, page: int) -> Message:
    plans = await services.plan_lists.of_mentor(context.db, by=context.person.id, today=context.said_on)
    return messages.plan_lists.of_mentor(context.speech.formally(), plans, page)


async def _of_municipality(context: Context, place: int, page: int) -> Message:
    found = await services.plan_lists.of_municipality(
        context.db, by=context.person.id, municipality_id=place, number=page, now=context.now, today=context.said_on
    )
    return messages.plan_lists.of_municipality(context.speech.formally(), found)


async def _plan(context: Context, participation_id: int, *, page: int = 1, said: str = "") -> Message:
    plan = await services.plans.look(
        context.db,
        by=context.person.id,
        participation_id=participation_id,
        now=context.now,
        today=context.said_on,
    )
    return messages.plans.plan(context.speech, plan, page, said=said)


# --- what the buttons under a plan do ---


async def act(update: Update, context: Context) -> None:
    _ = context.person
    match context.facts(PLAN_ACTION):
        case (name, subject_id, *more) if name in set(PlanAction):
            await ACTS[PlanAction(name)](context, number(subject_id), tuple(more))
        case _:
            raise Gone


async def show_it(context: Context, participation_id: int, more: tuple[str, ...]) -> None:
    """To the young person, who hears of it; coordinators hear which papers are needed."""
    version = await services.planning.propose(
        context.db, by=context.person.id, participation_id=participation_id, number=_second(more), now=context.now
    )
    told = await services.plan_notices.readers(context.db, participation_id, today=context.said_on)
    plan = await services.plans.view(
        context.db, by=context.person.id, participation_id=participation_id, today=context.said_on
    )
    if version.proposed_at == context.now:  # a second tap tells nobody
        if told.youth_id is not None:
            context.tell(told.youth_id, "plan_shown", participation_id, detail=str(version.id))
        for item in plan.missing:
            for person_id in told.coordinator_ids:
                if person_id != context.person.id:
                    context.tell(person_id, "paper_needed", participation_id, detail=str(item.id))
    said = messages.plans.shown(context.speech, is_in_chat=plan.is_youth_in_chat)
    context.reply(await _plan(context, participation_id, said=said), in_place=True)


async def take_back(context: Context, participation_id: int, more: tuple[str, ...]) -> None:
    await services.planning.take_back(
        context.db, by=context.person.id, participation_id=participation_id, number=_second(more), now=context.now
    )
    said = messages.plans.taken_back(context.speech)
    context.reply(await _plan(context, participation_id, said=said), in_place=True)


async def agree(context: Context, version_id: int, more: tuple[str, ...]) -> None:
    version = await services.planning.agree(
        context.db, by=context.person.id, version_id=version_id, now=context.now, today=context.said_on
    )
    if version.agreed_at == context.now:
        await _tell_agreed(context, version.participation_id, version_id)
    said = messages.plans.agreed(context.speech)
    context.reply(await _plan(context, version.participation_id, said=said), in_place=True)


async def note_agreement(context: Context, version_id: int, more: tuple[str, ...]) -> None:
    version = await services.planning.note_agreement(
        context.db, by=context.person.id, version_id=version_id, now=context.now, today=context.said_on
    )
    if version.agreed_at == context.now:
        await _tell_agreed(context, version.participation_id, version_id)
    said = messages.plans.agreement_noted(context.speech)
    context.reply(await _plan(context, version.participation_id, said=said), in_place=True)


async def _tell_agreed(context: Context, participation_id: int, version_id: int) -> None:
    told = await services.plan_notices.readers(context.db, participation_id, today=context.said_on)
    for person_id in told.staff_but(context.person.id):
        context.tell(person_id, "plan_agreed", participation_id, detail=str(version_id))


async def approve(context: Context, version_id: int, more: tuple[str, ...]) -> None:
    version = await services.planning.approve(
        context.db, by=context.person.id, version_id=version_id, now=context.now, today=context.said_on
    )
    if version.approved_at == context.now:
        told = await services.plan_notices.readers(context.db, version.participation_id, today=context.said_on)
        youth = [told.youth_id] if told.youth_id is not None else []
        for person_id in (*youth, *(one for one in told.mentor_ids if one != context.person.id)):
            context.tell(person_id, "plan_approved", version.participation_id, detail=str(version_id))
    said = messages.plans.approved(context.speech)
    context.reply(await _plan(context, version.participation_id, said=said), in_place=True)


async def draw(context: Context, participation_id: int, more: tuple[str, ...]) -> None:
    """A picture takes a second to draw, so it is made aside."""
    await services.plans.access(context.db, by=context.person.id, participation_id=participation_id)
    begun = await services.jobs.ask(
        context.db,
        kind="plan_picture",
        person_id=context.person.id,
        chat_id=context.chat_id,
        payload={"participation": participation_id},
        now=context.now,
    )
    if begun:
        context.reply(messages.pictures.begun(context.speech))
    else:
        context.pop_up(messages.pictures.waits(context.speech))


def _begins(conversation: str) -> Act:
    async def begin(context: Context, participation_id: int, more: tuple[str, ...]) -> None:
        await context.begin(conversation, {"participation": participation_id})

    return begin


def _second(more: tuple[str, ...]) -> int:
    return number(more[0] if more else "")


ACTS: dict[PlanAction, Act] = {
    PlanAction.ADD: _begins("planning"),
    PlanAction.SHOW: show_it,
    PlanAction.TAKE_BACK: take_back,
    PlanAction.AGREE: agree,
    PlanAction.NOTE_AGREEMENT: note_agreement,
    PlanAction.APPROVE: approve,
    PlanAction.GOAL: _begins("goal"),
    PlanAction.PICTURE: draw,
}


# --- items ---


async def open_item(update: Update, context: Context) -> None:
    context.reply(await _item(context, context.tapped(ITEM)), in_place=False)


async def _item(context: Context, item_id: int, *, said: str = "") -> Message:
    plan, item = await services.plans.item_of(context.db, by=context.person.id, item_id=item_id, today=context.said_on)
    return messages.plan_items.item(context.speech, plan, item, said=said)


async def act_on_item(update: Update, context: Context) -> None:
    """Only what the item's card would still offer."""
    match context.facts(ITEM_ACTION):
        case (name, item_id) if name in set(ItemAction):
            plan, item = await services.plans.item_of(
                context.db, by=context.person.id, item_id=number(item_id), today=context.said_on
            )
            offered = set(item_actions(plan, item))
            if offered & SETTLING:  # a second tap does no harm
                offered |= SETTLING
            if ItemAction(name) not in offered:
                raise Gone
            await ON_ITEMS[ItemAction(name)](context, item.id, ())
        case _:
            raise Gone


async def ask_to_talk(context: Context, item_id: int, more: tuple[str, ...]) -> None:
    item = await services.planning.ask_to_talk(context.db, by=context.person.id, item_id=item_id, now=context.now)
    told = await services.plan_notices.readers(context.db, item.participation_id, today=context.said_on)
    for person_id in told.mentor_ids or told.coordinator_ids:
        context.tell(person_id, "plan_talk", item.participation_id, detail=str(item.id))
    said = messages.plans.talk_asked(context.speech)
    context.reply(await _item(context, item_id, said=said), in_place=True)


def _settles(*, is_done: bool) -> Act:
    async def settle(context: Context, item_id: int, more: tuple[str, ...]) -> None:
        await services.planning.settle(
            context.db, by=context.person.id, item_id=item_id, is_done=is_done, now=context.now
        )
        said = messages.plans.settled(context.speech, is_done=is_done)
        context.reply(await _item(context, item_id, said=said), in_place=True)

    return settle


def _asks(conversation: str) -> Act:
    async def begin(context: Context, item_id: int, more: tuple[str, ...]) -> None:
        await context.begin(conversation, {"item": item_id})

    return begin


async def list_papers(context: Context, item_id: int, more: tuple[str, ...]) -> None:
    _plan, item, papers = await services.papers.of_item(
        context.db, by=context.person.id, item_id=item_id, today=context.said_on
    )
    context.reply(messages.papers.listed(context.speech, item.title, item.id, papers), in_place=True)


async def act_on_paper(update: Update, context: Context) -> None:
    """Taken back because it was written down by mistake."""
    match context.facts(PAPER):
        case ("withdraw", paper_id):
            paper = await services.papers.withdraw(
                context.db, by=context.person.id, paper_id=number(paper_id), now=context.now
            )
            said = messages.papers.withdrawn(context.speech)
            context.reply(await _item(context, paper.plan_item_id or 0, said=said), in_place=True)
        case _:
            raise Gone


SETTLING = {ItemAction.DONE, ItemAction.REOPEN}
ON_ITEMS: dict[ItemAction, Act] = {
    ItemAction.TALK: ask_to_talk,
    ItemAction.TIME: _asks("activity"),
    ItemAction.DONE: _settles(is_done=True),
    ItemAction.REOPEN: _settles(is_done=False),
    ItemAction.CHANGE: _asks("planning"),
    ItemAction.DROP: _asks("dropping"),
    ItemAction.GOAL: _asks("goal"),
    ItemAction.KEEP: _asks("keeping"),
    ItemAction.PAPER: _asks("paper"),
    ItemAction.PAPERS: list_papers,
}


# --- the library ---


async def open_library(update: Update, context: Context) -> None:
    page = context.tapped(LIBRARY)
    library = await services.templates.page(
        context.db,
        by=context.person.id,
        number=page,
        language=context.speech.language,
    )
    context.reply(messages.templates.page(context.speech, library), in_place=True)


async def act_on_template(update: Update, context: Context) -> None:
    match context.facts(TEMPLATE):
        case ("open", template_id):
            one = await services.templates.get(context.db, by=context.person.id, template_id=number(template_id))
            context.reply(messages.templates.card(context.speech, one), in_place=True)
        case ("starter", key) if (starter := rules.suggestions.starter(key)) is not None:
            context.require(*STAFF)
            context.reply(messages.templates.starter(context.speech, starter), in_place=True)
        case ("share" | "unshare" as name, template_id):
            one = await services.templates.share(
                context.db,
                by=context.person.id,
                template_id=number(template_id),
                is_shared=name == "share",
                now=context.now,
            )
            said = messages.templates.shared(context.speech, is_shared=one.is_shared)
            context.reply(messages.templates.card(context.speech, one, said=said), in_place=True)
        case ("withdraw", template_id):
            row = await services.templates.withdraw(
                context.db, by=context.person.id, template_id=number(template_id), now=context.now
            )
            context.reply(messages.templates.withdrawn(context.speech, row.title), in_place=True)
        case _:
            raise Gone


HANDLERS = [
    CommandHandler("plan", show),
    CallbackQueryHandler(show, f"^{MENU.name}:plan$"),
    CallbackQueryHandler(turn, PLANS_PAGE.pattern),
    CallbackQueryHandler(open_plan, PLAN.pattern),
    CallbackQueryHandler(act, PLAN_ACTION.pattern),
    CallbackQueryHandler(open_item, ITEM.pattern),
    CallbackQueryHandler(act_on_item, ITEM_ACTION.pattern),
    CallbackQueryHandler(act_on_paper, PAPER.pattern),
    CallbackQueryHandler(open_library, LIBRARY.pattern),
    CallbackQueryHandler(act_on_template, TEMPLATE.pattern),
]
