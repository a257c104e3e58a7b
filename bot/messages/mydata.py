"""/mydata as a text to read: a heading for each part, a line for each row, in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import (
    decisions,
    getting_to_know,
    kinds,
    measures,
    months,
    papers,
    partners,
    pillars,
    plan_items,
    profiles,
)
from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.care import Wish
from bot.rules.hours import ShortReason
from bot.rules.partners import PartnerKind
from bot.rules.people import Eligibility, Role, StatusNow
from bot.rules.periods import Period
from bot.rules.plans import ItemState, PaperKind, Pillar
from bot.rules.policies import Kind
from bot.rules.profiles import Decision, Referral


def text(_: Speech, data: Any) -> str:
    """Parts without a row are left out."""
    parts = [
        (_.you("About you"), _person(_, data)),
        (_("Roles"), [_role(_, one) for one in data.roles]),
        (_("Invitations"), [_invitation(_, one) for one in data.invitations]),
        (_("Consents"), [_consent(_, one) for one in data.consents]),
        (_("Answers about studies and work"), [_status(_, one) for one in data.status_answers]),
        (
            _("Consent of the legal representative"),
            [_("Given: {when}", when=_.date(one.given_on)) for one in data.guardian_consents],
        ),
        (_("Programme and hours"), [line for one in data.programmes for line in _programme(_, one)]),
        (_("The plan"), [line for one in data.programmes for line in _plan(_, one)]),
        (_("Signed papers"), [_paper(_, one) for one in data.papers]),
        (_("Sessions with the mentor"), [_meeting(_, one) for one in data.meetings]),
        (_.you("How you were doing"), [line for one in data.measures for line in _measure(_, one)]),
        (_("Calls"), [_call(_, one) for one in data.calls]),
        (_("Getting to know each other"), [line for one in data.profiles for line in _profile(_, one)]),
        (_("Pairs as a mentor"), [_pair(_, one) for one in data.pairs_as_mentor]),
        (_("Entries as a mentor"), [_entry(_, one) for one in data.entries_as_mentor]),
        (_("Templates kept for others"), [_line(_.moment(one.written_at), one.title) for one in data.templates]),
        (_("Planned activities"), [_invited(_, one) for one in data.activities]),
        (_("Consultations"), [_consulted(_, one) for one in data.consultations]),
        (_("Activities planned or led"), [_led(_, one) for one in data.activities_led]),
        (_("Consultations noted"), [_consultation(_, one) for one in data.consultations_noted]),
        (_("Written into the directory of partners"), [_partner(_, one) for one in data.partners_written]),
        (_("Reminders and notes from us"), [_notice(_, one) for one in data.notices]),
        (_("Open questions"), [_open(_, one) for one in data.open_conversations]),
        (_("What was written here and is still stored"), [_written(_, one) for one in data.written]),
        (_("Who saw or changed it"), [_look(_, one) for one in data.seen_or_changed]),
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


def _person(_: Speech, data: Any) -> list[str]:
    me = data.person
    lines = [
        _("Name: {name}", name=me.name),
        *([_("Written before as: {names}", names=", ".join(me.former_names))] if me.former_names else []),
        _("Language: {language}", language=LANGUAGE_NAMES[me.language]),
        _("Written down: {when}", when=_.moment(me.written_down_at)),
    ]
    if me.joined_at:
        lines.append(_("Joined: {when}", when=_.moment(me.joined_at)))
    if me.birth_date:
        lines.append(_("Date of birth: {when}", when=_.date(date.fromisoformat(me.birth_date))))
    if me.quiet_from and me.quiet_until:
        lines.append(_("Quiet hours: {span}", span=_.hours_between(me.quiet_from, me.quiet_until)))
    if me.paused_until:
        lines.append(_("Pause until: {until}", until=_.date(me.paused_until)))
    if me.unreachable_since:
        lines.append(_("Cannot be reached since: {when}", when=_.moment(me.unreachable_since)))
    lines += [
        _(
            "Telegram account number: {number}, linked: {when}",
            number=one.telegram_number,
            when=_span(_, one.linked_at, one.cut_off_at),
        )
        for one in data.accounts
    ]
    return lines


def role_name(_: Speech, role: str) -> str:
    return {
        Role.YOUTH: _("Young person"),
        Role.MENTOR: _("Mentor"),
        Role.COORDINATOR: _("Coordinator"),
    }[Role(role)]


def _role(_: Speech, one: Any) -> str:
    return _line(role_name(_, one.role), one.municipality, _span(_, one.given_at, one.revoked_at))


def _invitation(_: Speech, one: Any) -> str:
    if one.used_at:
        end = _("used: {when}", when=_.moment(one.used_at))
    elif one.revoked_at:
        end = _("revoked: {when}", when=_.moment(one.revoked_at))
    else:
        end = _("valid until: {until}", until=_.moment(one.expires_at))
    waits = [_("said to be under 18, waits for the legal representative")] if one.waits_for_guardian else []
    return _line(_.moment(one.made_at), role_name(_, one.role), one.municipality, end, *waits)


def _consent(_: Speech, one: Any) -> str:
    version = _("text of: {version}", version=one.version)
    return _line(version, LANGUAGE_NAMES[one.language], _span(_, one.given_at, one.withdrawn_at))


def _status(_: Speech, one: Any) -> str:
    said = {
        StatusNow.STUDYING: _("I study"),
        StatusNow.WORKING: _("I work"),
        StatusNow.TRADE: _("I learn a trade"),
        StatusNow.NVA: _("I am registered with the NVA"),
        StatusNow.NONE: _("None of these"),
        StatusNow.UNSURE: _("Not sure"),
    }
    found = {
        Eligibility.ELIGIBLE: _("can take part"),
        Eligibility.DOUBTFUL: _("the coordinator looks into it"),
        Eligibility.NOT_ELIGIBLE: _("another programme fits better"),
        Eligibility.OUTSIDE_AGE: _("outside the age of the programme"),
    }
    words = ", ".join(said[StatusNow(status)] for status in one.statuses)
    return _line(_.moment(one.said_at), words, found[Eligibility(one.result)])


def _programme(_: Speech, one: Any) -> list[str]:
    lines = [_line(one.municipality, f"{_.date(one.started_on)} – {_.date(one.ended_on or one.planned_end_on)}")]
    if one.begun_again_on:
        lines.append(_("Begun again: {date}", date=_.date(one.begun_again_on)))
    if one.length_reason:
        lines.append(_("Why it lasts longer: {reason}", reason=one.length_reason))
    lines += [
        _("Mentor: {mentor}", mentor=_line(beside.name, _days(_, beside.started_on, beside.ended_on)))
        for beside in one.mentors
    ]
    lines += [_("Pause: {days}", days=_days(_, away.first_on, away.last_on)) for away in one.pauses]
    for month in one.months:
        done = _("{done} of {target}", done=_spent(_, month.counted_minutes), target=_spent(_, month.target_minutes))
        lines.append(_line(_.month(Period.parse(month.month).first), done))
    lines += [_short_month(_, short) for short in one.short_months]
    return lines


def _plan(_: Speech, one: Any) -> list[str]:
    """Versions, goals, items of every version, suggestions."""
    lines = [_plan_version(_, version) for version in one.plan_versions]
    lines += [
        _line(_.month(Period.parse(goal.month).first), _("Goal: {goal}", goal=goal.words)) for goal in one.plan_goals
    ]
    lines += [_plan_item(_, item) for item in one.plan_items]
    for idea in one.plan_suggestions:
        facts = [idea.title, *([idea.reason] if idea.reason else [])]
        lines.append(_("suggested: {item}", item=_line(*facts)))
    return lines


def _plan_version(_: Speech, one: Any) -> str:
    moments = [
        (one.written_at, _("Begun: {when}", when=_.moment(one.written_at))),
        (one.shown_at, _("Shown: {when}", when=_.moment(one.shown_at or one.written_at))),
        (one.agreed_at, _("Agreed: {when}", when=_.moment(one.agreed_at or one.written_at))),
        (one.approved_at, _("Approved: {when}", when=_.moment(one.approved_at or one.written_at))),
    ]
    reason = [_("Reason for the change: {reason}", reason=one.reason)] if one.reason else []
    return _line(_("Version: {n}", n=_.number(one.number)), *(text for at, text in moments if at), *reason)


def _plan_item(_: Speech, one: Any) -> str:
    states = {
        ItemState.PLANNED: _("planned"),
        ItemState.DONE: _("done"),
        ItemState.DROPPED: _("no longer planned"),
    }
    goal = [_("Goal: {goal}", goal=one.goal)] if one.goal else []
    facts = [pillars.name(_, Pillar(one.pillar)), kinds.name(_, Kind(one.kind)), states[ItemState(one.state)]]
    much = plan_items.amount(_, one.days, one.minutes)
    return _line(_.month(Period.parse(one.month).first), one.title, *facts, *much, *goal)


def _paper(_: Speech, one: Any) -> str:
    signed = _("signed: {date}", date=_.date(one.signed_on))
    back = [_("taken back: {when}", when=_.moment(one.withdrawn_at))] if one.withdrawn_at else []
    return _line(papers.name(_, PaperKind(one.kind)), signed, *back)


def _short_month(_: Speech, one: Any) -> str:
    reason = _("why hours are missing: {reason}", reason=months.reasons(_)[ShortReason(one.reason)])
    return _line(_.month(Period.parse(one.month).first), reason, *([one.words] if one.words else []))


def _meeting(_: Speech, one: Any) -> str:
    if not one.attended:
        spent = _("did not take place")
    else:
        spent = _line(_spent(_, one.minutes), kinds.name(_, Kind(one.kind)))
    with_others = [_("together with others")] if one.others else []
    note = [_("note: {note}", note=one.note)] if one.note else []
    return _line(_.when(one.day, one.start), spent, one.mentor, *with_others, *note, *_void(_, one))


def _measure(_: Speech, one: Any) -> list[str]:
    """A line an item."""
    when = (_.date(one.day), measures.moment_name(_, one.moment))
    if isinstance(one.value, dict):
        return [_line(*when, f"{measures.items(_)[item]}: {step}") for item, step in one.value.items()]
    name = measures.items(_).get(one.instrument) or _("Well-being, WHO-5, 0 to 100")
    return [_line(*when, f"{name}: {one.value}")]


def _call(_: Speech, one: Any) -> str:
    wish = {
        Wish.CALL: _("asked to be called"),
        Wish.TALK: _("asked to talk to a person"),
        Wish.LOOK_IN: _("somebody was asked to get in touch"),
    }[Wish(one.wish)]
    taken = [_("taken by: {name}", name=one.taken_by)] if one.taken_by else []
    reached = [_("reached: {when}", when=_.moment(one.reached_at))] if one.reached_at else []
    return _line(_.moment(one.asked_at), wish, *taken, *reached)


def _profile(_: Speech, one: Any) -> list[str]:
    lines = [_line(one.municipality, _("begun: {when}", when=_.moment(one.started_at)))]
    if one.sent_at:
        lines.append(_("Sent: {when}", when=_.moment(one.sent_at)))
    if one.decision and one.decided_at:
        facts = [decisions.names(_)[Decision(one.decision)]]
        if one.referred_to:
            facts.append(decisions.place(_, Referral(one.referred_to), one.decision_note))
        elif one.decision_note:
            facts.append(one.decision_note)
        lines.append(_("Decision: {decision}", decision=_line(*facts, _.moment(one.decided_at))))
    if one.asked_back:
        question = profiles.about(_, one.asked_back)
        lines.append(_line(_("Asked back: {question}", question=question), one.asked_back_note or "–"))
    labels = getting_to_know.parts(_)
    seen = ", ".join(labels[part] for part in one.mentors_see if part in labels) or "–"
    lines.append(_("What mentors may see: {parts}", parts=seen))
    return lines + [
        _line(
            f"{profiles.about(_, said.question)}: {profiles.answered(_, said.question, said.value)}",
            LANGUAGE_NAMES[said.language],
            _.moment(said.answered_at),
        )
        for said in one.answers
    ]


def _entry(_: Speech, one: Any) -> str:
    people = _("young people: {n}", n=_.number(one.young_people))
    return _line(
        _.when(one.day, one.start), _spent(_, one.minutes), kinds.name(_, Kind(one.kind)), people, *_void(_, one)
    )


def _invited(_: Speech, one: Any) -> str:
    answers = {
        None: _("no answer yet"),
        SeatAnswer.COMING: _("coming"),
        SeatAnswer.NOT_COMING: _("not coming"),
        SeatAnswer.WAITING: _("on the waiting list"),
        SeatAnswer.TAKEN_BACK: _("invitation taken back"),
        SeatAnswer.HELD: _("waiting for a paper"),
    }
    where = [one.place] if one.place else []
    along = [_("comes along: {who}", who=one.comes_along)] if one.comes_along else []
    state = [_("cancelled")] if one.state == ActivityState.CANCELLED else []
    offers = [_("on offer: {times}", times=", ".join(_time(_, each) for each in one.offers))] if one.offers else []
    came = {None: [], True: [_("took part")], False: [_("did not take part")]}[one.attended]
    facts = (_spent(_, one.minutes), kinds.name(_, Kind(one.kind)), *where, one.leader, *along)
    return _line(_.when(one.day, one.start), one.title, *facts, *state, answers[one.answer], *offers, *came)


def _time(_: Speech, iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return _.when(at.date(), at.time())


def _consulted(_: Speech, one: Any) -> str:
    return _line(_consultation(_, one), one.partner, partners.kinds(_)[PartnerKind(one.kind)])


def _consultation(_: Speech, one: Any) -> str:
    spent = _spent(_, one.minutes) if one.attended else _("did not take place")
    return _line(_.when(one.day), spent)


def _led(_: Speech, one: Any) -> str:
    people = _("young people: {n}", n=_.number(one.young_people))
    state = [_("cancelled")] if one.state == ActivityState.CANCELLED else []
    facts = (_spent(_, one.minutes), kinds.name(_, Kind(one.kind)), people)
    return _line(_.when(one.day, one.start), *facts, *state)


def _partner(_: Speech, one: Any) -> str:
    return _line(one.name, partners.kinds(_)[PartnerKind(one.kind)], _span(_, one.written_at, one.withdrawn_at))


def _pair(_: Speech, one: Any) -> str:
    return _line(one.municipality, _days(_, one.started_on, one.ended_on))


def _notice(_: Speech, one: Any) -> str:
    return _line(_.moment(one.settled_at or one.planned_at), one.kind, one.state)


def _open(_: Speech, one: Any) -> str:
    answers = [f"{key}: {value}" for key, value in (one.answers or {}).items()]
    return _line(_.moment(one.shown_at), one.name, *answers)


def _written(_: Speech, one: Any) -> str:
    return _line(_.moment(one.at), *([one.words] if one.words else []))


def _look(_: Speech, one: Any) -> str:
    who = {"yourself": _.you("yourself"), "system": _("the system or its operator")}
    where = [one.municipality] if one.municipality else []
    return _line(_.moment(one.at), _action(_, one.action), who.get(one.by) or role_name(_, one.by), *where)


def _action(_: Speech, action: str) -> str:
    """Words for what happens often; what has none is shown by its code."""
    return {
        "person.seen": _("card opened"),
        "people.seen": _("list of people opened"),
        "hours.seen": _("list of hours opened"),
        "digest.seen": _("weekly digest opened"),
        "digest.sent": _("weekly digest received"),
        "language.chosen": _("language chosen"),
        "person.invited": _("invitation made"),
        "person.relink": _("link for a new phone made"),
        "person.relinked": _("new phone linked"),
        "phone.cut_off": _("old phone cut off"),
        "invitation.withdrawn": _("invitation withdrawn"),
        "consent.given": _("consent given"),
        "birth_date.said": _("date of birth given"),
        "birth_date.corrected": _("date of birth corrected"),
        "name.corrected": _("name corrected"),
        "consent.withdrawn": _("consent withdrawn"),
        "role.given": _("role given"),
        "role.revoked": _("role revoked"),
        "status.said": _("answer about studies and work given"),
        "status.decided": _("answer about studies and work looked into"),
        "guardian.recorded": _("representative’s consent recorded"),
        "participation.started": _("programme begun"),
        "participation.start_corrected": _("programme’s first day corrected"),
        "participation.replanned": _("programme’s end changed"),
        "participation.paused": _("pause written down"),
        "participation.resumed": _("pause ended"),
        "participation.ended": _("programme ended"),
        "participation.begun_again": _("programme begun again"),
        "month.explained": _("reason for missing hours noted"),
        "plan.seen": _("plan opened"),
        "plans.seen": _("list of plans opened"),
        "plan.begun": _("plan begun"),
        "plan.changed": _("plan changed"),
        "plan.item_written": _("plan item written"),
        "plan.item_changed": _("plan item changed"),
        "plan.item_dropped": _("plan item dropped"),
        "plan.item_done": _("plan item noted as done"),
        "plan.item_reopened": _("plan item planned again"),
        "plan.taken_back": _("changes of the plan taken back"),
        "plan.goal": _("goal written"),
        "plan.shown": _("plan shown"),
        "plan.agreed": _("plan agreed"),
        "plan.approved": _("plan approved"),
        "plan.talk_asked": _("asked to talk about a plan item"),
        "paper.recorded": _("signed paper recorded"),
        "paper.withdrawn": _("signed paper taken back"),
        "pair.started": _("mentor added"),
        "pair.ended": _("pair ended"),
        "activities.seen": _("list of activities opened"),
        "activity.planned": _("activity planned"),
        "activity.changed": _("activity changed"),
        "activity.cancelled": _("activity cancelled"),
        "activity.passed_on": _("activity passed on, because its mentor left"),
        "activity.taken_over": _("activity taken over"),
        "seat.answered": _("answer to an invitation given"),
        "seat.move_wished": _("another time asked for"),
        "seat.times_offered": _("other times offered"),
        "seat.moved": _("another time chosen"),
        "seat.held": _("held back until a paper is there"),
        "seat.asked_again": _("asked again because the paper is there"),
        "attendance.noted": _("attendance noted"),
        "consultation.logged": _("consultation noted"),
        "consultation.undone": _("consultation taken back"),
        "session.logged": _("session logged"),
        "session.changed": _("session changed"),
        "session.undone": _("session taken back"),
        "measure.noted": _("answered how things are going"),
        "call.call": _("asked to be called"),
        "call.talk": _("asked to talk to a person"),
        "call.look_in": _("somebody was asked to get in touch"),
        "call.taken": _("it was settled who calls"),
        "call.reached": _("reached by a coordinator"),
        "call.waited": _("call waited too long, the operator was told"),
        "quiet.changed": _("quiet hours changed"),
        "quiet.default": _("usual quiet hours chosen"),
        "data.seen": _("own data looked at"),
        "profile.begun": _("getting to know each other begun"),
        "profile.sent": _("answers sent to the coordinator"),
        "profile.shared": _("chosen what mentors may see"),
        "profile.seen": _("answers read"),
        "profile.decided": _("decided about the answers"),
        "profile.asked_back": _("asked back about an answer"),
    }.get(action, action)


def _void(_: Speech, one: Any) -> list[str]:
    return [_("taken back: {when}", when=_.moment(one.voided_at))] if one.voided_at else []


def _span(_: Speech, start: Any, end: Any) -> str:
    return _.moment(start) if end is None else f"{_.moment(start)} – {_.moment(end)}"


def _days(_: Speech, first: Any, last: Any) -> str:
    return f"{_.date(first)} –" if last is None else f"{_.date(first)} – {_.date(last)}"


def _spent(_: Speech, minutes: int) -> str:
    return _.duration(timedelta(minutes=minutes))


def _line(*facts: str) -> str:
    return " · ".join(facts)
