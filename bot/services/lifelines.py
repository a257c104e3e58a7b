"""Why something was said, why something was not, and that it was answered: read from life lines and rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from bot import storage
from bot.rules.errors import Gone
from bot.rules.lifelines import Happened
from bot.rules.notice_rules import PACKED, NoticeRule, NoticeRules, Subject
from bot.rules.people import Role
from bot.services import quiet, roll
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.unsaid import Unsaid

LISTED = timedelta(days=14)
PAGE = 8  # entries of the list
ANSWERED_WITHIN = timedelta(days=7)  # after a warning, what is logged answers it
ABOUT_HOURS = ("pace", "shortfall", "impossible", "silence", "mentor_reminded")

Roles = frozenset[tuple[Role, int]]


@dataclass(frozen=True)
class Reason:
    """Why one thing was said: its rule, and whom it is about where the reader may still know."""

    kind: str
    rule: NoticeRule
    about: str | None


@dataclass(frozen=True)
class Explained:
    """One message. `by` are those whose doing it told, as far as they are known where the reader is."""

    reasons: tuple[Reason, ...]
    by: tuple[str, ...]
    planned_at: datetime
    held: tuple[str, ...]
    sent_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True)
class UnsaidPage:
    """`number` is the page shown, from 1 to `of`."""

    municipality_id: int
    municipality: str
    lines: tuple[Unsaid, ...]
    number: int
    of: int


async def why(db: Database, *, notice_id: int, person_id: int, roles: Roles, today: date) -> Explained:
    """All that the message said which this notice was in. Raises Gone: missing, foreign, or not said at all."""
    notice = await storage.notices.get_for(db, notice_id, person_id)
    if notice is None or notice.outbox_id is None:
        raise Gone
    said = await storage.notices.of_message(db, notice.outbox_id, person_id)
    lives = await storage.lifelines.of(db, [one.id for one in said])
    steps = [step for one in said for step in lives[one.id]]
    rules = (await quiet.policy_of(db, roles, today=today)).notices
    names = await _names(db, said, person_id, roles)
    return Explained(
        reasons=tuple(Reason(one.kind, _rule(one, rules), names.get(one.id)) for one in said),
        by=await _by(db, said, person_id, roles),
        planned_at=min(one.created_at for one in said),
        held=tuple(dict.fromkeys(step.why for step in steps if step.what == Happened.HELD and step.why is not None)),
        sent_at=max((step.at for step in steps if step.what == Happened.SENT), default=None),
        answered_at=min((step.at for step in steps if step.what == Happened.ANSWERED), default=None),
    )


async def answered(db: Database, *, notice_id: int, person_id: int, button: str, now: datetime) -> None:
    """A button under an unasked message was tapped: all that it said is answered. Foreign numbers do nothing."""
    notice = await storage.notices.get_for(db, notice_id, person_id)
    if notice is not None and notice.outbox_id is not None:
        said = await storage.notices.of_message(db, notice.outbox_id, person_id)
        await storage.lifelines.note(db, [one.id for one in said], Happened.ANSWERED, at=now, why=button)


async def answered_by_hours(db: Database, *, mentor_id: int, participation_ids: Sequence[int], now: datetime) -> None:
    """Hours were logged: what was said lately about these young people's hours is answered."""
    said = await storage.notices.said_about(
        db, mentor_id, kinds=ABOUT_HOURS, subject_ids=participation_ids, since=now - ANSWERED_WITHIN
    )
    await storage.lifelines.note(db, said, Happened.ANSWERED, at=now, why="session")


async def unsaid(db: Database, *, by: int, municipality_id: int, page: int, now: datetime) -> UnsaidPage:
    """What was planned in the last two weeks and did not go; nothing that stays between Blakus and its reader. That
    somebody looked is written down. Raises NotAllowed; Gone for another municipality."""
    if municipality_id not in await roll.places_of(db, by=by):
        raise Gone
    page_at = partial(
        storage.unsaid.of_place, db, municipality_id, kinds=_listed(), since=now - LISTED, now=now, limit=PAGE
    )
    lines, count = await page_at(offset=(max(page, 1) - 1) * PAGE)
    of = max(1, -(-count // PAGE))
    if page > of:
        page = of
        lines, _ = await page_at(offset=(page - 1) * PAGE)
    people = {one for line in lines for one in (line.person_id, line.about_id) if one is not None}
    await storage.audit.note_list(
        db, at=now, actor_id=by, action="unsaid.seen", municipality_ids=[municipality_id], people=people
    )
    names = await storage.municipalities.names_of(db, [municipality_id])
    return UnsaidPage(municipality_id, names[municipality_id], tuple(lines), max(page, 1), of)


def _listed() -> dict[Subject, list[str]]:
    """The kinds that a list may show, by what they are about; a message to a group has lists of its own."""
    kinds: dict[Subject, list[str]] = {}
    for rule in PACKED.all():
        of_subject = kinds.setdefault(rule.subject, [])
        if not rule.private and rule.subject is not Subject.BROADCAST and rule.kind not in of_subject:
            of_subject.append(rule.kind)
    return kinds


def _rule(notice: Notice, rules: NoticeRules) -> NoticeRule:
    """The one that planned it; where it is no more, another of its kind."""
    of_kind = rules.of_kind(notice.kind) or PACKED.of_kind(notice.kind)
    return next((one for one in of_kind if one.name == notice.rule), of_kind[0])


async def _names(db: Database, said: Sequence[Notice], reader_id: int, roles: Roles) -> dict[int, str]:
    """Whose programme a notice is about: to who is beside them or coordinates there today; nothing about oneself."""
    subjects = {
        one.subject_id
        for one in said
        if one.subject_id is not None and PACKED.of_kind(one.kind)[0].subject is Subject.PARTICIPATION
    }
    besides = await storage.pairs.by_ids(db, subjects)
    mentors = await storage.pairs.open_mentors_of(db, [one.participation_id for one in besides])
    known = {
        one.participation_id: one.name
        for one in besides
        if (Role.COORDINATOR, one.municipality_id) in roles
        or any(mentor_id == reader_id for mentor_id, _ in mentors[one.participation_id])
    }
    return {one.id: known[one.subject_id] for one in said if one.subject_id in subjects and one.subject_id in known}


async def _by(db: Database, said: Sequence[Notice], reader_id: int, roles: Roles) -> tuple[str, ...]:
    """Whose doing it was, where they work or take part in the same municipality as the reader."""
    people = dict.fromkeys(one.planned_by for one in said if one.planned_by is not None)
    places = {place for _, place in roles}
    theirs = [
        one
        for one in people
        if one != reader_id and places & {place for _, place in await storage.people.roles_of(db, one)}
    ]
    names = await storage.people.names_of(db, theirs)
    return tuple(names[one] for one in theirs)
