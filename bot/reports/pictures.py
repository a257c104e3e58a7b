"""The plan as a picture to look at and to show: a PNG of a phone's width.

matplotlib takes a second to import and a part of one to draw, so only `jobs` loads this file, aside. What it draws are
words made before; it knows no sentence.
"""

import textwrap
from dataclasses import dataclass
from io import BytesIO

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from bot.messages.pictures import Picture, PictureRow
from bot.rules.plans import Pillar

# Okabe and Ito's colours, told apart by colour-blind people; each pillar has a sign of its own too.
COLOURS = {Pillar.BE: "#D55E00", Pillar.TOGETHER: "#009E73", Pillar.DO: "#0072B2", Pillar.KNOW: "#CC79A7"}
SIGNS = {Pillar.BE: "\u25cf", Pillar.TOGETHER: "\u25a0", Pillar.DO: "\u25b2", Pillar.KNOW: "\u25c6"}
INK, FAINT, PAPER = "#1B1B1B", "#5F5F5F", "#FFFFFF"
FONT = "DejaVu Sans"  # matplotlib brings it along: ā, ї and № are in it

WIDTH = 7.2  # inches; 1080 pixels
PIXELS_PER_INCH = 150
HEIGHT = 30.0  # at most: beyond it Telegram refuses a picture, and nobody reads one
_LINE, _GAP = 0.34, 0.16
_WRAP = 44  # letters of a title in one line
_TITLE_LINES = 2


@dataclass(frozen=True)
class _Laid:
    """A row with its title cut into lines."""

    row: PictureRow
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + _GAP


def drawn(picture: Picture) -> bytes:
    """A PNG. As many rows as fit; the words under the picture say the rest."""
    mpl.rcParams["font.family"] = FONT
    mpl.rcParams["text.parse_math"] = False  # "$5 and $6" is no formula
    months = [
        (month.name, _wrapped(month.goal or "", 52, 2), [_Laid(row, _wrapped(row.title, _WRAP)) for row in month.rows])
        for month in picture.months
    ]
    height = min(HEIGHT, 2.75 + sum(_month_height(goal, rows) for _name, goal, rows in months))
    figure = Figure(figsize=(WIDTH, height), dpi=PIXELS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    top = _head(axes, picture)
    for name, goal, rows in months:
        if top + _month_height(goal, rows) > height - 0.55:
            break
        top = _month(axes, name, goal, rows, top)
    _legend(axes, picture, height)
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def _wrapped(words: str, width: int, lines: int = _TITLE_LINES) -> tuple[str, ...]:
    font = font_manager.get_font(font_manager.findfont(FONT))
    # What the font cannot draw, such as emoji, is left out rather than drawn as a box.
    found = textwrap.wrap("".join(one for one in words if font.get_char_index(ord(one))), width)
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][: width - 1]}…"]
    return tuple(found)


def _month_height(goal: tuple[str, ...], rows: list[_Laid]) -> float:
    return 0.62 + 0.3 * len(goal) + sum(row.height for row in rows)


def _head(axes, picture: Picture) -> float:  # type: ignore[no-untyped-def]  # matplotlib's axes are untyped
    title = "".join(_wrapped(picture.title, 30, 1))
    axes.text(0.4, 0.62, title, fontsize=20, fontweight="bold", color=INK, va="center")
    axes.text(0.4, 1.02, f"{picture.days}   ·   {picture.done}", fontsize=11, color=FAINT, va="center")
    left, top = 0.4, 1.42
    for n, (pillar, name) in enumerate(picture.pillars.items()):
        x, y = left + (n % 2) * 3.3, top + (n // 2) * 0.34
        axes.text(x, y, SIGNS[pillar], fontsize=13, color=COLOURS[pillar], va="center", ha="center")
        axes.text(x + 0.2, y, name, fontsize=10.5, color=INK, va="center")
    return 2.05


def _month(axes, name: str, goal: tuple[str, ...], rows: list[_Laid], top: float) -> float:  # type: ignore[no-untyped-def]
    axes.text(0.4, top + 0.24, name, fontsize=13, fontweight="bold", color=INK, va="center")
    top += 0.5
    for text in goal:
        axes.text(0.4, top + 0.08, text, fontsize=10.5, style="italic", color=FAINT, va="center")
        top += 0.3
    for laid in rows:
        _row(axes, laid, top)
        top += laid.height
    return top + 0.12


def _row(axes, laid: _Laid, top: float) -> None:  # type: ignore[no-untyped-def]
    """A bar in the pillar's colour, its sign, the title; filled where it is done, ringed where it is next."""
    row, colour = laid.row, COLOURS[laid.row.pillar]
    height = laid.height - 0.1
    axes.add_patch(
        FancyBboxPatch(
            (0.4, top), WIDTH - 0.8, height, boxstyle="round,pad=0,rounding_size=0.1", linewidth=1.6,
            edgecolor=colour, facecolor=f"{colour}26" if row.is_done else PAPER,
            linestyle="-" if row.is_done or row.is_next else (0, (3, 3)),
        )
    )  # fmt: skip
    middle = top + height / 2
    axes.text(0.66, middle, SIGNS[row.pillar], fontsize=14, color=colour, va="center", ha="center")
    for n, text in enumerate(laid.lines):
        y = middle + (n - (len(laid.lines) - 1) / 2) * _LINE * 0.85
        axes.text(0.92, y, text, fontsize=11.5, color=INK, va="center")
    _mark(axes, WIDTH - 0.72, middle, is_done=row.is_done, is_next=row.is_next)


def _mark(axes, x: float, y: float, *, is_done: bool, is_next: bool) -> None:  # type: ignore[no-untyped-def]
    """A tick where it is done, an arrow where it is next, an empty ring where it is planned."""
    axes.add_patch(Circle((x, y), 0.14, facecolor=INK if is_done else PAPER, edgecolor=INK, linewidth=1.3))
    if is_done:
        axes.plot([x - 0.07, x - 0.015, x + 0.075], [y + 0.005, y + 0.06, y - 0.055], color=PAPER, linewidth=2)
    elif is_next:
        axes.plot([x - 0.07, x + 0.06], [y, y], color=INK, linewidth=1.6)
        axes.plot([x + 0.01, x + 0.07, x + 0.01], [y - 0.06, y, y + 0.06], color=INK, linewidth=1.6)


def _legend(axes, picture: Picture, height: float) -> None:  # type: ignore[no-untyped-def]
    left = 0.54
    for word, (is_done, is_next) in zip(picture.marks, ((True, False), (False, True), (False, False)), strict=True):
        _mark(axes, left, height - 0.32, is_done=is_done, is_next=is_next)
        axes.text(left + 0.24, height - 0.32, word, fontsize=10, color=FAINT, va="center")
        left += 2.1
