"""Shapes that every line is made of."""

from datetime import timedelta
from typing import Any

from bot.i18n import Speech


def line(*facts: str) -> str:
    return " · ".join(facts)


def span(_: Speech, start: Any, end: Any) -> str:
    return _.moment(start) if end is None else f"{_.moment(start)} – {_.moment(end)}"


def days(_: Speech, first: Any, last: Any) -> str:
    return f"{_.date(first)} –" if last is None else f"{_.date(first)} – {_.date(last)}"


def spent(_: Speech, minutes: int) -> str:
    return _.duration(timedelta(minutes=minutes))


def void(_: Speech, one: Any) -> list[str]:
    return [_("taken back: {when}", when=_.moment(one.voided_at))] if one.voided_at else []
