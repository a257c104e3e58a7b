"""A coordinator writes to a group.

(municipality, when there are several) → whom → (language, pillar or activity) → text in each language that occurs →
(which text instead, for a language left empty) → last day → previews, ready? → (the same again?) → (end: it leaves)
"""

from datetime import date, datetime, timedelta

from bot import messages, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Ask, Conversation, Done, Draft, Next, Step, Take
from bot.i18n import LANGUAGES, Speech
from bot.messages import Message
from bot.messages.broadcasting import EMPTY
from bot.rules.broadcasts import NARROWED, Addressees, Group
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role

MOST_ACTIVITIES = 20
LOOK_BACK = timedelta(days=14)  # activities that are over: thanks, photos, what was left behind


async def first(context: Context, draft: Draft) -> str:
    places = _places(context)
    if len(places) > 1:
        return "place"
    draft["place"] = places[0]
    return "whom"


def _places(context: Context) -> tuple[int, ...]:
    return context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR)


async def ask_place(context: Context, draft: Draft) -> Message:
    names = await storage.municipalities.names_of(context.db, _places(context))
    return messages.joining.ask_municipality(context.speech, names)


async def take_place(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("choice")
    draft["place"] = number(answer.choice)
    await services.people.check_coordinates(
        context.db, coordinator_id=context.person.id, municipality_id=draft["place"]
    )
    return "whom"


# --- whom ---


async def ask_whom(context: Context, draft: Draft) -> Message:
    return messages.broadcasting.ask_whom(context.speech)


async def take_whom(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(Group):
        raise NotUnderstood("choice")
    if answer.choice in NARROWED:
        return str(answer.choice)
    return await _count(context, draft, Addressees(Group(answer.choice)))


async def ask_language(context: Context, draft: Draft) -> Message:
    return messages.broadcasting.ask_language(context.speech)


async def ask_pillar(context: Context, draft: Draft) -> Message:
    return messages.broadcasting.ask_pillar(context.speech)


async def ask_activity(context: Context, draft: Draft) -> Message:
    found = await storage.activities.of_place(
        context.db, draft["place"], since=context.said_on - LOOK_BACK, limit=MOST_ACTIVITIES
    )
    return messages.broadcasting.ask_activity(context.speech, found)


def _narrows(group: Group) -> Take:
    async def take(context: Context, draft: Draft, answer: Answer) -> Next:
        if answer.choice is None or (group is Group.LANGUAGE and answer.choice not in LANGUAGES):
            raise NotUnderstood("choice")
        return await _count(context, draft, Addressees.parse(f"{group}:{answer.choice}"))

    return take


async def _count(context: Context, draft: Draft, addressees: Addressees) -> Next:
    """Who it would reach, before a word is written."""
    found = await services.broadcasts.count(
        context.db,
        by=context.person.id,
        municipality_id=draft["place"],
        addressees=addressees,
        today=_today(context),
    )
    languages = {one: found.languages[one] for one in LANGUAGES if one in found.languages}
    draft |= {"addressees": addressees.code, "languages": languages, "unreachable": found.unreachable}
    draft |= {"texts": {}, "instead": {}}
    return f"text_{next(iter(languages))}"


# --- the words ---


def _asks_text(language: str) -> Ask:
    async def ask(context: Context, draft: Draft) -> Message:
        return messages.broadcasting.ask_text(context.speech, language, draft["languages"], draft["unreachable"])

    return ask


def _takes_text(language: str) -> Take:
    async def take(context: Context, draft: Draft, answer: Answer) -> Next:
        if answer.choice == EMPTY and len(draft["languages"]) > 1:
            draft["texts"].pop(language, None)
        elif answer.choice is None:
            draft["texts"][language] = rules.broadcasts.clean_text(answer.text or "")
        else:
            raise NotUnderstood("words")
        return _after_text(draft, language)

    return take


def _after_text(draft: Draft, language: str) -> str:
    """The next language; then what those get whose language was left empty."""
    languages = list(draft["languages"])
    if later := languages[languages.index(language) + 1 :]:
        return f"text_{later[0]}"
    if not draft["texts"]:
        raise NotUnderstood("words")
    draft["instead"] = {}
    return _next_empty(draft) or "until"


def _next_empty(draft: Draft) -> str | None:
    settled = {**draft["texts"], **draft["instead"]}
    return next((f"instead_{one}" for one in draft["languages"] if one not in settled), None)


def _texts(draft: Draft) -> dict[str, str]:
    """What each language's readers get."""
    return {**draft["texts"], **{one: draft["texts"][other] for one, other in draft["instead"].items()}}


def _asks_instead(language: str) -> Ask:
    async def ask(context: Context, draft: Draft) -> Message:
        n = draft["languages"][language]
        return messages.broadcasting.ask_instead(context.speech, language, n, list(draft["texts"]))

    return ask


def _takes_instead(language: str) -> Take:
    async def take(context: Context, draft: Draft, answer: Answer) -> Next:
        if answer.choice not in draft["texts"]:
            raise NotUnderstood("choice")
        draft["instead"][language] = answer.choice
        return _next_empty(draft) or "until"

    return take


# --- until when, and what they will see ---


async def ask_until(context: Context, draft: Draft) -> Message:
    return messages.broadcasting.ask_last_day(context.speech, _today(context))


async def take_until(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=_today(context))
    if day is None:
        raise NotUnderstood("ahead")
    rules.broadcasts.check_last_day(day, today=_today(context))
    draft["until"] = day.isoformat()
    await _preview(context, draft)
    return "ready"


async def _preview(context: Context, draft: Draft) -> None:
    """Each language as its readers will see it, above the question."""
    names = await storage.municipalities.names_of(context.db, [draft["place"]])
    texts = _texts(draft)
    for language, n in draft["languages"].items():
        theirs = Speech(language, context.zone)
        text = messages.broadcasts.letter(
            theirs, texts[language], sender=context.person.name, place=names[draft["place"]]
        )
        shown = messages.broadcasting.preview(context.speech, language, n, text)
        context.before(shown, folded=messages.broadcasting.folded(context.speech))


async def ask_ready(context: Context, draft: Draft) -> Message:
    addressees = Addressees.parse(draft["addressees"])
    policy = await storage.municipalities.policy(context.db, draft["place"], on=_today(context))
    return messages.broadcasting.ask_ready(
        context.speech,
        addressees,
        await _title(context, draft, addressees),
        draft["languages"],
        draft["unreachable"],
        date.fromisoformat(draft["until"]),
        counts=policy.broadcast_counts,
    )


async def _title(context: Context, draft: Draft, addressees: Addressees) -> str | None:
    if addressees.group is not Group.ACTIVITY:
        return None
    return await services.broadcasts.title(context.db, addressees, municipality_id=draft["place"])


async def take_ready(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "show":
        await _preview(context, draft)
        return "ready"
    if answer.choice != "send":
        raise NotUnderstood("choice")
    if await _same(context, draft) is not None:
        return "again"
    return await _send(context, draft)


async def ask_again(context: Context, draft: Draft) -> Message:
    same = await _same(context, draft)
    if same is None:  # an hour has passed meanwhile
        return await ask_ready(context, draft)
    return messages.broadcasting.ask_again(context.speech, *same)


async def take_again(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice != "send":
        raise NotUnderstood("choice")
    return await _send(context, draft)


async def _same(context: Context, draft: Draft) -> tuple[str, datetime] | None:
    return await services.broadcasts.same_lately(
        context.db, municipality_id=draft["place"], texts=_texts(draft), now=context.now
    )


async def _send(context: Context, draft: Draft) -> Done:
    await services.broadcasts.send(
        context.db,
        by=context.person.id,
        municipality_id=draft["place"],
        addressees=Addressees.parse(draft["addressees"]),
        texts=_texts(draft),
        last_day=date.fromisoformat(draft["until"]),
        now=context.now,
        today=_today(context),
    )
    return Done(messages.broadcasting.accepted(context.speech))


def _today(context: Context) -> date:
    return context.now.astimezone(context.zone).date()


CONVERSATION = Conversation(
    name="broadcast",
    about=messages.broadcasting.about,
    first=first,
    steps={
        "place": Step(ask_place, take_place),
        "whom": Step(ask_whom, take_whom),
        "language": Step(ask_language, _narrows(Group.LANGUAGE)),
        "pillar": Step(ask_pillar, _narrows(Group.PILLAR)),
        "activity": Step(ask_activity, _narrows(Group.ACTIVITY)),
        **{f"text_{one}": Step(_asks_text(one), _takes_text(one)) for one in LANGUAGES},
        **{f"instead_{one}": Step(_asks_instead(one), _takes_instead(one)) for one in LANGUAGES},
        "until": Step(ask_until, take_until),
        "ready": Step(ask_ready, take_ready),
        "again": Step(ask_again, take_again),
    },
)
