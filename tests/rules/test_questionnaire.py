"""The questionnaire's walk: what is shown follows from the answers that are shown, whatever way one came."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.errors import NotUnderstood
from bot.rules.questionnaire import VERSIONS, Answering, Facts, Question, Walk, answers, chosen

ALL = [(version, question) for version, questions in VERSIONS.items() for question in questions]
FIRST = VERSIONS[1]
SHAPES = {
    Answering.SCALE: st.integers(0, 10),
    Answering.WORDS: st.fixed_dictionaries({"words": st.text(min_size=1, max_size=20)}),
    Answering.DATE: st.just({"words": "2008-05-03"}),
}


def an_answer(question: Question) -> st.SearchStrategy[Any]:
    """What could be stored for it, a skip among it; of a follow-up among chosen ones, any of those."""
    options = question.options
    if question.of_chosen is not None:
        options = next(one.options for one in FIRST if one.key == question.of_chosen)
    real: st.SearchStrategy[Any]
    match question.answering:
        case Answering.ONE:
            real = st.sampled_from(options).map(lambda one: {"chosen": [one]})
        case Answering.SEVERAL:
            most = question.most or len(options)
            real = st.lists(st.sampled_from(options), min_size=1, max_size=most, unique=True).map(
                lambda some: {"chosen": some}
            )
        case Answering.MATRIX:
            real = st.fixed_dictionaries({row: st.sampled_from(question.options) for row in question.rows})
        case Answering.SCALES:
            real = st.fixed_dictionaries({row: st.integers(0, 10) for row in question.rows})
        case _:
            real = SHAPES[question.answering]
    return st.one_of(st.none(), real)


some_answers = st.fixed_dictionaries({}, optional={one.key: an_answer(one) for one in FIRST})
some_facts = st.builds(Facts, is_minor=st.booleans(), supplied=st.sampled_from([frozenset(), frozenset({"who5"})]))


@given(some_answers, some_facts)
def test_shown_are_exactly_those_whose_condition_holds(given_answers: dict[str, Any], facts: Facts) -> None:
    walk = Walk(FIRST, given_answers, facts)
    shown = {one.key for one in walk.shown}
    for question in FIRST:
        holds = question.shown_when is None or question.shown_when.holds(walk.used, facts)
        assert (question.key in shown) == holds, question.key
    assert walk.used == {key: value for key, value in given_answers.items() if key in shown}


@given(some_answers, some_facts)
def test_an_answer_that_is_hidden_changes_nothing(given_answers: dict[str, Any], facts: Facts) -> None:
    walk = Walk(FIRST, given_answers, facts)
    without = Walk(FIRST, walk.used, facts)
    assert [one.key for one in without.shown] == [one.key for one in walk.shown]
    assert [one.key for one in without.open] == [one.key for one in walk.open]


@given(some_answers, some_facts, st.data())
@settings(max_examples=60)
def test_the_walk_ends_with_an_answer_to_every_question_shown(
    given_answers: dict[str, Any], facts: Facts, data: st.DataObject
) -> None:
    """From any state, next after next, each answered once: no loop, no question left out."""
    walk = Walk(FIRST, given_answers, facts)
    key, asked = "", []
    while (question := walk.next_after(key)) is not None:
        assert question.key not in walk.answers
        asked.append(question.key)
        assert len(asked) <= len(FIRST)
        key = question.key
        walk = Walk(FIRST, {**walk.answers, key: data.draw(an_answer(question))}, facts)
    assert walk.is_complete
    assert {one.key for one in walk.asked} <= walk.answers.keys()


@given(some_answers, some_facts)
def test_back_goes_through_all_that_is_shown_and_ends(given_answers: dict[str, Any], facts: Facts) -> None:
    walk = Walk(FIRST, given_answers, facts)
    keys = [one.key for one in walk.asked]
    back = [keys[-1]]
    while (before := walk.before(back[-1])) is not None:
        back.append(before.key)
    assert back == keys[::-1]


@pytest.mark.parametrize(("version", "question"), ALL, ids=lambda one: getattr(one, "key", str(one)))
def test_every_question_is_well_formed(version: int, question: Question) -> None:
    keys = [one.key for one in VERSIONS[version]]
    assert keys.count(question.key) == 1
    assert question.alone | question.words_with <= set(question.options)
    assert all(option in question.options for _, option in question.first)
    assert bool(question.rows) == (question.answering in (Answering.MATRIX, Answering.SCALES))
    assert question.of_chosen is None or question.of_chosen in keys[: keys.index(question.key)]
    assert 1 <= question.number <= 29
    if question.follows_up and question.key.partition(".")[0] in keys:
        assert (
            question.number
            == next(one for one in VERSIONS[version] if one.key == question.key.partition(".")[0]).number
        )


def test_the_29_steps_stand_in_their_order_in_four_sittings() -> None:
    numbers = [one.number for one in FIRST]
    assert sorted(set(numbers)) == list(range(1, 30))
    assert numbers == sorted(numbers)
    assert [one.sitting for one in FIRST] == sorted(one.sitting for one in FIRST)


BRANCHES: list[tuple[str, dict[str, Any], Facts]] = [
    ("last_studies.why", {"last_studies": {"chosen": ["left"]}}, Facts()),
    ("work.best", {"work": {"chosen": ["short_jobs"]}}, Facts()),
    ("interests.first", {"interests": {"chosen": ["build", "create"]}}, Facts()),
    ("ladder.call", {"ladder": 3}, Facts()),
    ("who5", {"barriers": {"chosen": ["mood"]}}, Facts(supplied=frozenset({"who5"}))),
    ("strengths.words", {"strengths": None}, Facts()),
    ("goal.words", {"goal": {"chosen": ["job"]}}, Facts()),
]


@pytest.mark.parametrize(("key", "before", "facts"), BRANCHES)
def test_a_branch_opens_and_closes(key: str, before: dict[str, Any], facts: Facts) -> None:
    assert key in {one.key for one in Walk(FIRST, before, facts).shown}
    assert key not in {one.key for one in Walk(FIRST, {}, facts).shown}


def test_every_branch_is_among_those_tested() -> None:
    assert {one.key for one in FIRST if one.shown_when is not None} == {key for key, _, _ in BRANCHES}


def test_what_gets_in_the_way_changes_the_order() -> None:
    walk = Walk(FIRST, {"barriers": {"chosen": ["language"]}})
    second = [one.key for one in walk.shown if one.sitting == 2]
    assert second[0] == "languages"
    low = Walk(FIRST, {"barriers": {"chosen": ["mood"]}, "residence": {"chosen": ["countryside"]}})
    assert low.options(low.by_key("specialists"))[0] == "psychologist"
    assert low.options(low.by_key("limits"))[0] == "distance"


def test_options_that_stand_alone_take_the_others_away() -> None:
    question = Walk(FIRST, {}).by_key("digital")
    ticks = answers.ticked(question, ["cv", "code"], "none", is_wanted=True)
    assert ticks == ["none"]
    assert answers.ticked(question, ticks, "cv", is_wanted=True) == ["cv"]
    assert answers.ticked(question, ["cv"], "cv", is_wanted=True) == ["cv"], "a repeated tap does no harm"


@pytest.mark.parametrize("ticks", [[], ["no_such_thing"], ["mood", "care", "money", "transport"]])
def test_nothing_too_much_and_what_is_no_option_is_asked_again(ticks: list[str]) -> None:
    question = Walk(FIRST, {}).by_key("barriers")
    with pytest.raises(NotUnderstood):
        answers.of_choices(question, question.options, ticks)


@pytest.mark.parametrize("typed", ["11", "-1", "five", "", "٣", "1.5"])
def test_a_ladder_has_eleven_steps(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        answers.of_scale(typed)
    assert answers.of_scale(" 10 ") == 10


def test_chosen_reads_only_what_was_chosen() -> None:
    assert chosen({"a": None, "b": 3, "c": {"words": "x"}, "d": {"chosen": ["y"]}}, "d") == {"y"}
    assert chosen({"a": None, "b": 3}, "a") == chosen({"b": 3}, "b") == set()
