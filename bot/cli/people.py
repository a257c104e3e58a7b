"""`blakus invite` and `blakus municipality`: the first people, and what a municipality decided."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot import i18n, services, storage
from bot.cli import desk
from bot.cli.front import Trouble
from bot.client import AiohttpRequest
from bot.rules import policies
from bot.rules.errors import NameNeeded
from bot.rules.people import Role
from bot.rules.policies import Policy
from bot.settings import Settings


class Invitable(StrEnum):
    """Mentors and young people are invited by their coordinator, in chat."""

    COORDINATOR = "coordinator"


def invite(
    role: Annotated[Invitable, typer.Argument(help="Who: coordinator.")],
    municipality: Annotated[str, typer.Option(help="Its name; written down when it is new.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    language: Annotated[str, typer.Option(help="lv, uk or en.")] = "lv",
    bot: Annotated[str, typer.Option(help="The bot's user name; without it Telegram is asked.")] = "",
) -> None:
    """Print a link that lets one person join; it works once."""
    asyncio.run(_invite(Role(role), municipality, name or "Coordinator", language, bot.lstrip("@")))


async def _invite(role: Role, place: str, name: str, language: str, username: str) -> None:
    if language not in i18n.LANGUAGES:
        raise Trouble(f"“{language}” is no language of Blakus: choose one of {', '.join(i18n.LANGUAGES)}.")
    async with desk.opened(*(() if username else ("bot_token",))) as at:
        username = username or await username_at_telegram(at.settings)
        try:
            async with at.writing.begin() as db:
                municipality = await services.people.municipality(db, name=place)
                person = await services.people.write_down(db, name=name, language=language, now=at.now)
                invited = await services.invitations.invite(
                    db,
                    person_id=person.id,
                    role=role,
                    municipality_id=municipality.id,
                    invited_by=None,
                    now=at.now,
                )
        except NameNeeded:
            raise Trouble("A name needs letters: give --municipality and --name a readable one.") from None
        until = invited.invitation.expires_at.astimezone(at.settings.time_zone)
    print(f"https://t.me/{username}?start={invited.token}")
    typer.echo(f"For {person.name}, {role} in {municipality.name}. Works once, until {until:%Y-%m-%d %H:%M}.", err=True)


async def username_at_telegram(settings: Settings) -> str:
    """The bot's user name. Raises Trouble."""
    bot = Bot(settings.bot_token, base_url=f"{settings.bot_api_url}/bot", request=AiohttpRequest())
    try:
        async with bot:
            return bot.username
    except InvalidToken:
        raise Trouble("Telegram does not know this token: copy BLAKUS_BOT_TOKEN from @BotFather again.") from None
    except NetworkError as error:
        raise Trouble(
            f"{settings.bot_api_url} cannot be reached to ask for the bot's name ({error.message.rstrip('.')}): "
            "try again when it can, or give the name with --bot."
        ) from None


async def _decide(name: str, rules: list[str], since: date) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        found = await storage.municipalities.by_name(db, name)
        if found is None:
            known = ", ".join(one.name for one in await storage.municipalities.all_of_them(db)) or "none yet"
            raise Trouble(f"There is no municipality “{name}” (known: {known}): invite its coordinator first.")
        policy = _changed(await storage.municipalities.policy(db, found.id, on=since), rules)
        if rules:
            await storage.municipalities.decide(db, found.id, since, policy.values())
            subject = f"municipality={found.id}"
            await storage.audit.note(db, at=at.now, actor_id=None, action="policy.set", person_id=None, subject=subject)
    differences = policy.values()
    print(f"{name} from {since}: {'differs from the default rules in' if differences else 'the default rules'}")
    for key, value in differences.items():
        print(f"  {key} = {', '.join(value) if isinstance(value, list) else value}")


def _changed(policy: Policy, rules: list[str]) -> Policy:
    values = policy.values()
    for rule in rules:
        key, is_there, text = rule.partition("=")
        if not is_there:
            raise Trouble(f"“{rule}” sets nothing: write it like target_minutes=1200.")
        values[key] = _value(key, text)
    try:
        return Policy.from_values(values)
    except ValueError as problem:
        raise Trouble(str(problem)) from None


def _value(key: str, text: str) -> object:
    """A list where the rule is one, a number, true, false, or a word."""
    if isinstance(getattr(policies.DEFAULT, key, None), frozenset):
        return [one for one in text.split(",") if one]
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.isdigit() else text


municipality = typer.Typer(help="What a municipality decided about the programme's rules.", no_args_is_help=True)


@municipality.command(name="set")
def set_rules(
    name: Annotated[str, typer.Argument(help="The municipality.")],
    rules: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help="Such as target_minutes=1200.")],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day it holds.")],
) -> None:
    """Set rules that differ from the default, from a day on."""
    asyncio.run(_decide(name, rules, since.date()))


@municipality.command()
def show(
    name: Annotated[str, typer.Argument(help="The municipality.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day.")],
) -> None:
    """Show the rules that hold on a day."""
    asyncio.run(_decide(name, [], on.date()))


COMMANDS: list[Callable[..., None]] = [invite]
GROUPS = {"municipality": municipality}
