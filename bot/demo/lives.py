"""What made-up people did: who stayed how long beside whom, when they met and what for.

Plain chance, no database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from bot import rules
from bot.rules.periods import Period
from bot.rules.policies import Kind, Mode

_DAY = timedelta(days=1)
_MINUTES = ((30, 45, 60, 90, 120, 150, 180, 240), (8, 8, 22, 26, 22, 6, 6, 2))
_KINDS = (tuple(Kind), (46, 18, 8, 6, 7, 4, 4, 3, 4))
_MODES = (tuple(Mode), (76, 12, 8, 4))
_ENDS = (("completed", "early_positive", "dropped", "moved", "other"), (60, 18, 15, 4, 3))
_MONTHS = ((1, 2, 3, 4), (8, 20, 32, 40))

NOTES = {
    "lv": (
        "CV un motivācijas vēstule",
        "Zvanījām uz skolu",
        "Bijām pastaigā, runājām par plāniem",
        "Autoskolas jautājumi",
        "Budžets mēnesim",
        "Sagatavošanās darba intervijai",
        "Angļu valodas vārdi",
        "Jauniešu centrā pie galda spēlēm",
        "Satikāmies bibliotēkā",
        "Grāmatvedības kursa mājasdarbs",
        "Apskatījām kokapstrādes uzņēmumu",
    ),
    "uk": (
        "Резюме та лист",
        "Телефонували до школи",
        "Говорили про плани на весну",
        "Готувалися до співбесіди",
        "Латиська мова, побутові слова",
        "Бюджет на місяць",
        "Були в бібліотеці",
        "Записалися на курси програмування",
    ),
    "en": (
        "CV and a covering letter",
        "Called the school",
        "A walk, talked about plans",
        "Prepared for an interview",
        "Budget for the month",
        "Visited the youth centre",
        "Looked at evening courses",
    ),
}
_WHY_NOT = {
    "lv": ("Pārcēlām uz citu dienu", "Nokavēja autobusu", "Neatbildēja", None),
    "uk": ("Перенесли на інший день", "Запізнення автобуса", None),
    "en": ("Moved to another day", "Missed the bus", None),
}


@dataclass(frozen=True)
class Beside:
    """A mentor beside a participation, from a day on; `last` is None while they meet."""

    mentor_id: int
    first: date
    last: date | None


@dataclass
class Stay:
    """One participation with its pause and mentors, and how steadily the two of them meet."""

    participation_id: int
    first: date
    planned_last: date
    last: date | None
    end_reason: str | None
    pause: tuple[date, date] | None
    mentors: list[Beside]
    pace: float

    def mentor_on(self, day: date) -> int | None:
        """Who is beside the young person on a day; nobody outside the stay or in its pause."""
        if self.pause is not None and self.pause[0] <= day <= self.pause[1]:
            return None
        for one in self.mentors:
            if rules.participations.is_running(one.first, one.last, on=day):
                return one.mentor_id
        return None


@dataclass(slots=True)
class Met:
    """One entry of a mentor. Its `fate`: it stands, was undone, or was changed to other minutes."""

    mentor_id: int
    day: date
    start: time | None
    minutes: int
    kind: Kind
    mode: Mode
    attended: bool
    note: str | None
    logged_after: timedelta
    fate: str = "stands"
    stays: list[int] = field(default_factory=list)


def stay(dice: Random, *, participation_id: int, mentors: Sequence[int], first: date, today: date) -> Stay:
    """A stay that began between `first` and `today`, running or ended."""
    began = first + dice.randrange(max((today - first).days - 2, 1)) * _DAY
    planned = rules.participations.default_end(began, dice.choices(*_MONTHS)[0])
    last, why = (planned, dice.choices(*_ENDS)[0]) if planned < today else (None, None)
    if why in ("dropped", "early_positive", "moved"):
        last = began + dice.randrange((planned - began).days // 2, (planned - began).days) * _DAY
    end = last or today
    pause = None
    if dice.random() < 0.06 and (end - began).days > 30:
        away = began + dice.randrange(7, (end - began).days - 16) * _DAY
        pause = (away, away + dice.randrange(5, 14) * _DAY)
    return Stay(
        participation_id,
        began,
        planned,
        last,
        why,
        pause,
        _mentors(dice, mentors, began, last, end),
        pace=min(max(dice.gauss(1.0, 0.22), 0.3), 1.4),
    )


def _mentors(dice: Random, mentors: Sequence[int], began: date, last: date | None, end: date) -> list[Beside]:
    one = dice.choice(mentors)
    if len(mentors) > 1 and (end - began).days > 20 and dice.random() < 0.05:
        other = dice.choice([other for other in mentors if other != one])
        handed_over = began + dice.randrange(7, (end - began).days - 7) * _DAY
        return [Beside(one, began, handed_over), Beside(other, handed_over + _DAY, last)]
    return [Beside(one, began, last)]


def meetings(dice: Random, stay: Stay, others: Sequence[Stay], *, today: date, language: str) -> Iterator[Met]:
    """What was logged for a stay until yesterday; now and then the same mentor's others came along."""
    end = min(stay.last or today, today - _DAY)
    period = Period.containing(stay.first)
    while period.first <= end:
        days = [day for day in period.days if stay.first <= day <= end and stay.mentor_on(day) is not None]
        yield from _month(dice, stay, others, sorted(days), len(period.days), language)
        period = period.next()


def _month(
    dice: Random, stay: Stay, others: Sequence[Stay], days: Sequence[date], month_days: int, language: str
) -> Iterator[Met]:
    owed = 1200 * len(days) / month_days * stay.pace
    while days and owed > 0:
        day = dice.choice(days)
        if day.weekday() > 4 and dice.random() < 0.7:
            day = dice.choice(days)
        met = _met(dice, stay, day, language)
        owed -= met.minutes if met.fate == "stands" else 0
        if met.attended and met.stays and dice.random() < 0.08:
            met.stays += [
                other.participation_id
                for other in others
                if other is not stay and other.mentor_on(day) == met.mentor_id
            ][: dice.randint(1, 4)]
        yield met


def _met(dice: Random, stay: Stay, day: date, language: str) -> Met:
    mentor_id = stay.mentor_on(day)
    assert mentor_id is not None
    took_place = dice.random() > 0.06
    minutes = dice.choices(*_MINUTES)[0] if took_place else 0
    starts = took_place and dice.random() < 0.45
    chance = dice.random()
    return Met(
        mentor_id=mentor_id,
        day=day,
        start=time(dice.randint(9, 18), dice.choice((0, 0, 0, 15, 30, 30, 45))) if starts else None,
        minutes=minutes,
        kind=dice.choices(*_KINDS)[0],
        mode=dice.choices(*_MODES)[0],
        attended=took_place,
        note=_note(dice, language, took_place=took_place),
        logged_after=timedelta(minutes=min(dice.expovariate(1 / 900), 5 * 1440)),
        fate="undone" if chance < 0.01 else "changed" if chance < 0.03 and took_place else "stands",
        stays=[stay.participation_id],
    )


def _note(dice: Random, language: str, *, took_place: bool) -> str | None:
    if not took_place:
        return dice.choice(_WHY_NOT[language])
    return dice.choice(NOTES[language]) if dice.random() < 0.55 else None
