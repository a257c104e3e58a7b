"""/mydata as a text to read: a heading for each part, a line for each row, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from bot.i18n import Speech
from bot.messages.mydata import letters, looks, people, programmes, said, shapes, taking_part, work


def text(_: Speech, data: Any) -> str:
    """Parts without a row are left out."""
    parts = [
        (_.you("About you"), people.person(_, data)),
        (_("Roles"), [people.role(_, one) for one in data.roles]),
        (_("Invitations"), [people.invitation(_, one) for one in data.invitations]),
        (_("Consents"), [people.consent(_, one) for one in data.consents]),
        (_("Answers about studies and work"), [people.status(_, one) for one in data.status_answers]),
        (
            _("Consent of the legal representative"),
            [_("Given: {when}", when=_.date(one.given_on)) for one in data.guardian_consents],
        ),
        (_("Programme and hours"), [line for one in data.programmes for line in programmes.programme(_, one)]),
        (_("The plan"), [line for one in data.programmes for line in programmes.plan(_, one)]),
        (_("Signed papers"), [people.paper(_, one) for one in data.papers]),
        (_.you("Your own pauses"), [people.own_pause(_, one) for one in data.pauses]),
        (_("Sessions with the mentor"), [taking_part.meeting(_, one) for one in data.meetings]),
        (_.you("How you were doing"), [line for one in data.measures for line in said.measure(_, one)]),
        (_("Calls"), [said.call(_, one) for one in data.calls]),
        (_("Getting to know each other"), [line for one in data.profiles for line in said.profile(_, one)]),
        (_("Pairs as a mentor"), [work.pair(_, one) for one in data.pairs_as_mentor]),
        (_("Entries as a mentor"), [work.entry(_, one) for one in data.entries_as_mentor]),
        (_("Templates kept for others"), [shapes.line(_.moment(one.written_at), one.title) for one in data.templates]),
        (_("Planned activities"), [taking_part.invited(_, one) for one in data.activities]),
        (_("Consultations"), [taking_part.consulted(_, one) for one in data.consultations]),
        (_("Activities planned or led"), [work.led(_, one) for one in data.activities_led]),
        (_("Consultations noted"), [taking_part.consultation(_, one) for one in data.consultations_noted]),
        (_("Written into the directory of partners"), [work.partner(_, one) for one in data.partners_written]),
        (_("Messages to a group"), [work.group_message(_, one) for one in data.messages_to_groups]),
        (_("Reminders and notes from us"), [letters.notice(_, one) for one in data.notices]),
        (_("Open questions"), [letters.conversation(_, one) for one in data.open_conversations]),
        (_("What was written here and is still stored"), [letters.written(_, one) for one in data.written]),
        (_("Who saw or changed it"), [looks.look(_, one) for one in data.seen_or_changed]),
    ]
    blocks = [_block(heading, lines) for heading, lines in parts if lines]
    heading = _.you("Blakus: everything stored about you, {when}", when=_.moment(data.made_at))
    return "\n\n".join([heading, *blocks, *_left_out(_, data)]) + "\n"


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading.upper(), *lines])


def _left_out(_: Speech, data: Any) -> list[str]:
    """What belongs to other people too, said rather than hidden."""
    lines = []
    if any(one.others for one in data.meetings):
        lines.append(_("Notes about sessions with several young people are left out: they are about others too."))
    if data.entries_as_mentor or data.activities_led or data.consultations_noted:
        lines.append(_("Names of young people and notes about them are left out: they are data of theirs."))
    if data.programmes:
        lines.append(
            _(
                "Mentors see the hours of their own young people at any time: those looks are not recorded one by one. "
                "Warnings about missing hours, which mentors and coordinators receive, are not listed here either."
            )
        )
    return ["\n".join(lines)] if lines else []
