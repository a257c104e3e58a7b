"""`blakus parse-log`: what the one-line log understands, for people, for programs, and case by case."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from bot import quicklog
from bot.cli.front import Trouble
from bot.quicklog import Answer, Ask, Entry, Known, Name, NotALog

_UNSAID = {
    "date": "nothing said: today",
    "start": "nothing said",
    "kind": "nothing said: a talk",
    "attended": "they came",
}


def parse_log(
    text: Annotated[str, typer.Argument(help="What the mentor wrote.")] = "",
    lang: Annotated[str, typer.Option(help="The mentor's language: lv, uk or en.")] = "lv",
    now: Annotated[str, typer.Option(help="When it was said, local time: 2026-11-18T15:30.")] = "",
    roster: Annotated[list[str] | None, typer.Option(help="A young person of the mentor; again for each.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Cases from standard input, one a line.")] = False,
) -> None:
    """Read a line as the quick log does, and say which words led to what."""
    if jsonl:
        return _each(sys.stdin, sys.stdout.write)
    names = [Name(number, name) for number, name in enumerate(roster or [], 1)]
    answer = quicklog.read(text, lang=_language(lang), now=_moment(now), roster=names)
    if as_json:
        print(json.dumps(_explained(answer, names, text), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(answer, names, text)))
    return None


def _language(lang: str) -> str:
    if lang not in quicklog.LANGUAGES:
        raise Trouble(f"“{lang}” is not a language of the quick log: {', '.join(quicklog.LANGUAGES)}.")
    return lang


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Trouble("--now is the local moment at which it was said, like 2026-11-18T15:30.") from None


def _each(cases: Iterator[str], write: Any) -> None:
    """One answer a line, in order. A case that cannot be read stops the run, by its number."""
    for number, row in enumerate(cases, 1):
        if not row.strip():
            continue
        try:
            case = json.loads(row)
            names = [_name(each, entry) for each, entry in enumerate(case["roster"], 1)]
            now = datetime.fromisoformat(case["now"])
            answer = quicklog.read(case["text"], lang=_language(case["lang"]), now=now, roster=names)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise Trouble(f"Case {number} is not as it should be ({problem}): id, lang, now, roster, text.") from None
        write(json.dumps({"id": case.get("id"), **_labelled(answer, names)}, ensure_ascii=False) + "\n")


def _name(number: int, entry: str | dict[str, Any]) -> Name:
    """A roster's entry: a name, or an object with `name` and `nicknames`."""
    if isinstance(entry, str):
        return Name(number, entry)
    return Name(number, entry["name"], tuple(entry.get("nicknames", ())))


def _labelled(answer: Answer, names: Sequence[Name]) -> dict[str, Any]:
    """An answer in the words of the shared sample."""
    if isinstance(answer, NotALog):
        return {"not_a_log": True}
    if isinstance(answer, Ask):
        return {"ask": sorted(answer.fields)}
    return _facts(answer, names)


def _facts(said: Entry | Known, names: Sequence[Name]) -> dict[str, Any]:
    return {
        "youth": [name.name for name in names if name.id in (said.youth or ())],
        "date": said.day.isoformat() if said.day else None,
        "start": said.start.strftime("%H:%M") if said.start else None,
        "minutes": said.minutes,
        "kind": said.kind,
        "attended": said.attended,
    }


def _explained(answer: Answer, names: Sequence[Name], text: str) -> dict[str, Any]:
    """The answer, and each piece with its span (`from` and `to` count characters), its rule and its value."""
    labelled = _labelled(answer, names)
    if isinstance(answer, NotALog):
        return labelled
    said = answer.known if isinstance(answer, Ask) else answer
    spans = [
        {"field": piece.field, "from": piece.start, "to": piece.end, "text": text[piece.start : piece.end]}
        | {"rule": piece.rule, "value": piece.value}
        for piece in said.pieces
    ]
    if isinstance(answer, Ask):
        why = [
            {"field": each.field, "from": each.start, "to": each.end, "text": text[each.start : each.end]}
            | {"reason": each.reason}
            for each in answer.why
        ]
        labelled |= {"why": why, "known": _facts(said, names)}
    return labelled | {"note": said.note, "pieces": spans}


def _told(answer: Answer, names: Sequence[Name], text: str) -> Iterator[str]:
    """The same for people."""
    if isinstance(answer, NotALog):
        yield "No log: it is treated as conversation."
        return
    said = answer.known if isinstance(answer, Ask) else answer
    unsure = answer.fields if isinstance(answer, Ask) else frozenset[str]()
    yield f"Asks for: {', '.join(sorted(unsure))}" if unsure else "Understood"
    facts = _facts(said, names)
    for field, value in facts.items():
        pieces = [piece for piece in said.pieces if piece.field == field]
        shown = "?" if field in unsure else ", ".join(value) if isinstance(value, list) else str(value)
        led = "; ".join(f"“{text[each.start : each.end]}” ({each.rule})" for each in pieces) or _UNSAID.get(field, "")
        yield f"  {field:<9} {shown:<24} {led}".rstrip()
    if said.note:
        yield f"  {'note':<9} {said.note}"
    if isinstance(answer, Ask):
        for each in answer.why:
            words = f"“{text[each.start : each.end]}”: " if each.end else ""
            yield f"  why {each.field}: {words}{each.reason}"


COMMANDS = [parse_log]
