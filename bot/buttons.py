"""Buttons: what they show and the few bytes that come back when they are tapped.

A keyboard stays tappable forever, so whoever takes a tap asks for the id *and* the person again.
"""

import re
from dataclasses import dataclass

MAX_DATA_BYTES = 64  # Telegram's limit for callback data
LABEL = 32  # characters; more is cut off on a narrow phone


@dataclass(frozen=True)
class Choice:
    """A button that comes back to us."""

    label: str
    data: str

    def __post_init__(self) -> None:
        if len(self.data.encode()) > MAX_DATA_BYTES:
            raise ValueError(f"button data over {MAX_DATA_BYTES} bytes: {self.data!r}")


@dataclass(frozen=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


Row = tuple[Choice | Link, ...]


@dataclass(frozen=True)
class Button:
    """A kind of button outside conversations: `undo:17`, `month:3:2026-11`."""

    name: str

    def data(self, *facts: int | str) -> str:
        return ":".join([self.name, *map(str, facts)])

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"^{re.escape(self.name)}(?::|$)")

    def facts(self, data: str) -> tuple[str, ...]:
        return tuple(data.split(":")[1:])


MENU = Button("menu")
UNDO_SESSION = Button("undo")
CARE = Button("care")
CAST = Button("cast")
CHANGE_SESSION = Button("change")
HOURS_PAGE = Button("hours")
DIGEST_PAGE = Button("digest")
LANGUAGE = Button("lang")
MEASURE = Button("measure")
PEOPLE_PAGE = Button("people")
PERSON = Button("person")
PERSON_ACTION = Button("do")
PRIVACY = Button("privacy")
QUIET = Button("quiet")
TIME_OFF = Button("rest")
RECENT = Button("recent")
REASON = Button("reason")
PROPOSAL = Button("propose")
TO_LOG = Button("tolog")
WEEK = Button("week")
MONTH_PAGE = Button("month")
HOURS_PICTURE = Button("chart")
WORK_LINE = Button("work")
WORK_ACTION = Button("wdo")
PLANS_PAGE = Button("plans")
PLAN = Button("plan")
PLAN_ACTION = Button("pdo")
ITEM = Button("item")
ITEM_ACTION = Button("ido")
LIBRARY = Button("library")
TEMPLATE = Button("template")
PAPER = Button("paper")
ACTIVITIES_PAGE = Button("activities")
ACTIVITY = Button("activity")
ACTIVITY_ACTION = Button("act")
SEAT = Button("seat")
ATTENDANCE = Button("came")
CALENDAR = Button("calendar")
PARTNERS_PAGE = Button("partners")
PARTNER = Button("partner")
CONSULTATION = Button("consultation")
HERE = "here"  # the last fact of a button whose message may be changed in place: below a notice, which stays, it is not
PROFILE = Button("profile")
YOUTH_PROFILE = Button("youth")
DECIDE = Button("decide")
VOICE = Button("voice")
ANSWER_BACK = Button("asked")
LATER = Button("later")
WHY = Button("why")
UNSAID = Button("unsaid")
