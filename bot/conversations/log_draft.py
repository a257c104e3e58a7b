"""The draft of a session: what is known of it, from buttons, from a line, from an entry that is to be changed.

`youth` are ids of participations, `day` and `start` are ISO texts, since a draft is stored as JSON. `ahead` is a day
that a line named and that is still to come: it is said, and another one asked for.
"""

from datetime import date, time

from bot import quicklog, rules, services
from bot.context import Context
from bot.conversation import Draft
from bot.rules.errors import NotUnderstood
from bot.storage.models import LoggedSession
from bot.storage.pairs import Beside


async def next_step(context: Context, draft: Draft) -> str:
    """The first thing that is not known yet; the card when all is. A day to come is spoken of before all else."""
    if not draft.get("youth"):
        roster = await people(context)
        if len(roster) == 1:
            draft["youth"] = [one for one, _name in roster]
    if "ahead" in draft:
        return "day"
    if not draft.get("youth"):
        return "youth"
    for step, key in (("day", "day"), ("duration", "minutes"), ("kind", "kind"), ("note", "note")):
        if key not in draft:
            return step
    return "card"


async def from_entry(context: Context, draft: Draft, session_id: int) -> None:
    old = await services.sessions.changeable(
        context.db, session_id, mentor_id=context.person.id, now=context.now, zone=context.zone
    )
    draft.update(
        youth=[one for one, _name in old.youth],
        day=old.day.isoformat(),
        start=old.start.isoformat() if old.start else None,
        minutes=old.minutes,
        attended=old.attended,
        kind=old.kind,
        mode=old.mode,
        note=old.note,
        replaces=old.id,
    )


async def from_what_is_over(context: Context, draft: Draft) -> None:
    """Everything is known; nothing was saved yet."""
    by = context.person.id
    if "activity" in draft:
        attended = draft["attended"] is True
        one = await services.attendance.to_log(context.db, draft["activity"], attended=attended, by=by)
    else:
        one = await services.partners.to_log(context.db, draft["consultation"], by=by)
    draft.update(
        youth=list(one.participation_ids),
        day=one.day.isoformat(),
        start=one.start.isoformat() if one.start else None,
        minutes=one.minutes,
        attended=one.attended,
        kind=one.kind,
        note=one.note,
    )


async def check_unlogged(context: Context, draft: Draft) -> None:
    """Two open cards of the same activity make one session. Raises AlreadyLogged, Gone."""
    by = context.person.id
    if "activity" in draft:
        await services.attendance.check_unlogged(context.db, draft["activity"], draft["youth"], by=by)
    elif "consultation" in draft:
        await services.partners.check_unlogged(context.db, draft["consultation"], by=by)


async def mark_logged(context: Context, draft: Draft, session: LoggedSession) -> None:
    if "activity" in draft:
        await services.attendance.logged(context.db, draft["activity"], session)
    elif "consultation" in draft:
        await services.partners.session_logged(context.db, draft["consultation"], session)


def as_plan(draft: Draft) -> Draft:
    """What a line said of a session that is still to come."""
    known = {"youth": draft.get("youth"), "title": draft.get("note"), "kind": draft.get("kind")}
    known |= {"day": draft.get("ahead"), "start": draft.get("start"), "minutes": draft.get("minutes")}
    # What is written in one line has said what matters: the rest has its buttons on the card.
    rest = {"place": None, "along": None, "capacity": None}
    return rest | {key: fact for key, fact in known.items() if fact}


async def read_line(context: Context, text: str) -> quicklog.Answer:
    """What one line says, read at the moment it was said."""
    roster = [quicklog.Name(one.participation_id, one.name) for one in await _roster(context)]
    now = context.said_at.astimezone(context.zone)
    return quicklog.read(text, lang=context.speech.language, now=now, roster=roster)


async def merged(context: Context, draft: Draft, text: str) -> bool:
    """Whether the words were a line instead of an answer: what it says counts, what it leaves open only where
    nothing was chosen yet."""
    said = await read_line(context, text)
    facts = sure(said)
    stated = {key for key in facts if _ASKED_AS.get(key, key) in _stated(said)}
    if stated:
        _forget_doubtful(draft, said)
        draft.pop("ahead", None)
        draft.update({key: fact for key, fact in facts.items() if key in stated or key not in draft})
    return bool(stated)


def _forget_doubtful(draft: Draft, said: quicklog.Answer) -> None:
    """What the new words name without being clear ("25 h", "last week") is asked, never taken from the words before."""
    if isinstance(said, quicklog.Ask):
        doubtful = said.fields & _stated(said)
        for key in [key for key in draft if _ASKED_AS.get(key, key) in doubtful]:
            del draft[key]


_ASKED_AS = {"day": "date", "ahead": "date", "start": "minutes", "attended": "minutes"}
"""What the reader of lines calls the keys of a draft."""


def sure(said: quicklog.Answer) -> Draft:
    """What a line says, as a draft; what is unsure is left out. It brings its note, so none is asked for."""
    if isinstance(said, quicklog.NotALog):
        return {}
    known, unsure = (said.known, said.fields) if isinstance(said, quicklog.Ask) else (said, frozenset[str]())
    facts: Draft = {
        "youth": list(known.youth) if known.youth else None,
        "day": known.day.isoformat() if known.day else None,
        "start": known.start.isoformat() if known.start else None,
        "minutes": known.minutes,
        "attended": known.attended if known.minutes is not None else None,
        "kind": known.kind,
    }
    kept = {key: fact for key, fact in facts.items() if fact is not None and _ASKED_AS.get(key, key) not in unsure}
    ahead = {"ahead": known.ahead.isoformat()} if isinstance(known, quicklog.Known) and known.ahead else {}
    return {**kept, **ahead, "note": rules.text.clean_note(known.note) or None}


def _stated(said: quicklog.Answer) -> set[str]:
    """The fields that the words really name, beside those that go without saying."""
    if isinstance(said, quicklog.NotALog):
        return set()
    stated = {piece.field for piece in (said.known if isinstance(said, quicklog.Ask) else said).pieces}
    return stated | ({"minutes"} if stated & {"start", "attended"} else set())


async def people(context: Context) -> list[tuple[int, str]]:
    """Whom the mentor may log for: participation and name, namesakes told apart."""
    apart = await services.sessions.labels(context.db, mentor_id=context.person.id)
    return [(one.participation_id, apart[one.participation_id]) for one in await _roster(context)]


async def _roster(context: Context) -> list[Beside]:
    return await services.sessions.roster(context.db, mentor_id=context.person.id, today=context.said_on)


async def names(context: Context, draft: Draft) -> list[str]:
    """Of the people in the draft; an entry that is changed may name one who is not on the roster any more."""
    apart = await services.sessions.labels(context.db, mentor_id=context.person.id)
    return [name for one, name in apart.items() if one in draft["youth"]]


def known(people: list[tuple[int, str]], participation_id: int) -> int:
    """The id, if it is one of these people. Raises NotUnderstood."""
    if participation_id not in dict(people):
        raise NotUnderstood("name")
    return participation_id


def day(draft: Draft) -> date:
    return date.fromisoformat(draft["day"])


def start(draft: Draft) -> time | None:
    """When it began, where that is known and it took place."""
    return time.fromisoformat(draft["start"]) if draft.get("start") and draft["attended"] else None
