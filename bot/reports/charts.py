"""Hours against the target as a picture: two bars for each young person, this month and the one before.

Told apart without colours too: this month is a full bar, the month before a thinner one with stripes, the target a line
across, a reached one has a tick, and beside each bar stands what it says. Only `jobs` loads this file, aside.
"""

from datetime import timedelta
from io import BytesIO

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.messages.charts import Chart, ChartRow

# Okabe and Ito's blue and orange: told apart by colour-blind people, and by their lightness in black and white.
NOW, BEFORE, INK, FAINT, PAPER = "#0072B2", "#E69F00", "#1B1B1B", "#5F5F5F", "#FFFFFF"
FONT = "DejaVu Sans"  # matplotlib brings it along: ā, ї and ✓ are in it
WIDTH = 7.2  # inches; 1080 pixels
PIXELS_PER_INCH = 150
_LEFT, _RIGHT, _TOP, _ROW, _FOOT = 2.05, 1.75, 1.5, 0.72, 0.45
_NAME = 17  # letters beside a bar
_HOUR = timedelta(hours=1)


def drawn(chart: Chart) -> bytes:
    """A PNG of a phone's width."""
    mpl.rcParams["font.family"] = FONT
    mpl.rcParams["hatch.linewidth"] = 1.4
    mpl.rcParams["text.parse_math"] = False  # "$5 and $6" is no formula
    height = _TOP + _ROW * len(chart.rows) + _FOOT
    figure = Figure(figsize=(WIDTH, height), dpi=PIXELS_PER_INCH, facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _head(axes, chart)
    most = max([_HOUR, *(max(one.done, one.target, one.before_done, one.before_target) for one in chart.rows)])
    for n, row in enumerate(chart.rows):
        _row(axes, row, _TOP + n * _ROW, (WIDTH - _LEFT - _RIGHT) / (most / _HOUR))
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def _head(axes, chart: Chart) -> None:  # type: ignore[no-untyped-def]  # matplotlib's axes are untyped
    axes.text(0.35, 0.45, _drawable(chart.title, 34), fontsize=17, fontweight="bold", color=INK, va="center")
    axes.text(0.35, 0.82, chart.month, fontsize=11, color=FAINT, va="center")
    now, before, target, reached = chart.marks
    left = 0.35
    for word, mark in ((now, "now"), (before, "before"), (target, "target"), (reached, "reached")):
        _mark(axes, left, 1.18, mark)
        axes.text(left + 0.36, 1.18, word, fontsize=9.5, color=INK, va="center")
        left += 0.62 + 0.095 * len(word)


def _mark(axes, left: float, middle: float, mark: str) -> None:  # type: ignore[no-untyped-def]
    if mark == "now":
        axes.add_patch(Rectangle((left, middle - 0.09), 0.28, 0.18, facecolor=NOW, edgecolor=INK, linewidth=0.8))
    elif mark == "before":
        axes.add_patch(striped(left, middle - 0.06, 0.28, 0.12))
    elif mark == "target":
        axes.plot([left + 0.14, left + 0.14], [middle - 0.13, middle + 0.13], color=INK, linewidth=2.4)
    else:
        _tick(axes, left + 0.14, middle)


def _row(axes, row: ChartRow, top: float, hour: float) -> None:  # type: ignore[no-untyped-def]
    """`hour` is the width of one."""
    axes.text(0.35, top + 0.26, _drawable(row.name, _NAME), fontsize=11, color=INK, va="center")
    done, before = row.done / _HOUR * hour, row.before_done / _HOUR * hour
    axes.add_patch(Rectangle((_LEFT, top + 0.1), done, 0.24, facecolor=NOW, edgecolor=INK, linewidth=0.8))
    if row.before_said:
        axes.add_patch(striped(_LEFT, top + 0.38, before, 0.13))
        _target(axes, _LEFT + row.before_target / _HOUR * hour, top + 0.36, top + 0.53, 1.6)
        axes.text(WIDTH - _RIGHT + 0.12, top + 0.45, row.before_said, fontsize=8, color=FAINT, va="center")
    _target(axes, _LEFT + row.target / _HOUR * hour, top + 0.05, top + 0.36, 2.4)
    axes.text(WIDTH - _RIGHT + 0.12, top + 0.21, row.said, fontsize=9.5, color=INK, va="center")
    if row.is_reached and row.target:
        _tick(axes, 0.18, top + 0.26)
    axes.plot([_LEFT, _LEFT], [top + 0.02, top + 0.58], color=FAINT, linewidth=0.8)


def striped(left: float, top: float, width: float, height: float) -> Rectangle:
    return Rectangle((left, top), width, height, facecolor=f"{BEFORE}55", edgecolor=INK, hatch="////", linewidth=0.6)


def _target(axes, left: float, top: float, bottom: float, width: float) -> None:  # type: ignore[no-untyped-def]
    axes.plot([left, left], [top, bottom], color=INK, linewidth=width, solid_capstyle="butt")


def _tick(axes, x: float, y: float) -> None:  # type: ignore[no-untyped-def]
    axes.plot([x - 0.08, x - 0.02, x + 0.09], [y, y + 0.07, y - 0.07], color=INK, linewidth=2)


def _drawable(words: str, most: int) -> str:
    """What the font cannot draw, such as emoji, is left out rather than drawn as a box."""
    font = font_manager.get_font(font_manager.findfont(FONT))
    kept = "".join(one for one in words if font.get_char_index(ord(one)))
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"
