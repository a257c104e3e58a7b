"""How a refusal sounds: the programme's no, its facts, and what to do next."""

from collections.abc import Callable
from typing import Any

from bot.i18n import Speech
from bot.messages import common, joining, papers, seats, sessions
from bot.messages.message import Message
from bot.rules import errors
from bot.rules.plans import PaperKind

MOST_ENTRIES = 3


def said(_: Speech, refusal: errors.RuleBroken) -> Message:
    """Every refusal has words; one without is a defect that a test finds."""
    if isinstance(refusal, errors.NotAMember):
        return common.stranger(_)
    buttons = (joining.read_notice(_),) if isinstance(refusal, errors.AgreeFirst) else ()
    return Message(WORDS[type(refusal)](_, refusal), buttons)


def _outside(_: Speech, no: Any) -> str:
    if no.last is None:
        return _(
            "{name}: the programme began on: {first}. The day must not be earlier.",
            name=no.youth_name,
            first=_.date(no.first),
        )
    return _(
        "{name}: days of the programme: {first} – {last}. Please choose a day among them.",
        name=no.youth_name,
        first=_.date(no.first),
        last=_.date(no.last),
    )


def _outside_pair(_: Speech, no: Any) -> str:
    if no.last is None:
        return _(
            "{name}: your pair began on: {first}. The day must not be earlier.",
            name=no.youth_name,
            first=_.date(no.first),
        )
    return _(
        "{name}: days of your pair: {first} – {last}. Please choose a day among them.",
        name=no.youth_name,
        first=_.date(no.first),
        last=_.date(no.last),
    )


def _not_understood(_: Speech, no: Any) -> str:
    return {
        "date": _.you("I could not read the date. Please write it like this: 5.11. or ‘yesterday’."),
        "ahead": _.you("I could not read the day. Please write it like this: 25.11. or ‘tomorrow’."),
        "birth": _.you("I could not read the date. Please write day, month and year, like this: 3.5.2008"),
        "duration": _.you("I could not read the duration. Please write it like this: 1.5 h, 90 min or 14–15:30."),
        "length": _.you("I could not read the length. Please write the months as a number, for example 3."),
        "time": _.you("I could not read the time. Please write it like this: 16:00."),
        "moment": _.you("I could not read the time. Please write it like this: tomorrow 14:00"),
        "month": _.you("I could not read the month. Please write it like this: 2026-11."),
        "number": _.you("Please write a number."),
        "name": _.you("I could not find this name. Please choose one of the buttons."),
        "choice": _.you("Please choose one of the buttons."),
        "item": _("I could not read this line. Please write it like this: ‘December: CV workshop, 2 times, 3 h’."),
        "amount": _("I could not read how much it is. Please write it like this: ‘2 times, 3 h’."),
        "words": _.you("Please write a few words."),
    }[no.what]


def _logged_before(_: Speech, no: Any) -> str:
    """The first of them: a pop-up is short."""
    entries = [f"{_.short_date(day)} {mentor}" for day, mentor in no.entries[:MOST_ENTRIES]]
    more = ["…"] if len(no.entries) > MOST_ENTRIES else []
    return _(
        "Entries before this day: {entries}\nTheir mentor can change them or take them back; then the first day can be "
        "later.",
        entries=", ".join([*entries, *more]),
    )


def _locked(_: Speech, no: Any) -> str:
    return _("This month is closed for changes: {month}. The coordinator can help.", month=_.month(no.month.first))


def _papers(_: Speech, no: Any) -> str:
    names = dict.fromkeys(papers.name(_, PaperKind(kind)) for _title, kind in no.papers)
    return _(
        "Before the plan can be agreed, this is needed on paper: {papers}. The coordinator records it here.",
        papers=", ".join(names),
    )


def _papers_first(_: Speech, no: Any) -> str:
    """The names last: a pop-up shows 200 characters, and what to do must be among them."""
    return _(
        "Volunteering under 18 first needs papers. The coordinator records them under that item of the plan, "
        "/plan:\n{people}",
        people="\n".join(papers.of_person(_, name, [PaperKind(one) for one in kinds]) for name, kinds in no.people),
    )


def _when(_: Speech, no: Any) -> str:
    """With its year, which may be what was mistyped."""
    return f"{_.date(no.day)}, {_.time(no.start)}"


