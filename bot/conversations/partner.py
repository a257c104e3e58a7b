"""A coordinator writes a partner into the directory, or changes one.

(place, when there are several) → kind → name → contact → languages → card ─ save → (end: the partner's card)
                                                                        └ a part → its step
"""

from bot import messages, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.messages.partners import Undescribed
from bot.rules.errors import Gone, LanguageNeeded, NotUnderstood
from bot.rules.partners import LANGUAGES, PartnerKind
from bot.rules.people import Role
from bot.services.partners import Described

CONTACT = 200  # characters
_ORDER = (("kind", "kind"), ("name", "name"), ("contact", "contact"), ("languages", "is_spoken"))


async def first(context: Context, draft: Draft) -> str:
    """A draft may bring the id of a `partner` to change."""
    places = context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR)
    if partner_id := draft.get("partner"):
        one = await services.partners.writable(context.db, partner_id, by=context.person.id)
        draft.update(kind=one.kind, name=one.name, contact=one.contact, languages=one.languages, is_spoken=True)
        return "card"
    if len(places) > 1:
        return "place"
    draft["place"] = places[0]
    return "kind"


def _next(draft: Draft) -> str:
    return next((step for step, key in _ORDER if key not in draft), "card")


async def ask_place(context: Context, draft: Draft) -> messages.Message:
    places = context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR)
    return messages.partners.ask_place(context.speech, await storage.municipalities.names_of(context.db, places))


async def take_place(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("choice")
    place = number(answer.choice)
    if place not in context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR):
        raise Gone
    draft["place"] = place
    return _next(draft)


async def ask_kind(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_kind(context.speech)


async def take_kind(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(PartnerKind):
        raise NotUnderstood("choice")
    draft["kind"] = answer.choice
    return _next(draft)


async def ask_name(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_name(context.speech)


async def take_name(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["name"] = rules.text.clean_name(answer.text or "")
    return _next(draft)


async def ask_contact(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_contact(context.speech)


async def take_contact(context: Context, draft: Draft, answer: Answer) -> Next:
    """Skipping leaves it empty, also when there was one."""
    if answer.choice is not None:
        raise NotUnderstood("choice")
    draft["contact"] = rules.text.clean_note(answer.text or "", limit=CONTACT) or None
    return _next(draft)


async def ask_languages(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_languages(context.speech, draft.get("languages", []))


async def take_languages(context: Context, draft: Draft, answer: Answer) -> Next:
    """A tick carries the state that is wanted."""
    ticked = draft.get("languages", [])
    if answer.choice == "done":
        if not ticked:
            raise LanguageNeeded
        draft["is_spoken"] = True
        return _next(draft)
    chosen, _, wanted = (answer.choice or "").partition(":")
    if chosen not in LANGUAGES or wanted not in ("0", "1"):
        raise NotUnderstood("choice")
    kept = {*ticked, chosen} if wanted == "1" else {*ticked} - {chosen}
    draft["languages"] = [one for one in LANGUAGES if one in kept]
    return "languages"


async def ask_card(context: Context, draft: Draft) -> messages.Message:
    shown = Undescribed(PartnerKind(draft["kind"]), draft["name"], draft["contact"], tuple(draft["languages"]))
    return messages.partners.unsaved(context.speech, shown)


async def take_card(context: Context, draft: Draft, answer: Answer) -> Next:
    match answer.choice:
        case "save":
            return await _save(context, draft)
        case "kind" | "name" | "contact" | "languages":
            return answer.choice
    raise NotUnderstood("choice")


async def _save(context: Context, draft: Draft) -> Next:
    described = Described(PartnerKind(draft["kind"]), draft["name"], draft["contact"], tuple(draft["languages"]))
    if partner_id := draft.get("partner"):
        made = await services.partners.change(context.db, partner_id, described, by=context.person.id, now=context.now)
    else:
        made = await services.partners.write(
            context.db, described, municipality_id=draft["place"], by=context.person.id, now=context.now
        )
    said = messages.partners.saved(context.speech)
    return Done(messages.partners.card(context.speech, made, may_write=True, said=said))


CONVERSATION = Conversation(
    name="partner",
    first=first,
    about=messages.partners.about,
    steps={
        "place": Step(ask_place, take_place),
        "kind": Step(ask_kind, take_kind),
        "name": Step(ask_name, take_name),
        "contact": Step(ask_contact, take_contact, can_skip=True),
        "languages": Step(ask_languages, take_languages),
        "card": Step(ask_card, take_card, listens=False),
    },
)
