"""Who waits for their legal representative: told to coordinators again, where a municipality wants that."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import storage
from bot.rules.notice_rules import Anchor, Hears
from bot.storage import Database
from bot.storage.reminders import Planned


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """So many days after they agreed, to everyone who coordinates there."""
    today = now.astimezone(zone).date()
    coordinators = await storage.reminders.coordinators(db)
    rules = await storage.municipalities.notice_rules(db, {one.municipality_id for one in coordinators}, on=today)
    found = []
    for place in sorted(one for one in rules if rules[one].hanging_on(Anchor.CONSENT)):
        waiting = await storage.digests.waiting_for_guardian_in(db, place)
        agreed_at = await storage.digests.agreed_at(db, [one.id for one in waiting])
        for rule in rules[place].hanging_on(Anchor.CONSENT):
            found += [
                Planned(
                    key=f"{rule.kind}:person={one.id}:{rule.name}:person={reader.person_id}",
                    person_id=reader.person_id,
                    kind=rule.kind,
                    subject_id=one.id,
                    detail=rule.name,
                    due_at=datetime.combine(today, rule.time_for(Hears.COORDINATOR), tzinfo=zone),
                    rule=rule.name,
                )
                for one in waiting
                for reader in coordinators
                if reader.municipality_id == place
                and agreed_at[one.id].astimezone(zone).date() + timedelta(days=rule.number) <= today
            ]
    return found