WORDS: dict[type[errors.RuleBroken], Callable[[Speech, Any], str]] = {
    errors.Gone: lambda _, no: _("This is no longer there. The newest messages are up to date."),
    errors.NotAllowed: lambda _, no: _("This is not among your tasks here. /help shows what is."),
    errors.AgreeFirst: lambda _, no: joining.agree_first(_),
    errors.NotUnderstood: _not_understood,
    errors.MonthIsLocked: _locked,
    errors.InFuture: lambda _, no: sessions.not_yet(_, no.day),
    errors.OutsideParticipation: _outside,
    errors.OutsidePair: _outside_pair,
    errors.TooLong: lambda _, no: _("That is more than a day can hold. Please check the duration."),
    errors.NothingToLog: lambda _, no: _(
        "There is nothing to log yet. Please choose who took part and how long it was."
    ),
    errors.RosterEmpty: lambda _, no: _("No young person is paired with you yet. The coordinator can change that."),
    errors.EndBeforeStart: lambda _, no: _("The end cannot be before the start. Please check both dates."),
    errors.OverAlready: lambda _, no: _(
        "The programme would be over already. Its last day: {date}. Please check its first day and its length.",
        date=_.date(no.last),
    ),
    errors.LoggedBefore: _logged_before,
    errors.NotAfterEnd: lambda _, no: _(
        "The programme ended on: {date}. Please choose a later day.", date=_.date(no.last)
    ),
    errors.OutsideMonths: lambda _, no: _("The programme lasts from {low} to {high} months.", low=no.low, high=no.high),
    errors.TooYoungOrOld: lambda _, no: _(
        "The programme is for people aged {low} to {high}. The coordinator can tell you about other help nearby.",
        low=no.low,
        high=no.high - 1,
    ),
    errors.NameNeeded: lambda _, no: _("A name is needed, with at least one letter."),
    errors.LinkExpired: lambda _, no: _("This invitation has expired. The sender can make a new one."),
    errors.LinkUsed: lambda _, no: _("This invitation was already used. If that was not you, tell whoever sent it."),
    errors.AlreadyMember: lambda _, no: _("This person has this role already."),
    errors.PhoneTaken: lambda _, no: _(
        "This phone belongs to somebody else here. Please open the link on the new phone."
    ),
    errors.TakenAlready: lambda _, no: _("Already looked after by: {name}", name=no.by_name),
    errors.LastCoordinator: lambda _, no: _("Nobody else coordinates this municipality. The operator can change that."),
    errors.NotYet: lambda _, no: _(
        "This day has not come yet: {when}. Please choose today or a day before.", when=_.when(no.day)
    ),
    errors.ReasonNeeded: lambda _, no: _("A few words are needed here."),
    errors.ProgrammeIsOver: lambda _, no: _(
        "The programme has ended, so its plan stays as it is. Last day: {date}", date=_.date(no.last)
    ),
    errors.OutsidePlan: lambda _, no: _(
        "This month is outside the programme. Its months: {first} – {last}",
        first=_.month(no.first.first),
        last=_.month(no.last.first),
    ),
    errors.PlanIsEmpty: lambda _, no: _("Nothing is planned yet. An item comes first."),
    errors.PlanIsFull: lambda _, no: _("A plan holds at most {most} items.", most=_.number(no.most)),
    errors.PlanHasChanged: lambda _, no: _("The plan has changed since. The newest is here: /plan"),
    errors.PapersMissing: _papers,
    errors.PapersComeFirst: _papers_first,
    errors.PaperComesFirst: lambda _, no: seats.paper_first(_, [PaperKind(one) for one in no.papers]),
    errors.NameInTemplate: lambda _, no: _("This title names the young person. Please write one without names."),
    errors.NotAhead: lambda _, no: _.you(
        "Please choose a time from now on, within a year. This is not one: {when}", when=_when(_, no)
    ),
    errors.ActivityIsOver: lambda _, no: _("This has begun or is over: {when}", when=_when(_, no)),
    errors.ActivityIsCancelled: lambda _, no: _("This was cancelled: {when}", when=_when(_, no)),
    errors.NobodyAsked: lambda _, no: _("Please choose at least one young person."),
    errors.OnePlaceOnly: lambda _, no: _("Please choose young people of one municipality."),
    errors.TooFewTimes: lambda _, no: _(
        "Please choose from {low} to {high} different times.", low=_.number(no.low), high=_.number(no.high)
    ),
    errors.RemindedAlready: lambda _, no: _(
        "{name}: the mentor was reminded less than a day ago. Reminded by: {by}",
        name=no.youth_name,
        by=no.by,
    ),
    errors.AlreadyLogged: lambda _, no: _("This is logged already. The entries: /log"),
    errors.LanguageNeeded: lambda _, no: _("Please choose at least one language."),
    errors.TextTooLong: lambda _, no: _(
        "The text is too long: {units} of at most {most} characters. Emoji count twice. Please shorten it.",
        units=_.number(no.units),
        most=_.number(no.most),
    ),
    errors.NobodyThere: lambda _, no: _("In this group nobody can be reached in Telegram. Please choose another one."),
    errors.BroadcastIsOver: lambda _, no: _("This message is not being sent any more: /broadcast shows how it stands."),
    errors.NoDayLeft: lambda _, no: _.you(
        "One day of the week stays open. For some quiet time there is a pause: /pause"
    ),
    errors.PauseTooLong: lambda _, no: _.you(
        "Without the coordinator a pause lasts at most, in days: {days}. The latest day of return: {until}. A longer "
        "one is agreed with the coordinator.",
        days=_.number(no.most_days),
        until=_.date(no.until),
    ),
    errors.PausedAlready: lambda _, no: _("There is a pause already, until: {until}", until=_.date(no.until)),
    errors.AlreadyPaired: lambda _, no: _("Paired already: {name}", name=no.youth_name),
}
