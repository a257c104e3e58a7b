"""A coordinator's words to many: whom they would reach, sent, stopped, how far they have come, who got them.

Whom they are for becomes a notice each, so quiet hours, pauses, the day's budget, life lines and erasure need nothing
of their own here. Missing and foreign look the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.broadcasts import AT_WORK, SAME_AGAIN, Addressees, BroadcastState, Figures, Group
from bot.rules.errors import BroadcastIsOver, Gone, NobodyThere
from bot.rules.lifelines import Cleared
from bot.services import looks, people, roll
from bot.storage import Database
from bot.storage.broadcasts import OnList
from bot.storage.models import Broadcast

AT_ONCE = 200  # notices in one transaction, so that nobody's answer waits for it
LATEST = 5
ON_PAGE = 25


@dataclass(frozen=True)
class Headcount:
    """How many of a group read which language, and how many cannot be written to."""

    languages: Mapping[str, int]
    unreachable: int

    @property
    def people(self) -> int:
        return sum(self.languages.values())


@dataclass(frozen=True)
class Standing:
    """A broadcast and how far it has come. `title` is the activity's, where its group is asked to one."""

    broadcast: Broadcast
    municipality: str
    sender: str
    stopped_by: str | None
    title: str | None
    figures: Figures

    @property
    def addressees(self) -> Addressees:
        return Addressees.parse(self.broadcast.addressees)

    @property
    def is_at_work(self) -> bool:
        return self.broadcast.state in AT_WORK


@dataclass(frozen=True)
class Recipients:
    """One page of those it has reached, or of those it has not (yet)."""

    standing: Standing
    reached: bool
    people: tuple[OnList, ...]
    number: int
    of: int
    total: int


# --- before ---


async def count(db: Database, *, by: int, municipality_id: int, addressees: Addressees, today: date) -> Headcount:
    """Raises NotAllowed; Gone, also for another municipality's activity; NobodyThere."""
    await people.check_coordinates(db, coordinator_id=by, municipality_id=municipality_id)
    if addressees.group is Group.ACTIVITY:
        await title(db, addressees, municipality_id=municipality_id)
    languages: dict[str, int] = {}
    unreachable = 0
    for language, can, n in await storage.addressees.count(db, municipality_id, addressees, but=by, today=today):
        if can:
            languages[language] = n
        else:
            unreachable += n
    if not languages:
        raise NobodyThere
    return Headcount(languages, unreachable)


async def title(db: Database, addressees: Addressees, *, municipality_id: int) -> str:
    """Of the activity that a group is asked to. Raises Gone where it is not of this municipality."""
    number = int(addressees.value) if addressees.value.isascii() and addressees.value.isdigit() else 0
    found = await storage.activities.by_id(db, number)
    if found is None or found.activity.municipality_id != municipality_id:
        raise Gone
    return found.activity.title


async def same_lately(
    db: Database, *, municipality_id: int, texts: Mapping[str, str], now: datetime
) -> tuple[str, datetime] | None:
    """Who sent the same words there within the last hour, and when. Whoever else is about to send waits until this
    transaction ends."""
    await storage.broadcasts.lock_municipality(db, municipality_id)
    for row in await storage.broadcasts.since(db, municipality_id, moment=now - SAME_AGAIN):
        said = (row.texts or {}).values()
        if any(rules.broadcasts.is_same(one, other) for one in said for other in texts.values()):
            names = await storage.people.names_of(db, [row.sent_by])
            return names[row.sent_by], row.sent_at
    return None


# --- under way ---


async def send(
    db: Database,
    *,
    by: int,
    municipality_id: int,
    addressees: Addressees,
    texts: Mapping[str, str],
    last_day: date,
    now: datetime,
    today: date,
) -> Broadcast:
    """It begins to leave. `texts` by language, not empty. Raises NotAllowed, Gone, NobodyThere, NotUnderstood."""
    found = await count(db, by=by, municipality_id=municipality_id, addressees=addressees, today=today)
    rules.broadcasts.check_last_day(last_day, today=today)
    sender = await storage.people.get(db, by)
    assert sender is not None
    row = await storage.broadcasts.begin(
        db,
        Broadcast(
            municipality_id=municipality_id,
            sent_by=by,
            addressees=addressees.code,
            texts=dict(texts),
            fallback=sender.language if sender.language in texts else next(iter(texts)),
            last_day=last_day,
            sent_at=now,
            state=BroadcastState.RUNNING.value,
            people=found.people + found.unreachable,
            planned_to=0,
        ),
    )
    await _note(db, row, "broadcast.sent", by=by, now=now)
    return row


async def go_on(db: Database, broadcast_id: int, *, now: datetime, zone: ZoneInfo, at_once: int = AT_ONCE) -> bool:
    """One step in one transaction; whether there is more to be done at once. A kill after any step repeats nothing:
    the next step begins where the rows say."""
    row = await storage.broadcasts.locked(db, broadcast_id)
    if row is None or row.state not in AT_WORK:
        return False
    if row.planned_to is not None:
        addressees, today = Addressees.parse(row.addressees), now.astimezone(zone).date()
        await storage.broadcasts.plan_next(db, row, addressees, limit=at_once, today=today, now=now)
        return True
    why = _why_no_more(row, now, zone)
    if why and await storage.broadcasts.clear_some(db, row.id, reason=why, limit=at_once, now=now):
        return True
    if (await _figures(db, row)).is_over:
        row.state = BroadcastState.STOPPED if row.state == BroadcastState.STOPPING else BroadcastState.DONE
        row.over_at = now
        return True
    return False


