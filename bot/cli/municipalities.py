"""`blakus municipality`: what a municipality decided about the programme's rules."""

import asyncio
from datetime import date, datetime
from typing import Annotated

import typer

from bot import storage
from bot.cli import desk, finding
from bot.cli.front import Trouble
from bot.rules import policies
from bot.rules.policies import Policy


async def _decide(name: str, rules: list[str], since: date) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        found = await finding.municipality(db, name)
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
    if isinstance(getattr(policies.DEFAULT, key, None), frozenset | tuple):
        return [one for one in text.split(",") if one]
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.isdigit() else text


municipality = typer.Typer(help="What a municipality decided about the programme's rules.", no_args_is_help=True)


@municipality.command(name="set")
def set_rules(
    name: Annotated[str, typer.Argument(help="The municipality.")],
    rules: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help="Such as target_minutes=1200, or parishes=Smiltene,Blome."),
    ],
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


GROUPS = {"municipality": municipality}
