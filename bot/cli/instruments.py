"""`blakus instrument`: the official wording of instruments that may not be worded by us."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import i18n, rules, services, storage
from bot.cli import desk, finding
from bot.cli.front import Trouble
from bot.rules.errors import Gone
from bot.rules.measures import NEEDS_OFFICIAL_TEXT, Instrument, Wording

MOST_BYTES = 20_000


class Official(StrEnum):
    WHO5 = Instrument.WHO5.value


Place = Annotated[str, typer.Option(help="The municipality that may use it.")]
Which = Annotated[Official, typer.Option("--instrument", help="The instrument.")]
Language = Annotated[str, typer.Option(help="lv, uk or en.")]

instrument = typer.Typer(help="Official wordings that municipalities supplied.", no_args_is_help=True)


@instrument.command()
def supply(
    file: Annotated[Path, typer.Argument(help="The instruction (if any), five statements, six answers; see below.")],
    municipality: Place,
    which: Which,
    language: Language,
    version: Annotated[str, typer.Option(help="As the source names it.")],
    source: Annotated[str, typer.Option(help="Where the official text is from; shown with the first question.")],
) -> None:
    """Turn an instrument on in a municipality and a language, in its official words.

    The file is plain text in UTF-8: paragraphs with an empty line between them. Perhaps the instruction in one line;
    the five statements, a line each; the six answers from "all of the time" to "at no time", a line each.
    """
    asyncio.run(_supply(_read(file), municipality, Instrument(which), _known(language), version, source))


@instrument.command(name="list")
def list_them(municipality: Annotated[str, typer.Option(help="This municipality alone.")] = "") -> None:
    """Show which wordings there are."""
    asyncio.run(_list(municipality))


@instrument.command()
def withdraw(municipality: Place, which: Which, language: Language) -> None:
    """Turn an instrument off in a municipality and a language; answers stay."""
    asyncio.run(_withdraw(municipality, Instrument(which), _known(language)))


# --- what they do ---


def _read(file: Path) -> Wording:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Trouble(f"{file} is too large for five statements and six answers.")
        return rules.measures.read_wording(file.read_text("utf-8"))
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Trouble(f"{file} is not in UTF-8: save it as such.") from None
    except ValueError as problem:
        raise Trouble(f"{file}: {problem}") from None


def _known(language: str) -> str:
    if language not in i18n.LANGUAGES:
        raise Trouble(f"“{language}” is no language of Blakus: choose one of {', '.join(i18n.LANGUAGES)}.")
    return language


async def _supply(
    wording: Wording, place: str, instrument: Instrument, language: str, version: str, source: str
) -> None:
    if not version.strip() or not source.strip():
        raise Trouble("An official text has a version and a source: give --version and --source.")
    async with desk.opened() as at, at.writing.begin() as db:
        found = await finding.municipality(db, place)
        is_replaced = await services.measures.supply(
            db,
            municipality_id=found.id,
            instrument=instrument,
            language=language,
            version=version.strip(),
            source=source.strip(),
            said=wording,
            now=at.now,
        )
    done = "replaced the earlier wording" if is_replaced else "is asked from now on"
    print(f"{found.name}: {instrument} in {language}, version {version.strip()}, {done}.")


async def _list(place: str) -> None:
    async with desk.opened() as at, at.reading() as db:
        everywhere = await storage.municipalities.all_of_them(db)
        places = {one.id: one.name for one in ([await finding.municipality(db, place)] if place else everywhere)}
        found = await storage.measures.texts(db, list(places))
    for one in found:
        day = one.supplied_at.astimezone(at.settings.time_zone).date()
        print(f"{places[one.municipality_id]}: {one.instrument} in {one.language}, version {one.version}, {day}")
        print(f"  {one.source}")
    if not found:
        print(f"No wording was supplied: off are {', '.join(sorted(NEEDS_OFFICIAL_TEXT))}.")


async def _withdraw(place: str, instrument: Instrument, language: str) -> None:
    async with desk.opened() as at, at.writing.begin() as db:
        found = await finding.municipality(db, place)
        try:
            gone = await services.measures.withdraw(
                db, municipality_id=found.id, instrument=instrument, language=language, now=at.now
            )
        except Gone:
            raise Trouble(
                f"{found.name} has no wording of {instrument} in {language}: `blakus instrument list` shows them."
            ) from None
    print(f"{found.name}: {instrument} in {language}, version {gone.version}, is not asked any more; answers stay.")


GROUPS = {"instrument": instrument}