def _why_no_more(row: Broadcast, now: datetime, zone: ZoneInfo) -> Cleared | None:
    if row.state == BroadcastState.STOPPING:
        return Cleared.STOPPED
    return Cleared.OVER if now >= rules.broadcasts.ends_at(row.last_day, zone) else None


async def stop(db: Database, broadcast_id: int, *, by: int, now: datetime) -> Standing:
    """What has not left does not leave; what is being sent at this moment arrives. By any coordinator of the
    municipality. Raises NotAllowed, Gone, BroadcastIsOver."""
    places = await roll.places_of(db, by=by)
    row = await storage.broadcasts.locked(db, broadcast_id)
    if row is None or row.municipality_id not in places:
        raise Gone
    if row.state != BroadcastState.RUNNING:
        raise BroadcastIsOver
    await halt(db, row, by=by, now=now)
    await _note(db, row, "broadcast.stopped", by=by, now=now)
    return await standing(db, row)


async def halt(db: Database, row: Broadcast, *, by: int | None, now: datetime) -> None:
    """Nothing of it is queued from here on; those who are still to be told are written down later, chunk by chunk."""
    row.state, row.stopped_at, row.stopped_by = BroadcastState.STOPPING.value, now, by
    await storage.broadcasts.take_back_queued(db, row.id, reason=Cleared.STOPPED, now=now)


# --- afterwards ---


async def view(db: Database, broadcast_id: int, *, by: int) -> Standing:
    """Raises NotAllowed, Gone."""
    return await standing(db, await _own(db, broadcast_id, by=by))


async def of_author(db: Database, broadcast_id: int) -> Standing | None:
    """As its author's card shows it; None once it is gone. For the house itself, which asks nobody's leave."""
    row = await storage.broadcasts.known(db, broadcast_id)
    return await standing(db, row) if row is not None else None


async def latest(db: Database, *, by: int) -> list[Standing]:
    """The last few of `by`'s municipalities, the newest first. Raises NotAllowed."""
    places = await roll.places_of(db, by=by)
    return [await standing(db, row) for row in await storage.broadcasts.latest(db, places, limit=LATEST)]


async def recipients(
    db: Database, broadcast_id: int, *, by: int, reached: bool, number: int, now: datetime
) -> Recipients:
    """One page, by name; a number out of range is the nearest page. Raises NotAllowed, Gone."""
    row = await _own(db, broadcast_id, by=by)
    found = await _page(db, row, reached, max(number, 1))
    if not found[0] and found[1]:
        number = -(-found[1] // ON_PAGE)
        found = await _page(db, row, reached, number)
    labels = await roll.labels(db, [row.municipality_id])
    shown = tuple(OnList(one.person_id, labels.get(one.person_id, one.name), one.state, one.reason) for one in found[0])
    await looks.at_recipients(db, [one.person_id for one in shown], municipality_id=row.municipality_id, by=by, now=now)
    of = max(1, -(-found[1] // ON_PAGE))
    return Recipients(await standing(db, row), reached, shown, min(max(number, 1), of), of, found[1])


async def _page(db: Database, row: Broadcast, reached: bool, number: int) -> tuple[list[OnList], int]:
    first = (number - 1) * ON_PAGE
    return await storage.broadcasts.listed(db, row.id, reached=reached, first=first, limit=ON_PAGE)


async def _own(db: Database, broadcast_id: int, *, by: int) -> Broadcast:
    row = await storage.broadcasts.get(db, broadcast_id, await roll.places_of(db, by=by))
    if row is None:
        raise Gone
    return row


async def standing(db: Database, row: Broadcast) -> Standing:
    """For whoever was found to be allowed to see it."""
    about = await _title_still_there(db, row)
    names = await storage.people.names_of(db, [row.sent_by, *([row.stopped_by] if row.stopped_by else [])])
    places = await storage.municipalities.names_of(db, [row.municipality_id])
    return Standing(
        broadcast=row,
        municipality=places[row.municipality_id],
        sender=names[row.sent_by],
        stopped_by=names[row.stopped_by] if row.stopped_by else None,
        title=about,
        figures=await _figures(db, row),
    )


async def _title_still_there(db: Database, row: Broadcast) -> str | None:
    """An activity goes with the last of its young people."""
    addressees = Addressees.parse(row.addressees)
    if addressees.group is not Group.ACTIVITY:
        return None
    try:
        return await title(db, addressees, municipality_id=row.municipality_id)
    except Gone:
        return None


async def _figures(db: Database, row: Broadcast) -> Figures:
    found = await storage.broadcasts.figures(db, row.id)
    unplanned = 0 if row.planned_to is None else max(0, row.people - sum(n for *_, n in found))
    return rules.broadcasts.figures(found, unplanned=unplanned)


async def _note(db: Database, row: Broadcast, action: str, *, by: int, now: datetime) -> None:
    subject = f"broadcast={row.id} municipality={row.municipality_id}"
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=None, subject=subject)
