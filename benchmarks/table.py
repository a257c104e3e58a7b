"""Results: a line each, with its ratio to the baseline and what was aimed at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`ratio` is to the baseline named in the table's title; `aim` says what it should be."""

    what: str
    measured: str
    ratio: str
    aim: str
    reached: bool | None = None


def shown(title: str, lines: list[Line]) -> str:
    """A table in Markdown."""
    rows = [("", "measured", "ratio", "aim", "")]
    rows += [(one.what, one.measured, one.ratio, one.aim, _verdict(one.reached)) for one in lines]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    told = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    told.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join([f"### {title}", "", *told, ""])


def _verdict(reached: bool | None) -> str:
    return {None: "", True: "reached", False: "missed"}[reached]
