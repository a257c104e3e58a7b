"""What a coordinator may do about a person, from what is known of them."""

from dataclasses import replace
from datetime import date

from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.roll import Action, Portrait, Reach, Stay, Undecided, actions, may

RUNNING = Stay(1, 1, "Smiltene", date(2026, 11, 2), date(2027, 2, 1), None, None, (), None)
YOUTH = Portrait(
    id=1, name="Oksana", reach=Reach.IN_CHAT, joined_on=date(2026, 11, 2), invited_until=None, is_unreachable=False,
    has_account=True, stay=RUNNING, undecided=None, waits_for_guardian=False, guardian_is_recorded=False,
    staff_roles=(), was_staff=False, youth_count=0, max_youth=6, works_elsewhere=False,
)  # fmt: skip
MENTOR = replace(YOUTH, stay=None, staff_roles=(Role.MENTOR,))


def test_a_running_programme_can_be_changed_and_one_that_ended_cannot() -> None:
    changes = {Action.PAIR, Action.PLANNED_END, Action.PAUSE, Action.END}
    assert changes <= set(actions(YOUTH))
    over = replace(YOUTH, stay=replace(RUNNING, last=date(2026, 11, 30)))
    assert actions(over) == [Action.AGAIN, Action.PHONE, Action.CORRECT]


def test_a_pair_ends_and_a_pause_ends_only_where_there_is_one() -> None:
    assert not {Action.UNPAIR, Action.RESUME} & set(actions(YOUTH))
    busy = replace(RUNNING, mentors=((2, "Ilze"),), pause=(date(2026, 11, 20), None))
    assert {Action.UNPAIR, Action.RESUME} <= set(actions(replace(YOUTH, stay=busy)))


def test_what_waits_for_a_decision_comes_first() -> None:
    assert actions(replace(YOUTH, undecided=Undecided(20, ())))[:2] == [Action.APPROVE, Action.REFUSE]


def test_what_was_sent_can_be_read_also_when_the_programme_is_over() -> None:
    assert Action.PROFILE not in actions(YOUTH)
    over = replace(YOUTH, has_profile=True, stay=replace(RUNNING, last=date(2026, 11, 30)))
    assert actions(over)[0] is Action.PROFILE


def test_the_guardians_consent_is_asked_of_those_who_have_not_joined() -> None:
    assert Action.GUARDIAN not in actions(YOUTH)
    half = replace(YOUTH, reach=Reach.HALF_JOINED)
    assert Action.GUARDIAN in actions(half)
    assert Action.GUARDIAN not in actions(replace(half, guardian_is_recorded=True))


def test_a_new_link_is_for_those_outside_and_a_new_phone_for_those_inside() -> None:
    outside = replace(YOUTH, reach=Reach.NOT_INVITED, has_account=False)
    assert Action.LINK in actions(outside)
    assert Action.PHONE not in actions(outside)
    assert Action.LINK not in actions(YOUTH)
    assert Action.PHONE in actions(YOUTH)


def test_who_withdrew_may_be_invited_again() -> None:
    withdrawn = replace(YOUTH, reach=Reach.NOT_INVITED)
    assert Action.LINK in actions(withdrawn)
    assert Action.PHONE not in actions(withdrawn)


def test_a_new_phone_of_someone_who_works_elsewhere_is_not_ours_to_give() -> None:
    assert actions(replace(MENTOR, works_elsewhere=True)) == [Action.CORRECT, Action.REVOKE]


def test_staff_lose_access_and_may_be_invited_again() -> None:
    assert actions(MENTOR) == [Action.PHONE, Action.CORRECT, Action.REVOKE]
    gone = replace(MENTOR, staff_roles=(), was_staff=True, reach=Reach.NOT_INVITED)
    assert actions(gone) == [Action.LINK, Action.CORRECT]


def test_an_open_link_can_be_withdrawn_where_it_leads_to_us() -> None:
    invited = replace(YOUTH, reach=Reach.INVITED, has_account=False, open_link=7)
    assert {Action.LINK, Action.WITHDRAW} <= set(actions(invited))
    assert Action.WITHDRAW not in actions(replace(invited, open_link=None))


def test_a_months_reason_is_noted_while_the_month_is_short_also_after_the_end() -> None:
    short = replace(YOUTH, short_months=(Period.parse("2026-11"),))
    assert Action.REASON in actions(short)
    assert Action.REASON in actions(replace(short, stay=replace(RUNNING, last=date(2026, 11, 17))))
    assert Action.REASON not in actions(YOUTH)


def test_a_paper_may_be_recorded_although_the_card_does_not_ask_for_it() -> None:
    assert Action.GUARDIAN not in actions(YOUTH)
    assert may(YOUTH, Action.GUARDIAN)
    assert not may(replace(YOUTH, guardian_is_recorded=True), Action.GUARDIAN)
    assert not may(MENTOR, Action.GUARDIAN)
