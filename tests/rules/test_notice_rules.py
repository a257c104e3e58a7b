"""The rules of what is said unasked: each kind has one, the other way round; a municipality changes what it may."""

from datetime import time

import pytest

from bot import messages, rules, services
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import DAILY, PACKED, Anchor, Hears, Most, Passes, Voice
from bot.rules.policies import Policy


def test_every_kind_has_a_rule_and_every_rule_a_kind_with_facts_and_words() -> None:
    kinds = {one.kind for one in PACKED.all()}
    assert len(kinds) > 40
    assert kinds == set(services.notices.FACTS) == set(messages.notices.WORDS)


def test_what_the_clock_says_has_a_time_for_each_of_its_readers() -> None:
    daily = [one for one in PACKED.all() if one.anchor in DAILY and one.anchor is not Anchor.SITTING]
    assert len(daily) > 10
    for one in daily:
        assert {reader for reader, _ in one.at} >= set(one.to), one.name
        assert one.most is not Most.EVENT, one.name
        assert one.voice is Voice.BLAKUS, one.name


def test_whoever_does_something_is_named_as_its_voice() -> None:
    events = [one for one in PACKED.all() if one.anchor is Anchor.EVENT]
    assert len(events) > 30
    for one in events:
        assert one.voice is not Voice.BLAKUS, one.name


def test_everything_may_become_somebody_elses_or_change() -> None:
    for one in PACKED.all():
        assert one.clears, one.name


def test_a_municipality_says_it_otherwise() -> None:
    policy = Policy.from_values(
        {"notices": {"warn10": {"below_percent": 60, "at": "10:15", "to": ["coordinator"]}, "pace15": {"on": False}}}
    )
    rule = policy.notices["warn10"]
    assert (rule.below_percent, rule.time_for(Hears.COORDINATOR), rule.to) == (60, time(10, 15), (Hears.COORDINATOR,))
    assert rule.clears[0] is Cleared.MADE_GOOD, "the rest stays"
    assert "pace15" not in {one.name for one in policy.notices.hanging_on(Anchor.MONTH)}
    assert Policy.from_values(policy.values()) == policy
    assert policy.values() == {
        "notices": {"pace15": {"on": False}, "warn10": {"at": "10:15", "below_percent": 60, "to": ["coordinator"]}}
    }


def test_a_new_rule_says_a_known_kind_on_another_day() -> None:
    policy = Policy.from_values({"notices": {"ending_3": {"kind": "ending", "days": -3}}})
    rule = policy.notices["ending_3"]
    assert (rule.kind, rule.days, rule.most, rule.to) == ("ending", -3, Most.RULE, PACKED["ending"].to)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"warn11": {"below_percent": 60}}, "warn11"),
        ({"warn10": {"below": 60}}, "warn10.below"),
        ({"warn10": {"below_percent": 101}}, "warn10.below_percent"),
        ({"warn10": {"below_percent": True}}, "warn10.below_percent"),
        ({"warn10": {"day": 3}}, "day or days_before_end"),
        ({"warn10": {"kind": "pace"}}, "warn10.kind"),
        ({"warn10": {"private": True}}, "warn10.private"),
        ({"warn10": {"to": ["youth"]}}, "warn10.to"),
        ({"warn10": {"to": "mentor"}}, "warn10.to"),
        ({"warn10": {"at": "half past eight"}}, "warn10.at"),
        ({"warn10": {"share": "0/0"}}, "warn10.share"),
        ({"warn10": {"on": 1}}, "warn10.on"),
        ({"look_in": {"on": False}}, "look_in"),
        ({"more": {"kind": "unheard"}}, "more"),
        ({"warn10": 60}, "notices"),
    ],
)
def test_a_wrong_rule_is_named_in_a_sentence(values: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=rf"^The.*\b{named}\b.*\.$"):
        Policy.from_values({"notices": values})


def test_a_file_of_rules_changes_what_it_says_otherwise() -> None:
    assert rules.notice_rules.changed("[warn10]\nbelow_percent = 65\n") == {}
    assert rules.notice_rules.changed('[silence]\ndays = 5\n[digest]\nweekday = 5\nat = "10:00"\n') == {
        "digest": {"at": "10:00", "weekday": 5},
        "silence": {"days": 5},
    }
    with pytest.raises(ValueError, match=r"cannot be read"):
        rules.notice_rules.changed("[warn10")


def test_only_what_is_urgent_passes_quiet_hours() -> None:
    assert {one.kind for one in PACKED.all() if one.passes is Passes.QUIET_HOURS} == {
        "asked_to_call", "look_in", "words_of_crisis", "mentor_asked", "report_due", "call_waits", "call_taken",
    }  # fmt: skip
