"""`blakus relink` and `blakus revoke`: what no coordinator can do about a lost phone or somebody who left."""

import asyncio
import shlex
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from bot import outbox, services, storage
from bot.cli import desk, finding, links
from bot.cli.desk import Desk
from bot.cli.front import Trouble
from bot.i18n import Speech
from bot.rules.errors import Gone
from bot.rules.people import STAFF, Role
from bot.services.people import Revoked
from bot.storage import Database
from bot.storage.models import Municipality, Person


class Staff(StrEnum):
    MENTOR = Role.MENTOR.value
    COORDINATOR = Role.COORDINATOR.value


Place = Annotated[str, typer.Option(help="A municipality of theirs.")]
Name = Annotated[str, typer.Option(help="The person's name.")]
Number = Annotated[int | None, typer.Option("--id", help="Their number, where several have this name.")]


def relink(municipality: Place, name: Name, number: Number = None, bot: links.Username = "") -> None:
    """Cut a lost or stolen phone off at once, and print a link for the new one; it works once."""
    asyncio.run(_relink(municipality, name, number, bot))


def revoke(
    municipality: Place,
    name: Name,
    role: Annotated[Staff | None, typer.Option(help="mentor or coordinator; without it both.")] = None,
    number: Number = None,
) -> None:
    """Take somebody's access in a municipality away at once; what they logged stays."""
    asyncio.run(_revoke(municipality, name, number, STAFF if role is None else (Role(role),)))


# --- what they do ---


async def _relink(place: str, name: str, number: int | None, bot: str) -> None:
    async with desk.opened(*links.needs(bot)) as at:
        async with at.writing.begin() as db:  # before Telegram is asked anything: the old phone must not wait for that
            where = await finding.municipality(db, place)
            person = await finding.person(db, where, name, number)
            had_phone = await storage.people.telegram_id_of(db, person.id) is not None
            try:
                link = await services.invitations.relink(db, person_id=person.id, municipality_id=where.id, now=at.now)
            except Gone:
                raise Trouble(
                    f"{person.name} has never joined, so no phone is linked: a new invitation is what is needed "
                    "(`blakus invite list` shows an open one)."
                ) from None
        done = "the old phone is cut off" if had_phone else "no phone was linked any more"
        try:
            username = await links.username_of(at, bot)
        except Trouble as trouble:
            raise Trouble(f"{person.name}: {done}, but the link cannot be shown. {trouble}") from None
        links.show(at, link.made, username, f"the new phone of {person.name}; {done}")


async def _revoke(place: str, name: str, number: int | None, roles: tuple[Role, ...]) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        where = await finding.municipality(db, place)
        person = await finding.person(db, where, name, number)
        withdrawn = await _withdraw(db, at, where, person, roles)
        gone = await services.people.revoke_in(
            db,
            person_id=person.id,
            municipality_ids=[where.id],
            by=None,
            now=at.now,
            today=at.now.astimezone(at.settings.time_zone).date(),
            roles=roles,
        )
        if not gone.taken and not withdrawn:
            asked = " or ".join(roles)
            raise Trouble(
                f"{person.name} is not {asked} in {where.name}, and not invited as that: nothing was changed."
            )
        if gone.chat_id is not None:
            await storage.outbox.queue(db, [_menu(at, gone, gone.chat_id)], now=at.now)
        places = {one.id: one.name for one in await storage.municipalities.all_of_them(db)}
        coordinators = await storage.people.holders(db, Role.COORDINATOR, where.id)
    taken = ", ".join(sorted(role for role, _ in gone.taken)) or "invitation"
    print(f"Revoked: {person.name}, {taken} in {where.name}.")
    if gone.roles:
        print("Still held: " + ", ".join(sorted(f"{role} in {places[held]}" for role, held in gone.roles)) + ".")
    if gone.participation_ids:
        print(f"Pairs that ended today: {len(gone.participation_ids)}.")
    if not coordinators:
        invite = f"blakus invite coordinator --municipality {shlex.quote(where.name)}"
        print(f"Nobody coordinates {where.name} now: `{invite}` lets somebody.")


async def _withdraw(db: Database, at: Desk, where: Municipality, person: Person, roles: tuple[Role, ...]) -> bool:
    """Links that are open would be a way back in."""
    mine = [
        one
        for one in await storage.invitations.open_in(db, [where.id], now=at.now)
        if one.person_id == person.id and not one.is_relink and Role(one.role) in roles
    ]
    for one in mine:
        await services.invitations.withdraw(db, one.id, by=None, now=at.now)
    return bool(mine)


def _menu(at: Desk, gone: Revoked, chat_id: int) -> storage.letters.Letter:
    left = frozenset(role for role, _ in gone.roles)
    speech = Speech(gone.person.language, at.settings.time_zone, familiar=left == {Role.YOUTH})
    return outbox.menu(chat_id, speech, left)


COMMANDS: list[Callable[..., None]] = [relink, revoke]
