"""Who plays in the try-out, and what they did before the page opens. Made-up people; times are local.

A month of a young person reads "2:120 4:90": on the 2nd 120 minutes, on the 4th 90; 0 is a meeting that did not
take place. The hours are chosen so that the first screen tells a story: Oksana is on her way, Jānis is far behind,
nobody met Roberts for nine days, Artem's programme ends soon, Rihards waits for the coordinator.
"""

from dataclasses import dataclass
from datetime import date

from bot.rules.people import Role

PLACE = "Smiltene"


@dataclass(frozen=True)
class Actor:
    """A person as the coordinator wrote them down, with a Telegram account. `account` is the name shown there."""

    telegram_id: int
    name: str
    language: str
    role: Role
    account: str


@dataclass(frozen=True)
class Life:
    """A young person's programme: its days, the mentor if there is one yet, and what they did month by month."""

    youth: Actor
    mentor: Actor | None
    started_on: date
    planned_end_on: date
    birth: date
    october: str = ""
    november: str = ""


OKSANA = Actor(510_000_001, "Oksana Melnik", "uk", Role.YOUTH, "Оксана")
ILZE = Actor(510_000_002, "Ilze Ozola", "lv", Role.MENTOR, "Ilze")
ANNA = Actor(510_000_003, "Anna Carter", "en", Role.COORDINATOR, "Anna")

MARTINS = Actor(510_000_004, "Mārtiņš Bērzs", "lv", Role.MENTOR, "Mārtiņš")
OLENA = Actor(510_000_005, "Olena Koval", "uk", Role.MENTOR, "Олена")

JANIS = Actor(510_000_011, "Jānis Krūms", "lv", Role.YOUTH, "Jānis")
ELINA = Actor(510_000_012, "Elīna Vītola", "lv", Role.YOUTH, "Elīna")
ROBERTS = Actor(510_000_013, "Roberts Kļava", "lv", Role.YOUTH, "Roberts")
DARYNA = Actor(510_000_014, "Daryna Bilyk", "uk", Role.YOUTH, "Дарина")
ARTEM = Actor(510_000_015, "Artem Soroka", "uk", Role.YOUTH, "Артем")
SOFIIA = Actor(510_000_016, "Sofiia Hnatiuk", "uk", Role.YOUTH, "Софія")
RIHARDS = Actor(510_000_017, "Rihards Zars", "lv", Role.YOUTH, "Rihards")

ON_STAGE = (OKSANA, ILZE, ANNA)
OTHER_MENTORS = (MARTINS, OLENA)

OKSANAS_LIFE = Life(
    OKSANA,
    ILZE,
    date(2026, 10, 5),
    date(2027, 2, 4),
    date(2005, 3, 14),
    october="6:90 8:60 12:120 14:90 16:60 20:120 22:90 26:120 28:120 30:90",
    november="2:120 4:90 6:60 10:120 12:150",
)

RIHARDS_LIFE = Life(RIHARDS, None, date(2026, 11, 16), date(2027, 3, 15), date(2004, 6, 9))

OTHER_LIVES = (
    Life(
        JANIS,
        ILZE,
        date(2026, 10, 1),
        date(2027, 1, 31),
        date(2003, 7, 2),
        october="2:120 5:120 7:90 9:120 13:120 15:90 19:120 21:120 23:60 27:120 29:120",
        november="3:90 6:0 9:60 11:120",
    ),
    Life(
        ELINA,
        ILZE,
        date(2026, 11, 2),
        date(2027, 3, 1),
        date(2001, 12, 30),
        november="3:120 5:120 6:60 10:180 13:120",
    ),
    Life(
        ROBERTS,
        MARTINS,
        date(2026, 9, 14),
        date(2027, 1, 13),
        date(2004, 5, 21),
        october="1:90 6:120 8:120 13:150 15:90 20:120 22:120 27:90 29:120",
        november="3:60 5:90 8:60",
    ),
    Life(
        DARYNA,
        MARTINS,
        date(2026, 10, 12),
        date(2027, 2, 11),
        date(2006, 1, 8),
        october="13:120 16:90 19:120 21:120 23:90 27:120 29:120",
        november="2:120 5:90 9:120 11:90 13:120",
    ),
    Life(
        ARTEM,
        OLENA,
        date(2026, 7, 28),
        date(2026, 11, 27),
        date(2000, 9, 17),
        october="2:120 6:120 9:150 13:120 15:120 19:150 22:120 26:150 29:120",
        november="2:180 4:150 6:120 9:150 11:120 13:150",
    ),
    Life(
        SOFIIA,
        OLENA,
        date(2026, 11, 9),
        date(2027, 3, 8),
        date(2002, 4, 4),
        november="10:90 12:120 13:60",
    ),
)
