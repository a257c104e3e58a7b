"""Who keeps which data, taking it along, withdrawing consent, deleting: said shortly and plainly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.buttons import PRIVACY, Choice
from bot.i18n import Speech
from bot.messages.message import File, Message
from bot.rules.participations import Outlook

INSPECTORATE = "dvi.gov.lv"  # takes complaints


@dataclass(frozen=True)
class Keeping:
    """Who keeps the data and for how long, as the notice says it."""

    municipalities: Sequence[str]
    text_days: int
    update_days: int
    record_years: int
    wellbeing_months: int


def notice(_: Speech, keeping: Keeping, *, is_member: bool, is_staff: bool) -> Message:
    """/privacy, for members and strangers; a stranger has nothing here to see or delete."""
    lines = [
        _who(_, keeping),
        *([] if is_member else [_("As long as no invitation was agreed to, nothing about you is kept here.")]),
        _what(_, is_staff=is_staff),
        _("Why: to plan the support, to count the hours and to show the funder that they took place."),
        _(
            "Who sees it: mentors their own young people, coordinators their municipality; of the answers of getting "
            "to know each other, mentors only what the young person allows. Recorded are all changes, each time such "
            "answers are read, each card and each page of the lists of people and of hours that coordinators open, and "
            "their weekly digests."
        ),
        _(
            "How long: texts of the chat {days} days; answers about how things feel {months} months, hours, sessions "
            "and other answers {years} years after the programme. The funder has not confirmed these years yet.",
            days=_.number(max(keeping.text_days, keeping.update_days)),
            months=_.number(keeping.wellbeing_months),
            years=_.number(keeping.record_years),
        ),
        _(
            "How: in the database, free texts are encrypted. Telegram’s own chats are kept by Telegram and not "
            "encrypted end to end; Telegram has terms of its own, and in the EU they ask for an age of 18."
        ),
        _rights(_, is_member=is_member),
    ]
    return Message("\n\n".join(lines), _buttons(_) if is_member else ())


def _who(_: Speech, keeping: Keeping) -> str:
    if not keeping.municipalities:
        return _("Who keeps the data: the municipality that sent the invitation, for the project PROTI un DARI 2.0.")
    return _(
        "Who keeps the data, for the project PROTI un DARI 2.0: {municipality}",
        municipality=", ".join(keeping.municipalities),
    )


def _what(_: Speech, *, is_staff: bool) -> str:
    if is_staff:
        return _(
            "What: name, language, Telegram account number, roles, the entries, and for a while what is written here."
        )
    return _(
        "What: name, language, Telegram account number, date of birth, the answer about studies and work, the answers "
        "of getting to know each other and about how things feel, wishes for a call, sessions with the mentor, "
        "activities and consultations, reasons for missing hours, the plan with its goals and papers, and for a while "
        "what is written here."
    )


def _rights(_: Speech, *, is_member: bool) -> str:
    if not is_member:
        return _(
            "Rights: to see the data, to have it corrected, deleted or restricted, to object, to withdraw consent. "
            "Complaints: Data State Inspectorate, {site}",
            site=INSPECTORATE,
        )
    return _.you(
        "Your rights: see your data (/mydata), have it deleted (/deletemydata), withdraw consent (button below). "
        "To correct or restrict something or to object, talk to the coordinator. "
        "Complaints: Data State Inspectorate, {site}",
        site=INSPECTORATE,
    )


def _buttons(_: Speech) -> tuple[Choice, ...]:
    return (
        Choice(_.you("My data"), PRIVACY.data("mydata")),
        # Translators: button
        Choice(_("Withdraw consent"), PRIVACY.data("withdraw")),
        delete_button(_),
    )


def delete_button(_: Speech) -> Choice:
    return Choice(_.you("Delete my data"), PRIVACY.data("erase"))


# --- taking it along ---


def file_to_read(_: Speech, text: str, on: date) -> Message:
    content = text.encode()
    return Message(_.you("Your data, to read."), file=File(f"blakus-{on.isoformat()}.txt", content))


def file_for_machines(_: Speech, content: bytes, on: date) -> Message:
    return Message(_("The same as a file for computers."), file=File(f"blakus-{on.isoformat()}.json", content))


# --- withdrawing ---


def ask_withdraw(_: Speech, outlook: Outlook | None) -> Message:
    text = {
        Outlook.WITH_MENTOR: _.you(
            "After this there will be no more questions or reminders. Your programme goes on, and your mentor still "
            "writes down the hours. Withdraw consent?"
        ),
        Outlook.WITHOUT_MENTOR: _.you(
            "After this there will be no more questions or reminders. Your programme goes on. Withdraw consent?"
        ),
        Outlook.OVER: _.you(
            "After this there will be no more questions or reminders. Your programme has ended, and the logged hours "
            "stay in the records. Withdraw consent?"
        ),
        None: _.you("After this there will be no more questions or reminders. Withdraw consent?"),
    }[outlook]
    return _asked_to_withdraw(_, text)


def ask_withdraw_from_work(_: Speech, *, left_alone: Sequence[str]) -> Message:
    text = _(
        "After this there will be no more questions or reminders, and your access here ends. Your entries stay. "
        "Withdraw consent?"
    )
    return _asked_to_withdraw(_, "\n\n".join([*_alone(_, left_alone), text]))


def _alone(_: Speech, places: Sequence[str]) -> list[str]:
    """To a last coordinator, before they go."""
    if not places:
        return []
    return [
        _(
            "After this nobody coordinates: {municipality}. The operator can invite somebody new.",
            municipality=", ".join(places),
        )
    ]


def _asked_to_withdraw(_: Speech, text: str) -> Message:
    return Message(text, (_option(_("Yes, withdraw"), "withdraw"), _option(_("No"), "no")))


def withdrawn(_: Speech, at: datetime) -> Message:
    text = _("Consent withdrawn: {when}. There will be no more questions or reminders.", when=_.moment(at))
    return Message(text, (delete_button(_),))


def nothing_to_withdraw(_: Speech) -> Message:
    return Message(_("Consent is already withdrawn."), (delete_button(_),))


# --- deleting ---


def ask_delete(_: Speech, *, hours: bool, name: bool, until: date | None, left_alone: Sequence[str] = ()) -> Message:
    lines = [*_alone(_, left_alone), deleted_line(_, name=name)]
    if hours and until is not None:
        lines.append(_kept_line(_, name=name, until=until))
    lines.append(
        _.you(
            "Access to this chat and a programme that is running end with it. The coordinator will be told. "
            "Copies for emergencies are overwritten later. Delete?"
        )
    )
    return Message("\n\n".join(lines), (_option(_("Yes, delete"), "erase"), _option(_("No"), "no")))


def deleted_line(_: Speech, *, name: bool) -> str:
    if name:
        return _("Will be deleted: account, settings, messages, answers, open questions.")
    return _("Will be deleted: name, account, settings, date of birth, messages, answers, the plan, notes.")


def _kept_line(_: Speech, *, name: bool, until: date) -> str:
    if name:
        return _("Stays, because the rules require it: entries with your name, until: {until}", until=_.date(until))
    return _(
        "Stays, because the rules require it: hours and sessions without a name, until: {until}", until=_.date(until)
    )


def deleted(_: Speech, *, at: datetime, hours: bool, name: bool, until: date | None, number: str) -> Message:
    """The receipt."""
    what = _("account, messages, answers") if name else _("name, account, messages, answers, the plan, notes")
    lines = [_("Deleted: {deleted}, {when}", deleted=what, when=_.moment(at))]
    if hours and until is not None:
        kept = _("entries with a name") if name else _("hours and sessions without a name")
        lines.append(_("Stays, because the rules require it: {kept}, {until}", kept=kept, until=_.date(until)))
    lines.append(_("Receipt number: {number}", number=number))
    return Message("\n".join(lines))


def left_as_it_was(_: Speech) -> Message:
    return Message(_("Nothing was changed."))


def about(_: Speech) -> str:
    return _("It is done only after Yes. No leaves everything as it is. More: /privacy")


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")
