"""`blakus municipality`: what a municipality decided about the programme's rules."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, cast

import typer

from bot import services, storage
from bot.cli import desk, finding
from bot.cli.front import Trouble
from bot.rules import policies
from bot.rules.errors import Gone
from bot.rules.policies import Policy


async def _decide(name: str, rules: list[str], since: date) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        found = await finding.municipality(db, name)
        policy = _changed(await storage.municipalities.policy(db, found.id, on=since), rules)
        if rules:
            await storage.municipalities.decide(db, found.id, since, policy.values())
            subject = f"municipality={found.id}"
            await storage.audit.note(db, at=at.now, actor_id=None, action="policy.set", person_id=None, subject=subject)
            await services.clock.plan_again(db, now=at.now)
    differences = policy.values()
    print(f"{name} from {since}: {'differs from the default rules in' if differences else 'the default rules'}")
    for key, value in _flat(differences):
        print(f"  {key} = {', '.join(value) if isinstance(value, list) else value}")


def _changed(policy: Policy, rules: list[str]) -> Policy:
    values = policy.values()
    for rule in rules:
        key, is_there, text = rule.partition("=")
        if not is_there:
            raise Trouble(f"“{rule}” sets nothing: write it like target_minutes=1200.")
        name, is_notice, of_rule = key.partition(".")
        if is_notice:
            tables = cast("dict[str, dict[str, object]]", values.setdefault("notices", {}))
            tables.setdefault(name, {})[of_rule] = _value(of_rule, text)
        else:
            values[key] = _value(key, text)
    try:
        return Policy.from_values(values)
    except ValueError as problem:
        raise Trouble(str(problem)) from None


def _flat(differences: dict[str, object]) -> Iterator[tuple[str, object]]:
    """As they are set: rules of what is said unasked by their names."""
    for key, value in differences.items():
        if isinstance(value, dict):
            yield from ((f"{rule}.{name}", one) for rule, table in value.items() for name, one in table.items())
        else:
            yield key, value


def _value(key: str, text: str) -> object:
    """A list where the rule is one, a number, true, false, or a word."""
    if key == "to" or isinstance(getattr(policies.DEFAULT, key, None), frozenset | tuple):
        return [one for one in text.split(",") if one]
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() else text


municipality = typer.Typer(help="What a municipality decided about the programme's rules.", no_args_is_help=True)


@municipality.command(name="set")
def set_rules(
    name: Annotated[str, typer.Argument(help="The municipality.")],
    rules: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY=VALUE...",
            help="Such as target_minutes=1200, warn10.below_percent=60 or parishes=Smiltene,Blome.",
        ),
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


async def _stand_in(name: str, called: str | None, of: str | None, number: int | None) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        place = await finding.municipality(db, name)
        person = None
        if called is not None:
            person = await finding.person(db, await finding.municipality(db, of or name), called, number)
        try:
            told = await services.side_door.appoint(
                db,
                municipality_id=place.id,
                person_id=None if person is None else person.id,
                now=at.now,
                zone=at.settings.time_zone,
            )
        except Gone:
            raise Trouble(f"{called} is no mentor and no coordinator here: nobody would reach them.") from None
    if person is None:
        print(f"{name}: nobody stands in any more.")
        return
    print(f"{name}: where only a young person's own mentor coordinates, {person.name} hears of their calls.")
    if told:
        print(f"Waiting there already, and told now: {told}")


@municipality.command(name="stand-in")
def stand_in(
    name: Annotated[str, typer.Argument(help="The municipality.")],
    called: Annotated[str | None, typer.Option("--name", help="Who takes it, as /people shows the name.")] = None,
    of: Annotated[str | None, typer.Option("--of", help="The municipality they work for, where it is another.")] = None,
    number: Annotated[int | None, typer.Option("--id", help="Which of several with this name.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Nobody any more.")] = False,
) -> None:
    """Name who hears a young person where nobody coordinates but their own mentor."""
    if nobody == (called is not None):
        raise Trouble("Say who it is with --name, or --nobody.")
    asyncio.run(_stand_in(name, called, of, number))


GROUPS = {"municipality": municipality}
