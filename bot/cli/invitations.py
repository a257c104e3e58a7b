"""`blakus invite`: the first coordinators, which links are open, and taking one back."""

import asyncio
from typing import Annotated

import typer

from bot import i18n, services, storage
from bot.cli import desk, finding, links
from bot.cli.front import Trouble
from bot.rules.errors import Gone, LinkExpired, LinkUsed, NameNeeded
from bot.rules.people import Role

invite = typer.Typer(
    help="Links that let one person join. Mentors and young people are invited by their coordinator, in chat.",
    no_args_is_help=True,
)


@invite.command()
def coordinator(
    municipality: Annotated[str, typer.Option(help="Its name; written down when it is new.")],
    name: Annotated[str | None, typer.Option(help="The person's name; without it they are asked when joining.")] = None,
    language: Annotated[str, typer.Option(help="lv, uk or en.")] = "lv",
    bot: links.Username = "",
) -> None:
    """Print a link for a coordinator; it works once."""
    asyncio.run(_invite(municipality, name, language, bot))


@invite.command(name="list")
def list_open(municipality: Annotated[str, typer.Option(help="This municipality alone.")] = "") -> None:
    """Show the links that are open; a link itself is not stored and cannot be shown again."""
    asyncio.run(_list(municipality))


@invite.command()
def revoke(number: Annotated[int, typer.Argument(help="The invitation's number, as `list` shows it.")]) -> None:
    """Withdraw an open link: from now on it opens nothing."""
    asyncio.run(_revoke(number))


# --- what they do ---


async def _invite(place: str, name: str | None, language: str, bot: str) -> None:
    if language not in i18n.LANGUAGES:
        raise Trouble(f"“{language}” is no language of Blakus: choose one of {', '.join(i18n.LANGUAGES)}.")
    async with desk.opened(*links.needs(bot)) as at:
        username = await links.username_of(at, bot)
        try:
            async with at.writing.begin() as db:
                municipality = await services.people.municipality(db, name=place)
                person = await services.people.write_down(db, name=name, language=language, now=at.now)
                made = await services.invitations.invite(
                    db,
                    person_id=person.id,
                    role=Role.COORDINATOR,
                    municipality_id=municipality.id,
                    invited_by=None,
                    now=at.now,
                )
        except NameNeeded:
            raise Trouble("A name needs letters: give --municipality and --name a readable one.") from None
        links.show(at, made, username, f"{finding.called(person.name)}, {Role.COORDINATOR} in {municipality.name}")


async def _list(place: str) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        places = [await finding.municipality(db, place)] if place else await storage.municipalities.all_of_them(db)
        found = await storage.invitations.open_in(db, [one.id for one in places], now=at.now)
        people = {one.person_id for one in found} | {one.invited_by for one in found if one.invited_by}
        names = await storage.people.names_of(db, people)
        subject = f"municipality={places[0].id}" if place else "all"
        await storage.audit.note(
            db, at=at.now, actor_id=None, action="invitations.listed", person_id=None, subject=subject
        )
    where = {one.id: one.name for one in places}
    for made in found:
        until = made.expires_at.astimezone(at.settings.time_zone)
        what = "new phone" if made.is_relink else made.role
        by = names[made.invited_by] if made.invited_by else "the operator"
        whom = finding.called(names[made.person_id])
        print(f"{made.id}  {whom}  {what}  {where[made.municipality_id]}  until {until:%Y-%m-%d %H:%M}  by {by}")
    typer.echo(f"{len(found)} open." if found else "No invitation is open.", err=True)


async def _revoke(number: int) -> None:
    async with desk.opened() as at:
        try:
            async with at.writing.begin() as db:
                gone = await services.invitations.withdraw(db, number, by=None, now=at.now)
                names = await storage.people.names_of(db, [gone.person_id])
        except Gone:
            raise Trouble(
                f"There is no open invitation {number}: `blakus invite list` shows those there are."
            ) from None
        except LinkUsed:
            raise Trouble(
                f"Invitation {number} was used already: `blakus revoke` takes a role away, "
                "`blakus relink` cuts a phone off."
            ) from None
        except LinkExpired:
            raise Trouble(f"Invitation {number} has expired by itself: there is nothing to withdraw.") from None
    print(f"Withdrawn: {number}, for {finding.called(names[gone.person_id])}. The link opens nothing any more.")


GROUPS = {"invite": invite}
